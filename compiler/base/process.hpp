#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace sqlc {

/// A program to run. Nothing goes through a shell.
struct Command {
  /// argv; argv[0] is looked up in this process's PATH, unless it holds a slash.
  std::vector<std::string> arguments;
  /// Where it runs; a relative argv[0] with a slash counts from here. Empty: where this process is.
  std::string working_directory = {};
  /// Added to (or replacing in) the inherited environment.
  std::vector<std::pair<std::string, std::string>> environment = {};
  /// What it reads on standard input; it may leave some unread.
  std::string input = {};
};

struct Finished {
  /// Exit status; 128 + the signal's number when a signal ended it.
  int status = 0;
  std::string out;
  std::string err;
};

/// Runs the program until it and all who hold its output have ended. A Failure when it could not be
/// started at all.
Result<Finished> run_process(const Command& command);

}  // namespace sqlc
