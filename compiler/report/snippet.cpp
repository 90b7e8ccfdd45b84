#include "report/snippet.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "report/character_width.hpp"

namespace sqlc::report {

static constexpr std::size_t tab_stop = 4;
static constexpr std::size_t max_width = 120;
/// Cells that stay visible before a span that is far along a wide line.
static constexpr std::size_t lead_in = 40;
static constexpr std::string_view ellipsis = "...";

/// One character as it is shown.
struct Cell {
  std::string text;
  std::size_t width = 0;
  bool marked = false;
};

/// A line's bytes near the span; the span's own offsets count from their beginning.
struct Excerpt {
  std::string_view text;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Lines can be megabytes long, so only what could be shown is laid out.
static Excerpt excerpt(const Span& span) {
  const std::string_view text = span.source->text;
  const std::string_view line = line_at(*span.source, span.begin);
  const auto start = static_cast<std::size_t>(line.data() - text.data());
  const std::size_t begin = std::clamp<std::size_t>(span.begin, start, start + line.size()) - start;
  const std::size_t end = std::clamp<std::size_t>(span.end, start, start + line.size()) - start;
  constexpr std::size_t reach = 4 * 2 * max_width;
  std::size_t first = begin - std::min(begin, reach);
  while (first > 0 && first < begin && (static_cast<unsigned char>(line[first]) & 0xC0U) == 0x80) {
    ++first;
  }
  return {.text = line.substr(first, begin - first + reach),
          .begin = begin - first,
          .end = std::max(begin, end) - first};
}

static Cell make_cell(std::string_view bytes, const Character& next, std::size_t column) {
  if (next.valid && next.point == '\t') {
    const std::size_t width = tab_stop - column % tab_stop;
    return {.text = std::string(width, ' '), .width = width};
  }
  std::string text = visible(bytes);
  const bool spelled = !next.valid || is_unsafe_character(next.point);
  const std::size_t width =
      spelled ? text.size() : static_cast<std::size_t>(character_width(next.point));
  return {.text = std::move(text), .width = width};
}

static std::vector<Cell> lay_out(const Excerpt& line) {
  std::vector<Cell> cells;
  std::size_t column = 0;
  for (std::size_t at = 0; at < line.text.size();) {
    const Character next = first_character(line.text.substr(at));
    Cell cell = make_cell(line.text.substr(at, next.size), next, column);
    cell.marked = at >= line.begin && at < line.end;
    column += cell.width;
    cells.push_back(std::move(cell));
    at += next.size;
  }
  return cells;
}

static std::size_t width_of(const std::vector<Cell>& cells, std::size_t from, std::size_t to) {
  std::size_t width = 0;
  for (std::size_t i = from; i < to; ++i) width += cells[i].width;
  return width;
}

/// Index of the cell at which the span begins; the number of cells when it begins at the line's
/// end.
static std::size_t caret_cell(const Excerpt& line) {
  std::size_t index = 0;
  for (std::size_t at = 0; at < line.begin; ++index)
    at += first_character(line.text.substr(at)).size;
  return index;
}

/// Puts `...` for the cells that do not fit, first before the caret, then at the end. Returns the
/// caret's new index.
static std::size_t cut(std::vector<Cell>& cells, std::size_t caret) {
  const Cell dots = {.text = std::string(ellipsis), .width = ellipsis.size()};
  if (width_of(cells, 0, cells.size()) <= max_width) return caret;
  std::size_t first = caret;
  const bool far = width_of(cells, 0, caret) > max_width - lead_in;
  while (first > 0 && (!far || width_of(cells, first, caret) < lead_in)) --first;
  if (first > 0) {
    cells.erase(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(first));
    cells.insert(cells.begin(), dots);
    caret = caret - first + 1;
  }
  std::size_t last = 0;
  std::size_t width = 0;
  while (last < cells.size() && width + cells[last].width <= max_width)
    width += cells[last++].width;
  if (last < cells.size()) {
    cells.erase(cells.begin() + static_cast<std::ptrdiff_t>(last), cells.end());
    cells.push_back(dots);
  }
  return caret;
}

Snippet make_snippet(const Span& span) {
  const Excerpt line = excerpt(span);
  std::vector<Cell> cells = lay_out(line);
  const std::size_t caret = cut(cells, caret_cell(line));
  Snippet snippet = {.line = place_of(*span.source, span.begin).line};
  for (const Cell& cell : cells) snippet.text += cell.text;
  snippet.indent = width_of(cells, 0, caret);
  std::size_t marked = 0;
  for (const Cell& cell : cells) marked += cell.marked ? cell.width : 0;
  snippet.marks = "^" + std::string(std::max<std::size_t>(marked, 1) - 1, '~');
  return snippet;
}

}  // namespace sqlc::report
