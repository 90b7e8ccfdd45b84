#include "history/revision_file.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <random>

#include "base/text.hpp"

namespace sqlc::history {

/// What a reader made of one text; the source stays where the spans point.
struct Read {
  std::unique_ptr<Source> source;
  std::optional<Revision> revision;
  std::optional<Bodies> bodies;
  Diagnostics diagnostics;

  /// "line:column slug `spanned text`" of each finding.
  [[nodiscard]] std::vector<std::string> findings() const {
    std::vector<std::string> lines;
    for (const Diagnostic& item : diagnostics.items()) {
      const Place place = place_of(*item.span.source, item.span.begin);
      lines.push_back(fmt::format("{}:{} {} `{}`", place.line, place.column, item.code->slug,
                                  item.span.text()));
    }
    return lines;
  }
};

static Read read(std::string text) {
  Read result;
  result.source = load_source("revisions/a.sql", std::move(text), result.diagnostics);
  if (result.diagnostics.has_errors()) return result;
  result.revision = read_header(*result.source, result.diagnostics);
  if (result.revision) result.bodies = read_bodies(*result.revision, result.diagnostics);
  return result;
}

static Read read_with_header(std::string_view sections) {
  return read(fmt::format("-- Revision ID: a\n-- Revises:\n\n{}", sections));
}

static std::vector<std::string> texts(const std::vector<Reference>& references) {
  std::vector<std::string> result;
  for (const Reference& reference : references) result.push_back(reference.text);
  return result;
}

static const std::string whole = R"(-- Create the model_config table.
--
-- Longer text,
--   indented, See: https://example.org
--
-- Revision ID: 4d6e17a0fdf6
-- Revises: 2b7c81d0a9ee, 3c
-- Depends On: billing, 9f
-- Branch Labels: models
-- Create Date: 2026-11-20 09:00:00+00:00

-- sqlc:upgrade
CREATE TABLE model_config (id bigint);

-- sqlc:verify
SELECT true;

-- sqlc:downgrade
DROP TABLE model_config;
)";

TEST(ReadHeader, TakesEveryField) {
  const Read result = read(whole);
  ASSERT_TRUE(result.revision) << testing::PrintToString(result.findings());
  const Revision& revision = *result.revision;
  EXPECT_EQ(revision.id.text, "4d6e17a0fdf6");
  EXPECT_EQ(revision.id.span.text(), "4d6e17a0fdf6");
  EXPECT_EQ(texts(revision.down_revisions), (std::vector<std::string>{"2b7c81d0a9ee", "3c"}));
  EXPECT_EQ(revision.down_revisions[1].span.text(), "3c");
  EXPECT_EQ(texts(revision.depends_on), (std::vector<std::string>{"billing", "9f"}));
  EXPECT_EQ(texts(revision.labels), (std::vector<std::string>{"models"}));
  EXPECT_EQ(revision.message, "Create the model_config table.");
  EXPECT_EQ(revision.description,
            "Create the model_config table.\n\nLonger text,\n  indented, See: https://example.org");
  EXPECT_EQ(revision.create_date, "2026-11-20 09:00:00+00:00");
  EXPECT_TRUE(
      std::string_view(result.source->text).substr(revision.header_end).starts_with("-- sqlc:up"));
}

TEST(ReadBodies, CutsSectionsAtMarkersWithoutTheEmptyLineBetween) {
  const Read result = read(whole);
  ASSERT_TRUE(result.bodies) << testing::PrintToString(result.findings());
  EXPECT_EQ(result.bodies->upgrade->body.text(), "CREATE TABLE model_config (id bigint);\n");
  EXPECT_EQ(result.bodies->verify->body.text(), "SELECT true;\n");
  EXPECT_EQ(result.bodies->downgrade->body.text(), "DROP TABLE model_config;\n");
  EXPECT_EQ(result.bodies->downgrade->marker.text(), "-- sqlc:downgrade");
  EXPECT_FALSE(result.bodies->irreversible);
}

