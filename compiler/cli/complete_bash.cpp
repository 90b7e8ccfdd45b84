#include <fmt/format.h>

#include "cli/complete_words.hpp"

namespace sqlc::cli {

static std::string_view compgen(const Offer& offer) {
  switch (offer.kind) {
    case Offer::Kind::Files: return "-f";
    case Offer::Kind::Folders: return "-d";
    case Offer::Kind::Words:
    case Offer::Kind::Nothing: break;
  }
  return "";
}

/// The line that fills COMPREPLY with what the offer holds.
static std::string reply(const Offer& offer) {
  if (offer.kind == Offer::Kind::Nothing) return "COMPREPLY=()";
  if (offer.kind != Offer::Kind::Words) {
    return fmt::format("COMPREPLY=($(compgen {} -- \"$cur\"))", compgen(offer));
  }
  return fmt::format("COMPREPLY=($(compgen -W '{}' -- \"$cur\"))", fmt::join(offer.words, " "));
}

/// The cases of the options that take a value.
static std::string value_cases(const std::vector<Option>& options) {
  std::string out;
  for (const Option& option : options) {
    if (option.value.empty()) continue;
    out += fmt::format("        {}) {}; return ;;\n", fmt::join(names_of(option), "|"),
                       reply(offer_for(option.value)));
  }
  return out;
}

static std::string command_case(const Command& command) {
  const std::vector<Option> options = visible_options(command);
  std::vector<std::string_view> names;
  for (const Option& option : options) {
    for (const std::string_view name : names_of(option)) names.push_back(name);
  }
  Offer offer;
  if (!command.positionals.empty()) offer = offer_for(command.positionals.front().name);
  return fmt::format(
      "    {})\n      case $prev in\n{}      esac\n      if [[ $cur == -* ]]; then\n"
      "        COMPREPLY=($(compgen -W '{}' -- \"$cur\"))\n      else\n        {}\n      fi ;;\n",
      command.name, value_cases(options), fmt::join(names, " "), reply(offer));
}

std::string bash_completion() {
  std::vector<std::string_view> names;
  std::string cases;
  for (const Command* command : visible_commands()) {
    names.push_back(command->name);
    cases += command_case(*command);
  }
  return fmt::format(
      "# Completion of sqlc for bash, made by `sqlc completion bash`.\n"
      "_sqlc() {{\n"
      "  local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD - 1]}} command= i\n"
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    case ${{COMP_WORDS[i]}} in\n"
      "      {}) command=${{COMP_WORDS[i]}}; break ;;\n"
      "    esac\n"
      "  done\n"
      "  case $command in\n"
      "    '') COMPREPLY=($(compgen -W '{} --help --version' -- \"$cur\")) ;;\n"
      "{}"
      "  esac\n"
      "}}\n"
      "complete -F _sqlc sqlc\n",
      fmt::join(names, "|"), fmt::join(names, " "), cases);
}

}  // namespace sqlc::cli
