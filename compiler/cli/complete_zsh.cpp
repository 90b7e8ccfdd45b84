#include <fmt/format.h>

#include "cli/complete_words.hpp"

namespace sqlc::cli {

/// Text inside a single-quoted specification, where `:`, `[`, `]` and quotes mean something.
static std::string specification(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') out += "'\\'";
    if (c == ':' || c == '[' || c == ']' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

static std::string action(const Offer& offer) {
  switch (offer.kind) {
    case Offer::Kind::Files: return "_files";
    case Offer::Kind::Folders: return "_files -/";
    case Offer::Kind::Words: return fmt::format("({})", fmt::join(offer.words, " "));
    case Offer::Kind::Nothing: break;
  }
  return " ";
}

/// `'(-o --output)'{-o,--output}'[help]:FILE:_files'`.
static std::string option_line(const Option& option) {
  const auto names = names_of(option);
  std::string value;
  if (!option.value.empty()) {
    value = fmt::format(":{}:{}", specification(option.value), action(offer_for(option.value)));
  }
  const std::string tail = fmt::format("'[{}]{}'", specification(option.help), value);
  const std::string once = option.many ? "\\*" : fmt::format("'({})'", fmt::join(names, " "));
  if (names.size() == 1) return fmt::format("        {}{}{}", once, names.front(), tail);
  return fmt::format("        {}{{{}}}{}", once, fmt::join(names, ","), tail);
}

static std::string command_case(const Command& command) {
  std::string out = fmt::format("      {})\n        _arguments \\\n", command.name);
  for (const Option& option : visible_options(command)) out += option_line(option) + " \\\n";
  for (const Positional& positional : command.positionals) {
    out += fmt::format("        '{}:{}:{}' \\\n", positional.many ? "*" : "",
                       specification(positional.name), action(offer_for(positional.name)));
  }
  return out + "        && return ;;\n";
}

std::string zsh_completion() {
  std::string names;
  std::string cases;
  for (const Command* command : visible_commands()) {
    names += fmt::format("    '{}:{}'\n", command->name, specification(command->summary));
    cases += command_case(*command);
  }
  return fmt::format(
      "#compdef sqlc\n"
      "# Completion of sqlc for zsh, made by `sqlc completion zsh`.\n"
      "_sqlc() {{\n"
      "  local curcontext=$curcontext state line\n"
      "  local -a commands\n"
      "  commands=(\n{}  )\n"
      "  _arguments -C '--help[print help]' '--version[print the version]' \\\n"
      "    '1: :->command' '*:: :->rest' && return\n"
      "  case $state in\n"
      "    command) _describe command commands ;;\n"
      "    rest)\n"
      "      case $words[1] in\n{}"
      "      esac ;;\n"
      "  esac\n"
      "}}\n"
      "if [[ $funcstack[1] == _sqlc ]]; then _sqlc \"$@\"; else compdef _sqlc sqlc; fi\n",
      names, cases);
}

}  // namespace sqlc::cli
