#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "base/text.hpp"
#include "report/report.hpp"

namespace sqlc::report {

using testing::HasSubstr;

/// A span of the source at the first place where the words stand.
static Span span_of(const Source& source, std::string_view words) {
  const auto begin = static_cast<std::uint32_t>(source.text.find(words));
  return {&source, begin, begin + static_cast<std::uint32_t>(words.size())};
}

static std::string text_of(Diagnostic diagnostic) {
  if (diagnostic.code == nullptr) diagnostic.code = &codes::syntax_error;
  return render_text({std::move(diagnostic)}, false);
}

/// The two lines under the heading, without the gutter.
static std::vector<std::string> snippet_of(const Span& span) {
  std::vector<std::string> lines;
  const std::string text = text_of({.span = span, .message = "m"});
  for (const std::string_view line : split(text, '\n')) {
    if (line.starts_with(" "))
      lines.emplace_back(line.substr(std::min<std::size_t>(line.size(), 8)));
  }
  return lines;
}

static void expect_snippet(const Span& span, const std::string& line, const std::string& marks) {
  EXPECT_THAT(snippet_of(span), testing::ElementsAre(line, marks)) << span.text();
}

TEST(RenderText, ShowsAFindingWithItsNotesAndHelp) {
  const Source second = {"revisions/0002_users.sql", "-- Revision ID: 0002\n-- Revises: 0007\n"};
  const Source seventh = {"revisions/0007_idx.sql", "-- Revision ID: 0007\n"};
  const Diagnostic cycle = {.code = &codes::cycle,
                            .span = span_of(second, "0007"),
                            .message = "revision `0002` depends on itself",
                            .notes = {{span_of(seventh, "0007"), "`0007` depends on `0002` here"},
                                      {{}, "a note without a place"}},
                            .help = "drop one of the two lines"};
  EXPECT_EQ(
      render_text({cycle, {.code = &codes::unused_allow, .message = "second"}}, false),
      R"(revisions/0002_users.sql:2:13: error: revision `0002` depends on itself [SQ2004 cycle]
    2 | -- Revises: 0007
      |             ^~~~
revisions/0007_idx.sql:1:17: note: `0007` depends on `0002` here
    1 | -- Revision ID: 0007
      |                 ^~~~
note: a note without a place
help: drop one of the two lines
warning: second [SQ3016 unused-allow]
)");
}

TEST(RenderText, PrintsNothingForNothing) { EXPECT_EQ(render_text({}, true), ""); }

TEST(RenderText, MarksOneCharacterForAnEmptySpan) {
  const Source source = {"a", "select\n\nx"};
  expect_snippet({&source, 2, 2}, "select", "  ^");
  expect_snippet({&source, 6, 6}, "select", "      ^");
  const std::string empty = text_of({.span = {&source, 7, 7}, .message = "m"});
  EXPECT_THAT(empty, HasSubstr("a:2:1: error: m [SQ3001 syntax-error]\n    2 |\n      | ^\n"));
  const Source ended = {"a", "x;\n"};
  EXPECT_THAT(text_of({.span = {&ended, 3, 3}}), HasSubstr("a:2:1: "));
  const Source nothing = {"a", ""};
  EXPECT_THAT(text_of({.span = {&nothing, 0, 0}}), HasSubstr("    1 |\n      | ^\n"));
}

TEST(RenderText, CutsMarksAtTheEndOfTheLine) {
  const Source source = {"a", "create table\n  x (\n"};
  expect_snippet({&source, 7, 18}, "create table", "       ^~~~~");
  expect_snippet({&source, 12, 18}, "create table", "            ^");
  expect_snippet({&source, 0, 4000000}, "create table", "^~~~~~~~~~~~");
}

TEST(RenderText, AlignsTheCaretUnderTabsWideAndJoinedCharacters) {
  const Source tabs = {"a", "\tab\tcd"};
  expect_snippet(span_of(tabs, "ab"), "    ab  cd", "    ^~");
  expect_snippet(span_of(tabs, "b\tc"), "    ab  cd", "     ^~~~");
  const Source wide = {"a", "\u6f22\u5b57 x \U0001F600 y"};
  expect_snippet(span_of(wide, "x"), "\u6f22\u5b57 x \U0001F600 y", "     ^");
  expect_snippet(span_of(wide, "\u5b57"), "\u6f22\u5b57 x \U0001F600 y", "  ^~");
  expect_snippet(span_of(wide, "y"), "\u6f22\u5b57 x \U0001F600 y", "          ^");
  const Source joined = {"a", "e\u0301\u0302 x"};
  expect_snippet(span_of(joined, "x"), "e\u0301\u0302 x", "  ^");
  const Source accents = {"a", "\u00e9\u00e9 x"};
  EXPECT_THAT(text_of({.span = span_of(accents, "x")}), HasSubstr("a:1:4: "));
}

TEST(RenderText, SpellsOutHostileCharactersEverywhere) {
  const std::string hostile = "\x1b[2J\r\n\u202e\u2028\xFF";
  const std::string shown = "\\x1b[2J\\r\\n\\u{202e}\\u{2028}\\xff";
  const Source source = {"p" + hostile, "a\x1b[2Jb\r\u202e\xFF x\n"};
  const std::string text = text_of({.span = span_of(source, "x"),
                                    .message = "m" + hostile,
                                    .notes = {{{}, "n" + hostile}},
                                    .help = "h\x1b\r"});
  EXPECT_THAT(text, HasSubstr("p" + shown + ":1:"));
  EXPECT_THAT(text, HasSubstr("error: m" + shown + " ["));
  EXPECT_THAT(text, HasSubstr("note: n" + shown + "\n"));
  EXPECT_THAT(text, HasSubstr("help: h\\x1b\\r\n"));
  EXPECT_THAT(text, HasSubstr("    1 | a\\x1b[2Jb\\r\\u{202e}\\xff x\n      | " +
                              std::string(24, ' ') + "^\n"));
  for (const char c : text) EXPECT_TRUE((c >= 0x20 && c < 0x7F) || c == '\n');
}

TEST(RenderText, SetsInTheFurtherLinesOfHelp) {
  EXPECT_EQ(text_of({.message = "m", .help = "split it:\n1. a\n\nx.sql:1:1: error: fake"}),
            "error: m [SQ3001 syntax-error]\nhelp: split it:\n      1. a\n     \n"
            "      x.sql:1:1: error: fake\n");
}

TEST(RenderText, ShowsAWideLineAroundTheCaret) {
  const std::string letters = "abcdefghijklmnopqrstuvwxyz";
  std::string line;
  for (int i = 0; i < 400; ++i) line += letters;
  const Source source = {"a", line + "\n"};
  for (const std::uint32_t begin : {0U, 5U, 79U, 80U, 81U, 500U, 5000U, 10290U, 10398U, 10400U}) {
    const Span span = {&source, begin, std::min(begin + 3, 10400U)};
    const std::vector<std::string> shown = snippet_of(span);
    ASSERT_EQ(shown.size(), 2U);
    EXPECT_LE(shown[0].size(), 126U);
    const std::size_t caret = shown[1].find('^');
    EXPECT_EQ(shown[0].substr(caret, span.text().size()), span.text()) << begin;
    EXPECT_EQ(shown[1].size() - caret, std::max<std::size_t>(span.text().size(), 1)) << begin;
    EXPECT_EQ(shown[0].starts_with("..."), begin > 80) << begin;
    EXPECT_EQ(shown[0].ends_with("..."), begin < 10300) << begin;
  }
  expect_snippet({&source, 0, 10400}, line.substr(0, 120) + "...", "^" + std::string(119, '~'));
}

TEST(RenderText, NeverCutsCharactersOfAWideLineInTwo) {
  std::string line;
  for (int i = 0; i < 2000; ++i) line += i % 3 == 0 ? "\u00e9" : i % 3 == 1 ? "\u6f22" : "x";
  const Source source = {"a", line};
  for (std::uint32_t begin = 0; begin < line.size(); begin += 97) {
    const std::string text = text_of({.span = {&source, begin, begin + 1}});
    EXPECT_EQ(find_invalid_utf8(text), std::nullopt);
    EXPECT_EQ(text.find("\\x"), std::string::npos) << begin;
  }
}

TEST(RenderText, WidensTheGutterForLargeLineNumbers) {
  const Source source = {"a", std::string(123456, '\n') + "x"};
  EXPECT_THAT(text_of({.span = {&source, 123456, 123457}}),
              HasSubstr("\n123457 | x\n       | ^\n"));
}

TEST(RenderText, AddsColoursAndNothingElse) {
  const Source source = {"a.sql", "select\tfrm\n"};
  std::vector<Diagnostic> findings;
  for (const Code* code : {&codes::cycle, &codes::unused_allow, &codes::downgrade_keeps_target}) {
    findings.push_back({.code = code,
                        .span = span_of(source, "frm"),
                        .message = "m",
                        .notes = {{span_of(source, "select"), "n"}},
                        .help = "h"});
  }
  const std::string colored = render_text(findings, true);
  EXPECT_THAT(colored, HasSubstr("\x1b[1;31merror:\x1b[0m"));
  EXPECT_THAT(colored, HasSubstr("\x1b[1;33mwarning:\x1b[0m"));
  const std::regex sequence("\x1b\\[[0-9;]*m");
  EXPECT_EQ(std::regex_replace(colored, sequence, ""), render_text(findings, false));
  EXPECT_EQ(render_text(findings, false).find('\x1b'), std::string::npos);
}

}  // namespace sqlc::report
