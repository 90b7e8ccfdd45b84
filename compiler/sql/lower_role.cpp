// Statements on roles, and the roles that any statement names.
#include <algorithm>
#include <utility>

#include "sql/lower.hpp"

namespace sqlc::sql {

DropRole lower_drop_role(const DropRoleStmt& node) {
  DropRole drop{.if_exists = node.missing_ok, .names = {}};
  for (const Node& role : Nodes(node.roles)) {
    drop.names.push_back(text_of(as<RoleSpec>(role).rolename));
  }
  return drop;
}

StatementBody lower_rename(const RenameStmt& node) {
  if (node.renameType != OBJECT_ROLE) return OtherStatement{};
  return RenameRole{.from = text_of(node.subname), .to = text_of(node.newname)};
}

namespace {

/// Collects role names, each once.
class Roles {
 public:
  void add(const char* name) {
    if (name == nullptr) return;
    if (std::find(names_.begin(), names_.end(), name) == names_.end()) names_.emplace_back(name);
  }
  void add(const RoleSpec* role) {
    if (role != nullptr && role->roletype == ROLESPEC_CSTRING) add(role->rolename);
  }
  /// A list of RoleSpec.
  void add(const List* roles) {
    for (const Node& role : Nodes(roles)) add(&as<RoleSpec>(role));
  }
  [[nodiscard]] std::vector<std::string> take() { return std::move(names_); }

 private:
  std::vector<std::string> names_;
};

}  // namespace

static void add(Roles& roles, const GrantStmt& node) {
  roles.add(node.grantees);
  roles.add(node.grantor);
}

static void add(Roles& roles, const GrantRoleStmt& node) {
  for (const Node& granted : Nodes(node.granted_roles))
    roles.add(as<AccessPriv>(granted).priv_name);
  roles.add(node.grantee_roles);
  roles.add(node.grantor);
}

static void add(Roles& roles, const AlterDefaultPrivilegesStmt& node) {
  if (const DefElem* owners = find_option(node.options, "roles")) {
    roles.add(reinterpret_cast<const List*>(owners->arg));
  }
  add(roles, *node.action);
}

/// IN ROLE, ROLE, USER and ADMIN of CREATE ROLE; ADD USER and DROP USER of ALTER GROUP.
static void add_members(Roles& roles, const List* options) {
  for (const Node& node : Nodes(options)) {
    const auto& option = as<DefElem>(node);
    const std::string_view name = option.defname;
    if (name == "addroleto" || name == "rolemembers" || name == "adminmembers") {
      roles.add(reinterpret_cast<const List*>(option.arg));
    }
  }
}

static void add(Roles& roles, const AlterTableStmt& node) {
  for (const Node& command : Nodes(node.cmds)) {
    const auto& alter = as<AlterTableCmd>(command);
    if (alter.subtype == AT_ChangeOwner) roles.add(alter.newowner);
  }
}

/// SET ROLE and SET SESSION AUTHORIZATION. (SET ROLE NONE has a value too.)
static void add(Roles& roles, const VariableSetStmt& node) {
  if (node.kind != VAR_SET_VALUE || Nodes(node.args).size() != 1) return;
  const std::string_view parameter = node.name;
  if (parameter != "role" && parameter != "session_authorization") return;
  const Node& value = *Nodes(node.args).begin();
  if (value.type != T_A_Const || as<A_Const>(value).isnull) return;
  const auto& constant = as<A_Const>(value).val;
  if (constant.node.type != T_String) return;
  if (parameter != "role" || std::string_view(constant.sval.sval) != "none") {
    roles.add(constant.sval.sval);
  }
}

static void add(Roles& roles, const CreateSchemaStmt& node);

static void add_object_role(Roles& roles, ObjectType type, const Node* object) {
  if (type == OBJECT_ROLE && object != nullptr && object->type == T_String) {
    roles.add(as<String>(*object).sval);
  }
}

static void add_database_owner(Roles& roles, const List* options) {
  const DefElem* owner = find_option(options, "owner");
  if (owner != nullptr && owner->arg != nullptr) roles.add(option_text(*owner).c_str());
}

static void add_any(Roles& roles, const Node& node) {
  switch (node.type) {
    case T_GrantStmt: return add(roles, as<GrantStmt>(node));
    case T_GrantRoleStmt: return add(roles, as<GrantRoleStmt>(node));
    case T_AlterDefaultPrivilegesStmt: return add(roles, as<AlterDefaultPrivilegesStmt>(node));
    case T_CreatePolicyStmt: return roles.add(as<CreatePolicyStmt>(node).roles);
    case T_AlterPolicyStmt: return roles.add(as<AlterPolicyStmt>(node).roles);
    case T_AlterOwnerStmt: return roles.add(as<AlterOwnerStmt>(node).newowner);
    case T_AlterTableStmt: return add(roles, as<AlterTableStmt>(node));
    case T_AlterTableMoveAllStmt: return roles.add(as<AlterTableMoveAllStmt>(node).roles);
    case T_CreateSchemaStmt: return add(roles, as<CreateSchemaStmt>(node));
    case T_CreateTableSpaceStmt: return roles.add(as<CreateTableSpaceStmt>(node).owner);
    case T_CreatedbStmt: return add_database_owner(roles, as<CreatedbStmt>(node).options);
    case T_VariableSetStmt: return add(roles, as<VariableSetStmt>(node));
    case T_CreateRoleStmt: return add_members(roles, as<CreateRoleStmt>(node).options);
    case T_AlterRoleStmt:
      roles.add(as<AlterRoleStmt>(node).role);
      return add_members(roles, as<AlterRoleStmt>(node).options);
    case T_AlterRoleSetStmt: return roles.add(as<AlterRoleSetStmt>(node).role);
    case T_DropRoleStmt:
      if (!as<DropRoleStmt>(node).missing_ok) roles.add(as<DropRoleStmt>(node).roles);
      return;
    case T_RenameStmt:
      if (as<RenameStmt>(node).renameType == OBJECT_ROLE) roles.add(as<RenameStmt>(node).subname);
      return;
    case T_ReassignOwnedStmt:
      roles.add(as<ReassignOwnedStmt>(node).roles);
      return roles.add(as<ReassignOwnedStmt>(node).newrole);
    case T_DropOwnedStmt: return roles.add(as<DropOwnedStmt>(node).roles);
    case T_CreateUserMappingStmt: return roles.add(as<CreateUserMappingStmt>(node).user);
    case T_AlterUserMappingStmt: return roles.add(as<AlterUserMappingStmt>(node).user);
    case T_DropUserMappingStmt:
      if (!as<DropUserMappingStmt>(node).missing_ok) roles.add(as<DropUserMappingStmt>(node).user);
      return;
    case T_CommentStmt:
      return add_object_role(roles, as<CommentStmt>(node).objtype, as<CommentStmt>(node).object);
    case T_SecLabelStmt:
      return add_object_role(roles, as<SecLabelStmt>(node).objtype, as<SecLabelStmt>(node).object);
    default: return;
  }
}

static void add(Roles& roles, const CreateSchemaStmt& node) {
  roles.add(node.authrole);
  for (const Node& element : Nodes(node.schemaElts)) add_any(roles, element);
}

std::vector<std::string> roles_of(const Node& node) {
  Roles roles;
  add_any(roles, node);
  return roles.take();
}

}  // namespace sqlc::sql
