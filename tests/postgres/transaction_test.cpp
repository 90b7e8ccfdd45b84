#include <algorithm>

#include "postgres/server.hpp"

namespace sqlc::testing {

/// One transaction, and whatever ends it early.
class TransactionTest : public ServerTest {
 protected:
  void SetUp() override {
    ServerTest::SetUp();
    project.revision("aa", "", "CREATE TABLE a (id int);");
    project.revision("bb", "aa", "CREATE TABLE b (id int);");
  }
  /// Nothing of the range is there.
  void expect_base() {
    EXPECT_EQ(rows(), "none");
    EXPECT_EQ(query("SELECT to_regclass('a') IS NULL"), "t");
  }
};

/// What people have in their start-up files, at its worst.
static constexpr std::string_view hostile_psqlrc =
    "\\set ON_ERROR_STOP off\n\\set ON_ERROR_ROLLBACK on\n\\set AUTOCOMMIT off\n"
    "\\set n 3\n\\set id 7\n\\set sqlc_step 99\n\\set sqlc_run_1 off\n\\set FETCH_COUNT 1\n"
    "\\set ECHO all\n\\pset format html\n\\timing on\nSET search_path = pg_catalog;\n"
    "SET lock_timeout = 1;\nSET client_encoding = 'LATIN1';\n";

TEST_P(TransactionTest, TakesBackAllAfterAFailingStatement) {
  project.revision("cc", "bb", "CREATE TABLE c (id int);\nINSERT INTO nowhere VALUES (1);");
  SQLC_COMPILE(script, project.upgrade("base:cc"));
  const PsqlOptions each[] = {{},
                              {.arguments = {"-1"}},
                              {.psqlrc = std::string(hostile_psqlrc)},
                              {.arguments = {"-1"}, .psqlrc = std::string(hostile_psqlrc)}};
  for (const PsqlOptions& options : each) {
    const Finished ran = run(script, options);
    EXPECT_EQ(ran.status, 3);
    EXPECT_NE(ran.err.find("relation \"nowhere\" does not exist"), std::string::npos) << ran.err;
    EXPECT_EQ(ran.out.find("sqlc: committed"), std::string::npos);
    expect_base();
  }
}

TEST_P(TransactionTest, RunsUnderAnyStartUpFile) {
  project.revision("cc", "bb",
                   "CREATE TABLE c (list int[], word text);\n"
                   "INSERT INTO c SELECT (ARRAY[1,2,3])[1:id], 'é' FROM (SELECT 2 AS id) AS s;");
  SQLC_COMPILE(script, project.upgrade("base:cc"));
  project.settings.config.transaction = TransactionMode::PerRevision;
  SQLC_COMPILE(many, project.upgrade("base:cc"));
  project.settings.config.transaction = TransactionMode::All;
  project.settings.idempotent = true;
  SQLC_COMPILE(any, project.upgrade("base:cc"));
  for (const std::string& text : {script, many, any}) {
    for (const std::vector<std::string>& arguments : {std::vector<std::string>{}, {"-1"}}) {
      new_database();
      const Finished ran =
          run(text, {.arguments = arguments, .psqlrc = std::string(hostile_psqlrc)});
      EXPECT_EQ(ran.status, 0) << ran.err;
      EXPECT_NE(ran.out.find("sqlc: committed cc"), std::string::npos) << ran.out;
      EXPECT_EQ(rows(), "cc");
      EXPECT_EQ(query("SELECT list, word FROM public.c"), "{1,2}|é");
      EXPECT_EQ(query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"), "4");
    }
  }
}

TEST_P(TransactionTest, LosesNothingWhenPsqlIsKilled) {
  project.revision("cc", "bb", "SELECT pg_sleep(60);");
  project.settings.config.client_connection_check_interval = "100ms";
  SQLC_COMPILE(script, project.upgrade("base:cc"));
  Background psql = start(script);
  wait_for("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(60)%'", "1");
  psql.kill();
  // The server notices by itself, long before the statement would end.
  wait_for("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'", "0");
  expect_base();
}

TEST_P(TransactionTest, LosesNothingBetweenTransactions) {
  project.revision("cc", "bb", "SELECT pg_sleep(60);");
  project.settings.config.client_connection_check_interval = "100ms";
  project.settings.config.transaction = TransactionMode::PerRevision;
  SQLC_COMPILE(script, project.upgrade("base:cc"));
  Background psql = start(script);
  wait_for("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(60)%'", "1");
  psql.kill();
  wait_for("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'", "0");
  EXPECT_EQ(rows(), "bb");

  // The same file goes on, once its third revision is quick.
  std::string quick = script;
  quick.replace(quick.find("pg_sleep(60)"), 12, "pg_sleep(0)");
  const Finished ran = run(quick);
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.out.find("committed aa"), std::string::npos);
  EXPECT_NE(ran.out.find("sqlc: committed cc"), std::string::npos);
  EXPECT_EQ(rows(), "cc");
}

TEST_P(TransactionTest, StopsAtAFailingCheck) {
  project.revision("cc", "bb", "INSERT INTO a VALUES (1);", "",
                   "\n-- sqlc:verify\nSELECT count(*) = 1 FROM a;\n"
                   "SELECT bool_and(id > 0 AND '100%' <> 'it''s')\n  FROM a;\n"
                   "SELECT id = 2 FROM a WHERE id = 2;\n");
  SQLC_COMPILE(script, project.upgrade("base:cc"));
  const Finished ran = run(script);
  EXPECT_EQ(ran.status, 3);
  EXPECT_NE(ran.err.find("sqlc: a check of revision cc failed: SELECT id = 2 FROM a WHERE id = 2"),
            std::string::npos)
      << ran.err;
  expect_base();
}

TEST_P(TransactionTest, KeepsSettingsInTheirRevision) {
  project.revision("cc", "bb",
                   "CREATE SCHEMA elsewhere;\nSET LOCAL search_path = elsewhere;\n"
                   "SET check_function_bodies = off;\nSET LOCAL work_mem = '64kB';\n"
                   "SELECT set_config('lock_timeout', '1ms', false);\nCREATE TABLE one (id int);");
  project.revision(
      "dd", "cc",
      "CREATE TABLE two AS SELECT current_setting('lock_timeout') AS a, "
      "current_setting('work_mem') AS b, current_setting('check_function_bodies') AS c;");
  SQLC_COMPILE(script, project.upgrade("base:dd"));
  const Finished ran = run(script);
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(query("SELECT to_regclass('elsewhere.one') IS NULL, a, b, c FROM public.two"),
            "f|30s|4MB|on");
}

TEST_P(TransactionTest, KeepsRolesInTheirRevision) {
  query("CREATE ROLE other");
  query("CREATE ROLE owner CREATEROLE");
  query("GRANT ALL ON SCHEMA public TO other, owner");
  project.settings.config.role = "owner";
  project.revision("cc", "bb", "RESET ROLE;\nSET ROLE other;\nCREATE TABLE one (id int);");
  project.revision("dd", "cc", "CREATE TABLE two (id int);");
  for (const std::string range : {"base:cc", "base:dd"}) {
    new_database();
    query("GRANT ALL ON SCHEMA public TO other, owner");
    SQLC_COMPILE(script, project.upgrade(range));
    const Finished ran = run(script);
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(
        query("SELECT string_agg(DISTINCT tableowner, ',' ORDER BY tableowner) FROM pg_tables "
              "WHERE schemaname = 'public'"),
        "other,owner");
  }
  query("DROP OWNED BY other, owner");
  query("DROP ROLE other, owner");
}

TEST_P(TransactionTest, ChecksDeferredConstraintsAtEachRevision) {
  const std::string tables =
      "CREATE TABLE p (id int PRIMARY KEY);\n"
      "CREATE TABLE c (p int CONSTRAINT \"c To p\" REFERENCES p DEFERRABLE INITIALLY DEFERRED,\n"
      "  q int UNIQUE DEFERRABLE INITIALLY IMMEDIATE);";
  project.revision("cc", "bb", tables);
  project.revision("dd", "cc", "INSERT INTO c VALUES (1, 1);\nINSERT INTO p VALUES (1);");
  // Would fail with pending trigger events, and then needs the deferral again.
  project.revision("ee", "dd",
                   "ALTER TABLE c ADD x int;\nINSERT INTO c VALUES (2, 2);\n"
                   "INSERT INTO p VALUES (2);");
  project.revision(
      "ff", "ee",
      "CREATE TABLE d (p int REFERENCES p DEFERRABLE INITIALLY DEFERRED);\n"
      "INSERT INTO d VALUES (3);\nINSERT INTO p VALUES (3);\nALTER TABLE a ADD y int;");
  project.revision("gg", "ff",
                   "SET CONSTRAINTS ALL DEFERRED;\nINSERT INTO c VALUES (1, 3), (1, 3);\n"
                   "DELETE FROM c WHERE ctid = (SELECT max(ctid) FROM c);");
  SQLC_COMPILE(script, project.upgrade("base:gg"));
  Finished ran = run(script);
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(rows(), "gg");

  project.revision("hh", "gg", "INSERT INTO c VALUES (99);");
  project.revision("ii", "hh", "ALTER TABLE c ADD z int;");
  for (const std::string range : {"gg:ii", "gg:hh"}) {
    SQLC_COMPILE(bad, project.upgrade(range));
    ran = run(bad);
    EXPECT_EQ(ran.status, 3);
    EXPECT_NE(ran.err.find("violates foreign key constraint \"c To p\""), std::string::npos)
        << ran.err;
    EXPECT_EQ(rows(), "gg");
  }
}

TEST_P(TransactionTest, IsNotTalkedOutOfItsSchema) {
  // A role's own settings, and a table of the same name that would shadow the real one.
  query("CREATE SCHEMA trap");
  query("CREATE TABLE trap.a (id int)");
  query("ALTER DATABASE " + query("SELECT current_database()") +
        " SET search_path = trap, pg_catalog");
  query("ALTER DATABASE " + query("SELECT current_database()") +
        " SET default_transaction_isolation = 'repeatable read'");
  SQLC_COMPILE(script, project.upgrade("base:bb"));
  const Finished ran = run(script);
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"), "3");
}

TEST_P(TransactionTest, LetsNothingOutOfItsComment) {
  project.file("revisions/evil.sql",
               "-- Message \xE2\x80\xA8\\! touch /tmp/sqlc-evil $sqlc$ '\n--\n-- Revision ID: cc\n"
               "-- Revises: bb\n\n-- sqlc:upgrade\n"
               "-- \\! touch /tmp/sqlc-evil\n/* \n\\! touch /tmp/sqlc-evil\n*/\n"
               "COMMENT ON TABLE a IS 'x\n\\! touch /tmp/sqlc-evil\n';\n"
               "CREATE TABLE c (\"a\n\\! touch /tmp/sqlc-evil\" int) -- ; no end");
  SQLC_COMPILE(script, project.upgrade("base:cc"));
  ASSERT_TRUE(run_process({.arguments = {"rm", "-f", "/tmp/sqlc-evil"}}).ok());
  const Finished ran = run(script);
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(rows(), "cc");
  const auto listed = run_process({.arguments = {"ls", "/tmp/sqlc-evil"}});
  EXPECT_NE(listed.value().status, 0) << "a comment ran a command";
}

TEST_P(TransactionTest, SendsRoutinesWhole) {
  project.revision("cc", "bb",
                   "CREATE TABLE t (id int, \"begin\" int);\n"
                   "CREATE FUNCTION one() RETURNS int LANGUAGE sql BEGIN ATOMIC\n"
                   "  SELECT 1 AS case; SELECT CASE WHEN true THEN 2 END;\nEND;\n"
                   "CREATE FUNCTION two(x t) RETURNS int LANGUAGE sql RETURN x.begin -- end\n");
  project.revision("dd", "cc",
                   "CREATE OR REPLACE FUNCTION three() RETURNS int LANGUAGE sql BEGIN ATOMIC\n"
                   "  SELECT 1 AS end; SELECT 3;\nEND;\nCREATE TABLE after (id int);");
  SQLC_COMPILE(script, project.upgrade("base:dd"));
  const Finished ran = run(script);
  EXPECT_EQ(ran.status, 0) << ran.err << script;
  EXPECT_EQ(query("SELECT one(), two((1, 2)::t), three()"), "2|2|3");
}

SQLC_ON_EVERY_SERVER(TransactionTest);

}  // namespace sqlc::testing
