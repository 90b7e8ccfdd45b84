#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <thread>

#include "base/file_system.hpp"
#include "unit/base/temporary_directory.hpp"

namespace sqlc {

using testing::ElementsAre;
using testing::HasSubstr;

static mode_t mode_of(const std::string& path) {
  struct stat status = {};
  EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
  return status.st_mode & 07777U;
}

static std::size_t entries_of(const std::string& directory) {
  const std::filesystem::directory_iterator entries(directory);
  return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
}

TEST(RealFileSystem, GivesNewFilesTheUsualMode) {
  const TemporaryDirectory directory;
  RealFileSystem files;
  const mode_t mask = ::umask(027);
  EXPECT_TRUE(files.write(directory / "a", "x").ok());
  ::umask(mask);
  EXPECT_EQ(mode_of(directory / "a"), 0640U);
}

TEST(RealFileSystem, KeepsTheModeOfAnExistingFile) {
  const TemporaryDirectory directory;
  RealFileSystem files;
  ASSERT_TRUE(files.write(directory / "a", "x").ok());
  for (const mode_t mode : {0600U, 0755U, 0666U}) {
    ASSERT_EQ(::chmod((directory / "a").c_str(), mode), 0);
    ASSERT_TRUE(files.write(directory / "a", "y").ok());
    EXPECT_EQ(mode_of(directory / "a"), mode);
  }
  EXPECT_EQ(entries_of(directory.path()), 1U);
}

TEST(RealFileSystem, WritesThroughLinks) {
  const TemporaryDirectory directory;
  RealFileSystem files;
  ASSERT_TRUE(files.make_directory(directory / "d").ok());
  std::filesystem::create_symlink("d/target", directory / "link");
  std::filesystem::create_symlink(directory / "link", directory / "link2");
  for (const std::string text : {"new", "again"}) {
    ASSERT_TRUE(files.write(directory / "link2", text).ok());
    EXPECT_TRUE(std::filesystem::is_symlink(directory / "link2"));
    EXPECT_TRUE(std::filesystem::is_symlink(directory / "link"));
    EXPECT_FALSE(std::filesystem::is_symlink(directory / "d/target"));
    EXPECT_EQ(files.read(directory / "d/target").value(), text);
  }
  std::filesystem::create_symlink("round", directory / "round");
  EXPECT_THAT(files.write(directory / "round", "").error(), HasSubstr("symbolic links"));
}

TEST(RealFileSystem, ListsLinksToFilesAndToNothing) {
  const TemporaryDirectory directory;
  RealFileSystem files;
  ASSERT_TRUE(files.make_directory(directory / "d").ok());
  ASSERT_TRUE(files.write(directory / "d/a", "").ok());
  std::filesystem::create_symlink("d/a", directory / "file");
  std::filesystem::create_symlink("d", directory / "folder");
  std::filesystem::create_symlink("nowhere", directory / "broken");
  ASSERT_EQ(::mkfifo((directory / "fifo").c_str(), 0600), 0);
  EXPECT_THAT(files.list(directory.path(), true).value(),
              ElementsAre(directory / "broken", directory / "file", directory / "d/a"));
  EXPECT_FALSE(files.read(directory / "broken").ok());
}

TEST(RealFileSystem, LeavesTheOldFileWhenWritingFails) {
  const TemporaryDirectory directory;
  RealFileSystem files;
  ASSERT_TRUE(files.write(directory / "a", "old").ok());
  rlimit before = {};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit small = {.rlim_cur = 1000, .rlim_max = before.rlim_max};
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const Status status = files.write(directory / "a", std::string(5000, 'x'));
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, handler);
  ASSERT_FALSE(status.ok());
  EXPECT_THAT(status.error(), HasSubstr("file too large"));
  EXPECT_EQ(files.read(directory / "a").value(), "old");
  EXPECT_EQ(entries_of(directory.path()), 1U);
}

TEST(RealFileSystem, RefusesWhatMayNotBeWritten) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write anything";
  const TemporaryDirectory directory;
  RealFileSystem files;
  ASSERT_TRUE(files.write(directory / "a", "old").ok());
  ASSERT_EQ(::chmod((directory / "a").c_str(), 0400), 0);
  EXPECT_THAT(files.write(directory / "a", "new").error(), HasSubstr("permission denied"));
  EXPECT_EQ(files.read(directory / "a").value(), "old");
}

TEST(RealFileSystem, WritesAndReadsPipes) {
  const TemporaryDirectory directory;
  const std::string path = directory / "fifo";
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  const std::string text(1000000, 'x');
  Status written = Failure{"not yet"};
  std::thread writer([&] { written = RealFileSystem().write(path, text); });
  const Result<std::string> read = RealFileSystem().read(path);
  writer.join();
  EXPECT_TRUE(written.ok());
  EXPECT_EQ(read.value(), text);
  struct stat status = {};
  EXPECT_TRUE(::stat(path.c_str(), &status) == 0 && S_ISFIFO(status.st_mode));
}

TEST(RealFileSystem, WritesToDescriptorsWhereTheyStand) {
  const TemporaryDirectory directory;
  RealFileSystem files;
  const int file = ::open((directory / "a").c_str(), O_WRONLY | O_CREAT, 0600);
  ASSERT_GE(file, 0);
  ASSERT_EQ(::write(file, "one ", 4), 4);
  for (const std::string folder : {"/dev/fd/", "/proc/self/fd/"}) {
    EXPECT_TRUE(files.write(folder + std::to_string(file), "two ").ok());
  }
  ASSERT_EQ(::write(file, "three", 5), 5);
  ::close(file);
  EXPECT_EQ(files.read(directory / "a").value(), "one two two three");
  EXPECT_TRUE(files.write("/dev/null", "x").ok());
  EXPECT_THAT(files.write("/dev/full", "x").error(), HasSubstr("no space left on device"));
  EXPECT_THAT(files.write("/dev/fd/987654", "x").error(), HasSubstr("bad file descriptor"));
}

TEST(RealFileSystem, ReadsFilesWhoseSizeIsNotKnown) {
  EXPECT_THAT(RealFileSystem().read("/proc/self/status").value(), HasSubstr("Name:"));
  EXPECT_EQ(RealFileSystem().read("/dev/null").value(), "");
}

TEST(RealFileSystem, CountsRelativePathsFromTheWorkingDirectory) {
  const TemporaryDirectory directory;
  RealFileSystem files;
  const std::string before = files.working_directory();
  EXPECT_EQ(before, std::filesystem::current_path().string());
  ASSERT_EQ(::chdir(directory.path().c_str()), 0);
  EXPECT_TRUE(files.make_directory("d").ok());
  EXPECT_TRUE(files.write("a", "x").ok());
  EXPECT_TRUE(files.write("d/b", "y").ok());
  EXPECT_THAT(files.list("", true).value(), ElementsAre("a", "d/b"));
  EXPECT_THAT(files.list(".", true).value(), ElementsAre("./a", "./d/b"));
  ASSERT_EQ(::chdir(before.c_str()), 0);
}

}  // namespace sqlc
