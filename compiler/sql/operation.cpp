// Which statements the server refuses inside a transaction block, as far as their text says it.
#include "sql/lower.hpp"

namespace sqlc::sql {

using dialects::Operation;

static Operation operation_of_reindex(const ReindexStmt& node) {
  if (is_concurrent(node)) return Operation::ReindexConcurrently;
  switch (node.kind) {
    case REINDEX_OBJECT_INDEX:
    case REINDEX_OBJECT_TABLE: return Operation::ReindexRelation;
    case REINDEX_OBJECT_SCHEMA: return Operation::ReindexSchema;
    case REINDEX_OBJECT_SYSTEM: return Operation::ReindexSystem;
    case REINDEX_OBJECT_DATABASE: return Operation::ReindexDatabase;
  }
  return Operation::Other;
}

static bool detaches_concurrently(const AlterTableStmt& node) {
  for (const Node& command : Nodes(node.cmds)) {
    const auto& alter = as<AlterTableCmd>(command);
    if (alter.subtype == AT_DetachPartition && as<PartitionCmd>(*alter.def).concurrent) return true;
  }
  return false;
}

static bool is_on_or_missing(const List* options, std::string_view name) {
  const DefElem* option = find_option(options, name);
  return option == nullptr || is_on(*option);
}

/// Making the replication slot on the publisher is what cannot be rolled back.
static bool creates_slot(const CreateSubscriptionStmt& node) {
  if (const DefElem* create_slot = find_option(node.options, "create_slot")) {
    return is_on(*create_slot);
  }
  return is_on_or_missing(node.options, "connect");
}

static Operation operation_of_alter_subscription(const AlterSubscriptionStmt& node) {
  switch (node.kind) {
    case ALTER_SUBSCRIPTION_REFRESH: return Operation::RefreshSubscription;
    case ALTER_SUBSCRIPTION_SET_PUBLICATION:
    case ALTER_SUBSCRIPTION_ADD_PUBLICATION:
    case ALTER_SUBSCRIPTION_DROP_PUBLICATION:
      return is_on_or_missing(node.options, "refresh") ? Operation::RefreshSubscription
                                                       : Operation::Other;
    case ALTER_SUBSCRIPTION_OPTIONS:
      if (find_option(node.options, "failover") != nullptr) {
        return Operation::AlterSubscriptionFailover;
      }
      // Turning it on is left to the next start of the worker; turning it off changes the slot.
      return is_on_or_missing(node.options, "two_phase") ? Operation::Other
                                                         : Operation::AlterSubscriptionTwoPhaseOff;
    default: return Operation::Other;
  }
}

Operation operation_of(const Node& node) {
  switch (node.type) {
    case T_IndexStmt:
      return as<IndexStmt>(node).concurrent ? Operation::CreateIndexConcurrently : Operation::Other;
    case T_DropStmt:
      return as<DropStmt>(node).removeType == OBJECT_INDEX && as<DropStmt>(node).concurrent
                 ? Operation::DropIndexConcurrently
                 : Operation::Other;
    case T_ReindexStmt: return operation_of_reindex(as<ReindexStmt>(node));
    case T_VacuumStmt:
      return as<VacuumStmt>(node).is_vacuumcmd ? Operation::Vacuum : Operation::Other;
    case T_ClusterStmt:
      return as<ClusterStmt>(node).relation == nullptr ? Operation::ClusterAll
                                                       : Operation::ClusterTable;
    case T_CreatedbStmt: return Operation::CreateDatabase;
    case T_DropdbStmt: return Operation::DropDatabase;
    case T_AlterDatabaseStmt:
      return find_option(as<AlterDatabaseStmt>(node).options, "tablespace") != nullptr
                 ? Operation::AlterDatabaseSetTablespace
                 : Operation::Other;
    case T_CreateTableSpaceStmt: return Operation::CreateTablespace;
    case T_DropTableSpaceStmt: return Operation::DropTablespace;
    case T_AlterSystemStmt: return Operation::AlterSystem;
    case T_CreateSubscriptionStmt:
      return creates_slot(as<CreateSubscriptionStmt>(node)) ? Operation::CreateSubscription
                                                            : Operation::Other;
    case T_DropSubscriptionStmt: return Operation::DropSubscription;
    case T_AlterSubscriptionStmt:
      return operation_of_alter_subscription(as<AlterSubscriptionStmt>(node));
    case T_AlterTableStmt:
      return detaches_concurrently(as<AlterTableStmt>(node))
                 ? Operation::DetachPartitionConcurrently
                 : Operation::Other;
    case T_DiscardStmt:
      return as<DiscardStmt>(node).target == DISCARD_ALL ? Operation::DiscardAll : Operation::Other;
    default: return Operation::Other;
  }
}

}  // namespace sqlc::sql
