#include <algorithm>

#include "cli/compile_command.hpp"
#include "cli/session.hpp"
#include "pipeline.hpp"

namespace sqlc::cli {

static constexpr Option options[] = {
    {.names = "--multiple-heads", .help = "several heads are fine"},
    output_option,
    findings_format_option,
};

/// Whether the configuration names a folder that is not there. A project that was just begun may
/// well be without one, under the default name.
static bool names_missing_folder(const Session& session, const LoadedConfig& loaded) {
  const auto line = std::find_if(loaded.lines.begin(), loaded.lines.end(),
                                 [](const ConfigLine& one) { return one.key == "revisions"; });
  return line->origin != "default" && !session.host().files.is_directory(loaded.config.revisions);
}

static Outcome run(Session& session) {
  const LoadedConfig* const loaded = session.config();
  // Without a configuration nothing was checked.
  if (loaded == nullptr) return {};
  const history::History* const history =
      names_missing_folder(session, *loaded) ? session.history_with_revisions() : session.history();
  Diagnostics& found = session.diagnostics();
  std::string summary = "check: ";
  if (history != nullptr) {
    const CheckRequest request = {.multiple_heads = session.arguments().given("--multiple-heads"),
                                  .jobs = session.jobs()};
    if (history->size() != 0) check_history(*history, *session.config(), request, found);
    summary += counted(history->size(), "revision") + ", ";
  }
  const std::size_t findings = in_reading_order(found.items()).size();
  summary += findings == 0 ? "no findings" : counted(findings, "finding");
  return {.summary = std::move(summary), .findings_are_result = true};
}

const Command check_command = {
    .name = "check",
    .summary = "check the whole history, for continuous integration",
    .details =
        "Checks that the history is one graph without cycles and has one head, that every section "
        "of every revision parses, that `base:heads` compiles, and that every revision has a "
        "downgrade that compiles or says that there is none. Findings go to standard output; exit "
        "1 "
        "tells of them.\n"
        "\n"
        "Examples:\n"
        "  sqlc check\n"
        "  sqlc check --format json -o findings.json",
    .options = options,
    .uses = writes_script,
    .run = run,
};

}  // namespace sqlc::cli
