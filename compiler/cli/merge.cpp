#include <fmt/format.h>

#include <algorithm>

#include "cli/new_revision.hpp"
#include "cli/session.hpp"
#include "history/range.hpp"

namespace sqlc::cli {

static constexpr Positional positionals[] = {
    {.name = "REVISIONS",
     .help = "what to merge, in this order; `heads` when none is named",
     .required = false,
     .many = true}};

static constexpr Option options[] = {message_option, splice_option,       branch_label_option,
                                     rev_id_option,  version_path_option, edit_option};

/// The revisions named, in the order given.
static std::vector<history::RevisionIndex> parents_of(Session& session,
                                                      const history::History& history) {
  std::vector<std::string> symbols = session.arguments().list("REVISIONS");
  if (symbols.empty()) symbols = {"heads"};
  std::vector<history::RevisionIndex> parents;
  for (const std::string& symbol : symbols) {
    const Source& typed = session.typed(symbol);
    const auto found = history::resolve_symbol(history, typed, session.diagnostics());
    if (!found) continue;
    for (const history::RevisionIndex one : *found) {
      if (std::find(parents.begin(), parents.end(), one) == parents.end()) {
        parents.push_back(one);
      } else {
        session.usage_error(
            fmt::format("revision `{}` is named more than once", history.at(one).id.text),
            "name each revision once");
      }
    }
  }
  return parents;
}

static Outcome run(Session& session) {
  const history::History* const history = session.history_with_revisions();
  if (history == nullptr) return {};
  const auto parents = parents_of(session, *history);
  if (session.diagnostics().has_errors()) return {};
  if (parents.size() < 2) {
    session.usage_error(parents.empty() ? std::string("there is nothing to merge")
                                        : fmt::format("there is nothing to merge `{}` with",
                                                      history->at(parents.front()).id.text),
                        "name two revisions or more; `sqlc heads` lists the heads");
    return {};
  }
  std::string message = session.arguments().text("--message");
  if (message.empty()) {
    std::vector<std::string> ids;
    for (const history::RevisionIndex one : parents) ids.push_back(history->at(one).id.text);
    message = fmt::format("Merge {}", fmt::join(ids, ", "));
  }
  return write_new_revision(session, *history, parents, std::move(message));
}

const Command merge_command = {
    .name = "merge",
    .summary = "write a revision that joins several heads",
    .details =
        "Writes a revision file that stands on all of REVISIONS and prints its path.\n"
        "\n"
        "Examples:\n"
        "  sqlc merge -m \"merge billing into main\" heads\n"
        "  sqlc merge a1b2 c3d4",
    .positionals = positionals,
    .options = options,
    .uses = writes_revisions,
    .run = run,
};

}  // namespace sqlc::cli
