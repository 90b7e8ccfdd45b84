#include "cli/help.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "cli/session.hpp"
#include "sql/parse.hpp"

namespace sqlc::cli {

static constexpr std::size_t page_width = 90;
static constexpr std::size_t option_column = 26;

static void wrap_line(std::string_view line, std::size_t indent, std::size_t width,
                      std::string& out) {
  if (line.empty() || line.front() == ' ') {
    out += line.empty() ? "\n" : fmt::format("{:{}}{}\n", "", indent, line);
    return;
  }
  while (!line.empty()) {
    const std::size_t room = width - indent;
    std::size_t cut = line.size();
    if (cut > room) {
      cut = line.rfind(' ', room);
      if (cut == std::string_view::npos) cut = std::min(line.find(' '), line.size());
    }
    out += fmt::format("{:{}}{}\n", "", indent, line.substr(0, cut));
    line = trim(line.substr(cut));
  }
}

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
  std::string out;
  for (const std::string_view line : split(text, '\n')) wrap_line(line, indent, width, out);
  return out;
}

/// "  -m, --message TEXT    what it is", the help wrapped in its own column.
static std::string row(const std::string& left, std::string_view help) {
  const std::string column = wrapped(help, option_column, page_width);
  if (left.size() + 4 > option_column) return fmt::format("  {}\n{}", left, column);
  return fmt::format("  {:<{}}{}", left, option_column - 2, column.substr(option_column));
}

static std::string option_left(const Option& option) {
  std::string names;
  for (const std::string_view name : split(option.names, ',')) {
    if (!names.empty())
      names += ", ";
    else if (name.starts_with("--"))
      names += "    ";
    names += name;
  }
  return option.value.empty() ? names : fmt::format("{} {}", names, option.value);
}

static std::string option_rows(std::span<const Option> options) {
  std::string out;
  for (const Option& option : options) {
    if (option.instead.empty()) out += row(option_left(option), option.help);
  }
  return out;
}

static std::vector<Option> config_options(const Command& command) {
  std::vector<Option> all = options_of(command);
  const auto own = static_cast<std::ptrdiff_t>(command.options.size());
  const auto global = static_cast<std::ptrdiff_t>(global_options().size());
  return {all.begin() + own, all.end() - global};
}

std::string usage_line(const Command& command) {
  std::string out = fmt::format("sqlc {} [OPTIONS]", command.name);
  for (const Positional& positional : command.positionals) {
    const std::string_view more = positional.many ? "..." : "";
    out += positional.required ? fmt::format(" {}{}", positional.name, more)
                               : fmt::format(" [{}{}]", positional.name, more);
  }
  return out;
}

static std::string section(std::string_view title, const std::string& rows) {
  return rows.empty() ? std::string() : fmt::format("\n{}:\n{}", title, rows);
}

std::string command_help(const Command& command) {
  std::string summary(command.summary);
  summary.front() = static_cast<char>(summary.front() - ('a' <= summary.front() ? 'a' - 'A' : 0));
  std::string out = fmt::format("Usage: {}\n\n{}.\n", usage_line(command), summary);
  const std::string details = details_of(command);
  if (!details.empty()) out += "\n" + wrapped(trim(details), 0, page_width);
  std::string arguments;
  for (const Positional& positional : command.positionals) {
    arguments += row(std::string(positional.name), positional.help);
  }
  out += section("Arguments", arguments);
  out += section("Options", option_rows(command.options));
  out += section("Configuration, over sqlc.toml and SQLC_... variables",
                 option_rows(config_options(command)));
  return out + section("Options of all commands", option_rows(global_options()));
}

std::string general_help() {
  static constexpr Option version_option = {.names = "--version",
                                            .help = "print the versions of sqlc and its grammar"};
  std::string rows;
  for (const Command* command : commands()) {
    if (!command->hidden) rows += row(std::string(command->name), command->summary);
  }
  return "Usage: sqlc COMMAND [OPTIONS] ...\n\n" +
         wrapped(
             "Compiles any range of a history of plain-SQL revisions into one guarded "
             "PostgreSQL script, without a database.",
             0, page_width) +
         section("Commands", rows) + section("Options", option_rows(global_options())) +
         option_rows({&version_option, 1}) + "\n" +
         wrapped(
             "`sqlc COMMAND --help` tells more. Exit codes: 0 done, 1 findings, 2 bad usage or "
             "input, 3 a file could not be read or written.",
             0, page_width);
}

std::string version_text() {
  return fmt::format("sqlc {}\ngrammar: {}\n", version(), sql::grammar_name());
}

}  // namespace sqlc::cli
