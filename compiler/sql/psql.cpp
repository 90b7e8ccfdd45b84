#include "sql/psql.hpp"

#include <array>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "sql/lexer.hpp"

namespace sqlc::sql {

static bool is_variable_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         (static_cast<unsigned char>(c) & 0x80u) != 0;
}

static std::size_t skip_name(std::string_view text, std::size_t at) {
  while (at < text.size() && is_variable_character(text[at])) ++at;
  return at;
}

/// Whether psql takes what follows a colon for a variable.
static bool names_variable(std::string_view after) {
  if (after.empty()) return false;
  if (is_variable_character(after[0])) return true;
  const std::size_t name = after.starts_with("{?") ? 2 : 1;
  if (name == 1 && after[0] != '\'' && after[0] != '"') return false;
  const std::size_t end = skip_name(after, name);
  return end > name && end < after.size() && after[end] == (name == 2 ? '}' : after[0]);
}

std::vector<std::uint32_t> psql_variables(Span section) {
  std::vector<std::uint32_t> colons;
  const std::string_view text = section.text();
  if (text.find(':') == std::string_view::npos) return colons;
  Lexer lexer(text);
  for (Token token = lexer.next_significant(); token.kind != TokenKind::End;
       token = lexer.next_significant()) {
    if (lexer.text(token) == ":" && names_variable(text.substr(token.end))) {
      colons.push_back(section.begin + token.begin);
    }
  }
  return colons;
}

namespace {

/// psql's guess at BEGIN ATOMIC bodies: in a statement whose first words are CREATE [OR REPLACE]
/// FUNCTION or PROCEDURE, each BEGIN outside parentheses opens a block, each CASE in a block
/// another, and each END closes one.
class BlockDepth {
 public:
  void see(std::string_view word, std::uint32_t at, bool in_parentheses);
  [[nodiscard]] bool open() const { return depth_ > 0; }
  /// The last word that opened a block.
  [[nodiscard]] std::uint32_t opened_at() const { return opened_at_; }

 private:
  [[nodiscard]] bool makes_routine() const;
  void enter(std::uint32_t at);

  std::array<char, 4> first_words_{};
  std::size_t words_ = 0;
  int depth_ = 0;
  std::uint32_t opened_at_ = 0;
};

}  // namespace

static bool is_word(std::string_view word, std::string_view lower) {
  return word.size() == lower.size() && to_lower(word) == lower;
}

bool BlockDepth::makes_routine() const {
  const auto names_routine = [](char c) { return c == 'f' || c == 'p'; };
  const auto& w = first_words_;
  return w[0] == 'c' &&
         (names_routine(w[1]) || (w[1] == 'o' && w[2] == 'r' && names_routine(w[3])));
}

void BlockDepth::enter(std::uint32_t at) {
  opened_at_ = at;
  ++depth_;
}

void BlockDepth::see(std::string_view word, std::uint32_t at, bool in_parentheses) {
  if (words_ < first_words_.size()) {
    for (const std::string_view known : {"create", "or", "replace", "function", "procedure"}) {
      if (is_word(word, known)) first_words_[words_] = known.front();
    }
  }
  ++words_;
  if (in_parentheses || !makes_routine()) return;
  if (is_word(word, "begin") || (open() && is_word(word, "case"))) enter(at);
  if (open() && is_word(word, "end")) --depth_;
}

/// A piece that continues a string on another line: psql, which reads line by line, takes it for a
/// plain string.
static bool reads_otherwise(std::string_view text, const Token& token) {
  if (text[token.begin] != '\'') return false;
  return Lexer(text, token.begin).next().end != token.end;
}

namespace {

class PsqlReader {
 public:
  explicit PsqlReader(Span statement) : statement_(statement), text_(statement.text()) {}
  [[nodiscard]] PsqlReading read();

 private:
  void see(const Token& token);
  void see_symbol(const Token& token);
  void see_semicolon(const Token& token);
  void judge(PsqlReading::Verdict verdict, std::uint32_t at);

  Span statement_;
  std::string_view text_;
  PsqlReading reading_;
  BlockDepth blocks_;
  int parentheses_ = 0;
};

}  // namespace

/// The first thing that goes wrong counts.
void PsqlReader::judge(PsqlReading::Verdict verdict, std::uint32_t at) {
  if (reading_.verdict != PsqlReading::Verdict::Same) return;
  reading_.verdict = verdict;
  reading_.at = statement_.begin + at;
}

void PsqlReader::see_semicolon(const Token& token) {
  if (parentheses_ > 0) return;
  reading_.semicolons.push_back(statement_.begin + token.begin);
  if (!blocks_.open()) judge(PsqlReading::Verdict::SplitsEarly, token.begin);
}

void PsqlReader::see_symbol(const Token& token) {
  if (text_[token.begin] == '(') ++parentheses_;
  if (text_[token.begin] == ')' && parentheses_ > 0) --parentheses_;
}

void PsqlReader::see(const Token& token) {
  switch (token.kind) {
    case TokenKind::Semicolon: return see_semicolon(token);
    case TokenKind::Symbol: return see_symbol(token);
    case TokenKind::Word:
      return blocks_.see(text_.substr(token.begin, token.end - token.begin), token.begin,
                         parentheses_ > 0);
    case TokenKind::String:
      if (reads_otherwise(text_, token)) judge(PsqlReading::Verdict::OtherString, token.begin);
      return;
    default: return;
  }
}

PsqlReading PsqlReader::read() {
  Lexer lexer(text_);
  for (Token token = lexer.next_significant(); token.kind != TokenKind::End;
       token = lexer.next_significant()) {
    see(token);
  }
  if (blocks_.open()) judge(PsqlReading::Verdict::RunsOn, blocks_.opened_at());
  return reading_;
}

/// Most statements hold nothing that psql could stumble over.
static bool needs_reading(std::string_view text) {
  if (text.find(';') != std::string_view::npos || text.find('\\') != std::string_view::npos) {
    return true;
  }
  Lexer lexer(text);
  if (!is_word(lexer.text(lexer.next_significant()), "create")) return false;
  const std::string_view second = lexer.text(lexer.next_significant());
  return is_word(second, "or") || is_word(second, "function") || is_word(second, "procedure");
}

PsqlReading read_as_psql(Span statement) {
  if (!needs_reading(statement.text())) return {};
  return PsqlReader(statement).read();
}

}  // namespace sqlc::sql
