#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.hpp"

namespace sqlc::report {

/// Findings as people read them: `path:line:col: severity: message [CODE slug]`, the line, a caret,
/// notes with their own places, `help:`. Without a place the path, line and column are left out.
/// Line ends and other characters that could mislead a terminal are spelled out (`\n`, `\x1b`,
/// `\u{202e}`); only the line ends of `help` remain, with what follows them set in. `color` adds
/// ANSI colours and nothing else.
[[nodiscard]] std::string render_text(const std::vector<Diagnostic>& diagnostics, bool color);

/// The same findings as one JSON document, ending in a newline: an array of objects, all with the
/// keys code, slug, severity, message, path, line, column, end_line, end_column, notes (objects
/// with message and the five of the place), help, fields, in this order. What is not known is null.
/// Columns count characters from 1; the end is the place just after the last character. A field's
/// value is a string, or an array of strings when it was given several times. Always valid UTF-8:
/// other bytes come out as U+FFFD.
[[nodiscard]] std::string render_json(const std::vector<Diagnostic>& diagnostics);

}  // namespace sqlc::report
