#include "pipeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/parallel.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "history/revision_file.hpp"
#include "sql/parse.hpp"

namespace sqlc {

using history::Direction;

std::string_view to_string(Direction direction) {
  switch (direction) {
    case Direction::Upgrade: return "upgrade";
    case Direction::Downgrade: return "downgrade";
    case Direction::Stamp: return "stamp";
  }
  return {};
}

// --- Load and link -----------------------------------------------------------------------------

/// Paths of the revision files in load order.
static std::vector<std::string> revision_paths(const FileSystem& files, const std::string& folder,
                                               Diagnostics& diagnostics) {
  if (!files.exists(folder)) return {};
  auto listed = files.list(folder, true);
  if (!listed) {
    diagnostics.add({.code = &codes::file_unreadable,
                     .message = listed.error(),
                     .help = "name the folder of the revision files with `--revisions`"});
    return {};
  }
  std::vector<std::string> paths = std::move(listed).value();
  std::erase_if(paths, [](const std::string& path) { return !path.ends_with(".sql"); });
  return paths;
}

/// One file's source and header; the revision stays empty when there was an error.
static std::unique_ptr<Source> read_revision(const FileSystem& files, const std::string& path,
                                             history::Revision& revision,
                                             Diagnostics& diagnostics) {
  auto bytes = files.read(path);
  if (!bytes) {
    diagnostics.add({.code = &codes::file_unreadable,
                     .message = bytes.error(),
                     .help = "make the file readable, or move it out of the revisions folder"});
    return nullptr;
  }
  auto source = history::load_source(path, std::move(bytes).value(), diagnostics);
  if (diagnostics.has_errors()) return source;
  if (auto header = history::read_header(*source, diagnostics)) revision = *std::move(header);
  return source;
}

static void append_all(std::vector<Diagnostics>&& found, Diagnostics& diagnostics) {
  for (Diagnostics& one : found) {
    if (!one.empty()) diagnostics.append(std::move(one));
  }
}

Project load_project(const FileSystem& files, const std::string& folder, unsigned jobs,
                     Diagnostics& diagnostics) {
  Project project;

  // Load order: it breaks ties between steps.
  const std::vector<std::string> paths = revision_paths(files, folder, diagnostics);

  // Normalised sources and their headers, position by position.
  project.sources.resize(paths.size());
  std::vector<history::Revision> revisions(paths.size());
  std::vector<Diagnostics> found(paths.size());
  parallel_for(paths.size(), jobs, [&](std::size_t i) {
    project.sources[i] = read_revision(files, paths[i], revisions[i], found[i]);
  });
  append_all(std::move(found), diagnostics);
  if (diagnostics.has_errors()) return project;

  // A graph without cycles, in which every parent and dependency exists.
  project.history = history::History::link(std::move(revisions), diagnostics);
  return project;
}

// --- The steps of a route ----------------------------------------------------------------------

/// A route's steps with their statements. `steps` point into `bodies`.
struct Prepared {
  std::vector<std::optional<history::Bodies>> bodies;
  std::vector<script::StepInput> steps;
  /// SHA-256 of each revision's normalised text.
  std::vector<std::string> digests;
};

static bool is_blank(const history::Section& section) { return trim(section.body.text()).empty(); }

static void report_irreversible(const history::Revision& revision,
                                const history::Irreversible& marker, Diagnostics& diagnostics) {
  diagnostics.add(
      {.code = &codes::irreversible,
       .span = marker.span,
       .message = fmt::format("revision `{}` is irreversible: {}", revision.id.text, marker.reason),
       .help = "end the downgrade at this revision or above it",
       .fields = {{"revision", revision.id.text}, {"reason", marker.reason}}});
}

static void report_no_downgrade(const history::Revision& revision, Diagnostics& diagnostics) {
  diagnostics.add(
      {.code = &codes::no_downgrade,
       .span = revision.id.span,
       .message = fmt::format("revision `{}` has no downgrade section", revision.id.text),
       .help = "write `-- sqlc:downgrade` and the statements that undo the upgrade, or "
               "`-- sqlc:irreversible <reason>`; sqlc does not derive a downgrade",
       .fields = {{"revision", revision.id.text}}});
}

/// A template that nobody filled in undoes nothing while the version row moves.
static void report_blank_downgrade(const history::Revision& revision,
                                   const history::Section& section, Diagnostics& diagnostics) {
  diagnostics.add(
      {.code = &codes::empty_downgrade,
       .span = section.marker,
       .message = fmt::format("the downgrade of revision `{}` is empty", revision.id.text),
       .help = "write the statements that undo the upgrade, or a comment that says why none are "
               "needed",
       .fields = {{"revision", revision.id.text}}});
}

/// The section that a downgrade runs; nothing, with a finding, when there is none.
static const history::Section* downgrade_section(const history::Revision& revision,
                                                 const history::Bodies& bodies,
                                                 Diagnostics& diagnostics) {
  if (bodies.irreversible) {
    report_irreversible(revision, *bodies.irreversible, diagnostics);
  } else if (!bodies.downgrade) {
    report_no_downgrade(revision, diagnostics);
  } else if (is_blank(*bodies.downgrade) && bodies.upgrade && !is_blank(*bodies.upgrade)) {
    report_blank_downgrade(revision, *bodies.downgrade, diagnostics);
  }
  return bodies.downgrade && !bodies.irreversible ? &*bodies.downgrade : nullptr;
}

/// Reads and parses what one step runs.
static void prepare_step(Direction direction, std::optional<history::Bodies>& bodies,
                         script::StepInput& step, Diagnostics& diagnostics) {
  bodies = history::read_bodies(*step.revision, diagnostics);
  if (!bodies) return;
  if (direction == Direction::Upgrade) {
    step.section = bodies->upgrade ? &*bodies->upgrade : nullptr;
    if (bodies->verify) step.verify = sql::parse(bodies->verify->body, diagnostics);
  } else {
    step.section = downgrade_section(*step.revision, *bodies, diagnostics);
  }
  if (step.section != nullptr) step.statements = sql::parse(step.section->body, diagnostics);
}

/// The statements of every step, position by position. A stamp runs none.
static Prepared prepare(const history::History& history, const history::Route& route, unsigned jobs,
                        Diagnostics& diagnostics) {
  const std::size_t count = route.steps.size();
  Prepared prepared;
  prepared.bodies.resize(count);
  prepared.steps.resize(count);
  prepared.digests.resize(count);
  std::vector<Diagnostics> found(count);
  parallel_for(count, jobs, [&](std::size_t i) {
    script::StepInput& step = prepared.steps[i];
    step.revision = &history.at(route.steps[i].revision);
    step.rows = route.steps[i].rows;
    prepared.digests[i] = sha256_hex(step.revision->source->text);
    if (route.direction == Direction::Stamp) return;
    prepare_step(route.direction, prepared.bodies[i], step, found[i]);
  });
  append_all(std::move(found), diagnostics);
  return prepared;
}

// --- Compile -----------------------------------------------------------------------------------

static std::optional<history::Route> resolve(const history::History& history,
                                             const Request& request, Diagnostics& diagnostics) {
  switch (request.direction) {
    case Direction::Upgrade: return history::resolve_upgrade(history, *request.range, diagnostics);
    case Direction::Downgrade:
      return history::resolve_downgrade(history, *request.range, diagnostics);
    case Direction::Stamp: return history::resolve_stamp(history, *request.range, diagnostics);
  }
  return std::nullopt;
}

/// SHA-256 over everything that the script is made from: the compiler's version, the resolved
/// range, the keys that shape a script with their values in force, and the digest of each
/// revision's normalised text, in the route's order. Line ends, folders and file names leave it
/// alone.
static std::string input_digest(const history::Route& route, const Prepared& prepared,
                                const LoadedConfig& config, const Request& request) {
  Sha256 digest;
  digest.update(fmt::format("sqlc {}\n{} {}{}\n", request.version, to_string(route.direction),
                            route.resolved, request.idempotent ? " idempotent" : ""));
  for (const ConfigKey& key : config_keys()) {
    if (key.use != ConfigUse::Table && key.use != ConfigUse::Script) continue;
    const auto& lines = config.lines;
    const auto line = std::find_if(lines.begin(), lines.end(),
                                   [&](const ConfigLine& one) { return one.key == key.key; });
    digest.update(fmt::format("{} = {}\n", key.key, line->value));
  }
  for (const std::string& text : prepared.digests) digest.update(text).update("\n");
  return digest.hex();
}

std::optional<Compiled> compile_range(const history::History& history, const LoadedConfig& config,
                                      const Request& request, Diagnostics& diagnostics) {
  // Full ids; the steps in order; the version rows before and after each.
  auto route = resolve(history, request, diagnostics);
  if (!route) return std::nullopt;

  // Each step's section found and parsed. Revisions off the route stay unread below their header.
  const Prepared prepared = prepare(history, *route, request.jobs, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;

  // The text that psql runs. A stamp is one transaction whatever is configured: it runs nothing,
  // and between its rows there is no place at which the database stands.
  Config in_force = config.config;
  if (request.direction == Direction::Stamp) in_force.transaction = TransactionMode::All;
  const script::Settings settings = {.config = std::move(in_force),
                                     .idempotent = request.idempotent,
                                     .command = std::string(to_string(request.direction)),
                                     .digest = input_digest(*route, prepared, config, request)};
  auto script = script::compile(history, *route, prepared.steps, settings, diagnostics);
  if (!script || diagnostics.has_errors()) return std::nullopt;
  return Compiled{.route = *std::move(route), .script = *std::move(script)};
}

// --- Check -------------------------------------------------------------------------------------

static void check_heads(const history::History& history, Diagnostics& diagnostics) {
  const auto& heads = history.heads();
  if (heads.size() < 2) return;
  Diagnostic finding = {.code = &codes::multiple_heads,
                        .span = history.at(heads.front()).id.span,
                        .message = fmt::format("the history has {} heads", heads.size()),
                        .help = "join them with `sqlc merge heads`, or pass `--multiple-heads`"};
  for (const history::RevisionIndex head : heads) {
    const history::Revision& revision = history.at(head);
    finding.fields.emplace_back("head", revision.id.text);
    if (head != heads.front()) {
      finding.notes.push_back(
          {revision.id.span, fmt::format("`{}` is a head too", revision.id.text)});
    }
  }
  diagnostics.add(std::move(finding));
}

/// Leaves out the steps that have no section, in the route and in what was prepared.
static void drop_unwritten(history::Route& route, Prepared& prepared) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < route.steps.size(); ++i) {
    if (prepared.steps[i].section == nullptr) continue;
    if (kept != i) {
      route.steps[kept] = std::move(route.steps[i]);
      prepared.steps[kept] = std::move(prepared.steps[i]);
    }
    ++kept;
  }
  route.steps.resize(kept);
  prepared.steps.resize(kept);
}

