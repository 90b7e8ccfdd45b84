#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file_system.hpp"
#include "import/import.hpp"

namespace sqlc::import {

using Files = std::vector<std::pair<std::string, std::string>>;

/// One import of files in memory.
struct Import {
  MemoryFileSystem files;
  std::vector<std::unique_ptr<Source>> sources;
  Diagnostics diagnostics;
  std::optional<ImportResult> result;

  Import(const Layout& layout, const Files& contents, bool skip = false,
         std::vector<std::pair<std::string, std::string>> extra = {}) {
    for (const auto& [path, text] : contents) EXPECT_TRUE(files.write("db/" + path, text));
    const ImportOptions options{.directory = "db", .skip = skip, .extra = std::move(extra)};
    result = layout.read(files, options, sources, diagnostics);
  }

  [[nodiscard]] const history::Draft& draft(std::size_t at) const {
    return result->revisions.at(at).draft;
  }
  [[nodiscard]] std::vector<std::string> ids() const {
    std::vector<std::string> all;
    for (const Imported& imported : result->revisions) all.push_back(imported.draft.id);
    return all;
  }
  /// "origin:line:column reason" of each thing not taken.
  [[nodiscard]] std::vector<std::string> refused() const {
    std::vector<std::string> all;
    for (const NotTaken& item : result->not_taken) {
      std::string place;
      if (item.place.source != nullptr) {
        const Place at = place_of(*item.place.source, item.place.begin);
        place = ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
      }
      all.push_back(item.origin + place + " " + item.reason);
    }
    return all;
  }
  [[nodiscard]] std::vector<std::string> messages() const {
    std::vector<std::string> all;
    for (const Diagnostic& item : diagnostics.items()) all.push_back(item.message);
    return all;
  }
};

using Texts = std::vector<std::string>;

}  // namespace sqlc::import
