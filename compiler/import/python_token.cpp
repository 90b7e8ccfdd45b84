#include "import/python_token.hpp"

#include <algorithm>

namespace sqlc::import {

static bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

void PythonScanner::skip_blanks() {
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == '#') {
      at_ = static_cast<std::uint32_t>(std::min(text_.find('\n', at_), text_.size()));
    } else if (c == ' ' || c == '\t' || c == '\f' || (c == '\n' && depth_ > 0)) {
      ++at_;
    } else if (c == '\\' && text_.substr(at_ + 1, 1) == "\n") {
      at_ += 2;
    } else {
      return;
    }
  }
}

/// Past the closing quotes. A raw string's backslash keeps the quote after it just as well.
std::uint32_t PythonScanner::string_end(std::uint32_t quote) const {
  const std::string_view mark = text_.substr(quote, 1);
  const bool triple = text_.substr(quote + 1, 1) == mark && text_.substr(quote + 2, 1) == mark;
  for (std::size_t at = quote + (triple ? 3 : 1); at < text_.size(); ++at) {
    if (text_[at] == '\\') {
      ++at;
    } else if (text_[at] == '\n' && !triple) {
      return static_cast<std::uint32_t>(at);
    } else if (text_[at] == mark[0]) {
      if (!triple) return static_cast<std::uint32_t>(at) + 1;
      if (text_.substr(at + 1, 2) == text_.substr(quote + 1, 2)) {
        return static_cast<std::uint32_t>(at) + 3;
      }
    }
  }
  return static_cast<std::uint32_t>(text_.size());
}

PythonToken PythonScanner::finish(PythonTokenKind kind, std::uint32_t end) {
  const bool at_margin = depth_ == 0 && (at_ == 0 || text_[at_ - 1] == '\n');
  const PythonToken token{kind, at_, end, at_margin};
  end_of_last_ = end_of_this_;
  end_of_this_ = end;
  at_ = end;
  return token;
}

PythonToken PythonScanner::next() {
  skip_blanks();
  if (at_ >= text_.size()) return finish(PythonTokenKind::End, at_);
  const char c = text_[at_];
  if (c == '\n') return finish(PythonTokenKind::Newline, at_ + 1);
  if (c == '\'' || c == '"') return finish(PythonTokenKind::String, string_end(at_));
  if (is_name_character(c)) {
    std::uint32_t end = at_;
    while (end < text_.size() && is_name_character(text_[end])) ++end;
    const bool quoted = end < text_.size() && (text_[end] == '\'' || text_[end] == '"');
    if (quoted && end - at_ <= 2) {
      return finish(PythonTokenKind::String, string_end(end));
    }
    return finish(PythonTokenKind::Name, end);
  }
  const PythonToken token = finish(PythonTokenKind::Symbol, at_ + 1);
  if (c == '(' || c == '[' || c == '{') ++depth_;
  if ((c == ')' || c == ']' || c == '}') && depth_ > 0) --depth_;
  return token;
}

}  // namespace sqlc::import
