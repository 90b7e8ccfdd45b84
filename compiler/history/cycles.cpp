#include "history/cycles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace sqlc::history {

/// Longer cycles are told by their ends.
static constexpr std::size_t most_shown = 8;

std::vector<RevisionIndex> oldest_first(const History& history) {
  std::vector<std::uint32_t> waiting(history.size());
  for (RevisionIndex index = 0; index < history.size(); ++index) {
    for (const RevisionIndex dependent : history.dependents(index)) ++waiting[dependent];
  }
  std::vector<RevisionIndex> order;
  order.reserve(history.size());
  for (RevisionIndex index = 0; index < history.size(); ++index) {
    if (waiting[index] == 0) order.push_back(index);
  }
  for (std::size_t at = 0; at < order.size(); ++at) {
    for (const RevisionIndex dependent : history.dependents(order[at])) {
      if (--waiting[dependent] == 0) order.push_back(dependent);
    }
  }
  return order;
}

/// One step of a cycle: the header entry by which a revision names what it needs.
struct Link {
  RevisionIndex from = 0;
  RevisionIndex to = 0;
  bool depends = false;
  Span span;
};

static Span reference_to(const History& history, const std::vector<Reference>& references,
                         RevisionIndex target) {
  for (const Reference& reference : references) {
    if (history.find(reference.text) == target) return reference.span;
  }
  return {};
}

// The first need of a revision that is itself held back; every such revision has one.
static Link first_held_back(const History& history, RevisionIndex index,
                            const std::vector<std::uint8_t>& placed) {
  const Revision& revision = history.at(index);
  for (const RevisionIndex target : history.down(index)) {
    if (placed[target] != 0) continue;
    return {.from = index,
            .to = target,
            .depends = false,
            .span = reference_to(history, revision.down_revisions, target)};
  }
  for (const RevisionIndex target : history.depends_on(index)) {
    if (placed[target] != 0) continue;
    return {.from = index,
            .to = target,
            .depends = true,
            .span = reference_to(history, revision.depends_on, target)};
  }
  return {.from = index, .to = index};
}

static std::string_view verb(const Link& link) { return link.depends ? "depends on" : "revises"; }

static std::string path_of(const History& history, const std::vector<Link>& cycle) {
  std::string path = fmt::format("`{}`", history.at(cycle.front().from).id.text);
  const std::size_t shown = std::min(cycle.size(), most_shown);
  for (std::size_t i = 0; i < shown; ++i) {
    path += fmt::format("{} {} `{}`", i == 0 ? "" : ", which", verb(cycle[i]),
                        history.at(cycle[i].to).id.text);
  }
  if (shown == cycle.size()) return path;
  return path + fmt::format(", and so on through {} revisions, back to `{}`", cycle.size(),
                            history.at(cycle.front().from).id.text);
}

static void report(const History& history, const std::vector<Link>& cycle,
                   Diagnostics& diagnostics) {
  Diagnostic found{.code = &codes::cycle,
                   .span = cycle.front().span,
                   .message = fmt::format("cycle: {}", path_of(history, cycle)),
                   .help = "drop one of these references"};
  std::string ids;
  for (std::size_t i = 0; i < cycle.size(); ++i) {
    ids += (i == 0 ? "" : ",") + history.at(cycle[i].from).id.text;
    if (i == 0 || i >= most_shown) continue;
    found.notes.push_back(
        {.span = cycle[i].span,
         .message = fmt::format("`{}` {} `{}`", history.at(cycle[i].from).id.text, verb(cycle[i]),
                                history.at(cycle[i].to).id.text)});
  }
  found.fields.emplace_back("cycle", std::move(ids));
  diagnostics.add(std::move(found));
}

void report_cycles(const History& history, const std::vector<RevisionIndex>& order,
                   Diagnostics& diagnostics) {
  std::vector<std::uint8_t> placed(history.size());
  for (const RevisionIndex index : order) placed[index] = 1;
  // seen[i]: the walk that came by, counted from 1; place[i]: where in its path.
  std::vector<std::uint32_t> seen(history.size()), place(history.size());
  std::uint32_t walk = 0;
  for (RevisionIndex start = 0; start < history.size(); ++start) {
    if (placed[start] != 0 || seen[start] != 0) continue;
    ++walk;
    std::vector<Link> path;
    RevisionIndex at = start;
    while (seen[at] == 0) {
      seen[at] = walk;
      place[at] = static_cast<std::uint32_t>(path.size());
      path.push_back(first_held_back(history, at, placed));
      at = path.back().to;
    }
    if (seen[at] == walk) report(history, {path.begin() + place[at], path.end()}, diagnostics);
  }
}

}  // namespace sqlc::history
