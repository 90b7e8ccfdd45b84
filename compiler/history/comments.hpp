#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/source.hpp"

namespace sqlc::history {

/// Finds the `--` comments of SQL text that are, or nearly are, markers. Looks for the word first
/// and lexes only up to where it stands, so text without one costs a search and no more.
class MarkerComments {
 public:
  /// From `begin`, which is no place inside a token, to the end of `source`'s text or to `end`.
  MarkerComments(const Source& source, std::uint32_t begin, std::uint32_t end);
  /// The next one, as its whole token; nothing when there is none left.
  std::optional<Span> next();

 private:
  [[nodiscard]] std::optional<std::uint32_t> next_candidate();
  [[nodiscard]] bool is_comment(std::uint32_t dashes, std::uint32_t word);

  const Source& source_;
  std::string_view text_;
  std::size_t search_ = 0;
  /// The next of each letter from `search_` on.
  std::size_t lower_q_ = 0;
  std::size_t upper_q_ = 0;
  /// Between two tokens, outside of every string and comment.
  std::uint32_t boundary_ = 0;
};

/// Where the line that holds the offset begins.
[[nodiscard]] std::uint32_t line_begin(std::string_view text, std::uint32_t offset);

/// Past the end of the line that holds the offset, its line end included.
[[nodiscard]] std::uint32_t next_line(std::string_view text, std::uint32_t offset);

}  // namespace sqlc::history
