#include "cli/parse.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.hpp"
#include "cli/help.hpp"

namespace sqlc::cli {

/// Stands before `-1`, `-3:head` and the like while CLI11 looks for options: they are places in the
/// history, and no option begins with a digit.
static constexpr char relative_mark = '\x1f';

static bool is_relative(const std::string& argument) {
  return argument.size() > 1 && argument[0] == '-' && argument[1] >= '0' && argument[1] <= '9';
}

static std::string unmarked(std::string text) {
  if (!text.empty() && text.front() == relative_mark) text.erase(0, 1);
  return text;
}

/// The option of CLI11 for one of ours, and where its values go.
struct Bound {
  std::string name;
  bool flag = false;
  CLI::Option* option = nullptr;
};

using BoundOptions = std::vector<Bound>;

/// All values are taken here; whether there may be several is checked afterwards.
static CLI::Option* add_values(CLI::App& app, const std::string& names) {
  return app.add_option(names)->allow_extra_args(false)->multi_option_policy(
      CLI::MultiOptionPolicy::TakeAll);
}

static void bind_options(CLI::App& app, std::span<const Option> options, BoundOptions& bound) {
  for (const Option& option : options) {
    const std::string names(option.names);
    const bool flag = option.value.empty();
    CLI::Option* const one =
        flag ? app.add_flag(names)->disable_flag_override() : add_values(app, names);
    bound.push_back({std::string(long_name(option.names)), flag, one});
  }
}

/// One subcommand. CLI11 looks for its own options first, then for the global ones above it.
static void bind_command(CLI::App& app, const Command& command, BoundOptions& bound) {
  CLI::App* const sub = app.add_subcommand(std::string(command.name));
  sub->set_help_flag("");
  sub->allow_extras();
  sub->fallthrough();
  std::vector<Option> own = options_of(command);
  own.resize(own.size() - global_options().size());
  bind_options(*sub, own, bound);
  for (const Positional& positional : command.positionals) {
    const std::string name(positional.name);
    CLI::Option* const one = add_values(*sub, name);
    if (positional.many) one->allow_extra_args()->expected(-1);
    bound.push_back({name, false, one});
  }
}

static Arguments collect(const BoundOptions& bound) {
  Arguments arguments;
  for (const Bound& one : bound) {
    if (one.option->count() == 0) continue;
    if (one.flag) {
      arguments.add(one.name, "");
    } else {
      for (std::string value : one.option->results()) {
        arguments.add(one.name, unmarked(std::move(value)));
      }
    }
  }
  return arguments;
}

// --- What the command line gets wrong ----------------------------------------------------------

static void usage(Diagnostics& diagnostics, std::string message, std::string help) {
  diagnostics.add({.code = &codes::usage, .message = std::move(message), .help = std::move(help)});
}

static std::string see_help(const Command* command) {
  return command == nullptr ? std::string("run `sqlc --help` to see every command")
                            : fmt::format("run `sqlc {} --help`", command->name);
}

static void report_unknown_command(const std::string& word, Diagnostics& diagnostics) {
  std::vector<std::string_view> names;
  for (const Command* command : commands()) {
    if (!command->hidden) names.push_back(command->name);
  }
  const auto guess = nearest(word, names);
  usage(diagnostics, fmt::format("unknown command `{}`", word),
        guess ? fmt::format("did you mean `{}`?", *guess) : see_help(nullptr));
}

static std::vector<std::string_view> long_names(const Command* command) {
  std::vector<std::string_view> names;
  const auto add = [&](std::span<const Option> options) {
    for (const Option& option : options) {
      if (option.instead.empty()) names.push_back(long_name(option.names));
    }
  };
  if (command == nullptr)
    add(global_options());
  else
    add(options_of(*command));
  return names;
}

static void report_extra(const std::string& word, const Command* command,
                         Diagnostics& diagnostics) {
  if (word.size() < 2 || word.front() != '-') {
    usage(diagnostics, fmt::format("argument `{}` is one too many", unmarked(word)),
          see_help(command));
    return;
  }
  const std::string name = word.substr(0, word.find('='));
  const auto guess = nearest(name, long_names(command));
  usage(diagnostics, fmt::format("unknown option `{}`", name),
        guess ? fmt::format("did you mean `{}`?", *guess) : see_help(command));
}

static void check_extras(const std::vector<std::string>& extras, const Command* command,
                         Diagnostics& diagnostics) {
  if (command == nullptr && !extras.empty() && !extras.front().starts_with('-')) {
    report_unknown_command(extras.front(), diagnostics);
    return;
  }
  // One mistyped option often leaves its value behind too: the first tells enough.
  if (!extras.empty()) report_extra(extras.front(), command, diagnostics);
}

static void check_value(const Option& option, const Arguments& arguments,
                        Diagnostics& diagnostics) {
  const std::string_view name = long_name(option.names);
  if (!arguments.given(name)) return;
  if (!option.instead.empty()) {
    usage(diagnostics, fmt::format("sqlc has no `{}`", name), std::string(option.instead));
    return;
  }
  if (!option.many && arguments.list(name).size() > 1 && !option.value.empty()) {
    usage(diagnostics, fmt::format("option `{}` is given more than once", name), "give it once");
    return;
  }
  const auto choices = choices_of(option.value);
  const std::string value = arguments.text(name);
  if (!choices.empty() && std::find(choices.begin(), choices.end(), value) == choices.end()) {
    usage(diagnostics, fmt::format("`{}` is no value of `{}`", value, name),
          fmt::format("write one of: {}", fmt::join(choices, ", ")));
  }
}

static void check_jobs(const Arguments& arguments, Diagnostics& diagnostics) {
  if (!arguments.given("--jobs")) return;
  const std::string text = arguments.text("--jobs");
  const char* const end = text.data() + text.size();
  int number = 0;
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  if (error == std::errc() && stopped == end && number >= 1 && number <= 1024) return;
  usage(diagnostics, fmt::format("`{}` is no number of threads", text),
        "write a number from 1 to 1024");
}

static void check_required(const Command& command, const Arguments& arguments,
                           Diagnostics& diagnostics) {
  for (const Positional& positional : command.positionals) {
    if (!positional.required || arguments.given(positional.name)) continue;
    usage(diagnostics, fmt::format("`{}` needs {}", command.name, positional.name),
          fmt::format("write `{}`", usage_line(command)));
  }
}

static void check(const Parsed& parsed, const std::vector<std::string>& extras,
                  Diagnostics& diagnostics) {
  const Arguments& arguments = parsed.arguments;
  if (arguments.given("--help") || arguments.given("--version")) return;
  const std::vector<Option> options =
      parsed.command != nullptr
          ? options_of(*parsed.command)
          : std::vector<Option>(global_options().begin(), global_options().end());
  const std::size_t before = diagnostics.error_count();
  for (const Option& option : options) check_value(option, arguments, diagnostics);
  if (diagnostics.error_count() == before) check_extras(extras, parsed.command, diagnostics);
  check_jobs(arguments, diagnostics);
  // A command that only says what to do instead takes anything.
  if (parsed.command != nullptr && diagnostics.error_count() == before) {
    check_required(*parsed.command, arguments, diagnostics);
  }
}

/// What CLI11 itself refuses: an option without its value, above all.
static void report_refused(const CLI::ParseError& error, Diagnostics& diagnostics) {
  std::string message = error.what();
  std::replace(message.begin(), message.end(), relative_mark, ' ');
  const std::string name = message.substr(0, message.find_first_of(": "));
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr && name.starts_with("-")) {
    usage(diagnostics, fmt::format("option `{}` needs a value", name), "write it after the option");
    return;
  }
  if (!message.empty()) message.front() = to_lower(message.substr(0, 1)).front();
  if (message.ends_with('.')) message.pop_back();
  usage(diagnostics, message, see_help(nullptr));
}

