#include "script/step_end.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "script/statement_text.hpp"
#include "sql/quote.hpp"

namespace sqlc::script {

static void put_comment_text(Writer& writer, std::string_view text) {
  const bool plain = std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
  if (plain) {
    writer.put({text});
  } else {
    writer.put({comment_text(text)});
  }
}

static void put_ids(Writer& writer, const std::vector<history::Reference>& ids) {
  std::string_view separator;
  for (const history::Reference& id : ids) {
    writer.put({separator, id.text});
    separator = ", ";
  }
}

static void put_rows(Writer& writer, const history::History& history,
                     const std::vector<history::RevisionIndex>& rows) {
  std::string_view separator;
  for (const history::RevisionIndex row : rows) {
    writer.put({separator, history.at(row).id.text});
    separator = ", ";
  }
}

void put_step_comment(Writer& writer, const history::History& history, const StepInput& step,
                      history::Direction direction) {
  const history::Revision& revision = *step.revision;
  switch (direction) {
    case history::Direction::Upgrade:
      writer.put({"-- Running upgrade "});
      put_ids(writer, revision.down_revisions);
      writer.put({" -> ", revision.id.text});
      break;
    case history::Direction::Downgrade:
      writer.put({"-- Running downgrade ", revision.id.text, " -> "});
      put_ids(writer, revision.down_revisions);
      break;
    case history::Direction::Stamp:
      writer.put({"-- Running stamp_revision "});
      put_rows(writer, history, step.rows.removed);
      writer.put({" -> "});
      put_rows(writer, history, step.rows.added);
      break;
  }
  if (!revision.message.empty()) {
    writer.put({", "});
    put_comment_text(writer, revision.message);
  }
  writer.put({"\n"});
}

/// `= 'a'` or `IN ('a', 'b')`. Ids hold nothing that a literal would have to escape.
static std::string matches(const history::History& history,
                           const std::vector<history::RevisionIndex>& rows) {
  if (rows.size() == 1) return "= '" + history.at(rows.front()).id.text + "'";
  std::string text = "IN (";
  for (const history::RevisionIndex row : rows) {
    append(text, {text.size() > 4 ? ", '" : "'", history.at(row).id.text, "'"});
  }
  return text + ")";
}

static void add_row_check(std::string& body, const Terms& terms, std::size_t rows) {
  const std::string count = std::to_string(rows);
  append(body, {"  GET DIAGNOSTICS moved = ROW_COUNT;\n  IF moved <> ", count,
                " THEN RAISE EXCEPTION 'sqlc: % rows of ", terms.table_message,
                " moved instead of ", count, "', moved; END IF;\n"});
}

/// The statements that move the version rows, each with a check that exactly those moved.
static void add_row_moves(std::string& body, const Terms& terms, const history::History& history,
                          const history::VersionChange& rows) {
  if (rows.removed.size() == 1 && rows.added.size() == 1) {
    append(body, {"  UPDATE ", terms.table, " SET version_num = '",
                  history.at(rows.added.front()).id.text, "' WHERE version_num = '",
                  history.at(rows.removed.front()).id.text, "';\n"});
    return add_row_check(body, terms, 1);
  }
  if (!rows.removed.empty()) {
    append(body, {"  DELETE FROM ", terms.table, " WHERE version_num ",
                  matches(history, rows.removed), ";\n"});
    add_row_check(body, terms, rows.removed.size());
  }
  for (const history::RevisionIndex row : rows.added) {
    append(body, {"  INSERT INTO ", terms.table, " (version_num) VALUES ('",
                  history.at(row).id.text, "');\n"});
  }
}

static std::string quoted_parameter(std::string_view name) {
  std::string text;
  for (const std::string_view part : split(name, '.')) {
    append(text, {text.empty() ? "" : ".", sql::quote_identifier(part)});
  }
  return text;
}

/// The parameter of a SET that has to be taken back after the step; empty for other statements.
static std::string_view changed_parameter(const sql::Statement& statement, bool local) {
  const auto* set = statement.as<sql::SetParameter>();
  if (set == nullptr || set->reset || set->local != local) return {};
  return set->name == "transaction" ? std::string_view() : std::string_view(set->name);
}

std::string resets_of(const StepInput& step) {
  std::string text;
  for (const sql::Statement& statement : step.statements) {
    const std::string_view name = changed_parameter(statement, false);
    if (name.empty()) continue;
    const std::string reset = name == "session characteristics"
                                  ? std::string(
                                        "RESET default_transaction_isolation; "
                                        "RESET default_transaction_read_only; "
                                        "RESET default_transaction_deferrable; ")
                                  : "RESET " + quoted_parameter(name) + "; ";
    if (text.find(reset) == std::string::npos) text += reset;
  }
  return text;
}

static std::string local_resets_of(const StepInput& step) {
  std::string text;
  for (const sql::Statement& statement : step.statements) {
    const std::string_view name = changed_parameter(statement, true);
    if (name.empty()) continue;
    const std::string reset = "SET LOCAL " + quoted_parameter(name) + " TO DEFAULT; ";
    if (text.find(reset) == std::string::npos) text += reset;
  }
  return text;
}

static bool sets_parameter(const StepInput& step) {
  return std::ranges::any_of(step.statements, [](const sql::Statement& statement) {
    return statement.as<sql::SetParameter>() != nullptr;
  });
}

static bool changes_role(const StepInput& step) {
  return std::ranges::any_of(step.statements, [](const sql::Statement& statement) {
    const auto* set = statement.as<sql::SetParameter>();
    return set != nullptr && (set->name == "role" || set->name == "session_authorization");
  });
}

/// Checks what the step deferred and leaves every constraint as it was declared: SET CONSTRAINTS
/// ALL would hold for the steps after it too.
/// SET CONSTRAINTS goes by schema and name, which tables of one schema may share; DEFERRED fails on
/// one that is not deferrable, so that such names stay immediate to the transaction's end.
static constexpr std::string_view check_deferred =
    "  SELECT pg_catalog.string_agg(DISTINCT pg_catalog.format('%s.%I', "
    "connamespace::regnamespace, conname), ', ')\n"
    "    INTO deferred FROM pg_catalog.pg_constraint\n"
    "    WHERE condeferred AND pg_catalog.has_schema_privilege(connamespace, 'USAGE');\n"
    "  IF deferred IS NOT NULL THEN\n"
    "    EXECUTE 'SET CONSTRAINTS ' || deferred || ' IMMEDIATE';\n"
    "    SELECT pg_catalog.string_agg(pg_catalog.format('%s.%I', s::regnamespace, c), ', ')\n"
    "      INTO deferred FROM (SELECT connamespace, conname FROM pg_catalog.pg_constraint\n"
    "        WHERE pg_catalog.has_schema_privilege(connamespace, 'USAGE')\n"
    "        GROUP BY 1, 2 HAVING pg_catalog.bool_and(condeferred)) AS x (s, c);\n"
    "    IF deferred IS NOT NULL THEN\n"
    "      EXECUTE 'SET CONSTRAINTS ' || deferred || ' DEFERRED';\n"
    "    END IF;\n"
    "  END IF;\n";

static std::string condensed(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\t';
    if (!blank) result += c;
    if (blank && !result.ends_with(' ')) result += ' ';
  }
  const std::size_t limit = byte_of_character(result, 120);
  if (limit < result.size()) result = result.substr(0, limit) + "…";
  return message_text(comment_text(result));
}

