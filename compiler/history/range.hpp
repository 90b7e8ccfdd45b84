#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "history/history.hpp"

namespace sqlc::history {

enum class Direction { Upgrade, Downgrade, Stamp };

/// How one step changes the rows of the version table. After the step the rows are exactly the
/// maximal elements of what is applied, under down ∪ depends_on.
struct VersionChange {
  /// Rows that go and rows that come, each in load order; one of each is an UPDATE.
  std::vector<RevisionIndex> removed;
  std::vector<RevisionIndex> added;
};

struct Step {
  RevisionIndex revision = 0;
  VersionChange rows;
};

/// What a range means: the steps in order, and where the database stands before and after them.
struct Route {
  Direction direction = Direction::Upgrade;
  /// The range with every symbol resolved to full ids: "2b7c81d0a9ee:4d6e17a0fdf6", "base:a,b".
  std::string resolved;
  std::vector<Step> steps;
  /// Version rows before the first and after the last step, sorted by id.
  std::vector<std::string> start;
  std::vector<std::string> end;
};

/// Resolves an upgrade's range: "a:b", or "b" alone for "base:b"; "a:" goes to heads, ":b" from
/// base. The grammar is Alembic's whole (`head`, `heads`, `base`, `prev`, prefixes, labels,
/// `branch@…`, relative forms) on either side, and several starts or targets apart by commas. Steps
/// without a name count from the other side: "-1:head" is "head-1:head", "a:+2" is two up from a.
/// The start rows are what is named, which must not overlap; the start need not be an ancestor of
/// the target. Errors carry the span of `argument`, a source whose text is the range as typed.
[[nodiscard]] std::optional<Route> resolve_upgrade(const History& history, const Source& argument,
                                                   Diagnostics& diagnostics);

/// Resolves a downgrade's range; both ends are needed ("head:prev", "head:base"). It removes what
/// stands on the target and leaves the target itself; with `branch@target`, only the children that
/// lead to the branch's revision go. Several targets remove what stands on any of them.
[[nodiscard]] std::optional<Route> resolve_downgrade(const History& history, const Source& argument,
                                                     Diagnostics& diagnostics);

/// The range that undoes a downgrade's target as well: "head:rev" leaves the database at rev, and
/// this is what takes rev away too. Empty when nothing is left to undo at the target (base).
[[nodiscard]] std::string range_that_also_undoes(const History& history, const Route& downgrade);

/// Resolves `stamp`: the version rows go from the range's start (an empty table for "b" alone) to
/// its end and nothing runs. A row related to a target, above it or below, gives way to it; other
/// rows stay. `base` takes all rows away, `branch@base` those of the branch. One step a row change
/// at most; `steps` holds one Step per revision that a row is about.
[[nodiscard]] std::optional<Route> resolve_stamp(const History& history, const Source& argument,
                                                 Diagnostics& diagnostics);

/// Revisions that a symbol names ("head", "ae10", "billing@head", "heads"), in load order; several
/// symbols apart by commas. `base` names none. "-2" and "billing@-2" count down from the heads.
[[nodiscard]] std::optional<std::vector<RevisionIndex>> resolve_symbol(const History& history,
                                                                       const Source& argument,
                                                                       Diagnostics& diagnostics);

/// `history -r a:b`: newest first, both ends included; `a:` and `:b` are open. With `branch@` on
/// the left, only that branch's heads count. "-3:" counts down from the end, "a:+2" up from the
/// start, and both stop where the history does.
[[nodiscard]] std::optional<std::vector<RevisionIndex>> resolve_history_range(
    const History& history, const Source& argument, Diagnostics& diagnostics);

}  // namespace sqlc::history
