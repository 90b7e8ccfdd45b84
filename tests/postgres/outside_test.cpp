#include "postgres/server.hpp"

namespace sqlc::testing {

/// Statements outside of transactions, and running the same file again.
class OutsideTest : public ServerTest {
 protected:
  void SetUp() override {
    ServerTest::SetUp();
    project.settings.config.client_connection_check_interval = "100ms";
    project.revision(
        "aa", "", "CREATE TABLE a (id int, name text);\nINSERT INTO a VALUES (1, 'x'), (2, 'x');",
        "DROP TABLE a;");
  }

  std::string valid_indexes() {
    return query(
        "SELECT string_agg(relname || CASE WHEN indisvalid THEN '' ELSE ' INVALID' END, ',' "
        "ORDER BY relname) FROM pg_index JOIN pg_class ON oid = indexrelid WHERE indrelid = "
        "to_regclass('public.a')");
  }

  /// An open transaction that CREATE INDEX CONCURRENTLY on `a` has to wait for.
  Background hold_table() {
    Background holder = start("BEGIN; INSERT INTO a VALUES (0, 'held'); SELECT pg_sleep(60);");
    wait_for("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(60)%'", "1");
    return holder;
  }

  void end_holder(Background& holder) {
    holder.kill();
    query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT "
        "pg_sleep(60)%' AND pid <> pg_backend_pid()");
    wait_for(
        "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(60)%' AND pid "
        "<> pg_backend_pid()",
        "0");
  }

  void expect_status(const Finished& ran, int status, const std::string& message = "") {
    EXPECT_EQ(ran.status, status) << ran.out << ran.err;
    EXPECT_NE(ran.err.find(message), std::string::npos) << ran.err;
  }
};

TEST_P(OutsideTest, BuildsAndDropsAnIndex) {
  project.revision("bb", "aa", "CREATE INDEX CONCURRENTLY \"A Name\" ON a (name);",
                   "DROP INDEX CONCURRENTLY \"A Name\";");
  SQLC_COMPILE(up, project.upgrade("base:bb"));
  SQLC_COMPILE(down, project.downgrade("bb:base"));
  Finished ran = run(up);
  expect_status(ran, 0);
  EXPECT_EQ(ran.out, "sqlc: committed aa\nsqlc: committed bb\n");
  EXPECT_EQ(valid_indexes(), "A Name");
  EXPECT_EQ(comment(), "");
  expect_status(run(up), 3, "sqlc: the database is at bb, this script goes from base to bb");
  ran = run(down);
  expect_status(ran, 0);
  EXPECT_EQ(ran.out, "sqlc: committed aa\nsqlc: committed base\n");
  EXPECT_EQ(query("SELECT to_regclass('a') IS NULL"), "t");
  EXPECT_EQ(rows(), "");
}

TEST_P(OutsideTest, GoesOnAfterABrokenBuild) {
  project.revision("bb", "aa", "CREATE UNIQUE INDEX CONCURRENTLY a_name ON a (name);",
                   "DROP INDEX CONCURRENTLY a_name;");
  project.revision("cc", "bb", "CREATE TABLE c (id int);");
  SQLC_COMPILE(script, project.upgrade("base:cc"));
  SQLC_COMPILE(other, project.stamp("aa:bb"));
  expect_status(run(script), 3, "could not create unique index");
  EXPECT_EQ(rows(), "aa");
  EXPECT_EQ(valid_indexes(), "a_name INVALID");
  EXPECT_EQ(comment(), "[sqlc: inside upgrade of bb, 0 of 1 statements done, the next begun]");
  // Every other script sees it.
  expect_status(run(other), 3,
                "sqlc: a script stopped inside upgrade of bb, 0 of 1 statements done");
  expect_status(run(script), 3, "could not create unique index");
  EXPECT_EQ(valid_indexes(), "a_name INVALID");
  query("DELETE FROM a WHERE id = 2");
  const Finished ran = run(script);
  expect_status(ran, 0);
  EXPECT_EQ(ran.out, "sqlc: committed bb\nsqlc: committed cc\n");
  EXPECT_EQ(valid_indexes(), "a_name");
  EXPECT_EQ(rows(), "cc");
  EXPECT_EQ(comment(), "");
}

