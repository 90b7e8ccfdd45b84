#pragma once

#include <cstdint>
#include <string_view>

namespace sqlc::import {

enum class PythonTokenKind { End, Newline, Name, String, Symbol };

struct PythonToken {
  PythonTokenKind kind = PythonTokenKind::End;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  /// The first token of a line that is not indented.
  bool at_margin = false;
};

/// Splits Python as its manual's "Lexical analysis" does, as far as it takes to find assignments:
/// comments and white space are left out, newlines inside brackets and after a backslash too; a
/// number is a Name. Never fails: what is cut off ends with the text.
class PythonScanner {
 public:
  explicit PythonScanner(std::string_view text) : text_(text) {}
  PythonToken next();
  [[nodiscard]] std::string_view text(const PythonToken& token) const {
    return text_.substr(token.begin, token.end - token.begin);
  }
  /// Where the token before the last one ended.
  [[nodiscard]] std::uint32_t end_of_last() const { return end_of_last_; }

 private:
  void skip_blanks();
  [[nodiscard]] std::uint32_t string_end(std::uint32_t quote) const;
  PythonToken finish(PythonTokenKind kind, std::uint32_t end);

  std::string_view text_;
  std::uint32_t at_ = 0;
  std::uint32_t end_of_last_ = 0;
  std::uint32_t end_of_this_ = 0;
  int depth_ = 0;
};

}  // namespace sqlc::import
