#include "base/source.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sqlc {

Place place_of(const Source& source, std::uint32_t offset) {
  const std::string_view text = source.text;
  const std::string_view before = text.substr(0, std::min<std::size_t>(offset, text.size()));
  const std::size_t newline = before.rfind('\n');
  const std::size_t line_start = newline == std::string_view::npos ? 0 : newline + 1;
  return {.line = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n')) + 1,
          .column = static_cast<std::uint32_t>(count_characters(before.substr(line_start))) + 1};
}

std::string_view line_at(const Source& source, std::uint32_t offset) {
  const std::string_view text = source.text;
  const std::size_t at = std::min<std::size_t>(offset, text.size());
  const std::size_t newline = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  const std::size_t begin = newline == std::string_view::npos ? 0 : newline + 1;
  return text.substr(begin, text.find('\n', at) - begin);
}

}  // namespace sqlc
