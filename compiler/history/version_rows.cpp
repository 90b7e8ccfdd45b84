#include "history/version_rows.hpp"

#include <algorithm>

namespace sqlc::history {

static Mask mask_of(const History& history, std::span<const RevisionIndex> revisions) {
  Mask mask(history.size());
  for (const RevisionIndex index : revisions) mask[index] = 1;
  return mask;
}

// What stands below a new revision and was maximal is one of its parents: were there a revision in
// between, it would have been applied, and the parent not maximal.
Course apply_all(const History& history, std::span<const RevisionIndex> rows,
                 std::span<const RevisionIndex> order) {
  Mask is_row = mask_of(history, rows);
  Course course;
  course.steps.reserve(order.size());
  for (const RevisionIndex index : order) {
    Step& step = course.steps.emplace_back(Step{.revision = index, .rows = {}});
    for (const RevisionIndex parent : history.parents(index)) {
      if (is_row[parent] == 0) continue;
      is_row[parent] = 0;
      step.rows.removed.push_back(parent);
    }
    std::ranges::sort(step.rows.removed);
    is_row[index] = 1;
    step.rows.added = {index};
  }
  course.rows = members(is_row);
  return course;
}

Course revert_all(const History& history, const Mask& applied, std::span<const RevisionIndex> rows,
                  std::span<const RevisionIndex> order) {
  Mask is_row = mask_of(history, rows);
  // How many applied revisions stand directly on each.
  std::vector<std::uint32_t> carries(history.size());
  for (RevisionIndex index = 0; index < history.size(); ++index) {
    if (applied[index] == 0) continue;
    for (const RevisionIndex parent : history.parents(index)) ++carries[parent];
  }
  Course course;
  course.steps.reserve(order.size());
  for (const RevisionIndex index : order) {
    Step& step = course.steps.emplace_back(Step{.revision = index, .rows = {}});
    is_row[index] = 0;
    step.rows.removed = {index};
    for (const RevisionIndex parent : history.parents(index)) {
      if (--carries[parent] != 0) continue;
      is_row[parent] = 1;
      step.rows.added.push_back(parent);
    }
    std::ranges::sort(step.rows.added);
  }
  course.rows = members(is_row);
  return course;
}

}  // namespace sqlc::history
