#include "sql/parse.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "unit/sql/source_of.hpp"

namespace sqlc::sql {

/// The statements of a text that must parse.
static std::vector<Statement> parse_all(const Text& text) {
  Diagnostics diagnostics;
  std::vector<Statement> statements = parse(text.all, diagnostics);
  EXPECT_TRUE(diagnostics.empty()) << text.source.text << "\n"
                                   << (diagnostics.empty() ? "" : diagnostics.items()[0].message);
  return statements;
}

/// "leading|statement|separator|trailing" of each statement, one a line, spaces as they are.
static std::string cut(std::string sql) {
  const Text text(std::move(sql));
  std::string out;
  std::uint32_t at = 0;
  const std::string_view all = text.source.text;
  const std::vector<Statement> statements = parse_all(text);
  for (const Statement& s : statements) {
    EXPECT_EQ(s.leading_begin, at);
    at = s.trailing_end;
    out += all.substr(s.leading_begin, s.span.begin - s.leading_begin);
    out += '|';
    out += s.span.text();
    out += '|';
    out += all.substr(s.span.end, s.end - s.span.end);
    out += '|';
    out += all.substr(s.end, s.trailing_end - s.end);
    out += '#';
    EXPECT_EQ(s.terminated, s.end > s.span.end) << out;
  }
  EXPECT_EQ(at, statements.empty() ? 0 : all.size());
  return out;
}

TEST(Parse, CutsStatementsExactly) {
  EXPECT_EQ(cut("select 1"), "|select 1||#");
  EXPECT_EQ(cut("select 1;"), "|select 1|;|#");
  EXPECT_EQ(cut("  select 1 ; \n"), "  |select 1| ;| \n#");
  EXPECT_EQ(cut("select 1;select 2"), "|select 1|;|#|select 2||#");
  EXPECT_EQ(cut("-- a\nselect 1; -- b\n-- c\nselect 2; /* d */ /* e */ -- f\n"),
            "-- a\n|select 1|;| -- b#\n-- c\n|select 2|;| /* d */ /* e */ -- f\n#");
  EXPECT_EQ(cut("select 1; /* a\n b */ select 2;"), "|select 1|;|# /* a\n b */ |select 2|;|#");
  EXPECT_EQ(cut("select 1; /* a */ /* b\n */ select 2;"),
            "|select 1|;| /* a */# /* b\n */ |select 2|;|#");
  EXPECT_EQ(cut("select 1 -- why\n;\nselect 2 /* x */ ;"),
            "|select 1| -- why\n;|#\n|select 2| /* x */ ;|#");
  EXPECT_EQ(cut("select 1 -- why"), "|select 1|| -- why#");
  EXPECT_EQ(cut("select 1 -- why\n-- more\n"), "|select 1|| -- why\n-- more\n#");
  EXPECT_EQ(cut("select 1 /* why */"), "|select 1|| /* why */#");
  EXPECT_EQ(cut(";;select 1;;\n;select 2;;"), ";;|select 1|;|#;\n;|select 2|;|;#");
  EXPECT_EQ(cut("select '-- a', '*/';"), "|select '-- a', '*/'|;|#");
  EXPECT_EQ(cut("select $$ -- a\n;-- b$$;"), "|select $$ -- a\n;-- b$$|;|#");
  EXPECT_EQ(cut("select '/*'; select 'é' ; -- é\nselect 2"),
            "|select '/*'|;|# |select 'é'| ;| -- é#\n|select 2||#");
  EXPECT_EQ(cut("create rule r as on insert to t do also (select 1; select 2); select 3"),
            "|create rule r as on insert to t do also (select 1; select 2)|;|# |select 3||#");
  EXPECT_EQ(
      cut("create function f() returns int language sql begin atomic select 1; end; select 2"),
      "|create function f() returns int language sql begin atomic select 1; end|;|# |select "
      "2||#");
  EXPECT_EQ(cut("create function f() returns int language sql begin atomic; select 1; end;"),
            "|create function f() returns int language sql begin atomic; select 1; end|;|#");
}

TEST(Parse, FindsNothingInNothing) {
  EXPECT_EQ(cut(""), "");
  EXPECT_EQ(cut(" \n-- only a comment\n/* two */ ;; "), "");
  Diagnostics diagnostics;
  EXPECT_TRUE(parse(Span{}, diagnostics).empty());
  EXPECT_TRUE(diagnostics.empty());
}

TEST(Parse, CountsFromTheSource) {
  const Text text("-- head\nselect 1; select 2;\n-- tail, which is 'no section");
  Diagnostics diagnostics;
  const std::vector<Statement> statements = parse({&text.source, 8, 28}, diagnostics);
  ASSERT_EQ(statements.size(), 2u);
  EXPECT_EQ(statements[0].leading_begin, 8u);
  EXPECT_EQ(statements[1].span.text(), "select 2");
  EXPECT_EQ(statements[1].trailing_end, 28u);
  const Text wrong("-- é head\nselect é 1 from;\n");
  EXPECT_TRUE(parse({&wrong.source, 11, 28}, diagnostics).empty());
  ASSERT_EQ(diagnostics.items().size(), 1u);
  EXPECT_EQ(diagnostics.items()[0].span.text(), "1");
}

TEST(Parse, RefusesANulByte) {
  const Text text(std::string("select 1;\0select 2;", 19));
  Diagnostics diagnostics;
  EXPECT_TRUE(parse(text.all, diagnostics).empty());
  ASSERT_EQ(diagnostics.items().size(), 1u);
  EXPECT_EQ(diagnostics.items()[0].code, &codes::nul_byte);
  EXPECT_EQ(diagnostics.items()[0].span.begin, 9u);
}

TEST(Parse, ParsesInManyThreads) {
  const Text good("create index concurrently i on t (a); grant select on t to r; -- x\nselect 1");
  const Text bad("create tabel t (a int);");
  const auto work = [&] {
    for (int round = 0; round < 2000; ++round) {
      Diagnostics diagnostics;
      ASSERT_EQ(parse(good.all, diagnostics).size(), 3u);
      ASSERT_TRUE(diagnostics.empty());
      ASSERT_TRUE(parse(bad.all, diagnostics).empty());
      ASSERT_EQ(diagnostics.items()[0].span.text(), "tabel");
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
}

TEST(Parse, SurvivesDeepNesting) {
  std::string sql = "select ";
  for (int i = 0; i < 20'000; ++i) sql += '(';
  const Text open(sql);
  sql += '1';
  for (int i = 0; i < 20'000; ++i) sql += ')';
  const Text closed(sql);
  Diagnostics diagnostics;
  EXPECT_TRUE(parse(open.all, diagnostics).empty());
  EXPECT_EQ(diagnostics.items().size(), 1u);
  EXPECT_EQ(parse(closed.all, diagnostics).size() + diagnostics.items().size(), 2u);
}

TEST(Parse, SurvivesALongUnion) {
  std::string sql = "select * from t";
  for (int i = 0; i < 5'000; ++i) sql += " union all select 1, 2";
  const Text text(sql);
  const std::vector<Statement> statements = parse_all(text);
  ASSERT_EQ(statements.size(), 1u);
  EXPECT_EQ(statements[0].as<Select>()->columns, 2u);
}

TEST(Parse, NamesItsGrammar) {
  EXPECT_TRUE(grammar_version() == 17 || grammar_version() == 18);
  EXPECT_TRUE(grammar_name().starts_with("PostgreSQL " + std::to_string(grammar_version()) + "."));
}

}  // namespace sqlc::sql
