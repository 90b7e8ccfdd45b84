// SELECT, VALUES, TABLE.
#include "sql/lower.hpp"

namespace sqlc::sql {

static bool ends_in_star(const List* parts) {
  const Nodes nodes(parts);
  return nodes.size() > 0 &&
         static_cast<const Node*>(parts->elements[nodes.size() - 1].ptr_value)->type == T_A_Star;
}

/// `*`, `t.*` and `(row).*`: as many columns as the catalog knows.
static bool is_star(const Node& expression) {
  if (expression.type == T_ColumnRef) return ends_in_star(as<ColumnRef>(expression).fields);
  if (expression.type != T_A_Indirection) return false;
  return ends_in_star(as<A_Indirection>(expression).indirection);
}

/// Columns of a SELECT without set operations; 0 when a `*` hides their number.
static std::uint32_t count_columns(const SelectStmt& leaf) {
  if (leaf.valuesLists != nullptr) {
    const auto& row = as<List>(*Nodes(leaf.valuesLists).begin());
    for (const Node& value : Nodes(&row)) {
      if (is_star(value)) return 0;
    }
    return static_cast<std::uint32_t>(row.length);
  }
  for (const Node& target : Nodes(leaf.targetList)) {
    if (is_star(*as<ResTarget>(target).val)) return 0;
  }
  return static_cast<std::uint32_t>(Nodes(leaf.targetList).size());
}

Select lower_select(const SelectStmt& node) {
  // All arms of a UNION have the same number of columns: one that can be counted is enough. The
  // left arms nest deeply in a long UNION, the right ones do not.
  const SelectStmt* arm = &node;
  Select select;
  while (arm->op != SETOP_NONE) {
    if (arm->rarg->op == SETOP_NONE && select.columns == 0) {
      select.columns = count_columns(*arm->rarg);
    }
    arm = arm->larg;
  }
  if (select.columns == 0) select.columns = count_columns(*arm);
  select.into = arm->intoClause != nullptr;
  return select;
}

}  // namespace sqlc::sql
