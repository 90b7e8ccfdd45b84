#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "history/range.hpp"

namespace sqlc::history {

/// Revisions from a line such as "a; b<a; c<a; d<b,c; n +b =billing,core": an id, `<` its down
/// revisions, `+` its dependencies, `=` its labels. Each has a source whose spans are true.
class Graph {
 public:
  explicit Graph(std::string_view text);

  /// The revisions in the order written; may be linked more than once.
  [[nodiscard]] std::vector<Revision> revisions() const { return revisions_; }

 private:
  void add(std::string_view entry);
  std::vector<Reference> references(Source& source, std::string_view key, std::string_view names);

  std::deque<Source> sources_;
  std::vector<Revision> revisions_;
};

/// A linked graph, and what resolving ranges in it gives. Errors end up in `found`.
class Ranges {
 public:
  explicit Ranges(std::string_view graph);

  [[nodiscard]] const History& history() const { return *history_; }
  std::optional<Route> upgrade(std::string_view range);
  std::optional<Route> downgrade(std::string_view range);
  std::optional<Route> stamp(std::string_view range);
  /// Ids newest first, apart by spaces.
  std::string shown(std::string_view range);
  std::string named(std::string_view symbol);
  /// "upgrade" or "downgrade".
  std::optional<Route> route(std::string_view command, std::string_view range);
  /// Steps, rows between: "[] a [a] b [b]"; the code of the first error when there is no route.
  std::string trace(const std::optional<Route>& route) const;
  /// Steps alone: "a b".
  std::string steps(const std::optional<Route>& route) const;
  /// The first error's id.
  [[nodiscard]] std::string code() const;
  [[nodiscard]] const Diagnostic& error() const { return found_.items().front(); }

 private:
  const Source& argument(std::string_view text);
  std::string ids(const std::optional<std::vector<RevisionIndex>>& revisions) const;

  Graph graph_;
  std::optional<History> history_;
  std::deque<Source> arguments_;
  Diagnostics found_;
};

}  // namespace sqlc::history
