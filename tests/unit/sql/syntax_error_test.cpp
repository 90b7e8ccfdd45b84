#include "sql/syntax_error.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "sql/parse.hpp"
#include "unit/sql/source_of.hpp"

namespace sqlc::sql {

struct Case {
  std::string_view sql;
  const Code* code;
  /// What the diagnostic points at.
  std::string_view place;
  std::string_view message;
  std::string_view help;
};

TEST(SyntaxError, PointsAtThePlaceAndAdvises) {
  const Case cases[] = {
      {"create tabel t ();", &codes::syntax_error, "tabel", "syntax error at or near `tabel`", ""},
      {"select 'é', 1 2 3;", &codes::syntax_error, "2", "syntax error at or near `2`", ""},
      {"select 1 from", &codes::syntax_error, "", "syntax error at end of input", ""},
      {"select 1 from -- nothing\n", &codes::syntax_error, "", "syntax error at end of input", ""},
      {"select 'abc\ndef", &codes::syntax_error, "'abc",
       "unterminated quoted string at or near `'abc…`", "close what opens here"},
      {"select \"\";", &codes::syntax_error, "\"\"",
       "zero-length delimited identifier at or near `\"\"`", ""},
      {"select /* x\n", &codes::syntax_error, "/* x", "unterminated /* comment at or near `/* x…`",
       "close what opens here"},
      {"create table t (a int)\ncreate table u (b int);", &codes::syntax_error, "create",
       "syntax error at or near `create`", "end the statement before with `;`"},
      {"create table `t` (a int);", &codes::syntax_error, "`", "syntax error at or near a backtick",
       "write names in double quotes, as PostgreSQL does"},
      {"create table {{ schema }}.t (a int);", &codes::syntax_error, "{",
       "syntax error at or near `{`", "render the template first: a revision holds plain SQL"},
      {"{% if x %} select 1; {% endif %}", &codes::syntax_error, "{", "syntax error at or near `{`",
       "render the template first: a revision holds plain SQL"},
      {"select ${x};", &codes::syntax_error, "$", "syntax error at or near `$`",
       "render the template first: a revision holds plain SQL"},
      {"# comment\nselect 1;", &codes::syntax_error, "#", "syntax error at or near `#`",
       "begin a comment with `--`"},
      {"select :name;", &codes::syntax_error, ":", "syntax error at or near `:`",
       "write the value itself: placeholders are for client programs"},
      {"\\i other.sql\nselect 1;", &codes::psql_meta_command, "\\i other.sql",
       "`\\i` is a psql meta-command, no SQL", "write the statements of the included file here"},
      {"select 1;\n  \\connect db \nselect 2;", &codes::psql_meta_command, "\\connect db",
       "`\\connect` is a psql meta-command, no SQL",
       "drop it: a script runs in the database that it is given to"},
      {"select 1 \\g\n", &codes::psql_meta_command, "\\g", "`\\g` is a psql meta-command, no SQL",
       "drop it or say it in SQL: a revision holds statements for the server only"},
      {"\\copy t from 'x'", &codes::psql_meta_command, "\\copy t from 'x'",
       "`\\copy` is a psql meta-command, no SQL", "write the rows as `INSERT INTO … VALUES …`"},
      {"copy t from stdin;", &codes::copy_from_stdin, "copy t from stdin",
       "COPY … FROM STDIN reads its rows from the client, not from a script",
       "write the rows as `INSERT INTO … VALUES …`"},
      {"select 1;\nCOPY t (a, b) FROM STDIN WITH (FORMAT csv);\n1,it's\n\\.\nselect 2;",
       &codes::copy_from_stdin, "COPY t (a, b) FROM STDIN",
       "COPY … FROM STDIN reads its rows from the client, not from a script",
       "write the rows as `INSERT INTO … VALUES …`"},
      {"copy t from stdin;\n\\.\n", &codes::copy_from_stdin, "copy t from stdin",
       "COPY … FROM STDIN reads its rows from the client, not from a script",
       "write the rows as `INSERT INTO … VALUES …`"},
  };
  for (const auto& [sql, code, place, message, help] : cases) {
    const Text text{std::string(sql)};
    Diagnostics diagnostics;
    static_cast<void>(parse(text.all, diagnostics));
    ASSERT_EQ(diagnostics.items().size(), 1u) << sql;
    const Diagnostic& diagnostic = diagnostics.items()[0];
    EXPECT_EQ(diagnostic.code->id, code->id) << sql;
    EXPECT_EQ(diagnostic.span.text(), place) << sql;
    EXPECT_EQ(diagnostic.message, message) << sql;
    EXPECT_EQ(diagnostic.help, help) << sql;
  }
}

TEST(SyntaxError, StandsAfterTheLastTokenAtTheEnd) {
  const Text text("select 1;\ncreate table t (a int -- more\n\n");
  Diagnostics diagnostics;
  EXPECT_TRUE(parse(text.all, diagnostics).empty());
  ASSERT_EQ(diagnostics.items().size(), 1u);
  const Diagnostic& diagnostic = diagnostics.items()[0];
  EXPECT_EQ(diagnostic.span.begin, 31u);
  EXPECT_EQ(diagnostic.span.end, 31u);
  ASSERT_FALSE(diagnostic.notes.empty());
  EXPECT_EQ(diagnostic.notes[0].span.begin, 25u);
  EXPECT_EQ(diagnostic.notes[0].message, "this parenthesis is never closed");
}

TEST(SyntaxError, CutsALongTokenShort) {
  const Text text("select 1 'x" + std::string(100, 'y') + "'");
  Diagnostics diagnostics;
  EXPECT_TRUE(parse(text.all, diagnostics).empty());
  ASSERT_EQ(diagnostics.items().size(), 1u);
  EXPECT_EQ(diagnostics.items()[0].message,
            "syntax error at or near `'x" + std::string(38, 'y') + "…`");
}

TEST(SyntaxError, NamesAnOldGrammar) {
  const Text text("alter table t add constraint n not null a;");
  Diagnostics diagnostics;
  const bool parsed = !parse(text.all, diagnostics).empty();
  EXPECT_EQ(parsed, grammar_version() >= 18);
  if (parsed) return;
  ASSERT_EQ(diagnostics.items()[0].notes.size(), 1u);
  EXPECT_EQ(diagnostics.items()[0].notes[0].message,
            "this is the grammar of PostgreSQL 17; a newer one may know the syntax");
}

}  // namespace sqlc::sql
