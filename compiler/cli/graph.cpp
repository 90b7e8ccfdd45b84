#include "cli/graph.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.hpp"

namespace sqlc::cli {

using history::RevisionIndex;

/// Where a line leaves one cell of a row.
enum : unsigned { up = 1, down = 2, left = 4, right = 8 };

/// One row between two revisions: the directions in which each lane's cell is open.
using Row = std::vector<unsigned>;

class Graph {
 public:
  Graph(const history::History& history, const std::vector<RevisionIndex>& order, bool unicode)
      : history_(history), shown_(history.size()), unicode_(unicode) {
    for (const RevisionIndex index : order) shown_[index] = true;
  }

  void draw(RevisionIndex index, std::string_view text);
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  /// A lane waits for the revision that its line comes down to; nothing when it is free.
  using Lane = std::optional<RevisionIndex>;

  std::size_t enter(RevisionIndex index);
  void leave(RevisionIndex index, std::size_t at);
  std::size_t free_lane();
  void trim_lanes();
  [[nodiscard]] Row straight() const;
  static void connect(Row& row, std::size_t from, std::size_t to);
  void print(const Row& row, std::optional<std::size_t> node, std::string_view text);

  const history::History& history_;
  std::vector<bool> shown_;
  bool unicode_;
  std::vector<Lane> lanes_;
  std::string out_;
};

Row Graph::straight() const {
  Row row;
  for (const Lane& lane : lanes_) row.push_back(lane ? up | down : 0U);
  return row;
}

void Graph::connect(Row& row, std::size_t from, std::size_t to) {
  const auto [low, high] = std::minmax(from, to);
  for (std::size_t i = low; i < high; ++i) {
    row[i] |= right;
    row[i + 1] |= left;
  }
}

std::size_t Graph::free_lane() {
  const auto found = std::find(lanes_.begin(), lanes_.end(), std::nullopt);
  if (found != lanes_.end()) return static_cast<std::size_t>(found - lanes_.begin());
  lanes_.emplace_back();
  return lanes_.size() - 1;
}

/// The lane on which the revision stands. Lines that meet in it are joined first.
std::size_t Graph::enter(RevisionIndex index) {
  const auto first = std::find(lanes_.begin(), lanes_.end(), Lane(index));
  if (first == lanes_.end()) {
    const std::size_t at = free_lane();
    lanes_[at] = index;
    return at;
  }
  const auto at = static_cast<std::size_t>(first - lanes_.begin());
  Row row = straight();
  bool joined = false;
  for (std::size_t i = at + 1; i < lanes_.size(); ++i) {
    if (lanes_[i] != Lane(index)) continue;
    row[i] = (row[i] & ~static_cast<unsigned>(down));
    connect(row, at, i);
    lanes_[i].reset();
    joined = true;
  }
  if (joined) print(row, std::nullopt, "");
  trim_lanes();
  return at;
}

/// Sends the revision's lines on to its parents: the first straight down, the others aside.
void Graph::leave(RevisionIndex index, std::size_t at) {
  lanes_[at].reset();
  Row row;
  for (const RevisionIndex parent : history_.down(index)) {
    if (!shown_[parent]) continue;
    if (!lanes_[at]) {
      lanes_[at] = parent;
      row = straight();
      continue;
    }
    const auto waiting = std::find(lanes_.begin(), lanes_.end(), Lane(parent));
    const bool is_new = waiting == lanes_.end();
    const std::size_t to =
        is_new ? free_lane() : static_cast<std::size_t>(waiting - lanes_.begin());
    row.resize(lanes_.size());
    if (is_new) row[to] |= down;
    lanes_[to] = parent;
    connect(row, at, to);
  }
  const bool aside = std::any_of(row.begin(), row.end(),
                                 [](unsigned cell) { return (cell & (left | right)) != 0; });
  if (aside) print(row, std::nullopt, "");
  trim_lanes();
}

void Graph::trim_lanes() {
  while (!lanes_.empty() && !lanes_.back()) lanes_.pop_back();
}

void Graph::print(const Row& row, std::optional<std::size_t> node, std::string_view text) {
  static constexpr std::array<std::string_view, 16> boxes = {
      " ", "│", "│", "│", "─", "╯", "╮", "┤", "─", "╰", "╭", "├", "─", "┴", "┬", "┼"};
  static constexpr std::array<std::string_view, 16> ascii = {
      " ", "|", "|", "|", "-", "'", ".", "|", "-", "`", ".", "|", "-", "+", "+", "+"};
  const auto& cells = unicode_ ? boxes : ascii;
  std::string line;
  for (std::size_t i = 0; i < row.size(); ++i) {
    line += node == i ? "*" : cells[row[i]];
    line += (row[i] & right) != 0 ? cells[left | right] : " ";
  }
  if (!text.empty()) line.append(text);
  line.erase(line.find_last_not_of(' ') + 1);
  out_ += line + "\n";
}

void Graph::draw(RevisionIndex index, std::string_view text) {
  const std::size_t at = enter(index);
  std::vector<std::string_view> lines = split(text, '\n');
  if (lines.size() > 1 && lines.back().empty()) lines.pop_back();
  print(straight(), at, lines.front());
  // The lines of a longer text run beside lanes that go on below the revision.
  const bool goes_on = std::any_of(history_.down(index).begin(), history_.down(index).end(),
                                   [&](RevisionIndex parent) { return shown_[parent]; });
  Row beside = straight();
  if (!goes_on) beside[at] = 0;
  for (std::size_t i = 1; i < lines.size(); ++i) print(beside, std::nullopt, lines[i]);
  leave(index, at);
}

std::string draw_graph(const history::History& history, const std::vector<RevisionIndex>& order,
                       const std::vector<std::string>& texts, bool unicode) {
  Graph graph(history, order, unicode);
  for (std::size_t i = 0; i < order.size(); ++i) graph.draw(order[i], texts[i]);
  return graph.take();
}

}  // namespace sqlc::cli
