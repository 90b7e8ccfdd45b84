#pragma once

#include <span>
#include <vector>

#include "history/ends.hpp"
#include "history/reach.hpp"

namespace sqlc::history {

/// What an upgrade runs: the targets and all below them that the starts lack.
[[nodiscard]] Mask upgrade_set(const History& history, std::span<const RevisionIndex> starts,
                               std::span<const RevisionIndex> targets);

/// Where one target of a downgrade begins to remove.
struct Roots {
  /// All that stands directly on the target, and those of them that lead to its branch.
  std::vector<RevisionIndex> all;
  std::vector<RevisionIndex> chosen;
};

[[nodiscard]] Roots roots_of(const History& history, const Target& target);

/// What a downgrade removes: of what is applied, all that stands on the targets' roots.
[[nodiscard]] Mask downgrade_set(const History& history, const Mask& applied,
                                 std::span<const Target> targets);

/// The targets as the right side of a range that resolves to the same again.
[[nodiscard]] std::string targets_text(const History& history, const Mask& applied,
                                       std::span<const Target> targets);

/// What to write in place of a range that runs nothing or the wrong way, for a diagnostic's help:
/// of `downgrade start:end` and `upgrade end:start`, those that run something.
[[nodiscard]] std::string other_direction(const History& history,
                                          std::span<const RevisionIndex> starts,
                                          std::span<const RevisionIndex> ends);

}  // namespace sqlc::history
