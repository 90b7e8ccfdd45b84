#pragma once

#include <string_view>
#include <vector>

#include "script/script.hpp"

namespace sqlc::script {

/// Roles that the steps' statements name and that no earlier statement of the range makes, sorted.
/// A role whose name stands in an earlier DO block's code counts as made there. A script
/// that may begin in the middle cannot ask for roles that a later statement drops or renames.
[[nodiscard]] std::vector<std::string_view> required_roles(const std::vector<StepInput>& steps,
                                                           bool resumes);

}  // namespace sqlc::script
