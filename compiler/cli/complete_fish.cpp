#include <fmt/format.h>

#include "cli/complete_words.hpp"

namespace sqlc::cli {

static std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

static std::string offer_words(const Offer& offer) {
  switch (offer.kind) {
    case Offer::Kind::Files: return " -r -F";
    case Offer::Kind::Folders: return " -x -a '(__fish_complete_directories)'";
    case Offer::Kind::Words: return fmt::format(" -x -a '{}'", fmt::join(offer.words, " "));
    case Offer::Kind::Nothing: break;
  }
  return " -x";
}

static std::string option_line(const Command& command, const Option& option) {
  std::string names;
  for (const std::string_view name : names_of(option)) {
    names += name.starts_with("--") ? fmt::format(" -l {}", name.substr(2))
                                    : fmt::format(" -s {}", name.substr(1));
  }
  const std::string value =
      option.value.empty() ? std::string() : offer_words(offer_for(option.value));
  return fmt::format("complete -c sqlc -n '__fish_seen_subcommand_from {}'{}{} -d {}\n",
                     command.name, names, value, quoted(option.help));
}

std::string fish_completion() {
  std::string out =
      "# Completion of sqlc for fish, made by `sqlc completion fish`.\n"
      "complete -c sqlc -f\n"
      "complete -c sqlc -n __fish_use_subcommand -l help -d 'print help'\n"
      "complete -c sqlc -n __fish_use_subcommand -l version -d 'print the version'\n";
  for (const Command* command : visible_commands()) {
    out += fmt::format("complete -c sqlc -n __fish_use_subcommand -a {} -d {}\n", command->name,
                       quoted(command->summary));
    for (const Option& option : visible_options(*command)) out += option_line(*command, option);
    for (const Positional& positional : command->positionals) {
      const Offer offer = offer_for(positional.name);
      if (offer.kind == Offer::Kind::Nothing) continue;
      out += fmt::format("complete -c sqlc -n '__fish_seen_subcommand_from {}'{}\n", command->name,
                         offer_words(offer));
    }
  }
  return out;
}

}  // namespace sqlc::cli
