#pragma once

#include <string>
#include <string_view>

#include "history/history.hpp"
#include "script/plan.hpp"
#include "script/terms.hpp"
#include "script/writer.hpp"

namespace sqlc::script {

/// What stands around a step.
struct StepPlace {
  /// No other step follows in its transaction.
  bool last = true;
  /// The lines passed along cannot hold Terms::tag.
  bool tagged = true;
};

/// `-- Running upgrade a, b -> c, message`.
void put_step_comment(Writer& writer, const history::History& history, const StepInput& step,
                      history::Direction direction);

/// What ends a step inside its transaction: deferred constraints are checked, settings that it
/// changed come back, the version rows move and the revision's own checks run. `more` are PL/pgSQL
/// lines for the block that moves the rows.
void put_step_end(Writer& writer, const Terms& terms, const history::History& history,
                  const PlannedStep& step, const StepPlace& where, std::string_view more = {});

/// `RESET …; ` for each setting that the step changed for the whole session; empty when there is
/// none.
[[nodiscard]] std::string resets_of(const StepInput& step);

}  // namespace sqlc::script
