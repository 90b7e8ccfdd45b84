#include "postgres/server.hpp"

namespace sqlc::testing {

/// Ranges of several revisions: every start, merges, enum values, stamps.
class RangeTest : public ServerTest {
 protected:
  void expect_done(const Finished& ran, const std::string& message) {
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_NE(ran.out.find(message), std::string::npos) << ran.out;
  }
};

TEST_P(RangeTest, OneScriptServesEveryStart) {
  for (const char* id : {"aa", "bb", "cc", "dd", "ee"}) {
    const std::string down = id[0] == 'a' ? "" : std::string(2, static_cast<char>(id[0] - 1));
    project.revision(id, down, "CREATE TABLE t_" + std::string(id) + " (id int);",
                     "DROP TABLE t_" + std::string(id) + ";");
  }
  project.revision("ff", "ee", "CREATE INDEX CONCURRENTLY i ON t_ee (id);",
                   "DROP INDEX CONCURRENTLY i;");
  project.revision("gg", "ff", "CREATE TABLE t_gg (id int);", "DROP TABLE t_gg;");
  const std::vector<std::string> states = {"base", "aa", "bb", "cc", "dd", "ee", "ff", "gg"};
  const TransactionMode by_major =
      major() % 2 == 0 ? TransactionMode::All : TransactionMode::PerRevision;
  for (const std::string end : {"dd", "gg"}) {
    // Each server takes its turn at one of the modes for the long range.
    for (const TransactionMode mode : {end == "dd" ? TransactionMode::All : by_major}) {
      project.settings.config.transaction = mode;
      project.settings.idempotent = true;
      SQLC_COMPILE(script, project.upgrade("base:" + end));
      SQLC_COMPILE(back, project.downgrade(end + ":aa"));
      project.settings.idempotent = false;
      for (const std::string& state : states) {
        new_database();
        if (state != "base") {
          SQLC_COMPILE(to_state, project.upgrade("base:" + state));
          expect_done(run(to_state), "sqlc: committed " + state);
        }
        if (state > end && state != "base") {
          const Finished ran = run(script);
          EXPECT_EQ(ran.status, 3);
          EXPECT_NE(ran.err.find("sqlc: the database is at " + state), std::string::npos);
          break;
        }
        expect_done(run(script), state == end ? "sqlc: nothing to do, the database is at " + end
                                              : "sqlc: committed " + end);
        EXPECT_EQ(rows(), end);
        EXPECT_EQ(query("SELECT count(*) FROM pg_tables WHERE tablename ~ '^t_'"),
                  end == "dd" ? "4" : "6");
        expect_done(run(script), "sqlc: nothing to do, the database is at " + end);
        expect_done(run(back), "sqlc: committed aa");
        EXPECT_EQ(rows(), "aa");
        EXPECT_EQ(query("SELECT count(*) FROM pg_tables WHERE tablename ~ '^t_'"), "1");
      }
    }
  }
}

TEST_P(RangeTest, MovesSeveralRows) {
  project.revision("a", "", "CREATE TABLE a (id int);", "DROP TABLE a;");
  project.revision("B", "a", "CREATE TABLE b (id int);", "DROP TABLE b;");
  project.revision("c", "a", "CREATE TABLE c (id int);", "DROP TABLE c;");
  project.revision("d", "B, c", "CREATE TABLE d (id int);", "DROP TABLE d;");
  project.revision("null", "", "CREATE TABLE n (id int);", "DROP TABLE n;");
  SQLC_COMPILE(branches, project.upgrade("base:B,c"));
  SQLC_COMPILE(merge, project.upgrade("B,c:d"));
  SQLC_COMPILE(other, project.upgrade("d:d,null"));
  SQLC_COMPILE(split, project.downgrade("d,null:a"));
  expect_done(run(branches), "sqlc: committed B,c");
  EXPECT_EQ(rows(), "B,c");
  expect_done(run(merge), "sqlc: committed d");
  EXPECT_EQ(rows(), "d");
  const Finished ran = run(merge);
  EXPECT_NE(ran.err.find("the database is at d, this script goes from B,c to d"), std::string::npos)
      << ran.err;
  expect_done(run(other), "sqlc: committed d,null");
  EXPECT_EQ(rows(), "d,null");
  expect_done(run(split), "sqlc: committed a,null");
  EXPECT_EQ(rows(), "a,null");
}

TEST_P(RangeTest, NoticesARevisionThatMovesTheRowsItself) {
  project.revision("a", "", "CREATE TABLE a (id int);");
  project.revision("b", "a", "DELETE FROM alembic_version;");
  SQLC_COMPILE(script, project.upgrade("base:b"));
  const Finished ran = run(script);
  EXPECT_EQ(ran.status, 3);
  EXPECT_NE(ran.err.find("sqlc: 0 rows of public.alembic_version moved instead of 1"),
            std::string::npos)
      << ran.err;
  EXPECT_EQ(rows(), "none");
}

TEST_P(RangeTest, CommitsEnumValuesBeforeTheirUse) {
  project.revision("aa", "", "CREATE TYPE mood AS ENUM ('sad');\nCREATE TABLE a (m mood);");
  project.revision("bb", "aa", "ALTER TYPE mood ADD VALUE 'it''s ok' BEFORE 'sad';");
  project.revision("cc", "bb", "COMMENT ON TYPE mood IS 'it''s ok';");
  project.revision("dd", "cc",
                   "CREATE FUNCTION f() RETURNS mood LANGUAGE sql AS $$ SELECT "
                   "'it''s ok'::mood $$;");
  project.revision("ee", "dd", "INSERT INTO a VALUES (f());");
  SQLC_COMPILE(script, project.upgrade("base:ee"));
  Finished ran = run(script);
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.out, "sqlc: committed cc\nsqlc: committed ee\n");
  EXPECT_EQ(query("SELECT m FROM a"), "it's ok");

