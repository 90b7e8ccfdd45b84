#include "base/time.hpp"

#include <gtest/gtest.h>

#include <ctime>
#include <limits>
#include <random>

#include <fmt/format.h>

namespace sqlc {

TEST(Time, FormatsUtc) {
  EXPECT_EQ(format_utc(0), "1970-01-01 00:00:00+00:00");
  EXPECT_EQ(format_utc(-1), "1969-12-31 23:59:59+00:00");
  EXPECT_EQ(format_utc(1795165200), "2026-11-20 09:00:00+00:00");
  EXPECT_EQ(format_utc(951782400), "2000-02-29 00:00:00+00:00");
  EXPECT_EQ(format_utc(4107542399), "2100-02-28 23:59:59+00:00");
  EXPECT_EQ(format_utc(4107542400), "2100-03-01 00:00:00+00:00");
}

TEST(Time, AgreesWithTheSystem) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 100000; ++i) {
    const auto seconds = static_cast<std::time_t>(random() % 200'000'000'000) - 60'000'000'000;
    std::tm utc = {};
    ASSERT_NE(gmtime_r(&seconds, &utc), nullptr);
    ASSERT_EQ(format_utc(seconds),
              fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}+00:00", utc.tm_year + 1900,
                          utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec));
  }
}

TEST(Time, HoldsAnyNumberOfSeconds) {
  EXPECT_EQ(civil_time(std::numeric_limits<std::int64_t>::max()).year, 292277026596);
  EXPECT_EQ(civil_time(std::numeric_limits<std::int64_t>::min()).year, -292277022657);
}

}  // namespace sqlc
