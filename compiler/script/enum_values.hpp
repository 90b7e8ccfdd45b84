#pragma once

#include <vector>

#include "script/script.hpp"

namespace sqlc::script {

/// A value that ALTER TYPE … ADD VALUE put into an enum in the transaction that is open.
struct AddedValue {
  const sql::AlterEnum* change = nullptr;
  const sql::Statement* statement = nullptr;
};

/// The values that the open transaction added and cannot use before it commits ("unsafe use of new
/// value", manual of ALTER TYPE). Since 17 a value of a type that the same transaction made can be
/// used at once.
class AddedValues {
 public:
  explicit AddedValues(int oldest_server) : oldest_server_(oldest_server) {}

  /// Takes note of a statement of the open transaction.
  void add(const sql::Statement& statement);
  /// The value that the statement uses, as far as literals tell; null when it uses none.
  [[nodiscard]] const AddedValue* used_by(const sql::Statement& statement) const;
  [[nodiscard]] bool empty() const { return values_.empty(); }
  /// The transaction ended.
  void clear();

 private:
  int oldest_server_;
  std::vector<AddedValue> values_;
  std::vector<const sql::QualifiedName*> made_here_;
};

}  // namespace sqlc::script
