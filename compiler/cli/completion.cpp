#include <fmt/format.h>

#include "cli/complete_words.hpp"
#include "cli/session.hpp"

namespace sqlc::cli {

static constexpr Positional positionals[] = {{.name = "SHELL", .help = "bash, zsh or fish"}};

static Outcome run(Session& session) {
  const std::string shell = session.arguments().text("SHELL");
  if (shell == "bash") return {.out = bash_completion()};
  if (shell == "zsh") return {.out = zsh_completion()};
  if (shell == "fish") return {.out = fish_completion()};
  session.usage_error(fmt::format("no completion for shell `{}`", shell),
                      "write one of: bash, zsh, fish");
  return {};
}

const Command completion_command = {
    .name = "completion",
    .summary = "print a completion script for a shell",
    .details =
        "Examples:\n"
        "  source <(sqlc completion bash)",
    .positionals = positionals,
    .hidden = true,
    .run = run,
};

}  // namespace sqlc::cli
