#pragma once

#include <cstdint>
#include <string_view>

namespace sqlc::sql {

enum class TokenKind : std::uint8_t {
  End,
  Whitespace,
  LineComment,   ///< `-- …` up to, not including, the line end
  BlockComment,  ///< `/* … */`, nested as PostgreSQL nests them
  String,  ///< '…', E'…', B'…', X'…', N'…', U&'…'; each continued piece is one of its own
  DollarString,  ///< $tag$…$tag$
  Quoted,        ///< "…" and U&"…"
  Word,          ///< key word or identifier, as written
  Number,
  Parameter,  ///< $1
  Semicolon,
  Backslash,  ///< a lone `\`: no SQL; psql would read a meta-command
  Symbol,     ///< operators and punctuation, one token an operator, as the server lexes them
};

/// Half-open byte range of the text that the lexer was given.
struct Token {
  TokenKind kind = TokenKind::End;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  /// False for a string, quoted identifier or block comment that the text's end cut off.
  bool closed = true;
};

/// Splits SQL into tokens the way PostgreSQL's scanner does (manual, section 4.1), with
/// standard_conforming_strings on. Never fails: unknown bytes come out as Symbol, and what the
/// server refuses as trailing junk (`123abc`) as two tokens. Every byte belongs to exactly one
/// token. A piece that continues E'…', B'…' or X'…' on a later line is read by that one's rules, if
/// the lexer saw both. Linear, allocates nothing.
class Lexer {
 public:
  explicit Lexer(std::string_view text, std::uint32_t at = 0) : text_(text), at_(at) {}
  /// The next token; End (empty, at the text's end) for ever after the last one.
  Token next();
  /// The next token that is neither white space nor a comment.
  Token next_significant();
  [[nodiscard]] std::string_view text(const Token& token) const {
    return text_.substr(token.begin, token.end - token.begin);
  }

 private:
  [[nodiscard]] unsigned char byte(std::size_t at) const;
  [[nodiscard]] Token make(TokenKind kind, std::size_t end, bool closed = true);
  [[nodiscard]] bool continues() const;

  Token word();
  Token word_or_prefix();
  Token number();
  Token symbol();
  Token punctuation();
  Token plain_string();
  Token escaped_string(std::size_t quote);
  Token bit_string(std::size_t quote);
  Token quoted(TokenKind kind, std::size_t quote);
  Token dollar();
  Token line_comment();
  Token block_comment();

  std::string_view text_;
  std::uint32_t at_;
  /// End of the last E'…', B'…' or X'…', which a following '…' may continue; 0 when there is none.
  std::uint32_t continued_end_ = 0;
  bool continued_escapes_ = false;
};

}  // namespace sqlc::sql
