#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "run.hpp"

namespace sqlc::golden {

/// One `=== name` and the lines up to the next.
///
/// A content line that starts with `===`, or with backslashes and then `===`, has one backslash
/// added in front: `\===`. After `=== name (escaped)` a backslash is special everywhere: `\r`,
/// `\n`,
/// `\t`, `\xNN` (two hex digits) and a doubled one are what they look like, and at the end of a
/// line it takes the line end away.
struct Section {
  std::string name;
  bool escaped = false;
  /// As the program sees it: escapes are resolved.
  std::string content;
};

/// A `.test` file: what goes into a command and what has to come out.
///
///   # What this shows.
///   === args            words as in a shell; line ends separate them too
///   === env             optional: NAME=value lines
///   === stdin           optional
///   === terminal        optional: which of stdout and stderr are one
///   === <path>          any number: files, as seen from the working directory; `dir/` makes a
///                       folder and has no content
///   === stdout          from here on written by SQLC_UPDATE_GOLDENS=1: what was printed,
///   === stderr
///   === exit            the exit code, unless it is 0,
///   === file <path>     and each file that the command made or changed
struct Case {
  /// All but the output sections, as written.
  std::string input_text;
  std::vector<Section> inputs;
  std::vector<Section> outputs;
};

/// Reads a `.test` file; a Failure names the line.
Result<Case> parse_case(std::string_view text);

/// The case as text: its inputs as they were written, then its outputs.
[[nodiscard]] std::string format_case(const Case& test);

/// The words of a command line as a shell would split them, without expanding anything; a Failure
/// for a quote that does not end.
Result<std::vector<std::string>> split_words(std::string_view text);

using Run = int (*)(const std::vector<std::string>& arguments, Host& host);

/// Runs the case's command on files in memory, at 2026-11-20 09:00:00 UTC, with the same random
/// numbers each time, and returns what came out, as sections in the runner's order.
Result<std::vector<Section>> run_case(const Case& test, Run run);

/// What differs between two texts, as lines that start with `-`, `+` or a space; empty when
/// nothing does.
[[nodiscard]] std::string line_diff(std::string_view expected, std::string_view actual);

}  // namespace sqlc::golden
