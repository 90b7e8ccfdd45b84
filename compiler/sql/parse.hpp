#pragma once

#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/source.hpp"
#include "sql/psql.hpp"
#include "sql/statement.hpp"

namespace sqlc::sql {

/// Parses the statements in `section` with libpg_query. A syntax error becomes one diagnostic at
/// its place (the server's own words, and on a grammar older than the newest a note that a newer
/// one may know the syntax) and the statements before it are lost: the result is then empty. COPY …
/// FROM STDIN data, psql meta-commands and everything else that is no SQL end the same way, with
/// advice.
///
/// A COPY … FROM STDIN is reported even where no data follow: psql would read the lines after it as
/// data. Empty statements (`;;`) are no statements. A NUL byte is an error, since the grammar would
/// stop there without a word.
///
/// Thread-safe: each call has a memory context of its own. Nothing of libpg_query outlives the call
/// but a few hundred bytes a thread, freed when it ends. (libpg_query takes one pthread key for
/// each thread that ever parses: keep the threads, at most 1,000 in a process's life.)
[[nodiscard]] std::vector<Statement> parse(Span section, Diagnostics& diagnostics);

/// Major version of the grammar that is linked in: 18 or 17.
[[nodiscard]] int grammar_version();

/// As `sqlc --version` prints it: "PostgreSQL 18.6 (libpg_query)".
[[nodiscard]] std::string_view grammar_name();

}  // namespace sqlc::sql
