#include <gtest/gtest.h>

#include "base/process.hpp"
#include "import/alembic_output.hpp"
#include "import_fixture.hpp"

namespace sqlc::import {

static std::string version_file(const std::string& id, const std::string& down,
                                const std::string& more = "") {
  return "\"\"\"Message of " + id + "\n\nRevision ID: " + id +
         "\nRevises: whatever\nCreate Date: 2024-01-02 03:04:05.000006\n\n\"\"\"\n" +
         "from alembic import op\n\nrevision: str = '" + id + "'\ndown_revision = " + down + "\n" +
         more;
}

static const std::string ini = "[alembic]\nscript_location = %(here)s/alembic\n\n[loggers]\n";

static const std::string up_output = R"(BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> aaa

CREATE TABLE t (
    id BIGINT NOT NULL
);

INSERT INTO t VALUES ('
-- Running upgrade aaa -> bbb
');

INSERT INTO alembic_version (version_num) VALUES ('aaa') RETURNING alembic_version.version_num;

-- Running upgrade aaa -> bbb

ALTER TABLE t ADD COLUMN c INTEGER;

COMMIT;

CREATE INDEX CONCURRENTLY i ON t (c);

BEGIN;

UPDATE alembic_version SET version_num='bbb' WHERE alembic_version.version_num = 'aaa';

-- Running upgrade aaa -> ccc

INSERT INTO alembic_version (version_num) VALUES ('ccc') RETURNING alembic_version.version_num;

-- Running upgrade bbb, ccc -> ddd

DELETE FROM alembic_version WHERE alembic_version.version_num = 'bbb';

UPDATE alembic_version SET version_num='ddd' WHERE alembic_version.version_num = 'ccc';

COMMIT;

)";

static const std::string down_output = R"(BEGIN;

-- Running downgrade ddd -> bbb, ccc

INSERT INTO alembic_version (version_num) VALUES ('bbb') RETURNING alembic_version.version_num;

UPDATE alembic_version SET version_num='ccc' WHERE alembic_version.version_num = 'ddd';

-- Running downgrade ccc -> aaa

DELETE FROM alembic_version WHERE alembic_version.version_num = 'ccc';

-- Running downgrade bbb -> aaa

DROP INDEX i;

UPDATE alembic_version SET version_num='aaa' WHERE alembic_version.version_num = 'bbb';

-- Running downgrade aaa -> 

DROP TABLE t;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'aaa';

DROP TABLE alembic_version;

COMMIT;

)";

static const Files environment = {
    {"alembic.ini", ini},
    {"alembic/versions/aaa_.py", version_file("aaa", "None", "branch_labels = ('base_line',)\n")},
    {"alembic/versions/bbb_.py", version_file("bbb", "'aaa'")},
    {"alembic/versions/ccc_.py",
     version_file("ccc", "'aaa'", "depends_on: str | None = 'base_line'\n")},
    {"alembic/versions/ddd_.py", version_file("ddd", "('bbb', 'ccc')")},
    {"alembic/versions/__init__.py", ""},
    {"up.sql", up_output},
    {"down.sql", down_output}};

static const std::vector<std::pair<std::string, std::string>> given = {{"sql-up", "db/up.sql"},
                                                                       {"sql-down", "db/down.sql"}};

TEST(Alembic, TakesTheGraphFromTheFilesAndTheSqlFromTheOutputs) {
  const Import run(alembic, environment, false, given);
  ASSERT_TRUE(run.result);
  EXPECT_EQ(run.messages(), Texts{});
  EXPECT_EQ(run.ids(), (Texts{"aaa", "bbb", "ccc", "ddd"}));
  const history::Draft& first = run.draft(0);
  EXPECT_EQ(first.description, "Message of aaa");
  EXPECT_EQ(first.create_date, "2024-01-02 03:04:05.000006");
  EXPECT_EQ(first.labels, Texts{"base_line"});
  EXPECT_EQ(first.upgrade,
            "CREATE TABLE t (\n    id BIGINT NOT NULL\n);\n\nINSERT INTO t VALUES ('\n"
            "-- Running upgrade aaa -> bbb\n');\n");
  EXPECT_EQ(first.downgrade, "DROP TABLE t;\n");
  EXPECT_EQ(run.draft(1).upgrade,
            "-- sqlc:allow mixed-transaction-modes imported from alembic\n"
            "ALTER TABLE t ADD COLUMN c INTEGER;\nCREATE INDEX CONCURRENTLY i ON t (c);\n");
  EXPECT_EQ(run.draft(1).downgrade, "DROP INDEX i;\n");
  EXPECT_EQ(run.draft(2).upgrade, "");
  EXPECT_EQ(run.draft(2).depends_on, Texts{"base_line"});
  EXPECT_EQ(run.draft(2).downgrade, "");
  EXPECT_EQ(run.draft(3).down_revisions, (Texts{"bbb", "ccc"}));
}