TEST(ReadHeader, KeysInAnyCaseAndOrder) {
  const Read result = read("--revises:\n-- REVISION id :  0001  \n\n-- sqlc:upgrade\n");
  ASSERT_TRUE(result.bodies) << testing::PrintToString(result.findings());
  EXPECT_EQ(result.revision->id.text, "0001");
  EXPECT_TRUE(result.revision->down_revisions.empty());
  EXPECT_EQ(result.revision->message, "");
}

TEST(ReadHeader, BlankLinesAndCommentsAfterTheKeysAreFree) {
  const Read result = read(
      "\n-- Words.\n\n-- more\n\n-- Revision ID: a\n-- Revises: \n--\n-- Author: somebody\n\n"
      "-- sqlc:upgrade");
  ASSERT_TRUE(result.bodies) << testing::PrintToString(result.findings());
  EXPECT_EQ(result.revision->description, "Words.\n\nmore");
}

TEST(ReadHeader, AcceptsCrlfAndByteOrderMark) {
  std::string text = "\xEF\xBB\xBF";
  for (const char c : whole) text += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const Read result = read(text);
  ASSERT_TRUE(result.bodies) << testing::PrintToString(result.findings());
  EXPECT_EQ(result.source->text, whole);
}

TEST(ReadHeader, ProseWithColonsIsNoKey) {
  for (const std::string_view line :
       {"See: https://example.org", "Create table: users", "Re: the outage", "Resolves: #12",
        "Author: me", "Branch: main", "Note: this", "C: drive", "10:30", ":", "Reverts: nothing",
        "  Revises: indented", "\\Revises: escaped", "\\\\Revises: twice", "\\copy is not used"}) {
    const Read result =
        read(fmt::format("-- {}\n--\n-- Revision ID: a\n-- Revises:\n\n-- sqlc:upgrade\n", line));
    EXPECT_TRUE(result.bodies) << line << testing::PrintToString(result.findings());
  }
}

struct Refusal {
  std::string text;
  std::vector<std::string> findings;
};

static void PrintTo(const Refusal& refusal, std::ostream* out) { *out << refusal.text; }

class RefusedHeader : public testing::TestWithParam<Refusal> {};

TEST_P(RefusedHeader, NamesThePlaceAndAdvises) {
  const Read result = read(GetParam().text);
  EXPECT_FALSE(result.revision && result.bodies);
  EXPECT_EQ(result.findings(), GetParam().findings);
  for (const Diagnostic& item : result.diagnostics.items()) {
    EXPECT_FALSE(item.message.empty());
    EXPECT_FALSE(item.help.empty());
    EXPECT_LE(item.span.end, result.source->text.size());
  }
}

static std::string header(std::string_view lines) {
  return fmt::format("{}\n\n-- sqlc:upgrade\n", lines);
}

