// Flyway: `V1.2__name.sql` (`V1_2__name.sql` is the same version), `U1.2__name.sql` to undo it, in
// the order of the versions' numbers; sub-folders count. Baseline, Java and callback files have no
// place in a history of revisions and are named; so are repeatable ones (`R__name.sql`), but on
// request.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "import/names.hpp"
#include "import/take_over.hpp"

namespace sqlc::import {

struct FlywayFile {
  std::vector<std::string_view> version;
  std::string_view description;
  std::string_view path;
};

struct FlywayFiles {
  std::vector<FlywayFile> versioned;
  std::vector<FlywayFile> undo;
  /// Taken as revisions after all others when `repeatable=append` asks for it.
  std::vector<FlywayFile> repeatable;
};

/// Files that Flyway runs at an event instead of as a migration: `beforeMigrate.sql`,
/// `afterEachMigrate__grants.sql`.
static constexpr std::array<std::string_view, 14> events = {
    "beforeMigrate",     "afterMigrate",
    "beforeEachMigrate", "afterEachMigrate",
    "createSchema",      "beforeBaseline",
    "afterBaseline",     "beforeConnect",
    "afterConnect",      "beforeValidate",
    "afterValidate",     "beforeRepeatables",
    "afterVersioned",    "beforeEachMigrateStatement"};

static bool is_callback(std::string_view name) {
  const std::string_view event = name.substr(0, std::min(name.find('.'), name.find("__")));
  return std::find(events.begin(), events.end(), event) != events.end();
}

/// "1.2" or "1_2" as its numbers; nothing when a part is none.
static std::vector<std::string_view> version_parts(std::string_view version) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = std::min(version.find_first_of("._"), version.size());
    const std::string_view part = version.substr(0, end);
    if (part.empty() || leading_digits(part).size() != part.size()) return {};
    parts.push_back(part);
    if (end == version.size()) return parts;
    version.remove_prefix(end + 1);
  }
}

/// Missing parts count as 0, as in Flyway: 1 and 1.0 are one version.
static bool version_less(const FlywayFile& left, const FlywayFile& right) {
  const std::size_t count = std::max(left.version.size(), right.version.size());
  const auto part = [](const FlywayFile& file, std::size_t at) {
    return at < file.version.size() ? file.version[at] : std::string_view("0");
  };
  for (std::size_t at = 0; at < count; ++at) {
    if (number_less(part(left, at), part(right, at))) return true;
    if (number_less(part(right, at), part(left, at))) return false;
  }
  return false;
}

/// `V1.2__name.sql` without its first letter and suffix, apart at `__`.
static std::optional<FlywayFile> read_name(std::string_view path, std::string_view suffix) {
  std::string_view name = base_name(path);
  name = name.substr(1, name.size() - 1 - suffix.size());
  const std::size_t separator = name.find("__");
  FlywayFile file{.version = version_parts(name.substr(0, separator)), .path = path};
  if (file.version.empty()) return std::nullopt;
  if (separator != std::string_view::npos) file.description = name.substr(separator + 2);
  return file;
}

static void sort_file(const std::string& path, FlywayFiles& found, TakeOver& take_over) {
  const std::string_view name = base_name(path);
  const bool sql = name.ends_with(".sql");
  const bool java = name.ends_with(".java") || name.ends_with(".kt") || name.ends_with(".class");
  if (!sql && !java) return;
  if (is_callback(name)) {
    return take_over.refuse(path, "it runs at an event of the tool, not at a version");
  }
  const char prefix = name[0];
  if (sql && name.starts_with("R__")) {
    if (take_over.option("repeatable") != "append") {
      return take_over.refuse(path,
                              "it is repeatable: it runs again whenever it changes "
                              "(`--option repeatable=append` takes it as one revision)");
    }
    found.repeatable.push_back({{}, name.substr(3, name.size() - 7), path});
    return;
  }
  if (prefix != 'V' && prefix != 'U' && prefix != 'B') return;
  const std::string_view suffix = name.substr(name.rfind('.'));
  const auto file = read_name(path, suffix);
  if (!file) return;
  if (java) return take_over.refuse(path, "it is a migration in Java");
  if (prefix == 'B') {
    return take_over.refuse(path, "it is a baseline, which stands in for the versions up to it");
  }
  (prefix == 'V' ? found.versioned : found.undo).push_back(*file);
}

