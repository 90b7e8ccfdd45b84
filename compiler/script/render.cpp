#include "script/render.hpp"

#include <algorithm>

#include "script/roles.hpp"
#include "script/step_end.hpp"

namespace sqlc::script {

static std::string run_flag(std::size_t segment) {
  return "sqlc_run_" + std::to_string(segment + 1);
}

static std::string step_flag(std::size_t step) { return "sqlc_step_" + std::to_string(step + 1); }

/// Whether each step of the segment runs under a condition of its own.
static bool chooses_steps(const Context& context, const Segment& segment) {
  return context.settings.idempotent && (context.plan.single() || segment.last - segment.first > 1);
}

static Guard make_guard(const Context& context) {
  const Plan& plan = context.plan;
  Guard guard = {.direction = context.route.direction,
                 .command = context.settings.command,
                 .oldest_server = context.settings.config.postgres,
                 .end = context.rows.back(),
                 .roles = required_roles(context.steps, context.resumes()),
                 .session_lock = !plan.single()};
  for (const Segment& segment : plan.segments) {
    if (plan.steps[segment.first].outside()) guard.outside.push_back(segment.first);
    const std::uint32_t last = context.settings.idempotent ? segment.last : segment.first + 1;
    for (std::uint32_t step = segment.first; step < last; ++step) {
      guard.stations.push_back({.step = step, .rows = context.rows[step]});
    }
  }
  if (context.settings.idempotent) {
    guard.stations.push_back(
        {.step = static_cast<std::uint32_t>(plan.steps.size()), .rows = context.rows.back()});
  }
  return guard;
}

/// Reads what the guard found into psql variables: one flag a segment or step, true where it has to
/// run.
static void put_flags(Writer& writer, const Context& context) {
  writer.line(
      "SELECT pg_catalog.current_setting('sqlc.step') AS sqlc_step, "
      "pg_catalog.current_setting('sqlc.done') AS "
      "sqlc_done \\gset");
  std::vector<std::pair<std::string, std::uint32_t>> flags;
  const Plan& plan = context.plan;
  for (std::size_t i = 0; i < plan.segments.size(); ++i) {
    const Segment& segment = plan.segments[i];
    if (!plan.single()) flags.emplace_back(run_flag(i), segment.last - 1);
    if (!chooses_steps(context, segment)) continue;
    for (std::uint32_t step = segment.first; step < segment.last; ++step) {
      flags.emplace_back(step_flag(step), step);
    }
  }
  // A SELECT takes at most 1664 columns.
  constexpr std::size_t columns = 500;
  for (std::size_t begin = 0; begin < flags.size(); begin += columns) {
    const std::size_t end = std::min(flags.size(), begin + columns);
    for (std::size_t i = begin; i < end; ++i) {
      writer.put({i == begin             ? "SELECT "
                  : (i - begin) % 4 == 0 ? ",\n  "
                                         : ", ",
                  ":sqlc_step <= ", std::to_string(flags[i].second), " AS ", flags[i].first});
    }
    writer.put({" \\gset\n"});
  }
}

static void put_begin(Writer& writer, const Context& context) {
  writer.line("BEGIN;");
  for (const std::string& setting : context.terms.local_settings) writer.line(setting);
}

static void put_steps(Writer& writer, const Context& context, const Segment& segment) {
  const bool choose = chooses_steps(context, segment);
  for (std::uint32_t i = segment.first; i < segment.last; ++i) {
    const PlannedStep& step = context.plan.steps[i];
    writer.put({"\n"});
    if (choose) writer.put({"\\if :", step_flag(i), "\n"});
    put_step_comment(writer, context.history, *step.input, context.route.direction);
    writer.statements(step.input->statements);
    put_step_end(writer, context.terms, context.history, step, {.last = i + 1 == segment.last});
    if (choose) writer.end_if();
  }
}

/// The rows that a segment begins with, as an SQL expression. A script for several starts may begin
/// inside the segment.
static std::string expected_rows(const Context& context, const Segment& segment) {
  if (!chooses_steps(context, segment)) {
    return text_array(context.rows[segment.first]);
  }
  std::string text = "(CASE greatest(pg_catalog.current_setting('sqlc.step')::int, " +
                     std::to_string(segment.first) + ")";
  for (std::uint32_t i = segment.first; i < segment.last; ++i) {
    append(text, {"\n    WHEN ", std::to_string(i), " THEN ", text_array(context.rows[i])});
  }
  return text + " END)";
}

static void put_later_segment(Writer& writer, const Context& context, std::size_t index) {
  const Segment& segment = context.plan.segments[index];
  writer.put({"\n\\if :", run_flag(index), "\nBEGIN;\n", context.terms.baseline, "\n"});
  if (context.settings.idempotent) writer.line("SET LOCAL sqlc.step = :sqlc_step;");
  writer.block(context.terms.tag, " BEGIN",
               recheck(context.terms, expected_rows(context, segment)));
  put_steps(writer, context, segment);
  writer.put({"\nCOMMIT;\n\\echo sqlc: committed ", place(context.rows[segment.last], ","), "\n"});
  writer.end_if();
}

static void put_many_transactions(Writer& writer, const Context& context) {
  writer.line("COMMIT;");
  // For psql: it reads the branches that it leaves out by the session's settings too.
  writer.line("SET client_encoding = 'UTF8'; SET standard_conforming_strings = on;");
  for (std::size_t i = 0; i < context.plan.segments.size(); ++i) {
    if (context.plan.steps[context.plan.segments[i].first].outside()) {
      render_outside(writer, context, i);
    } else {
      put_later_segment(writer, context, i);
    }
  }
  writer.put({"\n"});
  writer.block(context.terms.tag, " BEGIN",
               "  PERFORM pg_catalog.pg_advisory_unlock(" + context.terms.lock_key + ");\n");
  writer.line("RESET client_encoding; RESET standard_conforming_strings;");
}

/// The last words of a script that a database may not have needed.
static void put_nothing_to_do(Writer& writer, const Context& context) {
  writer.put({"\\if :",
              context.plan.single() ? step_flag(context.plan.steps.size() - 1)
                                    : run_flag(context.plan.segments.size() - 1),
              "\n\\else\n\\echo sqlc: nothing to do, the database is at ",
              place(context.rows.back(), ","), "\n\\endif\n"});
}

static void put_one_transaction(Writer& writer, const Context& context) {
  if (!context.terms.late_setting.empty()) writer.line(context.terms.late_setting);
  put_steps(writer, context, context.plan.segments.front());
  writer.put({"\nCOMMIT;\n"});
  if (context.settings.config.client == Client::Generic) return;
  const bool choose = context.settings.idempotent;
  if (choose) writer.put({"\\if :", step_flag(context.plan.steps.size() - 1), "\n"});
  writer.put({"\\echo sqlc: committed ", place(context.rows.back(), ","), "\n"});
  if (choose) writer.line("\\endif");
}

void render(Writer& writer, const Context& context) {
  writer.put({header_text(context)});
  if (context.settings.config.client == Client::Psql) {
    writer.put(
        {"\\set ON_ERROR_STOP on\n\\set ON_ERROR_ROLLBACK off\n\\set AUTOCOMMIT on\n\\set "
         "SINGLELINE off\n"});
  }
  put_begin(writer, context);
  put_guard(writer, context.terms, context.plan, make_guard(context));
  if (context.resumes()) put_flags(writer, context);
  if (context.plan.single()) {
    put_one_transaction(writer, context);
  } else {
    put_many_transactions(writer, context);
  }
  if (context.settings.idempotent) put_nothing_to_do(writer, context);
}

}  // namespace sqlc::script
