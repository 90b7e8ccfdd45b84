#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <memory>
#include <optional>

#include "base/descriptor.hpp"
#include "base/file_system.hpp"

namespace sqlc {

static Failure failure(std::string_view action, const std::string& path, int error) {
  return {fmt::format("cannot {} `{}`: {}", action, path, system_error_text(error))};
}

/// Everything from a descriptor. A regular file of `size` bytes takes one call.
static bool read_all(int descriptor, std::size_t size, bool regular, std::string& text) {
  text.resize(size + 1);
  for (std::size_t filled = 0;;) {
    const std::size_t space = text.size() - filled;
    const ssize_t count = ::read(descriptor, text.data() + filled, space);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    filled += static_cast<std::size_t>(count);
    // Less than there was space for is the end in a regular file; a pipe ends with nothing.
    if (count == 0 || (regular && filled < text.size())) {
      text.resize(filled);
      return true;
    }
    if (filled == text.size()) text.resize(std::max<std::size_t>(text.size() * 2, 65536));
  }
}

Result<std::string> RealFileSystem::read(const std::string& path) const {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status = {};
  if (!file.open() || ::fstat(file.number(), &status) != 0) return failure("read", path, errno);
  std::string text;
  const bool regular = S_ISREG(status.st_mode) && status.st_size > 0;  // /proc says 0
  const std::size_t size = regular ? static_cast<std::size_t>(status.st_size) : 4095;
  if (!read_all(file.number(), size, regular, text)) return failure("read", path, errno);
  return text;
}

/// The descriptor that a path such as /dev/stdout or /dev/fd/3 names. Opening the path instead
/// would start over at the beginning of a file that standard output was redirected to.
static std::optional<int> named_descriptor(const std::string& path) {
  if (path == "/dev/stdout") return STDOUT_FILENO;
  if (path == "/dev/stderr") return STDERR_FILENO;
  for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
    if (!path.starts_with(folder)) continue;
    const std::string digits = path.substr(folder.size());
    const bool number = !digits.empty() && digits.size() < 8 &&
                        digits.find_first_not_of("0123456789") == std::string::npos;
    if (number) return std::atoi(digits.c_str());
  }
  return std::nullopt;
}

static Status write_straight(const std::string& path, std::string_view text) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
  const bool written = file.open() && write_all(file.number(), text) && file.reset();
  if (!written) return failure("write", path, errno);
  return std::monostate{};
}

/// What a path that may be a link stands for in the end, whether that exists or not; nothing, with
/// errno, when the links go round.
static std::optional<std::string> follow_links(std::string path) {
  for (int hops = 0; hops < 40; ++hops) {
    char target[PATH_MAX];
    const ssize_t size = ::readlink(path.c_str(), target, sizeof(target));
    if (size < 0) return path;
    const std::string name(target, static_cast<std::size_t>(size));
    const std::size_t slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash + 1);
    path = name.starts_with('/') ? name : folder + name;
  }
  errno = ELOOP;
  return std::nullopt;
}

/// A new file in the folder of `target`, removed again unless it was moved into its place.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& target) {
    static std::atomic<unsigned> counter = 0;
    const std::size_t slash = target.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : target.substr(0, slash + 1);
    do {
      name_ = fmt::format("{}.sqlc-{}-{}.tmp", folder, ::getpid(), counter++);
      file_ = Descriptor(::open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    } while (!file_.open() && errno == EEXIST);
    if (!file_.open()) name_.clear();
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    if (!name_.empty()) ::unlink(name_.c_str());
  }

  /// Gives the new file an old one's mode, and its owner where that is allowed.
  [[nodiscard]] bool take_after(const struct stat& old) {
    if (::fchown(file_.number(), old.st_uid, old.st_gid) != 0 && errno != EPERM) return false;
    return ::fchmod(file_.number(), old.st_mode & 07777U) == 0;
  }

  [[nodiscard]] bool open() const { return file_.open(); }
  [[nodiscard]] bool fill(std::string_view text) {
    return write_all(file_.number(), text) && ::fsync(file_.number()) == 0 && file_.reset();
  }
  [[nodiscard]] bool move_to(const std::string& target) {
    if (::rename(name_.c_str(), target.c_str()) != 0) return false;
    name_.clear();
    return true;
  }

 private:
  std::string name_;
  Descriptor file_;
};

/// Makes a rename in the file's folder last through a power cut, where the file system can.
static void sync_folder(const std::string& target) {
  const std::size_t slash = target.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : target.substr(0, slash + 1);
  const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.open()) ::fsync(directory.number());
}

