#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.hpp"

namespace sqlc::import {

/// SQL put together from pieces of foreign files, with the markers of its tool left out. Knows
/// where each byte stood, so that messages name the place in the user's own file.
class ForeignText {
 public:
  ForeignText() = default;
  explicit ForeignText(const Source& whole_file);

  /// Adds a piece of a file.
  void append(Span piece);
  /// Adds text of our own, which messages show at `near`.
  void insert(std::string_view text, Span near);

  /// Drops empty lines at both ends: those next to a marker are its tool's layout.
  void drop_empty_ends();

  [[nodiscard]] const std::string& text() const { return text_; }
  /// Where a range of `text()` stood; cut at the end of the piece that it begins in.
  [[nodiscard]] Span locate(std::uint32_t begin, std::uint32_t end) const;

 private:
  struct Piece {
    std::uint32_t at;
    Span origin;
    bool own;
  };
  std::string text_;
  std::vector<Piece> pieces_;
};

/// The lines of a source, one after another.
class Lines {
 public:
  explicit Lines(const Source& source) : source_(source) {}
  /// The next line without its line end; false after the last one.
  bool next(Span& line);

 private:
  const Source& source_;
  std::uint32_t at_ = 0;
};

/// The line with its line end.
[[nodiscard]] Span with_newline(Span line);

}  // namespace sqlc::import
