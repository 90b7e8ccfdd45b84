#include "graph_fixture.hpp"
#include "history/range.hpp"

namespace sqlc::history {

struct ShownCase {
  std::string_view graph;
  std::string_view range;
  std::string_view ids;
};

TEST(HistoryRange, NewestFirstBothEndsIncluded) {
  const std::string_view branches = "a; b<a =left; c<a; d<c";
  const std::vector<ShownCase> cases = {
      {"a; b<a; c<b", ":", "c b a"},     {"a; b<a; c<b", "a:b", "b a"},
      {"a; b<a; c<b", "b:", "c b"},      {"a; b<a; c<b", ":b", "b a"},
      {"a; b<a; c<b", "base:base", ""},  {"a; b<a; c<b", "-1:head", "c b"},
      {"a; b<a; c<b", "-9:", "c b a"},   {"a; b<a; c<b", "a:+1", "b a"},
      {"a; b<a; c<b", "a:+9", "c b a"},  {"a; b<a; c<b", ":head-1", "b a"},
      {branches, ":", "b d c a"},        {branches, "left@base:", "b a"},
      {branches, "left@a:heads", "b a"}, {branches, "c:heads", "d c"},
      {branches, "b:d", "SQ2014"},       {branches, "c:d", "d c"},
      {"a; b<a; c<b", "c:a", "SQ2016"},  {"a; b<a; c<b", "b", "SQ2010"},
      {"a; b<a; c<b", "+1:c", "SQ2010"}, {"a; b<a; c<b", "nosuch:", "SQ2011"},
  };
  for (const ShownCase& one : cases) {
    Ranges graph(one.graph);
    EXPECT_EQ(graph.shown(one.range), one.ids) << one.range;
  }
}

TEST(HistoryRange, LeavesOutWhatOnlyDependenciesReach) {
  Ranges graph("a; b<a; n; m<n +b");
  EXPECT_EQ(graph.shown("n:m"), "m n");
  EXPECT_EQ(graph.shown("a:m"), "b a");
}

// c depends on y, and y on b: an older revision is never listed before a newer one.
TEST(HistoryRange, KeepsTheOrderAcrossWhatIsLeftOut) {
  Ranges graph("c<a +y; b<a; a; y +b; d<b,c");
  EXPECT_EQ(graph.shown("a:d"), "d c b a");
}

TEST(Symbol, Names) {
  const std::string_view branches = "a; b<a =left; c<a; d<c; n +d";
  const std::vector<ShownCase> cases = {
      {branches, "a", "a"},        {branches, "heads", "b n"},      {branches, "left@head", "b"},
      {branches, "c@heads", "d"},  {branches, "left", "b"},         {branches, "lef", "b"},
      {branches, "d,a,d", "a d"},  {branches, "base", ""},          {branches, "left@-1", "a"},
      {branches, "d-1", "c"},      {branches, "left@prev", "a"},    {branches, "head", "SQ2015"},
      {branches, "a:b", "SQ2010"}, {branches, "", "SQ2010"},        {branches, "+1", "SQ2010"},
      {branches, "-3", "SQ2019"},  {branches, "current", "SQ2010"},
  };
  for (const ShownCase& one : cases) {
    Ranges graph(one.graph);
    EXPECT_EQ(graph.named(one.range), one.ids) << one.range;
  }
}

}  // namespace sqlc::history
