#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace sqlc::dialects {

/// What a statement does, as far as the server's rules tell statements apart. The parser assigns
/// one to each statement; everything that PostgreSQL says about it stands in a table of this
/// folder.
enum class Operation : std::uint8_t {
  Other,
  CreateIndexConcurrently,
  DropIndexConcurrently,
  ReindexConcurrently,
  ReindexRelation,  ///< REINDEX INDEX or TABLE, not concurrently
  ReindexSchema,
  ReindexDatabase,
  ReindexSystem,
  Vacuum,
  ClusterAll,
  ClusterTable,
  CreateDatabase,
  DropDatabase,
  AlterDatabaseSetTablespace,
  CreateTablespace,
  DropTablespace,
  AlterSystem,
  CreateSubscription,  ///< with a replication slot to make
  DropSubscription,
  RefreshSubscription,  ///< REFRESH PUBLICATION, or SET, ADD, DROP PUBLICATION that refreshes
  AlterSubscriptionFailover,
  AlterSubscriptionTwoPhaseOff,
  DetachPartitionConcurrently,
  DiscardAll,
};

/// When the server refuses an operation inside a transaction block.
enum class Refused : std::uint8_t {
  Always,
  IfPartitioned,  ///< only when the table or index is partitioned
};

/// One operation that the server refuses inside a transaction block (error 25001).
struct NonTransactional {
  Operation operation;
  /// As the statement is spelled in messages.
  std::string_view name;
  /// PostgreSQL manual, page of the command that says so.
  std::string_view source;
  /// First server version that has the operation and refuses it; 0 when all supported ones do.
  int since = 0;
  Refused when = Refused::Always;
};

/// Measured on servers 14 to 18: each fails with 25001 inside BEGIN … COMMIT. DROP SUBSCRIPTION
/// does so only while the subscription has a slot, which no script can tell: it counts as one that
/// always does. (COMMIT PREPARED and ROLLBACK PREPARED, which fail too, are transaction control.)
inline constexpr std::array non_transactional = {
    NonTransactional{Operation::CreateIndexConcurrently, "CREATE INDEX CONCURRENTLY",
                     "sql-createindex"},
    NonTransactional{Operation::DropIndexConcurrently, "DROP INDEX CONCURRENTLY", "sql-dropindex"},
    NonTransactional{Operation::ReindexConcurrently, "REINDEX CONCURRENTLY", "sql-reindex"},
    NonTransactional{Operation::ReindexRelation, "REINDEX of a partitioned table", "sql-reindex", 0,
                     Refused::IfPartitioned},
    NonTransactional{Operation::ReindexSchema, "REINDEX SCHEMA", "sql-reindex"},
    NonTransactional{Operation::ReindexDatabase, "REINDEX DATABASE", "sql-reindex"},
    NonTransactional{Operation::ReindexSystem, "REINDEX SYSTEM", "sql-reindex"},
    NonTransactional{Operation::Vacuum, "VACUUM", "sql-vacuum"},
    NonTransactional{Operation::ClusterAll, "CLUSTER without a table", "sql-cluster"},
    NonTransactional{Operation::ClusterTable, "CLUSTER of a partitioned table", "sql-cluster", 15,
                     Refused::IfPartitioned},
    NonTransactional{Operation::CreateDatabase, "CREATE DATABASE", "sql-createdatabase"},
    NonTransactional{Operation::DropDatabase, "DROP DATABASE", "sql-dropdatabase"},
    NonTransactional{Operation::AlterDatabaseSetTablespace, "ALTER DATABASE … SET TABLESPACE",
                     "sql-alterdatabase"},
    NonTransactional{Operation::CreateTablespace, "CREATE TABLESPACE", "sql-createtablespace"},
    NonTransactional{Operation::DropTablespace, "DROP TABLESPACE", "sql-droptablespace"},
    NonTransactional{Operation::AlterSystem, "ALTER SYSTEM", "sql-altersystem"},
    NonTransactional{Operation::CreateSubscription, "CREATE SUBSCRIPTION",
                     "sql-createsubscription"},
    NonTransactional{Operation::DropSubscription, "DROP SUBSCRIPTION", "sql-dropsubscription"},
    NonTransactional{Operation::RefreshSubscription, "ALTER SUBSCRIPTION … REFRESH PUBLICATION",
                     "sql-altersubscription"},
    NonTransactional{Operation::AlterSubscriptionFailover, "ALTER SUBSCRIPTION … SET (failover)",
                     "sql-altersubscription", 17},
    NonTransactional{Operation::AlterSubscriptionTwoPhaseOff,
                     "ALTER SUBSCRIPTION … SET (two_phase = false)", "sql-altersubscription", 18},
    NonTransactional{Operation::DetachPartitionConcurrently, "DETACH PARTITION CONCURRENTLY",
                     "sql-altertable"},
    NonTransactional{Operation::DiscardAll, "DISCARD ALL", "sql-discard"},
};

/// The table's row, whatever its condition; null when the operation may always run inside a
/// transaction block.
[[nodiscard]] constexpr const NonTransactional* find_refusal(Operation operation) {
  for (const NonTransactional& row : non_transactional) {
    if (row.operation == operation) return &row;
  }
  return nullptr;
}

/// The row of an operation that never runs inside a transaction block; null for all others.
[[nodiscard]] constexpr const NonTransactional* find_non_transactional(Operation operation) {
  const NonTransactional* row = find_refusal(operation);
  return row != nullptr && row->when == Refused::Always ? row : nullptr;
}

}  // namespace sqlc::dialects
