#include "base/process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <optional>
#include <string_view>

#include "base/descriptor.hpp"

extern char** environ;

namespace sqlc {

struct Pipe {
  Descriptor read;
  Descriptor write;
};

/// The same open file under a number above 2, so that setting up the child's standard streams
/// cannot overwrite it, even when this process runs with some of its own closed.
static Descriptor above_standard(int number) {
  Descriptor low(number);
  return number > STDERR_FILENO ? std::move(low)
                                : Descriptor(::fcntl(number, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
}

static std::optional<Pipe> make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
  Pipe pipe = {.read = above_standard(ends[0]), .write = above_standard(ends[1])};
  if (!pipe.read.open() || !pipe.write.open()) return std::nullopt;
  return pipe;
}

/// Keeps SIGPIPE from this thread: a child that exits without reading its input is no reason to
/// die. The mask from before is what the child gets.
class SigpipeBlocked {
 public:
  SigpipeBlocked() {
    ::sigemptyset(&sigpipe_);
    ::sigaddset(&sigpipe_, SIGPIPE);
    sigset_t pending;
    ::sigpending(&pending);
    was_pending_ = ::sigismember(&pending, SIGPIPE) == 1;
    ::pthread_sigmask(SIG_BLOCK, &sigpipe_, &before_);
  }
  SigpipeBlocked(const SigpipeBlocked&) = delete;
  SigpipeBlocked& operator=(const SigpipeBlocked&) = delete;
  ~SigpipeBlocked() {
    const timespec now = {};
    while (!was_pending_ && ::sigtimedwait(&sigpipe_, nullptr, &now) == -1 && errno == EINTR) {
    }
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

  [[nodiscard]] const sigset_t& before() const { return before_; }

 private:
  sigset_t sigpipe_;
  sigset_t before_;
  bool was_pending_ = false;
};

/// posix_spawn's two structs, set up and freed once.
class SpawnSettings {
 public:
  explicit SpawnSettings(const sigset_t& mask) {
    sigset_t defaults;
    ::sigemptyset(&defaults);
    ::sigaddset(&defaults, SIGPIPE);
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawnattr_init(&attributes_);
    ::posix_spawnattr_setsigmask(&attributes_, &mask);
    ::posix_spawnattr_setsigdefault(&attributes_, &defaults);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;
  ~SpawnSettings() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }

  void redirect(const Descriptor& from, int to) {
    ::posix_spawn_file_actions_adddup2(&actions_, from.number(), to);
  }
  void change_directory(const std::string& path) {
    ::posix_spawn_file_actions_addchdir_np(&actions_, path.c_str());
  }
  /// 0, or the errno value that says why nothing was started.
  [[nodiscard]] int spawn(pid_t& child, char* const* arguments, char* const* environment) const {
    return ::posix_spawnp(&child, arguments[0], &actions_, &attributes_, arguments, environment);
  }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

/// The inherited environment with the command's own variables over it, as "NAME=value".
static std::vector<std::string> child_environment(const Command& command) {
  std::vector<std::string> variables;
  for (const auto& [name, value] : command.environment) variables.push_back(name + "=" + value);
  const std::size_t own = variables.size();
  for (char** inherited = environ; inherited != nullptr && *inherited != nullptr; ++inherited) {
    const std::string_view entry = *inherited;
    const std::string_view prefix = entry.substr(0, entry.find('=') + 1);
    bool replaced = false;
    for (std::size_t i = 0; i < own; ++i) replaced = replaced || variables[i].starts_with(prefix);
    if (!replaced) variables.emplace_back(entry);
  }
  return variables;
}

/// The null-terminated array that C wants; valid as long as the strings are.
static std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> result;
  for (std::string& string : strings) result.push_back(string.data());
  result.push_back(nullptr);
  return result;
}

/// Reads what is there. Closes the descriptor at the end or on an error.
static void drain(Descriptor& from, std::string& text) {
  std::array<char, 65536> block;
  const ssize_t count = ::read(from.number(), block.data(), block.size());
  if (count > 0) {
    text.append(block.data(), static_cast<std::size_t>(count));
  } else if (count == 0 || errno != EINTR) {
    from.reset();
  }
}

/// Writes what fits. Closes the descriptor when all is written or nobody reads any more.
static void feed(Descriptor& to, std::string_view& input) {
  const ssize_t count = ::write(to.number(), input.data(), input.size());
  if (count > 0) input.remove_prefix(static_cast<std::size_t>(count));
  const bool broken = count < 0 && errno != EAGAIN && errno != EINTR;
  if (broken || input.empty()) to.reset();
}

/// Serves all three streams as they become ready, so that neither side ever waits for the other.
static void exchange(Descriptor input, std::string_view text, Descriptor out, Descriptor err,
                     Finished& finished) {
  ::fcntl(input.number(), F_SETFL, O_NONBLOCK);
  if (text.empty()) input.reset();
  while (input.open() || out.open() || err.open()) {
    // poll() skips the negative numbers of closed streams.
    std::array<pollfd, 3> streams = {{{.fd = input.number(), .events = POLLOUT, .revents = 0},
                                      {.fd = out.number(), .events = POLLIN, .revents = 0},
                                      {.fd = err.number(), .events = POLLIN, .revents = 0}}};
    if (::poll(streams.data(), streams.size(), -1) < 0) continue;
    if (streams[0].revents != 0) feed(input, text);
    if (streams[1].revents != 0) drain(out, finished.out);
    if (streams[2].revents != 0) drain(err, finished.err);
  }
}

static int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return 127;
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/// Why a program cannot run in the directory; 0 when it can. posix_spawn itself would not say
/// whether the program or the directory is missing.
static int directory_error(const std::string& path) {
  struct stat status = {};
  if (path.empty()) return 0;
  if (::stat(path.c_str(), &status) != 0) return errno;
  if (!S_ISDIR(status.st_mode)) return ENOTDIR;
  return ::access(path.c_str(), X_OK) == 0 ? 0 : errno;
}

static Failure not_started(const Command& command, int error) {
  const std::string& name = command.arguments.front();
  return {fmt::format("cannot run `{}`: {}", name, system_error_text(error))};
}

Result<Finished> run_process(const Command& command) {
  if (command.arguments.empty()) return Failure{"cannot run a command without words"};
  if (const int error = directory_error(command.working_directory)) {
    return Failure{fmt::format("cannot run `{}` in `{}`: {}", command.arguments.front(),
                               command.working_directory, system_error_text(error))};
  }
  std::optional<Pipe> input = make_pipe();
  std::optional<Pipe> out = make_pipe();
  std::optional<Pipe> err = make_pipe();
  if (!input || !out || !err) return not_started(command, errno);

  const SigpipeBlocked sigpipe;
  SpawnSettings settings(sigpipe.before());
  settings.redirect(input->read, STDIN_FILENO);
  settings.redirect(out->write, STDOUT_FILENO);
  settings.redirect(err->write, STDERR_FILENO);
  if (!command.working_directory.empty()) settings.change_directory(command.working_directory);
  std::vector<std::string> arguments = command.arguments;
  std::vector<std::string> environment = child_environment(command);
  pid_t child = 0;
  const int error = settings.spawn(child, pointers(arguments).data(), pointers(environment).data());
  if (error != 0) return not_started(command, error);

  input->read.reset();
  out->write.reset();
  err->write.reset();
  Finished finished;
  exchange(std::move(input->write), command.input, std::move(out->read), std::move(err->read),
           finished);
  finished.status = wait_for(child);
  return finished;
}

}  // namespace sqlc
