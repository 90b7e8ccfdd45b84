#include "sql/lexer.hpp"

#include <array>
#include <cstddef>
#include <cstring>

namespace sqlc::sql {

namespace {

/// What a token may be, by its first byte.
enum class Start : std::uint8_t {
  Other,
  Space,
  Word,
  Prefix,  ///< a letter that may stand before a quote: b e n u x
  Digit,
  Operator,
  Punctuation,
  Dot,
  Quote,
  DoubleQuote,
  Dollar,
  Semicolon,
  Backslash,
};

enum ByteClass : std::uint8_t {
  space = 1,        ///< scan.l's space
  word = 2,         ///< ident_cont
  tag_start = 4,    ///< ident_start and dolq_start
  operator_ = 8,    ///< op_chars
  keeps_sign = 16,  ///< lets an operator end in + or -
  digit = 32,
};

struct Tables {
  std::array<Start, 256> start{};
  std::array<std::uint8_t, 256> bytes{};
};

}  // namespace

static constexpr void set(Tables& tables, std::string_view characters, Start start,
                          unsigned classes) {
  for (const char c : characters) {
    const auto at = static_cast<unsigned char>(c);
    tables.start[at] = start;
    tables.bytes[at] = static_cast<std::uint8_t>(classes);
  }
}

static constexpr Tables make_tables() {
  Tables tables;
  set(tables, " \t\n\r\f\v", Start::Space, space);
  set(tables, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_", Start::Word,
      word | tag_start);
  set(tables, "BENUXbenux", Start::Prefix, word | tag_start);
  for (std::size_t c = 0x80; c <= 0xff; ++c) {
    tables.start[c] = Start::Word;
    tables.bytes[c] = word | tag_start;
  }
  set(tables, "0123456789", Start::Digit, word | digit);
  set(tables, "+-*/<>=", Start::Operator, operator_);
  set(tables, "~!@#^&|`?%", Start::Operator, operator_ | keeps_sign);
  set(tables, ",()[]:", Start::Punctuation, 0);
  set(tables, ".", Start::Dot, 0);
  set(tables, "'", Start::Quote, 0);
  set(tables, "\"", Start::DoubleQuote, 0);
  set(tables, "$", Start::Dollar, word);
  set(tables, ";", Start::Semicolon, 0);
  set(tables, "\\", Start::Backslash, 0);
  return tables;
}

static constexpr Tables tables = make_tables();

static bool is(unsigned char byte, unsigned classes) { return (tables.bytes[byte] & classes) != 0; }

/// The first byte from `at` on that is in none of the classes, or the text's end.
static std::size_t skip(std::string_view text, std::size_t at, unsigned classes) {
  while (at < text.size() && is(static_cast<unsigned char>(text[at]), classes)) ++at;
  return at;
}

/// Offset of the byte from `at` on, or the text's end.
static std::size_t find(std::string_view text, std::size_t at, char byte) {
  if (at >= text.size()) return text.size();
  const void* found = std::memchr(text.data() + at, byte, text.size() - at);
  if (found == nullptr) return text.size();
  return static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

static std::size_t find_line_end(std::string_view text, std::size_t at) {
  const std::size_t newline = find(text, at, '\n');
  const std::size_t carriage_return = find(text.substr(0, newline), at, '\r');
  return carriage_return < newline ? carriage_return : newline;
}

/// A byte of the text; 0 past its end.
unsigned char Lexer::byte(std::size_t at) const {
  return at < text_.size() ? static_cast<unsigned char>(text_[at]) : 0;
}

Token Lexer::make(TokenKind kind, std::size_t end, bool closed) {
  const std::uint32_t begin = at_;
  at_ = static_cast<std::uint32_t>(end);
  return {.kind = kind, .begin = begin, .end = at_, .closed = closed};
}

Token Lexer::next() {
  if (at_ >= text_.size()) return make(TokenKind::End, at_);
  switch (tables.start[byte(at_)]) {
    case Start::Space: return make(TokenKind::Whitespace, skip(text_, at_ + 1, space));
    case Start::Word: return word();
    case Start::Prefix: return word_or_prefix();
    case Start::Digit: return number();
    case Start::Operator: return symbol();
    case Start::Punctuation: return punctuation();
    case Start::Dot: return is(byte(at_ + 1), digit) ? number() : punctuation();
    case Start::Quote: return plain_string();
    case Start::DoubleQuote: return quoted(TokenKind::Quoted, at_);
    case Start::Dollar: return dollar();
    case Start::Semicolon: return make(TokenKind::Semicolon, at_ + 1);
    case Start::Backslash: return make(TokenKind::Backslash, at_ + 1);
    case Start::Other: break;
  }
  return make(TokenKind::Symbol, at_ + 1);
}

Token Lexer::next_significant() {
  for (;;) {
    at_ = static_cast<std::uint32_t>(skip(text_, at_, space));
    const Token token = next();
    if (token.kind != TokenKind::LineComment && token.kind != TokenKind::BlockComment) return token;
  }
}

Token Lexer::word() { return make(TokenKind::Word, skip(text_, at_ + 1, ByteClass::word)); }

Token Lexer::word_or_prefix() {
  const unsigned char after = byte(at_ + 1);
  const int letter = text_[at_] | 0x20;
  if (after == '\'' && letter == 'e') return escaped_string(at_ + 1);
  if (after == '\'' && (letter == 'b' || letter == 'x')) return bit_string(at_ + 1);
  if (after == '\'' && letter == 'n') return quoted(TokenKind::String, at_ + 1);
  if (after == '&' && letter == 'u') {
    if (byte(at_ + 2) == '\'') return quoted(TokenKind::String, at_ + 2);
    if (byte(at_ + 2) == '"') return quoted(TokenKind::Quoted, at_ + 2);
  }
  return word();
}

/// Digits with single underscores between them, from a digit on.
static std::size_t skip_digits(std::string_view text, std::size_t at, bool (*is_digit)(char)) {
  while (at < text.size() && (is_digit(text[at]) || (text[at] == '_' && at + 1 < text.size() &&
                                                     is_digit(text[at + 1])))) {
    ++at;
  }
  return at;
}

static bool is_decimal(char c) { return c >= '0' && c <= '9'; }
static bool is_octal(char c) { return c >= '0' && c <= '7'; }
static bool is_binary(char c) { return c == '0' || c == '1'; }
static bool is_hexadecimal(char c) {
  return is_decimal(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// End of 0x1F, 0o17 or 0b11; `at` itself when none stands there.
static std::size_t skip_radix_integer(std::string_view text, std::size_t at) {
  if (at + 2 >= text.size() || text[at] != '0') return at;
  std::size_t end = at + 2;
  switch (text[at + 1] | 0x20) {
    case 'x': end = skip_digits(text, end, is_hexadecimal); break;
    case 'o': end = skip_digits(text, end, is_octal); break;
    case 'b': end = skip_digits(text, end, is_binary); break;
    default: break;
  }
  return end == at + 2 ? at : end;
}

/// End of e10, E+10 and the like; `at` itself when none stands there.
static std::size_t skip_exponent(std::string_view text, std::size_t at) {
  if (at >= text.size() || (text[at] | 0x20) != 'e') return at;
  std::size_t digits = at + 1;
  if (digits < text.size() && (text[digits] == '+' || text[digits] == '-')) ++digits;
  if (digits >= text.size() || !is_decimal(text[digits])) return at;
  return skip_digits(text, digits, is_decimal);
}

Token Lexer::number() {
  std::size_t end = skip_radix_integer(text_, at_);
  if (end != at_) return make(TokenKind::Number, end);
  end = skip_digits(text_, at_, is_decimal);
  // `1..10` is 1, `..`, 10.
  if (byte(end) == '.' && byte(end + 1) != '.') {
    ++end;
    if (is(byte(end), digit)) end = skip_digits(text_, end, is_decimal);
  }
  return make(TokenKind::Number, skip_exponent(text_, end));
}

Token Lexer::punctuation() {
  const unsigned char first = byte(at_);
  const unsigned char second = byte(at_ + 1);
  const bool pair =
      (first == ':' && (second == ':' || second == '=')) || (first == '.' && second == '.');
  return make(TokenKind::Symbol, at_ + (pair ? 2 : 1));
}

Token Lexer::symbol() {
  const unsigned char second = byte(at_ + 1);
  if (!is(second, operator_)) return make(TokenKind::Symbol, at_ + 1);
  if (second == '-' && byte(at_) == '-') return line_comment();
  if (second == '*' && byte(at_) == '/') return block_comment();
  // A comment's start ends the operator. Only some characters in it let + or - stand last.
  std::size_t end = at_ + 1;
  bool signs_may_end = is(byte(at_), keeps_sign);
  for (; is(byte(end), operator_); ++end) {
    const unsigned char first = byte(end);
    if ((first == '-' && byte(end + 1) == '-') || (first == '/' && byte(end + 1) == '*')) break;
    signs_may_end = signs_may_end || is(first, keeps_sign);
  }
  while (!signs_may_end && end > at_ + 1 && (text_[end - 1] == '+' || text_[end - 1] == '-')) --end;
  return make(TokenKind::Symbol, end);
}

Token Lexer::line_comment() { return make(TokenKind::LineComment, find_line_end(text_, at_ + 2)); }

Token Lexer::block_comment() {
  std::size_t depth = 1;
  std::size_t at = at_ + 2;
  while (at < text_.size()) {
    const unsigned char first = byte(at);
    const unsigned char second = byte(at + 1);
    if (first == '*' && second == '/') {
      at += 2;
      if (--depth == 0) return make(TokenKind::BlockComment, at);
    } else if (first == '/' && second == '*') {
      at += 2;
      ++depth;
    } else {
      ++at;
    }
  }
  return make(TokenKind::BlockComment, at, false);
}

/// From the opening quote: runs to the closing one; a doubled quote stands for itself.
Token Lexer::quoted(TokenKind kind, std::size_t quote) {
  const char delimiter = text_[quote];
  for (std::size_t at = quote + 1;; at += 2) {
    at = find(text_, at, delimiter);
    if (at >= text_.size()) return make(kind, text_.size(), false);
    if (byte(at + 1) != static_cast<unsigned char>(delimiter)) return make(kind, at + 1);
  }
}

Token Lexer::plain_string() {
  if (continued_end_ == 0) return quoted(TokenKind::String, at_);
  if (continues()) return continued_escapes_ ? escaped_string(at_) : bit_string(at_);
  continued_end_ = 0;
  return quoted(TokenKind::String, at_);
}

Token Lexer::escaped_string(std::size_t quote) {
  std::size_t at = quote + 1;
  while (at < text_.size()) {
    if (text_[at] == '\\') {
      at += 2;
    } else if (text_[at] != '\'') {
      ++at;
    } else if (byte(at + 1) == '\'') {
      at += 2;
    } else {
      continued_end_ = static_cast<std::uint32_t>(at + 1);
      continued_escapes_ = true;
      return make(TokenKind::String, at + 1);
    }
  }
  return make(TokenKind::String, text_.size(), false);
}

/// A doubled quote ends this one and begins a string.
Token Lexer::bit_string(std::size_t quote) {
  const std::size_t end = find(text_, quote + 1, '\'');
  if (end == text_.size()) return make(TokenKind::String, end, false);
  continued_end_ = static_cast<std::uint32_t>(end + 1);
  continued_escapes_ = false;
  return make(TokenKind::String, end + 1);
}

/// Whether only white space and line comments, a line end among them, stand between here and the
/// string before: what the server reads as one string.
bool Lexer::continues() const {
  bool newline = false;
  for (std::size_t at = continued_end_; at < at_;) {
    if (is(byte(at), space)) {
      newline = newline || byte(at) == '\n' || byte(at) == '\r';
      ++at;
    } else if (byte(at) == '-' && byte(at + 1) == '-') {
      at = find_line_end(text_, at);
    } else {
      return false;
    }
  }
  return newline;
}

Token Lexer::dollar() {
  if (is(byte(at_ + 1), digit)) {
    return make(TokenKind::Parameter, skip(text_, at_ + 1, digit));
  }
  std::size_t tag_end = at_ + 1;
  if (is(byte(tag_end), tag_start)) tag_end = skip(text_, tag_end, tag_start | digit);
  if (byte(tag_end) != '$') return make(TokenKind::Symbol, at_ + 1);
  const std::string_view tag = text_.substr(at_, tag_end + 1 - at_);
  const std::size_t close = text_.find(tag, tag_end + 1);
  if (close == std::string_view::npos) return make(TokenKind::DollarString, text_.size(), false);
  return make(TokenKind::DollarString, close + tag.size());
}

}  // namespace sqlc::sql
