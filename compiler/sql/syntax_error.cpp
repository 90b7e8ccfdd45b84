#include "sql/syntax_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "sql/lexer.hpp"
#include "sql/parse.hpp"

namespace sqlc::sql {

namespace {

/// The place of the error with what stands around it. Offsets are those of the section.
struct Failed {
  Span section;
  std::string_view text;
  std::string_view message;
  Token token;

  [[nodiscard]] std::string_view spelling() const {
    return text.substr(token.begin, token.end - token.begin);
  }
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
    return {section.source, section.begin + static_cast<std::uint32_t>(begin),
            section.begin + static_cast<std::uint32_t>(end)};
  }
};

}  // namespace

static std::string_view first_line(std::string_view text) {
  return text.substr(0, text.find('\n'));
}

/// The token that the server means, which is a comment only when it never ends; after the last
/// one, an empty token at its end.
static Token find_token(std::string_view text, std::size_t offset) {
  Lexer lexer(text);
  std::uint32_t last = 0;
  for (Token token = lexer.next(); token.kind != TokenKind::End; token = lexer.next()) {
    const bool blank = token.kind == TokenKind::Whitespace || token.kind == TokenKind::LineComment;
    if (blank || (token.kind == TokenKind::BlockComment && token.closed)) continue;
    if (token.end > offset) return token;
    last = token.end;
  }
  return {.kind = TokenKind::End, .begin = last, .end = last};
}

static std::string shown(std::string_view token) {
  constexpr std::size_t limit = 40;
  const std::string_view line = first_line(token);
  const std::size_t kept = byte_of_character(line, limit);
  if (kept == token.size()) return std::string(token);
  return fmt::format("{}…", line.substr(0, kept));
}

/// `syntax error at or near "x"` with our quotes, and no more of a long token than helps.
static std::string reworded(const Failed& failed) {
  constexpr std::string_view near = " at or near ";
  std::string message(failed.message);
  const std::size_t at = message.find(near);
  if (at != std::string::npos) {
    message.resize(at + near.size());
    if (failed.spelling() == "`") return message + "a backtick";
    return fmt::format("{}`{}`", message, shown(failed.spelling()));
  }
  std::replace(message.begin(), message.end(), '"', '`');
  return message;
}

static bool is_word(std::string_view token, std::string_view lower) {
  return token.size() == lower.size() && to_lower(token) == lower;
}

/// The last COPY … FROM STDIN before the error: what follows it is data to psql, whatever it is.
static std::optional<Span> find_copy_from_stdin(const Failed& failed) {
  Lexer lexer(failed.text.substr(0, failed.token.begin));
  std::optional<Span> copy;
  Token first{};
  bool from = false;
  bool starts = true;
  for (Token token = lexer.next_significant(); token.kind != TokenKind::End;
       token = lexer.next_significant()) {
    if (starts) {
      first = token;
      from = false;
    }
    starts = token.kind == TokenKind::Semicolon;
    if (starts || !is_word(lexer.text(first), "copy")) continue;
    if (from && is_word(lexer.text(token), "stdin")) copy = failed.span(first.begin, token.end);
    from = is_word(lexer.text(token), "from");
  }
  return copy;
}

Diagnostic describe_copy_from_stdin(Span statement) {
  return {.code = &codes::copy_from_stdin,
          .span = statement,
          .message = "COPY … FROM STDIN reads its rows from the client, not from a script",
          .help = "write the rows as `INSERT INTO … VALUES …`"};
}

static std::optional<Diagnostic> as_copy_data(const Failed& failed) {
  const std::optional<Span> copy = find_copy_from_stdin(failed);
  if (!copy) return std::nullopt;
  Diagnostic diagnostic = describe_copy_from_stdin(*copy);
  diagnostic.notes.push_back(
      {failed.span(failed.token.begin, failed.token.begin + first_line(failed.spelling()).size()),
       "this is no SQL, but most likely one of its rows"});
  return diagnostic;
}

static std::string meta_command_help(std::string_view command) {
  if (command == "\\i" || command == "\\ir" || command == "\\include" ||
      command == "\\include_relative") {
    return "write the statements of the included file here";
  }
  if (command == "\\c" || command == "\\connect") {
    return "drop it: a script runs in the database that it is given to";
  }
  if (command == "\\copy" || command == "\\.") return "write the rows as `INSERT INTO … VALUES …`";
  if (command == "\\restrict" || command == "\\unrestrict") {
    return "drop it: pg_dump writes it for psql alone";
  }
  return "drop it or say it in SQL: a revision holds statements for the server only";
}

