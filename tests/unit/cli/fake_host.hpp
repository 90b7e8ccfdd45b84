#pragma once

#include <fmt/format.h>

#include <map>
#include <string>
#include <vector>

#include "run.hpp"

namespace sqlc::cli {

/// A machine in memory that remembers what was printed and which programs were to run.
struct FakeHost {
  MemoryFileSystem files;
  std::map<std::string, std::string, std::less<>> environment;
  std::string out;
  std::string err;
  /// What standard output says of what it was given.
  Status out_status = std::monostate{};
  std::vector<std::vector<std::string>> programs;
  int program_status = 0;

  int run(const std::vector<std::string>& arguments) {
    out.clear();
    err.clear();
    Host host = {.files = files,
                 .environment = [this](std::string_view name) -> std::optional<std::string> {
                   const auto found = environment.find(name);
                   return found == environment.end() ? std::nullopt : std::optional(found->second);
                 },
                 .now = [] { return std::int64_t{1795165200}; },
                 .random = [this] { return next_random++; },
                 .read_input = [] { return std::string(); },
                 .out = [this](std::string_view text) { out += text; },
                 .err = [this](std::string_view text) { err += text; },
                 .out_status = [this] { return out_status; },
                 .run_attached = [this](const std::vector<std::string>& program) -> Result<int> {
                   programs.push_back(program);
                   return program_status;
                 }};
    return sqlc::run(arguments, host);
  }

  /// A revision file on one parent (none when empty).
  void add(const std::string& id, const std::string& parent, const std::string& upgrade) {
    const std::string text = fmt::format(
        "-- Revision {0}.\n--\n-- Revision ID: {0}\n-- Revises:{1}{2}\n\n-- sqlc:upgrade\n{3}\n"
        "-- sqlc:downgrade\n-- Nothing to undo.\n",
        id, parent.empty() ? "" : " ", parent, upgrade);
    (void)files.write("revisions/" + id + ".sql", text);
  }

  std::uint64_t next_random = 1;
};

}  // namespace sqlc::cli
