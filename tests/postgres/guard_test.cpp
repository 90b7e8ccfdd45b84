#include "postgres/server.hpp"

namespace sqlc::testing {

class GuardTest : public ServerTest {
 protected:
  void SetUp() override {
    ServerTest::SetUp();
    project.revision("aa", "", "CREATE TABLE a (id int);", "DROP TABLE a;");
    project.revision("bb", "aa", "CREATE TABLE b (id int);", "DROP TABLE b;");
    project.revision("cc", "bb", "CREATE TABLE c (id int);", "DROP TABLE c;");
  }
};

static void expect_refusal(const Finished& ran, const std::string& message) {
  EXPECT_EQ(ran.status, 3);
  EXPECT_EQ(ran.out, "");
  EXPECT_NE(ran.err.find(message), std::string::npos) << ran.err;
}

TEST_P(GuardTest, RefusesAnotherState) {
  SQLC_COMPILE(all, project.upgrade("base:bb"));
  SQLC_COMPILE(last, project.upgrade("bb:cc"));
  SQLC_COMPILE(first, project.upgrade("aa:bb"));
  SQLC_COMPILE(back, project.downgrade("cc:aa"));

  expect_refusal(run(first), "sqlc: there is no table public.alembic_version in database");
  EXPECT_EQ(rows(), "none");

  Finished ran = run(all);
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.out, "sqlc: committed bb\n");
  EXPECT_EQ(rows(), "bb");

  ran = run(all);
  expect_refusal(ran, "sqlc: the database is at bb, this script goes from base to bb");
  expect_refusal(ran, "HINT:  It is there already.");
  ran = run(back);
  expect_refusal(ran, "sqlc: the database is at bb, this script goes from cc to aa");
  expect_refusal(ran, "HINT:  Compile for where it stands: sqlc downgrade bb:aa");
  expect_refusal(run(first), "It is there already");
  EXPECT_EQ(run(last).status, 0);
  EXPECT_EQ(rows(), "cc");

  // Two rows are not one of them.
  query("INSERT INTO alembic_version VALUES ('zz')");
  ran = run(back);
  expect_refusal(ran, "sqlc: the database is at cc,zz, this script");
  EXPECT_EQ(query("SELECT count(*) FROM c"), "0");
}

TEST_P(GuardTest, MakesTheVersionTableAsAlembicDoes) {
  SQLC_COMPILE(up, project.upgrade("base:aa"));
  SQLC_COMPILE(down, project.downgrade("aa:base"));
  EXPECT_EQ(run(up).status, 0);
  EXPECT_EQ(query("SELECT attname, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute "
                  "WHERE attrelid = 'public.alembic_version'::regclass AND attnum > 0"),
            "version_num|character varying(32)|t");
  EXPECT_EQ(query("SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = "
                  "'public.alembic_version'::regclass AND contype = 'p'"),
            "alembic_version_pkc|PRIMARY KEY (version_num)");
  Finished ran = run(down);
  EXPECT_EQ(ran.out, "sqlc: committed base\n") << ran.err;
  EXPECT_EQ(rows(), "");
  EXPECT_EQ(run(up).status, 0);
  EXPECT_EQ(rows(), "aa");
}

TEST_P(GuardTest, NamesAllMissingRoles) {
  project.revision("dd", "cc",
                   "CREATE ROLE made_here;\n"
                   "DO $$ BEGIN CREATE ROLE made_in_code; END $$;\n"
                   "GRANT SELECT ON a TO made_here, made_in_code, \"Odd Role\", app_missing;");
  query(
      "DROP ROLE IF EXISTS made_here; DROP ROLE IF EXISTS made_in_code; "
      "DROP ROLE IF EXISTS app_missing");
  SQLC_COMPILE(script, project.upgrade("base:dd"));
  expect_refusal(run(script),
                 "sqlc: roles that this script names do not exist: \"Odd Role\", app_missing");
  EXPECT_EQ(rows(), "none");
  query("CREATE ROLE \"Odd Role\"");
  query("CREATE ROLE app_missing");
  const Finished ran = run(script);
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(query("SELECT has_table_privilege('Odd Role', 'a', 'SELECT')"), "t");
  query("DROP OWNED BY \"Odd Role\", app_missing, made_here, made_in_code");
  query("DROP ROLE \"Odd Role\", app_missing, made_here, made_in_code");
}

TEST_P(GuardTest, RefusesAnOlderServer) {
  project.settings.config.postgres = major() + 1;
  SQLC_COMPILE(script, project.upgrade("base:cc"));
  expect_refusal(run(script), "sqlc: this script is for PostgreSQL " + std::to_string(major() + 1) +
                                  " and newer, the server is " + std::to_string(major()) + ".");
  EXPECT_EQ(rows(), "none");
}

TEST_P(GuardTest, LetsOneRunAtATimeIn) {
  project.revision("dd", "cc", "SELECT pg_sleep(30);");
  SQLC_COMPILE(slow, project.upgrade("base:dd"));
  SQLC_COMPILE(quick, project.upgrade("base:cc"));
  Background first = start(slow);
  wait_for("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(30)%'", "1");
  const Finished ran = run(quick);
  expect_refusal(ran, "sqlc: another run is at work in this database");
  // A script of several transactions holds the same lock.
  project.settings.config.transaction = TransactionMode::PerRevision;
  SQLC_COMPILE(many, project.upgrade("base:cc"));
  expect_refusal(run(many), "sqlc: another run is at work in this database");
  first.kill();
  query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT "
      "pg_sleep(30)%' AND pid <> pg_backend_pid()");
  wait_for("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'", "0");
  EXPECT_EQ(rows(), "none");
  EXPECT_EQ(run(many).status, 0);
  EXPECT_EQ(rows(), "cc");
  EXPECT_EQ(query("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"), "0");
}

TEST_P(GuardTest, WaitsForAnotherToolsTransaction) {
  SQLC_COMPILE(first, project.upgrade("base:aa"));
  SQLC_COMPILE(second, project.upgrade("aa:bb"));
  ASSERT_EQ(run(first).status, 0);
  // Alembic moves the row without any lock of ours, and commits later.
  Background other =
      start("BEGIN; UPDATE alembic_version SET version_num = 'zz'; SELECT pg_sleep(1); COMMIT;");
  wait_for("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(1)%'", "1");
  expect_refusal(run(second), "sqlc: the database is at zz, this script goes from aa to bb");
  EXPECT_EQ(other.wait(), 0);
  EXPECT_EQ(query("SELECT to_regclass('b') IS NULL"), "t");
}

TEST_P(GuardTest, TakesAnyNameForTheVersionTable) {
  const std::string name = "odd \"%s' $sqlc$ name";
  for (const TransactionMode mode : {TransactionMode::All, TransactionMode::PerRevision}) {
    new_database();
    project.settings.config.transaction = mode;
    project.settings.config.version_table = name;
    project.settings.config.version_table_schema = "My Schema%";
    SQLC_COMPILE(up, project.upgrade("base:cc"));
    SQLC_COMPILE(down, project.downgrade("cc:base"));
    Finished ran = run(up);
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(query("SELECT * FROM \"My Schema%\".\"odd \"\"%s' $sqlc$ name\""), "cc");
    ran = run(up);
    expect_refusal(ran, "sqlc: the database is at cc, this script goes from base to cc");
    ran = run(down);
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(query("SELECT count(*) FROM \"My Schema%\".\"odd \"\"%s' $sqlc$ name\""), "0");
  }
}

SQLC_ON_EVERY_SERVER(GuardTest);

}  // namespace sqlc::testing
