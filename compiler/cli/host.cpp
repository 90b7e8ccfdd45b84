#include "cli/host.hpp"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <random>

#include "base/descriptor.hpp"

extern char** environ;

namespace sqlc::cli {

static std::optional<std::string> environment(std::string_view name) {
  const char* const value = std::getenv(std::string(name).c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

static std::int64_t now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(since).count();
}

static std::uint64_t random_bits() {
  std::random_device device;
  return (std::uint64_t{device()} << 32U) | device();
}

static std::string read_input() {
  std::string text;
  char buffer[65536];
  for (;;) {
    const ssize_t count = ::read(STDIN_FILENO, buffer, sizeof(buffer));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return text;
    text.append(buffer, static_cast<std::size_t>(count));
  }
}

static Failure cannot_run(const std::string& program, int error) {
  return {fmt::format("cannot run `{}`: {}", program, system_error_text(error))};
}

static Result<int> run_attached(const std::vector<std::string>& arguments) {
  std::vector<char*> pointers;
  for (const std::string& one : arguments) pointers.push_back(const_cast<char*>(one.c_str()));
  pointers.push_back(nullptr);
  // The child shall die of a closed pipe as every program does.
  posix_spawnattr_t attributes;
  sigset_t pipe_signal;
  sigemptyset(&pipe_signal);
  sigaddset(&pipe_signal, SIGPIPE);
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setsigdefault(&attributes, &pipe_signal);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  pid_t child = 0;
  const int error =
      ::posix_spawnp(&child, pointers[0], nullptr, &attributes, pointers.data(), environ);
  posix_spawnattr_destroy(&attributes);
  if (error != 0) return cannot_run(arguments[0], error);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return cannot_run(arguments[0], errno);
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

Host real_host(FileSystem& files) {
  std::signal(SIGPIPE, SIG_IGN);
  // Errno of the first write to standard output that failed.
  const auto failed = std::make_shared<int>(0);
  return {
      .files = files,
      .environment = environment,
      .now = now,
      .random = random_bits,
      .read_input = read_input,
      .out =
          [failed](std::string_view text) {
            if (*failed == 0 && !write_all(STDOUT_FILENO, text)) *failed = errno;
          },
      .err = [](std::string_view text) { (void)write_all(STDERR_FILENO, text); },
      .out_status = [failed]() -> Status {
        if (*failed == 0) return std::monostate{};
        return Failure{fmt::format("cannot write standard output: {}", system_error_text(*failed))};
      },
      .run_attached = run_attached,
      .leave = [](int code) { std::_Exit(code); },
      .out_is_terminal = ::isatty(STDOUT_FILENO) == 1,
      .err_is_terminal = ::isatty(STDERR_FILENO) == 1};
}

}  // namespace sqlc::cli
