#include <gtest/gtest.h>

#include "import/take_over.hpp"
#include "import_fixture.hpp"

namespace sqlc::import {

/// The section as taken, or "line:column reason".
static std::string take(const std::string& text) {
  const Source source{"x.sql", text};
  auto taken = take_section(ForeignText(source), "goose");
  if (auto* body = std::get_if<std::string>(&taken)) return *body;
  const Refusal& refusal = std::get<Refusal>(taken);
  const Place place = place_of(source, refusal.place.begin);
  return std::to_string(place.line) + ":" + std::to_string(place.column) + " " + refusal.reason;
}

TEST(TakeSection, KeepsSqlByteForByte) {
  for (const std::string text :
       {"", "\n", "-- words\n", "SELECT 1", "  SELECT 1 ;  -- x\n\n",
        "/* BEGIN; */ SELECT 'COMMIT;';",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; END;",
        "DO $$ BEGIN PERFORM 1; END $$;", "SELECT $$\n-- sqlc:upgrade\n$$;"}) {
    EXPECT_EQ(take(text), text);
  }
}

TEST(TakeSection, DropsBeginAndCommitAroundTheWhole) {
  EXPECT_EQ(take("-- about\nBEGIN;\nSELECT 1;\nCOMMIT;\n-- end\n"),
            "-- about\nSELECT 1;\n-- end\n");
  EXPECT_EQ(take("begin transaction; SELECT 1; commit work;"), " SELECT 1; ");
  EXPECT_EQ(take("START TRANSACTION;\n\nSELECT 1;\n\nEND\n"), "\nSELECT 1;\n\n");
  EXPECT_EQ(take("BEGIN; -- kept\nSELECT 1;\n/* kept */ COMMIT;\n"),
            " -- kept\nSELECT 1;\n/* kept */ \n");
  EXPECT_EQ(take("BEGIN;COMMIT;"), "");
}

TEST(TakeSection, RefusesOtherTransactionControl) {
  EXPECT_EQ(take("SELECT 1;\nCOMMIT;\n"), "2:1 `COMMIT` controls the transaction inside the file");
  EXPECT_EQ(take("BEGIN;\nSELECT 1;\nCOMMIT;\nSELECT 2;\n"),
            "1:1 `BEGIN` controls the transaction inside the file");
  EXPECT_EQ(take("BEGIN;\nSAVEPOINT a;\nCOMMIT;\n"),
            "2:1 `SAVEPOINT a` controls the transaction inside the file");
  EXPECT_EQ(take("BEGIN;\nSELECT 1;\nROLLBACK;\n"),
            "1:1 `BEGIN` controls the transaction inside the file");
  EXPECT_EQ(take("BEGIN ISOLATION LEVEL SERIALIZABLE;\nSELECT 1;\nCOMMIT;\n"),
            "1:1 `BEGIN ISOLATION LEVEL SERIALIZABLE` controls the transaction inside the file");
  EXPECT_EQ(take("BEGIN;\nSELECT 1;\nCOMMIT AND CHAIN;\n"),
            "1:1 `BEGIN` controls the transaction inside the file");
}

TEST(TakeSection, AllowsAMixOfTransactionModesThatTheAuthorRan) {
  const std::string allow = "-- sqlc:allow mixed-transaction-modes imported from goose\n";
  const std::string mixed =
      "/* x */ ALTER TABLE t ADD c int;\nCREATE INDEX CONCURRENTLY i ON t (c);\n";
  EXPECT_EQ(take(mixed), allow + mixed);
  for (const std::string pure : {"CREATE INDEX CONCURRENTLY i ON t (c);\nVACUUM t;\n",
                                 "ALTER TABLE t ADD c int;\nSELECT 1;\n"}) {
    EXPECT_EQ(take(pure), pure);
  }
}

TEST(TakeSection, RefusesWhatARevisionFileCannotHold) {
  EXPECT_EQ(take("SELECT 1;\n-- sqlc:upgrade\n").substr(0, 4), "2:1 ");
  EXPECT_EQ(take("SELECT 1; -- SQLC: x\n").substr(0, 5), "1:11 ");
  EXPECT_EQ(take("SELECT 1;\n\\i other.sql\n").substr(0, 4), "2:1 ");
  EXPECT_EQ(take("COPY t FROM STDIN;\n1\t2\n\\.\n").substr(1, 1), ":");
  EXPECT_EQ(take("SELECT 1;\nCOPY t FROM STDIN;\n").substr(0, 4), "2:1 ");
  EXPECT_EQ(take("SELECT 'open;\n").substr(0, 4), "1:8 ");
}

TEST(SplitAtEnumUses, CutsBeforeTheFirstUseOnly) {
  const std::string add = "ALTER TYPE e ADD VALUE 'x';\nSELECT 1;\n";
  const std::string use = "\n-- words\nINSERT INTO t VALUES ('x');\nSELECT 'x';\n";
  EXPECT_EQ(split_at_enum_uses(add + use, "goose"), (Texts{add, use}));
  EXPECT_EQ(split_at_enum_uses(add + "DO $$ BEGIN PERFORM 'x'; END $$;", "goose"),
            (Texts{add, "DO $$ BEGIN PERFORM 'x'; END $$;"}));
  for (const std::string& whole :
       {add + "SELECT 'y';\n", add + "ALTER TYPE e ADD VALUE 'y' AFTER 'x';\n",
        "CREATE TYPE e AS ENUM ();\n" + add + use,
        "ALTER TYPE e RENAME VALUE 'a' TO 'x';\n" + use}) {
    EXPECT_EQ(split_at_enum_uses(whole, "goose"), Texts{whole});
  }
}

TEST(SplitAtEnumUses, EachPartSaysWhetherItMixes) {
  const std::string allow = "-- sqlc:allow mixed-transaction-modes imported from goose\n";
  const std::string add = "ALTER TYPE e ADD VALUE 'x';\n";
  const std::string use = "SELECT 'x';\nVACUUM;\n";
  EXPECT_EQ(split_at_enum_uses(allow + add + use, "goose"), (Texts{add, allow + use}));
}

TEST(SplitAtEnumUses, TheLastPartKeepsTheId) {
  const Import run(goose, {{"1_a.sql", "-- +goose Up\nSELECT 0;\n"},
                           {"2_b.sql",
                            "-- +goose NO TRANSACTION\n-- +goose Up\nALTER TYPE e ADD VALUE 'x';\n"
                            "SELECT 'x';\n-- +goose Down\nSELECT 2;\n"},
                           {"3_c.sql", "-- +goose Up\nSELECT 3;\n"}});
  EXPECT_EQ(run.ids(), (Texts{"1", "2.part1", "2", "3"}));
  EXPECT_EQ(run.draft(1).down_revisions, Texts{"1"});
  EXPECT_EQ(run.draft(2).down_revisions, Texts{"2.part1"});
  EXPECT_EQ(run.draft(2).downgrade, "SELECT 2;\n");
  EXPECT_EQ(run.draft(3).down_revisions, Texts{"2"});
}

TEST(TakeOverFiles, NamesFilesThatAreNoText) {
  const Import run(sqlx, {{"1_a.sql", "SELECT '\xFF';"},
                          {"2_b.sql", std::string("SELECT\0 1;", 10)},
                          {"3_c.sql", "\xEF\xBB\xBFSELECT 1;\r\n"}});
  EXPECT_EQ(run.ids(), Texts{"3"});
  EXPECT_EQ(run.draft(0).upgrade, "SELECT 1;\n");
  ASSERT_EQ(run.refused().size(), 2U);
  EXPECT_TRUE(run.refused()[0].starts_with("db/1_a.sql:1:9 "));
  EXPECT_TRUE(run.refused()[1].starts_with("db/2_b.sql:1:7 "));
}

TEST(TakeOverFiles, SkippingLinksTheRestAndKeepsUpgradesWhoseWayDownIsBad) {
  const Import run(golang_migrate,
                   {{"1_a.up.sql", "SELECT 1;"},
                    {"2_b.up.sql", "SELEC 2;"},
                    {"3_c.up.sql", "SELECT 3;"},
                    {"3_c.down.sql", "SELEC 3;"},
                    {std::string(33, '4') + "_d.up.sql", "SELECT 4;"}},
                   true);
  EXPECT_TRUE(run.diagnostics.empty());
  EXPECT_EQ(run.ids(), (Texts{"1", "3"}));
  EXPECT_EQ(run.draft(1).down_revisions, Texts{"1"});
  EXPECT_FALSE(run.draft(1).downgrade);
  ASSERT_EQ(run.refused().size(), 3U);
  EXPECT_EQ(run.refused()[1],
            "db/3_c.up.sql:1:1 its way down cannot be taken over: syntax error at or near `SELEC`");
}

}  // namespace sqlc::import
