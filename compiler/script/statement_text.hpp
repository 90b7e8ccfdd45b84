#pragma once

#include <span>
#include <string_view>

#include "script/script.hpp"

namespace sqlc::script {

/// The statement's first word as written.
[[nodiscard]] std::string_view first_word(const sql::Statement& statement);

/// Whether two ASCII words are the same but for case.
[[nodiscard]] bool same_word(std::string_view left, std::string_view right);

/// Whether the statement may run code or write rows: it may then leave deferred constraints to be
/// checked, and other settings than it found. False for plain DDL, which does neither.
[[nodiscard]] bool runs_code(const sql::Statement& statement);

/// SET CONSTRAINTS.
[[nodiscard]] bool sets_constraints(const sql::Statement& statement);

/// The text of neighbouring statements with all comments around them, from the first one's leading
/// comments to the last one's trailing ones. White space at both ends is left out.
[[nodiscard]] Span whole_span(std::span<const sql::Statement> statements);

}  // namespace sqlc::script