static std::optional<Diagnostic> as_meta_command(const Failed& failed) {
  if (failed.token.kind != TokenKind::Backslash) return std::nullopt;
  const std::string_view line = trim(first_line(failed.text.substr(failed.token.begin)));
  const std::string_view command = line.substr(0, line.find_first_of(" \t", 1));
  return Diagnostic{.code = &codes::psql_meta_command,
                    .span = failed.span(failed.token.begin, failed.token.begin + line.size()),
                    .message = fmt::format("`{}` is a psql meta-command, no SQL", shown(command)),
                    .help = meta_command_help(command)};
}

/// The innermost parenthesis of the failed statement that is open at its end.
static std::optional<Token> find_open_parenthesis(const Failed& failed) {
  Lexer lexer(failed.text.substr(0, failed.token.end));
  std::vector<Token> open;
  for (Token token = lexer.next_significant(); token.kind != TokenKind::End;
       token = lexer.next_significant()) {
    const std::string_view spelling = lexer.text(token);
    if (spelling == "(") open.push_back(token);
    if (spelling == ")" && !open.empty()) open.pop_back();
    if (spelling == ";") open.clear();
  }
  if (open.empty()) return std::nullopt;
  return open.back();
}

static bool starts_line(const Failed& failed) {
  const std::string_view before = failed.text.substr(0, failed.token.begin);
  const std::size_t last = before.find_last_not_of(" \t");
  return last == std::string_view::npos || before[last] == '\n';
}

static bool starts_statement(std::string_view token) {
  constexpr std::string_view words[] = {"alter", "create",   "comment", "delete", "do",
                                        "drop",  "grant",    "insert",  "revoke", "select",
                                        "set",   "truncate", "update"};
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view word) { return is_word(token, word); });
}

static bool is_template(std::string_view rest) {
  constexpr std::string_view marks[] = {"{{", "{%", "{#", "${", "<%", "{"};
  return std::any_of(std::begin(marks), std::end(marks),
                     [&](std::string_view mark) { return rest.starts_with(mark); });
}

static std::string advice(const Failed& failed) {
  const std::string_view rest = failed.text.substr(failed.token.begin);
  const std::string_view token = failed.spelling();
  if (is_template(rest)) return "render the template first: a revision holds plain SQL";
  if (token.starts_with('`')) return "write names in double quotes, as PostgreSQL does";
  if (token.starts_with('#')) return "begin a comment with `--`";
  if (token == ":") return "write the value itself: placeholders are for client programs";
  if (failed.message.starts_with("unterminated")) return "close what opens here";
  const bool syntax = failed.message.starts_with("syntax error");
  if (syntax && starts_line(failed) && starts_statement(token)) {
    return "end the statement before with `;`";
  }
  return {};
}

static void add_notes(const Failed& failed, Diagnostic& diagnostic) {
  if (!failed.message.starts_with("syntax error")) return;
  if (failed.token.kind == TokenKind::End || failed.spelling() == ";") {
    if (const std::optional<Token> open = find_open_parenthesis(failed)) {
      diagnostic.notes.push_back(
          {failed.span(open->begin, open->end), "this parenthesis is never closed"});
    }
  }
  constexpr int newest = 18;
  if (grammar_version() < newest) {
    diagnostic.notes.push_back(
        {{},
         fmt::format("this is the grammar of PostgreSQL {}; a newer one may know the syntax",
                     grammar_version())});
  }
}

Diagnostic describe_syntax_error(Span section, std::string_view message, std::size_t offset) {
  const std::string_view text = section.text();
  const Failed failed{
      .section = section, .text = text, .message = message, .token = find_token(text, offset)};
  if (auto meta_command = as_meta_command(failed); meta_command) {
    if (!meta_command->message.starts_with("`\\.`")) return *meta_command;
  }
  if (auto copy = as_copy_data(failed); copy) return *copy;
  const std::size_t line = first_line(failed.spelling()).size();
  Diagnostic diagnostic{.code = &codes::syntax_error,
                        .span = failed.span(failed.token.begin, failed.token.begin + line),
                        .message = reworded(failed),
                        .help = advice(failed)};
  add_notes(failed, diagnostic);
  return diagnostic;
}

}  // namespace sqlc::sql
