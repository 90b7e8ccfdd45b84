#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace sqlc {

static bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80;
}

std::size_t count_characters(std::string_view utf8) {
  std::size_t continuations = 0;
  for (const char byte : utf8) continuations += is_continuation(byte) ? 1 : 0;
  return utf8.size() - continuations;
}

std::size_t byte_of_character(std::string_view utf8, std::size_t n) {
  for (std::size_t at = 0; at < utf8.size(); ++at) {
    if (is_continuation(utf8[at])) continue;
    if (n == 0) return at;
    --n;
  }
  return utf8.size();
}

/// Offset of the first byte from `at` on that is not ASCII; the size when there is none.
static std::size_t skip_ascii(std::string_view text, std::size_t at) {
  constexpr std::uint64_t high_bits = 0x8080808080808080U;
  constexpr std::size_t block = 4 * sizeof(std::uint64_t);
  for (; text.size() - at >= block; at += block) {
    std::uint64_t words[4];
    std::memcpy(words, text.data() + at, block);
    if (((words[0] | words[1] | words[2] | words[3]) & high_bits) != 0) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
  for (std::size_t at = skip_ascii(text, 0); at < text.size();) {
    const Character next = first_character(text.substr(at));
    if (!next.valid) return at;
    at += next.size;
    if (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) at = skip_ascii(text, at);
  }
  return std::nullopt;
}

/// Bytes of the sequence that a lead byte starts; 0 for a byte that starts none.
static std::size_t sequence_size(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xC2) return 0;
  if (lead < 0xE0) return 2;
  if (lead < 0xF0) return 3;
  return lead < 0xF5 ? 4 : 0;
}

Character first_character(std::string_view text) {
  constexpr Character invalid = {.point = 0xFFFD, .size = 1, .valid = false};
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t size = sequence_size(lead);
  if (size == 0 || size > text.size()) return invalid;
  if (size == 1) return {.point = lead, .size = 1, .valid = true};
  char32_t point = lead & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if (!is_continuation(text[i])) return invalid;
    point = (point << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
  }
  const bool overlong = (size == 3 && point < 0x800) || (size == 4 && point < 0x10000);
  const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
  if (overlong || surrogate || point > 0x10FFFF) return invalid;
  return {.point = point, .size = size, .valid = true};
}

void append_utf8(std::string& text, char32_t point) {
  const auto add = [&text](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (point < 0x80) return add(point);
  if (point < 0x800) {
    add(0xC0U | (point >> 6U));
  } else if (point < 0x10000) {
    add(0xE0U | (point >> 12U));
    add(0x80U | ((point >> 6U) & 0x3FU));
  } else {
    add(0xF0U | (point >> 18U));
    add(0x80U | ((point >> 12U) & 0x3FU));
    add(0x80U | ((point >> 6U) & 0x3FU));
  }
  add(0x80U | (point & 0x3FU));
}

bool is_unsafe_character(char32_t point) {
  if (point < 0x20) return true;
  if (point < 0x7F) return false;
  const auto within = [point](char32_t first, char32_t last) {
    return point >= first && point <= last;
  };
  return within(0x7F, 0x9F) || point == 0x61C || within(0x200E, 0x200F) || within(0x2028, 0x202E) ||
         within(0x2066, 0x2069) || point == 0xFEFF || within(0xE0000, 0xE007F);
}

void normalize_source(std::string& text) {
  const std::size_t start = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  std::size_t from = text.find('\r');
  if (from == std::string::npos) {
    text.erase(0, start);
    return;
  }
  std::memmove(text.data(), text.data() + start, from - start);
  std::size_t to = from - start;
  while (from < text.size()) {
    from += text.compare(from, 2, "\r\n") == 0 ? 2 : 1;
    text[to++] = '\n';
    const std::size_t next = std::min(text.find('\r', from), text.size());
    std::memmove(text.data() + to, text.data() + from, next - from);
    to += next - from;
    from = next;
  }
  text.resize(to);
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view space = " \t\n\v\f\r";
  const std::size_t begin = text.find_first_not_of(space);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(space) - begin + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  for (std::size_t begin = 0;;) {
    const std::size_t end = text.find(separator, begin);
    pieces.push_back(text.substr(begin, end - begin));
    if (end == std::string_view::npos) return pieces;
    begin = end + 1;
  }
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string to_lower(std::string_view ascii) {
  std::string result(ascii);
  std::transform(result.begin(), result.end(), result.begin(), lower);
  return result;
}

/// Edits that turn one word into the other: insert, delete, replace, swap neighbours (optimal
/// string alignment).
static std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = a[i - 1] == b[j - 1];
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0U : 1U)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

std::optional<std::string_view> nearest(std::string_view word,
                                        std::span<const std::string_view> candidates) {
  if (word.empty()) return std::nullopt;
  const std::string wanted = to_lower(word);
  std::optional<std::string_view> best;
  std::size_t best_distance = 0;
  for (const std::string_view candidate : candidates) {
    const auto [shorter, longer] = std::minmax({wanted.size(), candidate.size()});
    const std::size_t allowed = std::min((longer + 2) / 3, longer - 1);
    const std::string name = to_lower(candidate);
    const bool prefix = name.starts_with(wanted);
    if (!prefix && longer - shorter > allowed) continue;
    const std::size_t distance =
        prefix ? std::min<std::size_t>(longer - shorter, 1) : edit_distance(wanted, name);
    if (distance > allowed && !prefix) continue;
    if (best && distance >= best_distance) continue;
    best = candidate;
    best_distance = distance;
  }
  return best;
}

/// What follows the backslash for characters that both E'…' and messages write in short.
static char short_escape(char32_t point) {
  switch (point) {
    case '\n': return 'n';
    case '\r': return 'r';
    case '\t': return 't';
    default: return 0;
  }
}

/// Calls `each(character, its bytes)` for every character of the text.
template <typename Each>
static void for_each_character(std::string_view text, const Each& each) {
  while (!text.empty()) {
    const Character next = first_character(text);
    each(next, text.substr(0, next.size));
    text.remove_prefix(next.size);
  }
}

/// One character inside E'…'.
static void append_escaped(std::string& out, const Character& next, std::string_view bytes) {
  if (!next.valid || next.point == 0) return append_utf8(out, 0xFFFD);
  if (next.point == '\'' || next.point == '\\') out.push_back(bytes[0]);
  if (!is_unsafe_character(next.point)) {
    out.append(bytes);
  } else if (const char letter = short_escape(next.point)) {
    out.append({'\\', letter});
  } else if (next.point > 0xFFFF) {
    fmt::format_to(std::back_inserter(out), "\\U{:08x}", static_cast<std::uint32_t>(next.point));
  } else {
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<std::uint32_t>(next.point));
  }
}

