#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "history/revision_file.hpp"

namespace sqlc::history {

static constexpr std::size_t longest_id = 32;
static constexpr std::array<std::string_view, 5> range_words = {"head", "heads", "base", "prev",
                                                                "current"};

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_id_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '.';
}

static bool is_range_word(std::string_view name) {
  return std::find(range_words.begin(), range_words.end(), name) != range_words.end();
}

/// The first character that `allowed` refuses, whole even when it is several bytes.
template <typename Allowed>
static std::string_view first_other(std::string_view name, Allowed allowed) {
  const auto* bad = std::find_if_not(name.begin(), name.end(), allowed);
  if (bad == name.end()) return {};
  const std::string_view rest = name.substr(static_cast<std::size_t>(bad - name.begin()));
  return rest.substr(0, byte_of_character(rest, 1));
}

std::optional<std::string> id_problem(std::string_view id) {
  if (id.empty()) return "it is empty";
  if (const auto bad = first_other(id, is_id_character); !bad.empty()) {
    return fmt::format("it holds `{}`; only letters, digits, `_` and `.` may stand in an id", bad);
  }
  if (id.size() > longest_id) {
    return fmt::format("it has {} characters; the version column holds {}", id.size(), longest_id);
  }
  if (is_range_word(id)) return "it is a word of the range grammar";
  return std::nullopt;
}

/// `billing-2` would be read as two revisions below `billing`.
static bool ends_relative(std::string_view label) {
  const std::size_t dash = label.rfind('-');
  return dash != std::string_view::npos && dash + 1 < label.size() &&
         std::all_of(label.begin() + static_cast<std::ptrdiff_t>(dash) + 1, label.end(), is_digit);
}

std::optional<std::string> label_problem(std::string_view label) {
  if (label.empty()) return "it is empty";
  const auto allowed = [](char c) { return is_id_character(c) || c == '-'; };
  if (const auto bad = first_other(label, allowed); !bad.empty()) {
    return fmt::format("it holds `{}`; only letters, digits, `_`, `.` and `-` may stand in a label",
                       bad);
  }
  if (label.front() == '-' || ends_relative(label))
    return "a range would read it as a relative step";
  if (is_range_word(label)) return "it is a word of the range grammar";
  return std::nullopt;
}

}  // namespace sqlc::history
