#include "golden/golden_case.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sqlc::golden {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

static bool operator==(const Section& a, const Section& b) {
  return a.name == b.name && a.escaped == b.escaped && a.content == b.content;
}

static Case parse(std::string_view text) {
  Result<Case> test = parse_case(text);
  EXPECT_TRUE(test.ok()) << text;
  return test.ok() ? std::move(test).value() : Case{};
}

static std::string parse_error(std::string_view text) {
  const Result<Case> test = parse_case(text);
  return test.ok() ? "" : test.error();
}

TEST(GoldenCase, SeparatesInputsFromOutputs) {
  const Case test = parse(
      "# What it shows.\n\n=== args\nupgrade\n=== a/b.sql\n-- x\n\n=== stdout\nBEGIN;\n"
      "=== exit\n1\n=== file out.sql\n");
  EXPECT_THAT(test.inputs, ElementsAre(Section{"args", false, "upgrade\n"},
                                       Section{"a/b.sql", false, "-- x\n\n"}));
  EXPECT_THAT(test.outputs,
              ElementsAre(Section{"stdout", false, "BEGIN;\n"}, Section{"exit", false, "1\n"},
                          Section{"file out.sql", false, ""}));
  EXPECT_EQ(test.input_text, "# What it shows.\n\n=== args\nupgrade\n=== a/b.sql\n-- x\n\n");
}

TEST(GoldenCase, KeepsInputsAsWrittenAndReplacesOutputs) {
  const std::string inputs = "=== args\nx  y\n=== a (escaped)\n\\x41\\t\\r\n";
  Case test = parse(inputs + "=== stdout\nold\n");
  test.outputs = {{"stderr", false, "new\n"}};
  EXPECT_EQ(format_case(test), inputs + "=== stderr\nnew\n");
}

TEST(GoldenCase, MovesOutputsBehindInputs) {
  const Case test = parse("=== stdout\no\n=== args\na\n");
  EXPECT_EQ(format_case(test), "=== args\na\n=== stdout\no\n");
}

TEST(GoldenCase, ReadsEscapes) {
  const Case test = parse(
      "=== args (escaped)\n\\xef\\xbb\\xbfa\\r\n\\x00\\\\ \\t\\n\\\nb\n\\=== c\n=== x\n\\=== d\n"
      "\\\\=== e\n\\f\n");
  ASSERT_EQ(test.inputs.size(), 2U);
  EXPECT_EQ(test.inputs[0].content, std::string("\xEF\xBB\xBF"
                                                "a\r\n\0\\ \t\nb\n=== c\n",
                                                19));
  EXPECT_EQ(test.inputs[1].content, "=== d\n\\=== e\n\\f\n");
}

TEST(GoldenCase, WritesWhatItReads) {
  const std::string contents[] = {"",
                                  "\n",
                                  "a\n",
                                  "a",
                                  "=== b\n\\=== c\n\\\\=== d\n====\n",
                                  "\r\n\x1b[1m\xff \\x41 \\\n=== x\n",
                                  std::string("\0\n", 2),
                                  "tab\t\xE2\x80\xA8\n",
                                  "\\"};
  for (const std::string& content : contents) {
    for (const bool escaped : {true, false}) {
      if (!escaped && !content.empty() && !content.ends_with('\n')) continue;
      Case test;
      test.outputs = {{"stdout", escaped, content}, {"exit", false, "1\n"}};
      const std::string text = format_case(test);
      EXPECT_THAT(parse(text).outputs, ElementsAre(test.outputs[0], test.outputs[1])) << text;
    }
  }
}

TEST(GoldenCase, RefusesWhatItCannotRead) {
  EXPECT_EQ(parse_error("=== args\na"), "line 2: no line end at the end of the file");
  EXPECT_EQ(parse_error("upgrade\n"), "line 1: neither a `#` comment nor a section");
  EXPECT_THAT(parse_error("=== a\n====\n"), HasSubstr("line 2: no section name"));
  EXPECT_THAT(parse_error("===stdout\n"), HasSubstr("line 1: no section name"));
  EXPECT_EQ(parse_error("=== a\n=== a\n"), "line 2: a section of this name was there before");
  EXPECT_EQ(parse_error("=== a (escaped)\n\\q\n"), "line 2: unknown escape");
  EXPECT_EQ(parse_error("=== a (escaped)\n\\x1\n"), "line 2: unknown escape");
}