std::string quote_literal(std::string_view text) {
  bool escapes = false;
  std::string body;
  body.reserve(text.size() + 3);
  for_each_character(text, [&](const Character& next, std::string_view bytes) {
    escapes = escapes || next.point == '\\' || is_unsafe_character(next.point);
    append_escaped(body, next, bytes);
  });
  return fmt::format("{}'{}'", escapes ? "E" : "", body);
}

std::string dollar_tag(std::string_view body) {
  for (std::size_t n = 0;; ++n) {
    std::string tag = n == 0 ? "$sqlc$" : fmt::format("$sqlc{}$", n);
    // The body's last bytes and the tag's first ones may make a tag together.
    if ((std::string(body) + tag).find(tag) == body.size()) return tag;
  }
}

std::string comment_text(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  for_each_character(text, [&line](const Character& next, std::string_view) {
    append_utf8(line, is_unsafe_character(next.point) ? U' ' : next.point);
  });
  return line;
}

std::string psql_quote(std::string_view text) {
  std::string quoted = "'";
  for_each_character(text, [&quoted](const Character& next, std::string_view bytes) {
    if (next.point == 0) return append_utf8(quoted, 0xFFFD);
    if (next.point == '\'' || next.point == '\\') quoted.push_back(bytes[0]);
    if (!is_unsafe_character(next.point)) return append_utf8(quoted, next.point);
    // Three octal digits end by themselves; psql's \x takes as many digits as follow.
    for (const char byte : bytes) {
      fmt::format_to(std::back_inserter(quoted), "\\{:03o}", static_cast<unsigned char>(byte));
    }
  });
  quoted.push_back('\'');
  return quoted;
}

std::string visible(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  for_each_character(text, [&line](const Character& next, std::string_view bytes) {
    const auto out = std::back_inserter(line);
    if (!next.valid) {
      fmt::format_to(out, "\\x{:02x}", static_cast<unsigned char>(bytes[0]));
    } else if (!is_unsafe_character(next.point)) {
      line.append(bytes);
    } else if (const char letter = short_escape(next.point)) {
      line.append({'\\', letter});
    } else if (next.point < 0x80) {
      fmt::format_to(out, "\\x{:02x}", static_cast<std::uint32_t>(next.point));
    } else {
      fmt::format_to(out, "\\u{{{:x}}}", static_cast<std::uint32_t>(next.point));
    }
  });
  return line;
}

}  // namespace sqlc
