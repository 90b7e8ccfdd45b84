#include "history/dependencies.hpp"

#include <algorithm>
#include <limits>

namespace sqlc::history {

/// A `depends_on` entry: who lists it, and where in the lists laid end to end.
struct Listing {
  RevisionIndex by = 0;
  std::uint32_t entry = 0;
};

/// A revision on which several depend, by their places in the order.
struct Shared {
  std::vector<Listing> listings;
  std::uint32_t first = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t last = 0;
};

static std::vector<Shared> shared_dependencies(const History& history) {
  std::vector<std::uint32_t> count(history.size());
  for (RevisionIndex index = 0; index < history.size(); ++index) {
    for (const RevisionIndex target : history.depends_on(index)) ++count[target];
  }
  std::vector<Shared> shared;
  std::vector<std::uint32_t> group(history.size());
  std::uint32_t entry = 0;
  for (RevisionIndex index = 0; index < history.size(); ++index) {
    for (const RevisionIndex target : history.depends_on(index)) {
      const Listing listing{.by = index, .entry = entry++};
      if (count[target] < 2) continue;
      if (group[target] == 0) {
        shared.emplace_back();
        group[target] = static_cast<std::uint32_t>(shared.size());
      }
      Shared& mine = shared[group[target] - 1];
      mine.listings.push_back(listing);
      mine.first = std::min(mine.first, history.rank(index));
      mine.last = std::max(mine.last, history.rank(index));
    }
  }
  return shared;
}

std::vector<std::uint8_t> implied_dependencies(const History& history,
                                               const std::vector<RevisionIndex>& order) {
  std::vector<Shared> shared = shared_dependencies(history);
  if (shared.empty()) return {};

  std::size_t entries = 0;
  for (RevisionIndex index = 0; index < history.size(); ++index) {
    entries += history.depends_on(index).size();
  }
  std::vector<std::uint8_t> implied(entries);
  // One sweep over the order serves 64 of them, a bit each: `lists` says who depends on it, `above`
  // who has such a one among the down-ancestors.
  std::ranges::sort(shared, {}, &Shared::first);
  std::vector<std::uint64_t> lists(history.size()), above(history.size());
  for (std::size_t begin = 0; begin < shared.size(); begin += 64) {
    const std::size_t end = std::min(begin + 64, shared.size());
    std::uint32_t last = 0;
    for (std::size_t i = begin; i < end; ++i) {
      last = std::max(last, shared[i].last);
      for (const Listing& listing : shared[i].listings) {
        lists[listing.by] |= std::uint64_t{1} << (i - begin);
      }
    }
    const std::uint32_t first = shared[begin].first;
    for (std::uint32_t at = first; at <= last; ++at) {
      std::uint64_t bits = 0;
      for (const RevisionIndex parent : history.down(order[at])) {
        if (history.rank(parent) >= first) bits |= above[parent] | lists[parent];
      }
      above[order[at]] = bits;
    }
    for (std::size_t i = begin; i < end; ++i) {
      for (const Listing& listing : shared[i].listings) {
        implied[listing.entry] = (above[listing.by] >> (i - begin)) & 1;
        lists[listing.by] = 0;
      }
    }
  }
  return implied;
}

}  // namespace sqlc::history
