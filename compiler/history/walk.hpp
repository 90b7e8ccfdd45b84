#pragma once

#include <cstdint>
#include <optional>

#include "history/reach.hpp"
#include "history/resolve.hpp"

namespace sqlc::history {

/// Goes up from a revision (base: to the bases) by children, on the branch alone if there is one.
/// Nothing comes back after an error: a fork on the way, or no more to climb.
[[nodiscard]] std::optional<Place> walk_up(const Scope& scope, const Symbol& symbol, Place from,
                                           std::int64_t steps, const Mask* branch,
                                           Overrun overrun = Overrun::Error);

/// Goes down by down revisions; below a base is base. A merge on the way, or base left behind, is
/// an error.
[[nodiscard]] std::optional<Place> walk_down(const Scope& scope, const Symbol& symbol, Place from,
                                             std::int64_t steps, Overrun overrun = Overrun::Error);

}  // namespace sqlc::history
