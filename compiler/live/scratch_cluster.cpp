#include "live/scratch_cluster.hpp"

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>
#include <utility>

namespace sqlc::live {

namespace fs = std::filesystem;

/// argv of one program. The pointers are made before fork(), since only system calls are safe
/// between fork() and exec in a process that has threads.
class Arguments {
 public:
  explicit Arguments(std::vector<std::string> words) : words_(std::move(words)) {
    for (std::string& word : words_) pointers_.push_back(word.data());
    pointers_.push_back(nullptr);
  }
  [[nodiscard]] char* const* argv() const { return pointers_.data(); }

 private:
  std::vector<std::string> words_;
  std::vector<char*> pointers_;
};

/// All that the watcher needs, made before fork().
struct Launch {
  uid_t uid;
  gid_t gid;
  bool drop;
  int alive;
  std::string log;
  Arguments initdb;
  Arguments postgres;
  Arguments remove;
};

/// Who runs the server: this user, or an unprivileged one when this is root.
static void choose_user(uid_t& uid, gid_t& gid, bool& drop) {
  drop = ::geteuid() == 0;
  uid = ::geteuid();
  gid = ::getegid();
  if (!drop) return;
  const passwd* entry = ::getpwnam("postgres");
  if (entry == nullptr) entry = ::getpwnam("nobody");
  uid = entry != nullptr ? entry->pw_uid : 65534;
  gid = entry != nullptr ? entry->pw_gid : 65534;
}

[[noreturn]] static void run_program(const Arguments& program) {
  static char path[] = "PATH=/usr/bin:/bin";
  static char locale[] = "LC_ALL=C";
  char* environment[] = {path, locale, nullptr};
  ::execve(program.argv()[0], program.argv(), environment);
  ::_exit(127);
}

/// Leaves only the log and the pipe open, and the privileges behind.
static bool become_watcher(Launch& launch) {
  ::setsid();
  constexpr int kept = 3;
  const int log = ::open(launch.log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (log < 0 || null < 0) return false;
  if (launch.alive != kept && ::dup2(launch.alive, kept) < 0) return false;
  launch.alive = kept;
  ::fcntl(kept, F_SETFD, FD_CLOEXEC);
  ::dup2(null, STDIN_FILENO);
  ::dup2(log, STDOUT_FILENO);
  ::dup2(log, STDERR_FILENO);
  // Also the pipes of other clusters, which would otherwise never see their end.
  ::syscall(SYS_close_range, kept + 1, ~0U, 0);
  if (!launch.drop) return true;
  return ::fchown(STDOUT_FILENO, launch.uid, launch.gid) == 0 && ::setgroups(0, nullptr) == 0 &&
         ::setgid(launch.gid) == 0 && ::setuid(launch.uid) == 0;
}

static bool run_to_end(const Arguments& program) {
  const pid_t child = ::fork();
  if (child == 0) run_program(program);
  int status = 0;
  return child > 0 && ::waitpid(child, &status, 0) == child && status == 0;
}

static pid_t start_server(const Launch& launch) {
  const pid_t watcher = ::getpid();
  const pid_t server = ::fork();
  if (server != 0) return server;
  // The server's own end, should even the watcher be killed.
  ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
  if (::getppid() != watcher) ::_exit(1);
  run_program(launch.postgres);
}

/// The watcher: makes the cluster, runs the server until the pipe's other end closes, removes all.
[[noreturn]] static void watch(Launch& launch) {
  if (!become_watcher(launch) || !run_to_end(launch.initdb)) ::_exit(1);
  const pid_t server = start_server(launch);
  if (server < 0) ::_exit(1);
  pollfd pipe = {.fd = launch.alive, .events = POLLIN, .revents = 0};
  while (::poll(&pipe, 1, 100) == 0) {
    if (::waitpid(server, nullptr, WNOHANG) == server) ::_exit(1);
  }
  ::kill(server, SIGQUIT);
  ::waitpid(server, nullptr, 0);
  run_program(launch.remove);
}

static std::string read_text(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Whether the server takes connections: its lock file's last word, which pg_ctl goes by too.
static bool is_ready(const std::string& folder) {
  return read_text(folder + "/data/postmaster.pid").find("\nready") != std::string::npos;
}

static Launch make_launch(const ServerBinaries& server, const std::string& folder) {
  Launch launch = {.uid = 0,
                   .gid = 0,
                   .drop = false,
                   .alive = -1,
                   .log = folder + "/log",
                   .initdb = Arguments({server.directory + "/initdb", "-D", folder + "/data", "-U",
                                        std::string(ScratchCluster::user()), "-A", "trust", "-E",
                                        "UTF8", "--locale=C", "--no-sync"}),
                   .postgres = Arguments({server.directory + "/postgres", "-D", folder + "/data",
                                          "-k", folder, "-c", "listen_addresses=", "-c",
                                          "fsync=off", "-c", "synchronous_commit=off", "-c",
                                          "full_page_writes=off", "-c", "shared_buffers=16MB", "-c",
                                          "max_wal_size=256MB", "-c", "autovacuum=off"}),
                   .remove = Arguments({"/bin/rm", "-rf", folder})};
  choose_user(launch.uid, launch.gid, launch.drop);
  return launch;
}

Result<ScratchCluster> ScratchCluster::start(const ServerBinaries& server) {
  // Short: a socket's path has at most 107 bytes.
  std::string folder = "/tmp/sqlc-XXXXXX";
  if (::mkdtemp(folder.data()) == nullptr) {
    return Failure{"cannot make a folder in /tmp: " + system_error_text(errno)};
  }
  ScratchCluster cluster;
  cluster.major_ = server.major;
  cluster.folder_ = folder;
  Launch launch = make_launch(server, folder);
  int ends[2];
  if ((launch.drop && ::chown(folder.c_str(), launch.uid, launch.gid) != 0) ||
      ::pipe2(ends, O_CLOEXEC) != 0) {
    return Failure{"cannot prepare " + folder + ": " + system_error_text(errno)};
  }
  const Descriptor watched(ends[0]);
  cluster.alive_ = Descriptor(ends[1]);
  launch.alive = watched.number();
  cluster.watcher_ = ::fork();
  if (cluster.watcher_ == 0) watch(launch);
  if (cluster.watcher_ < 0) return Failure{"cannot fork: " + system_error_text(errno)};

  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (!is_ready(folder)) {
    const bool ended = ::waitpid(cluster.watcher_, nullptr, WNOHANG) == cluster.watcher_;
    if (ended) cluster.watcher_ = -1;
    if (ended || std::chrono::steady_clock::now() > deadline) {
      std::string log = read_text(folder + "/log");
      if (log.size() > 2000) log.erase(0, log.size() - 2000);
      return Failure{server.directory + "/postgres did not start:\n" + log};
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return cluster;
}

void ScratchCluster::stop() {
  alive_.reset();
  if (watcher_ > 0) ::waitpid(watcher_, nullptr, 0);
  watcher_ = -1;
  std::error_code ignored;
  if (!folder_.empty()) fs::remove_all(folder_, ignored);
  folder_.clear();
}

ScratchCluster::ScratchCluster(ScratchCluster&& other) noexcept
    : major_(other.major_),
      folder_(std::exchange(other.folder_, {})),
      watcher_(std::exchange(other.watcher_, -1)),
      alive_(std::move(other.alive_)) {}

ScratchCluster& ScratchCluster::operator=(ScratchCluster&& other) noexcept {
  stop();
  major_ = other.major_;
  folder_ = std::exchange(other.folder_, {});
  watcher_ = std::exchange(other.watcher_, -1);
  alive_ = std::move(other.alive_);
  return *this;
}

ScratchCluster::~ScratchCluster() { stop(); }

}  // namespace sqlc::live
