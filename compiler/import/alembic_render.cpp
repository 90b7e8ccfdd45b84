#include "import/alembic_render.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/process.hpp"
#include "base/text.hpp"

namespace sqlc::import {

void add_output(const AlembicOutput& output, Renderings& renderings) {
  for (const AlembicStep& step : output.steps) {
    auto& texts = step.up ? renderings.up : renderings.down;
    const auto [found, added] = texts.try_emplace(step.id);
    if (added && step.up) renderings.order.push_back(step.id);
    Rendered& rendered = found->second;
    if (rendered.text) continue;
    if (step.complete) {
      rendered.text = step.body;
    } else {
      rendered.refusal = {step.marker, "its SQL breaks off: no version statement follows it"};
    }
  }
}

/// The words that tell most of what a failed run printed: its last line, or alembic's own verdict.
static std::string last_words(const Finished& finished) {
  const std::size_t verdict = finished.out.rfind("FAILED: ");
  if (verdict != std::string::npos) {
    return std::string(
        trim(finished.out.substr(verdict, finished.out.find('\n', verdict) - verdict)));
  }
  const std::string_view errors = trim(finished.err);
  const std::size_t newline = errors.rfind('\n');
  const std::string_view last =
      newline == std::string_view::npos ? errors : errors.substr(newline + 1);
  return last.empty() ? fmt::format("exit status {}", finished.status) : comment_text(last);
}

/// Runs alembic until every revision has its SQL or a reason for having none.
class AlembicRenderer {
 public:
  AlembicRenderer(const AlembicEnvironment& environment,
                  const std::vector<AlembicVersion>& versions, const TakeOver& take_over,
                  std::vector<std::unique_ptr<Source>>& sources, Diagnostics& diagnostics);

  std::optional<Renderings> render();

 private:
  /// How one run ended: `failed` is the revision that it broke off in, if in one.
  struct Outcome {
    bool started = true;
    bool ok = false;
    std::string failed;
    std::string reason;
  };
  Outcome run(bool up, const std::string& range);
  bool render_up();
  bool render_down();
  void render_each(bool up);
  bool report(bool up, const std::string& range, const Outcome& outcome);
  [[nodiscard]] std::vector<std::string> real_heads() const;
  [[nodiscard]] std::vector<std::string> arguments(bool up, const std::string& range) const;

