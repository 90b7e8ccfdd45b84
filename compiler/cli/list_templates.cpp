#include "cli/session.hpp"

namespace sqlc::cli {

static Outcome run(Session& session) {
  session.usage_error("there are no templates to list",
                      "run `sqlc init`; it writes the one kind of project there is");
  return {};
}

const Command list_templates_command = {
    .name = "list_templates",
    .summary = "Alembic's `list_templates`: says what to do instead",
    .hidden = true,
    .run = run,
};

}  // namespace sqlc::cli
