#include <fmt/format.h>

#include <algorithm>

#include "history/ends.hpp"
#include "history/names.hpp"
#include "history/order.hpp"
#include "history/plan.hpp"
#include "history/range.hpp"
#include "history/version_rows.hpp"

namespace sqlc::history {

// Sides without a symbol that counts from the other one come first.
static bool resolve_sides(const Scope& scope, const RangeText& text, Revisions& start,
                          Revisions& end) {
  const auto take = [&](Revisions& side, std::span<const Symbol> symbols, const Revisions& other) {
    const std::optional<Revisions> found = resolve_side(scope, symbols, other);
    if (found) side = *found;
    return found.has_value();
  };
  if (has_relative(text.start)) return take(end, text.end, {}) && take(start, text.start, end);
  return take(start, text.start, {}) && take(end, text.end, start);
}

static void report_no_upgrade(const Scope& scope, const Source& argument, const RangeText& text,
                              const Revisions& start, const Revisions& target) {
  const History& history = scope.history;
  const std::string from = side_text(history, start);
  const Span span = side_span(text.end, argument);
  if (start == target) {
    report_symbol(scope, codes::empty_range, span,
                  fmt::format("nothing to run: both ends of the range are `{}`", from),
                  history.size() == 0 ? "write a revision first: `sqlc revision`"
                                      : "name a revision above the start",
                  target);
    return;
  }
  report_symbol(
      scope, codes::wrong_direction, span,
      fmt::format("nothing to run: `{}` has `{}` already", from, side_text(history, target)),
      other_direction(history, start, target), target);
}

static Route upgrade_route(const History& history, const Revisions& start, const Revisions& target,
                           Mask todo) {
  std::vector<RevisionIndex> order = newest_first(history, std::move(todo));
  std::ranges::reverse(order);
  Course course = apply_all(history, start, order);
  return {.direction = Direction::Upgrade,
          .resolved = side_text(history, start) + ":" + side_text(history, target),
          .steps = std::move(course.steps),
          .start = sorted_ids(history, start),
          .end = sorted_ids(history, course.rows)};
}

std::optional<Route> resolve_upgrade(const History& history, const Source& argument,
                                     Diagnostics& diagnostics) {
  const Scope scope{.history = history, .diagnostics = diagnostics};
  std::optional<RangeText> text = parse_range(history, argument, diagnostics);
  if (!text || !check_relative(scope, *text, Way::Up)) return std::nullopt;
  if (text->end.empty()) {
    text->end.push_back(
        {.span = side_span({}, argument), .branch = {}, .name = "heads", .steps = {}});
  }
  Revisions start;
  Revisions target;
  if (!resolve_sides(scope, *text, start, target)) return std::nullopt;
  Mask todo = upgrade_set(history, start, target);
  if (std::ranges::find(todo, 1) == todo.end()) {
    report_no_upgrade(scope, argument, *text, start, target);
    return std::nullopt;
  }
  return upgrade_route(history, start, target, std::move(todo));
}

}  // namespace sqlc::history
