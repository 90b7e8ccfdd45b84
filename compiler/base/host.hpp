#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.hpp"
#include "base/result.hpp"

namespace sqlc {

/// Everything that a command takes from outside, so that the same input gives the same bytes.
struct Host {
  FileSystem& files;
  std::function<std::optional<std::string>(std::string_view)> environment;
  /// Seconds since 1970-01-01 UTC.
  std::function<std::int64_t()> now;
  /// 64 random bits.
  std::function<std::uint64_t()> random;
  std::function<std::string()> read_input;
  std::function<void(std::string_view)> out;
  std::function<void(std::string_view)> err;
  /// Why standard output did not take everything (closed pipe, full disk). Unset: it always does.
  std::function<Status()> out_status = {};
  /// Runs a program on the user's own terminal (an editor) and gives its exit status.
  std::function<Result<int>(const std::vector<std::string>&)> run_attached = {};
  /// Ends the program at once with the exit code. Called when all is printed, since giving back the
  /// memory of a long history piece by piece takes time. Unset: run() returns as functions do.
  std::function<void(int)> leave = {};
  bool out_is_terminal = false;
  bool err_is_terminal = false;
};

/// Exit codes, the same in every command.
enum ExitCode : int {
  done = 0,
  findings = 1,     ///< findings at or over the threshold, drift, a failed check
  bad_input = 2,    ///< bad usage or input
  environment = 3,  ///< a file, server or tunnel refused
  unknown = 4,      ///< apply: the connection died at COMMIT
};

}  // namespace sqlc
