#include "history/range.hpp"

#include "graph_fixture.hpp"

namespace sqlc::history {

// a1 - a2 - b1(billing) - b2 - d - e, c1 - c2 - d; n1(networking) - n2, which depends on b2.
static constexpr std::string_view product =
    "a1; a2<a1; b1<a2 =billing; b2<b1; c1<a2; c2<c1; d<b2,c2; e<d; n1 =networking; n2<n1 +b2";
static constexpr std::string_view hex =
    "4d6e17a0fdf6; 4d6f00000001<4d6e17a0fdf6; 2b7c81d0a9ee<4d6f00000001 =2b_label";

struct RangeCase {
  std::string_view graph;
  std::string_view range;
  /// Steps with the rows between, or the code of the error.
  std::string_view trace;
};

static void check(std::string_view command, const std::vector<RangeCase>& cases) {
  for (const RangeCase& one : cases) {
    Ranges graph(one.graph);
    const std::optional<Route> route = graph.route(command, one.range);
    EXPECT_EQ(graph.trace(route), one.trace) << command << " " << one.range;
    if (!route) {
      EXPECT_FALSE(graph.error().help.empty()) << one.range;
      EXPECT_NE(graph.error().span.source, nullptr) << one.range;
      continue;
    }
    const std::optional<Route> again = graph.route(command, route->resolved);
    EXPECT_EQ(graph.trace(again), one.trace) << "resolved: " << route->resolved;
  }
}

TEST(Upgrade, Forms) {
  check(
      "upgrade",
      {{"a; b<a; c<b", "c", "[] a [a] b [b] c [c]"},
       {"a; b<a; c<b", "base:b", "[] a [a] b [b]"},
       {"a; b<a; c<b", "prev:head", "[b] c [c]"},
       {"a", "prev:head", "[] a [a]"},
       {"a; b<a; c<b", "a:", "[a] b [b] c [c]"},
       {"a; b<a; c<b", ":b", "[] a [a] b [b]"},
       {"a; b<a; c<b", ":", "[] a [a] b [b] c [c]"},
       {"a; b<a; c<b", " a : c ", "[a] b [b] c [c]"},
       {"a; b<a; c<b", "+2", "[] a [a] b [b]"},
       {"a; b<a; c<b", "a:+1", "[a] b [b]"},
       {"a; b<a; c<b", "a:a+2", "[a] b [b] c [c]"},
       {"a; b<a; c<b", "base:head-1", "[] a [a] b [b]"},
       {"a; b<a; c<b", "head-2:head", "[a] b [b] c [c]"},
       {"a; b<a; c<b", "-1:head", "[b] c [c]"},
       {"a; b<a; c<b", "-3:head", "[] a [a] b [b] c [c]"},
       {"a; b<a; c<b", "base+1:c-0", "[a] b [b] c [c]"},
       {"a; b<a; c<b", "prev-1:prev", "[a] b [b]"},
       {hex, "4d6e:2b7", "[4d6e17a0fdf6] 4d6f00000001 [4d6f00000001] 2b7c81d0a9ee [2b7c81d0a9ee]"},
       {hex, "4d6f:2b_", "[4d6f00000001] 2b7c81d0a9ee [2b7c81d0a9ee]"},
       {product, "b2:networking", "[b2] n1 [b2,n1]"},
       {product, "b2:networking@head", "[b2] n1 [b2,n1] n2 [n2]"},
       {product, "b2,n1:heads", "[b2,n1] n2 [n2] c1 [c1,n2] c2 [c2,n2] d [d,n2] e [e,n2]"},
       {product, "b1:billing@+1", "[b1] b2 [b2]"},
       {product, "c1:billing@+1", "[c1] b1 [b1,c1]"},
       {product, "base:networking@+1", "[] n1 [n1]"},
       {product, "b2,c2:billing@head", "[b2,c2] d [d] e [e]"},
       {product, "networking@base:n1", "[] n1 [n1]"},
       {product, "billing@prev:billing@head", "[d] e [e]"},
       {"a; b<a; c<a; d<b,c", "prev:head", "[b,c] d [d]"},
       {"a; n; d<a +n", "a@prev:a@head", "[a,n] d [d]"},
       {"a; b<a; c<a", "b:c", "[b] c [b,c]"},
       {"a; b<a; c<a", "b:b,c", "[b] c [b,c]"},
       {"v1.0; v1.1<v1.0", "v1.0:v1.0+1", "[v1.0] v1.1 [v1.1]"},
       {"a; b<a =data-model; c<b", "a:data-model+1", "[a] b [b] c [c]"}});
}

TEST(Upgrade, Errors) {
  const std::string_view abc = "a; b<a; c<b";
  const std::string_view fork = "a; b<a; c<a";
  check("upgrade", {{abc, "", "SQ2010"},
                    {abc, "a:b:c", "SQ2010"},
                    {abc, "a,,b:c", "SQ2010"},
                    {abc, "base,a:c", "SQ2010"},
                    {abc, "@c", "SQ2010"},
                    {abc, "a@", "SQ2010"},
                    {abc, "a@b@c", "SQ2010"},
                    {abc, "a:a+1x", "SQ2010"},
                    {abc, "-1:+1", "SQ2010"},
                    {abc, "current:head", "SQ2010"},
                    {abc, "a:nosuch", "SQ2011"},
                    {abc, "a:a-1x", "SQ2011"},
                    {abc, "HEAD", "SQ2011"},
                    {"abc; abcd<abc", "ab:abcd", "SQ2017"},
                    {hex, "4d6:head", "SQ2012"},
                    {hex, "4:head", "SQ2012"},
                    {abc, "nosuch@head", "SQ2013"},
                    {abc, "base@head", "SQ2013"},
                    {fork, "b@c", "SQ2014"},
                    {fork, "base:head", "SQ2015"},
                    {fork, "base:prev", "SQ2015"},
                    {fork, "base:a@head", "SQ2015"},
                    {abc, "c:a", "SQ2016"},
                    {abc, "c:base", "SQ2016"},
                    {abc, "c:-1", "SQ2016"},
                    {abc, "a:a", "SQ2017"},
                    {abc, "base:base", "SQ2017"},
                    {abc, "a:+0", "SQ2017"},
                    {abc, "a,b:c", "SQ2018"},
                    {abc, "a,a:c", "SQ2018"},
                    {abc, "base:a,c", "SQ2018"},
                    {abc, "a:+9", "SQ2019"},
                    {abc, "a:c+1", "SQ2019"},
                    {abc, "base:a-2", "SQ2019"},
                    {abc, "base-1:c", "SQ2019"},
                    {abc, "a:a+99999999999999999999", "SQ2019"},
                    {fork, "a:+1", "SQ2020"},
                    {fork, "b,c:+1", "SQ2020"},
                    {"a; b", "+1", "SQ2020"},
                    {"a; b<a; c<a; d<b,c", "base:d-1", "SQ2020"}});
}

TEST(Downgrade, Forms) {
  check("downgrade", {{"a; b<a; c<b", "head:prev", "[c] c [b]"},
                      {"a; b<a; c<b", "head:base", "[c] c [b] b [a] a []"},
                      {"a; b<a; c<b", "c:a", "[c] c [b] b [a]"},
                      {"a; b<a; c<b", "c:-1", "[c] c [b]"},
                      {"a; b<a; c<b", "c:-3", "[c] c [b] b [a] a []"},
                      {"a; b<a; c<b", "+1:b", "[c] c [b]"},
                      {"a; b<a; c<b", "head:head-2", "[c] c [b] b [a]"},
                      {"a; b<a; c<b", "head:a+1", "[c] c [b]"},
                      {"a", "head:prev", "[a] a []"},
                      {"a; b<a; c<a; d<b,c", "d:b", "[d] d [b,c]"},
                      {"a; b<a; c<a; d<b,c", "head:prev", "[d] d [b,c]"},
                      {"a; b<a; c<a; d<b,c", "d:a", "[d] d [b,c] b [c] c [a]"},
                      // One branch of several: what stands on it elsewhere goes too.
                      {"a; b<a; c<a", "b,c:-1", "SQ2020"},
                      {"a; b<a; c<a", "b,c:b@a", "[b,c] b [c]"},
                      {"a; b<a; c<a", "heads:b@-1", "[b,c] b [c]"},
                      {"a; b<a =left; c<a", "heads:left@base", "[b,c] b [c] c [a] a []"},
                      {product, "n2:billing@-1", "[n2] n2 [b2,n1] b2 [b1,n1]"},
                      {product, "n2:a2", "[n2] n2 [b2,n1] b2 [b1,n1] b1 [a2,n1]"},
                      {product, "e,n2:networking@base", "[e,n2] n2 [e,n1] n1 [e]"},
                      {product, "n2:networking@base", "[n2] n2 [b2,n1] n1 [b2]"},
                      {product, "heads:d,n1", "[e,n2] e [d,n2] n2 [d,n1]"},
                      // The row below returns only when nothing else stands on it.
                      {"a; b<a; c<b; x<b", "c,x:c@b", "[c,x] c [x]"}});
}

TEST(Downgrade, Errors) {
  const std::string_view abc = "a; b<a; c<b";
  const std::string_view fork = "a; b<a; c<a";
  check("downgrade", {{abc, "a", "SQ2023"},          {abc, ":a", "SQ2023"},
                      {abc, "c:", "SQ2023"},         {abc, ":", "SQ2023"},
                      {abc, "a:c", "SQ2016"},        {abc, "base:c", "SQ2016"},
                      {abc, "a:+1", "SQ2016"},       {abc, "-1:a", "SQ2016"},
                      {abc, "c:c", "SQ2017"},        {abc, "base:base", "SQ2017"},
                      {abc, "c:-0", "SQ2017"},       {abc, "c:a,b", "SQ2018"},
                      {abc, "c:-4", "SQ2019"},       {abc, "base:-1", "SQ2019"},
                      {abc, "c:b-3", "SQ2019"},      {fork, "b:c", "SQ2021"},
                      {fork, "b:c@a", "SQ2021"},     {"a; b<a =x; c<b; d<b", "c:x@b", "SQ2021"},
                      {"a; n +a", "n:a", "SQ2021"},  {"a; b<a; c<a; d<b,c", "d:-1", "SQ2020"},
                      {fork, "head:base", "SQ2015"}, {abc, "a,c:base", "SQ2018"}});
}

TEST(Downgrade, RangeThatAlsoUndoes) {
  const std::vector<RangeCase> cases = {
      {"a; b<a; c<b", "c:b", "[c] c [b] b [a]"},
      {"a; b<a; c<b", "c:a", "[c] c [b] b [a] a []"},
      {"a; b<a; c<a; d<b,c; e<d", "e:d", "[e] e [d] d [b,c]"},
      {"a; b<a; c<a; d<b,c", "d:b", "[d] d [b,c] b [c]"},
      {"a; b<a; n; m<n +b", "b,n:a", "[b,n] b [a,n] a [n]"},
      {"a; b<a; c<a; d<b,c", "head:prev", "[d] d [b,c] b [c] c [a]"},
      // A target at base goes on going, and one that goes with another is not named.
      {"a; b<a; n; m<n", "b,m:b,n@base", "[b,m] b [a,m] m [a,n] n [a]"},
  };
  for (const RangeCase& one : cases) {
    Ranges graph(one.graph);
    const std::optional<Route> route = graph.downgrade(one.range);
    ASSERT_TRUE(route) << one.range;
    const std::string deeper = range_that_also_undoes(graph.history(), *route);
    EXPECT_EQ(graph.trace(graph.downgrade(deeper)), one.trace) << one.range << " -> " << deeper;
  }
  Ranges graph("a; b<a");
  EXPECT_EQ(range_that_also_undoes(graph.history(), *graph.downgrade("b:base")), "");
}

TEST(Range, ResolvedNamesFullIds) {
  Ranges graph(hex);
  EXPECT_EQ(graph.upgrade("4d6e:head")->resolved, "4d6e17a0fdf6:2b7c81d0a9ee");
  EXPECT_EQ(graph.upgrade("2b_label")->resolved, "base:2b7c81d0a9ee");
  EXPECT_EQ(graph.downgrade("head:prev")->resolved, "2b7c81d0a9ee:4d6f00000001");
  EXPECT_EQ(graph.downgrade("head:base")->resolved, "2b7c81d0a9ee:base");
}

TEST(Range, ResolvedKeepsABranchThatMatters) {
  Ranges graph("a; b<a; c<a");
  EXPECT_EQ(graph.downgrade("b,c:b@a")->resolved, "b,c:b@a");
  EXPECT_EQ(graph.downgrade("b:b@a")->resolved, "b:a");
}

TEST(Range, StartAndEndAreSortedById) {
  Ranges graph("z; y; x");
  const std::optional<Route> route = graph.upgrade("z:heads");
  EXPECT_EQ(route->end, (std::vector<std::string>{"x", "y", "z"}));
  EXPECT_EQ(route->resolved, "z:x,y,z");
}

static std::string field(const Diagnostic& error, std::string_view name) {
  for (const auto& [key, value] : error.fields) {
    if (key == name) return value;
  }
  return "(none)";
}

TEST(RangeErrors, UnknownNamesTheNearest) {
  Ranges graph(hex);
  EXPECT_FALSE(graph.upgrade("base:4d6e17a0fdf7"));
  EXPECT_EQ(graph.error().message,
            "no revision `4d6e17a0fdf7`; nearest: `4d6e17a0fdf6` (Make 4d6e17a0fdf6.)");
  EXPECT_EQ(graph.error().span.text(), "4d6e17a0fdf7");
  EXPECT_EQ(field(graph.error(), "symbol"), "4d6e17a0fdf7");
  EXPECT_EQ(field(graph.error(), "candidates"), "4d6e17a0fdf6");
}

TEST(RangeErrors, AmbiguousNamesTheCandidates) {
  Ranges graph(hex);
  EXPECT_FALSE(graph.upgrade("4d6"));
  EXPECT_EQ(graph.error().message, "2 names begin with `4d6`: `4d6e17a0fdf6`, `4d6f00000001`");
  EXPECT_EQ(field(graph.error(), "candidates"), "4d6e17a0fdf6,4d6f00000001");
}

TEST(RangeErrors, OffTheBranchSaysSo) {
  Ranges graph("aaaa; bbbb<aaaa; cccc<aaaa");
  EXPECT_FALSE(graph.upgrade("bbbb@cc"));
  EXPECT_EQ(graph.error().message, "`cccc` is not on the branch of `bbbb`");
  EXPECT_EQ(graph.code(), "SQ2014");
}

TEST(RangeErrors, SeveralHeadsAreListed) {
  Ranges graph("a; b<a; c<a");
  EXPECT_FALSE(graph.upgrade("head"));
  EXPECT_EQ(graph.error().message, "there are 2 heads: `b`, `c`");
  EXPECT_EQ(field(graph.error(), "candidates"), "b,c");
}

TEST(RangeErrors, WrongDirectionSaysWhatToWrite) {
  Ranges graph("a; b<a; c<b");
  EXPECT_FALSE(graph.upgrade("c:a"));
  EXPECT_EQ(graph.error().help,
            "write `sqlc downgrade c:a` to go down, or `sqlc upgrade a:c` to go up");
  EXPECT_FALSE(graph.downgrade("a:c"));
  EXPECT_EQ(graph.error().help,
            "write `sqlc upgrade a:c` to go up, or `sqlc downgrade c:a` to go down");
}

TEST(RangeErrors, OverlapSaysWhichStandsOnWhich) {
  Ranges graph("a; b<a; c<b");
  EXPECT_FALSE(graph.upgrade("b,a:c"));
  EXPECT_EQ(graph.error().message, "`a` and `b` overlap: the second stands on the first");
  EXPECT_EQ(graph.error().span.text(), "a");
}

TEST(RangeErrors, AmbiguousWalkNamesTheWays) {
  Ranges graph("a; b<a; c<a; d<b,c");
  EXPECT_FALSE(graph.upgrade("base:head-1"));
  EXPECT_EQ(graph.error().message, "`head-1` is ambiguous: `d` merges `b`, `c`");
  EXPECT_EQ(field(graph.error(), "candidates"), "b,c");
}

TEST(Range, NothingToRunWithoutRevisions) {
  Ranges graph("");
  for (const std::string_view range : {"head", "heads", "base:head", "prev:head", ":"}) {
    EXPECT_FALSE(graph.upgrade(range));
    EXPECT_EQ(graph.code(), "SQ2017") << range;
  }
  EXPECT_FALSE(graph.downgrade("head:base"));
  EXPECT_EQ(graph.code(), "SQ2017");
}

}  // namespace sqlc::history
