#include "cli/command.hpp"

#include <array>

#include "base/text.hpp"

namespace sqlc::cli {

static constexpr std::string_view no_environment_script =
    "there is no env.py to pass it to; set what you need in sqlc.toml, see `sqlc config`";

static constexpr std::array global = {
    Option{.names = "-c,--config",
           .value = "FILE",
           .help = "configuration file; else the nearest sqlc.toml upwards, or $SQLC_CONFIG"},
    Option{.names = "--color", .value = "auto|always|never", .help = "colour findings"},
    Option{.names = "-j,--jobs",
           .value = "N",
           .help = "threads to read and parse with; one a processor by default"},
    Option{.names = "-q,--quiet", .help = "print errors only to standard error"},
    Option{.names = "-h,--help", .help = "print this help"},
    Option{.names = "-n,--name",
           .value = "NAME",
           .instead = "a configuration has no sections to choose from; give each its own file and "
                      "name it with `--config`"},
    Option{.names = "-x", .value = "KEY=VALUE", .many = true, .instead = no_environment_script},
    Option{.names = "--raiseerr", .instead = "leave it out; every error names its place"},
};

std::string Arguments::text(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() || found->second.empty() ? std::string() : found->second.back();
}

const std::vector<std::string>& Arguments::list(std::string_view name) const {
  static const std::vector<std::string> none;
  const auto found = values_.find(name);
  return found == values_.end() ? none : found->second;
}

void Arguments::add(std::string_view name, std::string value) {
  values_[std::string(name)].push_back(std::move(value));
}

const std::vector<const Command*>& commands() {
  static const std::vector<const Command*> all = {
#define SQLC_COMMAND(name) &name##_command,
#include "cli/commands.def"
#undef SQLC_COMMAND
  };
  return all;
}

std::span<const Option> global_options() { return global; }

std::vector<Option> options_of(const Command& command) {
  std::vector<Option> all(command.options.begin(), command.options.end());
  for (const ConfigKey& key : config_keys()) {
    if ((command.uses & bit(key.use)) == 0) continue;
    all.push_back({.names = key.option, .value = key.value_name, .help = key.help});
  }
  all.insert(all.end(), global.begin(), global.end());
  return all;
}

std::string details_of(const Command& command) {
  std::string text(command.details);
  if (command.more != nullptr) text += "\n\n" + command.more();
  return text;
}

std::string_view long_name(std::string_view names) { return names.substr(names.rfind(',') + 1); }

std::vector<std::string_view> choices_of(std::string_view value) {
  if (value.find('|') == std::string_view::npos) return {};
  return split(value, '|');
}

}  // namespace sqlc::cli
