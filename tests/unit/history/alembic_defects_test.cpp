// What Alembic's offline mode gets wrong about graphs and ranges, each of which must come out
// right.
#include <fmt/format.h>

#include "graph_fixture.hpp"
#include "history/range.hpp"

namespace sqlc::history {

// Its step order and rows follow Python's hash seed where a revision has several dependencies.
TEST(AlembicDefects, OrderFollowsTheFilesAlone) {
  for (int round = 0; round < 5; ++round) {
    Ranges graph("p; q; r; s; a; b<a +q,s,p,r");
    EXPECT_EQ(graph.trace(graph.upgrade("a:b")),
              "[a] r [a,r] p [a,p,r] s [a,p,r,s] q [a,p,q,r,s] b [b]");
    EXPECT_EQ(graph.trace(graph.downgrade("b:a")), "[b] b [a,p,q,r,s]");
  }
}

// It takes one start revision only.
TEST(AlembicDefects, SeveralStarts) {
  Ranges graph("a; b<a; c<a; d<b,c");
  EXPECT_EQ(graph.trace(graph.upgrade("b,c:d")), "[b,c] d [d]");
  EXPECT_EQ(graph.trace(graph.downgrade("b,c:a")), "[b,c] b [c] c [a]");
  Ranges heads("a; b<a; c<a");
  EXPECT_EQ(heads.trace(heads.downgrade("heads:base")), "[b,c] b [c] c [a] a []");
}

// It prints an empty script for the wrong direction.
TEST(AlembicDefects, WrongDirectionIsAnError) {
  Ranges graph("a; b<a");
  EXPECT_FALSE(graph.upgrade("b:a"));
  EXPECT_EQ(graph.code(), "SQ2016");
  EXPECT_FALSE(graph.upgrade("b:b"));
  EXPECT_EQ(graph.code(), "SQ2017");
}

// These end in a traceback there.
TEST(AlembicDefects, NoFormEndsInATraceback) {
  Ranges graph("a =label; b<a; c<b");
  EXPECT_EQ(graph.steps(graph.upgrade(":head")), "a b c");
  EXPECT_EQ(graph.steps(graph.upgrade("base:")), "a b c");
  EXPECT_EQ(graph.steps(graph.upgrade("label@base:head")), "a b c");
  EXPECT_EQ(graph.steps(graph.upgrade("a:b:c")), "SQ2010");
  EXPECT_EQ(graph.steps(graph.upgrade("base:a+99")), "SQ2019");
  EXPECT_EQ(graph.steps(graph.upgrade("base:c-99")), "SQ2019");
  EXPECT_EQ(graph.steps(graph.upgrade("base:a-1")), "SQ2017");
  EXPECT_EQ(graph.steps(graph.upgrade("")), "SQ2010");
  EXPECT_EQ(graph.shown("a@a:"), "c b a");
  for (const std::string_view text : {"b<nosuch", "b +nosuch"}) {
    Diagnostics found;
    Graph broken(text);
    EXPECT_FALSE(History::link(broken.revisions(), found));
    EXPECT_TRUE(found.has_errors());
  }
}

// A cycle that another head and a base reach runs in a wrong order there, or for ever.
TEST(AlembicDefects, EveryCycleIsFound) {
  for (const std::string_view text :
       {"base; a<base,c; b<a; c<b; head<c", "base; a<base +c; b<a; c<b; head<c",
        "base; other<base; a<base,b; b<a; head<b,other"}) {
    Diagnostics found;
    Graph graph(text);
    EXPECT_FALSE(History::link(graph.revisions(), found)) << text;
    ASSERT_EQ(found.items().size(), 1U);
    EXPECT_EQ(found.items().front().code, &codes::cycle);
  }
}

// The last file replaces the other there.
TEST(AlembicDefects, DuplicateIdIsAnError) {
  Diagnostics found;
  Graph graph("a; b<a; b<a");
  EXPECT_FALSE(History::link(graph.revisions(), found));
  EXPECT_EQ(found.items().front().code, &codes::duplicate_id);
}

// A dependency on an ancestor, and another one, is a KeyError there.
TEST(AlembicDefects, DependencyOnAnAncestor) {
  Ranges graph("a; b<a; x; c<b +a,x");
  EXPECT_EQ(graph.trace(graph.upgrade("base:heads")), "[] x [x] a [a,x] b [b,x] c [c]");
}

// A downgrade through a merge leaves a row there that another row implies.
TEST(AlembicDefects, NoRedundantRow) {
  Ranges graph("a; b<a; c<b; m<a,c; x<b");
  EXPECT_EQ(graph.trace(graph.downgrade("m,x:m@c")), "[m,x] m [c,x]");
  Ranges merge("a; b<a; m<a,b");
  EXPECT_EQ(merge.trace(merge.downgrade("m:b")), "[m] m [b]");
}

// A linear downgrade is quadratic there: 41 s for as many.
TEST(AlembicDefects, LongDowngrade) {
  std::string text = "r0";
  for (int i = 1; i < 10000; ++i) text += fmt::format("; r{}<r{}", i, i - 1);
  Ranges graph(text);
  const std::optional<Route> route = graph.downgrade("head:base");
  ASSERT_TRUE(route);
  EXPECT_EQ(route->steps.size(), 10000U);
}

// One message there for what is unknown, ambiguous or on another branch.
TEST(AlembicDefects, ReasonsAreTold) {
  Ranges graph("abcd1; abcd2<abcd1; wxyz<abcd1");
  for (const auto& [range, code] :
       std::vector<std::pair<std::string_view, std::string_view>>{{"nosuch", "SQ2011"},
                                                                  {"abcd", "SQ2012"},
                                                                  {"no@head", "SQ2013"},
                                                                  {"wxyz@abcd2", "SQ2014"}}) {
    EXPECT_FALSE(graph.upgrade(range));
    EXPECT_EQ(graph.code(), code) << range;
  }
}

}  // namespace sqlc::history
