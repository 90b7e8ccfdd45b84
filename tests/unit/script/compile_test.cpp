#include <gtest/gtest.h>

#include <algorithm>

#include "unit/script/project.hpp"

namespace sqlc::testing {

static std::string_view line(std::string_view text, std::size_t number) {
  for (std::size_t i = 1; i < number; ++i) text.remove_prefix(text.find('\n') + 1);
  return text.substr(0, text.find('\n'));
}

static std::string compiled(Project& project, const std::string& range) {
  const auto script = project.upgrade(range);
  EXPECT_TRUE(script) << project.findings();
  return script ? script->text : "";
}

TEST(Compile, SaysWhatItIs) {
  Project project;
  project.revision("aa", "", "CREATE TABLE a (id int);")
      .revision("bb", "aa", "SELECT 1; SELECT 2;");
  EXPECT_TRUE(
      compiled(project, "base:bb")
          .starts_with(
              "-- sqlc upgrade base:bb: 2 revisions, 3 statements. For PostgreSQL "
              "14 and newer.\n-- input sha256 " +
              std::string(64, '0') +
              "\n-- One transaction: if anything fails, nothing is changed and the "
              "database stays at base.\n\\set ON_ERROR_STOP on\n\\set "
              "ON_ERROR_ROLLBACK off\n\\set AUTOCOMMIT on\n\\set SINGLELINE off\nBEGIN;\n"));
  EXPECT_TRUE(compiled(project, "base:bb").ends_with("\nCOMMIT;\n\\echo sqlc: committed bb\n"));
}

TEST(Compile, IsTheSameEachTime) {
  Project project;
  project.settings.idempotent = true;
  project.revision("aa", "", "CREATE TABLE a (id int);\nGRANT SELECT ON a TO x, y;")
      .revision("bb", "aa", "GRANT SELECT ON a TO z, x;\nVACUUM;");
  project.settings.config.transaction = TransactionMode::PerRevision;
  EXPECT_EQ(compiled(project, "base:aa"), compiled(project, "base:aa"));
}

TEST(Compile, KeepsStatementsAsTheyWereWritten) {
  Project project;
  project.revision(
      "aa", "",
      "\n\n-- first\nCREATE  TABLE a (\n\tid int -- key\n) ; -- after\n\n\n/* second */ "
      "SELECT 1 -- no semicolon\n-- the end");
  const std::string text = compiled(project, "base:aa");
  EXPECT_NE(
      text.find("-- Running upgrade  -> aa, Add aa\n-- first\nCREATE  TABLE a (\n\tid int -- "
                "key\n) ; -- after\n\n\n/* second */ SELECT 1; -- no semicolon\n-- the end\n"),
      std::string::npos)
      << text;
}

TEST(Compile, KeepsPsqlFromReadingVariables) {
  Project project;
  project.revision("aa", "", "SELECT a[1:n], b::int, ':x' FROM t -- :y");
  EXPECT_NE(compiled(project, "base:aa").find("SELECT a[1: n], b::int, ':x' FROM t; -- :y\n"),
            std::string::npos);
}

TEST(Compile, WritesRoutinesThatPsqlWouldSplit) {
  Project project;
  project.revision("aa", "",
                   "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC\n  SELECT 1 AS end;\n"
                   "END; -- after\nSELECT 2;");
  EXPECT_NE(compiled(project, "base:aa").find("SELECT 1 AS end\\;\nEND \\g\n"), std::string::npos);
  // Where psql 14 and newer sees what the server sees, nothing is changed.
  Project plain;
  plain.revision("aa", "",
                 "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC\n  SELECT 1;\nEND;");
  EXPECT_NE(compiled(plain, "base:aa").find("  SELECT 1;\nEND;\n"), std::string::npos);
}

TEST(Compile, MapsLinesToTheirOrigin) {
  Project project;
  project.revision("aa", "", "CREATE TABLE a (\n  id int\n);\n\n-- two\nSELECT 1;", "",
                   "\n-- sqlc:verify\nSELECT true;\n");
  project.revision("bb", "aa", "SELECT 3; SELECT 4");
  project.revision("cc", "bb", "CREATE INDEX CONCURRENTLY i ON a (id);");
  const auto script = project.upgrade("base:cc");
  ASSERT_TRUE(script) << project.findings();
  EXPECT_EQ(script->statements, 5u);
  EXPECT_EQ(script->checks, 1u);
  ASSERT_EQ(script->source_map.size(), 6u);
  for (const script::SourceLine& each : script->source_map) {
    const std::string_view first = each.origin.text().substr(0, each.origin.text().find('\n'));
    EXPECT_NE(line(script->text, each.script_line).find(first), std::string_view::npos) << first;
  }
  EXPECT_TRUE(std::ranges::is_sorted(script->source_map, {}, &script::SourceLine::script_line));
}

TEST(Compile, KeepsMessagesInTheirComment) {
  Project project;
  project.file("a.sql",
               "-- Ends\xE2\x80\xA8\\! rm $sqlc$\n--\n-- Revision ID: aa\n-- Revises:\n\n"
               "-- sqlc:upgrade\nSELECT 1;\n");
  EXPECT_NE(compiled(project, "base:aa").find("-- Running upgrade  -> aa, Ends \\! rm $sqlc$\n"),
            std::string::npos);
}

TEST(Compile, AsksForRolesThatTheRangeDoesNotMake) {
  Project project;
  project
      .revision("aa", "",
                "GRANT SELECT ON t TO b_role, PUBLIC, CURRENT_USER, a_role;\nCREATE ROLE made;\n"
                "GRANT a_role TO made;\nALTER ROLE made RENAME TO renamed;")
      .revision("bb", "aa",
                "DO $$ BEGIN IF true THEN CREATE ROLE in_code; END IF; END $$;\n"
                "GRANT in_code, renamed TO \"Odd's\";");
  EXPECT_NE(compiled(project, "base:bb").find("unnest(ARRAY['Odd''s', 'a_role', 'b_role'])"),
            std::string::npos)
      << compiled(project, "base:bb");
}

TEST(Compile, RepeatsTheBaselineAfterCode) {
  Project project;
  project.settings.config.role = "owner";
  project.settings.config.statement_timeout = "1h";
  project.settings.config.search_path = {"My App", "public"};
  project.revision("aa", "", "CREATE TABLE a (id int);")
      .revision("bb", "aa", "SELECT set_config('search_path', '', false);")
      .revision("cc", "bb", "CREATE TABLE c AS SELECT 1;")
      .revision("dd", "cc", "INSERT INTO a VALUES (1);");
  const std::string text = compiled(project, "base:dd");
  const std::string baseline =
      "  SET LOCAL client_encoding = 'UTF8'; SET LOCAL "
      "standard_conforming_strings = on; SET LOCAL search_path = \"My "
      "App\", public, pg_temp; SET LOCAL row_security = off;";
  const auto boundary = [&](const std::string& id) {
    const std::size_t at = text.find("-> " + id);
    return text.substr(at, text.find("\n-- Running", at) - at);
  };
  EXPECT_EQ(boundary("aa").find("SET LOCAL"), std::string::npos)
      << "plain DDL leaves nothing behind";
  EXPECT_NE(boundary("bb").find(baseline), std::string::npos) << boundary("bb");
  EXPECT_NE(boundary("bb").find("SET LOCAL statement_timeout = '1h';"), std::string::npos);
  EXPECT_NE(boundary("bb").find("SET LOCAL ROLE owner;"), std::string::npos);
  EXPECT_NE(boundary("cc").find(baseline), std::string::npos);
  EXPECT_EQ(boundary("dd").find("SET LOCAL"), std::string::npos) << "nothing comes after it";
  EXPECT_NE(boundary("dd").find("SET CONSTRAINTS ALL IMMEDIATE;"), std::string::npos);
}

TEST(Compile, LeavesOutWhatIsNotConfigured) {
  Project project;
  project.settings.config.lock_timeout.clear();
  project.settings.config.idle_in_transaction_session_timeout.clear();
  project.settings.config.client_connection_check_interval.clear();
  project.settings.digest.clear();
  project.revision("aa", "", "SELECT 1;");
  const std::string text = compiled(project, "base:aa");
  for (const char* absent : {"timeout", "check_interval", "ROLE", "sha256"}) {
    EXPECT_EQ(text.find(absent), std::string::npos) << absent;
  }
}

TEST(Compile, ALongRangeKeepsItsHeaderShort) {
  Project project;
  project.settings.config.transaction = TransactionMode::PerRevision;
  std::string down;
  for (int i = 0; i < 1700; ++i) {
    const std::string id = "r" + std::to_string(i);
    project.revision(id, down, "SELECT 1;");
    down = id;
  }
  const std::string text = compiled(project, "base:r1699");
  EXPECT_NE(text.find("one of base, r0, r1, r2, r3, r4, r5, r6, r7, … (1700 in all).\n"),
            std::string::npos)
      << text.substr(0, 600);
  // psql reads at most 1664 columns at once.
  for (std::size_t at = text.find("\nSELECT :sqlc_step"); at != std::string::npos;
       at = text.find("\nSELECT :sqlc_step", at + 1)) {
    const std::string select = text.substr(at, text.find("\\gset", at) - at);
    EXPECT_LE(std::ranges::count(select, ','), 1000);
  }
}

}  // namespace sqlc::testing
