#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/host.hpp"
#include "cli/command.hpp"
#include "config.hpp"
#include "history/history.hpp"
#include "pipeline.hpp"

namespace sqlc::cli {

/// One run of one command: its arguments, what it has read, what it has found. Owns every source
/// that a finding may point into.
class Session {
 public:
  Session(Host& host, const Command& command, Arguments arguments)
      : host_(host), command_(command), arguments_(std::move(arguments)) {}

  [[nodiscard]] Host& host() const { return host_; }
  [[nodiscard]] const Command& command() const { return command_; }
  [[nodiscard]] const Arguments& arguments() const { return arguments_; }
  [[nodiscard]] Diagnostics& diagnostics() { return diagnostics_; }
  [[nodiscard]] std::vector<std::unique_ptr<Source>>& sources() { return sources_; }

  /// The configuration in force, read once; null when it has errors.
  [[nodiscard]] const LoadedConfig* config();
  /// The linked history, read once; null when there were errors. A project without revisions has an
  /// empty one.
  [[nodiscard]] const history::History* history();
  /// The same, but no revisions at all are an error too.
  [[nodiscard]] const history::History* history_with_revisions();

  /// Text of the command line as a source that findings can point into.
  [[nodiscard]] const Source& typed(std::string text);
  /// Threads to work with.
  [[nodiscard]] unsigned jobs() const;

  /// A mistake on the command line.
  void usage_error(std::string message, std::string help);
  /// A refusal of the environment (`code` file_unwritable, program_failed).
  void environment_error(const Code& code, std::string message, std::string help);

 private:
  Host& host_;
  const Command& command_;
  Arguments arguments_;
  Diagnostics diagnostics_;
  std::vector<std::unique_ptr<Source>> sources_;
  std::optional<LoadedConfig> config_;
  bool config_read_ = false;
  Project project_;
  bool project_read_ = false;
};

/// The compiler's version: "0.1.0".
[[nodiscard]] std::string_view version();

/// "1 revision", "2 revisions".
[[nodiscard]] std::string counted(std::size_t count, std::string_view noun);

}  // namespace sqlc::cli
