#include "sql/parse.hpp"

#include <cstdlib>
#include <cstring>
#include <string>

#include "base/text.hpp"
#include "sql/lower.hpp"
#include "sql/spans.hpp"
#include "sql/syntax_error.hpp"

namespace sqlc::sql {

namespace {

/// One run of the grammar, with the memory that its tree lives in.
class RawParse {
 public:
  explicit RawParse(const char* sql)
      : context_(pg_query_enter_memory_context()), result_(pg_query_raw_parse(sql, 0)) {}
  ~RawParse() {
    std::free(result_.stderr_buffer);
    if (result_.error != nullptr) pg_query_free_error(result_.error);
    pg_query_exit_memory_context(context_);
  }
  RawParse(const RawParse&) = delete;
  RawParse& operator=(const RawParse&) = delete;

  [[nodiscard]] const PgQueryError* error() const { return result_.error; }
  [[nodiscard]] const List* statements() const { return result_.tree; }

 private:
  MemoryContext context_;
  PgQueryInternalParsetreeAndError result_;
};

}  // namespace

static Diagnostic describe(Span section, const PgQueryError& error) {
  // The server counts characters from 1, and says 0 when it knows no place.
  const std::size_t character =
      error.cursorpos > 0 ? static_cast<std::size_t>(error.cursorpos) - 1 : 0;
  return describe_syntax_error(section, error.message,
                               byte_of_character(section.text(), character));
}

/// Offset of the `;` that ends the statement; the section's size when it has none.
static std::size_t separator_of(const RawStmt& node, std::size_t section_size) {
  if (node.stmt_len == 0) return section_size;
  return static_cast<std::size_t>(node.stmt_location) + static_cast<std::size_t>(node.stmt_len);
}

static std::vector<Statement> lower_all(Span section, const List* nodes) {
  std::vector<Statement> statements;
  statements.reserve(Nodes(nodes).size());
  StatementSpans spans(section);
  for (const Node& node : Nodes(nodes)) {
    const auto& raw = as<RawStmt>(node);
    Statement& statement = statements.emplace_back();
    spans.next(separator_of(raw, section.end - section.begin), statement);
    lower(*raw.stmt, statement);
  }
  if (!statements.empty()) spans.finish(statements.back());
  return statements;
}

static void report_client_copies(const std::vector<Statement>& statements,
                                 Diagnostics& diagnostics) {
  for (const Statement& statement : statements) {
    const Copy* copy = statement.as<Copy>();
    if (copy != nullptr && copy->from && copy->client) {
      diagnostics.add(describe_copy_from_stdin(statement.span));
    }
  }
}

static bool report_nul(Span section, Diagnostics& diagnostics) {
  const std::size_t at = section.text().find('\0');
  if (at == std::string_view::npos) return false;
  const std::uint32_t offset = section.begin + static_cast<std::uint32_t>(at);
  diagnostics.add({.code = &codes::nul_byte,
                   .span = {section.source, offset, offset + 1},
                   .message = "NUL byte in the SQL",
                   .help = "remove it: PostgreSQL's text cannot hold one"});
  return true;
}

std::vector<Statement> parse(Span section, Diagnostics& diagnostics) {
  if (section.source == nullptr || report_nul(section, diagnostics)) return {};
  // The grammar wants a terminated string: only the last section of a source is one in place.
  const bool in_place = section.end == section.source->text.size();
  const std::string copy(in_place ? std::string_view() : section.text());
  const RawParse parsed(in_place ? section.source->text.c_str() + section.begin : copy.c_str());
  if (parsed.error() != nullptr) {
    diagnostics.add(describe(section, *parsed.error()));
    return {};
  }
  std::vector<Statement> statements = lower_all(section, parsed.statements());
  report_client_copies(statements, diagnostics);
  return statements;
}

int grammar_version() { return PG_VERSION_NUM / 10000; }

std::string_view grammar_name() { return "PostgreSQL " PG_VERSION " (libpg_query)"; }

}  // namespace sqlc::sql
