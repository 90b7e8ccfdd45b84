#pragma once

#include <vector>

#include "base/diagnostic.hpp"
#include "history/history.hpp"

namespace sqlc::history {

/// The revisions, each after its down revisions and dependencies. Those that a cycle holds back,
/// and what stands on them, are missing.
[[nodiscard]] std::vector<RevisionIndex> oldest_first(const History& history);

/// Reports the cycles among the revisions that `order` lacks: one error each, with its path. No
/// revision is in two of them.
void report_cycles(const History& history, const std::vector<RevisionIndex>& order,
                   Diagnostics& diagnostics);

}  // namespace sqlc::history
