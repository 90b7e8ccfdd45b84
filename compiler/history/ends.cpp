#include "history/ends.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "history/names.hpp"
#include "history/reach.hpp"

namespace sqlc::history {

Span side_span(std::span<const Symbol> symbols, const Source& argument) {
  if (symbols.empty()) {
    return {
        .source = &argument, .begin = 0, .end = static_cast<std::uint32_t>(argument.text.size())};
  }
  return {.source = &argument, .begin = symbols.front().span.begin, .end = symbols.back().span.end};
}

bool has_relative(std::span<const Symbol> symbols) {
  return std::ranges::any_of(symbols, &Symbol::relative);
}

static bool check_steps(const Scope& scope, const Symbol& symbol, Way way, bool is_end) {
  if (!symbol.relative()) return true;
  if (*symbol.steps == 0) {
    report_symbol(scope, codes::empty_range, symbol.span,
                  fmt::format("`{}` moves nothing", symbol.span.text()), "take one step or more");
    return false;
  }
  const bool up_wanted = (way == Way::Up) == is_end;
  if (way == Way::Either || (*symbol.steps > 0) == up_wanted) return true;
  report_symbol(
      scope, codes::wrong_direction, symbol.span,
      fmt::format("`{}` goes {} from the {} of the range, and {} goes {}", symbol.span.text(),
                  up_wanted ? "down" : "up", is_end ? "start" : "end",
                  way == Way::Up ? "an upgrade" : "a downgrade", way == Way::Up ? "up" : "down"),
      is_end == (way == Way::Up) ? "write `+` instead of `-`" : "write `-` instead of `+`");
  return false;
}

bool check_relative(const Scope& scope, const RangeText& range, Way way) {
  if (has_relative(range.start) && has_relative(range.end)) {
    report_symbol(scope, codes::range_syntax, range.end.front().span,
                  "both sides of the range count steps from each other",
                  "name a revision on one side");
    return false;
  }
  for (const Symbol& symbol : range.start) {
    if (!check_steps(scope, symbol, way, false)) return false;
  }
  for (const Symbol& symbol : range.end) {
    if (!check_steps(scope, symbol, way, true)) return false;
  }
  return true;
}

/// A revision and the symbol that named it.
struct Named {
  RevisionIndex revision = 0;
  Span span;
};

static std::optional<Named> first_repeated(std::span<const Named> named) {
  std::vector<RevisionIndex> seen;
  for (const Named& one : named) seen.push_back(one.revision);
  std::ranges::sort(seen);
  const auto twice = std::ranges::adjacent_find(seen);
  if (twice == seen.end()) return std::nullopt;
  return *std::ranges::find(named, *twice, &Named::revision);
}

static void report_overlap(const Scope& scope, std::span<const Named> named, const Named& lower) {
  const History& history = scope.history;
  const Mask above = descendants(history, {&lower.revision, 1}, Along::DownAndDependencies);
  const auto upper = std::ranges::find_if(named, [&](const Named& one) {
    return one.revision != lower.revision && above[one.revision] != 0;
  });
  const std::vector<RevisionIndex> both = {lower.revision, upper->revision};
  report_symbol(scope, codes::overlapping_revisions, lower.span,
                fmt::format("`{}` and `{}` overlap: the second stands on the first",
                            history.at(both[0]).id.text, history.at(both[1]).id.text),
                fmt::format("leave out `{}`", lower.span.text()), both);
}

static bool check_overlap(const Scope& scope, std::span<const Named> named) {
  if (named.size() < 2) return true;
  if (const auto repeated = first_repeated(named)) {
    report_symbol(scope, codes::overlapping_revisions, repeated->span,
                  fmt::format("`{}` is named twice", scope.history.at(repeated->revision).id.text),
                  "name it once", {&repeated->revision, 1});
    return false;
  }
  std::vector<RevisionIndex> all;
  for (const Named& one : named) all.push_back(one.revision);
  const std::vector<RevisionIndex> tops = maximal(scope.history, all);
  if (tops.size() == all.size()) return true;
  const auto lower = std::ranges::find_if(
      named, [&](const Named& one) { return !std::ranges::binary_search(tops, one.revision); });
  report_overlap(scope, named, *lower);
  return false;
}

static std::optional<Revisions> resolve_relative(const Scope& scope, const Symbol& symbol,
                                                 std::span<const RevisionIndex> other) {
  Place to;
  if (*symbol.steps > 0) {
    const std::optional<Place> place = resolve_up(scope, symbol, other);
    if (!place) return std::nullopt;
    to = *place;
  } else {
    const std::optional<Descent> descent = resolve_down(scope, symbol, other);
    if (!descent) return std::nullopt;
    to = descent->to;
  }
  return to ? Revisions{*to} : Revisions{};
}

std::optional<Revisions> resolve_side(const Scope& scope, std::span<const Symbol> symbols,
                                      std::span<const RevisionIndex> other) {
  std::vector<Named> named;
  for (const Symbol& symbol : symbols) {
    const std::optional<Revisions> found =
        symbol.relative() ? resolve_relative(scope, symbol, other) : resolve_named(scope, symbol);
    if (!found) return std::nullopt;
    for (const RevisionIndex index : *found) named.push_back({index, symbol.span});
  }
  if (!check_overlap(scope, named)) return std::nullopt;
  Revisions side;
  for (const Named& one : named) side.push_back(one.revision);
  std::ranges::sort(side);
  return side;
}

std::vector<Target> targets_below(const History& history, RevisionIndex revision) {
  std::vector<Target> targets;
  for (const RevisionIndex parent : maximal(history, history.down(revision))) {
    targets.push_back({.branch = revision, .to = parent});
  }
  if (targets.empty()) targets.push_back({.branch = revision, .to = std::nullopt});
  return targets;
}

static bool is_prev(const Symbol& symbol) { return symbol.name == "prev" && !symbol.steps; }

static std::optional<std::vector<Target>> targets_of(const Scope& scope, const Symbol& symbol,
                                                     std::span<const RevisionIndex> rows) {
  if (symbol.relative() && *symbol.steps < 0) {
    const std::optional<Descent> descent = resolve_down(scope, symbol, rows);
    if (!descent) return std::nullopt;
    return std::vector<Target>{{.branch = descent->branch, .to = descent->to}};
  }
  if (is_prev(symbol)) {
    const std::optional<Place> head = resolve_head(scope, symbol);
    if (!head) return std::nullopt;
    return *head ? targets_below(scope.history, **head) : std::vector<Target>{Target{}};
  }
  const std::optional<Revisions> found = resolve_named(scope, symbol);
  if (!found) return std::nullopt;
  const std::optional<RevisionIndex> branch = resolve_branch(scope, symbol);
  std::vector<Target> targets;
  for (const RevisionIndex index : *found) targets.push_back({.branch = branch, .to = index});
  if (found->empty()) targets.push_back({.branch = branch, .to = std::nullopt});
  return targets;
}

std::optional<std::vector<Target>> resolve_targets(const Scope& scope,
                                                   std::span<const Symbol> symbols,
                                                   std::span<const RevisionIndex> rows) {
  std::vector<Target> targets;
  for (const Symbol& symbol : symbols) {
    const std::optional<std::vector<Target>> found = targets_of(scope, symbol, rows);
    if (!found) return std::nullopt;
    targets.insert(targets.end(), found->begin(), found->end());
  }
  return targets;
}

std::string side_text(const History& history, std::span<const RevisionIndex> revisions) {
  if (revisions.empty()) return "base";
  std::string text;
  for (const std::string& id : sorted_ids(history, revisions)) {
    text += (text.empty() ? "" : ",") + id;
  }
  return text;
}

}  // namespace sqlc::history
