#include "script/plan.hpp"

#include <algorithm>
#include <utility>

#include "script/enum_values.hpp"
#include "script/statement_text.hpp"
#include "sql/lexer.hpp"

namespace sqlc::script {

static Mode mode_of(const sql::Statement& statement) {
  if (dialects::find_non_transactional(statement.operation) != nullptr) return Mode::Outside;
  const auto* parameter = statement.as<sql::SetParameter>();
  return parameter != nullptr && !parameter->local ? Mode::Session : Mode::Inside;
}

/// The step's parts when one of its statements runs outside of transactions; none otherwise.
static std::vector<Part> divide(const StepInput& step) {
  std::vector<Part> parts;
  const auto outside = [](const sql::Statement& each) { return mode_of(each) == Mode::Outside; };
  if (std::ranges::none_of(step.statements, outside)) return parts;
  std::uint32_t done = 0;
  for (std::uint32_t i = 0; i < step.statements.size(); ++i) {
    const Mode mode = mode_of(step.statements[i]);
    const bool joins = mode == Mode::Inside && !parts.empty() && parts.back().mode == mode;
    if (!joins) parts.push_back({.mode = mode, .first = i, .last = i, .done_before = done});
    parts.back().last = i + 1;
    if (mode != Mode::Session) ++done;
  }
  return parts;
}

static bool mixes(const std::vector<Part>& parts) {
  return std::ranges::any_of(parts, [](const Part& part) { return part.mode == Mode::Inside; });
}

static std::string_view spelling(const sql::Statement& statement) {
  return dialects::find_non_transactional(statement.operation)->name;
}

/// One line of advice a part: which statements go into which revision.
static std::string split_advice(const StepInput& step, const std::vector<Part>& parts) {
  std::string advice = "make one revision of each, in this order:";
  std::size_t revision = 0;
  for (const Part& part : parts) {
    if (part.mode == Mode::Session) continue;
    advice += revision++ == 0 ? " " : "; ";
    const std::uint32_t begin = step.statements[part.first].span.begin;
    advice += "(" + std::to_string(revision) + ") line " +
              std::to_string(place_of(*step.section->body.source, begin).line);
    const std::uint32_t count = part.last - part.first;
    if (part.mode == Mode::Outside) {
      advice += ", " + std::string(spelling(step.statements[part.first]));
    } else {
      advice += count == 1 ? ", 1 statement" : ", " + std::to_string(count) + " statements";
    }
  }
  return advice + "; or put `-- sqlc:allow mixed-transaction-modes <reason>` into the section";
}

static void report_mixed(const StepInput& step, const std::vector<Part>& parts,
                         Diagnostics& diagnostics) {
  const auto outside = std::ranges::find(parts, Mode::Outside, &Part::mode);
  const auto inside = std::ranges::find(parts, Mode::Inside, &Part::mode);
  const sql::Statement& statement = step.statements[outside->first];
  diagnostics.add(
      {.code = &codes::mixed_transaction_modes,
       .span = statement.span,
       .message = "`" + std::string(spelling(statement)) +
                  "` cannot run in a transaction, and other statements of revision `" +
                  step.revision->id.text + "` do",
       .notes = {{step.statements[inside->first].span, "this one runs in a transaction"}},
       .help = split_advice(step, parts),
       .fields = {{"revision", step.revision->id.text}}});
}

static void report_enum(const StepInput& step, const sql::Statement& statement,
                        const AddedValue& value, Diagnostics& diagnostics) {
  diagnostics.add(
      {.code = &codes::enum_value_used,
       .span = statement.span,
       .message = "enum value `" + value.change->value +
                  "` is used in the transaction that adds it, which the server refuses",
       .notes = {{value.statement->span, "it is added here"}},
       .help = "move what uses the value into a revision of its own after `" +
               step.revision->id.text + "`",
       .fields = {{"revision", step.revision->id.text}, {"value", value.change->value}}});
}

bool ends_transaction(const sql::Do& block) {
  if (block.body.empty()) return false;
  sql::Lexer lexer(block.body);
  bool begins = true;
  for (sql::Token token = lexer.next_significant(); token.kind != sql::TokenKind::End;
       token = lexer.next_significant()) {
    const std::string_view word = lexer.text(token);
    if (begins && token.kind == sql::TokenKind::Word &&
        (same_word(word, "commit") || same_word(word, "rollback"))) {
      return true;
    }
    begins = token.kind == sql::TokenKind::Semicolon ||
             (token.kind == sql::TokenKind::Word &&
              (same_word(word, "begin") || same_word(word, "then") || same_word(word, "else") ||
               same_word(word, "loop")));
  }
  return false;
}

/// Goes through the steps once and closes a segment wherever a transaction has to end.
class Planner {
 public:
  Planner(const Config& config, Diagnostics& diagnostics)
      : config_(config), diagnostics_(diagnostics), added_(config.postgres) {}

