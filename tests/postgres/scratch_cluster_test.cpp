#include "live/scratch_cluster.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <thread>

#include "postgres/server.hpp"

namespace sqlc::testing {

namespace fs = std::filesystem;

static bool disappears(const std::string& folder) {
  for (int i = 0; i < 500 && fs::exists(folder); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return !fs::exists(folder);
}

TEST(ScratchCluster, GoesWithItsOwner) {
  if (servers().empty()) GTEST_SKIP() << "no PostgreSQL server";
  std::string folder;
  {
    auto one = live::ScratchCluster::start(servers().front());
    ASSERT_TRUE(one.ok()) << one.error();
    auto two = live::ScratchCluster::start(servers().back());
    ASSERT_TRUE(two.ok()) << two.error();
    EXPECT_NE(one.value().host(), two.value().host());
    EXPECT_EQ(one.value().major(), servers().front().major);
    folder = one.value().host();
    EXPECT_TRUE(fs::exists(folder + "/.s.PGSQL.5432"));
    // The first one ends while the second one runs.
    const live::ScratchCluster moved = std::move(one).value();
    EXPECT_EQ(moved.host(), folder);
  }
  EXPECT_FALSE(fs::exists(folder));
}

TEST(ScratchCluster, GoesWhenItsProcessIsKilled) {
  if (servers().empty()) GTEST_SKIP() << "no PostgreSQL server";
  std::array<int, 2> pipe = {};
  ASSERT_EQ(::pipe(pipe.data()), 0);
  const pid_t owner = ::fork();
  if (owner == 0) {
    auto cluster = live::ScratchCluster::start(servers().back());
    const std::string host = cluster.ok() ? cluster.value().host() : "failed";
    const bool written = ::write(pipe[1], host.data(), host.size()) > 0;
    for (;;) ::pause();
    ::_exit(written ? 0 : 1);
  }
  std::array<char, 100> host = {};
  ASSERT_GT(::read(pipe[0], host.data(), host.size() - 1), 0);
  const std::string folder = host.data();
  EXPECT_TRUE(fs::exists(folder + "/data/postmaster.pid")) << folder;
  ::kill(owner, SIGKILL);
  ::waitpid(owner, nullptr, 0);
  EXPECT_TRUE(disappears(folder)) << folder << " outlives its owner";
  ::close(pipe[0]);
  ::close(pipe[1]);
}

TEST(ScratchCluster, SaysWhyItDoesNotStart) {
  const auto cluster = live::ScratchCluster::start({.major = 15, .directory = "/nowhere"});
  ASSERT_FALSE(cluster.ok());
  EXPECT_NE(cluster.error().find("/nowhere/postgres did not start"), std::string::npos);
}

TEST(FindServers, TakesTheGivenFolderFirst) {
  if (servers().empty()) GTEST_SKIP() << "no PostgreSQL server";
  const auto found = live::find_servers("/nowhere", servers().back().directory);
  bool given = false;
  for (const live::ServerBinaries& server : found) {
    given |=
        server.major == servers().back().major && server.directory == servers().back().directory;
  }
  EXPECT_TRUE(given);
  EXPECT_TRUE(live::find_servers("/nowhere", "/nowhere").size() <= found.size());
}

}  // namespace sqlc::testing
