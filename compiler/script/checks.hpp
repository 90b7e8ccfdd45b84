#pragma once

#include <vector>

#include "base/diagnostic.hpp"
#include "history/range.hpp"
#include "script/allow.hpp"
#include "script/plan.hpp"

namespace sqlc::script {

/// Finds what would run otherwise than its author meant: transaction control, settings that leak,
/// calls that commit, checks that are no check, text that psql reads otherwise.
void check_steps(const Plan& plan, Client client, std::vector<Allows>& allows,
                 Diagnostics& diagnostics);

}  // namespace sqlc::script