static void put_checks(Writer& writer, const StepInput& step) {
  for (const sql::Statement& check : step.verify) {
    writer.check(check, "sqlc: a check of revision " + step.revision->id.text +
                            " failed: " + condensed(check.span.text()));
  }
}

void put_step_end(Writer& writer, const Terms& terms, const history::History& history,
                  const PlannedStep& step, const StepPlace& where, std::string_view more) {
  const StepInput& input = *step.input;
  std::string body;
  body.reserve(512);
  const bool defers = step.runs_code && !where.last;
  if (step.runs_code && where.last) writer.line("SET CONSTRAINTS ALL IMMEDIATE;");
  if (defers) {
    if (std::ranges::any_of(input.statements, sets_constraints)) {
      body += "  SET CONSTRAINTS ALL IMMEDIATE;\n";
    }
    body += check_deferred;
  }
  if (!step.outside()) {
    std::string resets = resets_of(input);
    if (!where.last || changes_role(input)) resets += local_resets_of(input);
    const bool changed = step.runs_code || sets_parameter(input);
    const bool again = changed && (!where.last || changes_role(input) || !input.verify.empty());
    if (again) resets += terms.baseline;
    if (!resets.empty()) append(body, {"  ", trim(resets), "\n"});
  }
  body += more;
  const bool counts = !input.rows.removed.empty();
  add_row_moves(body, terms, history, input.rows);
  if (!body.empty()) {
    const std::string_view head = counts && defers ? " DECLARE moved int; deferred text; BEGIN"
                                  : counts         ? " DECLARE moved int; BEGIN"
                                  : defers         ? " DECLARE deferred text; BEGIN"
                                                   : " BEGIN";
    writer.block(where.tagged ? terms.tag : dollar_tag(body), head, body);
  }
  put_checks(writer, input);
}

}  // namespace sqlc::script
