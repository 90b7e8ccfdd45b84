#pragma once

#include <string>

#include "base/source.hpp"

namespace sqlc::report {

/// The line of a span and the marks under it, ready for a terminal.
struct Snippet {
  std::uint32_t line = 1;
  std::string text;
  /// Spaces up to the span's first cell.
  std::size_t indent = 0;
  /// `^` and one `~` for each further cell; never empty.
  std::string marks;
};

/// Lays out the first line of the span, whose source must not be null. Tabs become spaces, unsafe
/// characters and invalid bytes are spelled out. Marks end where the line does. Of a line wider
/// than 120 cells only the part around the span's beginning is shown, with `...` for what is left
/// out.
[[nodiscard]] Snippet make_snippet(const Span& span);

}  // namespace sqlc::report