Status RealFileSystem::write(const std::string& path, std::string_view text) {
  if (const std::optional<int> descriptor = named_descriptor(path)) {
    if (!write_all(*descriptor, text)) return failure("write", path, errno);
    return std::monostate{};
  }
  struct stat old = {};
  const bool exists = ::stat(path.c_str(), &old) == 0;
  if (!exists && errno != ENOENT) return failure("write", path, errno);
  if (exists && !S_ISREG(old.st_mode)) return write_straight(path, text);
  // A file that may not be written stays as it is, although its folder would let it be replaced.
  if (exists && ::access(path.c_str(), W_OK) != 0) return failure("write", path, errno);
  const std::optional<std::string> target = follow_links(path);
  if (!target) return failure("write", path, errno);
  TemporaryFile file(*target);
  if (!file.open()) return failure("write", path, errno);
  if (exists && !file.take_after(old)) return failure("write", path, errno);
  if (!file.fill(text) || !file.move_to(*target)) return failure("write", path, errno);
  sync_folder(*target);
  return std::monostate{};
}

Status RealFileSystem::make_directory(const std::string& path) {
  for (std::size_t end = 0; end != std::string::npos;) {
    end = path.find('/', end + 1);
    const std::string part = path.substr(0, end);
    if (::mkdir(part.c_str(), 0777) != 0 && !is_directory(part)) {
      return failure("make the directory", path, errno == EEXIST ? ENOTDIR : errno);
    }
  }
  return std::monostate{};
}

enum class Kind { File, Directory, Other };

/// What an entry is; links to files count as files. Looks at the file only where readdir did not
/// say.
static Kind kind_of(const dirent& entry, int folder) {
  if (entry.d_type == DT_REG) return Kind::File;
  if (entry.d_type == DT_DIR) return Kind::Directory;
  if (entry.d_type != DT_LNK && entry.d_type != DT_UNKNOWN) return Kind::Other;
  struct stat status = {};
  if (::fstatat(folder, entry.d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) return Kind::Other;
  if (S_ISDIR(status.st_mode)) return Kind::Directory;
  // A link to nothing is listed, so that reading it says what is wrong.
  if (S_ISLNK(status.st_mode) && ::fstatat(folder, entry.d_name, &status, 0) != 0) {
    return Kind::File;
  }
  return S_ISREG(status.st_mode) ? Kind::File : Kind::Other;
}

struct CloseDirectory {
  void operator()(DIR* directory) const noexcept { ::closedir(directory); }
};

/// Adds the folder's files, then those of its sub-folders. False, with errno, on an error.
static bool list_into(const std::string& directory, bool recursive,
                      std::vector<std::string>& paths) {
  const std::string opened = directory.empty() ? "." : directory;
  const std::unique_ptr<DIR, CloseDirectory> stream(::opendir(opened.c_str()));
  if (stream == nullptr) return false;
  std::vector<std::string> files;
  std::vector<std::string> folders;
  for (;;) {
    errno = 0;
    const dirent* entry = ::readdir(stream.get());
    if (entry == nullptr) break;
    if (entry->d_name[0] == '.') continue;
    const Kind kind = kind_of(*entry, ::dirfd(stream.get()));
    if (kind == Kind::File) files.push_back(join_path(directory, entry->d_name));
    if (kind == Kind::Directory) folders.push_back(join_path(directory, entry->d_name));
  }
  if (errno != 0) return false;
  std::sort(files.begin(), files.end());
  std::sort(folders.begin(), folders.end());
  std::move(files.begin(), files.end(), std::back_inserter(paths));
  return !recursive || std::all_of(folders.begin(), folders.end(), [&](const std::string& folder) {
    return list_into(folder, recursive, paths);
  });
}

Result<std::vector<std::string>> RealFileSystem::list(const std::string& directory,
                                                      bool recursive) const {
  std::vector<std::string> paths;
  if (!list_into(directory, recursive, paths)) return failure("list", directory, errno);
  return paths;
}

bool RealFileSystem::exists(const std::string& path) const {
  struct stat status = {};
  return ::stat(path.c_str(), &status) == 0;
}

bool RealFileSystem::is_directory(const std::string& path) const {
  struct stat status = {};
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

std::string RealFileSystem::working_directory() const {
  const std::unique_ptr<char, decltype(&::free)> path(::getcwd(nullptr, 0), &::free);
  return path == nullptr ? "/" : path.get();
}

}  // namespace sqlc