INSTANTIATE_TEST_SUITE_P(
    All, RefusedHeader,
    testing::Values(
        Refusal{"", {"1:1 header-missing ``"}},
        Refusal{"-- Only words.\n", {"1:1 header-missing `-- Only words.`"}},
        Refusal{"CREATE TABLE t ();\nDROP TABLE u;\n",
                {"1:1 text-outside-section `CREATE TABLE t ();`",
                 "1:1 header-missing `CREATE TABLE t ();`"}},
        Refusal{"/* words */\n-- Revision ID: a\n-- Revises:\n-- sqlc:upgrade\n",
                {"1:1 text-outside-section `/* words */`"}},
        Refusal{"-- Revision ID: a\n-- Revises:\n", {"2:1 section-missing `-- Revises:`"}},
        Refusal{header("-- Revision ID: a"), {"1:1 header-missing `-- Revision ID: a`"}},
        Refusal{header("-- Revises: a"), {"1:1 header-missing `-- Revises: a`"}},
        Refusal{header("-- Revison ID: a\n-- Revises:"), {"1:4 header-unknown-key `Revison ID`"}},
        Refusal{header("-- Revision: a\n-- Revises:"), {"1:4 header-unknown-key `Revision`"}},
        Refusal{header("-- Revision ID: a\n-- Revsies: b"), {"2:4 header-unknown-key `Revsies`"}},
        Refusal{header("-- down_revision: a\n-- Revision ID: b"),
                {"1:4 header-unknown-key `down_revision`"}},
        Refusal{header("-- Revision ID: a\n-- Revises:\n-- Author: me"),
                {"3:4 header-unknown-key `Author`"}},
        Refusal{header("-- Revision ID: a\n-- Revises:\n-- Depends On: x,\n--   y"),
                {"3:16 bad-header-value `x,`", "4:4 bad-header-value `  y`"}},
        Refusal{header("-- Revision ID: a\n-- Revises:\n-- revision id: b"),
                {"3:4 header-duplicate-key `revision id`"}},
        Refusal{header("-- Revision ID:\n-- Revises:"), {"1:4 bad-revision-id `Revision ID`"}},
        Refusal{header("-- Revision ID: a b\n-- Revises:"), {"1:17 bad-revision-id `a b`"}},
        Refusal{header("-- Revision ID: é'\n-- Revises:"), {"1:17 bad-revision-id `é'`"}},
        Refusal{header("-- Revision ID: head\n-- Revises:"), {"1:17 bad-revision-id `head`"}},
        Refusal{header("-- Revision ID: a12345678901234567890123456789012\n-- Revises:"),
                {"1:17 bad-revision-id `a12345678901234567890123456789012`"}},
        Refusal{header("-- Revision ID: a\n-- Revises: b c"), {"2:13 bad-revision-id `b c`"}},
        Refusal{header("-- Revision ID: a\n-- Revises: b,,c"), {"2:13 bad-revision-id `b,,c`"}},
        Refusal{header("-- Revision ID: a\n-- Revises: b, b"), {"2:16 bad-revision-id `b`"}},
        Refusal{header("-- Revision ID: a\n-- Revises: base"), {"2:13 bad-revision-id `base`"}},
        Refusal{header("-- Revision ID: a\n-- Revises:\n-- Branch Labels: x@y"),
                {"3:19 bad-header-value `x@y`"}},
        Refusal{header("-- Revision ID: a\n-- Revises:\n-- Branch Labels: x-2"),
                {"3:19 bad-header-value `x-2`"}},
        Refusal{"-- Revision ID: a\n-- Revises:\n-- h\xC3\xA9 \xFF\n",
                {"3:7 not-utf8 `\xEF\xBF\xBD`"}},
        Refusal{std::string("-- \xC3\xA9\0b", 7), {"1:5 nul-byte `\xE2\x90\x80`"}}));

class RefusedBodies : public testing::TestWithParam<Refusal> {};

TEST_P(RefusedBodies, NamesThePlaceAndAdvises) {
  const Read result = read_with_header(GetParam().text);
  EXPECT_FALSE(result.bodies);
  EXPECT_EQ(result.findings(), GetParam().findings);
  for (const Diagnostic& item : result.diagnostics.items()) EXPECT_FALSE(item.help.empty());
}