TEST(Alembic, WithoutADowngradeFileThereIsNoDowngrade) {
  const Import run(alembic, environment, false, {{"sql-up", "db/up.sql"}});
  EXPECT_EQ(run.messages(), Texts{});
  EXPECT_FALSE(run.draft(0).downgrade);
}

TEST(Alembic, NamesWhatTheOutputLacksAndRelinksTheRest) {
  Files files = environment;
  // As a run leaves it that failed inside bbb.
  files[6].second = up_output.substr(0, up_output.find("COMMIT;\n\nCREATE INDEX")) + "FAILED: x\n";
  const Import run(alembic, files, false, given);
  EXPECT_EQ(run.refused(),
            (Texts{"db/alembic/versions/bbb_.py:20:1 its SQL breaks off: no version statement "
                   "follows it",
                   "db/alembic/versions/ccc_.py alembic printed no SQL for it",
                   "db/alembic/versions/ddd_.py alembic printed no SQL for it"}));
  EXPECT_EQ(run.diagnostics.error_count(), 3U);

  files[6].second = up_output;
  files[2].second = version_file("bbb", "make_id()");
  files[3].second = version_file("ccc", "'bbb'");
  const Import relinked(alembic, files, true, given);
  EXPECT_TRUE(relinked.diagnostics.empty());
  EXPECT_EQ(
      relinked.refused(),
      Texts{"db/alembic/versions/bbb_.py:11:17 `down_revision` is no string, tuple of strings "
            "or None"});
}

TEST(Alembic, LeavingOneOutLinksItsChildrenToItsParents) {
  Files files = environment;
  files[6].second = up_output;
  const std::string index = "CREATE INDEX CONCURRENTLY i ON t (c)";
  files[6].second.replace(files[6].second.find(index), index.size(), "CREATE INDX i ON t (c)");
  const Import run(alembic, files, true, given);
  EXPECT_EQ(run.ids(), (Texts{"aaa", "ccc", "ddd"}));
  EXPECT_EQ(run.draft(2).down_revisions, (Texts{"aaa", "ccc"}));
  EXPECT_EQ(run.refused(),
            Texts{"db/alembic/versions/bbb_.py:26:8 syntax error at or near `INDX`"});
}

TEST(Alembic, FindsVersionsInEveryConfiguredPlace) {
  const Files versions = {{"a/v/aaa_.py", version_file("aaa", "None")},
                          {"b/v/bbb_.py", version_file("bbb", "'aaa'")},
                          {"up.sql", up_output}};
  for (const auto& [path, text] :
       Files{{"alembic.ini",
              "[alembic]\nscript_location = a\nversion_locations = %(here)s/a/v:b/v\n"
              "version_path_separator = os  # words\n"},
             {"alembic.ini", "[alembic]\nscript_location = a\nversion_locations = a/v b/v\n"},
             {"alembic.ini",
              "[alembic]\nscript_location = a\nversion_locations =\n  a/v\n  b/v\n"
              "path_separator = newline\n"}}) {
    Files files = versions;
    files.push_back({path, text});
    const Import run(alembic, files, true, {{"sql-up", "db/up.sql"}});
    ASSERT_TRUE(run.result) << text;
    EXPECT_EQ(run.ids(), (Texts{"aaa", "bbb"})) << text;
  }
}

TEST(Alembic, ReadsTheOtherWaysToSayWhereTheScriptsAre) {
  for (const Files& place :
       {Files{{"alembic.ini",
               "[alembic]\nscript_location = my.app:alembic\nprepend_sys_path = src\n"},
              {"src/my/app/alembic/versions/aaa_.py", version_file("aaa", "None")}},
        Files{{"pyproject.toml", "[project]\n[tool.alembic]\nscript_location = \"%(here)s/m\"\n"},
              {"m/versions/aaa_.py", version_file("aaa", "None")}},
        Files{{"etc/other.ini", "[alembic]\nscript_location = ./m\n"},
              {"etc/m/versions/aaa_.py", version_file("aaa", "None")}},
        Files{{"versions/aaa_.py", version_file("aaa", "None")}},
        Files{{"aaa_.py", version_file("aaa", "None")}}}) {
    Files files = place;
    files.push_back({"up.sql", up_output});
    std::vector<std::pair<std::string, std::string>> options = {{"sql-up", "db/up.sql"}};
    if (place[0].first == "etc/other.ini") options.emplace_back("config", "etc/other.ini");
    const Import run(alembic, files, true, options);
    ASSERT_TRUE(run.result) << place[0].first;
    EXPECT_EQ(run.ids(), Texts{"aaa"}) << place[0].first;
  }
}

static AlembicOutput split_output(const std::string& text) {
  static std::vector<std::unique_ptr<Source>> kept;
  kept.push_back(std::make_unique<Source>(Source{"output", text}));
  return split_alembic_output(*kept.back());
}

