#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "history/history.hpp"
#include "history/symbol.hpp"

namespace sqlc::history {

/// Where symbols are looked up, and where what is wrong with them goes.
struct Scope {
  const History& history;
  Diagnostics& diagnostics;
};

/// What symbols name, in load order. Empty means base: nothing applied.
using Revisions = std::vector<RevisionIndex>;

/// One revision, or base.
using Place = std::optional<RevisionIndex>;

/// What steps do where the history ends.
enum class Overrun { Error, Stop };

/// The revision that the symbol's branch goes by; nothing when it has none that is known, which is
/// an error if it names one.
[[nodiscard]] std::optional<RevisionIndex> resolve_branch(const Scope& scope, const Symbol& symbol);

/// What a symbol with a name means: the revisions named, and from there its steps. A word for
/// several
/// (`heads`, `prev` at a merge) gives those of them on which no other stands.
[[nodiscard]] std::optional<Revisions> resolve_named(const Scope& scope, const Symbol& symbol,
                                                     Overrun overrun = Overrun::Error);

/// The one head that `head` or `prev` goes by, on the symbol's branch if it has one; base when
/// there are no revisions at all.
[[nodiscard]] std::optional<Place> resolve_head(const Scope& scope, const Symbol& symbol);

/// Steps up from the version rows (`+N`, `branch@+N`): Alembic's rule for an upgrade's target.
[[nodiscard]] std::optional<Place> resolve_up(const Scope& scope, const Symbol& symbol,
                                              std::span<const RevisionIndex> rows,
                                              Overrun overrun = Overrun::Error);

/// Where steps down from the version rows lead (`-N`, `branch@-N`): Alembic's rule for a
/// downgrade's target.
struct Descent {
  /// The branch that the steps followed: the symbol's, else the row from which they started.
  RevisionIndex branch = 0;
  Place to;
};
[[nodiscard]] std::optional<Descent> resolve_down(const Scope& scope, const Symbol& symbol,
                                                  std::span<const RevisionIndex> rows);

/// One error about a symbol. `candidates` are what it may have meant.
void report_symbol(const Scope& scope, const Code& code, Span span, std::string message,
                   std::string help, std::span<const RevisionIndex> candidates = {});

}  // namespace sqlc::history
