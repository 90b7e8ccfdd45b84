#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "history/range.hpp"
#include "script/plan.hpp"
#include "script/terms.hpp"
#include "script/writer.hpp"

namespace sqlc::script {

/// Version rows between two steps, sorted by id.
using Rows = std::vector<std::string_view>;

/// A state of the database at which the script can begin: before its step `step`, or after the
/// last.
struct Station {
  std::uint32_t step = 0;
  Rows rows;
};

/// What the guard at the top has to know.
struct Guard {
  history::Direction direction = history::Direction::Upgrade;
  /// "upgrade", as in the command to run instead.
  std::string_view command;
  int oldest_server = 14;
  /// First the range's start. More than one where the script can go on in between.
  std::vector<Station> stations;
  Rows end;
  /// Roles that have to exist before the first statement.
  std::vector<std::string_view> roles;
  /// Revisions that run outside of one transaction, by step: an interrupted one may be gone on
  /// with.
  std::vector<std::uint32_t> outside;
  /// More than one transaction: the lock is held by the session.
  bool session_lock = false;
};

/// The block that stops the script, with nothing changed, unless the database is one that it is
/// for. With several stations it leaves the step's number in the setting `sqlc.step` and the number
/// of its statements that are done in `sqlc.done`, both for the transaction.
void put_guard(Writer& writer, const Terms& terms, const Plan& plan, const Guard& guard);

/// PL/pgSQL lines for the begin of a later transaction: locks the version table and stops unless
/// its rows are still `expected`, an SQL expression of type text[].
[[nodiscard]] std::string recheck(const Terms& terms, std::string_view expected);

/// What an interrupted revision leaves in the version table's comment, without the brackets:
/// `upgrade of 4d6e17a0fdf6, 2 of 5 statements done`.
[[nodiscard]] std::string progress(history::Direction direction, const PlannedStep& step,
                                   std::uint32_t done);

}  // namespace sqlc::script
