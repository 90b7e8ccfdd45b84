#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/source.hpp"
#include "dialects/operation.hpp"

namespace sqlc::sql {

/// A name as written, folded and unquoted as the server reads it. `schema` is empty when none was
/// written.
struct QualifiedName {
  std::string schema;
  std::string name;
  friend bool operator==(const QualifiedName&, const QualifiedName&) = default;
};

/// BEGIN, COMMIT, ROLLBACK, SAVEPOINT and their kin.
struct TransactionControl {
  enum class Kind : std::uint8_t { Begin, Commit, Rollback, Savepoint, TwoPhase };
  Kind kind = Kind::Begin;
  /// COMMIT AND CHAIN / ROLLBACK AND CHAIN.
  bool chain = false;
};

struct CreateIndex {
  bool concurrently = false;
  bool if_not_exists = false;
  /// Empty when the server chooses the name.
  std::string name;
  QualifiedName table;
};

struct DropIndex {
  bool concurrently = false;
  bool if_exists = false;
  bool cascade = false;
  std::vector<QualifiedName> names;
};

struct Reindex {
  bool concurrently = false;
  enum class Target : std::uint8_t { Index, Table, Schema, System, Database };
  Target target = Target::Index;
  QualifiedName name;
};

struct DetachPartition {
  QualifiedName parent;
  QualifiedName partition;
  bool concurrently = false;
  bool finalize = false;
};

struct CreateEnum {
  QualifiedName type;
  std::vector<std::string> values;
};

/// ALTER TYPE … ADD VALUE, or RENAME VALUE when `old_value` is not empty.
struct AlterEnum {
  QualifiedName type;
  std::string value;
  std::string old_value;
  bool if_not_exists = false;
};

/// SET, SET LOCAL, RESET of a run-time parameter.
struct SetParameter {
  /// Lower case; "TIME ZONE", "ROLE" and the like as the parameter they stand for: `timezone`,
  /// `role`, `session_authorization`, `client_encoding`, `search_path`, `xmloption`. SET
  /// TRANSACTION is `transaction` (and local), SET SESSION CHARACTERISTICS `session
  /// characteristics`, RESET ALL `all`.
  std::string name;
  bool local = false;
  /// RESET, or SET … TO DEFAULT.
  bool reset = false;
};

struct Copy {
  bool from = false;
  /// FROM STDIN or TO STDOUT.
  bool client = false;
};

/// A DO block. `body` is the code, unquoted.
struct Do {
  /// "plpgsql" when none is written.
  std::string language;
  std::string body;
};

/// CREATE ROLE, USER or GROUP.
struct CreateRole {
  std::string name;
};

struct DropRole {
  bool if_exists = false;
  std::vector<std::string> names;
};

struct RenameRole {
  std::string from;
  std::string to;
};

/// GRANT and REVOKE, of privileges or of roles, and ALTER DEFAULT PRIVILEGES. The roles stand in
/// Statement::roles.
struct Grant {
  bool revoke = false;
  bool default_privileges = false;
};

/// A SELECT, VALUES or TABLE at the top. `columns` is the number of output columns, or 0 when it
/// cannot be counted offline (`*`) or there is none. `into` is SELECT … INTO, which makes a table.
struct Select {
  std::uint32_t columns = 0;
  bool into = false;
};

struct Call {
  QualifiedName procedure;
};

/// Anything that nothing above the parser asks about yet.
struct OtherStatement {};

using StatementBody = std::variant<OtherStatement, TransactionControl, CreateIndex, DropIndex,
                                   Reindex, DetachPartition, CreateEnum, AlterEnum, SetParameter,
                                   Copy, Do, CreateRole, DropRole, RenameRole, Grant, Select, Call>;

/// One statement of a section. The ranges [leading_begin, trailing_end) of a section's statements
/// are the whole section, in order, without gap or overlap.
struct Statement {
  /// The statement's own text, from its first token to its last: no comments, white space or `;`
  /// around it.
  Span span;
  /// Where the comments that stand before it begin: the `trailing_end` of the statement before, or
  /// the section's begin. The `;` of an empty statement may stand there too.
  std::uint32_t leading_begin = 0;
  /// Past the `;`, or `span.end` when the last statement has none. Comments may stand between
  /// `span.end` and the `;`.
  std::uint32_t end = 0;
  /// Past the comments that follow `end` on its line and end there; for the last statement of a
  /// section the section's end.
  std::uint32_t trailing_end = 0;
  bool terminated = false;
  /// All roles that must exist when the statement runs: grantees, owners, members, those of
  /// policies, default privileges, SET ROLE. As the server reads them, each once, in the order of
  /// the text; PUBLIC, CURRENT_ROLE, CURRENT_USER and SESSION_USER left out, and what IF EXISTS
  /// excuses.
  std::vector<std::string> roles;
  dialects::Operation operation = dialects::Operation::Other;
  StatementBody body;

  template <typename T>
  [[nodiscard]] const T* as() const {
    return std::get_if<T>(&body);
  }
};

}  // namespace sqlc::sql