TEST(GoldenCase, SplitsWordsAsAShellDoes) {
  EXPECT_THAT(split_words("").value(), IsEmpty());
  EXPECT_THAT(split_words(" revision  -m 'it is' \"a \\\"b\\\\ \\n\"\n--x=' y'z \\' ''\n").value(),
              ElementsAre("revision", "-m", "it is", "a \"b\\ \\n", "--x= yz", "'", ""));
  EXPECT_FALSE(split_words("a 'b").ok());
}

/// Prints all that it is given and writes three files, one of them without a change.
static int echo(const std::vector<std::string>& arguments, Host& host) {
  for (const std::string& argument : arguments) host.out(argument + "\n");
  host.out(host.environment("A").value_or("none") + host.environment("B").value_or("none") + "\n");
  host.out(std::to_string(host.now()) + (host.random() == host.random() ? "=" : "!") + "\n");
  host.err(host.read_input());
  EXPECT_TRUE(host.files.write("in/same.sql", "same\n").ok());
  EXPECT_TRUE(host.files.write("in/new.sql", "new").ok());
  EXPECT_FALSE(host.files.write("missing/new.sql", "new").ok());
  EXPECT_TRUE(host.files.is_directory("empty"));
  EXPECT_TRUE(host.err_is_terminal && !host.out_is_terminal);
  return 3;
}

TEST(GoldenCase, RunsTheCommandAndShowsWhatChanged) {
  const Case test = parse(
      "=== args\nx 'y z'\n=== env\nA=1=2\n=== stdin\nin\n=== terminal\nstderr\n=== in/same.sql\n"
      "same\n=== in/other.sql\nother\n=== empty/\n=== stdout\nold\n");
  const Result<std::vector<Section>> outputs = run_case(test, echo);
  ASSERT_TRUE(outputs.ok()) << outputs.error();
  EXPECT_THAT(outputs.value(),
              ElementsAre(Section{"stdout", false, "x\ny z\n1=2none\n1795165200!\n"},
                          Section{"stderr", false, "in\n"}, Section{"exit", false, "3\n"},
                          Section{"file in/new.sql", true, "new"}));
}

static int silent(const std::vector<std::string>&, Host&) { return 0; }

TEST(GoldenCase, SaysNothingOfNothing) {
  EXPECT_THAT(run_case(parse("=== args\n"), silent).value(), IsEmpty());
  EXPECT_EQ(run_case(parse("# x\n"), silent).error(), "no section `args`");
  EXPECT_FALSE(run_case(parse("=== args\n=== env\nA\n"), silent).ok());
  EXPECT_FALSE(run_case(parse("=== args\n=== terminal\nyes\n"), silent).ok());
  EXPECT_FALSE(run_case(parse("=== args\n=== dir/\nyes\n"), silent).ok());
}

TEST(LineDiff, ShowsChangesWithTheirContext) {
  EXPECT_EQ(line_diff("a\nb\n", "a\nb\n"), "");
  EXPECT_EQ(line_diff("1\n2\n3\n4\n5\n6\nx\n7\n", "1\n2\n3\n4\n5\n6\ny\nz\n7\n"),
            " 4\n 5\n 6\n-x\n+y\n+z\n 7\n \n");
  EXPECT_EQ(line_diff("a\nb\nc", "b\nc\nd"), "-a\n b\n c\n+d\n");
  EXPECT_EQ(line_diff("a\x1b", "a"), "-a\\x1b\n+a\n");
  EXPECT_EQ(line_diff("", "a\n"), "+a\n \n");
}

TEST(LineDiff, CopesWithTextsTooLargeToAlign) {
  std::string a;
  std::string b;
  for (int i = 0; i < 3000; ++i) {
    a += "a" + std::to_string(i) + "\n";
    b += "b" + std::to_string(i) + "\n";
  }
  EXPECT_THAT(line_diff(a, b), HasSubstr("-a2999\n+b0\n"));
}

}  // namespace sqlc::golden
