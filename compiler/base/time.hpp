#pragma once

#include <cstdint>
#include <string>

namespace sqlc {

/// A moment of the proleptic Gregorian calendar, UTC.
struct CivilTime {
  std::int64_t year = 1970;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
};

/// Seconds since 1970-01-01 00:00:00 UTC, before it too, as a date and a time. No locale, no time
/// zone, no leap seconds.
[[nodiscard]] CivilTime civil_time(std::int64_t unix_seconds);

/// "2026-11-20 09:00:00+00:00".
[[nodiscard]] std::string format_utc(std::int64_t unix_seconds);

}  // namespace sqlc
