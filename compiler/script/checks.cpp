#include "script/checks.hpp"

#include <string>

#include "script/outside.hpp"
#include "script/statement_text.hpp"
#include "sql/psql.hpp"

namespace sqlc::script {

static void check_control(const sql::Statement& statement, Diagnostics& diagnostics) {
  const std::string word(first_word(statement));
  if (statement.as<sql::TransactionControl>() != nullptr) {
    diagnostics.add({.code = &codes::transaction_control,
                     .span = statement.span,
                     .message = "`" + word + "` would end or divide the script's own transaction",
                     .help = "delete it: the script opens and commits transactions around whole "
                             "revisions"});
  }
  const auto* set = statement.as<sql::SetParameter>();
  if (set != nullptr && set->name == "transaction") {
    diagnostics.add({.code = &codes::transaction_control,
                     .span = statement.span,
                     .message =
                         "`SET TRANSACTION` comes too late: the script's own statements stand "
                         "before it in the transaction",
                     .help = "delete it"});
  }
  const auto* block = statement.as<sql::Do>();
  if (block != nullptr && ends_transaction(*block)) {
    diagnostics.add({.code = &codes::transaction_control,
                     .span = statement.span,
                     .message =
                         "the code commits or rolls back, which the server refuses inside the "
                         "script's transaction",
                     .help = "do the work in one piece, or in several revisions"});
  }
}

static void check_settings(const PlannedStep& step, const sql::Statement& statement, Allows& allows,
                           Diagnostics& diagnostics) {
  const auto* set = statement.as<sql::SetParameter>();
  if (set == nullptr || set->local || step.outside()) return;
  if (allows.allow(codes::session_setting, statement)) return;
  diagnostics.add({.code = &codes::session_setting,
                   .span = statement.span,
                   .message = "`" + std::string(first_word(statement)) + "` of `" + set->name +
                              "` holds for the session, not for this revision alone; the script "
                              "takes it back after the revision",
                   .help = "use SET LOCAL",
                   .fields = {{"parameter", set->name}}});
}

/// The script's own statements stand between a revision's parts, and its checks look for what the
/// statements name.
static void check_session_name(const PlannedStep& step, const sql::Statement& statement,
                               Diagnostics& diagnostics) {
  const auto* set = statement.as<sql::SetParameter>();
  if (set == nullptr || set->local || set->reset || !step.outside()) return;
  if (set->name != "search_path" && set->name != "role" && set->name != "session_authorization") {
    return;
  }
  diagnostics.add({.code = &codes::setting_out_of_reach,
                   .span = statement.span,
                   .message = "`SET` of `" + set->name +
                              "` does not reach all parts of a revision with statements outside of "
                              "transactions",
                   .help = "write schema-qualified names, or give the whole script --search-path "
                           "or --role",
                   .fields = {{"parameter", set->name}}});
}

static void check_call(const sql::Statement& statement, Allows& allows, Diagnostics& diagnostics) {
  const auto* call = statement.as<sql::Call>();
  if (call == nullptr || allows.allow(codes::procedure_call, statement)) return;
  diagnostics.add({.code = &codes::procedure_call,
                   .span = statement.span,
                   .message = "`" + call->procedure.name +
                              "` runs inside the script's transaction, and fails if it commits",
                   .help = "put `-- sqlc:allow procedure-call <reason>` before it if it never does",
                   .fields = {{"procedure", call->procedure.name}}});
}

static void check_unnamed(const sql::Statement& statement, Allows& allows,
                          Diagnostics& diagnostics) {
  if (!is_unnamed_index(statement) || allows.allow(codes::unnamed_index, statement)) return;
  diagnostics.add({.code = &codes::unnamed_index,
                   .span = statement.span,
                   .message = "an index without a name cannot be recognised after a failure: the "
                              "invalid one would stay, and a second one be built",
                   .help = "write the index's name"});
}

static void check_psql(const sql::Statement& statement, Diagnostics& diagnostics) {
  const std::string_view text = statement.span.text();
  const std::size_t escape = text.find("E'") != std::string_view::npos ? 0 : text.find("e'");
  if (escape == std::string_view::npos || text.find('\n') == std::string_view::npos) return;
  const sql::PsqlReading reading = sql::read_as_psql(statement.span);
  if (reading.verdict != sql::PsqlReading::Verdict::OtherString) return;
  diagnostics.add({.code = &codes::continued_string,
                   .span = {statement.span.source, reading.at, reading.at + 1},
                   .message = "psql reads no backslash escapes in a string that continues E'…' on "
                              "another line",
                   .help = "write the string in one piece"});
}

static void check_verify(const StepInput& step, Diagnostics& diagnostics) {
  for (const sql::Statement& statement : step.verify) {
    const auto* select = statement.as<sql::Select>();
    if (select != nullptr && !select->into && select->columns <= 1) continue;
    const std::string observed = select == nullptr ? "`" + std::string(first_word(statement)) + "`"
                                 : select->into
                                     ? std::string("SELECT … INTO")
                                     : "a query of " + std::to_string(select->columns) + " columns";
    diagnostics.add({.code = &codes::bad_verify,
                     .span = statement.span,
                     .message = observed + " is no check",
                     .help = "write a SELECT of one boolean, true when all is well"});
  }
}

/// The marker belongs to the format, and nothing acts on it yet: a grant must not be believed made.
static void check_grants(const StepInput& step, Diagnostics& diagnostics) {
  if (step.section == nullptr) return;
  for (const history::GrantsMarker& marker : step.section->grants) {
    diagnostics.add({.code = &codes::grants_ignored,
                     .span = marker.span,
                     .message = "this version of sqlc makes no grants: the marker does nothing",
                     .help = "write the GRANT as a statement"});
  }
}

void check_steps(const Plan& plan, Client client, std::vector<Allows>& allows,
                 Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    const PlannedStep& step = plan.steps[i];
    for (const sql::Statement& statement : step.input->statements) {
      check_control(statement, diagnostics);
      check_settings(step, statement, allows[i], diagnostics);
      check_session_name(step, statement, diagnostics);
      check_call(statement, allows[i], diagnostics);
      check_unnamed(statement, allows[i], diagnostics);
      if (client == Client::Psql) check_psql(statement, diagnostics);
    }
    check_grants(*step.input, diagnostics);
    check_verify(*step.input, diagnostics);
    allows[i].report_rest(diagnostics);
  }
}

}  // namespace sqlc::script
