#pragma once

#include <string>
#include <string_view>

#include "cli/command.hpp"

namespace sqlc::cli {

/// Text broken at spaces into lines of at most `width` characters, each after `indent` spaces.
/// Empty lines and lines that begin with a space stay as they are.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t indent, std::size_t width);

/// `sqlc --help`.
[[nodiscard]] std::string general_help();

/// `sqlc COMMAND --help`.
[[nodiscard]] std::string command_help(const Command& command);

/// "sqlc upgrade [OPTIONS] RANGE".
[[nodiscard]] std::string usage_line(const Command& command);

/// `sqlc --version`: the compiler's version and the grammar's.
[[nodiscard]] std::string version_text();

}  // namespace sqlc::cli
