#include <fmt/format.h>

#include "cli/compile_command.hpp"
#include "cli/session.hpp"
#include "sql/quote.hpp"

namespace sqlc::cli {

static constexpr Option options[] = {output_option, sql_option};

/// The table as Alembic makes it, so that either tool can go on with it.
static std::string create_table(const Config& config) {
  std::string out = "-- sqlc ensure_version: makes the version table where it is missing.\n";
  if (config.version_table_schema != "public") {
    out += fmt::format("CREATE SCHEMA IF NOT EXISTS {};\n",
                       sql::quote_identifier(config.version_table_schema));
  }
  return out + fmt::format(
                   "CREATE TABLE IF NOT EXISTS {} (\n    version_num VARCHAR(32) NOT NULL,\n"
                   "    CONSTRAINT {} PRIMARY KEY (version_num)\n);\n",
                   sql::quote_qualified(config.version_table_schema, config.version_table),
                   sql::quote_identifier(config.version_table + "_pkc"));
}

static Outcome run(Session& session) {
  const LoadedConfig* const loaded = session.config();
  return loaded == nullptr ? Outcome{} : Outcome{.out = create_table(loaded->config)};
}

const Command ensure_version_command = {
    .name = "ensure_version",
    .summary = "print the CREATE TABLE of the version table",
    .details =
        "Prints SQL that makes the version table where it is missing and changes nothing "
        "where it is there. `sqlc upgrade base:...` does so by itself.",
    .options = options,
    .uses = bit(ConfigUse::Table),
    .run = run,
};

}  // namespace sqlc::cli
