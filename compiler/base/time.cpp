#include "base/time.hpp"

#include <fmt/format.h>

#include <chrono>

namespace sqlc {

CivilTime civil_time(std::int64_t unix_seconds) {
  // Days and years beyond std::chrono::year (±32767) come out by whole cycles of 400 years.
  constexpr std::int64_t day_seconds = 86400;
  constexpr std::int64_t cycle_days = 146097;
  const auto floor_divide = [](std::int64_t a, std::int64_t b) { return a / b - (a % b < 0); };
  const std::int64_t days = floor_divide(unix_seconds, day_seconds);
  const std::int64_t cycle = floor_divide(days, cycle_days);
  const std::chrono::days in_cycle{static_cast<int>(days - cycle * cycle_days)};
  const std::chrono::year_month_day date{std::chrono::sys_days(in_cycle)};
  const auto second = static_cast<int>((unix_seconds % day_seconds + day_seconds) % day_seconds);
  return {.year = static_cast<int>(date.year()) + cycle * 400,
          .month = static_cast<int>(static_cast<unsigned>(date.month())),
          .day = static_cast<int>(static_cast<unsigned>(date.day())),
          .hour = second / 3600,
          .minute = second / 60 % 60,
          .second = second % 60};
}

std::string format_utc(std::int64_t unix_seconds) {
  const CivilTime t = civil_time(unix_seconds);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}+00:00", t.year, t.month, t.day, t.hour,
                     t.minute, t.second);
}

}  // namespace sqlc
