#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sqlc::import {

/// The last part of a path.
[[nodiscard]] std::string_view base_name(std::string_view path);
/// The path without its last part and the slash before it.
[[nodiscard]] std::string_view parent_path(std::string_view path);

/// `0001_create_users.up.sql` apart: "0001" and "create_users.up.sql".
struct NumberedName {
  std::string_view version;
  std::string_view rest;
};

/// A file name of one or more digits, `_` and the rest; nothing for any other.
[[nodiscard]] std::optional<NumberedName> numbered_name(std::string_view name);

/// The digits that a name begins with; may be empty.
[[nodiscard]] std::string_view leading_digits(std::string_view name);

/// Less than, for texts of digits of any length, leading zeros without weight.
[[nodiscard]] bool number_less(std::string_view left, std::string_view right);

/// "create_users" as a message: "create users".
[[nodiscard]] std::string message_of(std::string_view name);

/// "2024-01-02 03:04:05+00:00" of a version that is a timestamp: YYYYMMDDhhmmss (longer ones have
/// fractions), YYYYMMDDhhmm, YYYYMMDD, or seconds since 1970 (golang-migrate's first default).
/// Empty for any other number.
[[nodiscard]] std::string date_of_version(std::string_view digits);

/// Any text as a revision id: other characters than letters, digits, `_` and `.` as `_`, at
/// most 32.
[[nodiscard]] std::string as_id(std::string_view text);

}  // namespace sqlc::import
