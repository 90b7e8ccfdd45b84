// dbmate (github.com/amacneil/dbmate): `20240102030405_name.sql` with both directions, in the order
// of the file names.

#include <algorithm>

#include "import/annotated.hpp"
#include "import/names.hpp"
#include "import/take_over.hpp"

namespace sqlc::import {

static Annotation classify(std::string_view line) {
  const auto words = annotation_words(line, "migrate:");
  if (!words) return Annotation::None;
  // Options such as transaction:false follow; whether the SQL needs none, it tells itself.
  const std::string_view word = words->substr(0, words->find_first_of(" \t"));
  if (word == "up") return Annotation::Up;
  if (word == "down") return Annotation::Down;
  return Annotation::None;
}

static constexpr AnnotationStyle style = {
    .classify = classify, .up = "-- migrate:up", .repeats = true};

static void take_file(const std::string& path, TakeOver& take_over) {
  const Source* source = take_over.load(path);
  if (source == nullptr) return;
  auto split = split_annotated(*source, style);
  if (auto* refusal = std::get_if<Refusal>(&split)) {
    return take_over.refuse(path, std::move(*refusal));
  }
  auto& directions = std::get<Directions>(split);
  std::string_view name = base_name(path);
  const std::string_view version = leading_digits(name);
  name = name.substr(version.size(), name.size() - version.size() - 4);
  if (name.starts_with('_')) name.remove_prefix(1);
  take_over.take({.origin = path,
                  .id = std::string(version),
                  .message = message_of(name),
                  .create_date = date_of_version(version),
                  .up = std::move(directions.up),
                  .down = std::move(directions.down)});
}

static std::optional<ImportResult> read_dbmate(const FileSystem& files,
                                               const ImportOptions& options,
                                               std::vector<std::unique_ptr<Source>>& sources,
                                               Diagnostics& diagnostics) {
  TakeOver take_over(dbmate, files, options, sources, diagnostics);
  auto paths = take_over.list(false);
  if (!paths) return std::nullopt;
  for (const std::string& path : *paths) {
    if (path.ends_with(".sql") && !leading_digits(base_name(path)).empty()) {
      take_file(path, take_over);
    }
  }
  return take_over.finish();
}

const Layout dbmate = {
    .name = "dbmate",
    .summary = "20240102030405_name.sql with `-- migrate:up` and `-- migrate:down`",
    .options = "",
    .read = read_dbmate};

}  // namespace sqlc::import
