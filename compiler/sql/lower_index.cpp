// CREATE INDEX, DROP INDEX, REINDEX.
#include <utility>

#include "sql/lower.hpp"

namespace sqlc::sql {

CreateIndex lower_create_index(const IndexStmt& node) {
  return {.concurrently = node.concurrent,
          .if_not_exists = node.if_not_exists,
          .name = text_of(node.idxname),
          .table = lower_name(node.relation)};
}

StatementBody lower_drop(const DropStmt& node) {
  if (node.removeType != OBJECT_INDEX) return OtherStatement{};
  DropIndex drop{.concurrently = node.concurrent,
                 .if_exists = node.missing_ok,
                 .cascade = node.behavior == DROP_CASCADE,
                 .names = {}};
  for (const Node& name : Nodes(node.objects)) {
    drop.names.push_back(lower_name(&as<List>(name)));
  }
  return drop;
}

static Reindex::Target target_of(ReindexObjectType kind) {
  switch (kind) {
    case REINDEX_OBJECT_INDEX: return Reindex::Target::Index;
    case REINDEX_OBJECT_TABLE: return Reindex::Target::Table;
    case REINDEX_OBJECT_SCHEMA: return Reindex::Target::Schema;
    case REINDEX_OBJECT_SYSTEM: return Reindex::Target::System;
    case REINDEX_OBJECT_DATABASE: return Reindex::Target::Database;
  }
  return Reindex::Target::Index;
}

bool is_concurrent(const ReindexStmt& node) {
  // The last one counts when it is written twice.
  bool concurrent = false;
  for (const Node& option : Nodes(node.params)) {
    const auto& param = as<DefElem>(option);
    if (std::string_view(param.defname) == "concurrently") concurrent = is_on(param);
  }
  return concurrent;
}

Reindex lower_reindex(const ReindexStmt& node) {
  Reindex reindex{.concurrently = is_concurrent(node),
                  .target = target_of(node.kind),
                  .name = lower_name(node.relation)};
  if (node.relation == nullptr) reindex.name.name = text_of(node.name);
  return reindex;
}

}  // namespace sqlc::sql
