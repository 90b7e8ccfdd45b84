#include "cli/listing.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace sqlc::cli {

using history::History;
using history::Revision;
using history::RevisionIndex;

std::string ids_of(const History& history, std::span<const RevisionIndex> indices) {
  std::vector<std::string_view> ids;
  for (const RevisionIndex index : indices) ids.push_back(history.at(index).id.text);
  return fmt::format("{}", fmt::join(ids, ", "));
}

static std::string texts_of(const std::vector<history::Reference>& references) {
  std::vector<std::string_view> texts;
  for (const history::Reference& reference : references) texts.push_back(reference.text);
  return fmt::format("{}", fmt::join(texts, ", "));
}

static std::string parents_of(const History& history, RevisionIndex index) {
  const auto down = history.down(index);
  return down.empty() ? "<base>" : ids_of(history, down);
}

Listing::Listing(const History& history) : history_(history), labels_(history.size()) {
  for (RevisionIndex index = 0; index < history.size(); ++index) {
    if (!history.at(index).labels.empty()) spread(index);
  }
}

void Listing::spread(RevisionIndex owner) {
  const auto add = [&](RevisionIndex index) {
    for (const history::Reference& label : history_.at(owner).labels) {
      labels_[index].push_back(label.text);
    }
  };
  std::vector<bool> seen(history_.size());
  std::vector<RevisionIndex> todo = {owner};
  seen[owner] = true;
  while (!todo.empty()) {
    const RevisionIndex index = todo.back();
    todo.pop_back();
    add(index);
    for (const RevisionIndex child : history_.children(index)) {
      if (!seen[child]) todo.push_back(child);
      seen[child] = true;
    }
  }
  RevisionIndex index = owner;
  while (history_.down(index).size() == 1) {
    index = history_.down(index).front();
    if (history_.dependents(index).size() > 1 || history_.down(index).size() > 1) return;
    add(index);
  }
}

std::string Listing::line(RevisionIndex index, LineParts parts) const {
  const Revision& revision = history_.at(index);
  const bool head = history_.children(index).empty();
  std::string out;
  if (parts.parents) {
    out += parents_of(history_, index);
    if (!revision.depends_on.empty()) out += fmt::format(" ({})", texts_of(revision.depends_on));
    out += " -> ";
  }
  out += revision.id.text;
  if (!labels_[index].empty()) out += fmt::format(" ({})", fmt::join(labels_[index], ", "));
  if (head) out += history_.dependents(index).empty() ? " (head)" : " (effective head)";
  if (parts.tree && history_.children(index).size() > 1) out += " (branchpoint)";
  if (parts.tree && history_.down(index).size() > 1) out += " (mergepoint)";
  if (parts.message && !revision.message.empty()) out += ", " + comment_text(revision.message);
  return out;
}

/// The header's text, set in by four spaces.
static std::string header_text(const History& history, RevisionIndex index) {
  const Revision& revision = history.at(index);
  std::string out;
  const auto add = [&](std::string_view text) {
    out += text.empty() ? "\n" : fmt::format("    {}\n", comment_text(text));
  };
  if (!revision.description.empty()) {
    for (const std::string_view text : split(revision.description, '\n')) add(text);
    add("");
  }
  add("Revision ID: " + revision.id.text);
  add("Revises: " + ids_of(history, history.down(index)));
  if (!revision.create_date.empty()) add("Create Date: " + revision.create_date);
  return out;
}

std::string Listing::entry(RevisionIndex index) const {
  const Revision& revision = history_.at(index);
  const auto children = history_.children(index);
  const bool merge = history_.down(index).size() > 1;
  std::string out =
      fmt::format("Rev: {}{}{}{}\n", revision.id.text, children.empty() ? " (head)" : "",
                  children.size() > 1 ? " (branchpoint)" : "", merge ? " (mergepoint)" : "");
  out += fmt::format("{}: {}\n", merge ? "Merges" : "Parent", parents_of(history_, index));
  if (!revision.depends_on.empty()) {
    out += fmt::format("Also depends on: {}\n", texts_of(revision.depends_on));
  }
  if (children.size() > 1) out += fmt::format("Branches into: {}\n", ids_of(history_, children));
  if (!labels_[index].empty()) {
    out += fmt::format("Branch names: {}\n", fmt::join(labels_[index], ", "));
  }
  return out + fmt::format("Path: {}\n\n{}\n", revision.source->path, header_text(history_, index));
}

}  // namespace sqlc::cli
