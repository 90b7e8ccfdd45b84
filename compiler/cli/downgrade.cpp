#include "cli/compile_command.hpp"
#include "cli/session.hpp"

namespace sqlc::cli {

static constexpr Positional positionals[] = {
    {.name = "RANGE", .help = "from where to where: `head:prev`, `head:base`, `4d6e:2b7c`, ..."}};

static constexpr Option options[] = {output_option, idempotent_option, findings_format_option,
                                     sql_option, tag_option};

static Outcome run(Session& session) {
  return compile_command(session, history::Direction::Downgrade, session.arguments().text("RANGE"));
}

const Command downgrade_command = {
    .name = "downgrade",
    .summary = "print the script that downgrades a database over a range",
    .details =
        "Prints one SQL script that undoes what stands on the end of RANGE, newest first. RANGE is "
        "`start:end` with both ends; the database is left at `end`, which stays applied. The forms "
        "are those of `sqlc upgrade`. A revision without a `-- sqlc:downgrade` section, or one "
        "marked `-- sqlc:irreversible`, stops the compilation.\n"
        "\n"
        "Examples:\n"
        "  sqlc downgrade head:prev > undo.sql      undo the newest revision\n"
        "  sqlc downgrade head:4d6e                 back to 4d6e, which stays\n"
        "  sqlc downgrade head:4d6e-1               undo 4d6e too\n"
        "  sqlc downgrade heads:base                undo everything",
    .positionals = positionals,
    .options = options,
    .uses = writes_script,
    .run = run,
};

}  // namespace sqlc::cli
