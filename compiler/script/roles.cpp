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

/// Roles that are gone after the range, or may be.
static bool goes(const std::vector<StepInput>& steps, std::string_view role) {
  for (const StepInput& step : steps) {
    for (const sql::Statement& statement : step.statements) {
      const auto* drop = statement.as<sql::DropRole>();
      if (drop != nullptr && std::ranges::find(drop->names, role) != drop->names.end()) return true;
      const auto* renamed = statement.as<sql::RenameRole>();
      if (renamed != nullptr && renamed->from == role) return true;
      const auto* block = statement.as<sql::Do>();
      if (block != nullptr && block->body.find(role) != std::string::npos) return true;
    }
  }
  return false;
}

std::vector<std::string_view> required_roles(const std::vector<StepInput>& steps, bool resumes) {
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
  if (resumes) {
    std::erase_if(required, [&](std::string_view role) { return goes(steps, role); });
  }
  std::ranges::sort(required);
  return required;
}

}  // namespace sqlc::script
