#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.hpp"
#include "import/take_over.hpp"

namespace sqlc::import {

/// Where an Alembic project keeps what.
struct AlembicEnvironment {
  /// The folder that alembic runs in: that of its configuration.
  std::string directory;
  /// The configuration's name there; empty when there is none.
  std::string config;
  /// Folders of version files, in the order in which alembic reads them.
  std::vector<std::string> versions;
  bool recursive = false;
};

/// Finds the environment from the folder that was named: one with an alembic.ini or a
/// pyproject.toml that has [tool.alembic], a script folder (with `versions` in it), or a folder of
/// version files. A `config` option names another ini file. An error when there is none of them.
[[nodiscard]] std::optional<AlembicEnvironment> find_alembic_environment(const FileSystem& files,
                                                                         const TakeOver& take_over,
                                                                         Diagnostics& diagnostics);

/// One version file, read without running it.
struct AlembicVersion {
  std::string path;
  std::string id;
  Links links;
  /// The docstring without the lines that tell the fields again.
  std::string description;
  std::string create_date;
};

/// Reads the version files in alembic's load order. What cannot be read as literals is refused.
[[nodiscard]] std::vector<AlembicVersion> read_alembic_versions(
    const FileSystem& files, const AlembicEnvironment& environment, TakeOver& take_over);

}  // namespace sqlc::import