TEST_P(OutsideTest, GoesOnAfterPsqlWasKilledInABuild) {
  project.revision("bb", "aa", "CREATE INDEX CONCURRENTLY a_name ON a (name);");
  SQLC_COMPILE(first, project.upgrade("base:aa"));
  SQLC_COMPILE(script, project.upgrade("aa:bb"));
  expect_status(run(first), 0);
  query("COMMENT ON TABLE alembic_version IS 'Ours.'");
  Background holder = hold_table();
  Background psql = start(script);
  wait_for(
      "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX CONC%' AND "
      "wait_event_type = 'Lock'",
      "1");
  psql.kill();
  wait_for("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'", "0");
  EXPECT_EQ(valid_indexes(), "a_name INVALID");
  EXPECT_EQ(comment(),
            "Ours. [sqlc: inside upgrade of bb, 0 of 1 statements done, the next begun]");
  end_holder(holder);
  expect_status(run(script), 0);
  EXPECT_EQ(valid_indexes(), "a_name");
  EXPECT_EQ(rows(), "bb");
  EXPECT_EQ(comment(), "Ours.");
}

TEST_P(OutsideTest, DoesNotRebuildWhatIsThere) {
  project.revision("bb", "aa", "CREATE INDEX CONCURRENTLY a_name ON a (name);");
  SQLC_COMPILE(first, project.upgrade("base:aa"));
  SQLC_COMPILE(script, project.upgrade("aa:bb"));
  expect_status(run(first), 0);
  // Another index of that name is not ours to take for done.
  query("CREATE INDEX a_name ON a (id)");
  expect_status(run(script), 3, "sqlc: index a_name exists already");
  EXPECT_EQ(rows(), "aa");
  EXPECT_EQ(comment(), "");
  query("DROP INDEX a_name");
  // Killed after the build, before the row moved: the index stays as it is.
  const std::size_t built = script.find("\\endif", script.find("CREATE INDEX CONCURRENTLY a_name"));
  expect_status(run(script.substr(0, built + 7)), 3, "reached EOF without finding closing");
  EXPECT_EQ(rows(), "aa");
  const std::string built_oid = query("SELECT 'a_name'::regclass::oid");
  expect_status(run(script), 0);
  EXPECT_EQ(query("SELECT 'a_name'::regclass::oid"), built_oid);
  EXPECT_EQ(rows(), "bb");
}

TEST_P(OutsideTest, GoesOnInsideAMixedRevision) {
  project.revision("bb", "aa",
                   "-- sqlc:allow mixed-transaction-modes written by hand long ago\n"
                   "ALTER TABLE a ADD x int;\nUPDATE a SET x = id;\n"
                   "SET maintenance_work_mem = '8MB';\n"
                   "CREATE INDEX CONCURRENTLY a_x ON a (x);\nVACUUM a;\n"
                   "CREATE UNIQUE INDEX CONCURRENTLY a_name ON a (name);\n"
                   "RESET maintenance_work_mem;\nALTER TABLE a ADD y int;\n",
                   "", "\n-- sqlc:verify\nSELECT count(*) > 0 FROM a WHERE x = id;\n");
  project.revision("cc", "bb", "VACUUM a;\nREINDEX TABLE CONCURRENTLY a;");
  SQLC_COMPILE(script, project.upgrade("base:cc"));
  EXPECT_NE(script.find("--   bb, at statement 5 of 6 (CREATE INDEX CONCURRENTLY)"),
            std::string::npos)
      << script;
  SQLC_COMPILE(other, project.upgrade("aa:cc"));
  SQLC_COMPILE(elsewhere, project.stamp("aa:bb"));
  expect_status(run(script), 3, "could not create unique index");
  EXPECT_EQ(rows(), "aa");
  EXPECT_EQ(valid_indexes(), "a_name INVALID,a_x");
  EXPECT_EQ(comment(),
            "[sqlc: inside upgrade of bb, 4 of 6 statements done (25ee1036), the next begun]");
  expect_status(run(elsewhere), 3, "sqlc: a script stopped inside upgrade of bb, 4 of 6");
  query("DELETE FROM a WHERE id = 2");
  // A script that was compiled from where the rows stand goes on as well as the one that stopped.
  expect_status(run(major() % 2 == 0 ? script : other), 0);
  EXPECT_EQ(rows(), "cc");
  EXPECT_EQ(valid_indexes(), "a_name,a_x");
  EXPECT_EQ(query("SELECT id, x, y FROM a"), "1|1|");
  EXPECT_EQ(comment(), "");
}

