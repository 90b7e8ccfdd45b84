// sql-migrate (github.com/rubenv/sql-migrate): any `*.sql` with both directions; names that begin
// with a number first, by that number, then the others by name.

#include <algorithm>

#include "import/annotated.hpp"
#include "import/names.hpp"
#include "import/take_over.hpp"

namespace sqlc::import {

static Annotation classify(std::string_view line) {
  // The tool wants these very characters; options (notransaction) follow the word.
  constexpr std::string_view prefix = "-- +migrate ";
  if (!line.starts_with(prefix)) return Annotation::None;
  line.remove_prefix(prefix.size());
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  const std::string_view word = line.substr(0, line.find_first_of(" \t"));
  if (word == "Up") return Annotation::Up;
  if (word == "Down") return Annotation::Down;
  if (word == "StatementBegin") return Annotation::StatementBegin;
  if (word == "StatementEnd") return Annotation::StatementEnd;
  return Annotation::Unknown;
}

static constexpr AnnotationStyle style = {
    .classify = classify, .up = "-- +migrate Up", .repeats = true, .ignores_text_before = true};

static bool runs_before(const std::string& left, const std::string& right) {
  const std::string_view a = leading_digits(base_name(left));
  const std::string_view b = leading_digits(base_name(right));
  if (a.empty() != b.empty()) return b.empty();
  if (number_less(a, b) || number_less(b, a)) return number_less(a, b);
  return base_name(left) < base_name(right);
}

/// The number that the name begins with, unless another file has it too: then the whole name.
static std::string id_of(std::size_t at, const std::vector<std::string>& paths) {
  const std::string_view name = base_name(paths[at]);
  const std::string_view digits = leading_digits(name);
  const auto same = [&](std::size_t other) {
    return other < paths.size() && leading_digits(base_name(paths[other])) == digits;
  };
  if (!digits.empty() && !(at > 0 && same(at - 1)) && !same(at + 1)) return std::string(digits);
  return as_id(name.substr(0, name.size() - 4));
}

static void take_file(std::size_t at, const std::vector<std::string>& paths, TakeOver& take_over) {
  const std::string& path = paths[at];
  const Source* source = take_over.load(path);
  if (source == nullptr) return;
  auto split = split_annotated(*source, style);
  if (auto* refusal = std::get_if<Refusal>(&split)) {
    return take_over.refuse(path, std::move(*refusal));
  }
  auto& directions = std::get<Directions>(split);
  std::string_view name = base_name(path);
  name.remove_suffix(4);
  const std::string_view digits = leading_digits(name);
  std::string_view words = name.substr(digits.size());
  words.remove_prefix(std::min(words.find_first_not_of("_-"), words.size()));
  take_over.take({.origin = path,
                  .id = id_of(at, paths),
                  .message = message_of(words.empty() ? name : words),
                  .create_date = date_of_version(digits),
                  .up = std::move(directions.up),
                  .down = std::move(directions.down)});
}

static std::optional<ImportResult> read_sql_migrate(const FileSystem& files,
                                                    const ImportOptions& options,
                                                    std::vector<std::unique_ptr<Source>>& sources,
                                                    Diagnostics& diagnostics) {
  TakeOver take_over(sql_migrate, files, options, sources, diagnostics);
  auto paths = take_over.list(false);
  if (!paths) return std::nullopt;
  std::erase_if(*paths, [](const std::string& path) { return !path.ends_with(".sql"); });
  std::stable_sort(paths->begin(), paths->end(), runs_before);
  for (std::size_t at = 0; at < paths->size(); ++at) take_file(at, *paths, take_over);
  return take_over.finish();
}

const Layout sql_migrate = {.name = "sql-migrate",
                            .summary = "*.sql with `-- +migrate Up` and `-- +migrate Down`",
                            .options = "",
                            .read = read_sql_migrate};

}  // namespace sqlc::import
