#include <fmt/format.h>

#include <algorithm>

#include "base/file_system.hpp"
#include "base/text.hpp"

namespace sqlc {

std::string normalize_path(const std::string& path, const std::string& working_directory) {
  const std::string absolute = path.starts_with('/') ? path : working_directory + "/" + path;
  std::string result;
  for (const std::string_view part : split(absolute, '/')) {
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      result.resize(result.empty() ? 0 : result.rfind('/'));
    } else {
      result.append("/").append(part);
    }
  }
  return result.empty() ? "/" : result;
}

std::string join_path(const std::string& directory, std::string_view name) {
  std::string path = directory;
  if (!path.empty() && !path.ends_with('/')) path.push_back('/');
  return path.append(name);
}

static std::string parent_of(const std::string& absolute) {
  return absolute.substr(0, std::max<std::size_t>(absolute.rfind('/'), 1));
}

static Failure failure(std::string_view action, const std::string& path, std::string_view reason) {
  return {fmt::format("cannot {} `{}`: {}", action, path, reason)};
}

MemoryFileSystem::MemoryFileSystem(MissingFolder missing_folder)
    : missing_folder_(missing_folder), directories_{"/", "/project"} {}

Result<std::string> MemoryFileSystem::read(const std::string& path) const {
  const std::string absolute = normalize_path(path, working_directory());
  if (directories_.contains(absolute)) return failure("read", path, "is a directory");
  const auto found = files_.find(absolute);
  if (found == files_.end()) return failure("read", path, "no such file or directory");
  return found->second;
}

Status MemoryFileSystem::write(const std::string& path, std::string_view text) {
  const std::string absolute = normalize_path(path, working_directory());
  if (path.ends_with('/') || directories_.contains(absolute)) {
    return failure("write", path, "is a directory");
  }
  const std::string parent = parent_of(absolute);
  if (missing_folder_ == MissingFolder::Made) {
    if (!make_directory(parent).ok()) return failure("write", path, "not a directory");
  }
  if (files_.contains(parent)) return failure("write", path, "not a directory");
  if (!directories_.contains(parent)) return failure("write", path, "no such file or directory");
  files_[absolute] = text;
  return std::monostate{};
}

Status MemoryFileSystem::make_directory(const std::string& path) {
  std::string absolute = normalize_path(path, working_directory());
  std::vector<std::string> missing;
  for (; !directories_.contains(absolute); absolute = parent_of(absolute)) {
    if (files_.contains(absolute)) return failure("make the directory", path, "not a directory");
    missing.push_back(absolute);
  }
  directories_.insert(missing.begin(), missing.end());
  return std::monostate{};
}

/// Whether the path below a listed folder comes earlier: files before sub-folders, then by bytes.
static bool loads_before(std::string_view a, std::string_view b) {
  for (;;) {
    const std::size_t end_a = a.find('/');
    const std::size_t end_b = b.find('/');
    const bool file_a = end_a == std::string_view::npos;
    const bool file_b = end_b == std::string_view::npos;
    if (file_a != file_b) return file_a;
    if (file_a || a.substr(0, end_a) != b.substr(0, end_b)) {
      return a.substr(0, end_a) < b.substr(0, end_b);
    }
    a.remove_prefix(end_a + 1);
    b.remove_prefix(end_b + 1);
  }
}

Result<std::vector<std::string>> MemoryFileSystem::list(const std::string& directory,
                                                        bool recursive) const {
  const std::string absolute = normalize_path(directory, working_directory());
  if (files_.contains(absolute)) return failure("list", directory, "not a directory");
  if (!directories_.contains(absolute)) {
    return failure("list", directory, "no such file or directory");
  }
  const std::string prefix = absolute == "/" ? absolute : absolute + "/";
  std::vector<std::string> paths;
  for (auto file = files_.lower_bound(prefix); file != files_.end(); ++file) {
    if (!file->first.starts_with(prefix)) break;
    const std::string_view below = std::string_view(file->first).substr(prefix.size());
    const bool hidden = below.starts_with('.') || below.find("/.") != std::string_view::npos;
    const bool deeper = below.find('/') != std::string_view::npos;
    if (!hidden && (recursive || !deeper)) paths.emplace_back(below);
  }
  std::sort(paths.begin(), paths.end(), loads_before);
  for (std::string& path : paths) path = join_path(directory, path);
  return paths;
}

bool MemoryFileSystem::exists(const std::string& path) const {
  const std::string absolute = normalize_path(path, working_directory());
  return files_.contains(absolute) || directories_.contains(absolute);
}

bool MemoryFileSystem::is_directory(const std::string& path) const {
  return directories_.contains(normalize_path(path, working_directory()));
}

}  // namespace sqlc
