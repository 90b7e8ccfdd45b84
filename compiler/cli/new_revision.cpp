#include "cli/new_revision.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/time.hpp"
#include "cli/editor.hpp"
#include "cli/session.hpp"
#include "history/range.hpp"
#include "history/revision_file.hpp"

namespace sqlc::cli {

static void report_taken(Session& session, const history::History& history, std::string_view what,
                         const std::string& name) {
  const history::Revision& owner = history.at(*history.find(name));
  session.diagnostics().add(
      {.code = what == "id" ? &codes::duplicate_id : &codes::duplicate_label,
       .span = owner.id.span,
       .message = owner.id.text == name ? fmt::format("there is a revision `{}` already", name)
                                        : fmt::format("`{}` is a label of revision `{}` already",
                                                      name, owner.id.text),
       .help = fmt::format("choose another {}", what),
       .fields = {{"revision", owner.id.text}}});
}

/// The id asked for, or a random one that is free.
static std::string choose_id(Session& session, const history::History& history) {
  std::string id = session.arguments().text("--rev-id");
  if (session.arguments().given("--rev-id")) {
    if (const auto problem = history::id_problem(id)) {
      session.diagnostics().add({.code = &codes::bad_revision_id,
                                 .message = fmt::format("`--rev-id {}`: {}", id, *problem),
                                 .help = "write 1 to 32 of A-Z, a-z, 0-9, `_` and `.`"});
    } else if (history.find(id)) {
      report_taken(session, history, "id", id);
    }
    return id;
  }
  do {
    id = fmt::format("{:012x}", session.host().random() & 0xffffffffffffU);
  } while (history.find(id));
  return id;
}

/// Adds a name that is not there yet: a header may list each once.
static void add_once(std::vector<std::string>& names, const std::string& name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

static std::vector<std::string> choose_labels(Session& session, const history::History& history,
                                              const std::string& id) {
  std::vector<std::string> labels;
  for (const std::string& label : session.arguments().list("--branch-label")) {
    add_once(labels, label);
    if (label == id) {
      session.diagnostics().add(
          {.code = &codes::duplicate_label,
           .message = fmt::format("`--branch-label {}`: it is the id of the new revision", label),
           .help = "choose another label"});
    } else if (const auto problem = history::label_problem(label)) {
      session.diagnostics().add({.code = &codes::bad_header_value,
                                 .message = fmt::format("`--branch-label {}`: {}", label, *problem),
                                 .help = "write a name such as `billing`"});
    } else if (history.find(label)) {
      report_taken(session, history, "label", label);
    }
  }
  return labels;
}

/// Ids in full; a label stays a label, so that the dependency follows its branch's name.
static std::vector<std::string> choose_dependencies(Session& session,
                                                    const history::History& history) {
  std::vector<std::string> all;
  for (const std::string& symbol : session.arguments().list("--depends-on")) {
    if (history.find(symbol)) {
      add_once(all, symbol);
      continue;
    }
    const Source& typed = session.typed(symbol);
    const auto found = history::resolve_symbol(history, typed, session.diagnostics());
    if (!found) continue;
    for (const history::RevisionIndex index : *found) add_once(all, history.at(index).id.text);
  }
  return all;
}

static void check_splice(Session& session, const history::History& history,
                         const std::vector<history::RevisionIndex>& parents) {
  if (session.arguments().given("--splice")) return;
  for (const history::RevisionIndex parent : parents) {
    const auto children = history.children(parent);
    if (children.empty()) continue;
    const history::Revision& revision = history.at(parent);
    session.diagnostics().add(
        {.code = &codes::not_a_head,
         .span = revision.id.span,
         .message = fmt::format("revision `{}` is not a head: `{}` stands on it", revision.id.text,
                                history.at(children.front()).id.text),
         .help = "pass `--splice` to begin a new branch there",
         .fields = {{"revision", revision.id.text}}});
  }
}

/// The folder to write to: the revisions', or one below it.
static std::optional<std::string> choose_folder(Session& session) {
  const std::string& revisions = session.config()->config.revisions;
  std::string folder = session.arguments().text("--version-path");
  if (folder.empty()) return revisions;
  const std::string here = session.host().files.working_directory();
  const std::string root = normalize_path(revisions, here);
  const std::string wanted = normalize_path(folder, here);
  if (wanted == root || wanted.starts_with(root + "/")) return folder;
  session.usage_error(
      fmt::format("folder `{}` is not below `{}`, where revisions are read", folder, revisions),
      fmt::format("name a folder such as `{}/sub`", revisions));
  return std::nullopt;
}

static bool write(Session& session, const std::string& folder, const std::string& path,
                  const std::string& text) {
  FileSystem& files = session.host().files;
  if (files.exists(path)) {
    session.diagnostics().add({.code = &codes::already_there,
                               .message = fmt::format("`{}` is there already", path),
                               .help = "choose another message, or another `file_template`"});
    return false;
  }
  Status status = files.make_directory(folder);
  if (status) status = files.write(path, text);
  if (!status) {
    session.environment_error(codes::file_unwritable, status.error(),
                              "make the revisions folder writable");
  }
  return status.ok();
}

Outcome write_new_revision(Session& session, const history::History& history,
                           const std::vector<history::RevisionIndex>& parents,
                           std::string description) {
  std::string id = choose_id(session, history);
  history::Draft draft = {.id = id,
                          .depends_on = choose_dependencies(session, history),
                          .labels = choose_labels(session, history, id),
                          .description = std::move(description),
                          .create_date = format_utc(session.host().now()),
                          .downgrade = ""};
  check_splice(session, history, parents);
  for (const history::RevisionIndex parent : parents) {
    draft.down_revisions.push_back(history.at(parent).id.text);
  }
  const auto folder = choose_folder(session);
  if (!folder || session.diagnostics().has_errors()) return {};
  const Config& config = session.config()->config;
  const std::string path =
      join_path(*folder, history::file_name(config.file_template, draft,
                                            static_cast<std::size_t>(config.slug_length)));
  if (!write(session, *folder, path, history::write_revision(draft))) return {};
  if (session.arguments().given("--edit")) {
    open_in_editor(session, {path}, fmt::format("`{}` is written; ", path));
  }
  return {.out = path + "\n"};
}

}  // namespace sqlc::cli
