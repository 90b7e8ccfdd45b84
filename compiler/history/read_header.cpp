#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "history/header_line.hpp"
#include "history/markers.hpp"
#include "history/revision_file.hpp"

namespace sqlc::history {

static constexpr std::array all_keys = {HeaderKey::RevisionId, HeaderKey::Revises,
                                        HeaderKey::DependsOn, HeaderKey::BranchLabels,
                                        HeaderKey::CreateDate};

/// Reads one header, line by line, up to the first marker.
class HeaderReader {
 public:
  HeaderReader(const Source& source, Diagnostics& diagnostics)
      : source_(source), text_(source.text), diagnostics_(diagnostics) {
    revision_.source = &source;
  }

  std::optional<Revision> read();

 private:
  void read_lines();
  bool read_line(std::size_t begin, std::size_t end);
  void read_comment(std::size_t begin, std::size_t end);
  void read_text(std::size_t begin, std::size_t end);
  void read_key(const KeyLine& line, std::size_t begin, std::size_t end);
  void read_id(Span value);
  void read_list(HeaderKey key, Span value, std::vector<Reference>& list);
  void refuse_unknown_key(const KeyLine& line, std::size_t begin);
  void refuse_text_among_keys(std::size_t begin, std::size_t end);
  void refuse_outside_text(std::size_t begin, std::size_t end);
  void refuse_item(HeaderKey key, Span item, const std::string& problem);
  void check_complete();
  void finish_description();

  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
    return {&source_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  [[nodiscard]] Span trimmed(std::size_t begin, std::size_t end) const {
    const std::string_view value = trim(text_.substr(begin, end - begin));
    if (value.empty()) return span(begin, begin);
    const auto at = static_cast<std::size_t>(value.data() - text_.data());
    return span(at, at + value.size());
  }
  std::optional<Span>& seen(HeaderKey key) { return seen_[static_cast<std::size_t>(key)]; }

  const Source& source_;
  std::string_view text_;
  Diagnostics& diagnostics_;
  Revision revision_;
  std::array<std::optional<Span>, all_keys.size()> seen_ = {};
  std::array<bool, all_keys.size()> misspelt_ = {};
  bool outside_text_ = false;
  bool any_key_ = false;
  bool among_keys_ = false;
};

std::optional<Revision> HeaderReader::read() {
  const std::size_t errors = diagnostics_.error_count();
  read_lines();
  check_complete();
  if (diagnostics_.error_count() != errors) return std::nullopt;
  finish_description();
  return std::move(revision_);
}

void HeaderReader::read_lines() {
  std::size_t begin = 0;
  while (begin < text_.size()) {
    const std::size_t end = std::min(text_.find('\n', begin), text_.size());
    if (!read_line(begin, end)) {
      revision_.header_end = static_cast<std::uint32_t>(begin);
      return;
    }
    begin = end + 1;
  }
  revision_.header_end = static_cast<std::uint32_t>(text_.size());
}

/// False at the first marker.
bool HeaderReader::read_line(std::size_t begin, std::size_t end) {
  const std::string_view line = text_.substr(begin, end - begin);
  const std::size_t first = line.find_first_not_of(" \t\f\v");
  if (first == std::string_view::npos) {
    read_text(end, end);
    return true;
  }
  if (line.substr(first, 2) != "--") {
    refuse_outside_text(begin + first, end);
    return true;
  }
  if (looks_like_marker(line.substr(first + 2))) return false;
  read_comment(begin + first + 2, end);
  return true;
}

void HeaderReader::read_comment(std::size_t begin, std::size_t end) {
  if (begin < end && text_[begin] == ' ') ++begin;
  if (const auto line = read_key_line(text_.substr(begin, end - begin))) {
    read_key(*line, begin, end);
  } else {
    read_text(begin, end);
  }
}

void HeaderReader::read_text(std::size_t begin, std::size_t end) {
  const std::size_t last = text_.substr(0, end).find_last_not_of(" \t\f\v");
  end = last == std::string_view::npos || last < begin ? begin : last + 1;
  if (begin == end) {
    among_keys_ = false;
  } else if (among_keys_) {
    refuse_text_among_keys(begin, end);
  }
  if (any_key_) return;
  std::string_view line = text_.substr(begin, end - begin);
  if (line.starts_with('\\') && needs_escape(line)) line.remove_prefix(1);
  if (line.empty() && revision_.description.empty()) return;
  revision_.description.append(line).push_back('\n');
}

void HeaderReader::read_key(const KeyLine& line, std::size_t begin, std::size_t end) {
  any_key_ = among_keys_ = true;
  if (!line.key) return refuse_unknown_key(line, begin);
  const HeaderKey key = *line.key;
  const Span name = span(begin, begin + line.name.size());
  if (seen(key)) {
    diagnostics_.add(
        {.code = &codes::header_duplicate_key,
         .span = name,
         .message = fmt::format("`{}` stands twice in the header", key_name(key)),
         .notes = {{*seen(key), "the first one is here"}},
         .help = "keep one of the two lines; several ids go into one, apart by commas"});
    return;
  }
  seen(key) = name;
  const Span value = trimmed(begin + line.value_begin, end);
  switch (key) {
    case HeaderKey::RevisionId: return read_id(value);
    case HeaderKey::Revises: return read_list(key, value, revision_.down_revisions);
    case HeaderKey::DependsOn: return read_list(key, value, revision_.depends_on);
    case HeaderKey::BranchLabels: return read_list(key, value, revision_.labels);
    case HeaderKey::CreateDate: revision_.create_date = value.text(); return;
  }
}

void HeaderReader::read_id(Span value) {
  revision_.id = {std::string(value.text()), value};
  if (const auto problem = id_problem(revision_.id.text)) {
    diagnostics_.add({.code = &codes::bad_revision_id,
                      .span = value.begin == value.end ? *seen(HeaderKey::RevisionId) : value,
                      .message = fmt::format("revision id `{}`: {}", revision_.id.text, *problem),
                      .help = "write an id of 1 to 32 letters, digits, `_` and `.`, such as "
                              "`4d6e17a0fdf6`"});
  }
}

static std::optional<std::string> item_problem(HeaderKey key, std::string_view item) {
  if (key == HeaderKey::Revises) return id_problem(item);
  // A dependency is an id or a label, and a label may hold more.
  return label_problem(item);
}

void HeaderReader::read_list(HeaderKey key, Span value, std::vector<Reference>& list) {
  if (value.begin == value.end) return;
  for (const std::string_view part : split(value.text(), ',')) {
    const auto begin = static_cast<std::size_t>(part.data() - text_.data());
    const Span item = trimmed(begin, begin + part.size());
    if (item.begin == item.end) {
      refuse_item(key, value, "a name is missing beside a comma");
      continue;
    }
    if (const auto problem = item_problem(key, item.text())) {
      refuse_item(key, item, *problem);
      continue;
    }
    const auto same = [&](const Reference& other) { return other.text == item.text(); };
    if (std::any_of(list.begin(), list.end(), same)) {
      refuse_item(key, item, "it is listed twice");
      continue;
    }
    list.push_back({std::string(item.text()), item});
  }
}

void HeaderReader::refuse_item(HeaderKey key, Span item, const std::string& problem) {
  const bool id = key == HeaderKey::Revises;
  std::string help = fmt::format("list {} apart by commas, `-- {}: a, b`",
                                 id ? "full revision ids" : "names", key_name(key));
  if (id) help += ", or nothing at all where the history begins";
  diagnostics_.add({.code = id ? &codes::bad_revision_id : &codes::bad_header_value,
                    .span = item,
                    .message = fmt::format("`{}` in `{}`: {}", item.text(), key_name(key), problem),
                    .help = std::move(help)});
}

void HeaderReader::refuse_unknown_key(const KeyLine& line, std::size_t begin) {
  misspelt_[static_cast<std::size_t>(*line.near)] = true;
  diagnostics_.add({.code = &codes::header_unknown_key,
                    .span = span(begin, begin + line.name.size()),
                    .message = fmt::format("`{}` is no key of the header; the nearest is `{}`",
                                           line.name, key_name(*line.near)),
                    .help = fmt::format("write `-- {}:`, or indent the line to keep it as text",
                                        key_name(*line.near)),
                    .fields = {{"key", std::string(line.name)},
                               {"nearest", std::string(key_name(*line.near))}}});
}

void HeaderReader::refuse_text_among_keys(std::size_t begin, std::size_t end) {
  const std::string_view line = text_.substr(begin, end - begin);
  const std::size_t colon = line.find(':');
  const bool pair = colon != std::string_view::npos && colon > 0 && line[0] != ' ';
  const std::string name(trim(line.substr(0, pair ? colon : 0)));
  diagnostics_.add(
      {.code = pair ? &codes::header_unknown_key : &codes::bad_header_value,
       .span = pair ? span(begin, begin + name.size()) : span(begin, end),
       .message = pair ? fmt::format("`{}` is no key of the header", name)
                       : "this line among the header's keys is no key",
       .help =
           "move it above the keys and put an empty `--` line between; a list stays on one line"});
}

void HeaderReader::refuse_outside_text(std::size_t begin, std::size_t end) {
  if (std::exchange(outside_text_, true)) return;
  diagnostics_.add({.code = &codes::text_outside_section,
                    .span = span(begin, end),
                    .message = "this stands before the first section",
                    .help = "put `-- sqlc:upgrade` on a line of its own before the statements; the "
                            "header holds `--` comments only"});
}

void HeaderReader::check_complete() {
  const Span top = span(0, std::min(text_.find('\n'), text_.size()));
  if (!any_key_) {
    diagnostics_.add({.code = &codes::header_missing,
                      .span = top,
                      .message = "the file has no header",
                      .help = "begin it with `-- Revision ID: <id>` and `-- Revises: <parent>`"});
    return;
  }
  for (const HeaderKey key : {HeaderKey::RevisionId, HeaderKey::Revises}) {
    if (seen(key) || misspelt_[static_cast<std::size_t>(key)]) continue;
    diagnostics_.add(
        {.code = &codes::header_missing,
         .span = top,
         .message = fmt::format("the header has no `{}` line", key_name(key)),
         .help = key == HeaderKey::RevisionId
                     ? "add `-- Revision ID: <id>`"
                     : "add `-- Revises: <parent>`, or `-- Revises:` where the history begins"});
  }
}

void HeaderReader::finish_description() {
  std::string& description = revision_.description;
  while (description.ends_with('\n')) description.pop_back();
  revision_.message = description.substr(0, description.find('\n'));
}

std::optional<Revision> read_header(const Source& source, Diagnostics& diagnostics) {
  return HeaderReader(source, diagnostics).read();
}

}  // namespace sqlc::history
