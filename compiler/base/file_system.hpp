#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace sqlc {

/// All that the compiler asks of files. Paths are as the user wrote them, relative ones to the
/// working directory. The const members may be called from several threads at once. A Failure reads
/// "cannot read `a/b.sql`: no such file or directory".
class FileSystem {
 public:
  virtual ~FileSystem() = default;
  [[nodiscard]] virtual Result<std::string> read(const std::string& path) const = 0;
  /// Writes the whole file or leaves what was there: a temporary file beside it, then rename. An
  /// existing file keeps its mode; a symbolic link stays and its target is written. What is no
  /// regular file (a pipe, /dev/stdout) is written straight. The directory has to be there.
  virtual Status write(const std::string& path, std::string_view text) = 0;
  /// Makes the directory and its parents; no error when it is there.
  virtual Status make_directory(const std::string& path) = 0;
  /// Regular files below the directory (sub-folders included when `recursive`), as paths that start
  /// with `directory` (empty: the working directory, and the paths start with nothing). Hidden
  /// files and folders (a leading dot) are left out; a link to a file counts, one to a folder does
  /// not.
  ///
  /// The order is the one in which Alembic loads version files: a folder's own files, sorted by the
  /// bytes of their names, then its sub-folders, sorted likewise, each in this order again.
  [[nodiscard]] virtual Result<std::vector<std::string>> list(const std::string& directory,
                                                              bool recursive) const = 0;
  [[nodiscard]] virtual bool exists(const std::string& path) const = 0;
  [[nodiscard]] virtual bool is_directory(const std::string& path) const = 0;
  /// Absolute path of the working directory.
  [[nodiscard]] virtual std::string working_directory() const = 0;
};

/// The machine's own files.
class RealFileSystem final : public FileSystem {
 public:
  [[nodiscard]] Result<std::string> read(const std::string& path) const override;
  Status write(const std::string& path, std::string_view text) override;
  Status make_directory(const std::string& path) override;
  [[nodiscard]] Result<std::vector<std::string>> list(const std::string& directory,
                                                      bool recursive) const override;
  [[nodiscard]] bool exists(const std::string& path) const override;
  [[nodiscard]] bool is_directory(const std::string& path) const override;
  [[nodiscard]] std::string working_directory() const override;
};

/// What a MemoryFileSystem does when the folder of a file to write is not there.
enum class MissingFolder { Made, Refused };

/// Files in memory, for tests; the working directory is `/project`. Folders of written files come
/// to be by themselves unless asked to behave as a real file system does.
class MemoryFileSystem final : public FileSystem {
 public:
  explicit MemoryFileSystem(MissingFolder missing_folder = MissingFolder::Made);

  [[nodiscard]] Result<std::string> read(const std::string& path) const override;
  Status write(const std::string& path, std::string_view text) override;
  Status make_directory(const std::string& path) override;
  [[nodiscard]] Result<std::vector<std::string>> list(const std::string& directory,
                                                      bool recursive) const override;
  [[nodiscard]] bool exists(const std::string& path) const override;
  [[nodiscard]] bool is_directory(const std::string& path) const override;
  [[nodiscard]] std::string working_directory() const override { return "/project"; }

  /// Every file, by absolute normalised path.
  [[nodiscard]] const std::map<std::string, std::string>& files() const { return files_; }

 private:
  MissingFolder missing_folder_;
  std::map<std::string, std::string> files_;
  std::set<std::string> directories_;
};

/// An absolute path without `.`, `..` and doubled slashes, by its letters alone (links are not
/// looked at): "/project/a/../b//c" is "/project/b/c".
[[nodiscard]] std::string normalize_path(const std::string& path,
                                         const std::string& working_directory);

/// "revisions" and "a.sql" give "revisions/a.sql"; an empty directory adds nothing.
[[nodiscard]] std::string join_path(const std::string& directory, std::string_view name);

}  // namespace sqlc
