#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sqlc {

/// The text of one input file. Spans point into it, so a Source never moves and never changes once
/// something points at it; keep it behind a `std::unique_ptr` or in a `std::deque`.
///
/// `text` is what the compiler reads: valid UTF-8, LF line ends, no byte order mark (see
/// `normalize_source` in base/text.hpp). Offsets are bytes from 0 into this normalised text. Line
/// and column numbers are those of the user's own file, since normalising keeps both.
struct Source {
  /// As the user would type it; shown in every message.
  std::string path;
  std::string text;
};

/// Half-open range of bytes in one source. `source == nullptr` means that no place is known.
struct Span {
  const Source* source = nullptr;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] std::string_view text() const {
    if (source == nullptr) return {};
    return std::string_view(source->text).substr(begin, end - begin);
  }
};

/// Line and column from 1. Columns count characters (code points), not bytes.
struct Place {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// Where a byte offset stands. Linear in the offset: called for messages only.
[[nodiscard]] Place place_of(const Source& source, std::uint32_t offset);

/// The whole line that holds the offset, without its line end.
[[nodiscard]] std::string_view line_at(const Source& source, std::uint32_t offset);

}  // namespace sqlc
