#include "config.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/session.hpp"

namespace sqlc::cli {

static std::string_view table_of(std::string_view key) {
  const std::size_t dot = key.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : key.substr(0, dot);
}

/// The configuration in force as TOML, each value with a comment that tells where it comes from.
static std::string as_toml(const std::vector<ConfigLine>& lines) {
  std::size_t width = 0;
  for (const ConfigLine& line : lines) {
    width = std::max(width, line.key.substr(line.key.rfind('.') + 1).size() + line.value.size());
  }
  std::string out;
  std::string_view table;
  for (const ConfigLine& line : lines) {
    if (table_of(line.key) != table) {
      table = table_of(line.key);
      out += fmt::format("\n[{}]\n", table);
    }
    const std::string name = line.key.substr(line.key.rfind('.') + 1);
    out += fmt::format("{} = {:<{}}  # {}\n", name, line.value, width - name.size(), line.origin);
  }
  return out;
}

static Outcome run(Session& session) {
  const LoadedConfig* const loaded = session.config();
  if (loaded == nullptr) return {};
  return {.out = as_toml(loaded->lines),
          .summary = loaded->path.empty() ? "config: no sqlc.toml found"
                                          : fmt::format("config: {}", loaded->path)};
}

const Command config_command = {
    .name = "config",
    .summary = "print the configuration in force and where it comes from",
    .details =
        "Prints every key with its value as TOML, and behind it where that comes from: the "
        "default, sqlc.toml, an environment variable (SQLC_...) or an option, the later over "
        "the earlier.",
    .uses = writes_script | writes_revisions,
    .run = run,
};

}  // namespace sqlc::cli
