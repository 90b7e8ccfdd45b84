#include "cli/compile_command.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/session.hpp"
#include "pipeline.hpp"

namespace sqlc::cli {

static std::string summary_of(const Compiled& compiled) {
  const script::Script& script = compiled.script;
  return fmt::format("{} {}: {}, {}, {}", to_string(compiled.route.direction),
                     compiled.route.resolved, counted(script.revisions, "revision"),
                     counted(script.statements, "statement"),
                     counted(script.segments, "transaction"));
}

/// The revisions that a downgrade stops at, as the range names them. The database may stand at
/// others beside them, or above them.
static std::vector<std::string> targets_of(const history::Route& route) {
  std::vector<std::string> targets;
  const std::string_view resolved = route.resolved;
  for (std::string_view target : split(resolved.substr(resolved.find(':') + 1), ',')) {
    target.remove_prefix(target.find('@') + 1);
    if (target != "base") targets.emplace_back(target);
  }
  return targets;
}

/// In an emergency people mean the revision that they name to go too.
static void note_kept_target(Session& session, const history::History& history,
                             const history::Route& route, const Source& typed) {
  const std::string range = history::range_that_also_undoes(history, route);
  if (range.empty()) return;
  const std::string target = fmt::format("{}", fmt::join(route.end, "`, `"));
  const std::vector<std::string> targets = targets_of(route);
  const std::string undone = targets != route.end
                                 ? fmt::format("`{}`", fmt::join(targets, "`, `"))
                                 : std::string(targets.size() == 1 ? "it" : "them");
  session.diagnostics().add(
      {.code = &codes::downgrade_keeps_target,
       .span = {&typed, 0, static_cast<std::uint32_t>(typed.text.size())},
       .message = fmt::format("the database is left at `{}`, which stay{} applied", target,
                              route.end.size() == 1 ? "s" : ""),
       .help = fmt::format("to undo {} too, compile `sqlc downgrade {}`", undone, range),
       .fields = {{"range", range}}});
}

Outcome compile_command(Session& session, history::Direction direction, std::string range) {
  const Source& typed = session.typed(std::move(range));
  const history::History* const history = session.history_with_revisions();
  if (history == nullptr) return {};
  const Request request = {.direction = direction,
                           .range = &typed,
                           .idempotent = session.arguments().given("--idempotent"),
                           .jobs = session.jobs(),
                           .version = version()};
  auto compiled = compile_range(*history, *session.config(), request, session.diagnostics());
  if (!compiled) return {};
  if (direction == history::Direction::Downgrade) {
    note_kept_target(session, *history, compiled->route, typed);
  }
  std::string summary = summary_of(*compiled);
  return {.out = std::move(compiled->script.text), .summary = std::move(summary)};
}

}  // namespace sqlc::cli
