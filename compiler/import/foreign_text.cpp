#include "import/foreign_text.hpp"

#include <algorithm>

namespace sqlc::import {

ForeignText::ForeignText(const Source& whole_file) {
  append({&whole_file, 0, static_cast<std::uint32_t>(whole_file.text.size())});
}

void ForeignText::append(Span piece) {
  if (piece.begin == piece.end) return;
  const auto at = static_cast<std::uint32_t>(text_.size());
  text_.append(piece.text());
  if (!pieces_.empty()) {
    Piece& last = pieces_.back();
    if (!last.own && last.origin.source == piece.source && last.origin.end == piece.begin) {
      last.origin.end = piece.end;
      return;
    }
  }
  pieces_.push_back({at, piece, false});
}

void ForeignText::insert(std::string_view text, Span near) {
  pieces_.push_back({static_cast<std::uint32_t>(text_.size()), near, true});
  text_.append(text);
}

void ForeignText::drop_empty_ends() {
  const std::size_t last = text_.find_last_not_of(" \t\n");
  const std::size_t newline = last == std::string::npos ? last : text_.find('\n', last);
  if (newline != std::string::npos) text_.resize(newline + 1);
  const std::size_t first = std::min(text_.find_first_not_of(" \t\n"), text_.size());
  const std::size_t line = first == 0 ? std::string::npos : text_.rfind('\n', first - 1);
  const auto cut = static_cast<std::uint32_t>(
      first == text_.size() ? first : (line == std::string::npos ? 0 : line + 1));
  text_.erase(0, cut);
  // The last piece that begins within what was cut goes on behind it.
  while (pieces_.size() > 1 && pieces_[1].at <= cut) pieces_.erase(pieces_.begin());
  for (Piece& piece : pieces_) {
    if (!piece.own && piece.at < cut) piece.origin.begin += cut - piece.at;
    piece.at -= std::min(piece.at, cut);
  }
}

Span ForeignText::locate(std::uint32_t begin, std::uint32_t end) const {
  if (pieces_.empty()) return {};
  const auto after =
      std::upper_bound(pieces_.begin(), pieces_.end(), begin,
                       [](std::uint32_t offset, const Piece& piece) { return offset < piece.at; });
  const Piece& piece = *(after - 1);
  if (piece.own) return piece.origin;
  const auto to_origin = [&](std::uint32_t offset) {
    return std::min(piece.origin.begin + (offset - piece.at), piece.origin.end);
  };
  return {piece.origin.source, to_origin(begin), to_origin(std::max(begin, end))};
}

bool Lines::next(Span& line) {
  const auto size = static_cast<std::uint32_t>(source_.text.size());
  if (at_ >= size) return false;
  const auto end =
      static_cast<std::uint32_t>(std::min<std::size_t>(source_.text.find('\n', at_), size));
  line = {&source_, at_, end};
  at_ = end + 1;
  return true;
}

Span with_newline(Span line) {
  if (line.end < line.source->text.size()) ++line.end;
  return line;
}

}  // namespace sqlc::import
