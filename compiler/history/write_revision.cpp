#include <fmt/format.h>

#include "base/text.hpp"
#include "history/header_line.hpp"
#include "history/markers.hpp"
#include "history/revision_file.hpp"

namespace sqlc::history {

static std::string valid_utf8(std::string_view text) {
  std::string clean;
  for (auto bad = find_invalid_utf8(text); bad; bad = find_invalid_utf8(text)) {
    clean.append(text.substr(0, *bad)).append("\xEF\xBF\xBD");
    text.remove_prefix(*bad + 1);
  }
  return clean.append(text);
}

std::string clean_description(std::string_view description) {
  std::string text = valid_utf8(description);
  normalize_source(text);
  std::string clean;
  for (const std::string_view raw : split(text, '\n')) {
    std::string line = comment_text(raw);
    line.erase(line.find_last_not_of(' ') + 1);
    if (line.empty() && clean.empty()) continue;
    clean.append(line).push_back('\n');
  }
  clean.erase(clean.find_last_not_of('\n') + 1);
  return clean;
}

static void write_description(std::string_view description, std::string& out) {
  const std::string clean = clean_description(description);
  if (clean.empty()) return;
  for (const std::string_view line : split(clean, '\n')) {
    out += line.empty() ? "--" : "-- ";
    if (needs_escape(line)) out += '\\';
    out.append(line).push_back('\n');
  }
  out += "--\n";
}

static void write_key(HeaderKey key, const std::string& value, std::string& out) {
  const std::string safe = comment_text(value);
  out += fmt::format("-- {}:{}{}\n", key_name(key), safe.empty() ? "" : " ", safe);
}

static void write_list(HeaderKey key, const std::vector<std::string>& values, std::string& out) {
  if (values.empty() && key != HeaderKey::Revises) return;
  write_key(key, fmt::format("{}", fmt::join(values, ", ")), out);
}

static void write_section(MarkerKind kind, std::string_view body, std::string& out) {
  out += fmt::format("\n{}\n{}", spelled(kind), body);
  if (!body.empty() && !body.ends_with('\n')) out += '\n';
}

std::string write_revision(const Draft& draft) {
  std::string out;
  write_description(draft.description, out);
  write_key(HeaderKey::RevisionId, draft.id, out);
  write_list(HeaderKey::Revises, draft.down_revisions, out);
  write_list(HeaderKey::DependsOn, draft.depends_on, out);
  write_list(HeaderKey::BranchLabels, draft.labels, out);
  if (!draft.create_date.empty()) write_key(HeaderKey::CreateDate, draft.create_date, out);
  write_section(MarkerKind::Upgrade, draft.upgrade, out);
  if (draft.irreversible) {
    out += fmt::format("\n{} {}\n", spelled(MarkerKind::Irreversible),
                       comment_text(*draft.irreversible));
  } else if (draft.downgrade) {
    write_section(MarkerKind::Downgrade, *draft.downgrade, out);
  }
  return out;
}

}  // namespace sqlc::history
