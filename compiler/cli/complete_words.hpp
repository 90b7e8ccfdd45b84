#pragma once

#include <string_view>
#include <vector>

#include "cli/command.hpp"

namespace sqlc::cli {

/// What a shell can offer for a value.
struct Offer {
  enum class Kind { Nothing, Words, Files, Folders };
  Kind kind = Kind::Nothing;
  std::vector<std::string_view> words = {};
};

/// By the name that the help gives the value: FILE, DIR, "text|json", RANGE, LAYOUT, ...
[[nodiscard]] Offer offer_for(std::string_view value);

/// The names of an option, in the order written: "-o", "--output".
[[nodiscard]] std::vector<std::string_view> names_of(const Option& option);

/// The command's options that stand in the help.
[[nodiscard]] std::vector<Option> visible_options(const Command& command);

/// The commands that stand in the help.
[[nodiscard]] std::vector<const Command*> visible_commands();

/// Completion scripts, made from the command records.
[[nodiscard]] std::string bash_completion();
[[nodiscard]] std::string zsh_completion();
[[nodiscard]] std::string fish_completion();

}  // namespace sqlc::cli
