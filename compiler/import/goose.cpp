// goose (github.com/pressly/goose): `00001_name.sql` with both directions, or `.go`, in the order
// of their numbers.

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "import/annotated.hpp"
#include "import/names.hpp"
#include "import/take_over.hpp"

namespace sqlc::import {

static Annotation classify(std::string_view line) {
  const auto words = annotation_words(line, "+goose");
  if (!words) return Annotation::None;
  const std::string word = to_lower(*words);
  if (word == "up") return Annotation::Up;
  if (word == "down") return Annotation::Down;
  if (word == "statementbegin") return Annotation::StatementBegin;
  if (word == "statementend") return Annotation::StatementEnd;
  if (word == "no transaction") return Annotation::Ignored;
  if (word == "envsub on" || word == "envsubst on") return Annotation::EnvironmentOn;
  if (word == "envsub off" || word == "envsubst off") return Annotation::EnvironmentOff;
  return Annotation::Unknown;
}

static constexpr AnnotationStyle style = {.classify = classify, .up = "-- +goose Up"};

/// A file with a number, whether SQL or Go.
struct GooseFile {
  NumberedName name;
  std::string_view path;
};

static void take_file(const GooseFile& file, TakeOver& take_over) {
  const std::string path(file.path);
  if (path.ends_with(".go")) return take_over.refuse(path, "it is a migration in Go");
  const Source* source = take_over.load(path);
  if (source == nullptr) return;
  auto split = split_annotated(*source, style);
  if (auto* refusal = std::get_if<Refusal>(&split)) {
    return take_over.refuse(path, std::move(*refusal));
  }
  auto& directions = std::get<Directions>(split);
  const std::string_view stem = file.name.rest.substr(0, file.name.rest.size() - 4);
  take_over.take({.origin = path,
                  .id = std::string(file.name.version),
                  .message = message_of(stem),
                  .create_date = date_of_version(file.name.version),
                  .up = std::move(directions.up),
                  .down = std::move(directions.down)});
}

static std::optional<ImportResult> read_goose(const FileSystem& files, const ImportOptions& options,
                                              std::vector<std::unique_ptr<Source>>& sources,
                                              Diagnostics& diagnostics) {
  TakeOver take_over(goose, files, options, sources, diagnostics);
  const auto paths = take_over.list(false);
  if (!paths) return std::nullopt;
  std::vector<GooseFile> found;
  for (const std::string& path : *paths) {
    const bool go = path.ends_with(".go") && !path.ends_with("_test.go");
    if (!go && !path.ends_with(".sql")) continue;
    if (const auto name = numbered_name(base_name(path))) {
      found.push_back({*name, path});
    } else if (!go) {
      take_over.refuse(path, "its name does not begin with a number and `_`");
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const GooseFile& a, const GooseFile& b) {
    return number_less(a.name.version, b.name.version);
  });
  for (const GooseFile& file : found) take_file(file, take_over);
  return take_over.finish();
}

const Layout goose = {.name = "goose",
                      .summary = "00001_name.sql with `-- +goose Up` and `-- +goose Down`",
                      .options = "",
                      .read = read_goose};

}  // namespace sqlc::import
