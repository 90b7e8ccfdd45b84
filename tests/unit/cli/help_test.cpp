#include "cli/help.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

#include "base/process.hpp"
#include "base/text.hpp"
#include "cli/complete_words.hpp"
#include "unit/cli/fake_host.hpp"

namespace sqlc::cli {

using testing::HasSubstr;
using testing::Not;

TEST(Help, FitsThePage) {
  std::vector<std::string> pages = {general_help()};
  for (const Command* command : commands()) pages.push_back(command_help(*command));
  for (const std::string& page : pages) {
    for (const std::string_view line : split(page, '\n')) {
      EXPECT_LE(count_characters(line), 100U) << line;
      EXPECT_FALSE(line.ends_with(' ')) << line;
    }
  }
}

TEST(Help, EveryCommandIsListedOrHidden) {
  const std::string page = general_help();
  for (const Command* command : commands()) {
    const std::string line = "\n  " + std::string(command->name) + " ";
    if (command->hidden) {
      EXPECT_THAT(page, Not(HasSubstr(line)));
    } else {
      EXPECT_THAT(page, HasSubstr(line));
    }
  }
}

TEST(Help, OptionsAreUniqueAndExplained) {
  for (const Command* command : commands()) {
    std::set<std::string_view> seen;
    for (const Option& option : options_of(*command)) {
      for (const std::string_view name : names_of(option)) {
        EXPECT_TRUE(seen.insert(name).second) << command->name << " " << name;
      }
      EXPECT_TRUE(command->hidden || !option.help.empty() || !option.instead.empty());
    }
  }
}

TEST(Help, EveryCommandAnswersHelp) {
  for (const Command* command : commands()) {
    FakeHost host;
    EXPECT_EQ(host.run({std::string(command->name), "--help"}), done);
    EXPECT_THAT(host.out, HasSubstr("Usage: sqlc " + std::string(command->name)));
    EXPECT_EQ(host.err, "");
    EXPECT_EQ(host.run({"-h", std::string(command->name)}), done);
  }
}

TEST(Help, TextIsWrapped) {
  EXPECT_EQ(wrapped("one two three", 0, 8), "one two\nthree\n");
  EXPECT_EQ(wrapped("one two three", 2, 9), "  one two\n  three\n");
  EXPECT_EQ(wrapped("abcdefghij k", 0, 4), "abcdefghij\nk\n");
  EXPECT_EQ(wrapped("a\n\n  as it is and long", 0, 6), "a\n\n  as it is and long\n");
}

/// Runs a shell on a script; skips the test when the shell is not installed.
static void expect_good_script(const std::string& shell, const std::vector<std::string>& arguments,
                               const std::string& script, const std::string& output) {
  std::vector<std::string> command = {shell};
  command.insert(command.end(), arguments.begin(), arguments.end());
  const auto finished = run_process({.arguments = command, .input = script});
  if (!finished) GTEST_SKIP() << finished.error();
  EXPECT_EQ(finished.value().status, 0) << finished.value().err;
  EXPECT_EQ(finished.value().err, "");
  EXPECT_EQ(finished.value().out, output);
}

static std::string bash_completes(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) line += quote_literal(word) + " ";
  return bash_completion() + fmt::format(
                                 "COMP_WORDS=({}); COMP_CWORD={}; COMPREPLY=(); _sqlc; "
                                 "printf '%s\\n' \"${{COMPREPLY[@]}}\"\n",
                                 line, words.size() - 1);
}

TEST(Completion, BashOffersCommandsOptionsAndValues) {
  expect_good_script("bash", {}, bash_completes({"sqlc", "up"}), "upgrade\n");
  expect_good_script("bash", {}, bash_completes({"sqlc", "upgrade", "--idem"}), "--idempotent\n");
  expect_good_script("bash", {}, bash_completes({"sqlc", "upgrade", "--transaction", "p"}),
                     "per-revision\n");
  expect_good_script("bash", {}, bash_completes({"sqlc", "upgrade", "p"}), "prev\n");
  expect_good_script("bash", {}, bash_completes({"sqlc", "-q", "import", "die"}), "diesel\n");
}

TEST(Completion, ZshReadsItsScript) { expect_good_script("zsh", {"-n"}, zsh_completion(), ""); }

TEST(Completion, FishReadsItsScript) { expect_good_script("fish", {"-n"}, fish_completion(), ""); }

TEST(Completion, NamesEveryVisibleCommandAndOption) {
  const std::string bash = bash_completion();
  const std::string zsh = zsh_completion();
  const std::string fish = fish_completion();
  for (const Command* command : visible_commands()) {
    EXPECT_THAT(zsh, HasSubstr(fmt::format("      {})\n", command->name)));
    EXPECT_THAT(fish, HasSubstr(fmt::format("-a {} -d", command->name)));
    for (const Option& option : visible_options(*command)) {
      const std::string name(long_name(option.names));
      EXPECT_THAT(bash, HasSubstr(name));
      EXPECT_THAT(zsh, HasSubstr(name));
      EXPECT_THAT(fish, HasSubstr("-l " + name.substr(2)));
    }
  }
}

TEST(Manual, IsCleanForGroff) {
  FakeHost host;
  ASSERT_EQ(host.run({"man"}), done);
  for (const Command* command : visible_commands()) {
    EXPECT_THAT(host.out, HasSubstr(fmt::format("\n.SS sqlc {} ", command->name)));
  }
  const auto groff =
      run_process({.arguments = {"groff", "-man", "-Tutf8", "-ww", "-z"}, .input = host.out});
  if (!groff) GTEST_SKIP() << groff.error();
  EXPECT_EQ(groff.value().err, "");
}

}  // namespace sqlc::cli
