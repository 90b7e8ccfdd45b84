#include "script/append.hpp"
#include "script/context.hpp"

namespace sqlc::script {

static std::string count(std::size_t number, std::string_view noun) {
  return std::to_string(number) + " " + std::string(noun) + (number == 1 ? "" : "s");
}

static std::size_t statement_count(const Plan& plan) {
  std::size_t statements = 0;
  for (const PlannedStep& step : plan.steps) statements += step.input->statements.size();
  return statements;
}

static void add_one_transaction(std::string& text, const Context& context) {
  const std::string start = place(context.rows.front(), ", ");
  if (context.settings.idempotent) {
    append(text, {"-- For a database anywhere on the way from ", start, " to ",
                  place(context.rows.back(), ", "),
                  ". One transaction: if anything fails, nothing is changed.\n"});
  } else {
    append(text,
           {"-- One transaction: if anything fails, nothing is changed and the database stays "
            "at ",
            start, ".\n"});
  }
  if (context.settings.config.client == Client::Generic) {
    text += "-- Run it as one session that stops at the first error, or rolls back after it.\n";
  }
}

/// Places after which the script has committed, shortened when there are many.
static std::string commit_places(const Context& context) {
  constexpr std::size_t shown = 8;
  const std::vector<Segment>& segments = context.plan.segments;
  std::string text = place(context.rows.front(), "+");
  for (std::size_t i = 0; i + 1 < segments.size(); ++i) {
    if (i == shown) return text + ", … (" + std::to_string(segments.size()) + " in all)";
    append(text, {", ", place(context.rows[segments[i].last], "+")});
  }
  return text;
}

/// One line for each place inside a revision at which a failure may leave the database.
static void add_inside_places(std::string& text, const PlannedStep& step) {
  for (const Part& part : step.parts) {
    if (part.mode == Mode::Session || (part.mode == Mode::Inside && part.done_before == 0))
      continue;
    const bool outside = part.mode == Mode::Outside;
    append(text,
           {"--   ", step.input->revision->id.text, outside ? ", at" : ", before", " statement ",
            std::to_string(part.done_before + 1), " of ", std::to_string(step.counted)});
    if (outside) {
      const auto operation = step.input->statements[part.first].operation;
      append(text, {" (", dialects::find_non_transactional(operation)->name, ")"});
    }
    text += "\n";
  }
}

static void add_many_transactions(std::string& text, const Context& context) {
  std::string inside;
  for (const PlannedStep& step : context.plan.steps) add_inside_places(inside, step);
  if (context.settings.idempotent) {
    append(text, {"-- For a database anywhere on the way from ", place(context.rows.front(), ", "),
                  " to ", place(context.rows.back(), ", "), ".\n"});
  }
  append(text,
         {"-- More than one transaction. A failure leaves the database at one of ",
          commit_places(context), inside.empty() ? ".\n" : ",\n-- or inside a revision:\n", inside,
          "-- Then correct the cause and run this same file again: it goes on where it stopped.\n"
          "-- It needs one session to itself: no transaction pooler between psql and the "
          "server.\n"});
}

std::string header_text(const Context& context) {
  const Settings& settings = context.settings;
  std::string text;
  append(text, {"-- sqlc ", settings.command, " ", context.route.resolved, ": ",
                count(context.plan.steps.size(), "revision"), ", ",
                count(statement_count(context.plan), "statement"), ". For PostgreSQL ",
                std::to_string(settings.config.postgres), " and newer.\n"});
  if (!settings.digest.empty()) append(text, {"-- input sha256 ", settings.digest, "\n"});
  if (context.plan.single()) {
    add_one_transaction(text, context);
  } else {
    add_many_transactions(text, context);
  }
  return text;
}

}  // namespace sqlc::script
