#include "cli/graph.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "history/range.hpp"
#include "history/revision_file.hpp"

namespace sqlc::cli {

using history::RevisionIndex;

/// A history of revisions given as "id" or "id: parent, parent".
struct Drawn {
  std::vector<std::unique_ptr<Source>> sources;
  std::optional<history::History> history;
  std::vector<RevisionIndex> order;

  explicit Drawn(const std::vector<std::string>& lines) {
    Diagnostics diagnostics;
    std::vector<history::Revision> revisions;
    for (const std::string& line : lines) {
      const std::size_t colon = line.find(':');
      const std::string parents = colon == std::string::npos ? "" : line.substr(colon + 1);
      sources.push_back(std::make_unique<Source>(
          Source{"x.sql", "-- Revision ID: " + line.substr(0, colon) + "\n-- Revises:" + parents +
                              "\n\n-- sqlc:upgrade\n"}));
      revisions.push_back(history::read_header(*sources.back(), diagnostics).value());
    }
    history = history::History::link(std::move(revisions), diagnostics);
    const Source all = {"range", ":"};
    order = history::resolve_history_range(*history, all, diagnostics).value();
  }

  std::string draw() const {
    std::vector<std::string> texts;
    for (const RevisionIndex index : order) texts.push_back(history->at(index).id.text + "\n");
    return draw_graph(*history, order, texts, false);
  }
};

TEST(Graph, ALineIsStraight) { EXPECT_EQ(Drawn({"a", "b: a", "c: b"}).draw(), "* c\n* b\n* a\n"); }

TEST(Graph, SeparateBasesStandApart) {
  const std::string drawn = Drawn({"a", "b"}).draw();
  EXPECT_EQ(std::count(drawn.begin(), drawn.end(), '|'), 0);
  EXPECT_EQ(std::count(drawn.begin(), drawn.end(), '\n'), 2);
}

TEST(Graph, BranchesJoinAboveTheirPoint) {
  EXPECT_EQ(Drawn({"a", "b: a", "c: a"}).draw(), "* b\n| * c\n|-'\n* a\n");
}

TEST(Graph, MergesPartBelow) {
  EXPECT_EQ(Drawn({"a", "b: a", "c: a", "m: b, c"}).draw(), "* m\n|-.\n* | b\n| * c\n|-'\n* a\n");
}

TEST(Graph, ALongHistoryWithManyMergesStaysNarrow) {
  std::vector<std::string> lines = {"r0"};
  for (int i = 0; i < 300; i += 3) {
    lines.push_back("r" + std::to_string(i + 1) + ": r" + std::to_string(i));
    lines.push_back("r" + std::to_string(i + 2) + ": r" + std::to_string(i));
    lines.push_back("r" + std::to_string(i + 3) + ": r" + std::to_string(i + 1) + ", r" +
                    std::to_string(i + 2));
  }
  const std::string drawn = Drawn(lines).draw();
  std::size_t nodes = 0;
  for (const std::string_view line : split(drawn, '\n')) {
    nodes += line.find('*') == std::string_view::npos ? 0 : 1;
    EXPECT_LE(line.size(), 9U) << line;
  }
  EXPECT_EQ(nodes, lines.size());
}

}  // namespace sqlc::cli
