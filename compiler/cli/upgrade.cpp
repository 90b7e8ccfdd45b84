#include "cli/compile_command.hpp"
#include "cli/session.hpp"

namespace sqlc::cli {

static constexpr Positional positionals[] = {
    {.name = "RANGE", .help = "what to run: `prev:head`, `base:head`, `a1b2:heads`, ..."}};

static constexpr Option options[] = {output_option, idempotent_option, findings_format_option,
                                     sql_option, tag_option};

static Outcome run(Session& session) {
  return compile_command(session, history::Direction::Upgrade, session.arguments().text("RANGE"));
}

const Command upgrade_command = {
    .name = "upgrade",
    .summary = "print the script that upgrades a database over a range",
    .details =
        "Prints one SQL script that takes a database from the start of RANGE to its end, and that "
        "refuses to run on a database that stands anywhere else. RANGE is `start:end`; `end` alone "
        "means `base:end`. Either side is a revision id or the beginning of one, a branch label, "
        "`head`, `heads`, `base`, `prev` (the revision before head), `branch@head`, or relative to "
        "another: `head-2`, `a1b2+1`. Several starts, for a database with several version rows, "
        "stand apart by commas.\n"
        "\n"
        "Examples:\n"
        "  sqlc upgrade prev:head > upgrade.sql     the newest revision\n"
        "  sqlc upgrade base:head -o install.sql    a new database\n"
        "  sqlc upgrade 4d6e:heads                  from a revision to all heads\n"
        "  sqlc upgrade base:head --idempotent      for databases on the way\n"
        "  psql -X -f upgrade.sql \"$DATABASE_URL\"   how to run it",
    .positionals = positionals,
    .options = options,
    .uses = writes_script,
    .run = run,
};

}  // namespace sqlc::cli
