#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/file_system.hpp"
#include "config.hpp"
#include "history/history.hpp"
#include "history/range.hpp"
#include "script/script.hpp"

namespace sqlc {

/// The revisions of a project, read and linked. Spans point into `sources`, which never move.
struct Project {
  std::vector<std::unique_ptr<Source>> sources;
  /// Nothing when a file or the graph has an error.
  std::optional<history::History> history;
};

/// Reads the headers of all `.sql` files below the folder and links them. A folder that is not
/// there has no revisions.
[[nodiscard]] Project load_project(const FileSystem& files, const std::string& folder,
                                   unsigned jobs, Diagnostics& diagnostics);

/// What to compile.
struct Request {
  history::Direction direction = history::Direction::Upgrade;
  /// The range as typed.
  const Source* range = nullptr;
  bool idempotent = false;
  /// Threads to work with, at least 1. No result depends on their number.
  unsigned jobs = 1;
  /// Version of the compiler, for the digest.
  std::string_view version;
};

struct Compiled {
  history::Route route;
  script::Script script;
};

/// Compiles one range into one script.
[[nodiscard]] std::optional<Compiled> compile_range(const history::History& history,
                                                    const LoadedConfig& config,
                                                    const Request& request,
                                                    Diagnostics& diagnostics);

/// The word that names the direction on the command line and in the script.
[[nodiscard]] std::string_view to_string(history::Direction direction);

/// What `sqlc check` asks of a history.
struct CheckRequest {
  bool multiple_heads = false;
  unsigned jobs = 1;
};

/// Checks that the history has one head (unless several are fine), that every section of every
/// revision parses, that `base:heads` compiles, and that every revision has a downgrade that
/// compiles or says that there is none. Findings only.
void check_history(const history::History& history, const LoadedConfig& config,
                   const CheckRequest& request, Diagnostics& diagnostics);

/// Puts findings in the order in which people read them (path, then offset; those without a place
/// first) and leaves out repetitions.
[[nodiscard]] std::vector<Diagnostic> in_reading_order(std::vector<Diagnostic> diagnostics);

}  // namespace sqlc
