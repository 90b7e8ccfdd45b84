#include "base/descriptor.hpp"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "base/text.hpp"

namespace sqlc {

bool Descriptor::reset() {
  if (!open()) return true;
  // After EINTR the descriptor is closed too on Linux; closing again could hit another's.
  return ::close(std::exchange(number_, -1)) == 0 || errno == EINTR;
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN) {
      pollfd ready = {.fd = descriptor, .events = POLLOUT, .revents = 0};
      if (::poll(&ready, 1, -1) < 0 && errno != EINTR) return false;
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

std::string system_error_text(int error) {
  std::string text = std::generic_category().message(error);
  // "Is a directory", but "RPC version wrong" keeps its capitals.
  const bool word = text.size() > 1 && text[1] >= 'a' && text[1] <= 'z';
  return word ? to_lower(text.substr(0, 1)) + text.substr(1) : text;
}

}  // namespace sqlc
