#include <fmt/format.h>

#include "cli/new_revision.hpp"
#include "cli/session.hpp"
#include "history/range.hpp"

namespace sqlc::cli {

static constexpr std::string_view write_it =
    "write the SQL below `-- sqlc:upgrade`; there is no model or database to compare with";

static constexpr Option options[] = {
    message_option,
    {.names = "--head",
     .value = "REV",
     .help = "parent of the new revision: `head`, `billing@head`, `base`, an id, ..."},
    splice_option,
    branch_label_option,
    {.names = "--depends-on",
     .value = "REV",
     .help = "revision or label that has to run before; repeat it for several",
     .many = true},
    rev_id_option,
    version_path_option,
    edit_option,
    {.names = "--autogenerate", .instead = write_it},
    {.names = "--sql", .instead = "leave it out; a revision is an SQL file"},
};

static Outcome run(Session& session) {
  const history::History* const history = session.history();
  if (history == nullptr) return {};
  std::string head = session.arguments().text("--head");
  if (head.empty()) head = "head";
  std::vector<history::RevisionIndex> parents;
  // The first revision of all stands on nothing.
  if (history->size() != 0 || (head != "head" && head != "heads")) {
    const Source& typed = session.typed(head);
    auto found = history::resolve_symbol(*history, typed, session.diagnostics());
    if (!found) return {};
    parents = *std::move(found);
  }
  return write_new_revision(session, *history, parents, session.arguments().text("--message"));
}

const Command revision_command = {
    .name = "revision",
    .summary = "write a new revision file",
    .details =
        "Writes a revision file on the head (or on `--head`), with sections for the upgrade and "
        "the "
        "downgrade to fill in, and prints its path.\n"
        "\n"
        "Examples:\n"
        "  sqlc revision -m \"create the model_config table\" --edit\n"
        "  sqlc revision -m \"start billing\" --head base --branch-label billing\n"
        "  sqlc revision -m \"invoices\" --head billing@head --depends-on 4d6e",
    .options = options,
    .uses = writes_revisions,
    .run = run,
};

}  // namespace sqlc::cli
