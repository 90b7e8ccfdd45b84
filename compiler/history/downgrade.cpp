#include <fmt/format.h>

#include <algorithm>

#include "history/ends.hpp"
#include "history/names.hpp"
#include "history/order.hpp"
#include "history/plan.hpp"
#include "history/range.hpp"
#include "history/version_rows.hpp"

namespace sqlc::history {

/// A downgrade's range, resolved.
struct Descending {
  Revisions start;
  std::vector<Target> targets;
  Mask applied;
};

static std::optional<Descending> resolve_descending(const Scope& scope, const RangeText& text) {
  Descending found;
  if (!has_relative(text.start)) {
    std::optional<Revisions> start = resolve_side(scope, text.start, {});
    if (!start) return std::nullopt;
    found.start = std::move(*start);
  }
  std::optional<std::vector<Target>> targets = resolve_targets(scope, text.end, found.start);
  if (!targets) return std::nullopt;
  found.targets = std::move(*targets);
  if (has_relative(text.start)) {
    Revisions below;
    for (const Target& target : found.targets) {
      if (target.to) below.push_back(*target.to);
    }
    std::optional<Revisions> start = resolve_side(scope, text.start, below);
    if (!start) return std::nullopt;
    found.start = std::move(*start);
  }
  found.applied = ancestors(scope.history, found.start, Along::DownAndDependencies);
  return found;
}

static bool check_applied(const Scope& scope, const Descending& range, Span span) {
  const History& history = scope.history;
  for (const Target& target : range.targets) {
    if (!target.to || range.applied[*target.to] != 0) continue;
    const std::string& id = history.at(*target.to).id.text;
    const std::string from = side_text(history, range.start);
    const Mask below = ancestors(history, {&*target.to, 1}, Along::DownAndDependencies);
    const bool above = within(range.start, below).size() == range.start.size();
    if (above) {
      report_symbol(scope, codes::wrong_direction, span,
                    fmt::format("`{}` stands above `{}`", id, from),
                    fmt::format("write `sqlc upgrade {}:{}` to go up, or `sqlc downgrade {}:{}` to "
                                "go down",
                                from, id, id, from),
                    {&*target.to, 1});
    } else {
      report_symbol(scope, codes::not_a_downgrade_target, span,
                    fmt::format("`{}` is not applied at `{}`", id, from),
                    "name a revision below the start", {&*target.to, 1});
    }
    return false;
  }
  return true;
}

static bool check_branches(const Scope& scope, const Descending& range, Span span) {
  const History& history = scope.history;
  for (const Target& target : range.targets) {
    const Roots roots = roots_of(history, target);
    if (!roots.chosen.empty() || roots.all.empty()) continue;
    report_symbol(
        scope, codes::not_a_downgrade_target, span,
        fmt::format("none of {} leads to `{}`", list_ids(history, roots.all),
                    history.at(*target.branch).id.text),
        "leave out the branch to undo all of them, or name a branch that one of them leads to",
        roots.all);
    return false;
  }
  return true;
}

// One target must not go because of another.
static bool check_kept(const Scope& scope, const Descending& range, const Mask& todo, Span span) {
  const History& history = scope.history;
  for (const Target& target : range.targets) {
    if (!target.to || todo[*target.to] == 0) continue;
    const std::string& id = history.at(*target.to).id.text;
    report_symbol(scope, codes::overlapping_revisions, span,
                  fmt::format("`{}` is to stay, and to go with what stands on another target", id),
                  fmt::format("leave out `{}`, or the target below it", id), {&*target.to, 1});
    return false;
  }
  return true;
}

// A target on which something stands, but nothing that the downgrade would begin with.
static bool check_revised(const Scope& scope, const Descending& range, Span span) {
  const History& history = scope.history;
  for (const Target& target : range.targets) {
    if (!target.to || std::ranges::find(range.start, *target.to) != range.start.end()) continue;
    if (!within(roots_of(history, target).chosen, range.applied).empty()) continue;
    const Revisions on_it = within(history.dependents(*target.to), range.applied);
    report_symbol(
        scope, codes::not_a_downgrade_target, span,
        fmt::format("nothing that is applied revises `{}`{}; {} on it",
                    history.at(*target.to).id.text, target.branch ? " there" : "",
                    list_ids(history, on_it) + (on_it.size() == 1 ? " depends" : " depend")),
        "name the revision below the one that shall go", on_it);
    return false;
  }
  return true;
}

static void report_nothing_above(const Scope& scope, const Descending& range, Span span) {
  report_symbol(scope, codes::empty_range, span,
                fmt::format("nothing to undo: `{}` has nothing above `{}`",
                            side_text(scope.history, range.start),
                            targets_text(scope.history, range.applied, range.targets)),
                "name a revision below the start");
}

/// What the range removes; nothing after an error.
static std::optional<Mask> removed_by(const Scope& scope, const Descending& range, Span span) {
  if (!check_applied(scope, range, span)) return std::nullopt;
  if (!check_branches(scope, range, span)) return std::nullopt;
  if (!check_revised(scope, range, span)) return std::nullopt;
  Mask todo = downgrade_set(scope.history, range.applied, range.targets);
  if (std::ranges::find(todo, 1) == todo.end()) {
    report_nothing_above(scope, range, span);
    return std::nullopt;
  }
  if (!check_kept(scope, range, todo, span)) return std::nullopt;
  return todo;
}

static bool check_both_ends(const Scope& scope, const Source& argument, const RangeText& text) {
  if (!text.start.empty() && !text.end.empty()) return true;
  const std::string_view given =
      side_span(text.start.empty() ? text.end : text.start, argument).text();
  const std::string whole =
      text.start.empty() ? fmt::format("heads:{}", given) : fmt::format("{}:prev", given);
  report_symbol(
      scope, codes::range_needs_both_ends, side_span({}, argument),
      "a downgrade needs both ends of its range",
      text.start.empty() && text.end.empty()
          ? "write `sqlc downgrade head:prev` to undo the last revision"
          : fmt::format("write where the database is and where it shall go: `{}`", whole));
  return false;
}

std::optional<Route> resolve_downgrade(const History& history, const Source& argument,
                                       Diagnostics& diagnostics) {
  const Scope scope{.history = history, .diagnostics = diagnostics};
  const std::optional<RangeText> text = parse_range(history, argument, diagnostics);
  if (!text || !check_both_ends(scope, argument, *text)) return std::nullopt;
  if (!check_relative(scope, *text, Way::Down)) return std::nullopt;
  std::optional<Descending> range = resolve_descending(scope, *text);
  if (!range) return std::nullopt;
  std::optional<Mask> todo = removed_by(scope, *range, side_span(text->end, argument));
  if (!todo) return std::nullopt;
  const std::vector<RevisionIndex> order = newest_first(history, std::move(*todo));
  Course course = revert_all(history, range->applied, range->start, order);
  return Route{.direction = Direction::Downgrade,
               .resolved = side_text(history, range->start) + ":" +
                           targets_text(history, range->applied, range->targets),
               .steps = std::move(course.steps),
               .start = sorted_ids(history, range->start),
               .end = sorted_ids(history, course.rows)};
}

std::string range_that_also_undoes(const History& history, const Route& downgrade) {
  const Source resolved{.path = {}, .text = downgrade.resolved};
  Diagnostics ignored;
  const Scope scope{.history = history, .diagnostics = ignored};
  const std::optional<RangeText> text = parse_range(history, resolved, ignored);
  if (!text || text->start.empty()) return {};
  const std::optional<Descending> range = resolve_descending(scope, *text);
  if (!range) return {};
  std::vector<Target> deeper;
  for (const Target& target : range->targets) {
    const std::vector<Target> below =
        target.to ? targets_below(history, *target.to) : std::vector<Target>{target};
    deeper.insert(deeper.end(), below.begin(), below.end());
  }
  const auto is_base = [](const Target& target) { return !target.to; };
  if (std::ranges::all_of(range->targets, is_base)) return {};
  // One that goes on account of another need not be named, and could not be.
  const Mask gone = downgrade_set(history, range->applied, deeper);
  std::erase_if(deeper, [&](const Target& target) { return target.to && gone[*target.to] != 0; });
  return side_text(history, range->start) + ":" + targets_text(history, range->applied, deeper);
}

}  // namespace sqlc::history
