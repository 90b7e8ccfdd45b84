#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "history/history.hpp"

namespace sqlc::history {

/// One symbol as typed: `[branch@][name][+N|-N]`. Without a name, the steps count from what the
/// context says.
struct Symbol {
  Span span;
  /// Empty when there is no `@`.
  std::string_view branch;
  std::string_view name;
  std::optional<std::int64_t> steps;

  [[nodiscard]] bool relative() const { return name.empty(); }
};

/// A range as typed: symbols on either side of the colon. A side without any is open.
struct RangeText {
  std::vector<Symbol> start;
  std::vector<Symbol> end;
  bool colon = false;
};

/// Splits a range into its symbols. Spaces around a symbol do not count. Without a colon, all
/// symbols are the end's.
[[nodiscard]] std::optional<RangeText> parse_range(const History& history, const Source& argument,
                                                   Diagnostics& diagnostics);

}  // namespace sqlc::history
