#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "base/text.hpp"
#include "history/revision_file.hpp"

namespace sqlc::history {

/// The fields of "2026-11-20 09:00:00+00:00"; zeros where the text ends early.
struct CreateDate {
  std::int64_t year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  std::int64_t offset_seconds = 0;
};

static std::int64_t number_at(std::string_view text, std::size_t at, std::size_t digits) {
  std::int64_t value = 0;
  if (at + digits > text.size()) return 0;
  const char* begin = text.data() + at;
  const auto parsed = std::from_chars(begin, begin + digits, value);
  return parsed.ec == std::errc() && parsed.ptr == begin + digits ? value : 0;
}

static CreateDate read_date(std::string_view text) {
  CreateDate date{.year = number_at(text, 0, 4),
                  .month = number_at(text, 5, 2),
                  .day = number_at(text, 8, 2),
                  .hour = number_at(text, 11, 2),
                  .minute = number_at(text, 14, 2),
                  .second = number_at(text, 17, 2)};
  const std::size_t zone = text.find_first_of("+-", std::min<std::size_t>(text.size(), 19));
  if (zone != std::string_view::npos) {
    const std::int64_t seconds =
        number_at(text, zone + 1, 2) * 3600 + number_at(text, zone + 4, 2) * 60;
    date.offset_seconds = text[zone] == '-' ? -seconds : seconds;
  }
  return date;
}

/// Seconds since 1970 in UTC; days by Howard Hinnant's civil calendar formula.
static std::int64_t epoch_of(const CreateDate& date) {
  if (date.year == 0) return 0;
  const std::int64_t year = date.month <= 2 ? date.year - 1 : date.year;
  const std::int64_t era = year / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t month = (date.month + 9) % 12;
  const std::int64_t day_of_year = (153 * month + 2) / 5 + date.day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  const std::int64_t days = era * 146097 + day_of_era - 719468;
  return days * 86400 + date.hour * 3600 + date.minute * 60 + date.second - date.offset_seconds;
}

/// Punctuation and spaces beyond ASCII that commonly stand in messages: U+0080…U+00BF but ª, µ and
/// º, ×, ÷, and the blocks U+2000…U+206F and U+3000…U+303F.
static bool is_separator(std::string_view character) {
  if (character.size() == 1) {
    const char c = character[0];
    return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             c == '_');
  }
  if (character[0] == '\xC2') {
    return character != "\xC2\xAA" && character != "\xC2\xB5" && character != "\xC2\xBA";
  }
  if (character == "\xC3\x97" || character == "\xC3\xB7") return true;
  return character.starts_with("\xE2\x80") || character.starts_with("\xE2\x81") ||
         character.starts_with("\xE3\x80");
}

static std::string slug_of(std::string_view message, std::size_t longest) {
  std::string slug;
  bool gap = false;
  for (std::size_t at = 0; at < message.size();) {
    const std::string_view rest = message.substr(at);
    const std::string_view character = rest.substr(0, byte_of_character(rest, 1));
    at += character.size();
    if (is_separator(character)) {
      gap = true;
      continue;
    }
    if (gap && !slug.empty()) slug += '_';
    gap = false;
    slug += character;
  }
  slug = to_lower(slug);
  if (count_characters(slug) <= longest) return slug;
  slug.resize(byte_of_character(slug, longest));
  if (const std::size_t cut = slug.rfind('_'); cut != std::string::npos) slug.resize(cut);
  return slug;
}

std::string file_name(std::string_view file_template, const Draft& draft, std::size_t slug_length) {
  const std::string clean = clean_description(draft.description);
  const CreateDate date = read_date(draft.create_date);
  const std::array<std::pair<std::string_view, std::string>, 9> fields = {{
      {"{id}", draft.id},
      {"{slug}", slug_of(std::string_view(clean).substr(0, clean.find('\n')), slug_length)},
      {"{year}", fmt::format("{:04}", date.year)},
      {"{month}", fmt::format("{:02}", date.month)},
      {"{day}", fmt::format("{:02}", date.day)},
      {"{hour}", fmt::format("{:02}", date.hour)},
      {"{minute}", fmt::format("{:02}", date.minute)},
      {"{second}", fmt::format("{:02}", date.second)},
      {"{epoch}", fmt::format("{}", epoch_of(date))},
  }};
  std::string name;
  while (!file_template.empty()) {
    const auto* field = std::find_if(fields.begin(), fields.end(), [&](const auto& candidate) {
      return file_template.starts_with(candidate.first);
    });
    if (field == fields.end()) {
      name += file_template[0];
      file_template.remove_prefix(1);
      continue;
    }
    if (field->second.empty() && (name.ends_with('_') || name.ends_with('-'))) name.pop_back();
    name += field->second;
    file_template.remove_prefix(field->first.size());
  }
  // A name that begins with a dot is hidden: the file would be written, and never read again.
  if (name.empty() || name.front() == '.') name.insert(0, "_");
  return name + ".sql";
}

}  // namespace sqlc::history
