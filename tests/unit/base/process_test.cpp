#include "base/process.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <set>

#include "base/text.hpp"
#include "unit/base/temporary_directory.hpp"

namespace sqlc {

using testing::HasSubstr;

static Finished run_shell(const std::string& script, std::string input = {}) {
  Result<Finished> finished =
      run_process({.arguments = {"sh", "-c", script}, .input = std::move(input)});
  EXPECT_TRUE(finished.ok());
  return finished.ok() ? std::move(finished).value() : Finished{};
}

TEST(Process, KeepsTheStreamsApart) {
  const Finished finished = run_shell("cat; echo err >&2; exit 7", "in");
  EXPECT_EQ(finished.out, "in");
  EXPECT_EQ(finished.err, "err\n");
  EXPECT_EQ(finished.status, 7);
}

TEST(Process, PassesArgumentsAsTheyAre) {
  const Finished finished =
      run_process({.arguments = {"printf", "%s|", "a b", "", "$HOME;`id`", "'"}}).value();
  EXPECT_EQ(finished.out, "a b||$HOME;`id`|'|");
}

TEST(Process, MovesMuchBothWaysAtOnce) {
  const std::string input(5'000'000, 'x');
  const Finished finished = run_shell("tee /dev/stderr", input);
  EXPECT_TRUE(finished.out == input && finished.err == input);
}

TEST(Process, TakesAnyOrderOfReadingAndWriting) {
  const std::string input(1'000'000, 'x');
  const Finished finished =
      run_shell("head -c 2000000 /dev/zero >&2; head -c 2000000 /dev/zero; wc -c", input);
  EXPECT_EQ(finished.err.size(), 2'000'000U);
  EXPECT_EQ(finished.out.substr(2'000'000), "1000000\n");
}

TEST(Process, SurvivesAChildThatDoesNotRead) {
  const auto before = std::signal(SIGPIPE, SIG_DFL);
  const Finished finished = run_shell("exec <&-; echo done", std::string(1'000'000, 'x'));
  std::signal(SIGPIPE, before);
  EXPECT_EQ(finished.out, "done\n");
  sigset_t pending;
  sigpending(&pending);
  EXPECT_EQ(sigismember(&pending, SIGPIPE), 0);
}

TEST(Process, GivesTheChildOrdinarySignals) {
  // `yes` ends by SIGPIPE only where that is neither blocked nor ignored.
  const auto before = std::signal(SIGPIPE, SIG_IGN);
  const Finished finished = run_shell("(yes; echo $? >&2) | head -n 1");
  std::signal(SIGPIPE, before);
  EXPECT_EQ(finished.out, "y\n");
  EXPECT_EQ(finished.err, "141\n");
}

TEST(Process, ReportsSignals) { EXPECT_EQ(run_shell("kill -9 $$").status, 128 + 9); }

TEST(Process, RunsInADirectory) {
  const TemporaryDirectory directory;
  const Finished finished =
      run_process({.arguments = {"pwd", "-P"}, .working_directory = directory.path()}).value();
  EXPECT_EQ(finished.out, std::filesystem::canonical(directory.path()).string() + "\n");
}

TEST(Process, AddsToTheEnvironment) {
  ::setenv("SQLC_TEST_KEPT", "kept", 1);
  ::setenv("SQLC_TEST_REPLACED", "old", 1);
  ::setenv("SQLC_TEST_REPLACED_NOT", "kept", 1);
  const Finished finished =
      run_process({.arguments = {"sh", "-c", "env | grep ^SQLC_TEST_ | sort"},
                   .environment = {{"SQLC_TEST_REPLACED", "new=1"}, {"SQLC_TEST_ADDED", ""}}})
          .value();
  EXPECT_EQ(finished.out,
            "SQLC_TEST_ADDED=\nSQLC_TEST_KEPT=kept\nSQLC_TEST_REPLACED=new=1\n"
            "SQLC_TEST_REPLACED_NOT=kept\n");
}

TEST(Process, LeavesNoDescriptorsOpen) {
  const auto count = [] {
    const std::filesystem::directory_iterator entries("/proc/self/fd");
    return std::distance(begin(entries), end(entries));
  };
  run_shell("true");
  const auto before = count();
  for (int i = 0; i < 10; ++i) run_shell("true");
  EXPECT_EQ(count(), before);
}

TEST(Process, HandsDownNoDescriptorsOfItsOwn) {
  // `ls` has its three streams, one for the directory, and what this process itself inherited.
  std::set<int> expected = {0, 1, 2};
  for (int number = 3; number < 1024; ++number) {
    const int flags = ::fcntl(number, F_GETFD);
    if (flags >= 0 && (flags & FD_CLOEXEC) == 0) expected.insert(number);
  }
  for (int number = 3;; ++number) {
    if (expected.insert(number).second) break;
  }
  std::set<int> seen;
  const Finished finished = run_process({.arguments = {"ls", "/proc/self/fd"}}).value();
  for (const std::string_view line : split(trim(finished.out), '\n')) {
    seen.insert(std::stoi(std::string(line)));
  }
  EXPECT_EQ(seen, expected);
}

TEST(Process, WorksWithStandardInputClosed) {
  const int saved = ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 10);
  ::close(STDIN_FILENO);
  const Finished finished = run_shell("cat; echo e >&2", "in");
  if (saved >= 0) {
    ::dup2(saved, STDIN_FILENO);
    ::close(saved);
  }
  EXPECT_EQ(finished.out, "in");
  EXPECT_EQ(finished.err, "e\n");
}

TEST(Process, SaysWhyNothingWasStarted) {
  EXPECT_EQ(run_process({.arguments = {"/no/such/program"}}).error(),
            "cannot run `/no/such/program`: no such file or directory");
  EXPECT_EQ(run_process({.arguments = {"true"}, .working_directory = "/no/where"}).error(),
            "cannot run `true` in `/no/where`: no such file or directory");
  EXPECT_EQ(run_process({.arguments = {"true"}, .working_directory = "/dev/null"}).error(),
            "cannot run `true` in `/dev/null`: not a directory");
  EXPECT_EQ(run_process({.arguments = {"/etc/passwd"}}).error(),
            "cannot run `/etc/passwd`: permission denied");
  EXPECT_FALSE(run_process({.arguments = {}}).ok());
}

}  // namespace sqlc