  void add(const StepInput& step, Allows& allows);
  Plan finish() {
    close();
    return std::move(plan_);
  }

 private:
  void add_outside(PlannedStep planned, Allows& allows);
  void add_inside(PlannedStep planned, Allows& allows);
  void use(const StepInput& step, const sql::Statement& statement, Allows& allows);
  void use_in_checks(const StepInput& step);
  void close();

  const Config& config_;
  Diagnostics& diagnostics_;
  AddedValues added_;
  Plan plan_;
};

void Planner::add(const StepInput& step, Allows& allows) {
  PlannedStep planned = {.input = &step, .parts = divide(step)};
  planned.counted = static_cast<std::uint32_t>(step.statements.size());
  for (const Part& part : planned.parts) planned.counted -= part.mode == Mode::Session ? 1 : 0;
  planned.runs_code = std::ranges::any_of(step.statements, &runs_code);
  if (planned.outside()) {
    add_outside(std::move(planned), allows);
  } else {
    add_inside(std::move(planned), allows);
  }
}

void Planner::add_outside(PlannedStep planned, Allows& allows) {
  close();
  const StepInput& step = *planned.input;
  if (mixes(planned.parts) && !allows.allow(codes::mixed_transaction_modes)) {
    report_mixed(step, planned.parts, diagnostics_);
  }
  for (const Part& part : planned.parts) {
    added_.clear();
    for (std::uint32_t i = part.first; i < part.last; ++i) use(step, step.statements[i], allows);
  }
  use_in_checks(step);
  plan_.steps.push_back(std::move(planned));
  close();
}

void Planner::add_inside(PlannedStep planned, Allows& allows) {
  const StepInput& step = *planned.input;
  const auto uses = [&](const sql::Statement& each) { return added_.used_by(each) != nullptr; };
  if (!added_.empty() &&
      (std::ranges::any_of(step.statements, uses) || std::ranges::any_of(step.verify, uses))) {
    close();
  }
  plan_.steps.push_back(std::move(planned));
  for (const sql::Statement& statement : step.statements) use(step, statement, allows);
  use_in_checks(step);
  if (config_.transaction == TransactionMode::PerRevision) close();
}

void Planner::use(const StepInput& step, const sql::Statement& statement, Allows& allows) {
  const AddedValue* value = added_.used_by(statement);
  if (value != nullptr && !allows.allow(codes::enum_value_used, statement)) {
    report_enum(step, statement, *value, diagnostics_);
  }
  added_.add(statement);
}

void Planner::use_in_checks(const StepInput& step) {
  for (const sql::Statement& check : step.verify) {
    if (const AddedValue* value = added_.used_by(check)) {
      report_enum(step, check, *value, diagnostics_);
    }
  }
}

void Planner::close() {
  added_.clear();
  const std::uint32_t first = plan_.segments.empty() ? 0 : plan_.segments.back().last;
  const auto last = static_cast<std::uint32_t>(plan_.steps.size());
  if (first != last) plan_.segments.push_back({.first = first, .last = last});
}

Plan make_plan(const std::vector<StepInput>& steps, const Config& config,
               std::vector<Allows>& allows, Diagnostics& diagnostics) {
  Planner planner(config, diagnostics);
  for (std::size_t i = 0; i < steps.size(); ++i) planner.add(steps[i], allows[i]);
  return planner.finish();
}

}  // namespace sqlc::script
