#pragma once

#include <optional>
#include <string_view>

namespace sqlc::history {

enum class HeaderKey { RevisionId, Revises, DependsOn, BranchLabels, CreateDate };

/// As the writer spells it, without the colon.
[[nodiscard]] std::string_view key_name(HeaderKey key);

/// A header line that is a key, or so nearly one that it must be meant.
struct KeyLine {
  /// The name, trimmed, as written, and where the value begins (past the colon) in the line's text.
  std::string_view name;
  std::size_t value_begin = 0;
  /// The key when the name is one, in any case.
  std::optional<HeaderKey> key;
  /// Otherwise the known key that it is near to.
  std::optional<HeaderKey> near;
};

/// Looks at a header line's text (without the `--` and one space): nothing when it is no
/// `Name: value` with the name of a key or nearly one.
[[nodiscard]] std::optional<KeyLine> read_key_line(std::string_view text);

/// Whether a description line must be written with a `\` before it, lest it be read as a key or a
/// marker. Holds for the line with any number of `\` before it, too, so that taking one off gives
/// the line back.
[[nodiscard]] bool needs_escape(std::string_view text);

}  // namespace sqlc::history
