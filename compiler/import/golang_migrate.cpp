// golang-migrate (github.com/golang-migrate/migrate): `1_name.up.sql` and `1_name.down.sql`, in the
// order of their numbers, however many digits they have.

#include <fmt/format.h>

#include <algorithm>

#include "import/names.hpp"
#include "import/take_over.hpp"

namespace sqlc::import {

struct MigrateFile {
  std::string_view version;
  std::string_view name;
  bool up = false;
  std::string_view path;
};

/// `<digits>_<name>.up.<extension>`; the tool takes the last `.up.` or `.down.`.
static std::optional<MigrateFile> read_name(std::string_view path) {
  const auto numbered = numbered_name(base_name(path));
  if (!numbered) return std::nullopt;
  const std::size_t up = numbered->rest.rfind(".up.");
  const std::size_t down = numbered->rest.rfind(".down.");
  if (up == std::string_view::npos && down == std::string_view::npos) return std::nullopt;
  const bool is_up = down == std::string_view::npos || (up != std::string_view::npos && up > down);
  return MigrateFile{.version = numbered->version,
                     .name = numbered->rest.substr(0, is_up ? up : down),
                     .up = is_up,
                     .path = path};
}

static const Source* load_sql(const MigrateFile& file, TakeOver& take_over) {
  if (file.path.ends_with(".sql")) return take_over.load(std::string(file.path));
  take_over.refuse(std::string(file.path), "it is no SQL file");
  return nullptr;
}

/// Takes the files of one number: at most one up, one down.
static void take_version(const MigrateFile* begin, const MigrateFile* end, TakeOver& take_over) {
  const MigrateFile* up = nullptr;
  const MigrateFile* down = nullptr;
  for (const MigrateFile* file = begin; file != end; ++file) {
    const MigrateFile*& place = file->up ? up : down;
    if (place != nullptr) {
      take_over.refuse(std::string(file->path),
                       fmt::format("`{}` has the same number", place->path));
      continue;
    }
    place = file;
  }
  const MigrateFile& named = up != nullptr ? *up : *down;
  Migration migration{.origin = std::string(named.path),
                      .id = std::string(named.version),
                      .message = message_of(named.name),
                      .create_date = date_of_version(named.version)};
  // The tool counts a version that only has a way down, and runs nothing on the way up.
  if (up != nullptr) {
    const Source* source = load_sql(*up, take_over);
    if (source == nullptr) return;
    migration.up = ForeignText(*source);
  }
  if (down != nullptr) {
    if (const Source* source = load_sql(*down, take_over)) migration.down = ForeignText(*source);
  }
  take_over.take(std::move(migration));
}

static std::optional<ImportResult> read_golang_migrate(
    const FileSystem& files, const ImportOptions& options,
    std::vector<std::unique_ptr<Source>>& sources, Diagnostics& diagnostics) {
  TakeOver take_over(golang_migrate, files, options, sources, diagnostics);
  const auto paths = take_over.list(false);
  if (!paths) return std::nullopt;
  std::vector<MigrateFile> found;
  for (const std::string& path : *paths) {
    if (const auto file = read_name(path)) found.push_back(*file);
  }
  std::stable_sort(found.begin(), found.end(), [](const MigrateFile& a, const MigrateFile& b) {
    return number_less(a.version, b.version);
  });
  for (std::size_t at = 0; at < found.size();) {
    std::size_t end = at + 1;
    while (end < found.size() && !number_less(found[at].version, found[end].version)) ++end;
    take_version(found.data() + at, found.data() + end, take_over);
    at = end;
  }
  return take_over.finish();
}

const Layout golang_migrate = {.name = "golang-migrate",
                               .summary = "0001_name.up.sql and 0001_name.down.sql",
                               .options = "",
                               .read = read_golang_migrate};

}  // namespace sqlc::import
