#include "history/markers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace sqlc::history {

static constexpr std::string_view blanks = " \t";
static constexpr std::string_view prefix = "-- sqlc:";

static bool same_ignoring_case(std::string_view text, std::string_view lower) {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

bool looks_like_marker(std::string_view comment_text) {
  const std::size_t word = comment_text.find_first_not_of(" \t-");
  if (word == std::string_view::npos) return false;
  comment_text.remove_prefix(word);
  if (!same_ignoring_case(comment_text.substr(0, 4), "sqlc")) return false;
  const std::size_t colon = comment_text.find_first_not_of(blanks, 4);
  return colon != std::string_view::npos && comment_text[colon] == ':';
}

std::string spelled(MarkerKind kind) {
  return fmt::format("{}{}", prefix, marker_names[static_cast<std::size_t>(kind)]);
}

static Span trimmed(Span span) {
  const std::string_view text = span.text();
  const std::size_t last = text.find_last_not_of(blanks);
  if (last != std::string_view::npos) {
    span.end = span.begin + static_cast<std::uint32_t>(last) + 1;
  }
  return span;
}

/// The name that the comment seems to mean: the word after its colon.
static std::string_view meant_name(std::string_view comment) {
  const std::string_view rest = comment.substr(comment.find(':') + 1);
  const std::string_view word = trim(rest);
  return word.substr(0, word.find_first_of(" \t:,"));
}

static std::string marker_advice(std::string_view name) {
  const std::string lower = to_lower(name);
  if (const auto near = nearest(lower, marker_names)) {
    return fmt::format("write `{}{}`, at the start of a line", prefix, *near);
  }
  return fmt::format("the markers are `{}`; word the comment otherwise if it is none of them",
                     fmt::join(marker_names, "`, `"));
}

std::optional<Marker> read_marker(Span comment, Diagnostics& diagnostics) {
  comment = trimmed(comment);
  const std::string_view text = comment.text();
  const std::string_view name = meant_name(text);
  const bool exact = text.starts_with(prefix) && !name.empty() && name.data() == text.data() + 8;
  const auto* known = std::find(marker_names.begin(), marker_names.end(), name);
  if (!exact || known == marker_names.end()) {
    diagnostics.add({.code = &codes::unknown_marker,
                     .span = comment,
                     .message = exact ? fmt::format("`{}{}` is no marker", prefix, name)
                                      : fmt::format("`{}` is not spelled as a marker is", text),
                     .help = marker_advice(name)});
    return std::nullopt;
  }
  const std::size_t after = prefix.size() + name.size();
  const std::size_t argument = std::min(text.find_first_not_of(blanks, after), text.size());
  return Marker{.kind = static_cast<MarkerKind>(known - marker_names.begin()),
                .span = comment,
                .argument = {comment.source, comment.begin + static_cast<std::uint32_t>(argument),
                             comment.end}};
}

}  // namespace sqlc::history
