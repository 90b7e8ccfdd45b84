#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sqlc {

/// Number of code points in valid UTF-8.
[[nodiscard]] std::size_t count_characters(std::string_view utf8);

/// Byte offset of the n-th code point, counted from 0; the size of the text when there are fewer.
[[nodiscard]] std::size_t byte_of_character(std::string_view utf8, std::size_t n);

/// Byte offset of the first byte that is not valid UTF-8 (RFC 3629: no surrogates, no overlong
/// forms); nothing when the text is valid.
[[nodiscard]] std::optional<std::size_t> find_invalid_utf8(std::string_view text);

/// One code point taken off the front of a text.
struct Character {
  /// The code point; U+FFFD for a byte that is not valid UTF-8.
  char32_t point = 0;
  /// Bytes that it takes: 1 to 4, and 1 for an invalid byte.
  std::size_t size = 0;
  bool valid = false;
};

/// The first character of a text that is not empty. Any bytes will do.
[[nodiscard]] Character first_character(std::string_view text);

/// Appends the code point as UTF-8.
void append_utf8(std::string& text, char32_t point);

/// Whether printing the code point as it is could mislead a reader or a line-based tool: C0 and C1
/// controls (DEL, NEL included), line and paragraph separators, bidirectional controls, the byte
/// order mark, invisible tag characters.
[[nodiscard]] bool is_unsafe_character(char32_t point);

/// Drops a byte order mark and turns CRLF and lone CR into LF, in place.
void normalize_source(std::string& text);

/// Without ASCII white space (space, \t \n \v \f \r) at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);

/// The pieces between separators, empty ones included: always one more than there are separators.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

/// With A-Z as a-z; other bytes stay.
[[nodiscard]] std::string to_lower(std::string_view ascii);

/// The candidate nearest to the word by edit distance (adjacent swaps count as one; a candidate
/// that starts with the word counts as near), or nothing when none is near enough to be meant: a
/// third of the longer one's length may differ, rounded up, never all of it. ASCII case makes no
/// difference. Of equally near ones the first.
[[nodiscard]] std::optional<std::string_view> nearest(std::string_view word,
                                                      std::span<const std::string_view> candidates);

/// SQL string literal: 'it''s'. Text that holds a backslash, a newline or another unsafe character
/// comes out as E'…' with escapes, so that a literal never spans lines and reads the same under any
/// standard_conforming_strings. PostgreSQL's text cannot hold NUL: it becomes U+FFFD, as does a
/// byte that is not valid UTF-8.
[[nodiscard]] std::string quote_literal(std::string_view text);

/// A dollar quote's tag ("$sqlc$", "$sqlc1$", ...) that ends the quote after the body and nowhere
/// before.
[[nodiscard]] std::string dollar_tag(std::string_view body);

/// One line of text that is safe inside a `--` comment of a psql script: unsafe characters (line
/// ends, Unicode's included, other controls, bidirectional ones) become one space each. A newline
/// followed by `\!` in a message would otherwise run a shell command. A byte that is not valid
/// UTF-8 becomes U+FFFD.
[[nodiscard]] std::string comment_text(std::string_view text);

/// The argument of psql's \echo, quoted so that psql neither expands nor runs anything in it. It
/// prints the same bytes, but NUL and invalid UTF-8 come out as U+FFFD.
[[nodiscard]] std::string psql_quote(std::string_view text);

/// The text for a terminal, on one line: unsafe characters and invalid bytes are spelled out as
/// `\n`, `\x1b` or `\u{202e}`.
[[nodiscard]] std::string visible(std::string_view text);

}  // namespace sqlc
