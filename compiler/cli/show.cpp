#include <fmt/format.h>

#include "cli/compile_command.hpp"
#include "cli/history_formats.hpp"
#include "cli/listing.hpp"
#include "cli/session.hpp"
#include "history/range.hpp"

namespace sqlc::cli {

static constexpr Positional positionals[] = {
    {.name = "REVISION", .help = "an id, `head`, `heads`, a label, ..."}};

static constexpr Option options[] = {listing_format_option};

static Outcome run(Session& session) {
  const history::History* const history = session.history_with_revisions();
  if (history == nullptr) return {};
  const Source& typed = session.typed(session.arguments().text("REVISION"));
  const auto found = history::resolve_symbol(*history, typed, session.diagnostics());
  if (!found) return {};
  if (session.arguments().text("--format") == "json") {
    return {.out = history_as_json(*history, *found)};
  }
  const Listing listing(*history);
  Outcome outcome;
  for (const history::RevisionIndex index : *found) outcome.out += listing.entry(index);
  return outcome;
}

const Command show_command = {
    .name = "show",
    .summary = "print what the header of a revision says",
    .details =
        "Prints the revisions that REVISION names: id, parents, children, labels, path and "
        "message.",
    .positionals = positionals,
    .options = options,
    .uses = reads_revisions,
    .run = run,
};

}  // namespace sqlc::cli
