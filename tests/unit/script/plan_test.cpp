#include "script/plan.hpp"

#include <gtest/gtest.h>

#include "unit/script/project.hpp"

namespace sqlc::testing {

static std::size_t count(std::string_view text, std::string_view what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != std::string_view::npos;
       at = text.find(what, at + 1)) {
    ++found;
  }
  return found;
}

TEST(Plan, OneTransactionByDefault) {
  Project project;
  project.revision("aa", "", "CREATE TABLE a (id int);").revision("bb", "aa", "SELECT 1;");
  const auto script = project.upgrade("base:bb");
  ASSERT_TRUE(script) << project.findings();
  EXPECT_EQ(script->segments, 1u);
  EXPECT_EQ(script->outside, 0u);
  EXPECT_EQ(count(script->text, "\nBEGIN;\n"), 1u);
  EXPECT_EQ(count(script->text, "\nCOMMIT;\n"), 1u);
  EXPECT_EQ(script->text.find("\\if"), std::string::npos);
}

TEST(Plan, OneTransactionARevisionOnRequest) {
  Project project;
  project.settings.config.transaction = TransactionMode::PerRevision;
  project.revision("aa", "", "CREATE TABLE a (id int);").revision("bb", "aa", "SELECT 1;");
  const auto script = project.upgrade("base:bb");
  ASSERT_TRUE(script) << project.findings();
  EXPECT_EQ(script->segments, 2u);
  EXPECT_NE(script->text.find("\\echo sqlc: committed aa\n"), std::string::npos);
  EXPECT_NE(script->text.find("\\echo sqlc: committed bb\n"), std::string::npos);
}

TEST(Plan, EveryNonTransactionalStatementStandsAlone) {
  for (const std::string statement : {"CREATE INDEX CONCURRENTLY i ON t (a)",
                                      "DROP INDEX CONCURRENTLY i",
                                      "REINDEX TABLE CONCURRENTLY t",
                                      "REINDEX SCHEMA s",
                                      "REINDEX DATABASE d",
                                      "REINDEX SYSTEM d",
                                      "VACUUM",
                                      "VACUUM (ANALYZE) t",
                                      "CLUSTER",
                                      "CREATE DATABASE d",
                                      "DROP DATABASE d",
                                      "ALTER DATABASE d SET TABLESPACE t",
                                      "CREATE TABLESPACE t LOCATION '/t'",
                                      "DROP TABLESPACE t",
                                      "ALTER SYSTEM SET work_mem = '1MB'",
                                      "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p",
                                      "DROP SUBSCRIPTION s",
                                      "ALTER SUBSCRIPTION s REFRESH PUBLICATION",
                                      "ALTER TABLE t DETACH PARTITION u CONCURRENTLY",
                                      "DISCARD ALL"}) {
    Project project;
    project.revision("aa", "", "CREATE TABLE t (a int);")
        .revision("bb", "aa", statement)
        .revision("cc", "bb", "SELECT 1;");
    const auto script = project.upgrade("base:cc");
    ASSERT_TRUE(script) << statement << project.findings();
    EXPECT_EQ(script->segments, 3u) << statement;
    EXPECT_EQ(script->outside, 1u) << statement;
    // Each BEGIN has its end before the statement.
    const std::size_t at = script->text.find("\n" + statement + ";\n");
    ASSERT_NE(at, std::string::npos) << script->text;
    const std::string_view before = std::string_view(script->text).substr(0, at);
    EXPECT_EQ(count(before, "\nBEGIN;\n"), count(before, "\nCOMMIT;\n")) << statement;
  }
}

TEST(Plan, MixedRevisionsAreAnError) {
  Project project;
  project.revision("aa", "",
                   "CREATE TABLE t (a int);\n\nCREATE INDEX CONCURRENTLY i ON t (a);\nVACUUM t;\n"
                   "ALTER TABLE t ADD b int;\nALTER TABLE t ADD c int;");
  EXPECT_FALSE(project.upgrade("base:aa"));
  EXPECT_EQ(
      project.findings(),
      "SQ3010: `CREATE INDEX CONCURRENTLY` cannot run in a transaction, and other statements "
      "of revision `aa` do\n"
      "  help: make one revision of each, in this order: (1) line 7, 1 statement; (2) line 9, "
      "CREATE INDEX CONCURRENTLY; (3) line 10, VACUUM; (4) line 11, 2 statements; or put "
      "`-- sqlc:allow mixed-transaction-modes <reason>` into the section\n");
}

TEST(Plan, MixedRevisionsCompileWhenTheySaySo) {
  Project project;
  project.revision("aa", "",
                   "-- sqlc:allow mixed-transaction-modes because\nCREATE TABLE t (a int);\n"
                   "CREATE INDEX CONCURRENTLY i ON t (a);\nALTER TABLE t ADD b int;");
  const auto script = project.upgrade("base:aa");
  ASSERT_TRUE(script) << project.findings();
  EXPECT_EQ(project.findings(), "");
  EXPECT_EQ(script->segments, 1u);
  EXPECT_NE(script->text.find("-- or inside a revision:\n"
                              "--   aa, at statement 2 of 3 (CREATE INDEX CONCURRENTLY)\n"
                              "--   aa, before statement 3 of 3\n"),
            std::string::npos)
      << script->text;
}

