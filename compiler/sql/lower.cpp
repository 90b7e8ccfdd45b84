#include <utility>

#include "base/text.hpp"
#include "sql/lower.hpp"

namespace sqlc::sql {

StatementBody lower_body(const Node& node) {
  switch (node.type) {
    case T_TransactionStmt: return lower_transaction(as<TransactionStmt>(node));
    case T_IndexStmt: return lower_create_index(as<IndexStmt>(node));
    case T_DropStmt: return lower_drop(as<DropStmt>(node));
    case T_ReindexStmt: return lower_reindex(as<ReindexStmt>(node));
    case T_AlterTableStmt: return lower_alter_table(as<AlterTableStmt>(node));
    case T_CreateEnumStmt: return lower_create_enum(as<CreateEnumStmt>(node));
    case T_AlterEnumStmt: return lower_alter_enum(as<AlterEnumStmt>(node));
    case T_VariableSetStmt: return lower_set(as<VariableSetStmt>(node));
    case T_CopyStmt: return lower_copy(as<CopyStmt>(node));
    case T_DoStmt: return lower_do(as<DoStmt>(node));
    case T_CallStmt: return lower_call(as<CallStmt>(node));
    case T_CreateRoleStmt: return CreateRole{.name = text_of(as<CreateRoleStmt>(node).role)};
    case T_DropRoleStmt: return lower_drop_role(as<DropRoleStmt>(node));
    case T_RenameStmt: return lower_rename(as<RenameStmt>(node));
    case T_GrantStmt: return Grant{.revoke = !as<GrantStmt>(node).is_grant};
    case T_GrantRoleStmt: return Grant{.revoke = !as<GrantRoleStmt>(node).is_grant};
    case T_AlterDefaultPrivilegesStmt:
      return Grant{.revoke = !as<AlterDefaultPrivilegesStmt>(node).action->is_grant,
                   .default_privileges = true};
    case T_SelectStmt: return lower_select(as<SelectStmt>(node));
    default: return OtherStatement{};
  }
}

void lower(const Node& node, Statement& statement) {
  statement.body = lower_body(node);
  statement.operation = operation_of(node);
  statement.roles = roles_of(node);
}

QualifiedName lower_name(const RangeVar* relation) {
  if (relation == nullptr) return {};
  return {.schema = text_of(relation->schemaname), .name = text_of(relation->relname)};
}

QualifiedName lower_name(const List* names) {
  QualifiedName result;
  for (const Node& part : Nodes(names)) {
    result.schema = std::exchange(result.name, text_of(as<String>(part).sval));
  }
  return result;
}

const DefElem* find_option(const List* options, std::string_view name) {
  for (const Node& node : Nodes(options)) {
    const auto& option = as<DefElem>(node);
    if (option.defname == name) return &option;
  }
  return nullptr;
}

std::string option_text(const DefElem& option) {
  if (option.arg == nullptr) return {};
  switch (option.arg->type) {
    case T_String: return text_of(as<String>(*option.arg).sval);
    case T_Boolean: return as<Boolean>(*option.arg).boolval ? "true" : "false";
    case T_Integer: return std::to_string(as<Integer>(*option.arg).ival);
    case T_Float: return text_of(as<Float>(*option.arg).fval);
    // `off` and other words that are no key words come as the name of a type.
    case T_TypeName: return lower_name(as<TypeName>(*option.arg).names).name;
    default: return {};
  }
}

bool is_on(const DefElem& option) {
  if (option.arg == nullptr) return true;
  const std::string value = to_lower(option_text(option));
  return value == "true" || value == "on" || value == "1";
}

}  // namespace sqlc::sql
