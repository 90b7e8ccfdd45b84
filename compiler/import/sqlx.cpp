// sqlx (github.com/launchbadge/sqlx): `1_name.sql`, or `1_name.up.sql` with `1_name.down.sql`, in
// the order of their numbers.

#include <fmt/format.h>

#include <algorithm>

#include "import/names.hpp"
#include "import/take_over.hpp"

namespace sqlc::import {

struct SqlxFile {
  std::string_view version;
  std::string_view name;
  bool down = false;
  std::string_view path;
};

static SqlxFile read_name(const NumberedName& name, std::string_view path) {
  std::string_view rest = name.rest;
  for (const std::string_view suffix : {".up.sql", ".down.sql", ".sql"}) {
    if (!rest.ends_with(suffix)) continue;
    rest.remove_suffix(suffix.size());
    return {name.version, rest, suffix == ".down.sql", path};
  }
  return {name.version, rest, false, path};
}

/// The file without a first line that begins with `-- no-transaction`: sqlx's only marker.
static ForeignText without_marker(const Source& source) {
  if (!source.text.starts_with("-- no-transaction")) return ForeignText(source);
  const std::size_t newline = source.text.find('\n');
  const std::size_t size = source.text.size();
  ForeignText text;
  text.append({&source, static_cast<std::uint32_t>(std::min(newline, size - 1) + 1),
               static_cast<std::uint32_t>(size)});
  return text;
}

static void take_version(const SqlxFile* begin, const SqlxFile* end, TakeOver& take_over) {
  const SqlxFile* up = nullptr;
  const SqlxFile* down = nullptr;
  for (const SqlxFile* file = begin; file != end; ++file) {
    const SqlxFile*& place = file->down ? down : up;
    if (place != nullptr) {
      take_over.refuse(std::string(file->path),
                       fmt::format("`{}` has the same number", place->path));
      continue;
    }
    place = file;
  }
  if (up == nullptr) {
    return take_over.refuse(std::string(down->path), "there is no way up to this way down");
  }
  const Source* source = take_over.load(std::string(up->path));
  if (source == nullptr) return;
  Migration migration{.origin = std::string(up->path),
                      .id = std::string(up->version),
                      .message = message_of(up->name),
                      .create_date = date_of_version(up->version),
                      .up = without_marker(*source)};
  if (down != nullptr) {
    if (const Source* text = take_over.load(std::string(down->path))) {
      migration.down = without_marker(*text);
    }
  }
  take_over.take(std::move(migration));
}

static std::optional<ImportResult> read_sqlx(const FileSystem& files, const ImportOptions& options,
                                             std::vector<std::unique_ptr<Source>>& sources,
                                             Diagnostics& diagnostics) {
  TakeOver take_over(sqlx, files, options, sources, diagnostics);
  const auto paths = take_over.list(false);
  if (!paths) return std::nullopt;
  std::vector<SqlxFile> found;
  for (const std::string& path : *paths) {
    const std::string_view name = base_name(path);
    if (!name.ends_with(".sql") || name.find('_') == std::string_view::npos) continue;
    if (const auto numbered = numbered_name(name)) {
      found.push_back(read_name(*numbered, path));
    } else {
      take_over.refuse(path, "its name does not begin with a number and `_`");
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const SqlxFile& a, const SqlxFile& b) {
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

const Layout sqlx = {.name = "sqlx",
                     .summary = "1_name.sql, or 1_name.up.sql and 1_name.down.sql",
                     .options = "",
                     .read = read_sqlx};

}  // namespace sqlc::import
