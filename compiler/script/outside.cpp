#include "script/outside.hpp"

#include <string_view>

#include "base/text.hpp"
#include "script/append.hpp"
#include "sql/lexer.hpp"
#include "sql/quote.hpp"

namespace sqlc::script {

using dialects::Operation;

static std::string regclass(const sql::QualifiedName& name) {
  return "pg_catalog.to_regclass(" + quote_literal(sql::quote_qualified(name.schema, name.name)) +
         ")";
}

static Rerun rerun_create_index(const sql::CreateIndex& index) {
  Rerun rerun = {.waits_harmlessly = true};
  if (index.name.empty()) return rerun;
  const std::string from =
      "FROM pg_catalog.pg_index JOIN pg_catalog.pg_class ON oid = indexrelid\n    WHERE indrelid "
      "= " +
      regclass(index.table) + " AND relname = " + quote_literal(index.name);
  rerun.done = "EXISTS (SELECT " + from + " AND indisvalid)";
  rerun.leftovers = "SELECT 'DROP INDEX CONCURRENTLY ' || indexrelid::regclass::text " + from +
                    " AND NOT indisvalid";
  if (!index.if_not_exists) rerun.done_before = "index " + index.name + " exists already";
  rerun.not_done_after = "index " + index.name + " is not there, or not valid";
  return rerun;
}

static Rerun rerun_drop_index(const sql::DropIndex& drop) {
  Rerun rerun = {.waits_harmlessly = true};
  if (drop.names.size() != 1 || drop.if_exists) return rerun;
  rerun.done = regclass(drop.names.front()) + " IS NULL";
  rerun.done_before = "there is no index " + drop.names.front().name;
  return rerun;
}

static Rerun rerun_detach(const sql::DetachPartition& detach) {
  const std::string from =
      "FROM pg_catalog.pg_inherits WHERE inhparent = " + regclass(detach.parent) +
      " AND inhrelid = " + regclass(detach.partition);
  Rerun rerun;
  rerun.done = "NOT EXISTS (SELECT " + from + ")";
  rerun.done_before = detach.partition.name + " is no partition of " + detach.parent.name;
  rerun.broken = "EXISTS (SELECT " + from + " AND inhdetachpending)";
  rerun.finish = "ALTER TABLE " + sql::quote_qualified(detach.parent.schema, detach.parent.name) +
                 " DETACH PARTITION " +
                 sql::quote_qualified(detach.partition.schema, detach.partition.name) +
                 " FINALIZE;";
  return rerun;
}

/// The name in `CREATE DATABASE name …`, as a literal's content. Empty for another spelling.
static std::string third_word(std::string_view text) {
  sql::Lexer lexer(text);
  lexer.next_significant();
  lexer.next_significant();
  const sql::Token token = lexer.next_significant();
  const std::string_view word = lexer.text(token);
  if (token.kind == sql::TokenKind::Word) return to_lower(word);
  if (token.kind != sql::TokenKind::Quoted || word.front() != '"') return {};
  std::string name;
  for (std::size_t i = 1; i + 1 < word.size(); ++i) {
    name += word[i];
    if (word[i] == '"') ++i;
  }
  return name;
}

/// A statement that makes (or drops) one named object that `catalog` lists in `column`.
static Rerun rerun_object(std::string_view text, std::string_view catalog, std::string_view column,
                          bool creates) {
  const std::string name = third_word(text);
  const bool excused = !creates && name == "if";
  if (name.empty() || excused) return {};
  Rerun rerun;
  rerun.done = creates ? "EXISTS (SELECT FROM " : "NOT EXISTS (SELECT FROM ";
  append(rerun.done, {catalog, " WHERE ", column, " = ", quote_literal(name), ")"});
  rerun.done_before = name + (creates ? " exists already" : " does not exist");
  return rerun;
}

static constexpr std::string_view own_subscription =
    "subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = "
    "pg_catalog.current_database()) AND subname";

/// What REINDEX CONCURRENTLY leaves when it breaks: invalid copies beside each index.
static Rerun rerun_reindex(const sql::Reindex& reindex) {
  Rerun rerun = {.waits_harmlessly = true};
  using Target = sql::Reindex::Target;
  if (reindex.target != Target::Index && reindex.target != Target::Table) return rerun;
  const bool table = reindex.target == Target::Table;
  rerun.leftovers =
      "SELECT 'DROP INDEX CONCURRENTLY ' || indexrelid::regclass::text "
      "FROM pg_catalog.pg_index JOIN pg_catalog.pg_class ON oid = indexrelid "
      "WHERE NOT indisvalid AND relname ~ '_cc(new|old)[0-9]*$' AND indrelid = " +
      (table ? regclass(reindex.name)
             : "(SELECT indrelid FROM pg_catalog.pg_index WHERE indexrelid = " +
                   regclass(reindex.name) + ")");
  return rerun;
}

Rerun rerun_of(const sql::Statement& statement) {
  if (const auto* index = statement.as<sql::CreateIndex>()) return rerun_create_index(*index);
  if (const auto* drop = statement.as<sql::DropIndex>()) return rerun_drop_index(*drop);
  if (const auto* detach = statement.as<sql::DetachPartition>()) return rerun_detach(*detach);
  const std::string_view text = statement.span.text();
  switch (statement.operation) {
    case Operation::CreateDatabase: return rerun_object(text, "pg_database", "datname", true);
    case Operation::DropDatabase: return rerun_object(text, "pg_database", "datname", false);
    case Operation::CreateTablespace: return rerun_object(text, "pg_tablespace", "spcname", true);
    case Operation::DropTablespace: return rerun_object(text, "pg_tablespace", "spcname", false);
    case Operation::CreateSubscription:
      return rerun_object(text, "pg_subscription", own_subscription, true);
    case Operation::DropSubscription:
      return rerun_object(text, "pg_subscription", own_subscription, false);
    case Operation::ReindexConcurrently:
      if (const auto* reindex = statement.as<sql::Reindex>()) return rerun_reindex(*reindex);
      return {.waits_harmlessly = true};
    default: return {};
  }
}

bool is_unnamed_index(const sql::Statement& statement) {
  const auto* index = statement.as<sql::CreateIndex>();
  return index != nullptr && index->concurrently && index->name.empty();
}

}  // namespace sqlc::script
