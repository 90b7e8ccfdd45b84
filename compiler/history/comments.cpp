#include "history/comments.hpp"

#include <algorithm>

#include "history/markers.hpp"
#include "sql/lexer.hpp"

namespace sqlc::history {

std::uint32_t line_begin(std::string_view text, std::uint32_t offset) {
  const std::size_t newline = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  return newline == std::string_view::npos ? 0 : static_cast<std::uint32_t>(newline) + 1;
}

std::uint32_t next_line(std::string_view text, std::uint32_t offset) {
  const std::size_t newline = text.find('\n', offset);
  return static_cast<std::uint32_t>(newline == std::string_view::npos ? text.size() : newline + 1);
}

MarkerComments::MarkerComments(const Source& source, std::uint32_t begin, std::uint32_t end)
    : source_(source),
      text_(std::string_view(source.text).substr(0, end)),
      search_(begin),
      boundary_(begin) {
  lower_q_ = std::min(text_.find('q', search_), text_.size());
  upper_q_ = std::min(text_.find('Q', search_), text_.size());
}

/// Where `sqlc`, in any case, and a colon stand next. The letter q is rare in SQL, and looking for
/// one letter is what memchr does best.
std::optional<std::uint32_t> MarkerComments::next_candidate() {
  constexpr std::size_t widest = 24;
  while (true) {
    if (lower_q_ < search_) lower_q_ = std::min(text_.find('q', search_), text_.size());
    if (upper_q_ < search_) upper_q_ = std::min(text_.find('Q', search_), text_.size());
    const std::size_t q = std::min(lower_q_, upper_q_);
    if (q == text_.size()) return std::nullopt;
    search_ = q + 1;
    if (q >= 1 && looks_like_marker(text_.substr(q - 1, widest))) {
      return static_cast<std::uint32_t>(q) - 1;
    }
  }
}

/// The offset of the `--` that the word follows with nothing but dashes and blanks between.
static std::optional<std::uint32_t> dashes_before(std::string_view text, std::uint32_t word) {
  std::size_t at = word;
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t')) --at;
  const std::size_t end = at;
  while (at > 0 && text[at - 1] == '-') --at;
  if (end - at < 2) return std::nullopt;
  return static_cast<std::uint32_t>(at);
}

/// Whether a token could reach over the end of this text, which begins between two tokens: a quote,
/// a dollar or a block comment opens one; a line comment only when the text's last line has one.
static bool may_be_inside_token(std::string_view text) {
  for (const char opener : {'\'', '"', '$', '/'}) {
    if (text.find(opener) != std::string_view::npos) return true;
  }
  const std::uint32_t last_line = line_begin(text, static_cast<std::uint32_t>(text.size()));
  return text.find("--", last_line) != std::string_view::npos;
}

bool MarkerComments::is_comment(std::uint32_t dashes, std::uint32_t word) {
  if (dashes < boundary_) return false;
  if (!may_be_inside_token(text_.substr(boundary_, dashes - boundary_))) {
    boundary_ = dashes;
    return true;
  }
  sql::Lexer lexer(text_, boundary_);
  sql::Token token = lexer.next();
  while (token.end <= word && token.kind != sql::TokenKind::End) token = lexer.next();
  boundary_ = token.begin;
  return token.kind == sql::TokenKind::LineComment && token.begin == dashes;
}

std::optional<Span> MarkerComments::next() {
  while (const auto word = next_candidate()) {
    const auto dashes = dashes_before(text_, *word);
    if (!dashes || !is_comment(*dashes, *word)) continue;
    const std::size_t end = std::min(text_.find('\n', *word), text_.size());
    search_ = end;
    boundary_ = static_cast<std::uint32_t>(end);
    return Span{&source_, *dashes, static_cast<std::uint32_t>(end)};
  }
  return std::nullopt;
}

}  // namespace sqlc::history
