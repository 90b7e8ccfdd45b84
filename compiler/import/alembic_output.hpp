#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "import/foreign_text.hpp"

namespace sqlc::import {

/// What `alembic … --sql` printed for one revision in one direction.
struct AlembicStep {
  std::string id;
  bool up = true;
  /// The line `-- Running upgrade a -> b`.
  Span marker;
  /// The revision's own SQL: no version statements, no BEGIN and COMMIT around the step.
  ForeignText body;
  /// False when no version statement closes it: the output breaks off inside.
  bool complete = false;
};

/// The steps of one output, in its order.
struct AlembicOutput {
  std::vector<AlembicStep> steps;

  /// The step of that revision, or null.
  [[nodiscard]] const AlembicStep* find(std::string_view id, bool up) const;
};

/// Splits the output at its `-- Running …` comments (real comments: not in strings or bodies).
/// `ids` are all revisions there are; a version statement is one that sets `version_num` to one of
/// them. Drops those statements, the DROP TABLE of the version table, transaction frames, and the
/// COMMIT and BEGIN around each autocommit block.
[[nodiscard]] AlembicOutput split_alembic_output(const Source& output);

}  // namespace sqlc::import
