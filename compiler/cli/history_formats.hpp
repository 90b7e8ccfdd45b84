#pragma once

#include <string>
#include <vector>

#include "history/history.hpp"

namespace sqlc::cli {

/// Revisions as a JSON array, in the order given, ending in a newline. Every object has the keys
/// id, down_revisions, depends_on, labels, message, description, create_date, path, head,
/// branch_point, merge_point, in this order.
[[nodiscard]] std::string history_as_json(const history::History& history,
                                          const std::vector<history::RevisionIndex>& order);

/// Revisions as a Graphviz graph, newest at the top; dependencies are dashed.
[[nodiscard]] std::string history_as_dot(const history::History& history,
                                         const std::vector<history::RevisionIndex>& order);

/// Revisions as a Mermaid flow chart, newest at the top; dependencies are dotted.
[[nodiscard]] std::string history_as_mermaid(const history::History& history,
                                             const std::vector<history::RevisionIndex>& order);

}  // namespace sqlc::cli
