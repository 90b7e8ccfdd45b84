#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config.hpp"

namespace sqlc::cli {

class Session;

/// One option of a command, or of all.
struct Option {
  /// "-m,--message"; the long name last.
  std::string_view names;
  /// What the help calls its value ("TEXT"); words apart by `|` are the only values there are.
  /// Empty for a flag.
  std::string_view value = {};
  std::string_view help = {};
  /// May be given several times.
  bool many = false;
  /// Not empty for an option that Alembic has and sqlc cannot have: giving it is an error, and this
  /// is its advice. Such an option stands in no help.
  std::string_view instead = {};
};

/// One positional argument.
struct Positional {
  std::string_view name;
  std::string_view help;
  bool required = true;
  bool many = false;
};

/// What a command line gives, by long option name ("--message") or positional name ("RANGE").
class Arguments {
 public:
  [[nodiscard]] bool given(std::string_view name) const { return values_.contains(name); }
  /// The value, the last one where there are several; empty when there is none.
  [[nodiscard]] std::string text(std::string_view name) const;
  [[nodiscard]] const std::vector<std::string>& list(std::string_view name) const;
  void add(std::string_view name, std::string value);

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

/// What a command hands back. With an error among the findings nothing of it is printed, unless the
/// findings are the result.
struct Outcome {
  /// For standard output, or for the file of `--output`.
  std::string out = {};
  /// One line for standard error, without the program's name and the line end.
  std::string summary = {};
  /// The findings are the result (`check`): they go to standard output, and exit 1 tells of them.
  bool findings_are_result = false;
};

/// Bit of a ConfigUse in `Command::uses`.
[[nodiscard]] constexpr unsigned bit(ConfigUse use) { return 1U << static_cast<unsigned>(use); }

inline constexpr unsigned reads_revisions = bit(ConfigUse::Project);
inline constexpr unsigned writes_revisions = reads_revisions | bit(ConfigUse::NewFile);
inline constexpr unsigned writes_script =
    reads_revisions | bit(ConfigUse::Table) | bit(ConfigUse::Script);

/// One command: one record in one file of this folder, one line in commands.def. Help, manual page,
/// completion and the parser read it.
struct Command {
  std::string_view name;
  /// One line.
  std::string_view summary;
  /// More for `--help`: paragraphs, and examples as lines that begin with two spaces.
  std::string_view details = {};
  std::span<const Positional> positionals = {};
  std::span<const Option> options = {};
  /// Which keys of the configuration it has options for: bits of ConfigUse.
  unsigned uses = 0;
  bool hidden = false;
  Outcome (*run)(Session&) = nullptr;
  /// Paragraphs for `--help` that are known only at run time, after `details`.
  std::string (*more)() = nullptr;
};

#define SQLC_COMMAND(name) extern const Command name##_command;
#include "cli/commands.def"
#undef SQLC_COMMAND

/// All commands, in the order of the help.
[[nodiscard]] const std::vector<const Command*>& commands();

/// Options that every command has.
[[nodiscard]] std::span<const Option> global_options();

/// `details` and what `more` adds.
[[nodiscard]] std::string details_of(const Command& command);

/// The command's own options, those of the configuration keys it uses, then the global ones.
[[nodiscard]] std::vector<Option> options_of(const Command& command);

/// "--message" of "-m,--message".
[[nodiscard]] std::string_view long_name(std::string_view names);

/// The words of a value such as "text|json"; none when any value goes.
[[nodiscard]] std::vector<std::string_view> choices_of(std::string_view value);

}  // namespace sqlc::cli
