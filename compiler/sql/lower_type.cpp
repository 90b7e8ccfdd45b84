// CREATE TYPE … AS ENUM, ALTER TYPE … ADD VALUE and RENAME VALUE.
#include "sql/lower.hpp"

namespace sqlc::sql {

CreateEnum lower_create_enum(const CreateEnumStmt& node) {
  CreateEnum created{.type = lower_name(node.typeName), .values = {}};
  created.values.reserve(Nodes(node.vals).size());
  for (const Node& value : Nodes(node.vals)) {
    created.values.push_back(text_of(as<String>(value).sval));
  }
  return created;
}

AlterEnum lower_alter_enum(const AlterEnumStmt& node) {
  return {.type = lower_name(node.typeName),
          .value = text_of(node.newVal),
          .old_value = text_of(node.oldVal),
          .if_not_exists = node.skipIfNewValExists};
}

}  // namespace sqlc::sql
