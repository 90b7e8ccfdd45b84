#include "sql/spans.hpp"

#include "sql/lexer.hpp"

namespace sqlc::sql {

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\f' || c == '\v' || c == '\r';
}

static std::size_t trim_end(std::string_view text, std::size_t begin, std::size_t end) {
  while (end > begin && (is_blank(text[end - 1]) || text[end - 1] == '\n')) --end;
  return end;
}

/// Whether the text from `begin` to `end`, which is no white space, may end in a comment: only one
/// on its last line can.
static bool may_end_in_comment(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string_view statement = text.substr(begin, end - begin);
  if (statement.ends_with("*/")) return true;
  if (statement.find("--") == std::string_view::npos) return false;
  const std::size_t newline = statement.rfind('\n');
  const std::size_t line = newline == std::string_view::npos ? 0 : newline + 1;
  return statement.find("--", line) != std::string_view::npos;
}

/// End of the last token of a statement that stops before `limit`.
static std::size_t find_statement_end(std::string_view text, std::size_t begin, std::size_t limit) {
  const std::size_t end = trim_end(text, begin, limit);
  if (!may_end_in_comment(text, begin, end)) return end;
  Lexer lexer(text.substr(0, limit), static_cast<std::uint32_t>(begin));
  std::size_t last = begin;
  for (Token token = lexer.next_significant(); token.kind != TokenKind::End;
       token = lexer.next_significant()) {
    last = token.end;
  }
  return last;
}

/// Past the comments that follow on the line of `at` and end on it; `at` when there is none.
static std::size_t skip_comments_on_line(std::string_view text, std::size_t at) {
  std::size_t end = at;
  for (;;) {
    while (at < text.size() && is_blank(text[at])) ++at;
    const std::string_view rest = text.substr(at);
    if (!rest.starts_with("--") && !rest.starts_with("/*")) return end;
    Lexer lexer(text, static_cast<std::uint32_t>(at));
    const Token comment = lexer.next();
    if (lexer.text(comment).find('\n') != std::string_view::npos) return end;
    at = end = comment.end;
  }
}

/// The first token that is no `;`.
static std::size_t find_statement_begin(std::string_view text, std::size_t at) {
  Lexer lexer(text, static_cast<std::uint32_t>(at));
  Token token = lexer.next_significant();
  while (token.kind == TokenKind::Semicolon) token = lexer.next_significant();
  return token.begin;
}

void StatementSpans::next(std::size_t separator, Statement& statement) {
  const std::size_t begin = find_statement_begin(text_, at_);
  const std::size_t end = find_statement_end(text_, begin, separator);
  const bool terminated = separator < text_.size();
  const std::size_t past = terminated ? separator + 1 : end;
  statement.span = {section_.source, in_source(begin), in_source(end)};
  statement.leading_begin = in_source(at_);
  statement.end = in_source(past);
  statement.terminated = terminated;
  at_ = skip_comments_on_line(text_, past);
  statement.trailing_end = in_source(at_);
}

}  // namespace sqlc::sql
