#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "history/history.hpp"

namespace sqlc::cli {

/// What a line about a revision tells beside its id, its labels and whether it is a head.
struct LineParts {
  /// "a1b2 -> " before it, with the dependencies in parentheses.
  bool parents = false;
  /// "(branchpoint)" and "(mergepoint)".
  bool tree = true;
  bool message = false;
};

/// Revisions as `history`, `heads`, `branches` and `show` print them, in Alembic's words.
class Listing {
 public:
  explicit Listing(const history::History& history);

  /// One line without its end: "<base> -> a1b2 (billing) (head), Create the invoices table.".
  [[nodiscard]] std::string line(history::RevisionIndex index, LineParts parts) const;
  /// Several lines about one revision, its path and its whole header included; an empty line ends
  /// them.
  [[nodiscard]] std::string entry(history::RevisionIndex index) const;

 private:
  const history::History& history_;
  /// Labels of the branches that a revision belongs to: its own, those of its ancestors, and those
  /// of what stands on it up to the next branch or merge point.
  std::vector<std::vector<std::string_view>> labels_;

  void spread(history::RevisionIndex owner);
};

/// "a, b" of some revisions' ids.
[[nodiscard]] std::string ids_of(const history::History& history,
                                 std::span<const history::RevisionIndex> indices);

}  // namespace sqlc::cli
