#include <algorithm>
#include <span>
#include <utility>

#include "base/text.hpp"
#include "script/outside.hpp"
#include "script/render.hpp"
#include "script/statement_text.hpp"
#include "script/step_end.hpp"

namespace sqlc::script {

/// Writes one revision with statements outside of transactions. Its progress stands in the version
/// table's comment, so that the same script goes on inside it and every other one refuses.
class OutsideStep {
 public:
  OutsideStep(Writer& writer, const Context& context, std::size_t segment)
      : writer_(writer),
        context_(context),
        terms_(context.terms),
        index_(context.plan.segments[segment].first),
        step_(context.plan.steps[index_]),
        input_(*step_.input) {}

  void put();

 private:
  void put_part_flags();
  void put_part(std::size_t number);
  void put_inside(const Part& part);
  void put_outside(const Part& part);
  void put_guarded(const sql::Statement& statement, const Rerun& rerun);
  void put_lock_timeout(const Rerun& rerun);
  void begin();
  [[nodiscard]] std::string take_recheck();
  void put_end(std::string before);
  [[nodiscard]] bool finishes(const Part& part) const;
  [[nodiscard]] std::span<const sql::Statement> statements(const Part& part) const;
  [[nodiscard]] std::string read_note() const;
  [[nodiscard]] std::string write_note(std::uint32_t done, std::string_view begun) const;
  [[nodiscard]] std::string announcement(const Part& part, const Rerun& rerun) const;

