#include "history/plan.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "history/names.hpp"

namespace sqlc::history {

static bool any(const Mask& mask) {
  return std::ranges::any_of(mask, [](std::uint8_t flag) { return flag != 0; });
}

Mask upgrade_set(const History& history, std::span<const RevisionIndex> starts,
                 std::span<const RevisionIndex> targets) {
  Mask todo = ancestors(history, targets, Along::DownAndDependencies);
  const Mask applied = ancestors(history, starts, Along::DownAndDependencies);
  for (std::size_t i = 0; i < todo.size(); ++i) todo[i] &= static_cast<std::uint8_t>(~applied[i]);
  return todo;
}

Roots roots_of(const History& history, const Target& target) {
  const std::span<const RevisionIndex> all =
      target.to ? history.children(*target.to) : std::span<const RevisionIndex>(history.bases());
  Roots roots{.all = {all.begin(), all.end()}, .chosen = {all.begin(), all.end()}};
  if (target.branch && all.size() > 1) {
    roots.chosen = within(all, ancestors(history, {&*target.branch, 1}, Along::Down));
  }
  return roots;
}

Mask downgrade_set(const History& history, const Mask& applied, std::span<const Target> targets) {
  std::vector<RevisionIndex> roots;
  for (const Target& target : targets) {
    const std::vector<RevisionIndex> chosen = roots_of(history, target).chosen;
    roots.insert(roots.end(), chosen.begin(), chosen.end());
  }
  Mask todo = descendants(history, roots, Along::DownAndDependencies);
  for (std::size_t i = 0; i < todo.size(); ++i) todo[i] &= applied[i];
  return todo;
}

static std::string target_text(const History& history, const Target& target) {
  return (target.branch ? history.at(*target.branch).id.text + "@" : std::string()) +
         (target.to ? history.at(*target.to).id.text : std::string("base"));
}

std::string targets_text(const History& history, const Mask& applied,
                         std::span<const Target> targets) {
  const Mask todo = downgrade_set(history, applied, targets);
  std::vector<Target> shown(targets.begin(), targets.end());
  for (Target& target : shown) target.branch.reset();
  if (downgrade_set(history, applied, shown) != todo) shown.assign(targets.begin(), targets.end());
  std::vector<std::string> texts;
  for (const Target& target : shown) texts.push_back(target_text(history, target));
  std::ranges::sort(texts);
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  // Base alone needs no other target beside it.
  if (std::ranges::find(texts, "base") != texts.end()) return "base";
  return fmt::format("{}", fmt::join(texts, ","));
}

static std::vector<Target> plain_targets(std::span<const RevisionIndex> revisions) {
  std::vector<Target> targets;
  for (const RevisionIndex index : revisions) targets.push_back({.branch = {}, .to = index});
  if (targets.empty()) targets.emplace_back();
  return targets;
}

std::string other_direction(const History& history, std::span<const RevisionIndex> starts,
                            std::span<const RevisionIndex> ends) {
  const std::string start = side_text(history, starts);
  const std::string end = side_text(history, ends);
  const Mask applied = ancestors(history, starts, Along::DownAndDependencies);
  const bool targets_applied = within(ends, applied).size() == ends.size();
  std::string help;
  if (targets_applied && any(downgrade_set(history, applied, plain_targets(ends)))) {
    help = fmt::format("write `sqlc downgrade {}:{}` to go down", start, end);
  }
  if (any(upgrade_set(history, ends, starts))) {
    help += help.empty() ? "write" : ", or";
    help += fmt::format(" `sqlc upgrade {}:{}` to go up", end, start);
  }
  return help;
}

}  // namespace sqlc::history
