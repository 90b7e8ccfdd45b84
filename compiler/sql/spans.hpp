#pragma once

#include <cstdint>
#include <string_view>

#include "sql/statement.hpp"

namespace sqlc::sql {

/// Finds where the statements of a section stand, comments and separators around them included,
/// from where the grammar says that each ends.
class StatementSpans {
 public:
  explicit StatementSpans(Span section) : section_(section), text_(section.text()) {}

  /// Sets the place of the next statement. `separator` is the offset in the section of the `;` that
  /// ends it; the section's size when there is none.
  void next(std::size_t separator, Statement& statement);

  /// Gives what follows the last statement to it.
  void finish(Statement& last) const { last.trailing_end = section_.end; }

 private:
  [[nodiscard]] std::uint32_t in_source(std::size_t offset) const {
    return section_.begin + static_cast<std::uint32_t>(offset);
  }

  Span section_;
  std::string_view text_;
  /// What is taken already, in the section.
  std::size_t at_ = 0;
};

}  // namespace sqlc::sql