INSTANTIATE_TEST_SUITE_P(
    All, RefusedBodies,
    testing::Values(
        Refusal{"-- sqlc:upgrad\nSELECT 1;\n", {"4:1 unknown-marker `-- sqlc:upgrad`"}},
        Refusal{"-- sqlc:upgrade\n--sqlc:downgrade\n", {"5:1 unknown-marker `--sqlc:downgrade`"}},
        Refusal{"-- sqlc:upgrade\n-- SQLC:DOWNGRADE\n", {"5:1 unknown-marker `-- SQLC:DOWNGRADE`"}},
        Refusal{"-- sqlc:upgrade\n--  sqlc: downgrade\n",
                {"5:1 unknown-marker `--  sqlc: downgrade`"}},
        Refusal{"-- sqlc:upgrade\n-- sqlc : downgrade\n",
                {"5:1 unknown-marker `-- sqlc : downgrade`"}},
        Refusal{"-- sqlc:upgrade\n--- sqlc:downgrade\n",
                {"5:1 unknown-marker `--- sqlc:downgrade`"}},
        Refusal{"-- sqlc:upgrade\n  -- sqlc:downgrade\n",
                {"5:3 marker-misplaced `-- sqlc:downgrade`"}},
        Refusal{"-- sqlc:upgrade\nSELECT 1; -- sqlc:allow x y\n",
                {"5:11 marker-misplaced `-- sqlc:allow x y`"}},
        Refusal{"-- sqlc:upgrade now\n", {"4:17 marker-argument `now`"}},
        Refusal{"-- sqlc:downgrade\n-- sqlc:upgrade\n",
                {"4:1 marker-misplaced `-- sqlc:downgrade`"}},
        Refusal{"-- sqlc:upgrade\n-- sqlc:upgrade\n", {"5:1 section-duplicate `-- sqlc:upgrade`"}},
        Refusal{"-- sqlc:upgrade\n-- sqlc:irreversible\n",
                {"5:1 reason-missing `-- sqlc:irreversible`"}},
        Refusal{"-- sqlc:upgrade\n-- sqlc:irreversible a\n-- sqlc:irreversible b\n",
                {"6:1 section-duplicate `-- sqlc:irreversible b`"}},
        Refusal{"-- sqlc:upgrade\n-- sqlc:irreversible a\n-- fine\nSELECT 1;\n",
                {"7:1 text-outside-section `SELECT 1;`"}},
        Refusal{"-- sqlc:upgrade\n-- sqlc:irreversible a\n-- sqlc:downgrade\n",
                {"5:1 marker-misplaced `-- sqlc:irreversible a`"}},
        Refusal{"-- sqlc:upgrade\n-- sqlc:allow\nSELECT 1;\n",
                {"5:1 marker-argument `-- sqlc:allow`"}},
        Refusal{"-- sqlc:upgrade\n-- sqlc:allow rule\nSELECT 1;\n",
                {"5:1 reason-missing `-- sqlc:allow rule`"}},
        Refusal{"-- sqlc:upgrade\n-- sqlc:allow rule,\nSELECT 1;\n",
                {"5:15 marker-argument `rule,`"}},
        Refusal{"-- sqlc:upgrade\n-- sqlc:allow rule: why\nSELECT 1;\n",
                {"5:15 marker-argument `rule: why`"}},
        Refusal{"-- sqlc:upgrade\n-- sqlc:grants\nSELECT 1;\n",
                {"5:1 marker-argument `-- sqlc:grants`"}},
        Refusal{"-- sqlc:upgrade\nSELECT 1;\n-- sqlc:allow rule why\n-- only words\n\n-- "
                "sqlc:downgrade\n",
                {"6:1 marker-misplaced `-- sqlc:allow rule why`"}},
        Refusal{"-- sqlc:upgrade\nSELECT\n-- sqlc:allow rule why\n1;\n",
                {"6:1 marker-misplaced `-- sqlc:allow rule why`"}},
        Refusal{"-- sqlc:grants none\n-- sqlc:upgrade\nSELECT 1;\n",
                {"4:1 marker-misplaced `-- sqlc:grants none`"}}));

TEST(ReadBodies, AllowAndGrantsStandBeforeStatements) {
  const Read result = read_with_header(
      "-- sqlc:upgrade\n"
      "-- words\n"
      "-- sqlc:allow one, two ,three  because: of, this \n"
      "-- sqlc:grants SELECT to reporting\n"
      "CREATE TABLE t ();\n"
      "-- sqlc:allow SQ3010 so\n"
      "/* x */ DROP TABLE t;\n"
      "-- sqlc:downgrade\n"
      "-- sqlc:grants none\n"
      "SELECT 1\n");
  ASSERT_TRUE(result.bodies) << testing::PrintToString(result.findings());
  const Section& upgrade = *result.bodies->upgrade;
  ASSERT_EQ(upgrade.allows.size(), 2U);
  EXPECT_EQ(texts(upgrade.allows[0].rules), (std::vector<std::string>{"one", "two", "three"}));
  EXPECT_EQ(upgrade.allows[0].rules[2].span.text(), "three");
  EXPECT_EQ(upgrade.allows[0].reason, "because: of, this");
  EXPECT_EQ(upgrade.allows[1].reason, "so");
  ASSERT_EQ(upgrade.grants.size(), 1U);
  EXPECT_EQ(upgrade.grants[0].text, "SELECT to reporting");
  EXPECT_EQ(result.bodies->downgrade->grants[0].text, "none");
}

