#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "history/history.hpp"

namespace sqlc::history {

/// A revision for a message: "`4d6e17a0fdf6` (Create the model_config table.)", the id alone when
/// it has no message.
[[nodiscard]] std::string describe(const History& history, RevisionIndex index);

/// The revision whose id or label is nearest to the word, if one may have been meant.
[[nodiscard]] std::optional<RevisionIndex> nearest_revision(const History& history,
                                                            std::string_view word);

/// Ids sorted by bytes.
[[nodiscard]] std::vector<std::string> sorted_ids(const History& history,
                                                  std::span<const RevisionIndex> revisions);

/// Ids in the order given: "a,b".
[[nodiscard]] std::string join_ids(const History& history,
                                   std::span<const RevisionIndex> revisions);

/// Ids for a message, in the order given: "`a`, `b`"; after the first few, how many more there are.
[[nodiscard]] std::string list_ids(const History& history,
                                   std::span<const RevisionIndex> revisions);

}  // namespace sqlc::history
