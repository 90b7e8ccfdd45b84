#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/file_system.hpp"
#include "history/revision_file.hpp"

namespace sqlc::import {

/// A revision taken over, and the file or folder that it came from.
struct Imported {
  history::Draft draft;
  std::string origin;
};

/// Something that cannot be taken over as SQL (a migration in Go, a template): named, and left out
/// only on request.
struct NotTaken {
  std::string origin;
  std::string reason;
  /// Where in the file, when it is about one place.
  Span place = {};
};

struct ImportResult {
  /// In the order in which the tool that wrote them would run them; parents are set.
  std::vector<Imported> revisions;
  std::vector<NotTaken> not_taken;
};

struct ImportOptions {
  std::string directory;
  /// Leave out what cannot be taken over, so that the rest links up without it.
  bool skip = false;
  /// Layout-specific, as `--option name=value` gave them (Alembic: "sql-up=FILE", "sql-down=FILE").
  std::vector<std::pair<std::string, std::string>> extra = {};
};

/// One foreign layout: one file of this folder, one line in layouts.def.
struct Layout {
  std::string_view name;
  /// One line for the help: what the files look like.
  std::string_view summary;
  /// Names that `ImportOptions::extra` may hold, apart by spaces.
  std::string_view options;
  /// Reads the whole folder. Nothing comes back when it could not be read at all. What cannot be
  /// taken over is in `not_taken`, and unless `skip` is set an error of the sink as well. Messages
  /// point into `sources`.
  std::optional<ImportResult> (*read)(const FileSystem& files, const ImportOptions& options,
                                      std::vector<std::unique_ptr<Source>>& sources,
                                      Diagnostics& diagnostics);
};

#define SQLC_LAYOUT(variable) extern const Layout variable;
#include "import/layouts.def"
#undef SQLC_LAYOUT

/// All layouts, by name.
[[nodiscard]] const std::vector<const Layout*>& layouts();

}  // namespace sqlc::import