/// Each hides a marker where it is no comment at the start of a line.
TEST(ReadBodies, MarkersInsideTokensAreText) {
  for (const std::string_view hiding :
       {"SELECT '\n-- sqlc:downgrade\n';", "SELECT $$\n-- sqlc:downgrade\n$$;",
        "SELECT $a$ $$\n-- sqlc:downgrade\n$a$;", "/* /* */\n-- sqlc:downgrade\n*/",
        "SELECT \"\n-- sqlc:downgrade\n\";", "SELECT E'\\'\n-- sqlc:downgrade\n';",
        "-- don't -- sqlc:downgrade", "-- see -- sqlc:downgrade", "SELECT 'x -- SQLC:downgrade';",
        "SELECT 'sqlc:downgrade';", "-- the sqlc:downgrade marker", "SELECT a - sqlc;",
        "-- sqlc.toml", "-- mysqlc: no"}) {
    const Read result = read_with_header(fmt::format("-- sqlc:upgrade\n{}\n", hiding));
    ASSERT_TRUE(result.bodies) << hiding << testing::PrintToString(result.findings());
    EXPECT_FALSE(result.bodies->downgrade) << hiding;
    EXPECT_EQ(result.bodies->upgrade->body.text(), fmt::format("{}\n", hiding));
  }
}

TEST(ReadBodies, FindsTheMarkerAfterEveryKindOfToken) {
  for (const std::string_view before :
       {"SELECT 'it''s';", "SELECT $$ ' $$;", "-- don't", "/* ' */", "SELECT 1 / 2;", "",
        "SELECT E'\\'';", "SELECT \"'\";", "SELECT $1;", "-- x -- y"}) {
    const Read result =
        read_with_header(fmt::format("-- sqlc:upgrade\n{}\n-- sqlc:downgrade\nx\n", before));
    ASSERT_TRUE(result.bodies) << before << testing::PrintToString(result.findings());
    ASSERT_TRUE(result.bodies->downgrade) << before;
    EXPECT_EQ(result.bodies->downgrade->body.text(), "x\n");
  }
}

TEST(ReadBodies, MarkerOnTheLastLineWithoutNewline) {
  const Read result =
      read_with_header("-- sqlc:upgrade\nSELECT 1;\n-- sqlc:irreversible data went");
  ASSERT_TRUE(result.bodies) << testing::PrintToString(result.findings());
  EXPECT_EQ(result.bodies->irreversible->reason, "data went");
  EXPECT_EQ(result.bodies->upgrade->body.text(), "SELECT 1;\n");
  EXPECT_TRUE(read_with_header("-- sqlc:upgrade").bodies);
}

TEST(IdProblem, KnowsLengthCharactersAndRangeWords) {
  for (const std::string_view good : {"a", "0001", "4d6e17a0fdf6", "v1.2_b", "Head", "revision"}) {
    EXPECT_FALSE(id_problem(good)) << good;
  }
  EXPECT_FALSE(id_problem(std::string(32, 'x')));
  EXPECT_TRUE(id_problem(std::string(33, 'x')));
  for (const std::string_view bad : {"", "head", "heads", "base", "prev", "current", "a-b", "a b",
                                     "a'b", "a:b", "a@b", "é", "a,"}) {
    EXPECT_TRUE(id_problem(bad)) << bad;
  }
}

TEST(LabelProblem, KnowsWhatARangeWouldReadOtherwise) {
  for (const std::string_view good : {"billing", "a-b", "x2", "v1.0", "a-2b"}) {
    EXPECT_FALSE(label_problem(good)) << good;
  }
  for (const std::string_view bad : {"", "-a", "a-2", "a@b", "a b", "a+1", "a:b", "head", "a,b"}) {
    EXPECT_TRUE(label_problem(bad)) << bad;
  }
}

