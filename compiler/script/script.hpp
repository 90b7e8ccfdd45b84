#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "config.hpp"
#include "history/history.hpp"
#include "history/range.hpp"
#include "history/revision.hpp"
#include "sql/statement.hpp"

namespace sqlc::script {

/// One step of the route with everything that the compiler knows of it.
struct StepInput {
  const history::Revision* revision = nullptr;
  history::VersionChange rows;
  /// The section that runs: the upgrade's or the downgrade's. Null for a stamp.
  const history::Section* section = nullptr;
  std::vector<sql::Statement> statements;
  /// The upgrade's `-- sqlc:verify` section: SELECTs of one boolean each. Empty in a downgrade.
  std::vector<sql::Statement> verify;
};

/// What shapes a script beside the revisions.
struct Settings {
  Config config;
  /// One script for a database at any point that the steps pass through.
  bool idempotent = false;
  /// The command as the header names it: "upgrade", "downgrade", "stamp".
  std::string command;
  /// Hex SHA-256 of the inputs.
  std::string digest;
};

/// Where a line of the script comes from.
struct SourceLine {
  std::uint32_t script_line = 0;
  Span origin;
};

/// A finished script.
struct Script {
  std::string text;
  std::size_t revisions = 0;
  /// Those of the revisions' own sections.
  std::size_t statements = 0;
  /// `-- sqlc:verify` checks.
  std::size_t checks = 0;
  /// Parts that take effect one after the other: transactions, and revisions with statements
  /// outside of one.
  std::size_t segments = 0;
  /// Statements that run outside of transactions.
  std::size_t outside = 0;
  /// One entry per statement that a revision wrote, ascending.
  std::vector<SourceLine> source_map;
};

/// Compiles the steps into one script. What the server or psql would refuse or run otherwise than
/// its author meant is an error with its place (mixed revisions, enum values used
/// before they commit, transaction control, psql's lexer, --client generic).
[[nodiscard]] std::optional<Script> compile(const history::History& history,
                                            const history::Route& route,
                                            const std::vector<StepInput>& steps,
                                            const Settings& settings, Diagnostics& diagnostics);

}  // namespace sqlc::script