/// Compiles one direction over the whole history and keeps the findings alone. An irreversible
/// revision has nothing to compile and is no finding.
static void check_direction(const history::History& history, const LoadedConfig& config,
                            const Request& request, Diagnostics& diagnostics) {
  auto route = resolve(history, request, diagnostics);
  if (!route) return;
  Diagnostics found;
  Prepared prepared = prepare(history, *route, request.jobs, found);
  std::size_t errors = 0;
  for (const Diagnostic& one : found.items()) {
    if (one.code == &codes::irreversible) continue;
    if (one.code->severity == Severity::Error && one.code != &codes::no_downgrade) ++errors;
    diagnostics.add(one);
  }
  if (errors != 0) return;
  drop_unwritten(*route, prepared);
  // Nothing to compile is no finding: what is missing was told, what is irreversible needs no word.
  if (route->steps.empty()) return;
  const script::Settings settings = {.config = config.config,
                                     .command = std::string(to_string(request.direction))};
  (void)script::compile(history, *route, prepared.steps, settings, diagnostics);
}

void check_history(const history::History& history, const LoadedConfig& config,
                   const CheckRequest& request, Diagnostics& diagnostics) {
  static const Source all_up = {.path = "command line", .text = "base:heads"};
  static const Source all_down = {.path = "command line", .text = "heads:base"};
  if (!request.multiple_heads) check_heads(history, diagnostics);
  check_direction(history, config,
                  {.direction = Direction::Upgrade, .range = &all_up, .jobs = request.jobs},
                  diagnostics);
  check_direction(history, config,
                  {.direction = Direction::Downgrade, .range = &all_down, .jobs = request.jobs},
                  diagnostics);
}

// --- Order of findings -------------------------------------------------------------------------

static auto place_key(const Diagnostic& finding) {
  const bool known = finding.span.source != nullptr;
  return std::tuple(known ? std::string_view(finding.span.source->path) : std::string_view(),
                    finding.span.begin);
}

static bool same(const Diagnostic& a, const Diagnostic& b) {
  return a.code == b.code && place_key(a) == place_key(b) && a.message == b.message;
}

std::vector<Diagnostic> in_reading_order(std::vector<Diagnostic> diagnostics) {
  std::stable_sort(
      diagnostics.begin(), diagnostics.end(),
      [](const Diagnostic& a, const Diagnostic& b) { return place_key(a) < place_key(b); });
  diagnostics.erase(std::unique(diagnostics.begin(), diagnostics.end(), same), diagnostics.end());
  return diagnostics;
}

}  // namespace sqlc