TEST(Plan, SettingsOfTheSessionMixWithEverything) {
  Project project;
  project.revision("aa", "",
                   "SET statement_timeout = 0;\nSET lock_timeout = '1s';\n"
                   "CREATE INDEX CONCURRENTLY i ON t (a);\nRESET statement_timeout;");
  const auto script = project.upgrade("base:aa");
  ASSERT_TRUE(script) << project.findings();
  EXPECT_EQ(project.findings(), "");
  EXPECT_NE(script->text.find("aa, at statement 1 of 1"), std::string::npos);
  // The author's own lock_timeout stands.
  EXPECT_EQ(script->text.find("SET lock_timeout = 0;"), std::string::npos);
}

struct EnumCase {
  const char* use;
  bool splits;
};

TEST(Plan, EnumValuesCommitBeforeTheirUse) {
  for (const EnumCase& each : {
           EnumCase{"INSERT INTO t VALUES ('new');", true},
           EnumCase{"ALTER TABLE t ALTER m SET DEFAULT 'new'::mood;", true},
           EnumCase{"INSERT INTO t VALUES (E'new');", true},
           EnumCase{"SELECT '{old,new}'::mood[];", true},
           EnumCase{"SELECT '{\"new\"}'::mood[];", true},
           EnumCase{"DO $$ BEGIN INSERT INTO t VALUES ('new'); END $$;", true},
           EnumCase{"CREATE VIEW v AS SELECT * FROM t WHERE m = 'new';", true},
           EnumCase{"INSERT INTO t VALUES ('newer');", false},
           EnumCase{"SELECT '{newer}'::text[];", false},
           EnumCase{"CREATE TABLE new (\"new\" int); -- 'new'", false},
           EnumCase{"COMMENT ON TYPE mood IS 'new';", false},
           EnumCase{"CREATE TYPE other AS ENUM ('new');", false},
           EnumCase{"ALTER TYPE mood ADD VALUE 'newest' AFTER 'new';", false},
       }) {
    Project project;
    project.revision("aa", "", "ALTER TYPE mood ADD VALUE 'new';").revision("bb", "aa", each.use);
    const auto script = project.upgrade("base:bb");
    ASSERT_TRUE(script) << each.use << project.findings();
    EXPECT_EQ(script->segments, each.splits ? 2u : 1u) << each.use;

    Project one;
    one.revision("aa", "", "ALTER TYPE mood ADD VALUE 'new';\n" + std::string(each.use));
    EXPECT_EQ(one.upgrade("base:aa").has_value(), !each.splits) << each.use;
    if (each.splits) {
      EXPECT_EQ(
          one.findings(),
          "SQ3011: enum value `new` is used in the transaction that adds it, which the server "
          "refuses\n  help: move what uses the value into a revision of its own after `aa`\n");
    }
  }
}

TEST(Plan, EnumValuesOfANewTypeNeedNoCommitSince17) {
  for (const int postgres : {16, 17}) {
    Project project;
    project.settings.config.postgres = postgres;
    project.revision("aa", "", "CREATE TYPE mood AS ENUM ();\nALTER TYPE mood ADD VALUE 'new';")
        .revision("bb", "aa", "SELECT 'new'::mood;");
    const auto script = project.upgrade("base:bb");
    ASSERT_TRUE(script) << project.findings();
    EXPECT_EQ(script->segments, postgres == 16 ? 2u : 1u);
  }
}

TEST(Plan, EnumValuesInChecksOfTheSameRevision) {
  Project project;
  project.revision("aa", "", "ALTER TYPE mood ADD VALUE 'new';", "",
                   "\n-- sqlc:verify\nSELECT 'new' = ANY (enum_range(NULL::mood)::text[]);\n");
  EXPECT_FALSE(project.upgrade("base:aa"));
  EXPECT_NE(project.findings().find("SQ3011"), std::string::npos);
}

TEST(EndsTransaction, SeesCodeThatCommits) {
  const auto ends = [](std::string body) { return script::ends_transaction({"plpgsql", body}); };
  EXPECT_TRUE(ends("BEGIN COMMIT; END"));
  EXPECT_TRUE(ends("BEGIN LOOP DELETE FROM t; commit; END LOOP; END"));
  EXPECT_TRUE(ends("BEGIN IF x THEN ROLLBACK; END IF; END"));
  EXPECT_TRUE(ends("BEGIN /* x */ -- y\n rollback; END"));
  EXPECT_FALSE(ends("BEGIN CREATE TEMP TABLE t (a int) ON COMMIT DROP; END"));
  EXPECT_FALSE(ends("BEGIN RAISE NOTICE 'COMMIT;'; PERFORM \"commit\"(); END"));
  EXPECT_FALSE(ends(""));
}

}  // namespace sqlc::testing