/// `V1__x.sql.conf` may turn placeholders off; all else that it can say, the SQL itself tells.
static bool replaces_placeholders(const std::string& path, const std::vector<std::string>& paths,
                                  TakeOver& take_over) {
  const std::string conf = path + ".conf";
  if (std::find(paths.begin(), paths.end(), conf) == paths.end()) return true;
  const Source* source = take_over.load(conf);
  if (source == nullptr) return true;
  Lines lines(*source);
  for (Span line; lines.next(line);) {
    std::string setting = to_lower(line.text());
    std::erase(setting, ' ');
    if (setting == "placeholderreplacement=false") return false;
  }
  return true;
}

/// The file's text, or nothing after refusing it for its placeholders.
static std::optional<ForeignText> load_text(const FlywayFile& file,
                                            const std::vector<std::string>& paths,
                                            TakeOver& take_over) {
  const std::string path(file.path);
  const Source* source = take_over.load(path);
  if (source == nullptr) return std::nullopt;
  const std::size_t placeholder = source->text.find("${");
  if (placeholder == std::string::npos || !replaces_placeholders(path, paths, take_over)) {
    return ForeignText(*source);
  }
  const std::size_t end =
      std::min(source->text.find('}', placeholder), source->text.size() - 1) + 1;
  const Span place{source, static_cast<std::uint32_t>(placeholder),
                   static_cast<std::uint32_t>(std::min(end, source->text.find('\n', placeholder)))};
  take_over.refuse(path, fmt::format("the tool fills in the placeholder `{}`", place.text()),
                   place);
  return std::nullopt;
}

static void take_version(const FlywayFile& file, const std::vector<FlywayFile>& undo,
                         const std::vector<std::string>& paths, TakeOver& take_over) {
  auto up = load_text(file, paths, take_over);
  if (!up) return;
  const std::string id = fmt::format("{}", fmt::join(file.version, "."));
  Migration migration{.origin = std::string(file.path),
                      .id = id,
                      .message = message_of(file.description),
                      .create_date = date_of_version(file.version.size() == 1 ? id : ""),
                      .up = std::move(*up)};
  const auto down = std::find_if(undo.begin(), undo.end(), [&](const FlywayFile& other) {
    return !version_less(file, other) && !version_less(other, file);
  });
  if (down != undo.end()) migration.down = load_text(*down, paths, take_over);
  take_over.take(std::move(migration));
}

/// By description, after all versions, as Flyway runs them.
static void take_repeatable(std::vector<FlywayFile>& found, const std::vector<std::string>& paths,
                            TakeOver& take_over) {
  std::stable_sort(found.begin(), found.end(), [](const FlywayFile& a, const FlywayFile& b) {
    return a.description < b.description;
  });
  for (const FlywayFile& file : found) {
    auto up = load_text(file, paths, take_over);
    if (!up) continue;
    take_over.take({.origin = std::string(file.path),
                    .id = as_id(fmt::format("R_{}", file.description)),
                    .message = message_of(file.description),
                    .up = std::move(*up)});
  }
}

static std::optional<ImportResult> read_flyway(const FileSystem& files,
                                               const ImportOptions& options,
                                               std::vector<std::unique_ptr<Source>>& sources,
                                               Diagnostics& diagnostics) {
  TakeOver take_over(flyway, files, options, sources, diagnostics);
  const auto paths = take_over.list(true);
  if (!paths) return std::nullopt;
  FlywayFiles found;
  for (const std::string& path : *paths) sort_file(path, found, take_over);
  std::stable_sort(found.versioned.begin(), found.versioned.end(), version_less);
  const FlywayFile* before = nullptr;
  for (const FlywayFile& file : found.versioned) {
    if (before != nullptr && !version_less(*before, file)) {
      take_over.refuse(std::string(file.path),
                       fmt::format("`{}` has the same version", before->path));
      continue;
    }
    before = &file;
    take_version(file, found.undo, *paths, take_over);
  }
  take_repeatable(found.repeatable, *paths, take_over);
  return take_over.finish();
}

const Layout flyway = {.name = "flyway",
                       .summary = "V1.2__name.sql and U1.2__name.sql",
                       .options = "repeatable",
                       .read = read_flyway};

}  // namespace sqlc::import
