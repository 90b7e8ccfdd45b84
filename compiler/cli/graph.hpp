#pragma once

#include <string>
#include <vector>

#include "history/history.hpp"

namespace sqlc::cli {

/// Draws revisions as a graph with their texts to the right, one or several whole lines each, as
/// `git log --graph` does. `order` has every revision before its parents; parents outside of it are
/// left out. Lines are box-drawing characters, or ASCII.
[[nodiscard]] std::string draw_graph(const history::History& history,
                                     const std::vector<history::RevisionIndex>& order,
                                     const std::vector<std::string>& texts, bool unicode);

}  // namespace sqlc::cli
