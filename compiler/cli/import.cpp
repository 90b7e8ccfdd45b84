#include "import/import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "cli/session.hpp"
#include "history/revision_file.hpp"

namespace sqlc::cli {

static constexpr Positional positionals[] = {
    {.name = "LAYOUT", .help = "the tool that wrote the files, see below"},
    {.name = "DIR", .help = "folder of its migrations"}};

static constexpr Option options[] = {
    {.names = "-o,--output",
     .value = "DIR",
     .help = "folder to write revisions to; else the configured one"},
    {.names = "--skip", .help = "leave out what cannot be taken over"},
    {.names = "--option",
     .value = "NAME=VALUE",
     .help = "what one layout alone asks for; repeat it for several",
     .many = true},
};

static std::string layout_list() {
  std::string out = "Layouts:\n";
  std::size_t width = 0;
  for (const import::Layout* layout : import::layouts()) {
    width = std::max(width, layout->name.size());
  }
  for (const import::Layout* layout : import::layouts()) {
    out += fmt::format("  {:<{}}  {}\n", layout->name, width, layout->summary);
  }
  return out;
}

static const import::Layout* find_layout(Session& session, const std::string& name) {
  std::vector<std::string_view> names;
  for (const import::Layout* layout : import::layouts()) {
    if (layout->name == name) return layout;
    names.push_back(layout->name);
  }
  const auto guess = nearest(name, names);
  session.usage_error(fmt::format("unknown layout `{}`", name),
                      guess ? fmt::format("did you mean `{}`?", *guess)
                            : fmt::format("known layouts: {}", fmt::join(names, ", ")));
  return nullptr;
}

static import::ImportOptions options_of(Session& session) {
  const Arguments& arguments = session.arguments();
  import::ImportOptions given = {.directory = arguments.text("DIR"),
                                 .skip = arguments.given("--skip")};
  for (const std::string& option : arguments.list("--option")) {
    const std::size_t equals = option.find('=');
    if (equals == std::string::npos || equals == 0) {
      session.usage_error(fmt::format("`--option {}` has no value", option),
                          "write `--option name=value`");
      continue;
    }
    given.extra.emplace_back(option.substr(0, equals), option.substr(equals + 1));
  }
  return given;
}

static void report_there(Session& session, std::string message) {
  session.diagnostics().add({.code = &codes::already_there,
                             .message = std::move(message),
                             .help = "import into an empty folder: `--output DIR`"});
}

/// True when the folder holds no revision yet.
static bool is_empty(Session& session, const std::string& folder) {
  const FileSystem& files = session.host().files;
  if (!files.exists(folder)) return true;
  const auto listed = files.list(folder, true);
  if (!listed) {
    session.environment_error(codes::file_unreadable, listed.error(), "name another folder");
    return false;
  }
  for (const std::string& path : listed.value()) {
    if (!path.ends_with(".sql")) continue;
    report_there(session, fmt::format("`{}` holds revisions already: `{}`", folder, path));
    return false;
  }
  return true;
}

/// Path and text of every file to write.
using Files = std::vector<std::pair<std::string, std::string>>;

static Files files_of(Session& session, const std::string& folder,
                      const import::ImportResult& result) {
  const Config& config = session.config()->config;
  Files all;
  std::set<std::string> paths;
  for (const import::Imported& one : result.revisions) {
    std::string path =
        join_path(folder, history::file_name(config.file_template, one.draft,
                                             static_cast<std::size_t>(config.slug_length)));
    if (!paths.insert(path).second) {
      report_there(session, fmt::format("`{}` would be written twice, the second time for `{}`",
                                        path, one.origin));
    }
    all.emplace_back(std::move(path), history::write_revision(one.draft));
  }
  return all;
}

static bool write_all(Session& session, const std::string& folder, const Files& written) {
  FileSystem& files = session.host().files;
  Status status = files.make_directory(folder);
  for (std::size_t i = 0; status && i < written.size(); ++i) {
    status = files.write(written[i].first, written[i].second);
  }
  if (!status) {
    session.environment_error(codes::file_unwritable, status.error(),
                              "remove what was written, and import into another folder");
  }
  return status.ok();
}

static std::string summary_of(const import::ImportResult& result) {
  std::string out = fmt::format("import: {}", counted(result.revisions.size(), "revision"));
  if (!result.not_taken.empty()) out += fmt::format(", {} left out", result.not_taken.size());
  for (const import::NotTaken& one : result.not_taken) {
    out += fmt::format("\nleft out {}: {}", one.origin, comment_text(one.reason));
  }
  return out;
}

static Outcome run(Session& session) {
  const import::Layout* const layout = find_layout(session, session.arguments().text("LAYOUT"));
  const import::ImportOptions given = options_of(session);
  const LoadedConfig* const loaded = session.config();
  if (layout == nullptr || loaded == nullptr || session.diagnostics().has_errors()) return {};
  std::string folder = session.arguments().text("--output");
  if (folder.empty()) folder = loaded->config.revisions;
  if (!is_empty(session, folder)) return {};
  const auto result =
      layout->read(session.host().files, given, session.sources(), session.diagnostics());
  if (!result || session.diagnostics().has_errors()) return {};
  const Files files = files_of(session, folder, *result);
  if (session.diagnostics().has_errors() || !write_all(session, folder, files)) return {};
  Outcome outcome = {.summary = summary_of(*result)};
  for (const auto& [path, text] : files) outcome.out += path + "\n";
  return outcome;
}

const Command import_command = {
    .name = "import",
    .summary = "take over the migrations of another tool",
    .details =
        "Reads the migrations below DIR in the order in which the tool that wrote them runs them, "
        "writes one revision file each and prints their paths. What cannot be taken over is an "
        "error, or with `--skip` left out and named. Nothing is overwritten.\n"
        "\n"
        "Examples:\n"
        "  sqlc import diesel migrations\n"
        "  sqlc import alembic . --output revisions",
    .positionals = positionals,
    .options = options,
    .uses = writes_revisions,
    .run = run,
    .more = layout_list,
};

}  // namespace sqlc::cli
