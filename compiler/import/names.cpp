#include "import/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "base/time.hpp"

namespace sqlc::import {

std::string_view base_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view parent_path(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string_view leading_digits(std::string_view name) {
  return name.substr(0, name.find_first_not_of("0123456789"));
}

std::optional<NumberedName> numbered_name(std::string_view name) {
  const std::string_view version = leading_digits(name);
  if (version.empty() || !name.substr(version.size()).starts_with('_')) return std::nullopt;
  return NumberedName{version, name.substr(version.size() + 1)};
}

static std::string_view without_zeros(std::string_view digits) {
  return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

bool number_less(std::string_view left, std::string_view right) {
  left = without_zeros(left);
  right = without_zeros(right);
  return left.size() != right.size() ? left.size() < right.size() : left < right;
}

std::string message_of(std::string_view name) {
  std::string message(name);
  std::replace(message.begin(), message.end(), '_', ' ');
  return message;
}

static int two_digits(std::string_view digits, std::size_t at) {
  if (at + 2 > digits.size()) return 0;
  return (digits[at] - '0') * 10 + (digits[at + 1] - '0');
}

static std::string date_of_fields(std::string_view digits) {
  const int year = two_digits(digits, 0) * 100 + two_digits(digits, 2);
  const int month = two_digits(digits, 4);
  const int day = two_digits(digits, 6);
  const int hour = two_digits(digits, 8);
  const int minute = two_digits(digits, 10);
  const int second = two_digits(digits, 12);
  const bool plausible = year >= 1980 && year < 2200 && month >= 1 && month <= 12 && day >= 1 &&
                         day <= 31 && hour < 24 && minute < 60 && second < 60;
  if (!plausible) return {};
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}+00:00", year, month, day, hour, minute,
                     second);
}

std::string date_of_version(std::string_view digits) {
  if (leading_digits(digits).size() != digits.size()) return {};
  if (digits.size() == 8 || digits.size() == 12 || (digits.size() >= 14 && digits.size() <= 20)) {
    return date_of_fields(digits);
  }
  if (digits.size() != 10 || digits[0] != '1') return {};
  std::int64_t seconds = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
  return format_utc(seconds);
}

std::string as_id(std::string_view text) {
  constexpr std::size_t longest_id = 32;
  std::string id(text.substr(0, longest_id));
  const auto usable = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.';
  };
  std::replace_if(
      id.begin(), id.end(), [&](char c) { return !usable(c); }, '_');
  return id;
}

}  // namespace sqlc::import
