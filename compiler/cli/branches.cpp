#include <fmt/format.h>

#include "cli/compile_command.hpp"
#include "cli/history_formats.hpp"
#include "cli/listing.hpp"
#include "cli/session.hpp"
#include "history/range.hpp"

namespace sqlc::cli {

using history::RevisionIndex;

static constexpr Option options[] = {
    {.names = "-v,--verbose", .help = "print the whole header of each, and messages"},
    listing_format_option,
};

/// Revisions with several children, newest first.
static std::optional<std::vector<RevisionIndex>> branch_points(Session& session,
                                                               const history::History& history) {
  auto order = history::resolve_history_range(history, session.typed(":"), session.diagnostics());
  if (order) {
    std::erase_if(*order, [&](RevisionIndex index) { return history.children(index).size() < 2; });
  }
  return order;
}

static Outcome run(Session& session) {
  const history::History* const history = session.history_with_revisions();
  if (history == nullptr) return {};
  const auto points = branch_points(session, *history);
  if (!points) return {};
  if (session.arguments().text("--format") == "json") {
    return {.out = history_as_json(*history, *points)};
  }
  const bool verbose = session.arguments().given("--verbose");
  const Listing listing(*history);
  Outcome outcome;
  for (const RevisionIndex point : *points) {
    outcome.out += verbose ? listing.entry(point) : listing.line(point, {}) + "\n";
    for (const RevisionIndex child : history->children(point)) {
      outcome.out += fmt::format("{:{}} -> {}\n", "", history->at(point).id.text.size(),
                                 listing.line(child, {.message = verbose}));
    }
    outcome.out += "\n";
  }
  return outcome;
}

const Command branches_command = {
    .name = "branches",
    .summary = "list the branch points",
    .details = "Lists the revisions that several others stand on, and those others.",
    .options = options,
    .uses = reads_revisions,
    .run = run,
};

}  // namespace sqlc::cli
