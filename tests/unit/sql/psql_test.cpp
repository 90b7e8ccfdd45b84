#include "sql/psql.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "unit/sql/source_of.hpp"

namespace sqlc::sql {

/// The text with a `@` after each colon that psql would read as a variable.
static std::string marked(std::string_view sql) {
  const Text text{std::string(sql)};
  std::string out(sql);
  std::size_t shift = 1;
  for (const std::uint32_t colon : psql_variables(text.all)) out.insert(colon + shift++, "@");
  return out;
}

TEST(Psql, FindsItsVariables) {
  // psql 15 with n, 2 and é set: what it replaced, and what it left alone.
  EXPECT_EQ(marked("select a[1:n], a[1:2], a[1:é], a[:_n]"),
            "select a[1:@n], a[1:@2], a[1:@é], a[:@_n]");
  EXPECT_EQ(marked("select :'n', :\"n\", :{?n}, - :n, $1:n, 3.:n, a:n"),
            "select :@'n', :@\"n\", :@{?n}, - :@n, $1:@n, 3.:@n, a:@n");
  EXPECT_EQ(marked("select 5::text, a := b, 1::::n"), "select 5::text, a := b, 1::::n");
  EXPECT_EQ(marked("select 1:::n"), "select 1:::@n");
  EXPECT_EQ(marked("select a[1: n], a[1:/**/n], a[1:]"), "select a[1: n], a[1:/**/n], a[1:]");
  EXPECT_EQ(marked("select ':n', E':n', U&':n', N':n', \":n\""),
            "select ':n', E':n', U&':n', N':n', \":n\"");
  EXPECT_EQ(marked("select $$ :n $$, $t$ :'n' $t$ /* :n */ -- :n"),
            "select $$ :n $$, $t$ :'n' $t$ /* :n */ -- :n");
  EXPECT_EQ(marked("select :'n, :\"n, :{?n, :{n}, :''"), "select :'n, :\"n, :{?n, :{n}, :''");
  EXPECT_EQ(marked("select :{?}, :'a b', :\"\""), "select :{?}, :'a b', :\"\"");
  EXPECT_EQ(marked(":"), ":");
}

TEST(Psql, CountsVariablesFromTheSource) {
  const Text text("select 1; select a[1:n]");
  EXPECT_EQ(psql_variables({&text.source, 10, 23}), std::vector<std::uint32_t>{20});
}

struct Case {
  std::string_view sql;
  PsqlReading::Verdict verdict;
  /// The text that `at` points to.
  std::string_view at;
  std::size_t semicolons = 0;
};

TEST(Psql, SplitsOtherwiseThanTheServer) {
  using enum PsqlReading::Verdict;
  // How psql 15 split each, by the log of a server that logs every statement.
  const Case cases[] = {
      {"select 1", Same, ""},
      {"create function begin() returns int language sql as 'select 1'", RunsOn, "begin()"},
      {"CREATE OR REPLACE FUNCTION public.Begin() returns int language sql as 'select 1'", RunsOn,
       "Begin()"},
      {"create function f() returns int language sql begin atomic select begin from t; end", RunsOn,
       "begin from", 1},
      {"create function f() returns int language sql begin atomic select (case when true then 1 "
       "else 2 end) as end; select 1; end",
       SplitsEarly, "; select 1", 2},
      {"create function f() returns int language sql begin atomic select case when true then 1 "
       "else 2 end; select 1; end",
       Same, "", 2},
      {"create function f() returns int language sql begin atomic select 1 as case; end", RunsOn,
       "case", 1},
      {"create function f() returns int language sql begin atomic select 1 as \"case\"; end", Same,
       "", 1},
      {"create rule r as on insert to t do also (select 1; select 2)", Same, ""},
      {"create function f(begin int) returns int language sql begin atomic select 1; end", Same, "",
       1},
      {"create view v as select 1 as begin", Same, ""},
      {"create /* or */ function f() returns int language sql begin atomic select 1; end", Same, "",
       1},
      {"create function f() returns trigger language plpgsql as $$ begin return new; end $$", Same,
       ""},
      {"select 1 as \"a;b\", ';', $$;$$", Same, ""},
      {"create function f() returns int language sql begin atomic select 1 as beginé; end", Same,
       "", 1},
      {"select E'a'\n'b\\'c;d'", OtherString, "'b"},
      {"select E'a' -- x\n'b\\'c'", OtherString, "'b"},
      {"select E'a'\n'b\\\\c'", Same, ""},
      {"select E'a'\n'bc'", Same, ""},
      {"select 'a\\'\n'b'", Same, ""},
  };
  for (const auto& [sql, verdict, at, semicolons] : cases) {
    const Text text{std::string(sql)};
    const PsqlReading reading = read_as_psql(text.all);
    EXPECT_EQ(reading.verdict, verdict) << sql;
    EXPECT_EQ(psql_splits_like_server(text.all), verdict == Same) << sql;
    EXPECT_EQ(reading.semicolons.size(), semicolons) << sql;
    EXPECT_TRUE(sql.substr(reading.at).starts_with(at)) << sql.substr(reading.at);
  }
}

}  // namespace sqlc::sql
