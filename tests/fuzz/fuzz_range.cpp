// A small history from the first bytes, a range from the rest: nothing crashes, what resolves also
// resolves when every symbol is written out, and rows move only where they are.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "history/range.hpp"

using sqlc::Diagnostics;
using sqlc::Source;
using sqlc::history::Direction;
using sqlc::history::History;
using sqlc::history::Reference;
using sqlc::history::Revision;
using sqlc::history::Route;
using sqlc::history::Step;

static std::string id_of(std::size_t index) {
  return (index % 3 == 0 ? "rev" : "0") + std::to_string(index * 37 % 100) + "_";
}

static Reference reference(std::string text) { return {.text = std::move(text), .span = {}}; }

// A byte a revision: how far below its parents are, whether the second is one or a dependency, and
// whether it has a label. Down to zero is a base.
static Revision revision_from(std::uint8_t byte, std::size_t index) {
  Revision revision;
  revision.id = reference(id_of(index));
  const std::size_t first = byte & 7U;
  const std::size_t second = (byte >> 3U) & 7U;
  if (first != 0 && first <= index) revision.down_revisions = {reference(id_of(index - first))};
  if (second != 0 && second <= index) {
    const bool depends = (byte & 64U) != 0;
    (depends ? revision.depends_on : revision.down_revisions)
        .push_back(reference(id_of(index - second)));
  }
  if ((byte & 128U) != 0) revision.labels = {reference("label" + std::to_string(index))};
  return revision;
}

static void check_rows(const History& history, const Route& route) {
  std::set<std::string> rows(route.start.begin(), route.start.end());
  for (const Step& step : route.steps) {
    for (const auto gone : step.rows.removed) {
      if (rows.erase(history.at(gone).id.text) != 1) std::abort();
    }
    for (const auto come : step.rows.added) {
      if (!rows.insert(history.at(come).id.text).second) std::abort();
    }
  }
  if (!std::equal(rows.begin(), rows.end(), route.end.begin(), route.end.end())) std::abort();
}

template <typename Resolve>
static void try_route(const History& history, const Source& argument, const Resolve& resolve) {
  Diagnostics found;
  const auto route = resolve(history, argument, found);
  if (route.has_value() == found.has_errors()) std::abort();
  if (!route) return;
  check_rows(history, *route);
  if (route->direction == Direction::Downgrade) (void)range_that_also_undoes(history, *route);
  if (route->direction == Direction::Stamp) return;
  const Source resolved{.path = "<range>", .text = route->resolved};
  const auto again = resolve(history, resolved, found);
  if (!again || again->end != route->end || again->steps.size() != route->steps.size()) {
    std::abort();
  }
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t count = std::min<std::size_t>(data[0] % 16U, size - 1);
  std::vector<Revision> revisions;
  for (std::size_t i = 0; i < count; ++i) revisions.push_back(revision_from(data[1 + i], i));
  Diagnostics found;
  const auto history = History::link(std::move(revisions), found);
  if (!history) std::abort();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Source argument{.path = "<range>", .text = std::string(bytes.substr(1 + count))};
  try_route(*history, argument, sqlc::history::resolve_upgrade);
  try_route(*history, argument, sqlc::history::resolve_downgrade);
  try_route(*history, argument, sqlc::history::resolve_stamp);
  (void)resolve_symbol(*history, argument, found);
  (void)resolve_history_range(*history, argument, found);
  return 0;
}
