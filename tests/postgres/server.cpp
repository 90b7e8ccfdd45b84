#include "postgres/server.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <thread>

extern char** environ;

namespace sqlc::testing {

namespace fs = std::filesystem;

const std::vector<live::ServerBinaries>& servers() {
  static const std::vector<live::ServerBinaries> found = [] {
    const char* given = std::getenv("SQLC_POSTGRES_BIN");
    return live::find_servers(SQLC_SOURCE_DIR, given == nullptr ? "" : given);
  }();
  return found;
}

TEST(Servers, AreFound) {
  if (servers().empty())
    GTEST_SKIP() << "NO POSTGRESQL SERVER: every test of this program is left out";
  for (const live::ServerBinaries& server : servers()) {
    EXPECT_GE(server.major, 14) << server.directory;
    EXPECT_TRUE(fs::exists(server.directory + "/postgres"));
  }
}

/// One cluster a server, for all tests of this process.
static Result<live::ScratchCluster>& cluster(const live::ServerBinaries& server) {
  static std::map<int, Result<live::ScratchCluster>> clusters;
  const auto found = clusters.find(server.major);
  if (found != clusters.end()) return found->second;
  return clusters.emplace(server.major, live::ScratchCluster::start(server)).first->second;
}

/// psql itself: Debian's /usr/bin/psql is a wrapper that takes longer to start than psql to run.
static std::string psql_program() {
  for (int major = 18; major >= 14; --major) {
    const std::string path = "/usr/lib/postgresql/" + std::to_string(major) + "/bin/psql";
    if (fs::exists(path)) return path;
  }
  return "psql";
}

Background::~Background() {
  if (process_ > 0) kill();
}

void Background::kill() {
  ::kill(process_, SIGKILL);
  wait();
}

int Background::wait() {
  int status = 0;
  ::waitpid(std::exchange(process_, -1), &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void ServerTest::SetUp() {
  const auto& running = cluster(GetParam());
  ASSERT_TRUE(running.ok()) << running.error();
  static int number = 0;
  database_ = "test_" + std::to_string(++number);
  new_database();
}

/// Runs one statement in the maintenance database.
static void administer(const live::ServerBinaries& server, const std::string& statement) {
  const auto done = run_process(
      {.arguments = {psql_program(), "-Xq", "-h", cluster(server).value().host(), "-U", "postgres",
                     "-c", "SET client_min_messages = error", "-c", statement}});
  ASSERT_TRUE(done.ok()) << done.error();
  EXPECT_EQ(done.value().status, 0) << done.value().err;
}

void ServerTest::TearDown() {
  if (database_.empty()) return;
  administer(GetParam(), "DROP DATABASE IF EXISTS " + database_ + " WITH (FORCE)");
}

void ServerTest::new_database() {
  TearDown();
  administer(GetParam(), "CREATE DATABASE " + database_ + " TEMPLATE template0");
}

std::vector<std::string> ServerTest::psql(const PsqlOptions& options) const {
  std::vector<std::string> arguments = {
      psql_program(), "-q",         "-h", cluster(GetParam()).value().host(),
      "-U",           options.user, "-d", database_};
  arguments.insert(arguments.end(), options.arguments.begin(), options.arguments.end());
  return arguments;
}

std::string ServerTest::write(const std::string& name, std::string_view text) const {
  const std::string path = ::testing::TempDir() + "sqlc-" + std::to_string(::getpid()) + name;
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

Finished ServerTest::run(std::string_view script, const PsqlOptions& options) {
  Command command = {.arguments = psql(options), .environment = {{"PGAPPNAME", "sqlc run"}}};
  std::string path;
  if (options.psqlrc.empty()) {
    path = write(".sql", script);
    command.arguments.insert(command.arguments.end(), {"-X", "-f", path});
  } else {
    path = write(".psqlrc", options.psqlrc);
    command.environment.emplace_back("PSQLRC", path);
    command.input = std::string(script);
  }
  const Result<Finished> finished = run_process(command);
  fs::remove(path);
  EXPECT_TRUE(finished.ok());
  // psql does not wait for its server process, whose advisory lock ends with it.
  wait_for(
      "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'sqlc run' AND datname = "
      "current_database()",
      "0");
  return finished.ok() ? finished.value() : Finished{.status = -1};
}

Background ServerTest::start(std::string_view script) {
  const std::string path = write(".sql", script);
  std::vector<std::string> arguments = psql({.arguments = {"-X"}});
  std::vector<char*> argv;
  for (std::string& word : arguments) argv.push_back(word.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, 0, path.c_str(), O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  pid_t process = -1;
  EXPECT_EQ(::posix_spawnp(&process, argv[0], &actions, nullptr, argv.data(), environ), 0);
  ::posix_spawn_file_actions_destroy(&actions);
  return Background(process);
}

std::string ServerTest::query(const std::string& sql) {
  const Result<Finished> finished =
      run_process({.arguments = psql({.arguments = {"-XAt", "-v", "ON_ERROR_STOP=1", "-c", sql}})});
  EXPECT_TRUE(finished.ok());
  EXPECT_EQ(finished.value().status, 0) << sql << "\n" << finished.value().err;
  std::string out = finished.value().out;
  while (out.ends_with('\n')) out.pop_back();
  return out;
}

void ServerTest::wait_for(const std::string& sql, const std::string& expected) {
  std::string got;
  for (int i = 0; i < 400; ++i) {
    got = query(sql);
    if (got == expected) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(25));
  }
  ADD_FAILURE() << sql << "\nprints " << got << " and not " << expected;
}

std::string ServerTest::rows() {
  if (query("SELECT to_regclass('public.alembic_version') IS NULL") == "t") return "none";
  return query(
      "SELECT string_agg(version_num, ',' ORDER BY version_num COLLATE \"C\") FROM "
      "public.alembic_version");
}

std::string ServerTest::comment() {
  return query("SELECT obj_description('public.alembic_version'::regclass, 'pg_class')");
}

}  // namespace sqlc::testing
