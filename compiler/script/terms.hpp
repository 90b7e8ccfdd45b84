#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config.hpp"

namespace sqlc::script {

/// What every part of a script repeats, spelled once: the version table and the settings.
struct Terms {
  /// The version table as SQL: `public.alembic_version`.
  std::string table;
  /// The same as a literal, for to_regclass() and ::regclass.
  std::string table_literal;
  /// The same inside a literal's quotes that RAISE reads as a format.
  std::string table_message;
  /// `CREATE TABLE …` of the version table as Alembic makes it, and of its schema where it is
  /// another than public, as PL/pgSQL lines.
  std::string create_table;
  /// The advisory lock's key, an SQL expression.
  std::string lock_key;
  /// The settings in force inside a transaction, each a whole `SET LOCAL …;`.
  std::vector<std::string> local_settings;
  /// One more that servers before 14 do not know: it comes after the guard, which names the
  /// version.
  std::string late_setting;
  /// All of them on one line.
  std::string baseline;
  /// The settings of a statement that runs outside of transactions, on one line, but lock_timeout.
  std::string session_settings;
  /// What takes session_settings and lock_timeout back.
  std::string session_resets;
  /// `SET lock_timeout = '30s';`, or empty when the server's own is kept.
  std::string session_lock_timeout;
  /// A dollar quote's tag that nothing above holds.
  std::string tag;
};

[[nodiscard]] Terms make_terms(const Config& config);

/// The text inside the quotes of a RAISE format: quotes and `%` doubled.
[[nodiscard]] std::string message_text(std::string_view text);

/// `ARRAY['a', 'b']`, or `'{}'::text[]` without any. For ids and names, as text[].
[[nodiscard]] std::string text_array(std::span<const std::string_view> items);

/// `a, b`, or `base` without any: where a database stands, in words.
[[nodiscard]] std::string place(std::span<const std::string_view> ids, std::string_view separator);

}  // namespace sqlc::script
