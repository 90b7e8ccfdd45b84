#pragma once

#include <vector>

#include "history/history.hpp"
#include "history/reach.hpp"

namespace sqlc::history {

/// Alembic's order of a set of revisions, newest first: a downgrade runs it as it is, an upgrade
/// backwards. Each comes before what it stands on; lines are followed as deep as they go, the first
/// parent first, and ties go by load order.
[[nodiscard]] std::vector<RevisionIndex> newest_first(const History& history, Mask todo);

}  // namespace sqlc::history
