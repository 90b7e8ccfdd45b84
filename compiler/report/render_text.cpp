#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/report.hpp"
#include "report/snippet.hpp"

namespace sqlc::report {

/// Where the text goes, and whether it may be coloured.
struct Page {
  std::string text;
  bool color;

  void add(std::string_view plain) { text.append(plain); }
  /// `style` is the inside of an SGR sequence: "1;31" is bold red.
  void add(std::string_view styled, std::string_view style) {
    if (color && !styled.empty()) {
      fmt::format_to(std::back_inserter(text), "\x1b[{}m{}\x1b[0m", style, styled);
    } else {
      text.append(styled);
    }
  }
};

static constexpr std::string_view bold = "1";
static constexpr std::string_view blue = "1;34";

static std::string_view style_of(Severity severity) {
  switch (severity) {
    case Severity::Error: return "1;31";
    case Severity::Warning: return "1;33";
    case Severity::Info: return "1;36";
  }
  return bold;
}

static void add_place(Page& page, const Span& span) {
  if (span.source == nullptr) return;
  const Place place = place_of(*span.source, span.begin);
  page.add(fmt::format("{}:{}:{}:", visible(span.source->path), place.line, place.column), bold);
  page.add(" ");
}

static void add_snippet(Page& page, const Span& span, std::string_view mark_style) {
  if (span.source == nullptr) return;
  const Snippet snippet = make_snippet(span);
  const std::string number = fmt::format("{:>5}", snippet.line);
  page.add(fmt::format("{} |", number), blue);
  page.add(fmt::format("{}{}\n", snippet.text.empty() ? "" : " ", snippet.text));
  page.add(fmt::format("{:>{}} |", "", number.size()), blue);
  page.add(std::string(snippet.indent + 1, ' '));
  page.add(snippet.marks, mark_style);
  page.add("\n");
}

static void add_note(Page& page, const Note& note) {
  add_place(page, note.span);
  page.add("note:", style_of(Severity::Info));
  page.add(fmt::format(" {}\n", visible(note.message)));
  add_snippet(page, note.span, style_of(Severity::Info));
}

/// Help may be several lines: those after the first stand under it, so that none can pass for a
/// finding of its own.
static void add_help(Page& page, std::string_view help) {
  std::string_view before = "";
  page.add("help:", "1;32");
  for (const std::string_view line : split(help, '\n')) {
    page.add(fmt::format("{}{}{}\n", before, line.empty() ? "" : " ", visible(line)));
    before = "     ";
  }
}

static void add_diagnostic(Page& page, const Diagnostic& diagnostic) {
  const Code& code = *diagnostic.code;
  add_place(page, diagnostic.span);
  page.add(fmt::format("{}:", to_string(code.severity)), style_of(code.severity));
  page.add(" ");
  page.add(visible(diagnostic.message), bold);
  page.add(fmt::format(" [{} {}]\n", code.id, code.slug));
  add_snippet(page, diagnostic.span, style_of(code.severity));
  for (const Note& note : diagnostic.notes) add_note(page, note);
  if (!diagnostic.help.empty()) add_help(page, diagnostic.help);
}

std::string render_text(const std::vector<Diagnostic>& diagnostics, bool color) {
  Page page = {.text = {}, .color = color};
  for (const Diagnostic& diagnostic : diagnostics) add_diagnostic(page, diagnostic);
  return std::move(page.text);
}

}  // namespace sqlc::report
