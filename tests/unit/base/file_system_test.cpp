// What both file systems promise; the tests of each one's own are in its own file.
#include "base/file_system.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "unit/base/temporary_directory.hpp"

namespace sqlc {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

enum class Which { Real, Memory };

class FileSystemTest : public testing::TestWithParam<Which> {
 protected:
  FileSystemTest() {
    if (GetParam() == Which::Memory) {
      files_ = std::make_unique<MemoryFileSystem>(MissingFolder::Refused);
      EXPECT_TRUE(files_->make_directory(directory_.path()).ok());
    } else {
      files_ = std::make_unique<RealFileSystem>();
    }
  }

  /// Writes files of these names, folders made first.
  void make(const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      const std::string path = directory_ / name;
      ASSERT_TRUE(files_->make_directory(path.substr(0, path.rfind('/'))).ok());
      ASSERT_TRUE(files_->write(path, name).ok());
    }
  }

  /// The listed paths without the directory's own.
  std::vector<std::string> listed(bool recursive) {
    std::vector<std::string> paths = files_->list(directory_.path(), recursive).value();
    for (std::string& path : paths) {
      EXPECT_TRUE(path.starts_with(directory_.path() + "/")) << path;
      path.erase(0, directory_.path().size() + 1);
    }
    return paths;
  }

  TemporaryDirectory directory_;
  std::unique_ptr<FileSystem> files_;
};

INSTANTIATE_TEST_SUITE_P(, FileSystemTest, testing::Values(Which::Real, Which::Memory),
                         [](const auto& param) {
                           return param.param == Which::Real ? "Real" : "Memory";
                         });

TEST_P(FileSystemTest, ReadsWhatWasWritten) {
  const std::string texts[] = {"", "a", std::string("\0\xFF\r\n", 4), std::string(300000, 'x')};
  for (const std::string& text : texts) {
    ASSERT_TRUE(files_->write(directory_ / "a.sql", text).ok());
    EXPECT_EQ(files_->read(directory_ / "a.sql").value(), text);
  }
  EXPECT_THAT(listed(true), ElementsAre("a.sql"));
}

TEST_P(FileSystemTest, SaysWhyAFileCannotBeRead) {
  EXPECT_EQ(files_->read(directory_ / "no").error(),
            "cannot read `" + (directory_ / "no") + "`: no such file or directory");
  EXPECT_THAT(files_->read(directory_.path()).error(), HasSubstr("is a directory"));
}

TEST_P(FileSystemTest, SaysWhyAFileCannotBeWritten) {
  EXPECT_EQ(files_->write(directory_ / "no/a", "").error(),
            "cannot write `" + (directory_ / "no/a") + "`: no such file or directory");
  EXPECT_THAT(files_->write(directory_.path(), "").error(), HasSubstr("is a directory"));
  make({"a"});
  EXPECT_THAT(files_->write(directory_ / "a/b", "").error(), HasSubstr("not a directory"));
  EXPECT_EQ(files_->read(directory_ / "a").value(), "a");
}

TEST_P(FileSystemTest, MakesDirectories) {
  const std::string deep = directory_ / "a/b/c";
  EXPECT_FALSE(files_->exists(deep));
  ASSERT_TRUE(files_->make_directory(deep).ok());
  ASSERT_TRUE(files_->make_directory(deep + "/").ok());
  EXPECT_TRUE(files_->is_directory(deep));
  EXPECT_TRUE(files_->exists(directory_ / "a/b"));
  make({"a/file"});
  EXPECT_TRUE(files_->exists(directory_ / "a/file"));
  EXPECT_FALSE(files_->is_directory(directory_ / "a/file"));
  EXPECT_THAT(files_->make_directory(directory_ / "a/file").error(), HasSubstr("not a directory"));
  EXPECT_THAT(files_->make_directory(directory_ / "a/file/x").error(),
              HasSubstr("not a directory"));
}

TEST_P(FileSystemTest, ListsFilesBeforeFoldersAndBothByBytes) {
  make({"b.sql", "a/z.sql", "a/b/c.sql", "B.sql", "a.sql", "\u00e9.sql", "a-b/x.sql", "a/a.sql",
        ".hidden", ".git/config", "a/.x/y", "a/b.sql"});
  EXPECT_THAT(listed(true), ElementsAre("B.sql", "a.sql", "b.sql", "\u00e9.sql", "a/a.sql",
                                        "a/b.sql", "a/z.sql", "a/b/c.sql", "a-b/x.sql"));
  EXPECT_THAT(listed(false), ElementsAre("B.sql", "a.sql", "b.sql", "\u00e9.sql"));
}

TEST_P(FileSystemTest, ListsNothingOrSaysWhy) {
  EXPECT_THAT(listed(true), IsEmpty());
  EXPECT_EQ(files_->list(directory_ / "no", true).error(),
            "cannot list `" + (directory_ / "no") + "`: no such file or directory");
  make({"a"});
  EXPECT_THAT(files_->list(directory_ / "a", true).error(), HasSubstr("not a directory"));
}

TEST_P(FileSystemTest, KeepsTheDirectoryAsItWasWritten) {
  make({"a/b"});
  const std::string around = directory_ / "a/../a/";
  EXPECT_THAT(files_->list(around, true).value(), ElementsAre(around + "b"));
}

TEST(Paths, Normalize) {
  const std::pair<std::string, std::string> cases[] = {
      {"", "/w"},     {".", "/w"},       {"a", "/w/a"},           {"./a//b/", "/w/a/b"},
      {"../x", "/x"}, {"../../x", "/x"}, {"/a/./b/../c", "/a/c"}, {"/", "/"},
      {"/..", "/"},   {"a/..", "/w"},    {"..a", "/w/..a"},
  };
  for (const auto& [path, expected] : cases)
    EXPECT_EQ(normalize_path(path, "/w"), expected) << path;
}

TEST(Paths, Join) {
  EXPECT_EQ(join_path("", "a"), "a");
  EXPECT_EQ(join_path("d", "a"), "d/a");
  EXPECT_EQ(join_path("d/", "a"), "d/a");
  EXPECT_EQ(join_path("/", "a"), "/a");
}

TEST(MemoryFileSystem, StandsInTheProject) {
  MemoryFileSystem files;
  ASSERT_TRUE(files.write("a/./b.sql", "x").ok());
  EXPECT_EQ(files.read("/project/a/b.sql").value(), "x");
  EXPECT_TRUE(files.is_directory("a"));
  EXPECT_TRUE(files.is_directory(files.working_directory()));
  EXPECT_THAT(files.list("", true).value(), ElementsAre("a/b.sql"));
  EXPECT_THAT(files.list(".", true).value(), ElementsAre("./a/b.sql"));
  EXPECT_THAT(files.list("/", true).value(), ElementsAre("/project/a/b.sql"));
  EXPECT_THAT(files.files(), ElementsAre(testing::Pair("/project/a/b.sql", "x")));
}

TEST(MemoryFileSystem, MakesFoldersUnlessAskedNotTo) {
  MemoryFileSystem lenient;
  EXPECT_TRUE(lenient.write("a/b/c", "").ok());
  EXPECT_FALSE(lenient.write("a/b/c/d", "").ok());
  MemoryFileSystem strict(MissingFolder::Refused);
  EXPECT_FALSE(strict.write("a/b", "").ok());
  EXPECT_TRUE(strict.write("b", "").ok());
}

}  // namespace sqlc
