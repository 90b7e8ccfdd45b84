#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/descriptor.hpp"
#include "base/result.hpp"

namespace sqlc::live {

/// The programs of one PostgreSQL server.
struct ServerBinaries {
  int major = 0;
  /// Holds `initdb` and `postgres`.
  std::string directory;
};

/// Servers of the majors 14 to 18 on this machine, one a major, ascending: `given` (a folder of
/// binaries, from SQLC_POSTGRES_BIN; may be empty), then `root`/build/deps/postgres-<major>/bin,
/// then /usr/lib/postgresql/<major>/bin. The first found counts.
[[nodiscard]] std::vector<ServerBinaries> find_servers(const std::string& root,
                                                       const std::string& given);

/// A throwaway PostgreSQL server in a temporary folder, reached by a Unix socket alone, that trusts
/// every local user. As root it runs as an unprivileged user. The destructor stops it and removes
/// the folder; when the process dies without one, even killed, a process that watches it does.
/// Durability is off: it is fast, and nothing in it survives a crash of the machine.
class ScratchCluster {
 public:
  /// Creates and starts one; half a second. The failure carries the end of the server's log.
  [[nodiscard]] static Result<ScratchCluster> start(const ServerBinaries& server);

  ScratchCluster(ScratchCluster&& other) noexcept;
  ScratchCluster& operator=(ScratchCluster&& other) noexcept;
  ~ScratchCluster();

  [[nodiscard]] int major() const { return major_; }
  /// What libpq and psql take as host; the port is the default one.
  [[nodiscard]] const std::string& host() const { return folder_; }
  /// The superuser.
  [[nodiscard]] static std::string_view user() { return "postgres"; }

 private:
  ScratchCluster() = default;
  void stop();

  int major_ = 0;
  std::string folder_;
  /// The watching process; it ends when the other end of `alive_` closes.
  pid_t watcher_ = -1;
  Descriptor alive_;
};

}  // namespace sqlc::live