TEST_P(OutsideTest, IsAtomicUpToEachPointOfAMixedRevision) {
  project.revision("bb", "aa",
                   "-- sqlc:allow mixed-transaction-modes as above\n"
                   "ALTER TABLE a ADD x int;\nCREATE INDEX CONCURRENTLY a_x ON a (x);\n"
                   "ALTER TABLE a ADD y int;\nDROP INDEX CONCURRENTLY a_x;\n");
  SQLC_COMPILE(script, project.upgrade("base:bb"));
  // The file cut off after each of its lines stands for a client that dies there.
  int cuts = 0;
  int resumed = 0;
  for (std::size_t at = script.find("\\if :sqlc_run_2"); at != std::string::npos;
       at = script.find('\n', at + 1)) {
    if (script.compare(at + 1, 6, "COMMIT") != 0 && script.compare(at + 1, 6, "\\endif") != 0 &&
        script.compare(at + 1, 5, "BEGIN") != 0) {
      continue;
    }
    // Each server takes every other one.
    if (++cuts % 2 != major() % 2) continue;
    new_database();
    run(script.substr(0, at + 1));
    const std::string stopped_at = rows();
    ASSERT_TRUE(stopped_at == "aa" || stopped_at == "bb") << stopped_at;
    if (stopped_at == "aa") {
      expect_status(run(script), 0);
      ++resumed;
    }
    ASSERT_EQ(rows(), "bb");
    ASSERT_EQ(comment(), "");
    ASSERT_EQ(query("SELECT id, x, y FROM a LIMIT 1"), "1||");
    ASSERT_EQ(valid_indexes(), "");
  }
  EXPECT_GT(resumed, 5);
}

TEST_P(OutsideTest, FinishesADetach) {
  project.revision("bb", "aa",
                   "CREATE TABLE m (id int) PARTITION BY RANGE (id);\n"
                   "CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (0) TO (10);\n"
                   "INSERT INTO m VALUES (1);");
  project.revision("cc", "bb", "ALTER TABLE m DETACH PARTITION m1 CONCURRENTLY;");
  SQLC_COMPILE(first, project.upgrade("base:bb"));
  SQLC_COMPILE(script, project.upgrade("bb:cc"));
  expect_status(run(first), 0);
  Background holder = start("BEGIN; SELECT * FROM m; SELECT pg_sleep(60);");
  wait_for("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(60)%'", "1");
  Background psql = start(script);
  wait_for("SELECT count(*) FROM pg_inherits WHERE inhdetachpending", "1");
  psql.kill();
  wait_for("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'", "0");
  end_holder(holder);
  EXPECT_EQ(rows(), "bb");
  expect_status(run(script), 0);
  EXPECT_EQ(rows(), "cc");
  EXPECT_EQ(query("SELECT count(*) FROM pg_inherits WHERE inhparent = 'm'::regclass"), "0");
}

TEST_P(OutsideTest, MakesDatabasesOnce) {
  query("DROP DATABASE IF EXISTS \"Made Here\"");
  project.revision("bb", "aa", "CREATE DATABASE \"Made Here\" TEMPLATE template0;",
                   "DROP DATABASE \"Made Here\";");
  SQLC_COMPILE(script, project.upgrade("base:bb"));
  const std::size_t made = script.find("\\endif", script.find("CREATE DATABASE \"Made"));
  expect_status(run(script.substr(0, made + 7)), 3, "reached EOF without finding closing");
  EXPECT_EQ(rows(), "aa");
  expect_status(run(script), 0);
  EXPECT_EQ(rows(), "bb");
  SQLC_COMPILE(down, project.downgrade("bb:aa"));
  expect_status(run(down), 0);
  EXPECT_EQ(query("SELECT count(*) FROM pg_database WHERE datname = 'Made Here'"), "0");
}

TEST_P(OutsideTest, NeedsToOwnTheVersionTable) {
  project.revision("bb", "aa", "VACUUM a;");
  SQLC_COMPILE(first, project.upgrade("base:aa"));
  SQLC_COMPILE(script, project.upgrade("aa:bb"));
  expect_status(run(first), 0);
  query("DROP ROLE IF EXISTS guest");
  query("CREATE ROLE guest LOGIN");
  query("GRANT ALL ON alembic_version TO guest");
  expect_status(run(script, {.user = "guest"}), 3, "sqlc: role guest does not own public.alembic");
  query("DROP OWNED BY guest");
  query("DROP ROLE guest");
  EXPECT_EQ(rows(), "aa");
}

SQLC_ON_EVERY_SERVER(OutsideTest);

}  // namespace sqlc::testing
