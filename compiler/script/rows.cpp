#include <algorithm>

#include "script/context.hpp"

namespace sqlc::script {

static void move_rows(Rows& rows, const history::History& history,
                      const history::VersionChange& change) {
  for (const history::RevisionIndex row : change.removed) {
    const std::string_view id = history.at(row).id.text;
    const auto at = std::ranges::lower_bound(rows, id);
    if (at != rows.end() && *at == id) rows.erase(at);
  }
  for (const history::RevisionIndex row : change.added) {
    const std::string_view id = history.at(row).id.text;
    rows.insert(std::ranges::lower_bound(rows, id), id);
  }
}

std::vector<Rows> rows_between(const history::History& history, const history::Route& route,
                               const Plan& plan, bool everywhere) {
  std::vector<Rows> between(plan.steps.size() + 1);
  Rows rows(route.start.begin(), route.start.end());
  between.front() = rows;
  for (const Segment& segment : plan.segments) {
    for (std::uint32_t step = segment.first; step < segment.last; ++step) {
      move_rows(rows, history, plan.steps[step].input->rows);
      if (everywhere || step + 1 == segment.last) between[step + 1] = rows;
    }
  }
  return between;
}

}  // namespace sqlc::script
