#include "history/history.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/compile_command.hpp"
#include "cli/graph.hpp"
#include "cli/history_formats.hpp"
#include "cli/listing.hpp"
#include "cli/session.hpp"
#include "history/range.hpp"

namespace sqlc::cli {

using history::RevisionIndex;

static constexpr Option options[] = {
    {.names = "-r,--rev-range",
     .value = "START:END",
     .help = "only these, both ends included; `START:` and `:END` are open"},
    {.names = "-v,--verbose", .help = "print the whole header of each"},
    {.names = "--graph", .help = "draw the graph; done by itself on a terminal"},
    {.names = "--no-graph", .help = "print plain lines on a terminal too"},
    {.names = "--format", .value = "text|json|dot|mermaid", .help = "what to print"},
    output_option,
    {.names = "-i,--indicate-current",
     .instead =
         "no database is asked; `SELECT version_num FROM alembic_version` tells where one is"},
};

static bool has_utf8_locale(const Host& host) {
  for (const std::string_view name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const auto value = host.environment(name);
    if (!value || value->empty()) continue;
    const std::string lower = to_lower(*value);
    return lower.find("utf-8") != std::string::npos || lower.find("utf8") != std::string::npos;
  }
  return false;
}

static std::string as_text(Session& session, const history::History& history,
                           const std::vector<RevisionIndex>& order) {
  const Arguments& arguments = session.arguments();
  const Host& host = session.host();
  const Listing listing(history);
  std::vector<std::string> texts;
  for (const RevisionIndex index : order) {
    texts.push_back(arguments.given("--verbose")
                        ? listing.entry(index)
                        : listing.line(index, {.parents = true, .message = true}) + "\n");
  }
  const bool terminal = host.out_is_terminal && !arguments.given("--output");
  if (arguments.given("--graph") || (terminal && !arguments.given("--no-graph"))) {
    return draw_graph(history, order, texts, has_utf8_locale(host));
  }
  return fmt::format("{}", fmt::join(texts, ""));
}

static Outcome run(Session& session) {
  const history::History* const history = session.history_with_revisions();
  if (history == nullptr) return {};
  const std::string range = session.arguments().text("--rev-range");
  const Source& typed = session.typed(session.arguments().given("--rev-range") ? range : ":");
  const auto order = history::resolve_history_range(*history, typed, session.diagnostics());
  if (!order) return {};
  const std::string format = session.arguments().text("--format");
  if (format == "json") return {.out = history_as_json(*history, *order)};
  if (format == "dot") return {.out = history_as_dot(*history, *order)};
  if (format == "mermaid") return {.out = history_as_mermaid(*history, *order)};
  return {.out = as_text(session, *history, *order)};
}

const Command history_command = {
    .name = "history",
    .summary = "list revisions, newest first",
    .details =
        "Examples:\n"
        "  sqlc history\n"
        "  sqlc history -r 4d6e: --verbose\n"
        "  sqlc history --format dot | dot -Tsvg > history.svg",
    .options = options,
    .uses = reads_revisions,
    .run = run,
};

}  // namespace sqlc::cli
