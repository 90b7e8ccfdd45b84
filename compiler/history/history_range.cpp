#include <fmt/format.h>

#include <algorithm>

#include "history/ends.hpp"
#include "history/names.hpp"
#include "history/order.hpp"
#include "history/range.hpp"
#include "history/reach.hpp"
#include "history/walk.hpp"

namespace sqlc::history {

/// Heads from which `-N` counts: the branch's, if there is one.
static std::optional<Revisions> heads_for(const Scope& scope, const Symbol& symbol) {
  const std::optional<RevisionIndex> branch = resolve_branch(scope, symbol);
  if (branch) return within(scope.history.heads(), lineage(scope.history, *branch));
  if (!symbol.branch.empty()) return std::nullopt;
  return scope.history.real_heads();
}

/// Some steps down from each of the heads.
static std::optional<Revisions> down_from_heads(const Scope& scope, const Symbol& symbol,
                                                Overrun overrun) {
  const std::optional<Revisions> heads = heads_for(scope, symbol);
  if (!heads) return std::nullopt;
  Revisions reached;
  for (const RevisionIndex head : *heads) {
    const std::optional<Place> place = walk_down(scope, symbol, head, -*symbol.steps, overrun);
    if (!place) return std::nullopt;
    if (*place) reached.push_back(**place);
  }
  return maximal(scope.history, reached);
}

static std::optional<Revisions> resolve_one(const Scope& scope, const Symbol& symbol,
                                            Overrun overrun) {
  if (!symbol.relative()) return resolve_named(scope, symbol, overrun);
  if (*symbol.steps >= 0) {
    report_symbol(scope, codes::range_syntax, symbol.span,
                  fmt::format("`{}` does not say where to count from", symbol.span.text()),
                  "name the revision to count from: `base+2`");
    return std::nullopt;
  }
  return down_from_heads(scope, symbol, overrun);
}

std::optional<std::vector<RevisionIndex>> resolve_symbol(const History& history,
                                                         const Source& argument,
                                                         Diagnostics& diagnostics) {
  const Scope scope{.history = history, .diagnostics = diagnostics};
  const std::optional<RangeText> text = parse_range(history, argument, diagnostics);
  if (!text) return std::nullopt;
  if (text->colon) {
    const Span all{
        .source = &argument, .begin = 0, .end = static_cast<std::uint32_t>(argument.text.size())};
    report_symbol(scope, codes::range_syntax, all, "this is a range, not a revision",
                  "name the revision without a colon");
    return std::nullopt;
  }
  Revisions named;
  for (const Symbol& symbol : text->end) {
    const std::optional<Revisions> found = resolve_one(scope, symbol, Overrun::Error);
    if (!found) return std::nullopt;
    named.insert(named.end(), found->begin(), found->end());
  }
  std::ranges::sort(named);
  named.erase(std::unique(named.begin(), named.end()), named.end());
  return named;
}

static std::optional<Revisions> resolve_start(const Scope& scope, const RangeText& text) {
  Revisions start;
  for (const Symbol& symbol : text.start) {
    const std::optional<Revisions> found = resolve_one(scope, symbol, Overrun::Stop);
    if (!found) return std::nullopt;
    start.insert(start.end(), found->begin(), found->end());
  }
  return maximal(scope.history, start);
}

static std::optional<Revisions> resolve_end(const Scope& scope, const RangeText& text,
                                            const Revisions& start) {
  if (text.end.empty()) return scope.history.real_heads();
  Revisions end;
  for (const Symbol& symbol : text.end) {
    if (symbol.relative() && *symbol.steps > 0) {
      const std::optional<Place> place = resolve_up(scope, symbol, start, Overrun::Stop);
      if (!place) return std::nullopt;
      if (*place) end.push_back(**place);
      continue;
    }
    const std::optional<Revisions> found = resolve_one(scope, symbol, Overrun::Stop);
    if (!found) return std::nullopt;
    end.insert(end.end(), found->begin(), found->end());
  }
  return maximal(scope.history, end);
}

/// `branch@…` on the left keeps the ends that are on the branch.
static bool keep_branch(const Scope& scope, const RangeText& text, Revisions& end) {
  for (const Symbol& symbol : text.start) {
    if (symbol.branch.empty()) continue;
    const std::optional<RevisionIndex> branch = resolve_branch(scope, symbol);
    if (!branch) return false;
    end = within(end, lineage(scope.history, *branch));
  }
  return true;
}

static bool check_connected(const Scope& scope, const Revisions& start, const Revisions& end,
                            Span span) {
  const Mask below = ancestors(scope.history, end, Along::DownAndDependencies);
  if (within(start, below).size() == start.size()) return true;
  const std::string from = side_text(scope.history, start);
  const std::string to = side_text(scope.history, end);
  const Mask above = ancestors(scope.history, start, Along::DownAndDependencies);
  if (within(end, above).size() == end.size()) {
    report_symbol(scope, codes::wrong_direction, span,
                  fmt::format("`{}` stands below `{}`", to, from),
                  fmt::format("write the older one first: `{}:{}`", to, from), end);
  } else {
    report_symbol(scope, codes::not_in_branch, span,
                  fmt::format("`{}` does not stand on `{}`", to, from),
                  "name two revisions of which one stands on the other", end);
  }
  return false;
}

std::optional<std::vector<RevisionIndex>> resolve_history_range(const History& history,
                                                                const Source& argument,
                                                                Diagnostics& diagnostics) {
  const Scope scope{.history = history, .diagnostics = diagnostics};
  const std::optional<RangeText> text = parse_range(history, argument, diagnostics);
  if (!text) return std::nullopt;
  const Span all{
      .source = &argument, .begin = 0, .end = static_cast<std::uint32_t>(argument.text.size())};
  if (!text->colon) {
    report_symbol(scope, codes::range_syntax, all, "a range of the history has a colon",
                  fmt::format("write `start:end`, `start:` or `:end`: `{}:`", argument.text));
    return std::nullopt;
  }
  const std::optional<Revisions> start = resolve_start(scope, *text);
  if (!start) return std::nullopt;
  std::optional<Revisions> end = resolve_end(scope, *text, *start);
  if (!end || !keep_branch(scope, *text, *end)) return std::nullopt;
  if (!check_connected(scope, *start, *end, all)) return std::nullopt;
  Mask shown = ancestors(history, *end, Along::DownAndDependencies);
  if (start->empty()) return newest_first(history, std::move(shown));
  // What only dependencies tie to the start is not shown, but holds back what is.
  const Mask above = descendants(history, *start, Along::DownAndDependencies);
  for (std::size_t i = 0; i < shown.size(); ++i) shown[i] &= above[i];
  return within(newest_first(history, std::move(shown)), descendants(history, *start, Along::Down));
}

}  // namespace sqlc::history
