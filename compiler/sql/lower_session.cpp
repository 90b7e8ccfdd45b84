// What drives a session: BEGIN and its kin, SET, COPY, DO, CALL.
#include "base/text.hpp"
#include "sql/lower.hpp"

namespace sqlc::sql {

static TransactionControl::Kind kind_of(TransactionStmtKind kind) {
  switch (kind) {
    case TRANS_STMT_BEGIN:
    case TRANS_STMT_START: return TransactionControl::Kind::Begin;
    case TRANS_STMT_COMMIT: return TransactionControl::Kind::Commit;
    case TRANS_STMT_ROLLBACK: return TransactionControl::Kind::Rollback;
    case TRANS_STMT_SAVEPOINT:
    case TRANS_STMT_RELEASE:
    case TRANS_STMT_ROLLBACK_TO: return TransactionControl::Kind::Savepoint;
    case TRANS_STMT_PREPARE:
    case TRANS_STMT_COMMIT_PREPARED:
    case TRANS_STMT_ROLLBACK_PREPARED: return TransactionControl::Kind::TwoPhase;
  }
  return TransactionControl::Kind::Begin;
}

TransactionControl lower_transaction(const TransactionStmt& node) {
  return {.kind = kind_of(node.kind), .chain = node.chain};
}

SetParameter lower_set(const VariableSetStmt& node) {
  SetParameter set{.name = to_lower(text_of(node.name)),
                   .local = node.is_local,
                   .reset = node.kind == VAR_RESET || node.kind == VAR_RESET_ALL ||
                            node.kind == VAR_SET_DEFAULT};
  if (node.kind == VAR_RESET_ALL) set.name = "all";
  if (node.kind == VAR_SET_MULTI && set.name.starts_with("transaction")) {
    set.name = "transaction";
    set.local = true;
  }
  return set;
}

Copy lower_copy(const CopyStmt& node) {
  return {.from = node.is_from, .client = node.filename == nullptr && !node.is_program};
}

Do lower_do(const DoStmt& node) {
  Do block{.language = "plpgsql", .body = {}};
  if (const DefElem* language = find_option(node.args, "language")) {
    block.language = option_text(*language);
  }
  if (const DefElem* body = find_option(node.args, "as")) block.body = option_text(*body);
  return block;
}

Call lower_call(const CallStmt& node) { return {.procedure = lower_name(node.funccall->funcname)}; }

}  // namespace sqlc::sql