  const AlembicEnvironment& environment_;
  const std::vector<AlembicVersion>& versions_;
  std::string command_;
  std::vector<std::unique_ptr<Source>>& sources_;
  Diagnostics& diagnostics_;
  Renderings renderings_;
};

AlembicRenderer::AlembicRenderer(const AlembicEnvironment& environment,
                                 const std::vector<AlembicVersion>& versions,
                                 const TakeOver& take_over,
                                 std::vector<std::unique_ptr<Source>>& sources,
                                 Diagnostics& diagnostics)
    : environment_(environment),
      versions_(versions),
      command_(take_over.option("command").value_or("alembic")),
      sources_(sources),
      diagnostics_(diagnostics) {}

std::optional<Renderings> AlembicRenderer::render() {
  if (!render_up() || !render_down()) return std::nullopt;
  return std::move(renderings_);
}

std::vector<std::string> AlembicRenderer::arguments(bool up, const std::string& range) const {
  std::vector<std::string> words;
  for (const std::string_view word : split(command_, ' ')) {
    if (!word.empty()) words.emplace_back(word);
  }
  if (environment_.config.ends_with(".ini")) {
    words.insert(words.end(), {"-c", environment_.config});
  }
  words.insert(words.end(), {up ? "upgrade" : "downgrade", range, "--sql"});
  return words;
}

AlembicRenderer::Outcome AlembicRenderer::run(bool up, const std::string& range) {
  const Command command{.arguments = arguments(up, range),
                        .working_directory = environment_.directory,
                        .environment = {{"PYTHONIOENCODING", "utf-8"},
                                        {"PYTHONDONTWRITEBYTECODE", "1"},
                                        {"PYTHONHASHSEED", "0"}}};
  auto finished = run_process(command);
  if (!finished) return {.started = false, .reason = finished.error()};
  Outcome outcome{.ok = finished.value().status == 0};
  if (!outcome.ok) outcome.reason = last_words(finished.value());
  Diagnostics ignored;
  sources_.push_back(history::load_source(fmt::format("{}", fmt::join(command.arguments, " ")),
                                          std::move(finished.value().out), ignored));
  const AlembicOutput output = split_alembic_output(*sources_.back());
  add_output(output, renderings_);
  if (outcome.ok || output.steps.empty() || output.steps.back().complete) return outcome;
  const AlembicStep& last = output.steps.back();
  outcome.failed = last.id;
  auto& rendered = (up ? renderings_.up : renderings_.down)[last.id];
  rendered.refusal = {{}, fmt::format("alembic cannot print its SQL: {}", outcome.reason)};
  rendered.failed = true;
  return outcome;
}

bool AlembicRenderer::report(bool up, const std::string& range, const Outcome& outcome) {
  diagnostics_.add(
      {.code = &codes::import_unreadable,
       .message = fmt::format("`{}` {}: {}", fmt::join(arguments(up, range), " "),
                              outcome.started ? "failed" : "cannot be run", outcome.reason),
       .help = fmt::format("make it work in `{}` (`--option command=…` names another alembic), or "
                           "give what it prints with `--option sql-{}=FILE`",
                           environment_.directory, up ? "up" : "down")});
  return false;
}

/// From the bases on, and after each revision that fails from there on.
bool AlembicRenderer::render_up() {
  std::unordered_set<std::string> failed;
  std::string start = "base";
  while (true) {
    const std::string range = start + ":heads";
    const Outcome outcome = run(true, range);
    if (outcome.ok) return true;
    if (renderings_.up.empty()) return report(true, range, outcome);
    if (outcome.failed.empty() || !failed.insert(outcome.failed).second) break;
    start = outcome.failed;
  }
  render_each(true);
  return true;
}

std::vector<std::string> AlembicRenderer::real_heads() const {
  std::unordered_set<std::string> below;
  for (const AlembicVersion& version : versions_) {
    below.insert(version.links.down_revisions.begin(), version.links.down_revisions.end());
    below.insert(version.links.depends_on.begin(), version.links.depends_on.end());
  }
  std::vector<std::string> heads;
  for (const AlembicVersion& version : versions_) {
    const auto& labels = version.links.labels;
    const bool named = std::any_of(labels.begin(), labels.end(),
                                   [&](const std::string& label) { return below.contains(label); });
    if (!named && !below.contains(version.id)) heads.push_back(version.id);
  }
  return heads;
}

/// From each head to the bases, since alembic takes one start only; below each that fails again.
bool AlembicRenderer::render_down() {
  std::vector<std::string> starts = real_heads();
  std::unordered_set<std::string> seen(starts.begin(), starts.end());
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const std::string range = starts[i] + ":base";
    const Outcome outcome = run(false, range);
    if (outcome.ok) continue;
    if (!outcome.started) return report(false, range, outcome);
    const auto version = std::find_if(
        versions_.begin(), versions_.end(),
        [&](const AlembicVersion& candidate) { return candidate.id == outcome.failed; });
    if (version == versions_.end()) continue;
    for (const std::string& down : version->links.down_revisions) {
      if (seen.insert(down).second) starts.push_back(down);
    }
  }
  render_each(false);
  return true;
}

/// One run for each revision that no run has reached.
void AlembicRenderer::render_each(bool up) {
  const auto& texts = up ? renderings_.up : renderings_.down;
  for (const AlembicVersion& version : versions_) {
    const auto found = texts.find(version.id);
    if (found != texts.end() && (found->second.text || found->second.failed)) continue;
    const auto& down = version.links.down_revisions;
    const std::string below = down.empty() ? "base" : down.front();
    run(up, up ? below + ":" + version.id : version.id + ":" + below);
  }
}

std::optional<Renderings> render_with_alembic(const AlembicEnvironment& environment,
                                              const std::vector<AlembicVersion>& versions,
                                              const TakeOver& take_over,
                                              std::vector<std::unique_ptr<Source>>& sources,
                                              Diagnostics& diagnostics) {
  return AlembicRenderer(environment, versions, take_over, sources, diagnostics).render();
}

}  // namespace sqlc::import
