#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "history/history.hpp"

namespace sqlc::history {

/// A set of revisions: one flag each, by load order.
using Mask = std::vector<std::uint8_t>;

/// Which edges to follow.
enum class Along { Down, DownAndDependencies };

/// The revisions and all that they stand on.
[[nodiscard]] Mask ancestors(const History& history, std::span<const RevisionIndex> of,
                             Along along);

/// The revisions and all that stands on them.
[[nodiscard]] Mask descendants(const History& history, std::span<const RevisionIndex> of,
                               Along along);

/// The branch of a revision: itself, its ancestors and its descendants, by down revisions alone.
[[nodiscard]] Mask lineage(const History& history, RevisionIndex of);

/// Those on which no other of them stands, by any edge; in load order, each once.
[[nodiscard]] std::vector<RevisionIndex> maximal(const History& history,
                                                 std::span<const RevisionIndex> revisions);

/// The members of the set, in load order.
[[nodiscard]] std::vector<RevisionIndex> members(const Mask& mask);

/// Those of the revisions that are in the set, in the order given.
[[nodiscard]] std::vector<RevisionIndex> within(std::span<const RevisionIndex> revisions,
                                                const Mask& mask);

}  // namespace sqlc::history
