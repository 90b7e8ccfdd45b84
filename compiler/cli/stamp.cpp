#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/compile_command.hpp"
#include "cli/session.hpp"

namespace sqlc::cli {

static constexpr Positional positionals[] = {
    {.name = "REVISIONS",
     .help = "where the database shall stand: `head`, `base:head`, `4d6e:heads`, ...",
     .many = true}};

static constexpr Option options[] = {
    output_option,
    findings_format_option,
    sql_option,
    tag_option,
    {.names = "--purge",
     .instead =
         "name the rows that are there as the start, as in `sqlc stamp a,b:head`; the script "
         "removes exactly those"},
};

/// One range from several arguments: their ends in the order given, behind the one start that they
/// may name. Nothing, with a finding, when they name different starts.
static std::optional<std::string> joined(Session& session) {
  std::optional<std::string> start;
  std::string ends;
  for (const std::string& one : session.arguments().list("REVISIONS")) {
    const std::size_t colon = one.rfind(':');
    if (colon != std::string::npos) {
      const std::string its = one.substr(0, colon);
      if (start && *start != its) {
        session.usage_error(fmt::format("the starts `{}` and `{}` differ", *start, its),
                            "write the start once, several of them apart by commas");
        return std::nullopt;
      }
      start = its;
    }
    if (!ends.empty()) ends += ',';
    ends += one.substr(colon == std::string::npos ? 0 : colon + 1);
  }
  return start ? *start + ":" + ends : ends;
}

static Outcome run(Session& session) {
  auto range = joined(session);
  if (!range) return {};
  return compile_command(session, history::Direction::Stamp, *std::move(range));
}

const Command stamp_command = {
    .name = "stamp",
    .summary = "print the script that sets the version rows and runs nothing else",
    .details =
        "Prints SQL that takes the version table from the rows of the start to those of the end, "
        "for a database whose schema is there already. `sqlc stamp head` starts from a database "
        "without version rows.\n"
        "\n"
        "Examples:\n"
        "  sqlc stamp head                  a schema that was made by other means\n"
        "  sqlc stamp 2b7c:4d6e             somebody ran 4d6e by hand",
    .positionals = positionals,
    .options = options,
    .uses = writes_script,
    .run = run,
};

}  // namespace sqlc::cli
