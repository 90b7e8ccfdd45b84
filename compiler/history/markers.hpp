#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.hpp"
#include "base/source.hpp"

namespace sqlc::history {

enum class MarkerKind { Upgrade, Downgrade, Verify, Irreversible, Allow, Grants };

/// The words after `-- sqlc:`, in the order of MarkerKind.
inline constexpr std::array<std::string_view, 6> marker_names = {
    "upgrade", "downgrade", "verify", "irreversible", "allow", "grants"};

/// A marker spelled right: `-- sqlc:<name> <argument>`.
struct Marker {
  MarkerKind kind = MarkerKind::Upgrade;
  /// The whole comment, without white space at its end.
  Span span;
  /// What follows the name, trimmed.
  Span argument;
};

/// Whether a comment's text (without its `--`) is a marker, or so nearly one that its author must
/// have meant one: `sqlc`, in any case, then a colon, after any white space and dashes.
[[nodiscard]] bool looks_like_marker(std::string_view comment_text);

/// Reads a comment token that looks like a marker. A wrong spelling or an unknown name is an error.
[[nodiscard]] std::optional<Marker> read_marker(Span comment, Diagnostics& diagnostics);

/// `-- sqlc:upgrade`.
[[nodiscard]] std::string spelled(MarkerKind kind);

}  // namespace sqlc::history
