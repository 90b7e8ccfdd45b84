#include "cli/session.hpp"

namespace sqlc::cli {

static constexpr Option options[] = {{.names = "-v,--verbose", .help = "as Alembic's"},
                                     {.names = "--check-heads", .help = "as Alembic's"}};

static Outcome run(Session& session) {
  session.usage_error("`current` would ask a database, and sqlc works without one",
                      "run `SELECT version_num FROM alembic_version` there, then `sqlc show <id>`");
  return {};
}

const Command current_command = {
    .name = "current",
    .summary = "Alembic's `current`: says what to do instead",
    .options = options,
    .hidden = true,
    .run = run,
};

}  // namespace sqlc::cli
