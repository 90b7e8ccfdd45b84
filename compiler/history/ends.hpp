#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "history/resolve.hpp"

namespace sqlc::history {

/// A downgrade's target: what stands on `to` (base: every base) goes. With a branch, of several
/// revisions there only those that lead to the branch's revision.
struct Target {
  std::optional<RevisionIndex> branch;
  Place to;
};

/// Where the symbols of one side stand; the whole argument when the side is open.
[[nodiscard]] Span side_span(std::span<const Symbol> symbols, const Source& argument);

/// Which way a range goes, for its relative symbols.
enum class Way { Up, Down, Either };

/// Whether the steps without a name can be counted: from one side to the other, not both ways, not
/// zero, and in the direction of the range.
[[nodiscard]] bool check_relative(const Scope& scope, const RangeText& range, Way way);

[[nodiscard]] bool has_relative(std::span<const Symbol> symbols);

/// What the symbols of one side name, which must not overlap; in load order. `other` is what steps
/// without a name count from: the other side's revisions.
[[nodiscard]] std::optional<Revisions> resolve_side(const Scope& scope,
                                                    std::span<const Symbol> symbols,
                                                    std::span<const RevisionIndex> other);

/// What the symbols of a downgrade's right side aim at; `rows` is what `-N` counts from.
[[nodiscard]] std::optional<std::vector<Target>> resolve_targets(
    const Scope& scope, std::span<const Symbol> symbols, std::span<const RevisionIndex> rows);

/// What a downgrade that shall leave just below a revision aims at.
[[nodiscard]] std::vector<Target> targets_below(const History& history, RevisionIndex revision);

/// Ids sorted and apart by commas, or "base".
[[nodiscard]] std::string side_text(const History& history,
                                    std::span<const RevisionIndex> revisions);

}  // namespace sqlc::history
