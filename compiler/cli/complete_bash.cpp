#include <fmt/format.h>

#include "cli/complete_words.hpp"

namespace sqlc::cli {

/// The line that fills COMPREPLY with what the offer holds.
static std::string reply(const Offer& offer) {
  if (offer.kind == Offer::Kind::Nothing) return "COMPREPLY=()";
  if (offer.kind != Offer::Kind::Words) {
    return offer.kind == Offer::Kind::Files ? "_sqlc_paths -f" : "_sqlc_paths -d";
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

/// What the arguments are completed with: each with its own offer, further ones with the last's.
static std::string positional_reply(const Command& command) {
  if (command.positionals.empty()) return reply({});
  std::string cases;
  for (std::size_t i = 0; i < command.positionals.size(); ++i) {
    const bool last = i + 1 == command.positionals.size();
    cases += fmt::format(" {}) {} ;;", last ? "*" : fmt::format("{}", i + 1),
                         reply(offer_for(command.positionals[i].name)));
  }
  if (command.positionals.size() == 1) return reply(offer_for(command.positionals[0].name));
  return fmt::format("case $((COMP_CWORD - i)) in{} esac", cases);
}

static std::string command_case(const Command& command) {
  const std::vector<Option> options = visible_options(command);
  std::vector<std::string_view> names;
  for (const Option& option : options) {
    for (const std::string_view name : names_of(option)) names.push_back(name);
  }
  return fmt::format(
      "    {})\n      case $prev in\n{}      esac\n      if [[ $cur == -* ]]; then\n"
      "        COMPREPLY=($(compgen -W '{}' -- \"$cur\"))\n      else\n        {}\n      fi ;;\n",
      command.name, value_cases(options), fmt::join(names, " "), positional_reply(command));
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
      "_sqlc_paths() {{\n"
      "  local IFS=$'\\n'\n"
      "  compopt -o filenames 2>/dev/null\n"
      "  COMPREPLY=($(compgen \"$1\" -- \"$cur\"))\n"
      "}}\n"
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
