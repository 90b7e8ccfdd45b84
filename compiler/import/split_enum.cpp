#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "import/take_over.hpp"
#include "sql/lexer.hpp"
#include "sql/parse.hpp"

namespace sqlc::import {

/// The string literals of a statement that stand for one of the values.
static bool uses_any(Span statement, const std::vector<std::string>& values) {
  sql::Lexer lexer(statement.text());
  for (sql::Token token = lexer.next_significant(); token.kind != sql::TokenKind::End;
       token = lexer.next_significant()) {
    if (token.kind != sql::TokenKind::String && token.kind != sql::TokenKind::DollarString)
      continue;
    const std::string_view literal = lexer.text(token);
    for (const std::string& value : values) {
      if (literal == value) return true;
      if (token.kind == sql::TokenKind::DollarString && literal.find(value) != literal.npos) {
        return true;
      }
    }
  }
  return false;
}

/// Where the first statement begins that uses a value added before it; nothing when there is none.
/// A type made in the same text may be used at once.
static std::optional<std::uint32_t> find_cut(const std::vector<sql::Statement>& statements) {
  std::vector<std::string> added;
  std::vector<sql::QualifiedName> created;
  for (const sql::Statement& statement : statements) {
    const auto* alter = statement.as<sql::AlterEnum>();
    const bool adds = alter != nullptr && alter->old_value.empty();
    if (!adds && uses_any(statement.span, added)) return statement.leading_begin;
    if (const auto* create = statement.as<sql::CreateEnum>()) created.push_back(create->type);
    if (adds && std::find(created.begin(), created.end(), alter->type) == created.end()) {
      added.push_back(quote_literal(alter->value));
    }
  }
  return std::nullopt;
}

static std::vector<sql::Statement> parse_all(const Source& source) {
  Diagnostics ignored;
  return sql::parse({&source, 0, static_cast<std::uint32_t>(source.text.size())}, ignored);
}

std::vector<std::string> split_at_enum_uses(std::string body, std::string_view tool) {
  const std::string allow = allow_line(tool);
  const bool allowed = body.starts_with(allow);
  std::vector<std::string> parts;
  Source rest{"", allowed ? body.substr(allow.size()) : body};
  while (const auto statement = find_cut(parse_all(rest))) {
    // The line end after the statement before goes with it.
    const std::size_t cut = *statement + (rest.text.compare(*statement, 1, "\n") == 0 ? 1 : 0);
    parts.push_back(rest.text.substr(0, cut));
    rest.text.erase(0, cut);
  }
  if (parts.empty()) return {std::move(body)};
  parts.push_back(std::move(rest.text));
  for (std::string& part : parts) {
    const Source source{"", part};
    if (mixes_transaction_modes(parse_all(source))) part.insert(0, allow);
  }
  return parts;
}

}  // namespace sqlc::import
