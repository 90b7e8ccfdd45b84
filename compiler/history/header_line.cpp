#include "history/header_line.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.hpp"
#include "history/markers.hpp"

namespace sqlc::history {

static constexpr std::array<std::string_view, 5> names = {"Revision ID", "Revises", "Depends On",
                                                          "Branch Labels", "Create Date"};
static constexpr std::array<std::string_view, 5> lower_names = {
    "revision id", "revises", "depends on", "branch labels", "create date"};

std::string_view key_name(HeaderKey key) { return names[static_cast<std::size_t>(key)]; }

static std::optional<HeaderKey> find_key(std::string_view lower) {
  const auto* found = std::find(lower_names.begin(), lower_names.end(), lower);
  if (found == lower_names.end()) return std::nullopt;
  return static_cast<HeaderKey>(found - lower_names.begin());
}

/// Whether one edit (a character more, less or changed, or two neighbours swapped) at the texts'
/// first difference, and then at most `edits - 1` more, make them equal.
static bool within_edits(std::string_view a, std::string_view b, int edits) {
  const auto [left, right] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  a.remove_prefix(static_cast<std::size_t>(left - a.begin()));
  b.remove_prefix(static_cast<std::size_t>(right - b.begin()));
  if (a.empty() && b.empty()) return true;
  if (edits == 0) return false;
  const bool swapped = a.size() > 1 && b.size() > 1 && a[0] == b[1] && a[1] == b[0];
  return (!a.empty() && within_edits(a.substr(1), b, edits - 1)) ||
         (!b.empty() && within_edits(a, b.substr(1), edits - 1)) ||
         (!a.empty() && !b.empty() && within_edits(a.substr(1), b.substr(1), edits - 1)) ||
         (swapped && within_edits(a.substr(2), b.substr(2), edits - 1));
}

/// The key that a name means without being it: other separators, Alembic's own variables, or two
/// wrong letters. Nearer than other names need to be, since prose has colons too (`Create table:
/// …`).
static std::optional<HeaderKey> near_key(std::string lower) {
  std::replace_if(
      lower.begin(), lower.end(), [](char c) { return c == '_' || c == '-'; }, ' ');
  if (lower == "revision") return HeaderKey::RevisionId;
  if (lower == "down revision" || lower == "down revisions") return HeaderKey::Revises;
  if (lower == "depends") return HeaderKey::DependsOn;
  for (const std::string_view name : lower_names) {
    if (within_edits(lower, name, 2)) return find_key(name);
  }
  return std::nullopt;
}

std::optional<KeyLine> read_key_line(std::string_view text) {
  constexpr std::size_t longest_name = 20;
  const std::size_t colon = text.substr(0, longest_name).find(':');
  if (colon == std::string_view::npos || colon == 0 ||
      std::string_view(" \t\\").find(text[0]) != std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view name = trim(text.substr(0, colon));
  const std::string lower = to_lower(name);
  KeyLine line{.name = name, .value_begin = colon + 1, .key = find_key(lower)};
  if (!line.key) line.near = near_key(lower);
  if (!line.key && !line.near) return std::nullopt;
  return line;
}

bool needs_escape(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of('\\'), text.size()));
  return looks_like_marker(text) || read_key_line(text).has_value();
}

}  // namespace sqlc::history
