#include "history/order.hpp"

#include <array>
#include <limits>

namespace sqlc::history {

static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

/// The walk comes down several lines at once, one from each member on which no other stands. A line
/// stands on a revision that is not out yet; when another line must come down to that revision
/// first, the walk goes on with the lowest such line, lines being numbered in the order in which
/// they opened. A line that is used up closes, and the walk falls back to its left neighbour.
///
/// Whether a revision must wait is a count of what still stands on it. Which line it waits for asks
/// who stands above it; that answer is kept for the 64 revisions last asked about, a bit of
/// `above_` each, and only ever shrinks, so that asking again costs nothing.
class LineWalk {
 public:
  LineWalk(const History& history, Mask todo)
      : history_(history),
        todo_(std::move(todo)),
        waiting_for_(history.size()),
        line_of_(history.size(), none) {
    for (RevisionIndex index = 0; index < history.size(); ++index) {
      if (todo_[index] == 0) continue;
      for (const RevisionIndex parent : history.parents(index)) ++waiting_for_[parent];
    }
  }

  std::vector<RevisionIndex> run() {
    for (RevisionIndex index = 0; index < todo_.size(); ++index) {
      if (todo_[index] != 0 && waiting_for_[index] == 0) open(index);
    }
    std::uint32_t at = first_;
    while (at != none) {
      const RevisionIndex candidate = lines_[at].revision;
      at = waiting_for_[candidate] != 0 ? lowest_line_above(candidate) : step(at, candidate);
    }
    return std::move(out_);
  }

 private:
  struct Line {
    RevisionIndex revision = none;
    std::uint32_t left = none;
    std::uint32_t right = none;
  };

  /// One revision that had to wait: what was found above it, how many of these were searched in
  /// turn, and the lowest line that may stand there.
  struct Wait {
    RevisionIndex revision = none;
    std::vector<RevisionIndex> above;
    std::size_t searched = 0;
    std::uint32_t line = 0;
  };

  void open(RevisionIndex revision) {
    const auto line = static_cast<std::uint32_t>(lines_.size());
    lines_.push_back({.revision = revision, .left = last_});
    (last_ == none ? first_ : lines_[last_].right) = line;
    last_ = line;
    line_of_[revision] = line;
  }

  std::uint32_t close(std::uint32_t line) {
    const auto [revision, left, right] = lines_[line];
    (left == none ? first_ : lines_[left].right) = right;
    (right == none ? last_ : lines_[right].left) = left;
    lines_[line].revision = none;
    // A closed line keeps its way to the right, for waits that stand on it: where there is none
    // yet, to the next line that opens.
    if (right == none) lines_[line].right = static_cast<std::uint32_t>(lines_.size());
    return left == none ? first_ : left;
  }

  /// Puts the candidate out and comes down to its parents; returns the line to go on with.
  std::uint32_t step(std::uint32_t line, RevisionIndex candidate) {
    out_.push_back(candidate);
    todo_[candidate] = 0;
    line_of_[candidate] = none;
    forget(candidate);
    bool moved = false;
    for (const RevisionIndex parent : history_.parents(candidate)) {
      --waiting_for_[parent];
      if (todo_[parent] == 0 || line_of_[parent] != none) continue;
      if (moved) {
        open(parent);
      } else {
        lines_[line].revision = parent;
        line_of_[parent] = line;
        moved = true;
      }
    }
    return moved ? line : close(line);
  }

  std::uint32_t lowest_line_above(RevisionIndex revision) {
    const std::uint32_t slot = slot_of(revision);
    std::uint32_t& line = waits_[slot].line;
    while (!stands_above(lines_[line].revision, slot)) line = lines_[line].right;
    return line;
  }

  bool stands_above(RevisionIndex index, std::uint32_t slot) {
    Wait& wait = waits_[slot];
    if (index == none || history_.rank(index) <= history_.rank(wait.revision)) return false;
    const std::uint64_t bit = std::uint64_t{1} << slot;
    while ((above_[index] & bit) == 0) {
      if (wait.searched == wait.above.size()) return false;
      search(wait.above[wait.searched++], wait, bit);
    }
    return true;
  }

  void search(RevisionIndex from, Wait& wait, std::uint64_t bit) {
    for (const RevisionIndex index : history_.dependents(from)) {
      if (todo_[index] == 0 || (above_[index] & bit) != 0) continue;
      above_[index] |= bit;
      wait.above.push_back(index);
    }
  }

  std::uint32_t slot_of(RevisionIndex revision) {
    if (above_.empty()) {
      above_.resize(history_.size());
      slot_.assign(history_.size(), none);
    }
    if (slot_[revision] == none) remember(revision);
    return slot_[revision];
  }

  void remember(RevisionIndex revision) {
    const std::uint32_t slot = next_slot_;
    next_slot_ = (next_slot_ + 1) % static_cast<std::uint32_t>(waits_.size());
    Wait& wait = waits_[slot];
    const std::uint64_t bit = std::uint64_t{1} << slot;
    if (wait.revision != none) slot_[wait.revision] = none;
    for (const RevisionIndex index : wait.above) above_[index] &= ~bit;
    wait.above.clear();
    wait.searched = 0;
    wait.revision = revision;
    wait.line = first_;
    slot_[revision] = slot;
    search(revision, wait, bit);
  }

  void forget(RevisionIndex revision) {
    if (slot_.empty() || slot_[revision] == none) return;
    waits_[slot_[revision]].revision = none;
    slot_[revision] = none;
  }

  const History& history_;
  Mask todo_;
  std::vector<std::uint32_t> waiting_for_;
  std::vector<std::uint32_t> line_of_;
  std::vector<Line> lines_;
  std::uint32_t first_ = none;
  std::uint32_t last_ = none;
  std::vector<std::uint64_t> above_;
  std::vector<std::uint32_t> slot_;
  std::array<Wait, 64> waits_;
  std::uint32_t next_slot_ = 0;
  std::vector<RevisionIndex> out_;
};

std::vector<RevisionIndex> newest_first(const History& history, Mask todo) {
  return LineWalk(history, std::move(todo)).run();
}

}  // namespace sqlc::history
