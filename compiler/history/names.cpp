#include "history/names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace sqlc::history {

static constexpr std::size_t most_listed = 6;

std::string describe(const History& history, RevisionIndex index) {
  const Revision& revision = history.at(index);
  if (revision.message.empty()) return fmt::format("`{}`", revision.id.text);
  return fmt::format("`{}` ({})", revision.id.text, revision.message);
}

std::optional<RevisionIndex> nearest_revision(const History& history, std::string_view word) {
  // People type the beginning of an id, so a slip there is one in a name's beginning too.
  std::vector<std::string_view> whole;
  std::vector<std::string_view> beginnings;
  for (const Name& name : history.names()) {
    whole.push_back(name.text);
    beginnings.push_back(std::string_view(name.text).substr(0, word.size()));
  }
  if (const auto near = nearest(word, whole)) return history.find(*near);
  const std::optional<std::string_view> near = nearest(word, beginnings);
  if (!near) return std::nullopt;
  const auto at = std::ranges::find_if(
      whole, [&](std::string_view name) { return name.substr(0, word.size()) == *near; });
  return history.find(*at);
}

std::vector<std::string> sorted_ids(const History& history,
                                    std::span<const RevisionIndex> revisions) {
  std::vector<std::string> ids;
  ids.reserve(revisions.size());
  for (const RevisionIndex index : revisions) ids.push_back(history.at(index).id.text);
  std::ranges::sort(ids);
  return ids;
}

std::string join_ids(const History& history, std::span<const RevisionIndex> revisions) {
  std::string joined;
  for (const RevisionIndex index : revisions) {
    if (!joined.empty()) joined += ',';
    joined += history.at(index).id.text;
  }
  return joined;
}

std::string list_ids(const History& history, std::span<const RevisionIndex> revisions) {
  std::string list;
  const std::size_t shown = std::min(revisions.size(), most_listed);
  for (std::size_t i = 0; i < shown; ++i) {
    list += fmt::format("{}`{}`", i == 0 ? "" : ", ", history.at(revisions[i]).id.text);
  }
  if (shown < revisions.size()) list += fmt::format(" and {} more", revisions.size() - shown);
  return list;
}

}  // namespace sqlc::history
