#include "import/take_over.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace sqlc::import {

TakeOver::TakeOver(const Layout& layout, const FileSystem& files, const ImportOptions& options,
                   std::vector<std::unique_ptr<Source>>& sources, Diagnostics& diagnostics)
    : layout_(layout),
      files_(files),
      options_(options),
      directory_(options.directory.empty() ? "." : options.directory),
      sources_(sources),
      diagnostics_(diagnostics) {
  while (directory_.size() > 1 && directory_.ends_with('/')) directory_.pop_back();
  check_options();
}

std::string_view TakeOver::relative(std::string_view path) const {
  if (!path.starts_with(directory_)) return path;
  path.remove_prefix(directory_.size());
  path.remove_prefix(std::min(path.find_first_not_of('/'), path.size()));
  return path;
}

void TakeOver::check_options() {
  const std::vector<std::string_view> known = split(layout_.options, ' ');
  for (const auto& [name, value] : options_.extra) {
    if (!name.empty() && std::find(known.begin(), known.end(), name) != known.end()) continue;
    diagnostics_.add({.code = &codes::usage,
                      .message = fmt::format("layout `{}` has no option `{}`", layout_.name, name),
                      .help = layout_.options.empty()
                                  ? std::string("leave it out; the layout has no options")
                                  : fmt::format("its options are {}", fmt::join(known, ", "))});
  }
}

std::vector<std::string> TakeOver::options(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [key, value] : options_.extra) {
    if (key == name) values.push_back(value);
  }
  return values;
}

std::optional<std::string> TakeOver::option(std::string_view name) const {
  const std::vector<std::string> values = options(name);
  if (values.empty()) return std::nullopt;
  return values.back();
}

std::optional<std::vector<std::string>> TakeOver::list(bool recursive) {
  auto paths = files_.list(directory_, recursive);
  if (paths) return std::move(paths).value();
  diagnostics_.add({.code = &codes::import_unreadable,
                    .message = fmt::format("`{}` cannot be read: {}", directory_, paths.error()),
                    .help = fmt::format("name the folder of the {} migrations", layout_.name)});
  return std::nullopt;
}

const Source* TakeOver::load(const std::string& path) {
  auto bytes = files_.read(path);
  if (!bytes) {
    refuse(path, fmt::format("it cannot be read: {}", bytes.error()));
    return nullptr;
  }
  Diagnostics problems;
  sources_.push_back(history::load_source(path, std::move(bytes).value(), problems));
  if (!problems.has_errors()) return sources_.back().get();
  refuse(path, problems.items().front().message, problems.items().front().span);
  return nullptr;
}

bool TakeOver::usable_id(const Migration& migration) {
  if (const auto problem = history::id_problem(migration.id)) {
    refuse(migration.origin,
           fmt::format("its version `{}` cannot be a revision id: {}", migration.id, *problem));
    return false;
  }
  if (!ids_.insert(migration.id).second) {
    refuse(migration.origin,
           fmt::format("its version `{}` is another file's as well", migration.id));
    return false;
  }
  return true;
}

void TakeOver::set_links(std::optional<Links>& links, history::Draft& draft) const {
  if (links) {
    draft.down_revisions = std::move(links->down_revisions);
    draft.depends_on = std::move(links->depends_on);
    draft.labels = std::move(links->labels);
  } else if (!result_.revisions.empty()) {
    draft.down_revisions = {result_.revisions.back().draft.id};
  }
}

/// An id for a part of a migration: no version that a tool writes looks so, and it fits the column.
static std::string part_id(const std::string& id, std::size_t number) {
  static constexpr std::size_t longest = 32;
  const std::string suffix = fmt::format(".part{}", number);
  return id.substr(0, longest - suffix.size()) + suffix;
}

/// All parts but the last as revisions of their own, which `last` then stands on.
void TakeOver::push_parts(std::vector<std::string>& parts, const std::string& origin,
                          history::Draft& last) {
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    history::Draft part{
        .id = part_id(last.id, i + 1),
        .down_revisions = std::move(last.down_revisions),
        .depends_on = std::move(last.depends_on),
        .description = last.description,
        .create_date = last.create_date,
        .upgrade = std::move(parts[i]),
        .downgrade = fmt::format("-- undone by {}, imported from {}\n", last.id, layout_.name)};
    last.down_revisions = {part.id};
    last.depends_on.clear();
    ids_.insert(part.id);
    result_.revisions.push_back({std::move(part), origin});
  }
}

void TakeOver::take(Migration migration) {
  auto up = take_section(migration.up, layout_.name);
  if (auto* refusal = std::get_if<Refusal>(&up)) {
    return refuse(std::move(migration.origin), std::move(*refusal));
  }
  if (!usable_id(migration)) return;
  history::Draft draft{.id = std::move(migration.id),
                       .description = std::move(migration.message),
                       .create_date = std::move(migration.create_date)};
  set_links(migration.links, draft);
  std::vector<std::string> parts =
      split_at_enum_uses(std::get<std::string>(std::move(up)), layout_.name);
  push_parts(parts, migration.origin, draft);
  draft.upgrade = std::move(parts.back());
  if (migration.down) {
    auto down = take_section(*migration.down, layout_.name);
    if (auto* refusal = std::get_if<Refusal>(&down)) {
      refusal->reason = fmt::format("its way down cannot be taken over: {}", refusal->reason);
      refuse(migration.origin, std::move(*refusal));
    } else {
      draft.downgrade = std::get<std::string>(std::move(down));
      // Empty on purpose, since the tool would run nothing either: the section says so.
      if (trim(*draft.downgrade).empty() && !trim(draft.upgrade).empty()) {
        draft.downgrade = fmt::format("-- nothing to undo, imported from {}\n", layout_.name);
      }
    }
  }
  result_.revisions.push_back({std::move(draft), std::move(migration.origin)});
}

void TakeOver::refuse(std::string origin, Refusal refusal) {
  refuse(std::move(origin), std::move(refusal.reason), refusal.place);
}

void TakeOver::refuse(std::string origin, std::string reason, Span place) {
  if (!options_.skip) {
    diagnostics_.add({.code = &codes::import_not_taken_over,
                      .span = place,
                      .message = fmt::format("`{}` cannot be taken over: {}", origin, reason),
                      .help = "write that revision by hand, or leave it out with `--skip`",
                      .fields = {{"origin", origin}, {"reason", reason}}});
  }
  result_.not_taken.push_back({std::move(origin), std::move(reason), place});
}

std::optional<ImportResult> TakeOver::finish() {
  if (!result_.revisions.empty() || !result_.not_taken.empty()) return std::move(result_);
  diagnostics_.add(
      {.code = &codes::import_unreadable,
       .message = fmt::format("no {} migrations stand in `{}`", layout_.name, directory_),
       .help = fmt::format("name the folder that holds {}", layout_.summary)});
  return std::nullopt;
}

}  // namespace sqlc::import
