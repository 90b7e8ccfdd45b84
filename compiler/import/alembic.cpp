// Alembic: ids, down revisions, labels, dependencies, dates and messages from the version files,
// read as Python literals; the SQL from `alembic upgrade base:heads --sql` and `alembic downgrade
// head:base
// --sql`, run here or given as files.

#include <fmt/format.h>

#include <algorithm>

#include "import/alembic_environment.hpp"
#include "import/alembic_output.hpp"
#include "import/alembic_render.hpp"
#include "import/take_over.hpp"

namespace sqlc::import {

using Versions = std::unordered_map<std::string, const AlembicVersion*>;

/// What the files that were given hold.
static Renderings read_given(const std::vector<std::string>& up_files,
                             const std::vector<std::string>& down_files, TakeOver& take_over) {
  Renderings renderings{.has_down = !down_files.empty()};
  for (const auto* files : {&up_files, &down_files}) {
    for (const std::string& path : *files) {
      const Source* output = take_over.load(path);
      if (output != nullptr) add_output(split_alembic_output(*output), renderings);
    }
  }
  return renderings;
}

static std::optional<ForeignText> way_down(const AlembicVersion& version,
                                           const Renderings& renderings, TakeOver& take_over) {
  if (!renderings.has_down) return std::nullopt;
  const auto found = renderings.down.find(version.id);
  const Rendered rendered = found == renderings.down.end() ? Rendered{} : found->second;
  if (rendered.text) return rendered.text;
  take_over.refuse(version.path,
                   fmt::format("its way down cannot be taken over: {}", rendered.refusal.reason),
                   rendered.refusal.place);
  return std::nullopt;
}

static void take_version(const AlembicVersion& version, const Renderings& renderings,
                         TakeOver& take_over) {
  const auto found = renderings.up.find(version.id);
  const Rendered rendered = found == renderings.up.end() ? Rendered{} : found->second;
  if (!rendered.text) return take_over.refuse(version.path, rendered.refusal);
  take_over.take({.origin = version.path,
                  .id = version.id,
                  .message = version.description,
                  .create_date = version.create_date,
                  .up = *rendered.text,
                  .down = way_down(version, renderings, take_over),
                  .links = version.links});
}

/// All versions, those that alembic upgrades first in its order.
static std::vector<const AlembicVersion*> in_order(const std::vector<AlembicVersion>& versions,
                                                   const Renderings& renderings) {
  std::unordered_map<std::string, std::size_t> place;
  for (const std::string& id : renderings.order) place.emplace(id, place.size());
  std::vector<const AlembicVersion*> ordered;
  for (const AlembicVersion& version : versions) ordered.push_back(&version);
  const auto place_of_version = [&](const AlembicVersion* version) {
    const auto found = place.find(version->id);
    return found == place.end() ? place.size() : found->second;
  };
  std::stable_sort(ordered.begin(), ordered.end(),
                   [&](const AlembicVersion* a, const AlembicVersion* b) {
                     return place_of_version(a) < place_of_version(b);
                   });
  return ordered;
}

/// Replaces revisions that were left out by what they stand on, to any depth.
static std::vector<std::string> relinked(const std::vector<std::string>& names,
                                         const Versions& left_out) {
  std::vector<std::string> result;
  std::vector<std::string> todo(names.rbegin(), names.rend());
  std::unordered_set<std::string> seen;
  while (!todo.empty()) {
    const std::string name = todo.back();
    todo.pop_back();
    if (!seen.insert(name).second) continue;
    const auto found = left_out.find(name);
    if (found == left_out.end()) {
      result.push_back(name);
      continue;
    }
    const auto& below = found->second->links.down_revisions;
    todo.insert(todo.end(), below.rbegin(), below.rend());
  }
  return result;
}

static void relink(const std::vector<AlembicVersion>& versions, ImportResult& result) {
  std::unordered_set<std::string> taken;
  for (const Imported& imported : result.revisions) taken.insert(imported.draft.id);
  Versions left_out;
  for (const AlembicVersion& version : versions) {
    if (taken.contains(version.id)) continue;
    left_out.emplace(version.id, &version);
    for (const std::string& label : version.links.labels) left_out.emplace(label, &version);
  }
  if (left_out.empty()) return;
  for (Imported& imported : result.revisions) {
    imported.draft.down_revisions = relinked(imported.draft.down_revisions, left_out);
    imported.draft.depends_on = relinked(imported.draft.depends_on, left_out);
  }
}

static std::optional<ImportResult> read_alembic(const FileSystem& files,
                                                const ImportOptions& options,
                                                std::vector<std::unique_ptr<Source>>& sources,
                                                Diagnostics& diagnostics) {
  TakeOver take_over(alembic, files, options, sources, diagnostics);
  const auto environment = find_alembic_environment(files, take_over, diagnostics);
  if (!environment) return std::nullopt;
  const std::vector<AlembicVersion> versions =
      read_alembic_versions(files, *environment, take_over);
  const auto up_files = take_over.options("sql-up");
  const auto down_files = take_over.options("sql-down");
  std::optional<Renderings> renderings;
  if (versions.empty()) {
    renderings.emplace();
  } else if (up_files.empty()) {
    renderings = render_with_alembic(*environment, versions, take_over, sources, diagnostics);
  } else {
    renderings = read_given(up_files, down_files, take_over);
  }
  if (!renderings) return std::nullopt;
  for (const AlembicVersion* version : in_order(versions, *renderings)) {
    take_version(*version, *renderings, take_over);
  }
  auto result = take_over.finish();
  if (result) relink(versions, *result);
  return result;
}

const Layout alembic = {.name = "alembic",
                        .summary = "an Alembic environment: alembic.ini and versions/*.py",
                        .options = "sql-up sql-down config command",
                        .read = read_alembic};

}  // namespace sqlc::import
