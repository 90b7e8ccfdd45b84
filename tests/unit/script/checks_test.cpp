#include <gtest/gtest.h>

#include "unit/script/project.hpp"

namespace sqlc::testing {

struct CheckCase {
  const char* upgrade;
  const char* verify;
  const char* first_finding;
  bool compiles;
};

static const CheckCase cases[] = {
    {"BEGIN;", "", "SQ3002: `BEGIN` would end or divide the script's own transaction", false},
    {"SELECT 1;\nCOMMIT;", "", "SQ3002: `COMMIT` would", false},
    {"SAVEPOINT s;", "", "SQ3002: `SAVEPOINT` would", false},
    {"SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;", "",
     "SQ3002: `SET TRANSACTION` comes too late", false},
    {"DO $$ BEGIN COMMIT; END $$;", "", "SQ3002: the code commits or rolls back", false},
    {"SET search_path = x;", "", "SQ3017: `SET` of `search_path` holds for the session", true},
    {"RESET work_mem;", "", "SQ3017: `RESET` of `work_mem`", true},
    {"SET ROLE x;", "", "SQ3017: `SET` of `role`", true},
    {"SET LOCAL search_path = x;", "", "", true},
    {"-- sqlc:allow session-setting needed\nSET work_mem = '1GB';", "", "", true},
    {"CALL p(1);", "", "SQ3021: `p` runs inside the script's transaction", true},
    {"-- sqlc:allow procedure-call it never commits\nCALL p(1);", "", "", true},
    {"CREATE INDEX CONCURRENTLY ON t (a);", "", "SQ3022: an index without a name", true},
    {"SELECT 1;", "SELECT true;", "", true},
    {"SELECT 1;", "VALUES (true);", "", true},
    {"SELECT 1;", "SELECT true, false;", "SQ3014: a query of 2 columns is no check", false},
    {"SELECT 1;", "DELETE FROM t;", "SQ3014: `DELETE` is no check", false},
    {"SELECT 1;", "SELECT true INTO t;", "SQ3014: SELECT … INTO is no check", false},
    {"-- sqlc:allow session-setting no\nSELECT 1;", "",
     "SQ3016: `session-setting` silences nothing here", true},
    {"SET work_mem = '1GB';\n-- sqlc:allow session-setting too late\nSELECT 1;", "",
     "SQ3017: `SET` of `work_mem`", true},
    {"-- sqlc:allow sesion-setting no\nSELECT 1;", "",
     "SQ3020: there is no rule `sesion-setting`\n"
     "  help: write `session-setting`",
     false},
    {"SELECT E'a'\n  'b\\' ';", "", "SQ3023: psql reads no backslash escapes", false},
};

TEST(Checks, FindWhatWouldRunOtherwise) {
  for (const CheckCase& each : cases) {
    Project project;
    const std::string verify =
        *each.verify == '\0' ? "" : "\n-- sqlc:verify\n" + std::string(each.verify) + "\n";
    project.revision("aa", "", each.upgrade, "", verify);
    EXPECT_EQ(project.upgrade("base:aa").has_value(), each.compiles) << each.upgrade;
    const std::string findings = project.findings();
    if (*each.first_finding == '\0') {
      EXPECT_EQ(findings, "") << each.upgrade;
    } else {
      EXPECT_TRUE(findings.starts_with(each.first_finding)) << each.upgrade << "\n" << findings;
    }
  }
}

TEST(Checks, PointAtTheStatement) {
  Project project;
  project.revision("aa", "", "SELECT 1;\n  COMMIT AND CHAIN;");
  EXPECT_FALSE(project.upgrade("base:aa"));
  ASSERT_EQ(project.diagnostics.items().size(), 1u);
  const Span span = project.diagnostics.items().front().span;
  EXPECT_EQ(span.text(), "COMMIT AND CHAIN");
}

TEST(Checks, OneTransactionIsAllThatOtherClientsGet) {
  Project project;
  project.settings.config.client = Client::Generic;
  project.revision("aa", "", "SELECT 1;").revision("bb", "aa", "VACUUM;");
  EXPECT_TRUE(project.upgrade("base:aa"));
  EXPECT_FALSE(project.upgrade("base:bb"));
  EXPECT_TRUE(project.findings().starts_with("SQ3015: the range needs more than one transaction"));
  EXPECT_EQ(project.diagnostics.items().front().span.text(), "VACUUM");
  project.settings.config.transaction = TransactionMode::PerRevision;
  EXPECT_TRUE(project.upgrade("base:aa"));
  project.settings.idempotent = true;
  EXPECT_FALSE(project.upgrade("base:aa"));
  EXPECT_TRUE(project.findings().starts_with("SQ3015: a script for databases at several"));
}

}  // namespace sqlc::testing
