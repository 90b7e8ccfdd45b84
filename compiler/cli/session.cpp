#include "cli/session.hpp"

#include <fmt/format.h>

#include <charconv>

#include "base/parallel.hpp"
#include "history/revision_file.hpp"

namespace sqlc::cli {

static std::vector<Override> overrides(const Arguments& arguments) {
  std::vector<Override> given;
  for (const ConfigKey& key : config_keys()) {
    if (!arguments.given(key.option)) continue;
    given.push_back({.key = std::string(key.key),
                     .value = arguments.text(key.option),
                     .origin = fmt::format("option {}", key.option)});
  }
  return given;
}

const LoadedConfig* Session::config() {
  if (!config_read_) {
    config_read_ = true;
    std::string path = arguments_.text("--config");
    if (path.empty()) path = host_.environment("SQLC_CONFIG").value_or("");
    config_ = load_config(host_.files, path, host_.environment, overrides(arguments_), sources_,
                          diagnostics_);
  }
  return config_ ? &*config_ : nullptr;
}

const history::History* Session::history() {
  const LoadedConfig* const loaded = config();
  if (loaded == nullptr) return nullptr;
  if (!project_read_) {
    project_read_ = true;
    project_ = load_project(host_.files, loaded->config.revisions, jobs(), diagnostics_);
  }
  return project_.history ? &*project_.history : nullptr;
}

const history::History* Session::history_with_revisions() {
  const history::History* const all = history();
  if (all == nullptr || all->size() != 0) return all;
  const std::string& folder = config_->config.revisions;
  const bool there = host_.files.is_directory(folder);
  diagnostics_.add(
      {.code = &codes::no_revisions,
       .message = there ? fmt::format("folder `{}` holds no `.sql` files", folder)
                        : fmt::format("there is no folder `{}`", folder),
       .help = there ? "write the first revision with `sqlc revision -m \"...\"`"
                     : "start a project with `sqlc init`, or name the folder with `--revisions`"});
  return nullptr;
}

const Source& Session::typed(std::string text) {
  sources_.push_back(history::load_source("command line", std::move(text), diagnostics_));
  return *sources_.back();
}

unsigned Session::jobs() const {
  const std::string text = arguments_.text("--jobs");
  unsigned number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number == 0 ? available_threads() : number;
}

void Session::usage_error(std::string message, std::string help) {
  diagnostics_.add({.code = &codes::usage, .message = std::move(message), .help = std::move(help)});
}

void Session::environment_error(const Code& code, std::string message, std::string help) {
  diagnostics_.add({.code = &code, .message = std::move(message), .help = std::move(help)});
}

std::string_view version() { return SQLC_VERSION; }

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace sqlc::cli
