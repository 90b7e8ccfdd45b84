#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "history/comments.hpp"
#include "import/take_over.hpp"
#include "sql/lexer.hpp"
#include "sql/parse.hpp"

namespace sqlc::import {

/// A parsed copy of the foreign SQL.
struct Parsed {
  Source source;
  std::vector<sql::Statement> statements;
};

using Kind = sql::TransactionControl::Kind;

static bool is_control(const sql::Statement& statement, Kind kind) {
  const auto* control = statement.as<sql::TransactionControl>();
  return control != nullptr && control->kind == kind && !control->chain;
}

/// BEGIN that asks for nothing: an isolation level, say, would be lost with it.
static bool is_plain_begin(const sql::Statement& statement) {
  if (!is_control(statement, Kind::Begin)) return false;
  sql::Lexer lexer(statement.span.text());
  for (sql::Token token = lexer.next_significant(); token.kind != sql::TokenKind::End;
       token = lexer.next_significant()) {
    const std::string word = to_lower(lexer.text(token));
    if (word != "begin" && word != "start" && word != "transaction" && word != "work") return false;
  }
  return true;
}

static bool is_wrapped(const std::vector<sql::Statement>& statements) {
  return statements.size() >= 2 && is_plain_begin(statements.front()) &&
         is_control(statements.back(), Kind::Commit);
}

/// What in the SQL itself stands against taking it over.
static std::optional<Refusal> find_refusal(const Parsed& parsed, const ForeignText& foreign,
                                           bool wrapped) {
  const auto& statements = parsed.statements;
  for (std::size_t i = wrapped ? 1 : 0; i + (wrapped ? 1 : 0) < statements.size(); ++i) {
    const Span span = statements[i].span;
    const Span place = foreign.locate(span.begin, span.end);
    if (statements[i].as<sql::TransactionControl>() != nullptr) {
      return Refusal{place, fmt::format("`{}` controls the transaction inside the file",
                                        comment_text(span.text()))};
    }
    const auto* copy = statements[i].as<sql::Copy>();
    if (copy != nullptr && copy->client) {
      return Refusal{place, "COPY reads or writes the client's data, which a script has none of"};
    }
  }
  return std::nullopt;
}

/// The bytes that go with a dropped statement: its whole lines where nothing else stands on them.
static std::pair<std::uint32_t, std::uint32_t> cut_range(std::string_view text,
                                                         const sql::Statement& statement) {
  const std::uint32_t begin = history::line_begin(text, statement.span.begin);
  const std::uint32_t end = history::next_line(text, statement.end);
  const bool alone = trim(text.substr(begin, statement.span.begin - begin)).empty() &&
                     trim(text.substr(statement.end, end - statement.end)).empty();
  if (alone) return {begin, end};
  return {statement.span.begin, statement.end};
}

static std::string unwrapped(const Parsed& parsed) {
  const std::string_view text = parsed.source.text;
  const auto [begin_from, begin_to] = cut_range(text, parsed.statements.front());
  const auto [commit_from, commit_to] = cut_range(text, parsed.statements.back());
  if (begin_to > commit_from) {
    // Both on one line: nothing but the two statements themselves goes.
    const sql::Statement& first = parsed.statements.front();
    const sql::Statement& last = parsed.statements.back();
    return fmt::format("{}{}{}", text.substr(0, first.span.begin),
                       text.substr(first.end, last.span.begin - first.end), text.substr(last.end));
  }
  return fmt::format("{}{}{}", text.substr(0, begin_from),
                     text.substr(begin_to, commit_from - begin_to), text.substr(commit_to));
}

bool mixes_transaction_modes(const std::vector<sql::Statement>& statements) {
  const auto outside = [](const sql::Statement& statement) {
    return dialects::find_non_transactional(statement.operation) != nullptr;
  };
  const auto inside = [&](const sql::Statement& statement) {
    return !outside(statement) && statement.as<sql::TransactionControl>() == nullptr;
  };
  return std::any_of(statements.begin(), statements.end(), outside) &&
         std::any_of(statements.begin(), statements.end(), inside);
}

std::string allow_line(std::string_view tool) {
  return fmt::format("-- sqlc:allow {} imported from {}\n", codes::mixed_transaction_modes.slug,
                     tool);
}

std::variant<std::string, Refusal> take_section(const ForeignText& foreign, std::string_view tool) {
  Parsed parsed{.source = {"", foreign.text()}, .statements = {}};
  const Span all{&parsed.source, 0, static_cast<std::uint32_t>(parsed.source.text.size())};
  Diagnostics diagnostics;
  parsed.statements = sql::parse(all, diagnostics);
  if (diagnostics.has_errors()) {
    const Diagnostic& first = diagnostics.items().front();
    return Refusal{foreign.locate(first.span.begin, first.span.end), first.message};
  }
  if (const auto marker = history::find_marker(all)) {
    return Refusal{foreign.locate(marker->begin, marker->end),
                   fmt::format("a revision file would read `{}` as a marker", marker->text())};
  }
  const bool wrapped = is_wrapped(parsed.statements);
  if (auto refusal = find_refusal(parsed, foreign, wrapped)) return std::move(*refusal);
  std::string body = wrapped ? unwrapped(parsed) : parsed.source.text;
  if (mixes_transaction_modes(parsed.statements)) body.insert(0, allow_line(tool));
  return body;
}

}  // namespace sqlc::import
