#pragma once

#include <cstdint>
#include <optional>

#include "base/diagnostic.hpp"
#include "history/markers.hpp"
#include "history/revision.hpp"
#include "sql/lexer.hpp"

namespace sqlc::history {

/// Walks over a section's tokens, once, to tell what stands around its markers.
class StatementCursor {
 public:
  StatementCursor(const Source& source, std::uint32_t begin);
  /// Whether the offset stands between two statements: nothing since the last `;`.
  [[nodiscard]] bool between_statements(std::uint32_t offset);
  /// Whether a statement follows the offset before the text's end or the next section.
  [[nodiscard]] bool statement_follows(std::uint32_t offset);

 private:
  void advance();
  void advance_to(std::uint32_t offset);

  sql::Lexer lexer_;
  /// The first token that stands wholly behind what was asked about.
  sql::Token token_;
  std::string_view text_;
  bool between_ = true;
};

/// Whether an `allow` or `grants` marker stands before a statement; an error otherwise.
[[nodiscard]] bool check_place(StatementCursor& cursor, const Marker& marker,
                               Diagnostics& diagnostics);

[[nodiscard]] std::optional<Allow> read_allow(const Marker& marker, Diagnostics& diagnostics);
[[nodiscard]] std::optional<GrantsMarker> read_grants(const Marker& marker,
                                                      Diagnostics& diagnostics);

}  // namespace sqlc::history
