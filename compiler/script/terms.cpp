#include "script/terms.hpp"

#include "base/text.hpp"
#include "script/append.hpp"
#include "sql/quote.hpp"

namespace sqlc::script {

struct Setting {
  std::string name;
  std::string value;
};

static std::string schemas(const std::vector<std::string>& search_path) {
  std::string text;
  for (const std::string& schema : search_path) {
    if (schema != "pg_temp") append(text, {sql::quote_identifier(schema), ", "});
  }
  return text + "pg_temp";
}

/// The settings that hold in every part of a script, in their order; lock_timeout left out.
static std::vector<Setting> common_settings(const Config& config) {
  return {{"client_encoding", "'UTF8'"},
          {"standard_conforming_strings", "on"},
          {"search_path", schemas(config.search_path)},
          {"row_security", "off"}};
}

static std::vector<std::string> local_settings(const Config& config) {
  std::vector<Setting> settings = common_settings(config);
  if (!config.lock_timeout.empty()) {
    settings.push_back({"lock_timeout", quote_literal(config.lock_timeout)});
  }
  if (!config.statement_timeout.empty()) {
    settings.push_back({"statement_timeout", quote_literal(config.statement_timeout)});
  }
  if (!config.idle_in_transaction_session_timeout.empty()) {
    settings.push_back({"idle_in_transaction_session_timeout",
                        quote_literal(config.idle_in_transaction_session_timeout)});
  }
  std::vector<std::string> lines;
  for (const Setting& setting : settings) {
    lines.push_back("SET LOCAL " + setting.name + " = " + setting.value + ";");
  }
  if (!config.role.empty()) {
    lines.push_back("SET LOCAL ROLE " + sql::quote_identifier(config.role) + ";");
  }
  return lines;
}

static void add_session_settings(Terms& terms, const Config& config) {
  std::vector<Setting> settings = common_settings(config);
  // These statements wait for other transactions and work for hours: a timeout that suits a
  // transaction would end them half-way.
  settings.push_back({"statement_timeout", "0"});
  if (!config.client_connection_check_interval.empty()) {
    settings.push_back({"client_connection_check_interval",
                        quote_literal(config.client_connection_check_interval)});
  }
  for (const Setting& setting : settings) {
    append(terms.session_settings, {"SET ", setting.name, " = ", setting.value, "; "});
    // The whole script needs these two, for psql's own reading.
    if (setting.name == "client_encoding" || setting.name == "standard_conforming_strings")
      continue;
    append(terms.session_resets, {"RESET ", setting.name, "; "});
  }
  terms.session_resets += "RESET lock_timeout;";
  // Unknown to servers before 17, where SET would fail.
  terms.session_settings +=
      "DO $sqlc$ BEGIN PERFORM pg_catalog.set_config(name, '0', false) FROM pg_catalog.pg_settings "
      "WHERE name = 'transaction_timeout'; END $sqlc$; ";
  terms.session_resets +=
      "DO $sqlc$ BEGIN PERFORM pg_catalog.set_config(name, reset_val, false) FROM "
      "pg_catalog.pg_settings WHERE name = 'transaction_timeout'; END $sqlc$; ";
  if (config.role.empty()) {
    terms.session_settings.pop_back();
  } else {
    append(terms.session_settings, {"SET ROLE ", sql::quote_identifier(config.role), ";"});
    terms.session_resets += " RESET ROLE;";
  }
}

static std::string create_table(const Config& config, std::string_view table) {
  std::string text;
  const std::string& schema = config.version_table_schema;
  if (!schema.empty() && schema != "public") {
    const std::string name = sql::quote_identifier(schema);
    append(text, {"    IF pg_catalog.to_regnamespace(", quote_literal(name),
                  ") IS NULL THEN CREATE SCHEMA ", name, "; END IF;\n"});
  }
  append(text,
         {"    CREATE TABLE ", table, " (version_num VARCHAR(32) NOT NULL, CONSTRAINT ",
          sql::quote_identifier(config.version_table + "_pkc"), " PRIMARY KEY (version_num));\n"});
  return text;
}

Terms make_terms(const Config& config) {
  Terms terms;
  terms.table = sql::quote_qualified(config.version_table_schema, config.version_table);
  terms.table_literal = quote_literal(terms.table);
  terms.table_message = message_text(terms.table);
  terms.create_table = create_table(config, terms.table);
  terms.lock_key =
      "pg_catalog.hashtextextended(" + quote_literal("sqlc:" + terms.table) + ", 0::bigint)";
  terms.local_settings = local_settings(config);
  terms.baseline = join(terms.local_settings, " ");
  if (!config.client_connection_check_interval.empty()) {
    terms.late_setting = "SET LOCAL client_connection_check_interval = " +
                         quote_literal(config.client_connection_check_interval) + ";";
    append(terms.baseline, {" ", terms.late_setting});
  }
  add_session_settings(terms, config);
  if (!config.lock_timeout.empty()) {
    terms.session_lock_timeout = "SET lock_timeout = " + quote_literal(config.lock_timeout) + ";";
  }
  terms.tag =
      dollar_tag(terms.create_table + terms.lock_key + terms.table_literal + terms.baseline);
  return terms;
}

std::string message_text(std::string_view text) {
  std::string result;
  for (const char c : text) {
    // A line end would end the line of the script too.
    const bool control = static_cast<unsigned char>(c) < 0x20;
    result += control ? ' ' : c;
    if (c == '%' || c == '\'') result += c;
  }
  return result;
}

std::string text_array(std::span<const std::string_view> items) {
  if (items.empty()) return "'{}'::text[]";
  std::string text = "ARRAY[";
  for (const std::string_view item : items) {
    append(text, {text.size() > 6 ? ", " : "", quote_literal(item)});
  }
  return text + "]";
}

std::string place(std::span<const std::string_view> ids, std::string_view separator) {
  return ids.empty() ? "base" : join(ids, separator);
}

}  // namespace sqlc::script
