#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/complete_words.hpp"
#include "cli/help.hpp"
#include "cli/session.hpp"

namespace sqlc::cli {

/// Text that troff prints as it stands.
static std::string roff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else
      out += c;
  }
  if (out.starts_with('.') || out.starts_with('\'')) out.insert(0, "\\&");
  return out;
}

/// Paragraphs, with the lines that begin with a space as they are.
static std::string paragraphs(std::string_view text) {
  std::string out;
  bool example = false;
  for (const std::string_view line : split(text, '\n')) {
    const bool indented = line.starts_with(' ');
    if (indented != example) out += indented ? ".nf\n" : ".fi\n";
    example = indented;
    out += line.empty() ? ".PP\n" : roff(line) + "\n";
  }
  return example ? out + ".fi\n" : out;
}

static std::string item(std::string_view names, std::string_view value, std::string_view help) {
  std::string head;
  for (const std::string_view name : split(names, ',')) {
    head += fmt::format("{}\\fB{}\\fR", head.empty() ? "" : ", ", roff(name));
  }
  if (!value.empty()) head += fmt::format(" \\fI{}\\fR", roff(value));
  return fmt::format(".TP\n{}\n{}\n", head, roff(help));
}

static std::string option_items(std::span<const Option> options) {
  std::string out;
  for (const Option& option : options) {
    if (option.instead.empty()) out += item(option.names, option.value, option.help);
  }
  return out;
}

static std::string command_section(const Command& command) {
  std::string out = fmt::format(".SS {}\n{}\n", roff(usage_line(command)), roff(command.summary));
  const std::string details = details_of(command);
  if (!details.empty()) out += ".PP\n" + paragraphs(trim(details));
  for (const Positional& positional : command.positionals) {
    out += item(positional.name, "", positional.help);
  }
  return out + option_items(command.options);
}

static std::string configuration() {
  std::string out = ".SH CONFIGURATION\n";
  out += paragraphs(
      "Each key of sqlc.toml is an environment variable and, on the commands that it matters to, "
      "an "
      "option; the option counts most, then the variable, then the file.");
  for (const ConfigKey& key : config_keys()) {
    out += item(key.key, key.value_name,
                fmt::format("{} ({}, {})", key.help, key.option, key.environment));
  }
  return out;
}

static std::string closing() {
  return ".SH EXIT STATUS\n" + item("0", "", "done") + item("1", "", "findings of `sqlc check`") +
         item("2", "", "bad usage or input") +
         item("3", "", "a file could not be read or written, or an editor failed") + ".SH FILES\n" +
         item("sqlc.toml", "", "the configuration, looked for from the working directory upwards") +
         ".SH ENVIRONMENT\n" + item("SQLC_CONFIG", "", "the configuration file") +
         item("VISUAL,EDITOR", "", "the editor of `sqlc edit` and `--edit`") +
         item("NO_COLOR", "", "no colours, unless `--color always`");
}

static Outcome run(Session&) {
  std::string out = fmt::format(".TH SQLC 1 \"\" \"sqlc {}\" \"User Commands\"\n", version());
  out += ".SH NAME\nsqlc \\- compile revisions in plain SQL into one guarded PostgreSQL script\n";
  out += ".SH SYNOPSIS\n.B sqlc\n\\fICOMMAND\\fR [\\fIOPTIONS\\fR] ...\n.SH COMMANDS\n";
  for (const Command* command : visible_commands()) out += command_section(*command);
  out += ".SH OPTIONS OF ALL COMMANDS\n" + option_items(global_options());
  return {.out = out + configuration() + closing()};
}

const Command man_command = {
    .name = "man",
    .summary = "print the manual page",
    .details =
        "Examples:\n"
        "  sqlc man | man -l -",
    .hidden = true,
    .run = run,
};

}  // namespace sqlc::cli
