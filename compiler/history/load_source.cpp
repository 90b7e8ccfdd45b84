#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/text.hpp"
#include "history/revision_file.hpp"

namespace sqlc::history {

static constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD
static constexpr std::string_view nul_picture = "\xE2\x90\x80";  // U+2400

static bool begins_as_utf16(std::string_view bytes) {
  return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
}

/// Where the first refused byte of each kind stands, in the text with the replacements.
struct Refused {
  std::optional<std::size_t> invalid;
  unsigned invalid_byte = 0;
  std::optional<std::size_t> nul;
};

/// Appends valid text with pictures for its NULs.
static void append_without_nul(std::string_view text, std::string& out, Refused& refused) {
  while (true) {
    const std::size_t nul = std::min(text.find('\0'), text.size());
    out.append(text.substr(0, nul));
    if (nul == text.size()) return;
    if (!refused.nul) refused.nul = out.size();
    out.append(nul_picture);
    text.remove_prefix(nul + 1);
  }
}

/// Replaces every refused byte; `invalid` is the offset of the first that is no UTF-8.
static Refused replace_refused(std::string& text, std::optional<std::size_t> invalid) {
  Refused refused;
  std::string clean;
  std::string_view rest = text;
  for (auto bad = invalid; bad; bad = find_invalid_utf8(rest)) {
    append_without_nul(rest.substr(0, *bad), clean, refused);
    if (!refused.invalid) {
      refused.invalid = clean.size();
      refused.invalid_byte = static_cast<unsigned char>(rest[*bad]);
    }
    clean.append(replacement);
    rest.remove_prefix(*bad + 1);
  }
  append_without_nul(rest, clean, refused);
  text = std::move(clean);
  return refused;
}

static Span span_at(const Source& source, std::size_t begin, std::size_t size) {
  return {&source, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + size)};
}

static void report(const Source& source, const Refused& refused, bool utf16,
                   Diagnostics& diagnostics) {
  if (refused.invalid) {
    diagnostics.add(
        {.code = &codes::not_utf8,
         .span = span_at(source, *refused.invalid, replacement.size()),
         .message = fmt::format("byte 0x{:02X} is not valid UTF-8 here", refused.invalid_byte),
         .help = utf16 ? "the file begins as UTF-16 does; save it as UTF-8"
                       : "save the file as UTF-8"});
  }
  if (refused.nul) {
    diagnostics.add({.code = &codes::nul_byte,
                     .span = span_at(source, *refused.nul, nul_picture.size()),
                     .message = "the text holds a NUL byte, which PostgreSQL cannot read",
                     .help = "remove the byte"});
  }
}

std::unique_ptr<Source> load_source(std::string path, std::string bytes, Diagnostics& diagnostics) {
  auto source = std::make_unique<Source>(Source{std::move(path), std::move(bytes)});
  const bool utf16 = begins_as_utf16(source->text);
  normalize_source(source->text);
  const auto invalid = find_invalid_utf8(source->text);
  if (!invalid && source->text.find('\0') == std::string::npos) return source;
  report(*source, replace_refused(source->text, invalid), utf16, diagnostics);
  return source;
}

}  // namespace sqlc::history
