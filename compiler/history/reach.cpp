#include "history/reach.hpp"

#include <algorithm>

namespace sqlc::history {

/// Marks what `next` leads to; each revision is expanded once.
template <typename Next>
static void spread(Mask& mask, std::span<const RevisionIndex> from, const Next& next) {
  std::vector<RevisionIndex> open;
  const auto mark = [&](RevisionIndex index) {
    if (mask[index] != 0) return;
    mask[index] = 1;
    open.push_back(index);
  };
  for (const RevisionIndex index : from) mark(index);
  while (!open.empty()) {
    const RevisionIndex at = open.back();
    open.pop_back();
    for (const RevisionIndex index : next(at)) mark(index);
  }
}

Mask ancestors(const History& history, std::span<const RevisionIndex> of, Along along) {
  Mask mask(history.size());
  spread(mask, of, [&](RevisionIndex index) {
    return along == Along::Down ? history.down(index) : history.parents(index);
  });
  return mask;
}

Mask descendants(const History& history, std::span<const RevisionIndex> of, Along along) {
  Mask mask(history.size());
  spread(mask, of, [&](RevisionIndex index) {
    return along == Along::Down ? history.children(index) : history.dependents(index);
  });
  return mask;
}

Mask lineage(const History& history, RevisionIndex of) {
  Mask mask = ancestors(history, {&of, 1}, Along::Down);
  const Mask above = descendants(history, {&of, 1}, Along::Down);
  for (std::size_t i = 0; i < mask.size(); ++i) mask[i] |= above[i];
  return mask;
}

std::vector<RevisionIndex> maximal(const History& history,
                                   std::span<const RevisionIndex> revisions) {
  std::vector<RevisionIndex> sorted(revisions.begin(), revisions.end());
  std::ranges::sort(sorted);
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  if (sorted.size() < 2) return sorted;
  std::vector<RevisionIndex> needed;
  for (const RevisionIndex index : sorted) {
    const std::span<const RevisionIndex> parents = history.parents(index);
    needed.insert(needed.end(), parents.begin(), parents.end());
  }
  const Mask below = ancestors(history, needed, Along::DownAndDependencies);
  std::erase_if(sorted, [&](RevisionIndex index) { return below[index] != 0; });
  return sorted;
}

std::vector<RevisionIndex> members(const Mask& mask) {
  std::vector<RevisionIndex> found;
  for (RevisionIndex index = 0; index < mask.size(); ++index) {
    if (mask[index] != 0) found.push_back(index);
  }
  return found;
}

std::vector<RevisionIndex> within(std::span<const RevisionIndex> revisions, const Mask& mask) {
  std::vector<RevisionIndex> found;
  std::ranges::copy_if(revisions, std::back_inserter(found),
                       [&](RevisionIndex index) { return mask[index] != 0; });
  return found;
}

}  // namespace sqlc::history
