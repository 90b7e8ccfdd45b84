#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/file_system.hpp"

namespace sqlc {

/// How the statements of a range share transactions.
enum class TransactionMode { All, PerRevision };

/// Who runs the script: psql, or any client that sends statements (no meta-commands).
enum class Client { Psql, Generic };

/// What a project decides once, in `sqlc.toml`. Every member is one row of the key table in
/// config.cpp, which gives its TOML key, its option, its environment variable and its help.
struct Config {
  /// Folder of the revision files, as seen from the working directory.
  std::string revisions = "revisions";
  std::string file_template = "{id}_{slug}";
  int slug_length = 40;
  std::string version_table = "alembic_version";
  std::string version_table_schema = "public";
  /// Oldest server that a script shall run on: a major version from 14 to 18.
  int postgres = 14;
  TransactionMode transaction = TransactionMode::All;
  Client client = Client::Psql;
  /// PostgreSQL durations ("30s", "750ms", "0" for none); empty leaves the server's own.
  std::string lock_timeout = "30s";
  std::string statement_timeout;
  std::string idle_in_transaction_session_timeout = "60s";
  std::string client_connection_check_interval = "5s";
  /// Schemas; pg_temp is put last so that a temporary table never shadows a real one.
  std::vector<std::string> search_path = {"public"};
  /// SET LOCAL ROLE for the whole script; empty for none.
  std::string role;
};

/// A value given outside the file: `key` as in the file ("script.lock_timeout").
struct Override {
  std::string key;
  std::string value;
  /// "option --lock-timeout", "environment variable SQLC_LOCK_TIMEOUT".
  std::string origin;
};

/// Which commands a key matters to, and so has an option on.
enum class ConfigUse {
  Project,  ///< all that read revisions
  NewFile,  ///< those that write a revision file
  Table,    ///< those that print SQL for the version table
  Script,   ///< those that print a script
};

/// One row of the key table, for the option tree and `sqlc config`.
struct ConfigKey {
  std::string_view key;          ///< "script.lock_timeout"
  std::string_view option;       ///< "--lock-timeout"
  std::string_view environment;  ///< "SQLC_LOCK_TIMEOUT"
  std::string_view value_name;   ///< "DURATION"
  std::string_view help;
  ConfigUse use;
};

[[nodiscard]] const std::vector<ConfigKey>& config_keys();

/// One line of `sqlc config`: the value in force, as TOML, and where it comes from ("default",
/// "sqlc.toml:4", an override's origin).
struct ConfigLine {
  std::string key;
  std::string value;
  std::string origin;
};

/// The `sqlc.toml` that `sqlc init` writes: every key with its default, commented out, and its
/// help.
[[nodiscard]] std::string config_template();

struct LoadedConfig {
  Config config;
  /// The file, relative to the working directory where that is shorter; empty when none was found.
  std::string path;
  /// Its text, for the input digest.
  std::string text;
  /// One per key, in the table's order.
  std::vector<ConfigLine> lines;
};

/// Reads `path`, or when it is empty the nearest `sqlc.toml` from the working directory upwards; no
/// file at all is fine (every key has a default). Then the environment, then the options, each over
/// the one before. Paths in the file are relative to the file. Unknown keys (with the nearest known
/// one), wrong types and bad values are errors with their place.
[[nodiscard]] std::optional<LoadedConfig> load_config(
    const FileSystem& files, const std::string& path,
    const std::function<std::optional<std::string>(std::string_view)>& environment,
    const std::vector<Override>& options, std::vector<std::unique_ptr<Source>>& sources,
    Diagnostics& diagnostics);

}  // namespace sqlc
