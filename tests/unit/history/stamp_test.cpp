#include "graph_fixture.hpp"
#include "history/range.hpp"

namespace sqlc::history {

struct StampCase {
  std::string_view graph;
  std::string_view range;
  std::string_view trace;
};

TEST(Stamp, Rows) {
  const std::vector<StampCase> cases = {
      {"a; b<a; c<b", "b", "[] b [b]"},
      {"a; b<a; c<b", "a:c", "[a] c [c]"},
      {"a; b<a; c<b", "c:a", "[c] a [a]"},
      {"a; b<a; c<b", "c:base", "[c] c []"},
      {"a; b<a; c<b", "a:+1", "[a] b [b]"},
      {"a; b<a; c<b", "c:-1", "[c] b [b]"},
      {"a; b<a; c<a", "heads", "[] b [b] c [b,c]"},
      {"a; b<a; c<a", "b:b,c", "[b] c [b,c]"},
      {"a; b<a; c<a", "b:c", "[b] c [b,c]"},
      {"a; b<a; c<a; d<b,c", "b,c:d", "[b,c] d [d]"},
      {"a; b<a; c<a; d<b,c", "d:b,c", "[d] b [b] c [b,c]"},
      {"a; b<a; c<a; d<b,c", "d:prev", "[d] b [b] c [b,c]"},
      {"a =left; n =right", "a,n:right@base", "[a,n] n [a]"},
      {"a; n; m<n +a", "a,n:m", "[a,n] m [m]"},
      {"a; b<a", "base", "SQ2017"},
      {"a; b<a", "a:a", "SQ2017"},
      {"a; b<a", "a:", "SQ2023"},
      {"a; b<a", "a,b", "SQ2018"},
      {"a; b<a; c<a", "head", "SQ2015"},
      {"a; b<a", "nosuch", "SQ2011"},
  };
  for (const StampCase& one : cases) {
    Ranges graph(one.graph);
    EXPECT_EQ(graph.trace(graph.stamp(one.range)), one.trace) << one.range;
  }
}

TEST(Stamp, OneStepARowChange) {
  Ranges graph("a; b<a; c<a; d<b,c");
  const std::optional<Route> route = graph.stamp("d:b,c");
  ASSERT_EQ(route->steps.size(), 2U);
  EXPECT_EQ(route->steps[0].rows.removed.size(), 1U);
  EXPECT_TRUE(route->steps[1].rows.removed.empty());
  EXPECT_EQ(route->direction, Direction::Stamp);
}

}  // namespace sqlc::history
