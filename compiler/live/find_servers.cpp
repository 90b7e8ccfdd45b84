#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "base/process.hpp"
#include "live/scratch_cluster.hpp"

namespace sqlc::live {

/// Whether any user may look into the folder and all above it: as root, a server runs as another.
static bool open_to_others(const std::string& directory) {
  std::error_code error;
  std::filesystem::path path = std::filesystem::canonical(directory, error);
  while (!error && path != path.root_path()) {
    const auto rights = std::filesystem::status(path, error).permissions();
    if ((rights & std::filesystem::perms::others_exec) == std::filesystem::perms::none)
      return false;
    path = path.parent_path();
  }
  return !error;
}

static bool holds_server(const std::string& directory) {
  return ::access((directory + "/initdb").c_str(), X_OK) == 0 &&
         ::access((directory + "/postgres").c_str(), X_OK) == 0 &&
         (::geteuid() != 0 || open_to_others(directory));
}

/// From `postgres (PostgreSQL) 15.18 (Debian …)`; 0 when the program does not say.
static int major_of(const std::string& directory) {
  const Result<Finished> finished =
      run_process({.arguments = {directory + "/postgres", "--version"}});
  if (!finished.ok() || finished.value().status != 0) return 0;
  constexpr std::string_view before = "(PostgreSQL) ";
  const std::size_t at = finished.value().out.find(before);
  if (at == std::string::npos) return 0;
  return std::atoi(finished.value().out.c_str() + at + before.size());
}

std::vector<ServerBinaries> find_servers(const std::string& root, const std::string& given) {
  constexpr int oldest = 14;
  constexpr int newest = 18;
  std::vector<ServerBinaries> servers;
  if (!given.empty() && holds_server(given)) {
    const int major = major_of(given);
    if (major >= oldest) servers.push_back({.major = major, .directory = given});
  }
  for (int major = oldest; major <= newest; ++major) {
    const std::string number = std::to_string(major);
    for (const std::string& directory : {root + "/build/deps/postgres-" + number + "/bin",
                                         "/usr/lib/postgresql/" + number + "/bin"}) {
      const bool known = std::ranges::find(servers, major, &ServerBinaries::major) != servers.end();
      if (!known && holds_server(directory)) servers.push_back({major, directory});
    }
  }
  std::ranges::sort(servers, {}, &ServerBinaries::major);
  return servers;
}

}  // namespace sqlc::live
