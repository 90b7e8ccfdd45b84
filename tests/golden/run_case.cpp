#include <fmt/format.h>

#include <algorithm>
#include <regex>
#include <utility>

#include "base/text.hpp"
#include "golden/golden_case.hpp"

namespace sqlc::golden {

/// What a case gives to the command.
struct Given {
  std::vector<std::string> arguments;
  std::vector<std::pair<std::string, std::string>> environment;
  std::string input;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
};

static Status read_environment(const std::string& content, Given& given) {
  for (const std::string_view line : split(content, '\n')) {
    if (line.empty()) continue;
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos || equals == 0) {
      return Failure{fmt::format("`env` holds `{}`, not NAME=value", line)};
    }
    given.environment.emplace_back(line.substr(0, equals), line.substr(equals + 1));
  }
  return std::monostate{};
}

static Status read_terminals(const std::string& content, Given& given) {
  for (const std::string_view line : split(content, '\n')) {
    if (line == "stdout") {
      given.out_is_terminal = true;
    } else if (line == "stderr") {
      given.err_is_terminal = true;
    } else if (!line.empty()) {
      return Failure{fmt::format("`terminal` holds `{}`, not stdout or stderr", line)};
    }
  }
  return std::monostate{};
}

/// Writes an input file, its folders first: the file system of a case makes none by itself, so that
/// a command that forgets to fails here as it would on a disk.
static Status write_input(const Section& section, FileSystem& files) {
  const std::size_t slash = section.name.rfind('/');
  if (section.name.ends_with('/') && !section.content.empty()) {
    return Failure{fmt::format("`{}` is a folder, but has content", section.name)};
  }
  if (section.name.ends_with('/')) return files.make_directory(section.name);
  if (slash != std::string::npos && slash != 0) {
    const Status made = files.make_directory(section.name.substr(0, slash));
    if (!made.ok()) return made;
  }
  return files.write(section.name, section.content);
}

static Status read_section(const Section& section, Given& given, FileSystem& files) {
  if (section.name == "env") return read_environment(section.content, given);
  if (section.name == "terminal") return read_terminals(section.content, given);
  if (section.name == "stdin") {
    given.input = section.content;
    return std::monostate{};
  }
  if (section.name != "args") return write_input(section, files);
  Result<std::vector<std::string>> words = split_words(section.content);
  if (!words.ok()) return Failure{"`args`: " + words.error()};
  given.arguments = std::move(words).value();
  return std::monostate{};
}

/// The text as every grammar gives it: without the note that an older one adds to a syntax error,
/// and without the version of the one that is linked in.
static std::string without_grammar(std::string text) {
  static const std::regex note("note: this is the grammar of PostgreSQL [^\n]*\n");
  static const std::regex version("grammar: PostgreSQL [0-9.]+ ");
  return std::regex_replace(std::regex_replace(text, note, ""), version, "grammar: PostgreSQL N ");
}

/// A section for what came out, escaped where plain lines could not show it.
static Section output(std::string name, const std::string& content) {
  bool escaped = !content.empty() && !content.ends_with('\n');
  for (std::string_view rest = content; !rest.empty() && !escaped;) {
    const Character next = first_character(rest);
    escaped = !next.valid ||
              (is_unsafe_character(next.point) && next.point != '\n' && next.point != '\t');
    rest.remove_prefix(next.size);
  }
  return {.name = std::move(name), .escaped = escaped, .content = content};
}

/// The files that are new or differ from before, by path.
static void add_files(const std::map<std::string, std::string>& before,
                      const MemoryFileSystem& files, std::vector<Section>& outputs) {
  const std::string home = files.working_directory() + "/";
  for (const auto& [path, content] : files.files()) {
    const auto old = before.find(path);
    if (old != before.end() && old->second == content) continue;
    outputs.push_back(
        output("file " + (path.starts_with(home) ? path.substr(home.size()) : path), content));
  }
}

/// SplitMix64: a generator whose numbers can be looked up.
struct Random {
  std::uint64_t state = 0;
  std::uint64_t operator()() {
    std::uint64_t z = (state += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
};

static std::optional<std::string> variable(const Given& given, std::string_view name) {
  for (const auto& [key, value] : given.environment) {
    if (key == name) return value;
  }
  return std::nullopt;
}

Result<std::vector<Section>> run_case(const Case& test, Run run) {
  constexpr std::int64_t now = 1795165200;  // 2026-11-20 09:00:00 UTC
  Given given;
  MemoryFileSystem files(MissingFolder::Refused);
  const bool has_arguments = std::any_of(test.inputs.begin(), test.inputs.end(),
                                         [](const Section& s) { return s.name == "args"; });
  if (!has_arguments) return Failure{"no section `args`"};
  for (const Section& section : test.inputs) {
    const Status status = read_section(section, given, files);
    if (!status.ok()) return Failure{status.error()};
  }
  const std::map<std::string, std::string> before = files.files();
  std::string out;
  std::string err;
  Host host = {
      .files = files,
      .environment = [&given](std::string_view name) { return variable(given, name); },
      .now = [] { return now; },
      .random = Random(),
      .read_input = [&given] { return given.input; },
      .out = [&out](std::string_view text) { out.append(text); },
      .err = [&err](std::string_view text) { err.append(text); },
      .out_is_terminal = given.out_is_terminal,
      .err_is_terminal = given.err_is_terminal,
  };
  const int status = run(given.arguments, host);
  std::vector<Section> outputs;
  out = without_grammar(std::move(out));
  err = without_grammar(std::move(err));
  if (!out.empty()) outputs.push_back(output("stdout", out));
  if (!err.empty()) outputs.push_back(output("stderr", err));
  if (status != 0) outputs.push_back(output("exit", fmt::format("{}\n", status)));
  add_files(before, files, outputs);
  return outputs;
}

}  // namespace sqlc::golden