static const Command* named_command(const CLI::App& app) {
  const auto parsed = app.get_subcommands();
  if (parsed.empty()) return nullptr;
  const auto found = std::find_if(
      commands().begin(), commands().end(),
      [&](const Command* command) { return command->name == parsed.front()->get_name(); });
  return *found;
}

Parsed parse_arguments(const std::vector<std::string>& arguments, Diagnostics& diagnostics) {
  static constexpr Option version_option = {.names = "--version"};
  CLI::App app;
  app.set_help_flag("");
  app.allow_extras();
  app.require_subcommand(0, 1);
  BoundOptions bound;
  bind_options(app, global_options(), bound);
  bind_options(app, std::span(&version_option, 1), bound);
  // The options of a command that nobody names would cost time and nothing else.
  for (const Command* command : commands()) {
    const bool named =
        std::find(arguments.begin(), arguments.end(), command->name) != arguments.end();
    if (named) bind_command(app, *command, bound);
  }

  // CLI11 takes them last first.
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  for (std::string& argument : reversed) {
    if (is_relative(argument)) argument.insert(0, 1, relative_mark);
  }
  try {
    app.parse(std::move(reversed));
  } catch (const CLI::ParseError& error) {
    report_refused(error, diagnostics);
    return {};
  }
  Parsed parsed = {.command = named_command(app), .arguments = collect(bound)};
  std::vector<std::string> extras = app.remaining(true);
  std::erase(extras, "--");
  check(parsed, extras, diagnostics);
  return parsed;
}

}  // namespace sqlc::cli
