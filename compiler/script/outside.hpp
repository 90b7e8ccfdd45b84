#pragma once

#include <string>

#include "sql/statement.hpp"

namespace sqlc::script {

/// How a statement that runs outside of transactions is begun again after an interruption. The
/// members are SQL; those that do not apply are empty.
struct Rerun {
  /// True once the statement's effect is there. Empty: running it twice does no harm.
  std::string done;
  /// Why the statement must not begin when `done` is true before its first run; a message.
  std::string done_before;
  /// Prints statements that clear away what a broken run left.
  std::string leftovers;
  /// True when a broken run has to be finished by `finish` instead of the statement itself.
  std::string broken;
  std::string finish;
  /// What is wrong when `done` is not true after the statement; a message.
  std::string not_done_after;
  /// Waits for other transactions, under a lock that blocks neither reading nor writing: a timeout
  /// would only leave something half-done.
  bool waits_harmlessly = false;
};

[[nodiscard]] Rerun rerun_of(const sql::Statement& statement);

/// CREATE INDEX CONCURRENTLY without a name: a run that broke cannot be told from others.
[[nodiscard]] bool is_unnamed_index(const sql::Statement& statement);

}  // namespace sqlc::script
