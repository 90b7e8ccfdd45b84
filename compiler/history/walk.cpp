#include "history/walk.hpp"

#include <fmt/format.h>

#include "history/names.hpp"

namespace sqlc::history {

static std::string place_name(const History& history, Place place) {
  return place ? history.at(*place).id.text : std::string("base");
}

static std::nullopt_t too_far(const Scope& scope, const Symbol& symbol, std::int64_t done,
                              Place reached) {
  report_symbol(
      scope, codes::relative_too_far, symbol.span,
      fmt::format("`{}` goes too far: after {} step{} it is at `{}`, the last", symbol.span.text(),
                  done, done == 1 ? "" : "s", place_name(scope.history, reached)),
      done == 0 ? "name a revision" : fmt::format("take {} at most", done));
  return std::nullopt;
}

static std::nullopt_t fork_above(const Scope& scope, const Symbol& symbol, Place at,
                                 std::span<const RevisionIndex> ways) {
  const std::string where =
      at ? fmt::format("revisions that stand on `{}`", place_name(scope.history, at))
         : std::string("bases to begin with");
  report_symbol(scope, codes::ambiguous_walk, symbol.span,
                fmt::format("`{}` is ambiguous: there are {} {}: {}", symbol.span.text(),
                            ways.size(), where, list_ids(scope.history, ways)),
                "name the revision, or the branch to follow: `branch@+1`", ways);
  return std::nullopt;
}

static std::nullopt_t merge_below(const Scope& scope, const Symbol& symbol, RevisionIndex at,
                                  std::span<const RevisionIndex> ways) {
  report_symbol(scope, codes::ambiguous_walk, symbol.span,
                fmt::format("`{}` is ambiguous: `{}` merges {}", symbol.span.text(),
                            scope.history.at(at).id.text, list_ids(scope.history, ways)),
                "name the revision", ways);
  return std::nullopt;
}

std::optional<Place> walk_up(const Scope& scope, const Symbol& symbol, Place from,
                             std::int64_t steps, const Mask* branch, Overrun overrun) {
  const History& history = scope.history;
  Place at = from;
  for (std::int64_t done = 0; done < steps; ++done) {
    const std::span<const RevisionIndex> above = at ? history.children(*at) : history.bases();
    const Revisions ways =
        branch == nullptr ? Revisions(above.begin(), above.end()) : within(above, *branch);
    if (ways.empty() && overrun == Overrun::Stop) return at;
    if (ways.empty()) return too_far(scope, symbol, done, at);
    if (ways.size() > 1) return fork_above(scope, symbol, at, ways);
    at = ways.front();
  }
  return at;
}

std::optional<Place> walk_down(const Scope& scope, const Symbol& symbol, Place from,
                               std::int64_t steps, Overrun overrun) {
  const History& history = scope.history;
  Place at = from;
  for (std::int64_t done = 0; done < steps; ++done) {
    if (!at && overrun == Overrun::Stop) return at;
    if (!at) return too_far(scope, symbol, done, at);
    const std::span<const RevisionIndex> below = history.down(*at);
    if (below.size() > 1) return merge_below(scope, symbol, *at, below);
    at = below.empty() ? Place{} : Place{below.front()};
  }
  return at;
}

}  // namespace sqlc::history
