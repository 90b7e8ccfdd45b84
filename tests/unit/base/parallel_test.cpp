#include "base/parallel.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <set>
#include <stdexcept>
#include <string>

namespace sqlc {

TEST(Parallel, CallsEachIndexOnce) {
  for (const std::size_t count : {0U, 1U, 2U, 63U, 64U, 65U, 1000U, 12345U}) {
    for (const unsigned threads : {0U, 1U, 2U, 3U, 16U}) {
      std::vector<int> calls(count, 0);
      parallel_for(count, threads, [&calls](std::size_t i) { ++calls[i]; });
      EXPECT_EQ(calls, std::vector<int>(count, 1)) << count << " over " << threads;
    }
  }
}

TEST(Parallel, StaysOnTheCallersThreadWhenThereIsLittleToDo) {
  const auto here = std::this_thread::get_id();
  parallel_for(parallel_minimum - 1, 8,
               [&](std::size_t) { EXPECT_EQ(std::this_thread::get_id(), here); });
  parallel_for(10000, 1, [&](std::size_t) { EXPECT_EQ(std::this_thread::get_id(), here); });
}

TEST(Parallel, UsesThreadsWhenAskedForFewCalls) {
  // Two calls that each wait for the other end only when they run at the same time.
  std::atomic<int> arrived = 0;
  const auto meet = [&arrived](std::size_t) {
    ++arrived;
    while (arrived < 2) std::this_thread::yield();
  };
  parallel_for(2, 2, meet, 2);
  EXPECT_EQ(arrived, 2);
}

TEST(Parallel, ThrowsWhatTheLowestIndexThrew) {
  for (int round = 0; round < 50; ++round) {
    for (const unsigned threads : {1U, 2U, 4U}) {
      try {
        parallel_for(5000, threads, [](std::size_t i) {
          if (i == 1234 || i == 1300 || i > 4000) throw std::runtime_error(std::to_string(i));
        });
        FAIL() << "nothing was thrown";
      } catch (const std::runtime_error& error) {
        EXPECT_STREQ(error.what(), "1234");
      }
    }
  }
}

TEST(Parallel, KnowsAtLeastOneProcessor) { EXPECT_GE(available_threads(), 1U); }

}  // namespace sqlc
