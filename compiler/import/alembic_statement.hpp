#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "base/source.hpp"

namespace sqlc::import {

/// One statement of Alembic's output, told apart by its tokens.
struct AlembicStatement {
  enum class Kind { Other, Begin, Commit, Version, DropTable };
  Kind kind = Kind::Other;
  /// With its `;`.
  Span span;
  /// The table's name as written, of a version statement or DROP TABLE.
  std::string table;
};

/// Splits at semicolons. The last piece counts too when it has none.
[[nodiscard]] std::vector<AlembicStatement> read_alembic_statements(
    Span text, const std::unordered_set<std::string>& ids);

}  // namespace sqlc::import
