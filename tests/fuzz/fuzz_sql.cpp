// The lexer's tokens tile any text; the parser takes any text, and its statements tile the section.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/source.hpp"
#include "sql/lexer.hpp"
#include "sql/parse.hpp"
#include "sql/psql.hpp"

static void require(bool holds) {
  if (!holds) std::abort();
}

static void check_tokens(std::string_view text) {
  sqlc::sql::Lexer lexer(text);
  std::uint32_t at = 0;
  for (auto token = lexer.next(); token.kind != sqlc::sql::TokenKind::End; token = lexer.next()) {
    require(token.begin == at && token.end > at);
    at = token.end;
  }
  require(at == text.size());
}

static void check_diagnostics(const sqlc::Diagnostics& diagnostics, sqlc::Span section) {
  for (const sqlc::Diagnostic& diagnostic : diagnostics.items()) {
    const sqlc::Span& span = diagnostic.span;
    require(span.begin >= section.begin && span.begin <= span.end && span.end <= section.end);
  }
}

static void check_psql(const sqlc::sql::Statement& statement) {
  const sqlc::sql::PsqlReading reading = sqlc::sql::read_as_psql(statement.span);
  for (const std::uint32_t at : reading.semicolons) {
    require(at > statement.span.begin && at < statement.span.end);
  }
}

static void check_statements(const std::vector<sqlc::sql::Statement>& statements,
                             sqlc::Span section) {
  std::uint32_t at = section.begin;
  for (const sqlc::sql::Statement& statement : statements) {
    require(statement.leading_begin == at);
    require(statement.span.begin >= at && statement.span.end > statement.span.begin);
    require(statement.end >= statement.span.end && statement.trailing_end >= statement.end);
    require(statement.terminated == (statement.end > statement.span.end));
    require(!statement.terminated || section.source->text[statement.end - 1] == ';');
    at = statement.trailing_end;
    check_psql(statement);
  }
  require(statements.empty() || at == section.end);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  // The first byte cuts the section's ends off the text.
  const sqlc::Source source{.path = "fuzz.sql",
                            .text = {reinterpret_cast<const char*>(data) + 1, size - 1}};
  const auto length = static_cast<std::uint32_t>(size - 1);
  const std::uint32_t begin = length < 16 ? 0 : data[0] & 0x0fu;
  const std::uint32_t end = length < 32 ? length : length - (data[0] >> 4u);
  const sqlc::Span section{&source, begin, end};
  check_tokens(source.text);
  sqlc::Diagnostics diagnostics;
  const auto statements = sqlc::sql::parse(section, diagnostics);
  require(statements.empty() || !diagnostics.has_errors() ||
          diagnostics.items()[0].code == &sqlc::codes::copy_from_stdin);
  check_diagnostics(diagnostics, section);
  check_statements(statements, section);
  for (const std::uint32_t colon : sqlc::sql::psql_variables(section)) {
    require(source.text[colon] == ':');
  }
  return 0;
}
