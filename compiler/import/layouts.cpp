#include <unordered_set>

#include "import/import.hpp"

namespace sqlc::import {

const std::vector<const Layout*>& layouts() {
  static const std::vector<const Layout*> all = {
#define SQLC_LAYOUT(variable) &variable,
#include "import/layouts.def"
#undef SQLC_LAYOUT
  };
  return all;
}

std::vector<std::pair<std::string, std::string>> revision_files(const ImportResult& result,
                                                                std::string_view file_template,
                                                                std::size_t slug_length) {
  std::vector<std::pair<std::string, std::string>> files;
  std::unordered_set<std::string> used;
  for (const Imported& imported : result.revisions) {
    std::string name = history::file_name(file_template, imported.draft, slug_length);
    if (!used.insert(name).second) {
      const std::size_t slash = name.rfind('/');
      name.insert(slash == std::string::npos ? 0 : slash + 1, imported.draft.id + "_");
      used.insert(name);
    }
    files.emplace_back(std::move(name), history::write_revision(imported.draft));
  }
  return files;
}

}  // namespace sqlc::import
