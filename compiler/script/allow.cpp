#include "script/allow.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"

namespace sqlc::script {

Allows::Allows(const StepInput& step) {
  if (step.section == nullptr) return;
  for (const history::Allow& marker : step.section->allows) {
    for (const history::Reference& rule : marker.rules) {
      entries_.push_back({.marker = &marker, .rule = &rule, .used = false});
    }
  }
}

bool Allows::allow(const Code& code, const sql::Statement& statement) {
  bool found = false;
  for (Entry& entry : entries_) {
    const bool before = entry.marker->span.begin >= statement.leading_begin &&
                        entry.marker->span.begin < statement.span.begin;
    if (!before || entry.rule->text != code.slug) continue;
    entry.used = found = true;
  }
  return found;
}

bool Allows::allow(const Code& code) {
  bool found = false;
  for (Entry& entry : entries_) {
    if (entry.rule->text == code.slug) entry.used = found = true;
  }
  return found;
}

static void report_unknown(const history::Reference& rule, Diagnostics& diagnostics) {
  std::vector<std::string_view> slugs;
  for (const Code* code : all_codes()) slugs.push_back(code->slug);
  const std::optional<std::string_view> guess = nearest(rule.text, slugs);
  diagnostics.add({.code = &codes::unknown_rule,
                   .span = rule.span,
                   .message = "there is no rule `" + rule.text + "`",
                   .help = guess ? "write `" + std::string(*guess) + "`"
                                 : "write the slug that stands in brackets at a finding's end",
                   .fields = {{"rule", rule.text}}});
}

void Allows::report_rest(Diagnostics& diagnostics) const {
  for (const Entry& entry : entries_) {
    if (entry.used) continue;
    const bool known = std::ranges::any_of(
        all_codes(), [&](const Code* code) { return code->slug == entry.rule->text; });
    if (!known) {
      report_unknown(*entry.rule, diagnostics);
      continue;
    }
    diagnostics.add({.code = &codes::unused_allow,
                     .span = entry.rule->span,
                     .message = "`" + entry.rule->text + "` silences nothing here",
                     .help = "delete it, or move it directly before the statement that it is about",
                     .fields = {{"rule", entry.rule->text}}});
  }
}

}  // namespace sqlc::script
