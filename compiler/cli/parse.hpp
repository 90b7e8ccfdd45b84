#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "cli/command.hpp"

namespace sqlc::cli {

/// A command line, taken apart.
struct Parsed {
  /// Null when no command was named.
  const Command* command = nullptr;
  Arguments arguments;
};

/// Takes the arguments apart (without the program's name). Unknown commands and options (with the
/// nearest known one), missing and superfluous arguments are findings. `--help` and `--version`
/// hold off the complaint about missing arguments.
[[nodiscard]] Parsed parse_arguments(const std::vector<std::string>& arguments,
                                     Diagnostics& diagnostics);

}  // namespace sqlc::cli
