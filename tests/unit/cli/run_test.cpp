#include "run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/cli/fake_host.hpp"

namespace sqlc::cli {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

static void add_chain(FakeHost& host, int count) {
  for (int i = 0; i < count; ++i) {
    host.add(fmt::format("r{:04}", i), i == 0 ? "" : fmt::format("r{:04}", i - 1),
             fmt::format("CREATE TABLE t{} (id int);\n", i));
  }
}

TEST(Run, StandardOutputThatIsNotTakenIsExitThree) {
  FakeHost host;
  add_chain(host, 2);
  host.out_status = Failure{"cannot write standard output: no space left on device"};
  EXPECT_EQ(host.run({"upgrade", "head"}), environment);
  EXPECT_THAT(host.err, AllOf(HasSubstr("no space left on device [SQ0004 file-unwritable]"),
                              Not(HasSubstr("sqlc: upgrade"))));
}

TEST(Run, CheckOnStandardOutputThatIsNotTakenIsExitThree) {
  FakeHost host;
  host.add("a", "", "SELEC 1;");
  host.out_status = Failure{"cannot write standard output: broken pipe"};
  EXPECT_EQ(host.run({"check"}), environment);
  EXPECT_THAT(host.err, HasSubstr("broken pipe"));
}

TEST(Run, AnErrorLeavesStandardOutputEmpty) {
  FakeHost host;
  add_chain(host, 3);
  host.add("r0003", "r0002", "CREATE TABEL x (id int);");
  EXPECT_EQ(host.run({"upgrade", "head"}), bad_input);
  EXPECT_EQ(host.out, "");
  EXPECT_EQ(host.run({"upgrade", "head", "-o", "x.sql"}), bad_input);
  EXPECT_FALSE(host.files.exists("x.sql"));
}

TEST(Run, TheEditorGetsTheFileAsOneArgument) {
  FakeHost host;
  host.environment = {{"EDITOR", "vi"}, {"VISUAL", "code --wait"}};
  ASSERT_TRUE(host.files.make_directory("my revisions").ok());
  EXPECT_EQ(
      host.run({"revision", "-m", "x", "--rev-id", "a1", "--edit", "--revisions", "my revisions"}),
      done);
  EXPECT_THAT(host.programs, ElementsAre(ElementsAre("/bin/sh", "-c", "code --wait \"$@\"",
                                                     "code --wait", "my revisions/a1_x.sql")));
  EXPECT_EQ(host.out, "my revisions/a1_x.sql\n");
}

TEST(Run, EditOpensEveryFileNamed) {
  FakeHost host;
  host.environment = {{"EDITOR", "vi"}};
  add_chain(host, 1);
  host.add("a", "r0000", "SELECT 1;\n");
  host.add("b", "r0000", "SELECT 1;\n");
  EXPECT_EQ(host.run({"edit", "heads"}), done);
  EXPECT_THAT(host.programs, ElementsAre(ElementsAre("/bin/sh", "-c", "vi \"$@\"", "vi",
                                                     "revisions/a.sql", "revisions/b.sql")));
  host.program_status = 1;
  EXPECT_EQ(host.run({"edit", "a"}), environment);
  EXPECT_THAT(host.err, HasSubstr("editor `vi` ended with status 1"));
}

TEST(Run, ARandomIdIsTakenAgainWhenItIsThere) {
  FakeHost host;
  host.add("000000000001", "", "SELECT 1;\n");
  EXPECT_EQ(host.run({"revision", "-m", "x"}), done);
  EXPECT_EQ(host.out, "revisions/000000000002_x.sql\n");
}

TEST(Run, TheNumberOfThreadsChangesNothing) {
  FakeHost host;
  add_chain(host, 300);
  ASSERT_EQ(host.run({"upgrade", "head", "-j", "1"}), done);
  const std::string one = host.out;
  for (const std::string jobs : {"2", "3", "8"}) {
    ASSERT_EQ(host.run({"upgrade", "head", "-j", jobs}), done);
    EXPECT_EQ(host.out, one) << jobs;
  }
  for (int i = 0; i < 300; i += 7) {
    host.add(fmt::format("r{:04}", i), i == 0 ? "" : fmt::format("r{:04}", i - 1), "SELEC 1;");
  }
  EXPECT_EQ(host.run({"upgrade", "head", "-j", "1"}), bad_input);
  const std::string complaints = host.err;
  EXPECT_THAT(complaints, HasSubstr("r0294.sql"));
  for (const std::string jobs : {"2", "3", "8"}) {
    EXPECT_EQ(host.run({"upgrade", "head", "-j", jobs}), bad_input);
    EXPECT_EQ(host.err, complaints) << jobs;
  }
}

static std::string digest_of(FakeHost& host, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments = {"upgrade", "r0001:r0002"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  EXPECT_EQ(host.run(arguments), done) << host.err;
  const std::size_t at = host.out.find("-- input sha256 ");
  EXPECT_NE(at, std::string::npos);
  return host.out.substr(at, 80);
}

TEST(Digest, TellsWhatTheScriptIsMadeFrom) {
  FakeHost host;
  add_chain(host, 4);
  const std::string first = digest_of(host);
  EXPECT_EQ(digest_of(host), first);
  // Neither threads, nor names of files, nor line ends, nor revisions off the route count.
  EXPECT_EQ(digest_of(host, {"--jobs", "4"}), first);
  EXPECT_EQ(digest_of(host, {"--revisions", "/project/revisions"}), first);
  host.add("r0003", "r0002", "CREATE TABLE other (id int);\n");
  EXPECT_EQ(digest_of(host), first);
  std::string text = host.files.read("revisions/r0002.sql").value();
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) {
    text.insert(at, "\r");
  }
  ASSERT_TRUE(host.files.write("revisions/r0002.sql", text).ok());
  EXPECT_EQ(digest_of(host), first);
  ASSERT_TRUE(host.files.write("sqlc.toml", "# a comment\nslug_length = 3\n").ok());
  EXPECT_EQ(digest_of(host), first);
  // A setting of the script, the kind of script and the revision's text do.
  EXPECT_NE(digest_of(host, {"--lock-timeout", "1s"}), first);
  EXPECT_NE(digest_of(host, {"--idempotent"}), first);
  host.add("r0002", "r0001", "CREATE TABLE t2 (id int, n int);\n");
  EXPECT_NE(digest_of(host), first);
}

TEST(Run, RelativePlacesAreNoOptions) {
  FakeHost host;
  add_chain(host, 3);
  EXPECT_EQ(host.run({"show", "-1"}), done) << host.err;
  EXPECT_THAT(host.out, HasSubstr("Rev: r0001\n"));
  EXPECT_EQ(host.run({"history", "-r", "-1:"}), done) << host.err;
  EXPECT_EQ(host.run({"history", "-r-1:"}), done) << host.err;
  EXPECT_EQ(host.run({"history", "--rev-range=-1:"}), done) << host.err;
  EXPECT_EQ(host.run({"upgrade", "--", "-1:head"}), done) << host.err;
}

TEST(Run, QuietPrintsErrorsOnly) {
  FakeHost host;
  add_chain(host, 2);
  EXPECT_EQ(host.run({"downgrade", "r0001:r0000", "-q"}), done);
  EXPECT_EQ(host.err, "");
  EXPECT_EQ(host.run({"-q", "downgrade", "nope:r0000"}), bad_input);
  EXPECT_THAT(host.err, HasSubstr("error"));
}

TEST(Run, ArgumentsOfAnyBytesAreAnswered) {
  FakeHost host;
  add_chain(host, 2);
  EXPECT_EQ(host.run({"upgrade", "\xff\xfe:head"}), bad_input);
  EXPECT_EQ(host.run({"upgrade", std::string("a\0b", 3)}), bad_input);
  EXPECT_EQ(host.run({"upgrade", ""}), bad_input);
  EXPECT_EQ(host.run({"\xff"}), bad_input);
  EXPECT_EQ(host.run({"--\xff"}), bad_input);
  EXPECT_EQ(host.run({""}), bad_input);
  EXPECT_EQ(host.run({"-"}), bad_input);
  EXPECT_EQ(host.run({"--"}), bad_input);
  EXPECT_EQ(host.run({"upgrade", "head", "--format="}), bad_input);
  EXPECT_EQ(host.run({"upgrade", "[a,b]"}), bad_input);
  EXPECT_EQ(host.run({"revision", "--rev-id", "x1", "-m", "[a, b]"}), done) << host.err;
  EXPECT_EQ(host.out, "revisions/x1_a_b.sql\n");
  EXPECT_THAT(host.files.read("revisions/x1_a_b.sql").value(), HasSubstr("-- [a, b]\n"));
}

}  // namespace sqlc::cli
