#pragma once

#include <span>
#include <vector>

#include "history/range.hpp"
#include "history/reach.hpp"

namespace sqlc::history {

/// Steps with their row changes, and the rows after the last.
struct Course {
  std::vector<Step> steps;
  std::vector<RevisionIndex> rows;
};

/// Adds the revisions one after the other. `rows` are the maximal elements of what is applied
/// before, and each revision comes after all that it stands on.
[[nodiscard]] Course apply_all(const History& history, std::span<const RevisionIndex> rows,
                               std::span<const RevisionIndex> order);

/// Removes the revisions one after the other. `applied` is what is applied before, `rows` its
/// maximal elements, and each revision comes after all that stands on it.
[[nodiscard]] Course revert_all(const History& history, const Mask& applied,
                                std::span<const RevisionIndex> rows,
                                std::span<const RevisionIndex> order);

}  // namespace sqlc::history
