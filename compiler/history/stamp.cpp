#include <fmt/format.h>

#include <algorithm>

#include "history/ends.hpp"
#include "history/names.hpp"
#include "history/range.hpp"
#include "history/reach.hpp"

namespace sqlc::history {

static bool names_base(const Symbol& symbol) { return symbol.name == "base" && !symbol.steps; }

/// Rows that a target above or below them takes the place of.
static Mask related_to(const History& history, RevisionIndex target) {
  Mask related = ancestors(history, {&target, 1}, Along::DownAndDependencies);
  const Mask above = descendants(history, {&target, 1}, Along::DownAndDependencies);
  for (std::size_t i = 0; i < related.size(); ++i) related[i] |= above[i];
  return related;
}

/// Rows that go because `base` or `branch@base` is among the targets.
static std::optional<Mask> emptied(const Scope& scope, const RangeText& text, bool to_base) {
  Mask gone(scope.history.size());
  if (to_base) return Mask(scope.history.size(), 1);
  for (const Symbol& symbol : text.end) {
    if (!names_base(symbol)) continue;
    const std::optional<RevisionIndex> branch = resolve_branch(scope, symbol);
    if (!branch) return std::nullopt;
    const Mask related = related_to(scope.history, *branch);
    for (std::size_t i = 0; i < gone.size(); ++i) gone[i] |= related[i];
  }
  return gone;
}

static bool is_branch_base(const Symbol& symbol) {
  return names_base(symbol) && !symbol.branch.empty();
}

static Route stamp_route(const History& history, const Revisions& start, const Revisions& target,
                         const Mask& gone) {
  Route route{.direction = Direction::Stamp,
              .resolved = side_text(history, start) + ":" + side_text(history, target),
              .steps = {},
              .start = sorted_ids(history, start),
              .end = {}};
  std::vector<RevisionIndex> rows = start;
  for (const RevisionIndex index : target) {
    const Mask related = related_to(history, index);
    Step step{.revision = index, .rows = {}};
    if (std::ranges::binary_search(start, index)) continue;
    for (const RevisionIndex row : rows) {
      const bool stays = related[row] == 0 || std::ranges::binary_search(target, row);
      if (!stays) step.rows.removed.push_back(row);
    }
    std::erase_if(rows, [&](RevisionIndex row) {
      return std::ranges::binary_search(step.rows.removed, row);
    });
    rows.push_back(index);
    std::ranges::sort(rows);
    step.rows.added = {index};
    route.steps.push_back(std::move(step));
  }
  for (const RevisionIndex row : start) {
    const bool left = std::ranges::binary_search(rows, row);
    if (!left || gone[row] == 0 || std::ranges::binary_search(target, row)) continue;
    route.steps.push_back({.revision = row, .rows = {.removed = {row}, .added = {}}});
    std::erase(rows, row);
  }
  route.end = sorted_ids(history, rows);
  return route;
}

std::optional<Route> resolve_stamp(const History& history, const Source& argument,
                                   Diagnostics& diagnostics) {
  const Scope scope{.history = history, .diagnostics = diagnostics};
  const std::optional<RangeText> text = parse_range(history, argument, diagnostics);
  if (!text || !check_relative(scope, *text, Way::Either)) return std::nullopt;
  const Span all{
      .source = &argument, .begin = 0, .end = static_cast<std::uint32_t>(argument.text.size())};
  if (text->end.empty()) {
    report_symbol(scope, codes::range_needs_both_ends, all, "the target of the stamp is missing",
                  "write the revision that the database is at: `sqlc stamp head`");
    return std::nullopt;
  }
  std::optional<Revisions> start = resolve_side(
      scope, has_relative(text->start) ? std::span<const Symbol>() : std::span(text->start), {});
  if (!start) return std::nullopt;
  const std::optional<Revisions> target = resolve_side(scope, text->end, *start);
  if (!target) return std::nullopt;
  if (has_relative(text->start)) start = resolve_side(scope, text->start, *target);
  if (!start) return std::nullopt;
  const bool to_base = target->empty() && !std::ranges::any_of(text->end, is_branch_base);
  const std::optional<Mask> gone = emptied(scope, *text, to_base);
  if (!gone) return std::nullopt;
  Route route = stamp_route(history, *start, *target, *gone);
  if (!route.steps.empty()) return route;
  report_symbol(scope, codes::empty_range, all,
                fmt::format("nothing to stamp: the rows are `{}` before and after",
                            side_text(history, *start)),
                "name another revision");
  return std::nullopt;
}

}  // namespace sqlc::history