TEST(AlembicOutput, KnowsEveryFrame) {
  const std::string marker = "-- Running upgrade a -> b\n\n";
  const std::string version =
      "UPDATE \"S\".v SET version_num='b' WHERE \"S\".v.version_num = 'a';\n\n";
  struct Case {
    std::string text;
    std::string body;
    bool complete;
  };
  for (const auto& [text, body, complete] : std::vector<Case>{
           {marker + "SELECT 1;\n\n" + version, "SELECT 1;\n", true},
           {marker + "SELECT 1;\n\n" + version + "COMMIT;\n", "SELECT 1;\n", true},
           {"BEGIN;\n" + marker + "SELECT 1;\n\n" + version + "COMMIT;\n\nBEGIN;\n", "SELECT 1;\n",
            true},
           {marker + "-- words;\n\n" + version, "-- words;\n", true},
           {marker + "SELECT 1;\n\n", "SELECT 1;\n", false},
           {marker + "COMMIT;\n\nSELECT 1;\n\nBEGIN;\n\nCOMMIT;\n\nSELECT 2;\n\nBEGIN;\n\n" +
                version,
            "SELECT 1;\nSELECT 2;\n", true},
           {marker + "COMMIT;\n\nSELECT 1;\n\n" + version, "COMMIT;\n\nSELECT 1;\n", true},
           {marker + "DELETE FROM t WHERE version_num = 'z';\n\n" + version,
            "DELETE FROM t WHERE version_num = 'z';\n", true},
           {marker + "DROP TABLE v;\n\n" + version, "DROP TABLE v;\n", true}}) {
    const AlembicOutput output = split_output(text);
    ASSERT_EQ(output.steps.size(), 1U) << text;
    EXPECT_EQ(output.steps[0].body.text(), body) << text;
    EXPECT_EQ(output.steps[0].complete, complete) << text;
  }
}

TEST(AlembicOutput, MarkersStandAtTheStartOfALine) {
  const AlembicOutput output = split_output(
      "SELECT 1; -- Running upgrade a -> b\n'\n-- Running upgrade a -> b\n'\n"
      "-- Running downgrade a -> \n-- Running out\n");
  ASSERT_EQ(output.steps.size(), 1U);
  EXPECT_EQ(output.steps[0].id, "a");
  EXPECT_FALSE(output.steps[0].up);
}

/// A folder of its own for one test, gone afterwards.
class AlembicRun : public testing::Test {
 protected:
  void SetUp() override {
    const auto version = run_process({.arguments = {"alembic", "--version"}});
    if (!version || version.value().status != 0) GTEST_SKIP() << "alembic is not installed";
    const auto made = run_process({.arguments = {"mktemp", "-d"}});
    folder_ = made.value().out.substr(0, made.value().out.find('\n'));
    write("alembic.ini", "[alembic]\nscript_location = %(here)s/m\n");
    write("m/env.py",
          "from alembic import context\n"
          "context.configure(url='postgresql://', literal_binds=True)\n"
          "with context.begin_transaction():\n    context.run_migrations()\n");
  }
  void TearDown() override {
    if (!folder_.empty()) (void)run_process({.arguments = {"rm", "-r", folder_}});
  }
  void write(const std::string& path, const std::string& text) {
    const std::size_t slash = path.rfind('/');
    if (slash != std::string::npos) {
      ASSERT_TRUE(files_.make_directory(folder_ + "/" + path.substr(0, slash)));
    }
    ASSERT_TRUE(files_.write(folder_ + "/" + path, text));
  }
  void revision(const std::string& id, const std::string& down, const std::string& up,
                const std::string& back, const std::string& more = "") {
    write("m/versions/" + id + "_.py", version_file(id, down, more) + "\ndef upgrade():\n    " +
                                           up + "\n\ndef downgrade():\n    " + back + "\n");
  }
  std::optional<ImportResult> import(bool skip = true) {
    return alembic.read(files_, {.directory = folder_, .skip = skip}, sources_, diagnostics_);
  }

  std::string folder_;
  RealFileSystem files_;
  std::vector<std::unique_ptr<Source>> sources_;
  Diagnostics diagnostics_;
};

