#include "import/alembic_environment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "import/names.hpp"
#include "import/python_literal.hpp"

namespace sqlc::import {

using Settings = std::map<std::string, std::string, std::less<>>;

static std::string unquoted(std::string_view value) {
  value = trim(value);
  if (value.size() >= 2 && (value[0] == '"' || value[0] == '\'') && value.back() == value[0]) {
    value = value.substr(1, value.size() - 2);
  }
  return std::string(value);
}

/// `key = value` lines of one section of an ini file, or of strings in TOML. An indented line goes
/// on with the value before it.
static Settings read_settings(std::string_view text, std::string_view section) {
  Settings settings;
  bool inside = false;
  std::string* last = nullptr;
  for (const std::string_view line : split(text, '\n')) {
    const std::string_view words = trim(line);
    if (words.empty() || words[0] == '#' || words[0] == ';') continue;
    if (words[0] == '[' && line[0] == '[') {
      inside = words == section;
      last = nullptr;
      continue;
    }
    if (!inside) continue;
    if ((line[0] == ' ' || line[0] == '\t') && last != nullptr) {
      last->append(" ").append(words);
      continue;
    }
    const std::size_t equals = words.find_first_of("=:");
    if (equals == std::string_view::npos) continue;
    last = &settings[to_lower(trim(words.substr(0, equals)))];
    *last = unquoted(words.substr(equals + 1));
  }
  return settings;
}

static std::string setting(const Settings& settings, std::string_view key) {
  const auto found = settings.find(key);
  return found == settings.end() ? std::string() : found->second;
}

static std::string joined(std::string_view directory, std::string_view path) {
  if (path.starts_with('/')) return std::string(path);
  while (path.starts_with("./")) path.remove_prefix(2);
  if (path.empty() || path == ".") return std::string(directory);
  return fmt::format("{}/{}", directory, path);
}

/// The path with `%(here)s` filled in, seen from the configuration's folder.
static std::string resolved(std::string_view directory, std::string_view path) {
  constexpr std::string_view here = "%(here)s";
  if (!path.starts_with(here)) return joined(directory, path);
  path.remove_prefix(here.size());
  if (path.starts_with('/')) path.remove_prefix(1);
  return joined(directory, path);
}

/// `script_location`: a path, or `package:path` inside a package that stands on sys.path.
static std::string script_folder(const FileSystem& files, const Settings& settings,
                                 const std::string& directory) {
  const std::string location = setting(settings, "script_location");
  const std::size_t colon = location.find(':');
  if (colon == std::string::npos) return resolved(directory, location);
  std::string inside = location;
  std::replace(inside.begin(), inside.begin() + static_cast<std::ptrdiff_t>(colon), '.', '/');
  inside[colon] = '/';
  std::string roots = setting(settings, "prepend_sys_path");
  std::replace(roots.begin(), roots.end(), ':', ' ');
  for (const std::string_view root : split(roots, ' ')) {
    const std::string folder = joined(resolved(directory, trim(root)), inside);
    if (files.is_directory(folder)) return folder;
  }
  return joined(directory, inside);
}

/// `version_locations`, apart by what path_separator says, or by spaces and commas.
static std::vector<std::string> version_folders(const FileSystem& files, const Settings& settings,
                                                const std::string& directory) {
  const std::string locations = setting(settings, "version_locations");
  if (locations.empty()) return {joined(script_folder(files, settings, directory), "versions")};
  std::string separator = setting(settings, "path_separator");
  if (separator.empty()) separator = setting(settings, "version_path_separator");
  separator = separator.substr(0, separator.find_first_of(" #"));
  std::string set = " ,";
  if (separator == "os" || separator == ":") set = ":";
  if (separator == ";") set = ";";
  if (separator == "newline") set = " ";
  std::vector<std::string> folders;
  std::string_view rest = locations;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of(set), rest.size());
    if (const auto path = trim(rest.substr(0, end)); !path.empty()) {
      folders.push_back(resolved(directory, path));
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return folders;
}

static std::optional<AlembicEnvironment> from_config(const FileSystem& files,
                                                     const std::string& path) {
  auto text = files.read(path);
  if (!text) return std::nullopt;
  normalize_source(text.value());
  const bool toml = path.ends_with(".toml");
  const Settings settings = read_settings(text.value(), toml ? "[tool.alembic]" : "[alembic]");
  if (!settings.contains("script_location")) return std::nullopt;
  const std::string folder(parent_path(path));
  const std::string directory = folder.empty() ? "." : folder;
  return AlembicEnvironment{
      .directory = directory,
      .config = std::string(base_name(path)),
      .versions = version_folders(files, settings, directory),
      .recursive = to_lower(setting(settings, "recursive_version_locations")) == "true"};
}

/// Whether the folder itself holds version files.
static bool has_version_files(const FileSystem& files, const std::string& directory) {
  const auto paths = files.list(directory, false);
  if (!paths) return false;
  return std::any_of(paths.value().begin(), paths.value().end(), [&](const std::string& path) {
    const auto text = path.ends_with(".py") ? files.read(path) : Result<std::string>(Failure{});
    return text && text.value().find("down_revision") != std::string::npos;
  });
}

std::optional<AlembicEnvironment> find_alembic_environment(const FileSystem& files,
                                                           const TakeOver& take_over,
                                                           Diagnostics& diagnostics) {
  const std::string& directory = take_over.directory();
  std::vector<std::string> configs = {directory + "/alembic.ini", directory + "/pyproject.toml"};
  if (const auto given = take_over.option("config")) configs = {joined(directory, *given)};
  for (const std::string& config : configs) {
    if (auto environment = from_config(files, config)) return environment;
  }
  if (files.is_directory(directory + "/versions")) {
    return AlembicEnvironment{.directory = directory, .versions = {directory + "/versions"}};
  }
  if (has_version_files(files, directory)) {
    return AlembicEnvironment{.directory = directory, .versions = {directory}};
  }
  diagnostics.add({.code = &codes::import_unreadable,
                   .message = fmt::format("`{}` holds no Alembic environment", directory),
                   .help = "name the folder of alembic.ini, or give its path with "
                           "`--option config=FILE`"});
  return std::nullopt;
}

/// Fields that the docstring tells again, as Alembic's template writes them.
static bool is_field(std::string_view line) {
  const std::string_view name = trim(line.substr(0, line.find(':')));
  return line.find(':') != std::string_view::npos &&
         (name == "Revision ID" || name == "Revises" || name == "Create Date" ||
          name == "Branch Labels" || name == "Depends On");
}

static void read_doc(const std::string& doc, AlembicVersion& version) {
  for (const std::string_view raw : split(doc, '\n')) {
    const std::string_view line = trim(raw);
    if (!is_field(line)) {
      version.description.append(line).push_back('\n');
    } else if (line.starts_with("Create Date:")) {
      version.create_date = trim(line.substr(12));
    }
  }
  version.description = history::clean_description(version.description);
}

static std::vector<std::string> texts_of(const PythonValue* value) {
  if (value == nullptr) return {};
  if (value->kind == PythonValue::Kind::Text) return {value->text};
  return value->items;
}

/// The first label or id that a revision file cannot hold.
static std::optional<Refusal> find_bad_name(const PythonModule& module) {
  for (const std::string_view name : {"branch_labels", "depends_on"}) {
    const PythonValue* value = module.find(name);
    for (const std::string& text : texts_of(value)) {
      if (const auto problem = history::label_problem(text)) {
        return Refusal{value->span, fmt::format("`{}` in `{}`: {}", text, name, *problem)};
      }
    }
  }
  return std::nullopt;
}

static std::optional<Refusal> find_no_literal(const PythonModule& module) {
  for (const std::string_view name : {"revision", "down_revision", "branch_labels", "depends_on"}) {
    const PythonValue* value = module.find(name);
    if (value != nullptr && value->kind == PythonValue::Kind::Other) {
      return Refusal{value->span, fmt::format("`{}` is no string, tuple of strings or None", name)};
    }
  }
  return find_bad_name(module);
}

static std::optional<AlembicVersion> read_version(const std::string& path, TakeOver& take_over) {
  const Source* source = take_over.load(path);
  if (source == nullptr) return std::nullopt;
  const PythonModule module = read_python(*source);
  const PythonValue* id = module.find("revision");
  if (id == nullptr) {
    take_over.refuse(path, "it does not assign `revision`");
    return std::nullopt;
  }
  if (auto refusal = find_no_literal(module)) {
    take_over.refuse(path, std::move(*refusal));
    return std::nullopt;
  }
  AlembicVersion version{.path = path,
                         .id = id->text,
                         .links = {.down_revisions = texts_of(module.find("down_revision")),
                                   .depends_on = texts_of(module.find("depends_on")),
                                   .labels = texts_of(module.find("branch_labels"))}};
  read_doc(module.doc, version);
  return version;
}

std::vector<AlembicVersion> read_alembic_versions(const FileSystem& files,
                                                  const AlembicEnvironment& environment,
                                                  TakeOver& take_over) {
  std::vector<AlembicVersion> versions;
  for (const std::string& folder : environment.versions) {
    const auto paths = files.list(folder, environment.recursive);
    if (!paths) {
      take_over.refuse(folder, fmt::format("it cannot be read: {}", paths.error()));
      continue;
    }
    for (const std::string& path : paths.value()) {
      if (!path.ends_with(".py") || base_name(path) == "__init__.py") continue;
      if (auto version = read_version(path, take_over)) versions.push_back(std::move(*version));
    }
  }
  return versions;
}

}  // namespace sqlc::import
