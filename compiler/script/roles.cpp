#include "script/roles.hpp"

#include <algorithm>
#include <unordered_set>

namespace sqlc::script {

/// What the statements so far may have made.
struct MadeRoles {
  std::unordered_set<std::string_view> names;
  std::vector<std::string_view> code;
};

static void take_note(const sql::Statement& statement, MadeRoles& made) {
  if (const auto* created = statement.as<sql::CreateRole>()) made.names.insert(created->name);
  if (const auto* renamed = statement.as<sql::RenameRole>()) made.names.insert(renamed->to);
  if (const auto* block = statement.as<sql::Do>()) made.code.push_back(block->body);
}

static bool in_code(const MadeRoles& made, std::string_view role) {
  return std::ranges::any_of(
      made.code, [&](std::string_view code) { return code.find(role) != std::string_view::npos; });
}

std::vector<std::string_view> required_roles(const std::vector<StepInput>& steps) {
  MadeRoles made;
  std::vector<std::string_view> required;
  for (const StepInput& step : steps) {
    for (const sql::Statement& statement : step.statements) {
      for (const std::string& role : statement.roles) {
        // One insertion a role: what is required once, or known to be made, needs no second look.
        if (made.names.insert(role).second && !in_code(made, role)) required.push_back(role);
      }
      take_note(statement, made);
    }
  }
  std::ranges::sort(required);
  return required;
}

}  // namespace sqlc::script
