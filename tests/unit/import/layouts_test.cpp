#include <gtest/gtest.h>

#include "import_fixture.hpp"

namespace sqlc::import {

static const std::string table = "CREATE TABLE t (id bigint);\n";
static const std::string no_table = "DROP TABLE t;\n";

TEST(Layouts, AreListedByName) {
  Texts names;
  for (const Layout* layout : layouts()) {
    names.emplace_back(layout->name);
    EXPECT_FALSE(layout->summary.empty());
  }
  EXPECT_EQ(names, (Texts{"alembic", "dbmate", "diesel", "flyway", "golang-migrate", "goose",
                          "prisma", "sql-migrate", "sqlx"}));
}

TEST(Layouts, RefuseUnknownOptionsAndFoldersWithoutMigrations) {
  for (const Layout* layout : layouts()) {
    const Import odd(*layout, {{"README.md", "x"}}, false, {{"colour", "red"}});
    EXPECT_TRUE(odd.diagnostics.has_errors()) << layout->name;
    EXPECT_FALSE(odd.result) << layout->name;
    MemoryFileSystem files;
    std::vector<std::unique_ptr<Source>> sources;
    Diagnostics diagnostics;
    EXPECT_FALSE(layout->read(files, {.directory = "nowhere"}, sources, diagnostics));
    EXPECT_EQ(diagnostics.items().at(0).code, &codes::import_unreadable) << layout->name;
  }
}

TEST(GolangMigrate, OrdersByNumberAndPairsTheDirections) {
  const Import run(golang_migrate, {{"10_last_one.up.sql", "SELECT 10;\n"},
                                    {"9_create_users.up.sql", table},
                                    {"009_create_users.down.sql", no_table},
                                    {"20240102030405_dated.up.sql", "SELECT 1;"},
                                    {"README.md", "words"},
                                    {"sub/1_x.up.sql", "not read"}});
  ASSERT_TRUE(run.result);
  EXPECT_EQ(run.ids(), (Texts{"9", "10", "20240102030405"}));
  EXPECT_EQ(run.draft(0).upgrade, table);
  EXPECT_EQ(run.draft(0).downgrade, no_table);
  EXPECT_EQ(run.draft(0).description, "create users");
  EXPECT_TRUE(run.draft(0).down_revisions.empty());
  EXPECT_EQ(run.draft(1).down_revisions, Texts{"9"});
  EXPECT_FALSE(run.draft(1).downgrade);
  EXPECT_EQ(run.draft(2).create_date, "2024-01-02 03:04:05+00:00");
  EXPECT_TRUE(run.diagnostics.empty());
}

TEST(GolangMigrate, NamesDuplicatesAndOtherKinds) {
  const Import run(golang_migrate, {{"1_a.up.sql", "SELECT 1;"},
                                    {"01_b.up.sql", "SELECT 2;"},
                                    {"2_c.up.json", "[]"},
                                    {"3_only_down.down.sql", "SELECT 3;"}});
  EXPECT_EQ(run.ids(), (Texts{"01", "3"}));
  EXPECT_EQ(run.refused(), (Texts{"db/1_a.up.sql `db/01_b.up.sql` has the same number",
                                  "db/2_c.up.json it is no SQL file"}));
  EXPECT_EQ(run.draft(1).upgrade, "");
  EXPECT_EQ(run.draft(1).downgrade, "SELECT 3;");
  EXPECT_EQ(run.diagnostics.error_count(), 2U);
  EXPECT_EQ(run.diagnostics.items()[0].code, &codes::import_not_taken_over);
}

TEST(GolangMigrate, SecondsSince1970AreADate) {
  const Import run(golang_migrate, {{"1700000000_x.up.sql", ""}});
  EXPECT_EQ(run.draft(0).create_date, "2023-11-14 22:13:20+00:00");
}

TEST(Sqlx, TakesSimpleAndReversibleFilesAndDropsItsMarker) {
  const Import run(
      sqlx,
      {{"2_index.up.sql", "-- no-transaction\nCREATE INDEX CONCURRENTLY i ON t (id);\n"},
       {"2_index.down.sql", "-- no-transaction: it is concurrent\nDROP INDEX CONCURRENTLY i;\n"},
       {"1_create_t.sql", table},
       {"3_marker_only.sql", "-- no-transaction"},
       {"x_bad.sql", "SELECT 1;"},
       {"notes.sql", "SELECT 1;"},
       {"4_gone.down.sql", "SELECT 1;"}});
  EXPECT_EQ(run.ids(), (Texts{"1", "2", "3"}));
  EXPECT_FALSE(run.draft(0).downgrade);
  EXPECT_EQ(run.draft(1).upgrade, "CREATE INDEX CONCURRENTLY i ON t (id);\n");
  EXPECT_EQ(run.draft(1).downgrade, "DROP INDEX CONCURRENTLY i;\n");
  EXPECT_EQ(run.draft(1).description, "index");
  EXPECT_EQ(run.draft(2).upgrade, "");
  EXPECT_EQ(run.refused(), (Texts{"db/x_bad.sql its name does not begin with a number and `_`",
                                  "db/4_gone.down.sql there is no way up to this way down"}));
}

TEST(Diesel, ComparesVersionsWithoutTheirDashes) {
  const Import run(
      diesel, {{"2017-10-08-193512_category_trees/up.sql", table},
               {"2017-10-08-193512_category_trees/down.sql", no_table},
               {"2017-10-08-193512_category_trees/metadata.toml", "run_in_transaction = false\n"},
               {"20140924113530_dumped_migration_1/up.sql", "SELECT 1;"},
               {"20140924113530_dumped_migration_1/down.sql", ""},
               {"00000000000000_diesel_initial_setup/up.sql", "SELECT 0;"},
               {"2018-01-01-000000_no_up/down.sql", "SELECT 1;"},
               {"nested/2019-01-01-000000_x/up.sql", "SELECT 1;"}});
  EXPECT_EQ(run.ids(), (Texts{"00000000000000", "20140924113530", "20171008193512"}));
  EXPECT_EQ(run.draft(2).description, "category trees");
  EXPECT_EQ(run.draft(2).create_date, "2017-10-08 19:35:12+00:00");
  EXPECT_EQ(run.draft(2).downgrade, no_table);
  EXPECT_EQ(run.draft(1).downgrade, "-- nothing to undo, imported from diesel\n");
  EXPECT_FALSE(run.draft(0).downgrade);
  EXPECT_EQ(run.draft(0).create_date, "");
  EXPECT_EQ(run.refused(), Texts{"db/2018-01-01-000000_no_up it has no up.sql"});
}

TEST(Goose, LeavesOutItsAnnotationsAndEndsStatements) {
  const Import run(goose,
                   {{"00002_b.sql",
                     "-- About b.\n-- +goose NO TRANSACTION\n-- +goose Up\nSELECT 1;\n"
                     "-- +goose StatementBegin\nCREATE FUNCTION f() RETURNS int LANGUAGE sql "
                     "AS $$ SELECT 1; $$ -- no end\n\n-- +goose StatementEnd\nSELECT 2;\n"
                     "\n-- +goose Down\nDROP FUNCTION f;\n"},
                    {"1_a.sql", "--+goose up\n" + table + "-- +goose DOWN\n-- nothing\n"},
                    {"3_c.go", "package migrations"},
                    {"3_c_test.go", "package migrations"},
                    {"helper.go", "package migrations"},
                    {"4_no_down.sql", "-- +goose Up\n"}});
  EXPECT_EQ(run.ids(), (Texts{"1", "00002", "4"}));
  EXPECT_EQ(run.draft(0).upgrade, table);
  EXPECT_EQ(run.draft(0).downgrade, "-- nothing\n");
  EXPECT_EQ(run.draft(1).upgrade,
            "-- About b.\nSELECT 1;\nCREATE FUNCTION f() RETURNS int LANGUAGE sql "
            "AS $$ SELECT 1; $$; -- no end\n\nSELECT 2;\n");
  EXPECT_EQ(run.draft(1).downgrade, "DROP FUNCTION f;\n");
  EXPECT_FALSE(run.draft(2).downgrade);
  EXPECT_EQ(run.refused(), Texts{"db/3_c.go it is a migration in Go"});
}

TEST(Goose, AnnotationsInsideAStatementKeepItWhole) {
  const Import run(goose, {{"1_a.sql",
                            "-- +goose Up\n-- +goose StatementBegin\nSELECT 1\n"
                            "-- +goose NO TRANSACTION\n\n-- +goose StatementEnd\n"
                            "-- +goose StatementBegin\nSELECT\n-- +goose NO TRANSACTION\n2;\n"
                            "-- +goose StatementEnd\n"}});
  EXPECT_EQ(run.draft(0).upgrade, "SELECT 1\n;\n\nSELECT\n2;\n");
  EXPECT_TRUE(run.diagnostics.empty());
}

struct BadFile {
  std::string text;
  std::string refused;
};

class GooseRefuses : public testing::TestWithParam<BadFile> {};

TEST_P(GooseRefuses, WithPlaceAndReason) {
  const Import run(goose, {{"1_a.sql", GetParam().text}});
  EXPECT_TRUE(run.result->revisions.empty());
  EXPECT_EQ(run.refused(), Texts{"db/1_a.sql" + GetParam().refused});
}

INSTANTIATE_TEST_SUITE_P(
    All, GooseRefuses,
    testing::Values(
        BadFile{"SELECT 1;\n", ":1:1 it has no line `-- +goose Up`"},
        BadFile{"SELECT 1;\n-- +goose Up\n", ":1:1 it has SQL before `-- +goose Up`"},
        BadFile{"-- +goose NO TRANSACTION\nSELECT 1;\n-- +goose Up\n",
                ":2:1 it has SQL before `-- +goose Up`"},
        BadFile{"-- +goose Down\n", ":1:1 `-- +goose Down` stands before `-- +goose Up`"},
        BadFile{"-- +goose Up\n-- +goose Up\n", ":2:1 `-- +goose Up` stands twice"},
        BadFile{"-- +goose Up\n-- +goose Down\n-- +goose Down\n",
                ":3:1 `-- +goose Down` stands twice"},
        BadFile{"-- +goose Up\n-- +goose StatementBegin\nSELECT 1;\n",
                ":4:1 its last StatementBegin has no end"},
        BadFile{"-- +goose Up\n-- +goose StatementEnd\n",
                ":2:1 `-- +goose StatementEnd` without a StatementBegin"},
        BadFile{"-- +goose Up\n-- +goose Sideways\n",
                ":2:1 `-- +goose Sideways` is no annotation that is known"},
        BadFile{"-- +goose ENVSUB ON\n-- +goose Up\nSELECT '${HOME}';\n",
                ":3:9 the tool fills in environment variables here"},
        BadFile{"-- +goose Up\nSELECT 1;\nSELEC 2;\n", ":3:1 syntax error at or near `SELEC`"},
        BadFile{
            "-- +goose Up\n-- +goose StatementBegin\nSELECT 1\n-- +goose StatementEnd\nSELEC 2;\n",
            ":5:1 syntax error at or near `SELEC`"}));

TEST(Goose, EnvironmentVariablesOnlyWhereTheyAreOn) {
  const Import run(goose, {{"1_a.sql",
                            "-- +goose Up\n-- +goose ENVSUB ON\nSELECT 1;\n-- +goose ENVSUB OFF\n"
                            "SELECT '$HOME';\n"}});
  EXPECT_EQ(run.draft(0).upgrade, "SELECT 1;\nSELECT '$HOME';\n");
}

TEST(Dbmate, SplitsAtItsBlocks) {
  const Import run(dbmate, {{"20240102030405_create_t.sql",
                             "-- migrate:up\n" + table + "\n-- migrate:down\n" + no_table},
                            {"20240102030406-dashes.sql",
                             "\n-- words\n--migrate:up transaction:false\nSELECT 1;\n"
                             "-- migrate:down transaction:false\n\n"},
                            {"20240102030407_two.sql",
                             "-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 2;\n"
                             "-- migrate:up\nSELECT 3;\n-- migrate:down\nSELECT 4;\n"},
                            {"20240102030408_up_only.sql", "-- migrate:up\n-- migrate:upside\n"},
                            {"seed.sql", "SELECT 1;"}});
  ASSERT_TRUE(run.diagnostics.empty()) << testing::PrintToString(run.messages());
  EXPECT_EQ(run.ids(),
            (Texts{"20240102030405", "20240102030406", "20240102030407", "20240102030408"}));
  EXPECT_EQ(run.draft(0).upgrade, table);
  EXPECT_EQ(run.draft(0).downgrade, no_table);
  EXPECT_EQ(run.draft(0).description, "create t");
  EXPECT_EQ(run.draft(1).upgrade, "-- words\nSELECT 1;\n");
  EXPECT_EQ(run.draft(1).downgrade, "-- nothing to undo, imported from dbmate\n");
  EXPECT_EQ(run.draft(2).upgrade, "SELECT 1;\nSELECT 3;\n");
  EXPECT_EQ(run.draft(2).downgrade, "SELECT 2;\nSELECT 4;\n");
  EXPECT_EQ(run.draft(3).upgrade, "-- migrate:upside\n");
  EXPECT_FALSE(run.draft(3).downgrade);
}

TEST(SqlMigrate, NumbersFirstThenNames) {
  const std::string up = "-- +migrate Up\nSELECT 1;\n";
  const Import run(sql_migrate, {{"zeta.sql", up},
                                 {"10_ten.sql", up},
                                 {"9-nine.sql",
                                  "SELECT 'ignored';\n-- +migrate Up notransaction\n"
                                  "-- +migrate StatementBegin\nSELECT 9\n-- +migrate StatementEnd\n"
                                  "-- +migrate Down\nSELECT -9;\n"},
                                 {"7_a.sql", up},
                                 {"7_b.sql", up},
                                 {"8_bad.sql", "SELECT 1;\n"}});
  EXPECT_EQ(run.ids(), (Texts{"7_a", "7_b", "9", "10", "zeta"}));
  EXPECT_EQ(run.draft(2).upgrade, "SELECT 9;\n");
  EXPECT_EQ(run.draft(2).downgrade, "SELECT -9;\n");
  EXPECT_EQ(run.draft(2).description, "nine");
  EXPECT_EQ(run.draft(4).description, "zeta");
  EXPECT_EQ(run.refused(), Texts{"db/8_bad.sql:1:1 it has no line `-- +migrate Up`"});
}

TEST(Prisma, TakesFoldersByNameWithoutAWayDown) {
  const Import run(prisma, {{"20240102030405_init/migration.sql", table},
                            {"20240102030406_same/migration.sql", "SELECT 1;"},
                            {"20240102030406_twice/migration.sql", "SELECT 2;"},
                            {"0_init/migration.sql", "-- empty\n"},
                            {"migration_lock.toml", "provider = \"postgresql\"\n"}});
  EXPECT_EQ(run.ids(),
            (Texts{"0", "20240102030405", "20240102030406_same", "20240102030406_twice"}));
  EXPECT_EQ(run.draft(1).upgrade, table);
  EXPECT_EQ(run.draft(1).description, "init");
  EXPECT_FALSE(run.draft(1).downgrade);
  EXPECT_TRUE(run.diagnostics.empty());
}

TEST(Prisma, RefusesAnotherDatabase) {
  const Import run(prisma, {{"1_a/migration.sql", "SELECT 1;"},
                            {"migration_lock.toml", "# words\nprovider = \"mysql\"\n"}});
  EXPECT_EQ(run.refused(),
            Texts{"db/migration_lock.toml:2:1 the migrations are for another database"});
}

TEST(Flyway, OrdersByThePartsOfItsVersions) {
  const Import run(flyway, {{"V1_10__ten.sql", "SELECT 110;"},
                            {"sub/V1.9__nine.sql", "SELECT 19;"},
                            {"V1__create_t.sql", table},
                            {"U1__create_t.sql", no_table},
                            {"V20240102030405__dated.sql", "SELECT 1;"},
                            {"V1.9.0__again.sql", "SELECT 2;"},
                            {"seed.sql", "SELECT 3;"}});
  EXPECT_EQ(run.ids(), (Texts{"1", "1.9.0", "1.10", "20240102030405"}));
  EXPECT_EQ(run.draft(0).downgrade, no_table);
  EXPECT_EQ(run.draft(0).description, "create t");
  EXPECT_EQ(run.draft(3).create_date, "2024-01-02 03:04:05+00:00");
  EXPECT_EQ(run.refused(),
            Texts{"db/sub/V1.9__nine.sql `db/V1.9.0__again.sql` has the same version"});
}

TEST(Flyway, NamesWhatHasNoPlaceInAHistory) {
  const Files files = {{"V1__a.sql", "SELECT '${schema}';"},
                       {"V2__b.sql", "SELECT '${kept}';"},
                       {"V2__b.sql.conf", "placeholderReplacement = false\n"},
                       {"V3__c.java", "class V3__c {}"},
                       {"B2__base.sql", "SELECT 1;"},
                       {"R__views.sql", "SELECT 2;"},
                       {"R__grants.sql", "SELECT 3;"},
                       {"afterMigrate__x.sql", "SELECT 4;"}};
  const Import run(flyway, files);
  EXPECT_EQ(run.ids(), Texts{"2"});
  EXPECT_EQ(run.draft(0).upgrade, "SELECT '${kept}';");
  EXPECT_EQ(run.result->not_taken.size(), 6U);
  EXPECT_EQ(run.refused().back(), "db/V1__a.sql:1:9 the tool fills in the placeholder `${schema}`");
  const Import appended(flyway, files, true, {{"repeatable", "append"}});
  EXPECT_EQ(appended.ids(), (Texts{"2", "R_grants", "R_views"}));
  EXPECT_TRUE(appended.diagnostics.empty());
}

}  // namespace sqlc::import
