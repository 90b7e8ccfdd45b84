#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace sqlc::script {

/// Appends the pieces, one after the other.
inline void append(std::string& text, std::initializer_list<std::string_view> pieces) {
  for (const std::string_view piece : pieces) text += piece;
}

/// The pieces with a separator between them.
template <typename Pieces>
[[nodiscard]] std::string join(const Pieces& pieces, std::string_view separator) {
  std::string text;
  for (const auto& piece : pieces) {
    if (!text.empty()) text += separator;
    text += piece;
  }
  return text;
}

}  // namespace sqlc::script
