#pragma once

#include <cstdint>
#include <vector>

#include "base/source.hpp"

namespace sqlc::sql {

/// Where psql would read a section's text otherwise than the server: `:name`, `:'name'`, `:"name"`
/// and `:{?name}` outside strings, quoted identifiers, comments and dollar quotes (psql manual,
/// "SQL Interpolation"; `::` is a cast and `:=` an assignment, both are left alone; `arr[1:n]` is
/// the usual case, and `arr[1:2]` is one too, since a variable may be named 2). Returns the offsets
/// of the colons, ascending; a space after such a colon keeps the server's meaning and stops psql.
[[nodiscard]] std::vector<std::uint32_t> psql_variables(Span section);

/// How psql splits one statement, from its first token on and followed by `;`.
struct PsqlReading {
  enum class Verdict : std::uint8_t {
    Same,         ///< psql 14 and newer sends the whole statement, and nothing with it
    SplitsEarly,  ///< it sends what stands before a `;` inside a BEGIN ATOMIC body
    RunsOn,       ///< it waits for another END, since a name in the statement is BEGIN or CASE
    OtherString,  ///< a piece that continues E'…' on another line: psql reads no backslash in it
  };
  Verdict verdict = Verdict::Same;
  /// Where psql goes wrong: the `;`, the last BEGIN or CASE that it counts, the piece of a string.
  std::uint32_t at = 0;
  /// The `;` inside the statement and outside all parentheses, ascending. Where there are any, psql
  /// 13 and older splits at the first, whatever the verdict says.
  std::vector<std::uint32_t> semicolons;
};

/// Reads a statement (Statement::span) as psql's scanner does. SplitsEarly and RunsOn have a way
/// out that every psql takes: write each of `semicolons` as `\;` and end the statement with `\g` on
/// its last line instead of `;`, which also resets psql's scanner. For OtherString there is none
/// but to write the literal in one piece.
[[nodiscard]] PsqlReading read_as_psql(Span statement);

/// Whether psql 14 and newer sends exactly this statement when `;` follows it.
[[nodiscard]] inline bool psql_splits_like_server(Span statement) {
  return read_as_psql(statement).verdict == PsqlReading::Verdict::Same;
}

}  // namespace sqlc::sql
