// diesel (diesel.rs): a folder a migration, `2024-01-02-030405_name/up.sql` and `down.sql`, in the
// order of their versions: what stands before the first `_`, without dashes, compared as text.

#include <fmt/format.h>

#include <algorithm>

#include "import/names.hpp"
#include "import/take_over.hpp"

namespace sqlc::import {

struct DieselFolder {
  std::string version;
  std::string_view path;
  bool up = false;
  bool down = false;
};

static std::string version_of(std::string_view folder) {
  std::string version(folder.substr(0, folder.find('_')));
  std::erase(version, '-');
  return version;
}

/// The folders right below the directory that hold an up.sql or a down.sql, by version.
static std::vector<DieselFolder> find_folders(const std::vector<std::string>& paths,
                                              const TakeOver& take_over) {
  std::vector<DieselFolder> folders;
  for (const std::string_view path : paths) {
    const std::string_view name = base_name(path);
    const std::string_view folder = parent_path(path);
    const std::string_view folder_name = parent_path(take_over.relative(path));
    const bool below = !folder_name.empty() && folder_name.find('/') == std::string_view::npos;
    if (!below || (name != "up.sql" && name != "down.sql")) continue;
    // A listing keeps the files of one folder together.
    if (folders.empty() || folders.back().path != folder) {
      folders.push_back({.version = version_of(base_name(folder)), .path = folder});
    }
    (name == "up.sql" ? folders.back().up : folders.back().down) = true;
  }
  std::stable_sort(
      folders.begin(), folders.end(),
      [](const DieselFolder& a, const DieselFolder& b) { return a.version < b.version; });
  return folders;
}

static void take_folder(const DieselFolder& folder, TakeOver& take_over) {
  const std::string path(folder.path);
  if (!folder.up) return take_over.refuse(path, "it has no up.sql");
  const Source* up = take_over.load(path + "/up.sql");
  if (up == nullptr) return;
  const std::string_view name = base_name(folder.path);
  const std::size_t underscore = name.find('_');
  Migration migration{.origin = path,
                      .id = folder.version,
                      .message = underscore == std::string_view::npos
                                     ? ""
                                     : message_of(name.substr(underscore + 1)),
                      .create_date = date_of_version(folder.version),
                      .up = ForeignText(*up)};
  if (folder.down) {
    if (const Source* down = take_over.load(path + "/down.sql"))
      migration.down = ForeignText(*down);
  }
  take_over.take(std::move(migration));
}

static std::optional<ImportResult> read_diesel(const FileSystem& files,
                                               const ImportOptions& options,
                                               std::vector<std::unique_ptr<Source>>& sources,
                                               Diagnostics& diagnostics) {
  TakeOver take_over(diesel, files, options, sources, diagnostics);
  const auto paths = take_over.list(true);
  if (!paths) return std::nullopt;
  for (const DieselFolder& folder : find_folders(*paths, take_over)) {
    take_folder(folder, take_over);
  }
  return take_over.finish();
}

const Layout diesel = {.name = "diesel",
                       .summary = "2024-01-02-030405_name/up.sql and down.sql",
                       .options = "",
                       .read = read_diesel};

}  // namespace sqlc::import