TEST(LoadSource, KeepsColumnsTruthfulAfterWhatItReplaces) {
  Diagnostics diagnostics;
  const auto source = load_source("x.sql",
                                  std::string("\xEF\xBB\xBF"
                                              "a\r\n\xC3\xA9\xFFz\0",
                                              11),
                                  diagnostics);
  ASSERT_EQ(diagnostics.items().size(), 2U);
  const Place invalid = place_of(*source, diagnostics.items()[0].span.begin);
  EXPECT_EQ(invalid.line, 2U);
  EXPECT_EQ(invalid.column, 2U);
  const Place nul = place_of(*source, diagnostics.items()[1].span.begin);
  EXPECT_EQ(nul.column, 4U);
  EXPECT_FALSE(find_invalid_utf8(source->text));
}

TEST(LoadSource, RecognisesUtf16) {
  Diagnostics diagnostics;
  const auto source = load_source("x.sql", std::string("\xFF\xFE-\0-\0", 6), diagnostics);
  ASSERT_FALSE(diagnostics.empty());
  EXPECT_NE(diagnostics.items()[0].help.find("UTF-16"), std::string::npos);
}

static void expect_round_trip(const Draft& draft) {
  const std::string text = write_revision(draft);
  const Read result = read(text);
  ASSERT_TRUE(result.bodies) << text << testing::PrintToString(result.findings());
  EXPECT_EQ(result.source->text, text);
  EXPECT_EQ(result.revision->id.text, draft.id);
  EXPECT_EQ(texts(result.revision->down_revisions), draft.down_revisions);
  EXPECT_EQ(texts(result.revision->depends_on), draft.depends_on);
  EXPECT_EQ(texts(result.revision->labels), draft.labels);
  EXPECT_EQ(result.revision->create_date, draft.create_date);
  EXPECT_EQ(result.revision->description, clean_description(draft.description)) << text;
  EXPECT_EQ(result.bodies->upgrade->body.text(), draft.upgrade) << text;
  EXPECT_EQ(result.bodies->downgrade.has_value(), draft.downgrade.has_value());
  if (draft.downgrade) {
    EXPECT_EQ(result.bodies->downgrade->body.text(), *draft.downgrade) << text;
  }
  EXPECT_EQ(result.bodies->irreversible.has_value(), draft.irreversible.has_value());
}

TEST(WriteRevision, LooksAsTheManualShowsIt) {
  const Draft draft{.id = "4d6e17a0fdf6",
                    .down_revisions = {"2b7c81d0a9ee"},
                    .description = "Create the model_config table.",
                    .create_date = "2026-11-20 09:00:00+00:00",
                    .upgrade = "CREATE TABLE model_config (id bigint);",
                    .downgrade = "DROP TABLE model_config;\n"};
  EXPECT_EQ(write_revision(draft),
            "-- Create the model_config table.\n--\n-- Revision ID: 4d6e17a0fdf6\n"
            "-- Revises: 2b7c81d0a9ee\n-- Create Date: 2026-11-20 09:00:00+00:00\n\n"
            "-- sqlc:upgrade\nCREATE TABLE model_config (id bigint);\n\n"
            "-- sqlc:downgrade\nDROP TABLE model_config;\n");
}

TEST(WriteRevision, EmptyAndBlankBodiesComeBack) {
  for (const std::string_view body : {"", "\n", "\n\n", "x\n", "x\n\n", "\nx\n\n\n"}) {
    expect_round_trip({.id = "a", .upgrade = std::string(body)});
    expect_round_trip({.id = "a", .upgrade = std::string(body), .downgrade = std::string(body)});
    expect_round_trip({.id = "a", .upgrade = std::string(body), .irreversible = "gone"});
  }
}

TEST(WriteRevision, BodiesMayHoldMarkersInsideTokens) {
  expect_round_trip({.id = "a",
                     .upgrade = "SELECT $$\n-- sqlc:downgrade\n$$;\n",
                     .downgrade = "SELECT '\n-- sqlc:upgrade\n';\n"});
}

TEST(WriteRevision, IrreversibleReasonStaysOnItsLine) {
  const Draft draft{.id = "a", .upgrade = "x\n", .irreversible = "one\n\\! rm -rf /\ntwo"};
  const Read result = read(write_revision(draft));
  ASSERT_TRUE(result.bodies) << testing::PrintToString(result.findings());
  EXPECT_EQ(result.bodies->irreversible->reason, "one \\! rm -rf / two");
}

