// The revision file's reader takes any bytes; what it reads, the writer writes back to the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "history/revision_file.hpp"

using sqlc::Diagnostics;
using sqlc::Source;
using sqlc::Span;
namespace history = sqlc::history;

static void require(bool holds) {
  if (!holds) std::abort();
}

static void check_span(Span span, const Source& source) {
  require(span.source == &source);
  require(span.begin <= span.end && span.end <= source.text.size());
  require(!sqlc::find_invalid_utf8(span.text()));
}

static void check_diagnostics(const Diagnostics& diagnostics, const Source& source) {
  for (const sqlc::Diagnostic& diagnostic : diagnostics.items()) {
    check_span(diagnostic.span, source);
    for (const sqlc::Note& note : diagnostic.notes) check_span(note.span, source);
    require(!diagnostic.message.empty() && !diagnostic.help.empty());
  }
}

static void check_section(const std::optional<history::Section>& section, const Source& source) {
  if (!section) return;
  check_span(section->marker, source);
  check_span(section->body, source);
  require(section->body.begin >= section->marker.end);
  for (const history::Allow& allow : section->allows) {
    check_span(allow.span, source);
    require(!allow.rules.empty() && !allow.reason.empty());
    for (const history::Reference& rule : allow.rules) require(rule.span.text() == rule.text);
  }
}

static std::vector<std::string> texts(const std::vector<history::Reference>& references) {
  std::vector<std::string> all;
  for (const history::Reference& reference : references) all.push_back(reference.text);
  return all;
}

static history::Draft draft_of(const history::Revision& revision, const history::Bodies& bodies) {
  history::Draft draft{.id = revision.id.text,
                       .down_revisions = texts(revision.down_revisions),
                       .depends_on = texts(revision.depends_on),
                       .labels = texts(revision.labels),
                       .description = revision.description,
                       .create_date = sqlc::comment_text(revision.create_date),
                       .upgrade = std::string(bodies.upgrade->body.text())};
  if (bodies.downgrade) draft.downgrade = std::string(bodies.downgrade->body.text());
  if (bodies.irreversible) draft.irreversible = bodies.irreversible->reason;
  return draft;
}

static std::string with_newline(std::string text) {
  if (!text.empty() && !text.ends_with('\n')) text += '\n';
  return text;
}

static void check_round_trip(const history::Draft& draft) {
  const Source source{"again.sql", history::write_revision(draft)};
  Diagnostics diagnostics;
  const auto revision = history::read_header(source, diagnostics);
  require(revision.has_value());
  require(revision->id.text == draft.id && texts(revision->labels) == draft.labels);
  require(texts(revision->down_revisions) == draft.down_revisions);
  require(texts(revision->depends_on) == draft.depends_on);
  require(revision->description == history::clean_description(draft.description));
  const auto bodies = history::read_bodies(*revision, diagnostics);
  require(bodies.has_value());
  require(bodies->upgrade->body.text() == with_newline(draft.upgrade));
  require(bodies->downgrade.has_value() == (draft.downgrade && !draft.irreversible));
  if (bodies->downgrade) {
    require(bodies->downgrade->body.text() == with_newline(*draft.downgrade));
  }
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  // Any text at all as a description.
  check_round_trip({.id = "a", .description = bytes, .upgrade = "SELECT 1;\n"});
  Diagnostics diagnostics;
  const auto source = history::load_source("fuzz.sql", bytes, diagnostics);
  const auto revision = history::read_header(*source, diagnostics);
  const auto bodies =
      revision ? history::read_bodies(*revision, diagnostics) : std::optional<history::Bodies>();
  check_diagnostics(diagnostics, *source);
  if (!bodies) return 0;
  check_section(bodies->upgrade, *source);
  check_section(bodies->downgrade, *source);
  check_section(bodies->verify, *source);
  // A verify section, and markers of statements that a draft has no place for, stay behind.
  if (!diagnostics.has_errors() && !bodies->verify &&
      !(bodies->downgrade && bodies->irreversible)) {
    check_round_trip(draft_of(*revision, *bodies));
  }
  return 0;
}
