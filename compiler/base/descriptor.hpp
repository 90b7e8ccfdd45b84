#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace sqlc {

/// An open file descriptor, closed once.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() { reset(); }

  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] bool open() const { return number_ >= 0; }
  /// Closes it. False when the system then reports that earlier writes were lost.
  bool reset();

 private:
  int number_ = -1;
};

/// Writes all bytes, however often the system takes only some. False, with errno, on an error.
[[nodiscard]] bool write_all(int descriptor, std::string_view bytes);

/// The system's words for an errno value, beginning in lower case.
[[nodiscard]] std::string system_error_text(int error);

}  // namespace sqlc