  // From 17 on the server itself knows that the type is as new as its value.
  if (major() < 17) return;
  new_database();
  project.settings.config.postgres = 17;
  SQLC_COMPILE(one, project.upgrade("base:ee"));
  ran = run(one);
  EXPECT_EQ(ran.out, "sqlc: committed ee\n") << ran.err;
  EXPECT_EQ(query("SELECT m FROM a"), "it's ok");
}

TEST_P(RangeTest, StampsRowsAlone) {
  project.revision("aa", "", "CREATE TABLE a (id int);");
  project.revision("bb", "aa", "CREATE TABLE b (id int);");
  SQLC_COMPILE(stamp, project.stamp("base:bb"));
  SQLC_COMPILE(back, project.stamp("bb:aa"));
  expect_done(run(stamp), "sqlc: committed bb");
  EXPECT_EQ(rows(), "bb");
  EXPECT_EQ(query("SELECT to_regclass('a') IS NULL"), "t");
  expect_done(run(back), "sqlc: committed aa");
  EXPECT_EQ(rows(), "aa");
}

TEST_P(RangeTest, AnyClientRunsAGenericScript) {
  project.settings.config.client = Client::Generic;
  project.revision("aa", "", "CREATE TABLE a (id int);");
  project.revision("bb", "aa", "CREATE TABLE b (list int[]);\nINSERT INTO b VALUES ('{1}')");
  SQLC_COMPILE(script, project.upgrade("base:bb"));
  EXPECT_EQ(script.find('\\'), script.find("\\[sqlc")) << "no meta-commands";
  // One string, as a driver sends it: without psql's own reading.
  Finished ran = run("", {.arguments = {"-c", script}});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(rows(), "bb");
  ran = run("", {.arguments = {"-c", script}});
  EXPECT_NE(ran.err.find("It is there already"), std::string::npos) << ran.err;
}

SQLC_ON_EVERY_SERVER(RangeTest);

}  // namespace sqlc::testing
