#include <fmt/format.h>

#include "cli/editor.hpp"
#include "cli/session.hpp"
#include "history/range.hpp"

namespace sqlc::cli {

static constexpr Positional positionals[] = {
    {.name = "REVISION", .help = "an id, `head`, `heads`, a label, ..."}};

static Outcome run(Session& session) {
  const history::History* const history = session.history_with_revisions();
  if (history == nullptr) return {};
  const Source& typed = session.typed(session.arguments().text("REVISION"));
  const auto found = history::resolve_symbol(*history, typed, session.diagnostics());
  if (!found) return {};
  std::vector<std::string> paths;
  for (const history::RevisionIndex one : *found) {
    paths.push_back(history->at(one).source->path);
  }
  if (paths.empty()) {
    session.usage_error(fmt::format("`{}` names no revision file", typed.text),
                        "name a revision; `sqlc history` lists them");
    return {};
  }
  open_in_editor(session, paths);
  return {};
}

const Command edit_command = {
    .name = "edit",
    .summary = "open revision files in $VISUAL or $EDITOR",
    .details = "Opens the files of the revisions that REVISION names.",
    .positionals = positionals,
    .uses = reads_revisions,
    .run = run,
};

}  // namespace sqlc::cli
