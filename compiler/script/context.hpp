#pragma once

#include <string>
#include <vector>

#include "history/range.hpp"
#include "script/guard.hpp"
#include "script/plan.hpp"
#include "script/script.hpp"
#include "script/terms.hpp"

namespace sqlc::script {

/// All that the text is made from.
struct Context {
  const history::History& history;
  const history::Route& route;
  const std::vector<StepInput>& steps;
  const Settings& settings;
  const Plan& plan;
  const Terms& terms;
  /// Version rows before step i, and after the last one at the end. Only where a script may begin
  /// or a segment ends; empty in between.
  std::vector<Rows> rows;

  /// The script begins at other places than the range's start too.
  [[nodiscard]] bool resumes() const { return settings.idempotent || !plan.single(); }
};

/// The comment lines at the top: what the file does, and what a failure leaves.
[[nodiscard]] std::string header_text(const Context& context);

/// The version rows at the places that Context::rows has.
[[nodiscard]] std::vector<Rows> rows_between(const history::History& history,
                                             const history::Route& route, const Plan& plan,
                                             bool everywhere);

}  // namespace sqlc::script