/// Descriptions made of the pieces that are dangerous in a comment, a key or a marker.
static std::string hostile_text(std::mt19937& random) {
  static const std::vector<std::string> pieces = {"\n",
                                                  "\r\n",
                                                  "\r",
                                                  "\\!",
                                                  "\\",
                                                  "'",
                                                  "\"",
                                                  "sqlc:upgrade",
                                                  "-- sqlc:upgrade",
                                                  "Revision ID: x",
                                                  "Revises:",
                                                  "revises : y",
                                                  "Depends On:",
                                                  "\x01",
                                                  "\x1b[31m",
                                                  "\t",
                                                  " ",
                                                  "  ",
                                                  "-",
                                                  "--",
                                                  "words",
                                                  "\xC3\xA9",
                                                  "\xE2\x80\xAE",
                                                  "\xE2\x80\xA8",
                                                  "\xFF",
                                                  "$$",
                                                  "/*",
                                                  "*/",
                                                  ";",
                                                  "SQLC :",
                                                  "Revison ID:",
                                                  "See: x",
                                                  "\xC2\x85",
                                                  "Create Date: 1",
                                                  std::string("\0", 1)};
  std::string text;
  for (auto count = random() % 12; count > 0; --count) text += pieces[random() % pieces.size()];
  return text;
}

TEST(WriteRevision, HostileDescriptionsRoundTrip) {
  std::mt19937 random(20261120);
  for (int i = 0; i < 20000; ++i) {
    const std::string description = hostile_text(random);
    const std::string clean = clean_description(description);
    ASSERT_EQ(clean_description(clean), clean);
    ASSERT_NO_FATAL_FAILURE(
        expect_round_trip({.id = "a", .description = description, .upgrade = "SELECT 1;\n"}));
    if (testing::Test::HasFailure()) FAIL() << testing::PrintToString(description);
  }
}

TEST(FileName, FillsTheTemplate) {
  const Draft draft{.id = "4d6e",
                    .description = "Add  the \"user's\" e-mail, again!\n\nmore",
                    .create_date = "2026-11-20 09:08:07+01:00"};
  EXPECT_EQ(file_name("{id}_{slug}", draft, 40), "4d6e_add_the_user_s_e_mail_again.sql");
  EXPECT_EQ(file_name("{year}{month}{day}_{hour}{minute}{second}-{id}", draft, 40),
            "20261120_090807-4d6e.sql");
  EXPECT_EQ(file_name("{epoch}_{id}", draft, 40), "1795162087_4d6e.sql");
  EXPECT_EQ(file_name("{id}_{slug}", draft, 16), "4d6e_add_the_user_s.sql");
  EXPECT_EQ(file_name("{id}_{slug}", draft, 14), "4d6e_add_the_user.sql");
  EXPECT_EQ(file_name("{id}_{slug}", {.id = "a"}, 40), "a.sql");
  EXPECT_EQ(file_name("{id}_{slug}", {.id = "a", .description = "../../etc/passwd\n"}, 40),
            "a_etc_passwd.sql");
  EXPECT_EQ(file_name("{id}_{slug}", {.id = "a", .description = "Größe – neu"}, 40),
            "a_größe_neu.sql");
  EXPECT_EQ(file_name("{year}_{nothing}", {.id = "a"}, 40), "0000_{nothing}.sql");
}

TEST(ReadRevision, IsLinearInTheFilesSize) {
  const auto seconds_for = [](std::size_t statements) {
    std::string text = "-- Revision ID: a\n-- Revises:\n\n-- sqlc:upgrade\n";
    for (std::size_t i = 0; i < statements; ++i) {
      text += "-- sqlc:allow rule it's fine\nSELECT 'sqlc: x', $$\n-- sqlc:y\n$$;\n";
    }
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_TRUE(read(text).bodies);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  const double small = std::max(seconds_for(2000), 0.0005);
  EXPECT_LT(seconds_for(40000), small * 20 * 6);
}

}  // namespace sqlc::history