TEST_F(AlembicRun, RendersBranchesMergesAndDependencies) {
  revision("a1", "None", "op.execute('SELECT 1')", "op.execute('SELECT -1')");
  revision("b1", "'a1'", "op.execute('SELECT 2')", "op.execute('SELECT -2')");
  revision("c1", "'a1'",
           "op.execute('SELECT 3')\n    with op.get_context().autocommit_block():\n"
           "        op.execute('VACUUM')",
           "pass");
  revision("d1", "('b1', 'c1')", "pass", "pass");
  revision("n1", "None", "op.execute('SELECT 5')", "op.execute('SELECT -5')",
           "depends_on = 'b1'\nbranch_labels = 'net'\n");
  const auto result = import();
  ASSERT_TRUE(result);
  EXPECT_TRUE(diagnostics_.empty());
  ASSERT_EQ(result->revisions.size(), 5U);
  for (const Imported& imported : result->revisions) {
    const history::Draft& draft = imported.draft;
    ASSERT_TRUE(draft.downgrade) << draft.id;
    if (draft.id == "a1") {
      EXPECT_EQ(draft.upgrade, "SELECT 1;\n");
      EXPECT_EQ(*draft.downgrade, "SELECT -1;\n");
    } else if (draft.id == "c1") {
      EXPECT_EQ(
          draft.upgrade,
          "-- sqlc:allow mixed-transaction-modes imported from alembic\nSELECT 3;\nVACUUM;\n");
      EXPECT_EQ(*draft.downgrade, "-- nothing to undo, imported from alembic\n");
    } else if (draft.id == "d1") {
      EXPECT_EQ(draft.down_revisions, (Texts{"b1", "c1"}));
    } else if (draft.id == "n1") {
      EXPECT_EQ(draft.upgrade, "SELECT 5;\n");
      EXPECT_EQ(*draft.downgrade, "SELECT -5;\n");
      EXPECT_EQ(draft.depends_on, Texts{"b1"});
    }
  }
}

TEST_F(AlembicRun, GoesOnBehindARevisionThatFails) {
  revision("a1", "None", "op.execute('SELECT 1')", "op.execute('SELECT -1')");
  revision("b1", "'a1'", "raise ValueError('no database')", "op.execute('SELECT -2')");
  revision("c1", "'b1'", "op.execute('SELECT 3')", "raise NotImplementedError()");
  revision("x1", "'a1'", "raise ValueError('nor here')", "pass");
  revision("y1", "'x1'", "op.execute('SELECT 5')", "op.execute('SELECT -5')");
  const auto result = import();
  ASSERT_TRUE(result);
  Texts ids;
  for (const Imported& imported : result->revisions) {
    ids.push_back(imported.draft.id);
    if (imported.draft.id == "c1") {
      EXPECT_EQ(imported.draft.upgrade, "SELECT 3;\n");
      EXPECT_FALSE(imported.draft.downgrade);
      EXPECT_EQ(imported.draft.down_revisions, Texts{"a1"});
    }
    if (imported.draft.id == "y1") {
      EXPECT_EQ(*imported.draft.downgrade, "SELECT -5;\n");
    } else if (imported.draft.id == "a1") {
      EXPECT_EQ(*imported.draft.downgrade, "SELECT -1;\n");
    }
  }
  std::sort(ids.begin(), ids.end());
  EXPECT_EQ(ids, (Texts{"a1", "c1", "y1"}));
  Texts reasons;
  for (const NotTaken& item : result->not_taken) reasons.push_back(item.reason);
  std::sort(reasons.begin(), reasons.end());
  EXPECT_EQ(reasons, (Texts{"alembic cannot print its SQL: ValueError: no database",
                            "alembic cannot print its SQL: ValueError: nor here",
                            "its way down cannot be taken over: alembic cannot print its SQL: "
                            "NotImplementedError"}));
}

TEST_F(AlembicRun, SaysWhyAlembicDoesNotRun) {
  revision("a1", "'missing'", "pass", "pass");
  EXPECT_FALSE(import());
  ASSERT_EQ(diagnostics_.items().size(), 1U);
  EXPECT_EQ(diagnostics_.items()[0].code, &codes::import_unreadable);
  EXPECT_NE(diagnostics_.items()[0].message.find("KeyError: 'missing'"), std::string::npos)
      << diagnostics_.items()[0].message;
}

TEST_F(AlembicRun, OneTransactionARevision) {
  write("m/env.py",
        "from alembic import context\n"
        "context.configure(url='postgresql://', transaction_per_migration=True, "
        "version_table='V', version_table_schema='s')\n"
        "with context.begin_transaction():\n    context.run_migrations()\n");
  revision("a1", "None", "op.execute('SELECT 1')", "pass");
  revision("b1", "'a1'", "op.execute('SELECT 2')", "op.execute('SELECT -2')");
  const auto result = import();
  ASSERT_TRUE(result);
  ASSERT_EQ(result->revisions.size(), 2U);
  EXPECT_EQ(result->revisions[0].draft.upgrade, "SELECT 1;\n");
  EXPECT_EQ(result->revisions[1].draft.upgrade, "SELECT 2;\n");
  EXPECT_EQ(result->revisions[0].draft.downgrade, "-- nothing to undo, imported from alembic\n");
  EXPECT_EQ(result->revisions[1].draft.downgrade, "SELECT -2;\n");
}

}  // namespace sqlc::import
