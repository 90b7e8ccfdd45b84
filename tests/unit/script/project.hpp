#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "history/history.hpp"
#include "history/range.hpp"
#include "history/revision_file.hpp"
#include "script/script.hpp"
#include "sql/parse.hpp"

namespace sqlc::testing {

/// A history in memory, compiled as the command does it.
class Project {
 public:
  script::Settings settings = {.digest = std::string(64, '0')};
  Diagnostics diagnostics;

  /// Adds a revision file; its name is only shown in messages.
  Project& file(std::string path, std::string text) {
    sources_.push_back({.path = std::move(path), .text = std::move(text)});
    return *this;
  }

  /// Adds a revision with this message ("Add <id>"), down revisions apart by commas, and sections.
  Project& revision(const std::string& id, const std::string& down, const std::string& upgrade,
                    const std::string& downgrade = "", const std::string& more = "") {
    std::string text = "-- Add " + id + "\n--\n-- Revision ID: " + id + "\n-- Revises: " + down +
                       "\n\n-- sqlc:upgrade\n" + upgrade + "\n";
    if (!downgrade.empty()) text += "\n-- sqlc:downgrade\n" + downgrade + "\n";
    return file("revisions/" + id + ".sql", text + more);
  }

  std::optional<script::Script> upgrade(const std::string& range) {
    return compile(range, "upgrade", history::Direction::Upgrade);
  }
  std::optional<script::Script> downgrade(const std::string& range) {
    return compile(range, "downgrade", history::Direction::Downgrade);
  }
  std::optional<script::Script> stamp(const std::string& range) {
    return compile(range, "stamp", history::Direction::Stamp);
  }

  /// The findings, one a line: `id: message`, each followed by its help.
  [[nodiscard]] std::string findings() const {
    std::string text;
    for (const Diagnostic& each : diagnostics.items()) {
      text += std::string(each.code->id) + ": " + each.message + "\n  help: " + each.help + "\n";
    }
    return text;
  }

 private:
  std::optional<script::Script> compile(const std::string& range, const char* command,
                                        history::Direction direction) {
    diagnostics = {};
    bodies_.clear();
    std::vector<history::Revision> revisions;
    for (const Source& source : sources_) {
      auto revision = history::read_header(source, diagnostics);
      if (revision) revisions.push_back(std::move(*revision));
    }
    history_ = history::History::link(std::move(revisions), diagnostics);
    if (!history_) return std::nullopt;
    const Source& argument = arguments_.emplace_back(Source{.path = "range", .text = range});
    auto route = direction == history::Direction::Upgrade
                     ? history::resolve_upgrade(*history_, argument, diagnostics)
                 : direction == history::Direction::Downgrade
                     ? history::resolve_downgrade(*history_, argument, diagnostics)
                     : history::resolve_stamp(*history_, argument, diagnostics);
    if (!route) return std::nullopt;
    settings.command = command;
    const std::vector<script::StepInput> steps = inputs(*route);
    if (diagnostics.has_errors()) return std::nullopt;
    return script::compile(*history_, *route, steps, settings, diagnostics);
  }

  std::vector<script::StepInput> inputs(const history::Route& route) {
    std::vector<script::StepInput> steps;
    for (const history::Step& step : route.steps) {
      const history::Revision& revision = history_->at(step.revision);
      script::StepInput input = {.revision = &revision, .rows = step.rows};
      if (route.direction != history::Direction::Stamp) read(input, revision, route.direction);
      steps.push_back(std::move(input));
    }
    return steps;
  }

  void read(script::StepInput& input, const history::Revision& revision,
            history::Direction direction) {
    auto bodies = history::read_bodies(revision, diagnostics);
    if (!bodies) return;
    const history::Bodies& kept = bodies_.emplace_back(std::move(*bodies));
    const bool up = direction == history::Direction::Upgrade;
    const auto& section = up ? kept.upgrade : kept.downgrade;
    if (section) {
      input.section = &*section;
      input.statements = sql::parse(section->body, diagnostics);
    }
    if (up && kept.verify) input.verify = sql::parse(kept.verify->body, diagnostics);
  }

  std::deque<Source> sources_;
  std::deque<Source> arguments_;
  std::deque<history::Bodies> bodies_;
  std::optional<history::History> history_;
};

}  // namespace sqlc::testing
