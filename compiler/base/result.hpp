#pragma once

#include <string>
#include <utility>
#include <variant>

namespace sqlc {

/// Why the environment refused something (a file, a process, a server); never a user's SQL mistake,
/// which is a Diagnostic.
struct Failure {
  std::string message;
};

/// A value or the reason there is none.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Failure failure) : state_(std::in_place_index<1>, std::move(failure)) {}

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  [[nodiscard]] T& value() & { return std::get<0>(state_); }
  [[nodiscard]] const T& value() const& { return std::get<0>(state_); }
  /// By value, so that `for (x : f().value())` keeps it alive.
  [[nodiscard]] T value() && { return std::get<0>(std::move(state_)); }
  [[nodiscard]] const std::string& error() const { return std::get<1>(state_).message; }

 private:
  std::variant<T, Failure> state_;
};

/// Success, or the reason there was none.
using Status = Result<std::monostate>;

}  // namespace sqlc
