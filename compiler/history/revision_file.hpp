#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/source.hpp"
#include "history/revision.hpp"

namespace sqlc::history {

/// Makes a Source of a file's bytes: normalised, and checked for bytes that are no UTF-8 and for
/// NUL, each an error with its line and column. Never null, since messages point into it: what was
/// refused stands replaced in `text` (U+FFFD, U+2400), one character for one byte; keep the source,
/// and stop when the sink has errors.
[[nodiscard]] std::unique_ptr<Source> load_source(std::string path, std::string bytes,
                                                  Diagnostics& diagnostics);

/// Reads the header of a revision file (the `--` comments before the first section marker). The
/// source must be normalised and valid UTF-8. Nothing comes back when the header has an error; each
/// error is a diagnostic with its place and advice.
///
/// A key is `Name: value` directly after `-- `, in any case: Revision ID, Revises, Depends On,
/// Branch Labels, Create Date. A name that is nearly one of them is an error wherever it stands.
/// The keys close the header: between the first key and the next empty comment line every line must
/// be a key; everything above the first key is the description, prose like `See: https://…`
/// included; comments after the keys are nothing. A line that is indented, or that begins with `\`,
/// is never a key; the
/// `\` is taken off where it hides a key or a marker, and kept otherwise.
[[nodiscard]] std::optional<Revision> read_header(const Source& source, Diagnostics& diagnostics);

/// Reads the sections after the header. A marker counts only as a `--` comment at the start of a
/// line, never inside a string, a dollar-quoted body or a block comment. A comment that is nearly a
/// marker (`--sqlc:upgrade`, `-- SQLC:upgrade`, an indented one, one behind a statement) is an
/// error, never silently a comment. One empty line before the next section's marker is layout and
/// belongs to no body.
[[nodiscard]] std::optional<Bodies> read_bodies(const Revision& revision, Diagnostics& diagnostics);

/// Why an id cannot be used: not 1 to 32 characters of [A-Za-z0-9_.], or a word of the range
/// grammar
/// (`head`, `heads`, `base`, `prev`, `current`). Nothing when it is fine.
[[nodiscard]] std::optional<std::string> id_problem(std::string_view id);

/// Why a branch label cannot be used: empty, a word of the range grammar, not letters, digits, `_`,
/// `.` and `-`, or read as a relative range (`-` first, or `-2` last). Nothing when it is fine.
[[nodiscard]] std::optional<std::string> label_problem(std::string_view label);

/// The description as a file can hold it: valid UTF-8, LF line ends, every other control character
/// a space, no white space at line ends, no empty lines around it. `write_revision` does this
/// itself; `clean_description(clean_description(x)) == clean_description(x)`.
[[nodiscard]] std::string clean_description(std::string_view description);

/// A `--` comment of a body that the reader would take for a marker or refuse as nearly one. `span`
/// is the comment. Importers refuse foreign SQL that holds one.
[[nodiscard]] std::optional<Span> find_marker(Span body);

/// A revision about to be written, by `sqlc revision`, `merge` or an importer.
struct Draft {
  std::string id;
  std::vector<std::string> down_revisions;
  std::vector<std::string> depends_on;
  std::vector<std::string> labels;
  /// First line the message; further lines are kept as written below it.
  std::string description;
  /// "2026-11-20 09:00:00+00:00"; no line when empty.
  std::string create_date;
  /// Bodies as they shall stand, byte for byte; a final newline is added where one is missing.
  std::string upgrade;
  std::optional<std::string> downgrade;
  /// The reason; written instead of a downgrade.
  std::optional<std::string> irreversible;
};

/// The file's text. Reading it back gives the same revision (the description cleaned) and the same
/// bodies, provided that the ids and labels are valid and `find_marker` finds nothing in the bodies
/// (but the `allow` and `grants` markers that an importer put there). Description lines that look
/// like a key or a marker get a `\` before them.
[[nodiscard]] std::string write_revision(const Draft& draft);

/// The file's name without a folder, from a template with {id}, {slug}, {year}, {month}, {day},
/// {hour}, {minute}, {second}, {epoch}; the slug is the message in lower case, non-word characters
/// as
/// `_`, at most `slug_length` characters, cut at a word (Alembic's rule, without its trailing `_`).
/// Date fields come from `create_date` and are zeros without one. A `_` or `-` before an empty slug
/// is dropped. ".sql" is added.
[[nodiscard]] std::string file_name(std::string_view file_template, const Draft& draft,
                                    std::size_t slug_length);

}  // namespace sqlc::history
