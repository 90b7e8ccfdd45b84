#include <utility>

#include "script/checks.hpp"
#include "script/context.hpp"
#include "script/render.hpp"

namespace sqlc::script {

/// The first thing in the plan that one transaction does not allow.
static Span reason_for_many(const Plan& plan) {
  for (const Segment& segment : plan.segments) {
    const PlannedStep& step = plan.steps[segment.first];
    for (const Part& part : step.parts) {
      if (part.mode == Mode::Outside) return step.input->statements[part.first].span;
    }
    if (segment.first != 0) return step.input->revision->id.span;
  }
  return {};
}

/// Clients other than psql know no conditions.
static void check_client(const Plan& plan, const Settings& settings, Diagnostics& diagnostics) {
  if (settings.config.client != Client::Generic) return;
  if (settings.idempotent) {
    diagnostics.add({.code = &codes::client_cannot,
                     .message = "a script for databases at several revisions chooses what to run, "
                                "which only psql can",
                     .help = "leave out --idempotent, or use --client psql"});
  } else if (!plan.single()) {
    diagnostics.add({.code = &codes::client_cannot,
                     .span = reason_for_many(plan),
                     .message = "the range needs more than one transaction, and a script for any "
                                "client is one",
                     .help = "compile a shorter range, or use --client psql"});
  }
}

/// Enough for the usual range, so that the text moves seldom while it grows.
static std::size_t expected_size(const std::vector<StepInput>& steps, const Terms& terms) {
  std::size_t size = 8192;
  for (const StepInput& step : steps) {
    if (step.section != nullptr) size += step.section->body.end - step.section->body.begin;
  }
  return size + steps.size() * (terms.baseline.size() + 512);
}

std::optional<Script> compile(const history::History& history, const history::Route& route,
                              const std::vector<StepInput>& steps, const Settings& settings,
                              Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.error_count();
  if (steps.empty()) {
    diagnostics.add({.code = &codes::empty_range,
                     .message = "the range `" + route.resolved + "` holds no revision"});
    return std::nullopt;
  }
  std::vector<Allows> allows(steps.begin(), steps.end());
  const Plan plan = make_plan(steps, settings.config, allows, diagnostics);
  check_steps(plan, settings.config.client, allows, diagnostics);
  check_client(plan, settings, diagnostics);
  if (diagnostics.error_count() != errors_before) return std::nullopt;

  const Terms terms = make_terms(settings.config);
  const Context context = {.history = history,
                           .route = route,
                           .steps = steps,
                           .settings = settings,
                           .plan = plan,
                           .terms = terms,
                           .rows = rows_between(history, route, plan, settings.idempotent)};
  Script script;
  script.text.reserve(expected_size(steps, terms));
  script.revisions = steps.size();
  script.segments = plan.segments.size();
  for (const PlannedStep& step : plan.steps) {
    for (const Part& part : step.parts) script.outside += part.mode == Mode::Outside ? 1 : 0;
  }
  Writer writer(script, settings.config.client);
  render(writer, context);
  return script;
}

}  // namespace sqlc::script