  Writer& writer_;
  const Context& context_;
  const Terms& terms_;
  std::uint32_t index_;
  const PlannedStep& step_;
  const StepInput& input_;
  /// PL/pgSQL for the next transaction: did the last statement outside do what it should?
  std::string owed_;
  /// The session's lock_timeout as the script set it last.
  std::string_view lock_timeout_;
};

static constexpr std::string_view next_begun = ", the next begun";
static constexpr std::string_view without_progress =
    "pg_catalog.regexp_replace(note, ' ?\\[sqlc: inside [^]]*\\]', '')";

std::span<const sql::Statement> OutsideStep::statements(const Part& part) const {
  return std::span(input_.statements).subspan(part.first, part.last - part.first);
}

/// Whether the revision is done when the part is.
bool OutsideStep::finishes(const Part& part) const {
  return part.mode != Mode::Session && part.done_before + part.last - part.first == step_.counted;
}

std::string OutsideStep::read_note() const {
  return "  note := coalesce(pg_catalog.obj_description(" + terms_.table_literal +
         "::regclass, 'pg_class'), '');\n";
}

/// Puts the progress into the version table's comment, after what else it says.
std::string OutsideStep::write_note(std::uint32_t done, std::string_view begun) const {
  std::string text = "  EXECUTE " + quote_literal("COMMENT ON TABLE " + terms_.table + " IS ");
  append(text, {" || pg_catalog.quote_literal(pg_catalog.concat_ws(' ',\n    nullif(",
                without_progress, ", ''),\n    '[sqlc: inside ",
                progress(context_.route.direction, step_, done), begun, "]'));\n"});
  return text;
}

/// Says in the comment that a statement outside of transactions begins. What it is to make must not
/// be there yet, unless an interrupted run of this script made it.
std::string OutsideStep::announcement(const Part& part, const Rerun& rerun) const {
  std::string text = read_note();
  append(text, {"  IF pg_catalog.strpos(note, '",
                progress(context_.route.direction, step_, part.done_before), next_begun,
                "') > 0 THEN RETURN; END IF;\n"});
  if (!rerun.done_before.empty()) {
    append(text, {"  IF ", rerun.done, " THEN\n    RAISE EXCEPTION 'sqlc: ",
                  message_text(rerun.done_before), "';\n  END IF;\n"});
  }
  return text + write_note(part.done_before, next_begun);
}

void OutsideStep::begin() { writer_.put({"BEGIN;\n", terms_.baseline, "\n"}); }

/// What each of the revision's transactions begins with.
std::string OutsideStep::take_recheck() {
  return recheck(terms_, text_array(context_.rows[index_])) + std::exchange(owed_, {});
}

/// Moves the rows and takes the progress out of the comment, in one transaction.
void OutsideStep::put_end(std::string before) {
  append(before, {"  EXECUTE ", quote_literal("COMMENT ON TABLE " + terms_.table + " IS "),
                  " || pg_catalog.quote_nullable(nullif(pg_catalog.regexp_replace(\n    "
                  "pg_catalog.obj_description(",
                  terms_.table_literal,
                  "::regclass, 'pg_class'), ' ?\\[sqlc: inside [^]]*\\]', ''), ''));\n"});
  put_step_end(writer_, terms_, context_.history, step_, {.last = true, .tagged = false}, before);
}

void OutsideStep::put_inside(const Part& part) {
  begin();
  writer_.block(" BEGIN", take_recheck());
  writer_.statements(statements(part));
  const bool other_role = std::ranges::any_of(statements(part), [](const auto& statement) {
    const auto* set = statement.template as<sql::SetParameter>();
    return set != nullptr && (set->name == "role" || set->name == "session_authorization");
  });
  // The progress and the rows are the script's own role's to write.
  if (other_role) {
    writer_.line("SET LOCAL session_authorization TO DEFAULT; SET LOCAL role TO DEFAULT;");
    writer_.line(terms_.baseline);
  }
  if (finishes(part)) {
    put_end({});
  } else {
    if (std::ranges::any_of(statements(part), runs_code)) {
      writer_.line("SET CONSTRAINTS ALL IMMEDIATE;");
    }
    writer_.block(" DECLARE note text; BEGIN",
                  read_note() + write_note(part.done_before + part.last - part.first, {}));
  }
  writer_.line("COMMIT;");
}

/// A lock_timeout would end CREATE INDEX CONCURRENTLY in its wait for older transactions and leave
/// an invalid index; its lock blocks neither readers nor writers, so it may wait.
void OutsideStep::put_lock_timeout(const Rerun& rerun) {
  const bool author_set_it = std::ranges::any_of(input_.statements, [](const auto& statement) {
    const auto* set = statement.template as<sql::SetParameter>();
    return set != nullptr && set->name == "lock_timeout";
  });
  if (author_set_it) return;
  const std::string_view wanted = rerun.waits_harmlessly
                                      ? std::string_view("SET lock_timeout = 0;")
                                      : std::string_view(terms_.session_lock_timeout);
  if (wanted.empty() || wanted == lock_timeout_) return;
  writer_.line(wanted);
  lock_timeout_ = wanted;
}

void OutsideStep::put_guarded(const sql::Statement& statement, const Rerun& rerun) {
  if (!rerun.leftovers.empty()) writer_.put({rerun.leftovers, " \\gexec\n"});
  if (!rerun.done.empty()) {
    writer_.put({"SELECT NOT ", rerun.done, " AS sqlc_todo"});
    if (!rerun.broken.empty()) writer_.put({", ", rerun.broken, " AS sqlc_broken"});
    writer_.line(" \\gset");
  }
  if (!rerun.broken.empty()) writer_.put({"\\if :sqlc_broken\n", rerun.finish, "\n\\el"});
  if (!rerun.done.empty()) {
    writer_.line(rerun.broken.empty() ? "\\if :sqlc_todo" : "if :sqlc_todo");
  }
  writer_.statements(std::span(&statement, 1));
  if (statement.operation == dialects::Operation::DiscardAll) {
    // It takes the script's settings and its lock away too.
    writer_.line(terms_.session_settings);
    lock_timeout_ = {};
    writer_.block(" BEGIN", "  IF NOT pg_catalog.pg_try_advisory_lock(" + terms_.lock_key +
                                ") THEN\n    RAISE EXCEPTION 'sqlc: another run is at work in this "
                                "database';\n  END IF;\n");
  }
  if (!rerun.done.empty()) writer_.line("\\endif");
}

void OutsideStep::put_outside(const Part& part) {
  const sql::Statement& statement = input_.statements[part.first];
  const Rerun rerun = rerun_of(statement);
  begin();
  writer_.block(" DECLARE note text; BEGIN", take_recheck() + announcement(part, rerun));
  writer_.line("COMMIT;");
  put_lock_timeout(rerun);
  put_guarded(statement, rerun);
  if (!rerun.not_done_after.empty()) {
    append(owed_, {"  IF NOT ", rerun.done, " THEN\n    RAISE EXCEPTION 'sqlc: ",
                   message_text(rerun.not_done_after), "';\n  END IF;\n"});
  }
}

void OutsideStep::put_part_flags() {
  std::string_view head = "SELECT ";
  for (std::size_t i = 0; i < step_.parts.size(); ++i) {
    if (step_.parts[i].mode == Mode::Session) continue;
    writer_.put({head, ":sqlc_done <= ", std::to_string(step_.parts[i].done_before),
                 " AS sqlc_part_", std::to_string(i + 1)});
    head = ", ";
  }
  writer_.line(" \\gset");
}

void OutsideStep::put_part(std::size_t number) {
  const Part& part = step_.parts[number];
  if (part.mode == Mode::Session) return writer_.statements(statements(part));
  const bool choose = step_.counted > 1;
  if (choose) writer_.put({"\\if :sqlc_part_", std::to_string(number + 1), "\n"});
  if (part.mode == Mode::Inside) {
    put_inside(part);
  } else {
    put_outside(part);
  }
  if (choose) writer_.end_if();
}

void OutsideStep::put() {
  put_step_comment(writer_, context_.history, input_, context_.route.direction);
  writer_.line(terms_.session_settings);
  if (step_.counted > 1) put_part_flags();
  bool ended = false;
  for (std::size_t i = 0; i < step_.parts.size(); ++i) {
    put_part(i);
    ended |= finishes(step_.parts[i]) && step_.parts[i].mode == Mode::Inside;
  }
  if (!ended) {
    begin();
    put_end(take_recheck());
    writer_.line("COMMIT;");
  }
  writer_.put({resets_of(input_), terms_.session_resets, "\n"});
  if (step_.counted > 1) writer_.line("\\set sqlc_done 0");
}

void render_outside(Writer& writer, const Context& context, std::size_t segment) {
  writer.put({"\n\\if :sqlc_run_", std::to_string(segment + 1), "\n"});
  OutsideStep(writer, context, segment).put();
  const std::uint32_t last = context.plan.segments[segment].last;
  writer.put({"\\echo sqlc: committed ", place(context.rows[last], ","), "\n"});
  writer.end_if();
}

}  // namespace sqlc::script
