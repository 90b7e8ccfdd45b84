#pragma once

#include <cstdint>
#include <vector>

#include "history/history.hpp"

namespace sqlc::history {

/// Which dependencies a down-ancestor lists already: one flag for each entry of all the
/// `depends_on` lists laid end to end in load order. Empty when there is none. `order` has the
/// revisions by rank.
[[nodiscard]] std::vector<std::uint8_t> implied_dependencies(
    const History& history, const std::vector<RevisionIndex>& order);

}  // namespace sqlc::history
