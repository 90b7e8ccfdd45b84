// Prisma (prisma.io): a folder a migration, `20240102030405_name/migration.sql`, in the order of
// the folders' names. There is no way down.

#include <fmt/format.h>

#include <algorithm>

#include "import/names.hpp"
#include "import/take_over.hpp"

namespace sqlc::import {

struct PrismaFolder {
  std::string_view name;
  std::string path;
};

/// The number before the first `_`, unless another folder has it too: then the whole name.
static std::string id_of(std::size_t at, const std::vector<PrismaFolder>& folders) {
  const auto numbered = numbered_name(folders[at].name);
  if (!numbered) return as_id(folders[at].name);
  const auto same = [&](std::size_t other) {
    if (other >= folders.size()) return false;
    const auto name = numbered_name(folders[other].name);
    return name && name->version == numbered->version;
  };
  if ((at > 0 && same(at - 1)) || same(at + 1)) return as_id(folders[at].name);
  return std::string(numbered->version);
}

static void take_folder(std::size_t at, const std::vector<PrismaFolder>& folders,
                        TakeOver& take_over) {
  const PrismaFolder& folder = folders[at];
  const Source* source = take_over.load(folder.path);
  if (source == nullptr) return;
  const auto numbered = numbered_name(folder.name);
  take_over.take({.origin = folder.path,
                  .id = id_of(at, folders),
                  .message = message_of(numbered ? numbered->rest : folder.name),
                  .create_date = date_of_version(leading_digits(folder.name)),
                  .up = ForeignText(*source)});
}

/// migration_lock.toml names the database: `provider = "postgresql"`.
static void check_provider(const std::string& path, TakeOver& take_over) {
  const Source* lock = take_over.load(path);
  if (lock == nullptr) return;
  const std::size_t key = lock->text.find("provider");
  if (key == std::string::npos) return;
  const std::size_t line_end = std::min(lock->text.find('\n', key), lock->text.size());
  const std::string_view line = std::string_view(lock->text).substr(key, line_end - key);
  if (line.find("postgres") != std::string_view::npos ||
      line.find("cockroach") != std::string_view::npos) {
    return;
  }
  take_over.refuse(path, "the migrations are for another database",
                   {lock, static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(line_end)});
}

static std::optional<ImportResult> read_prisma(const FileSystem& files,
                                               const ImportOptions& options,
                                               std::vector<std::unique_ptr<Source>>& sources,
                                               Diagnostics& diagnostics) {
  TakeOver take_over(prisma, files, options, sources, diagnostics);
  const auto paths = take_over.list(true);
  if (!paths) return std::nullopt;
  std::vector<PrismaFolder> folders;
  for (const std::string& path : *paths) {
    const std::string_view below = take_over.relative(path);
    if (below == "migration_lock.toml") check_provider(path, take_over);
    const std::string_view folder = parent_path(below);
    if (base_name(below) != "migration.sql" || folder.empty()) continue;
    if (folder.find('/') == std::string_view::npos) folders.push_back({folder, path});
  }
  std::sort(folders.begin(), folders.end(),
            [](const PrismaFolder& a, const PrismaFolder& b) { return a.name < b.name; });
  for (std::size_t at = 0; at < folders.size(); ++at) take_folder(at, folders, take_over);
  return take_over.finish();
}

const Layout prisma = {.name = "prisma",
                       .summary = "20240102030405_name/migration.sql",
                       .options = "",
                       .read = read_prisma};

}  // namespace sqlc::import
