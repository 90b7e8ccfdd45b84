#include "history/order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <set>

#include "graph_fixture.hpp"

namespace sqlc::history {

using Ids = std::vector<RevisionIndex>;

// The rule word by word, with the ancestors of each line at hand: quadratic, and plainly right.
static Ids by_the_rule(const History& history, Mask todo) {
  std::vector<Mask> anc;
  Ids lines, out;
  const auto ancestors_of = [&](RevisionIndex of) {
    return ancestors(history, {&of, 1}, Along::DownAndDependencies);
  };
  for (const RevisionIndex index : members(todo)) {
    const auto on_it = within(history.dependents(index), todo);
    if (on_it.empty()) lines.push_back(index);
  }
  for (const RevisionIndex line : lines) anc.push_back(ancestors_of(line));
  std::size_t at = 0;
  while (!lines.empty()) {
    const RevisionIndex candidate = lines[at];
    std::size_t other = 0;
    while (other < lines.size() && (other == at || anc[other][candidate] == 0)) ++other;
    if (other < lines.size()) {
      at = other;
      continue;
    }
    out.push_back(candidate);
    todo[candidate] = 0;
    Ids next;
    for (const RevisionIndex parent : history.parents(candidate)) {
      if (todo[parent] != 0 && std::ranges::find(lines, parent) == lines.end()) {
        next.push_back(parent);
      }
    }
    if (next.empty()) {
      lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
      anc.erase(anc.begin() + static_cast<std::ptrdiff_t>(at));
      at = at == 0 ? 0 : at - 1;
      continue;
    }
    lines[at] = next[0];
    anc[at] = ancestors_of(next[0]);
    for (std::size_t i = 1; i < next.size(); ++i) {
      lines.push_back(next[i]);
      anc.push_back(ancestors_of(next[i]));
    }
  }
  return out;
}

/// How a random history looks.
struct Shape {
  unsigned count;
  unsigned reach;
  unsigned base_percent;
  unsigned merge_percent;
  unsigned depend_percent;
  bool shuffled;
};

static std::string random_graph(const Shape& shape, std::mt19937& random) {
  std::vector<std::string> entries;
  for (unsigned i = 0; i < shape.count; ++i) {
    std::string entry = fmt::format("r{}", i);
    const auto earlier = [&] { return i - 1 - random() % std::min(i, shape.reach); };
    if (i > 0 && random() % 100 >= shape.base_percent) {
      entry += fmt::format("<r{}", earlier());
      if (random() % 100 < shape.merge_percent) entry += fmt::format(",r{}", earlier());
    }
    if (i > 0 && random() % 100 < shape.depend_percent) entry += fmt::format("+r{}", earlier());
    entries.push_back(entry);
  }
  if (shape.shuffled) std::ranges::shuffle(entries, random);
  return fmt::format("{}", fmt::join(entries, ";"));
}

// Large enough that more than 64 revisions wait at a time, which the oracle's histories never do.
TEST(Order, FollowsTheRule) {
  std::mt19937 random(11);
  const std::vector<Shape> shapes = {
      {40, 3, 5, 30, 20, false},    {200, 5, 2, 30, 10, true},  {200, 1000, 1, 20, 20, true},
      {400, 1000, 0, 0, 0, true},   {400, 20, 0, 50, 0, false}, {300, 1000, 30, 40, 40, true},
      {500, 1000, 0, 10, 0, false}, {300, 2, 0, 60, 30, true},
  };
  for (const Shape& shape : shapes) {
    for (int round = 0; round < 3; ++round) {
      Ranges graph(random_graph(shape, random));
      const History& history = graph.history();
      Mask todo(history.size(), 1);
      ASSERT_EQ(newest_first(history, todo), by_the_rule(history, todo));
      // What an upgrade leaves out, and what a downgrade does.
      const RevisionIndex some = static_cast<RevisionIndex>(random() % history.size());
      const Mask below = ancestors(history, {&some, 1}, Along::DownAndDependencies);
      for (std::size_t i = 0; i < todo.size(); ++i) todo[i] = below[i] == 0 ? 1 : 0;
      ASSERT_EQ(newest_first(history, todo), by_the_rule(history, todo));
      const Mask above = descendants(history, {&some, 1}, Along::DownAndDependencies);
      ASSERT_EQ(newest_first(history, above), by_the_rule(history, above));
    }
  }
}

TEST(Order, LastParentOfAMergeRunsFirst) {
  Ranges graph("a; b1<a; b2<b1; c1<a; c2<c1; d<b2,c2");
  EXPECT_EQ(graph.steps(graph.upgrade("base:head")), "a c1 c2 b1 b2 d");
  EXPECT_EQ(graph.steps(graph.downgrade("head:base")), "d b2 b1 c2 c1 a");
}

TEST(Order, LatestHeadInLoadOrderRunsFirst) {
  Ranges graph("a; b<a; c<a; z<a");
  EXPECT_EQ(graph.steps(graph.upgrade("base:heads")), "a z c b");
  EXPECT_EQ(graph.steps(graph.downgrade("heads:base")), "b c z a");
  Ranges shuffled("z<a; c<a; a; b<a");
  EXPECT_EQ(shuffled.steps(shuffled.upgrade("base:heads")), "a b c z");
}

/// 10,000 revisions of one shape, `entry` writes the i-th.
template <typename Entry>
static std::string ten_thousand(const Entry& entry) {
  std::string text;
  for (int i = 0; i < 10000; ++i) text += entry(i) + ";";
  return text;
}

TEST(Order, AnyShapeOfTenThousandGoesBothWays) {
  const std::vector<std::string> graphs = {
      ten_thousand([](int i) { return i == 0 ? "r0" : fmt::format("r{}<r{}", i, i - 1); }),
      ten_thousand([](int i) {  // diamonds
        if (i == 0) return std::string("r0");
        if (i % 3 == 0) return fmt::format("r{}<r{},r{}", i, i - 2, i - 1);
        return fmt::format("r{}<r{}", i, i - i % 3);
      }),
      ten_thousand([](int i) {  // two lines that merge every third
        if (i < 2) return i == 0 ? std::string("r0") : std::string("r1<r0");
        if (i % 6 == 0) return fmt::format("r{}<r{},r{}", i, i - 2, i - 1);
        return fmt::format("r{}<r{}", i, i - 2);
      }),
      ten_thousand([](int i) {  // two lines, one depends on the other all along
        if (i < 2) return fmt::format("r{}", i);
        return i % 2 == 0 ? fmt::format("r{}<r{}", i, i - 2)
                          : fmt::format("r{}<r{}+r{},r0", i, i - 2, i - 1);
      }),
      ten_thousand([](int i) {  // thousands of heads along a line
        if (i == 0) return std::string("r0");
        return fmt::format("r{}<r{}", i, i < 5000 ? i - 1 : (i * 7919) % 5000);
      }),
  };
  for (const std::string& text : graphs) {
    Ranges graph(text);
    const auto up = graph.upgrade("base:heads");
    const auto down = graph.downgrade("heads:base");
    ASSERT_TRUE(up && down);
    EXPECT_EQ(up->steps.size(), 10000U);
    EXPECT_EQ(down->steps.size(), 10000U);
    EXPECT_TRUE(down->end.empty());
    EXPECT_EQ(up->end, down->start);
  }
}

}  // namespace sqlc::history
