#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace sqlc {

/// Fewer calls than this are not worth a thread (starting one costs about as much as reading ten
/// small files).
inline constexpr std::size_t parallel_minimum = 64;

/// Processors that this process may use, at least 1.
[[nodiscard]] inline unsigned available_threads() {
  return std::max(1U, std::thread::hardware_concurrency());
}

namespace detail {

/// What the threads of one `parallel_for` share.
struct ParallelState {
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> stopped = false;
  std::mutex mutex;
  std::size_t failed_index = 0;
  std::exception_ptr failure;

  void fail(std::size_t index, std::exception_ptr exception) {
    const std::lock_guard lock(mutex);
    if (failure == nullptr || index < failed_index) {
      failed_index = index;
      failure = std::move(exception);
    }
    stopped = true;
  }
};

/// Takes blocks of indices in rising order until none are left or a call has thrown.
template <typename Body>
void parallel_work(ParallelState& state, std::size_t count, std::size_t block, const Body& body) {
  while (!state.stopped) {
    const std::size_t begin = state.next.fetch_add(block);
    if (begin >= count) return;
    for (std::size_t i = begin; i < std::min(begin + block, count); ++i) {
      try {
        body(i);
      } catch (...) {
        state.fail(i, std::current_exception());
        return;
      }
    }
  }
}

}  // namespace detail

/// Calls `body(i)` once for each i in [0, count), on up to `threads` threads, and returns when all
/// calls have. Results are deterministic as long as the calls write to places of their own.
///
/// When calls throw, the exception of the lowest index comes out, as it would from a plain loop;
/// some calls of higher indices may have run and others not. One thread, or fewer calls than
/// `minimum`, is a plain loop on the caller's own thread.
template <typename Body>
void parallel_for(std::size_t count, unsigned threads, const Body& body,
                  std::size_t minimum = parallel_minimum) {
  if (threads <= 1 || count < std::max<std::size_t>(minimum, 2)) {
    for (std::size_t i = 0; i < count; ++i) body(i);
    return;
  }
  const std::size_t workers = std::min<std::size_t>(threads, count);
  const std::size_t block = std::clamp<std::size_t>(count / (workers * 8), 1, 64);
  detail::ParallelState state;
  const auto work = [&] { detail::parallel_work(state, count, block, body); };
  {
    std::vector<std::jthread> others;
    others.reserve(workers - 1);
    try {
      while (others.size() + 1 < workers) others.emplace_back(work);
    } catch (const std::system_error&) {
      // No more threads to be had: those there are do the work.
    }
    work();
  }
  if (state.failure) std::rethrow_exception(state.failure);
}

}  // namespace sqlc
