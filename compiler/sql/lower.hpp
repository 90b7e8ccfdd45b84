#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sql/statement.hpp"
// PostgreSQL's headers come last.
#include "sql/nodes.hpp"

namespace sqlc::sql {

/// Fills the statement's body, operation and roles from its raw parse tree. Keeps no node.
void lower(const Node& node, Statement& statement);

/// The body alone: OtherStatement for everything that nothing above the parser asks about.
[[nodiscard]] StatementBody lower_body(const Node& node);
/// What the server's rules on transaction blocks see in it.
[[nodiscard]] dialects::Operation operation_of(const Node& node);
/// Statement::roles.
[[nodiscard]] std::vector<std::string> roles_of(const Node& node);

// One function a statement family, each in lower_<family>.cpp.
[[nodiscard]] CreateIndex lower_create_index(const IndexStmt& node);
[[nodiscard]] StatementBody lower_drop(const DropStmt& node);
[[nodiscard]] Reindex lower_reindex(const ReindexStmt& node);
[[nodiscard]] StatementBody lower_alter_table(const AlterTableStmt& node);
[[nodiscard]] CreateEnum lower_create_enum(const CreateEnumStmt& node);
[[nodiscard]] AlterEnum lower_alter_enum(const AlterEnumStmt& node);
[[nodiscard]] TransactionControl lower_transaction(const TransactionStmt& node);
[[nodiscard]] SetParameter lower_set(const VariableSetStmt& node);
[[nodiscard]] Copy lower_copy(const CopyStmt& node);
[[nodiscard]] Do lower_do(const DoStmt& node);
[[nodiscard]] Call lower_call(const CallStmt& node);
[[nodiscard]] DropRole lower_drop_role(const DropRoleStmt& node);
[[nodiscard]] StatementBody lower_rename(const RenameStmt& node);
[[nodiscard]] Select lower_select(const SelectStmt& node);

// What every family needs.

/// The node as the struct that its tag names.
template <typename T>
[[nodiscard]] const T& as(const Node& node) {
  return reinterpret_cast<const T&>(node);
}

/// A C string of the tree; empty for a null pointer.
[[nodiscard]] inline std::string text_of(const char* text) {
  return text == nullptr ? std::string() : std::string(text);
}

/// The members of a list of nodes, for range-based for.
class Nodes {
 public:
  explicit Nodes(const List* list) : list_(list) {}
  class Iterator {
   public:
    explicit Iterator(const ListCell* cell) : cell_(cell) {}
    const Node& operator*() const { return *static_cast<const Node*>(cell_->ptr_value); }
    Iterator& operator++() {
      ++cell_;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return cell_ != other.cell_; }

   private:
    const ListCell* cell_;
  };
  [[nodiscard]] Iterator begin() const {
    return Iterator(list_ == nullptr ? nullptr : list_->elements);
  }
  [[nodiscard]] Iterator end() const {
    return Iterator(list_ == nullptr ? nullptr : list_->elements + list_->length);
  }
  [[nodiscard]] std::size_t size() const {
    return list_ == nullptr ? 0 : static_cast<std::size_t>(list_->length);
  }

 private:
  const List* list_;
};

[[nodiscard]] QualifiedName lower_name(const RangeVar* relation);
/// A list of String nodes: a name, or a schema and a name; a catalog before them is dropped.
[[nodiscard]] QualifiedName lower_name(const List* names);
/// The option of this name in a list of DefElem; null when it is not there.
[[nodiscard]] const DefElem* find_option(const List* options, std::string_view name);
/// An option's value as text: "true", "off", "1"; empty when it has none.
[[nodiscard]] std::string option_text(const DefElem& option);
/// Whether an option is on, as defGetBoolean reads it: a missing value means on.
[[nodiscard]] bool is_on(const DefElem& option);
/// REINDEX CONCURRENTLY in either spelling.
[[nodiscard]] bool is_concurrent(const ReindexStmt& node);

}  // namespace sqlc::sql
