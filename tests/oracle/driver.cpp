// Answers the oracle over standard input and output, one JSON line a history:
//   {"revisions": [{"id", "down", "depends", "labels"}], "ranges": [["upgrade", "a:b"], ...]}
//   -> {"link": [codes], "answers": [{"steps": [[id, [rows gone], [rows come]]], "start", "end",
//       "resolved", "deeper"} or {"errors": [codes]}]}
#include <cstdio>
#include <deque>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "history/range.hpp"

using nlohmann::json;
using sqlc::Diagnostics;
using sqlc::Source;
using sqlc::history::Direction;
using sqlc::history::History;
using sqlc::history::Revision;
using sqlc::history::RevisionIndex;
using sqlc::history::Route;
using sqlc::history::Step;

static json codes_of(const Diagnostics& diagnostics) {
  json codes = json::array();
  for (const sqlc::Diagnostic& found : diagnostics.items()) codes.push_back(found.code->id);
  return codes;
}

static void take_references(const json& names, std::vector<sqlc::history::Reference>& references) {
  for (const json& name : names)
    references.push_back({.text = name.get<std::string>(), .span = {}});
}

static std::vector<Revision> read_revisions(const json& list) {
  std::vector<Revision> revisions;
  for (const json& entry : list) {
    Revision& revision = revisions.emplace_back();
    revision.id.text = entry.at("id").get<std::string>();
    take_references(entry.at("down"), revision.down_revisions);
    take_references(entry.at("depends"), revision.depends_on);
    take_references(entry.at("labels"), revision.labels);
  }
  return revisions;
}

static json ids_of(const History& history, const std::vector<RevisionIndex>& revisions) {
  json ids = json::array();
  for (const RevisionIndex index : revisions) ids.push_back(history.at(index).id.text);
  return ids;
}

static json route_of(const History& history, const Route& route) {
  json steps = json::array();
  for (const Step& step : route.steps) {
    steps.push_back({history.at(step.revision).id.text, ids_of(history, step.rows.removed),
                     ids_of(history, step.rows.added)});
  }
  json answer = {{"steps", std::move(steps)},
                 {"start", route.start},
                 {"end", route.end},
                 {"resolved", route.resolved}};
  if (route.direction == Direction::Downgrade) {
    answer["deeper"] = range_that_also_undoes(history, route);
  }
  return answer;
}

static json answer_one(const History& history, const std::string& command,
                       const std::string& range) {
  Diagnostics diagnostics;
  const Source argument{.path = "<range>", .text = range};
  if (command == "history") {
    const auto shown = resolve_history_range(history, argument, diagnostics);
    if (shown) return {{"shown", ids_of(history, *shown)}};
    return {{"errors", codes_of(diagnostics)}};
  }
  const std::optional<Route> route = command == "upgrade"
                                         ? resolve_upgrade(history, argument, diagnostics)
                                         : resolve_downgrade(history, argument, diagnostics);
  if (!route) return {{"errors", codes_of(diagnostics)}};
  return route_of(history, *route);
}

static json answer(const json& request) {
  Diagnostics diagnostics;
  const auto history = History::link(read_revisions(request.at("revisions")), diagnostics);
  json answers = json::array();
  if (history) {
    for (const json& range : request.at("ranges")) {
      answers.push_back(
          answer_one(*history, range.at(0).get<std::string>(), range.at(1).get<std::string>()));
    }
  }
  return {{"link", codes_of(diagnostics)}, {"answers", std::move(answers)}};
}

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    const std::string text = answer(json::parse(line)).dump();
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
  }
  return 0;
}
