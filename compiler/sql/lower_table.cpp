// ALTER TABLE and its kin.
#include "sql/lower.hpp"

namespace sqlc::sql {

StatementBody lower_alter_table(const AlterTableStmt& node) {
  // Attaching and detaching stand alone in their statement.
  if (Nodes(node.cmds).size() != 1) return OtherStatement{};
  const auto& command = as<AlterTableCmd>(*Nodes(node.cmds).begin());
  const bool finalize = command.subtype == AT_DetachPartitionFinalize;
  if (command.subtype != AT_DetachPartition && !finalize) return OtherStatement{};
  const auto& detached = as<PartitionCmd>(*command.def);
  return DetachPartition{.parent = lower_name(node.relation),
                         .partition = lower_name(detached.name),
                         .concurrently = detached.concurrent,
                         .finalize = finalize};
}

}  // namespace sqlc::sql
