#include "cli/compile_command.hpp"
#include "cli/history_formats.hpp"
#include "cli/listing.hpp"
#include "cli/session.hpp"

namespace sqlc::cli {

static constexpr Option options[] = {
    {.names = "-v,--verbose", .help = "print the whole header of each"},
    {.names = "--resolve-dependencies",
     .help = "only heads that nothing depends on either: the rows of an upgraded database"},
    listing_format_option,
};

static Outcome run(Session& session) {
  const history::History* const history = session.history_with_revisions();
  if (history == nullptr) return {};
  const Arguments& arguments = session.arguments();
  const auto& heads =
      arguments.given("--resolve-dependencies") ? history->real_heads() : history->heads();
  if (arguments.text("--format") == "json") return {.out = history_as_json(*history, heads)};
  const Listing listing(*history);
  Outcome outcome;
  for (const history::RevisionIndex head : heads) {
    outcome.out +=
        arguments.given("--verbose") ? listing.entry(head) : listing.line(head, {.tree = false});
    outcome.out += "\n";
  }
  return outcome;
}

const Command heads_command = {
    .name = "heads",
    .summary = "list the heads",
    .details =
        "Lists the revisions that no other stands on. One that another depends on is marked "
        "as an effective head.",
    .options = options,
    .uses = reads_revisions,
    .run = run,
};

}  // namespace sqlc::cli
