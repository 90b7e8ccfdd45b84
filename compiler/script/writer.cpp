#include "script/writer.hpp"

#include "base/text.hpp"
#include "script/statement_text.hpp"
#include "sql/psql.hpp"

namespace sqlc::script {

void Writer::block(std::string_view tag, std::string_view head, std::string_view body) {
  put({"DO ", tag, head, "\n", body, "END ", tag, ";\n"});
}

void Writer::block(std::string_view head, std::string_view body) {
  block(dollar_tag(body), head, body);
}

void Writer::record(const sql::Statement& statement, std::size_t offset) {
  for (std::size_t at = text_.find('\n', counted_); at < offset; at = text_.find('\n', at + 1)) {
    ++lines_;
  }
  counted_ = offset;
  script_.source_map.push_back({.script_line = lines_ + 1, .origin = statement.span});
}

/// Appends the range, with a space after each colon that psql would take for a variable's.
void Writer::verbatim(const Source& source, std::uint32_t begin, std::uint32_t end) {
  const std::string_view all = source.text;
  for (const std::uint32_t colon : sql::psql_variables({&source, begin, end})) {
    append(text_, {all.substr(begin, colon + 1 - begin), " "});
    begin = colon + 1;
  }
  text_ += all.substr(begin, end - begin);
}

static bool may_be_split_by_psql(const sql::Statement& statement) {
  const std::string_view word = first_word(statement);
  if (!same_word(word, "create")) return false;
  const std::string_view rest = trim(statement.span.text().substr(word.size()));
  return same_word(rest.substr(0, 8), "function") || same_word(rest.substr(0, 9), "procedure") ||
         same_word(rest.substr(0, 2), "or");
}

/// A statement that psql would cut in pieces or not see the end of, in the spelling that it takes
/// whole.
void Writer::ended_for_psql(const sql::Statement& statement) {
  runs_on_ = true;
  const Source& source = *statement.span.source;
  std::uint32_t at = statement.span.begin;
  for (const std::uint32_t semicolon : sql::read_as_psql(statement.span).semicolons) {
    verbatim(source, at, semicolon);
    text_ += "\\;";
    at = semicolon + 1;
  }
  verbatim(source, at, statement.span.end);
  text_ += " \\g\n";
}

void Writer::statements(std::span<const sql::Statement> statements) {
  if (statements.empty()) return;
  const Span whole = whole_span(statements);
  const Source& source = *whole.source;
  std::uint32_t at = whole.begin;
  for (const sql::Statement& statement : statements) {
    verbatim(source, at, statement.span.begin);
    record(statement, text_.size());
    at = statement.span.begin;
    if (client_ == Client::Psql && may_be_split_by_psql(statement) &&
        !sql::psql_splits_like_server(statement.span)) {
      ended_for_psql(statement);
      at = statement.end;
    } else if (!statement.terminated) {
      verbatim(source, at, statement.span.end);
      text_ += ";";
      at = statement.span.end;
    }
  }
  if (at < whole.end) verbatim(source, at, whole.end);
  text_ += "\n";
  script_.statements += statements.size();
}

void Writer::check(const sql::Statement& select, std::string_view message) {
  const std::string tag = dollar_tag(std::string(select.span.text()) + std::string(message));
  // A column may be called `found`, as PL/pgSQL's variable is.
  put({"DO ", tag, "\n#variable_conflict use_column\nBEGIN IF (\n"});
  record(select, text_.size());
  put({select.span.text(), "\n) IS NOT TRUE THEN RAISE EXCEPTION '", message, "'; END IF; END ",
       tag, ";\n"});
  ++script_.checks;
}

}  // namespace sqlc::script
