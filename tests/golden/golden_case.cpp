#include "golden/golden_case.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace sqlc::golden {

static constexpr std::string_view marker = "===";
static constexpr std::string_view escaped_suffix = " (escaped)";

/// Takes one line, its line end included, off the front.
static std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
  const std::string_view line = text.substr(0, size);
  text.remove_prefix(size);
  return line;
}

/// Whether the line is backslashes, then `===`.
static bool is_guarded(std::string_view line) {
  const std::size_t backslashes = std::min(line.find_first_not_of('\\'), line.size());
  return line.substr(backslashes).starts_with(marker);
}

/// Resolves the escape at the start of `rest` (a backslash) and takes it off. False for an unknown
/// one.
static bool resolve_escape(std::string_view& rest, std::string& content) {
  const char kind = rest.size() > 1 ? rest[1] : '\0';
  constexpr std::string_view letters = "rnt\\=";
  constexpr std::string_view values = "\r\n\t\\=";
  std::size_t size = 2;
  if (const std::size_t at = letters.find(kind); at != std::string_view::npos) {
    content.push_back(values[at]);
  } else if (kind == 'x') {
    unsigned value = 0;
    const std::string_view digits = rest.substr(2, 2);
    const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16).ptr;
    if (digits.size() != 2 || end != digits.data() + 2) return false;
    content.push_back(static_cast<char>(value));
    size = 4;
  } else if (kind != '\n') {
    return false;
  }
  rest.remove_prefix(size);
  return true;
}

static bool add_line(Section& section, std::string_view line) {
  if (!section.escaped) {
    section.content.append(line.substr(line.starts_with('\\') && is_guarded(line) ? 1 : 0));
    return true;
  }
  while (!line.empty()) {
    const std::size_t plain = std::min(line.find('\\'), line.size());
    section.content.append(line.substr(0, plain));
    line.remove_prefix(plain);
    if (!line.empty() && !resolve_escape(line, section.content)) return false;
  }
  return true;
}

static bool is_output(std::string_view name) {
  return name == "stdout" || name == "stderr" || name == "exit" || name.starts_with("file ");
}

static Section make_section(std::string_view header) {
  std::string_view name = trim(header.substr(marker.size()));
  const bool escaped = name.ends_with(escaped_suffix);
  if (escaped) name.remove_suffix(escaped_suffix.size());
  return {.name = std::string(trim(name)), .escaped = escaped, .content = {}};
}

/// What is wrong with a section's header; empty when nothing is.
static std::string_view header_error(const Case& test, std::string_view header,
                                     const Section& section) {
  if (!header.starts_with("=== ") || section.name.empty()) {
    return "no section name; write `\\===` for content that starts so";
  }
  const auto same = [&section](const Section& other) { return other.name == section.name; };
  if (std::any_of(test.inputs.begin(), test.inputs.end(), same) ||
      std::any_of(test.outputs.begin(), test.outputs.end(), same)) {
    return "a section of this name was there before";
  }
  return {};
}

Result<Case> parse_case(std::string_view text) {
  Case test;
  Section* current = nullptr;
  bool in_output = false;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::string_view line = take_line(text);
    const auto wrong = [number](std::string_view why) {
      return Failure{fmt::format("line {}: {}", number, why)};
    };
    if (!line.ends_with('\n')) return wrong("no line end at the end of the file");
    if (line.starts_with(marker)) {
      Section section = make_section(line);
      const std::string_view error = header_error(test, line, section);
      if (!error.empty()) return wrong(error);
      in_output = is_output(section.name);
      current = &(in_output ? test.outputs : test.inputs).emplace_back(std::move(section));
    } else if (current != nullptr) {
      if (!add_line(*current, line)) return wrong("unknown escape");
    } else if (!line.starts_with('#') && line != "\n") {
      return wrong("neither a `#` comment nor a section");
    }
    if (!in_output) test.input_text.append(line);
  }
  return test;
}

static std::string format_plain(std::string_view content) {
  std::string text;
  while (!content.empty()) {
    const std::string_view line = take_line(content);
    if (is_guarded(line)) text.push_back('\\');
    text.append(line);
  }
  return text;
}

static std::string format_escaped(std::string_view content) {
  std::string text;
  const bool ends = content.empty() || content.ends_with('\n');
  bool at_line_start = true;
  while (!content.empty()) {
    const Character next = first_character(content);
    const bool raw = next.valid &&
                     (next.point == '\n' || next.point == '\t' || !is_unsafe_character(next.point));
    if (next.point == '\\' || (at_line_start && content.starts_with(marker))) {
      text.push_back('\\');
    }
    for (const char byte : content.substr(0, next.size)) {
      if (raw) {
        text.push_back(byte);
      } else if (byte == '\r') {
        text.append("\\r");
      } else {
        fmt::format_to(std::back_inserter(text), "\\x{:02x}", static_cast<unsigned char>(byte));
      }
    }
    at_line_start = next.point == '\n';
    content.remove_prefix(next.size);
  }
  return ends ? text : text + "\\\n";
}

std::string format_case(const Case& test) {
  std::string text = test.input_text;
  for (const Section& section : test.outputs) {
    text += fmt::format("=== {}{}\n", section.name, section.escaped ? escaped_suffix : "");
    text += section.escaped ? format_escaped(section.content) : format_plain(section.content);
  }
  return text;
}

/// Takes a quoted part, without its quotes, off the front. False when the quote does not end.
static bool take_quoted(std::string_view& text, std::string& word) {
  const char quote = text.front();
  for (text.remove_prefix(1); !text.empty(); text.remove_prefix(1)) {
    if (text.front() == quote) {
      text.remove_prefix(1);
      return true;
    }
    const bool escape = quote == '"' && text.size() > 1 && text.front() == '\\' &&
                        (text[1] == '"' || text[1] == '\\');
    if (escape) text.remove_prefix(1);
    word.push_back(text.front());
  }
  return false;
}

Result<std::vector<std::string>> split_words(std::string_view text) {
  std::vector<std::string> words;
  bool within = false;
  while (!text.empty()) {
    const char next = text.front();
    if (next == ' ' || next == '\n' || next == '\t') {
      within = false;
      text.remove_prefix(1);
      continue;
    }
    if (!within) words.emplace_back();
    within = true;
    if (next == '\'' || next == '"') {
      if (!take_quoted(text, words.back())) return Failure{"a quote does not end"};
      continue;
    }
    if (next == '\\' && text.size() > 1) text.remove_prefix(1);
    words.back().push_back(text.front());
    text.remove_prefix(1);
  }
  return words;
}

}  // namespace sqlc::golden
