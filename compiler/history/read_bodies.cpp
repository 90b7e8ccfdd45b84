#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "history/comments.hpp"
#include "history/markers.hpp"
#include "history/revision_file.hpp"
#include "history/statement_marker.hpp"
#include "sql/lexer.hpp"

namespace sqlc::history {

/// Reads the sections of one file, marker by marker.
class BodiesReader {
 public:
  BodiesReader(const Revision& revision, Diagnostics& diagnostics)
      : source_(*revision.source), begin_(revision.header_end), diagnostics_(diagnostics) {}

  std::optional<Bodies> read();

 private:
  void read_comment(Span comment);
  void open_section(const Marker& marker);
  void close_section(std::uint32_t end);
  void read_irreversible(const Marker& marker);
  void read_statement_marker(const Marker& marker);
  void check_outside(std::uint32_t begin, std::uint32_t end);
  void check_whole();
  [[nodiscard]] std::optional<Section>& section(MarkerKind kind);
  [[nodiscard]] std::uint32_t size() const {
    return static_cast<std::uint32_t>(source_.text.size());
  }

  const Source& source_;
  std::uint32_t begin_;
  Diagnostics& diagnostics_;
  Bodies bodies_;
  /// The section being read; null outside of all.
  Section* open_ = nullptr;
  std::optional<StatementCursor> cursor_;
  /// Where text that belongs to no section begins.
  std::uint32_t outside_ = 0;
  bool outside_reported_ = false;
  /// Some marker could not be read: what seems to be missing, or outside, may well be its section.
  bool misspelt_ = false;
};

std::optional<Bodies> BodiesReader::read() {
  const std::size_t errors = diagnostics_.error_count();
  outside_ = begin_;
  MarkerComments comments(source_, begin_, size());
  while (const auto comment = comments.next()) read_comment(*comment);
  close_section(size());
  check_whole();
  if (diagnostics_.error_count() != errors) return std::nullopt;
  return std::move(bodies_);
}

static bool at_line_start(Span comment) {
  return line_begin(comment.source->text, comment.begin) == comment.begin;
}

void BodiesReader::read_comment(Span comment) {
  const auto marker = read_marker(comment, diagnostics_);
  if (!marker) {
    misspelt_ = true;
    return;
  }
  if (!at_line_start(comment)) {
    diagnostics_.add(
        {.code = &codes::marker_misplaced,
         .span = marker->span,
         .message =
             fmt::format("`{}` does not stand at the start of a line", spelled(marker->kind)),
         .help = "put the marker on a line of its own, without white space before it"});
    return;
  }
  switch (marker->kind) {
    case MarkerKind::Upgrade:
    case MarkerKind::Downgrade:
    case MarkerKind::Verify: return open_section(*marker);
    case MarkerKind::Irreversible: return read_irreversible(*marker);
    case MarkerKind::Allow:
    case MarkerKind::Grants: return read_statement_marker(*marker);
  }
}

std::optional<Section>& BodiesReader::section(MarkerKind kind) {
  if (kind == MarkerKind::Upgrade) return bodies_.upgrade;
  return kind == MarkerKind::Downgrade ? bodies_.downgrade : bodies_.verify;
}

void BodiesReader::open_section(const Marker& marker) {
  close_section(marker.span.begin);
  if (marker.argument.begin != marker.argument.end) {
    diagnostics_.add({.code = &codes::marker_argument,
                      .span = marker.argument,
                      .message = fmt::format("`{}` takes nothing after it", spelled(marker.kind)),
                      .help = "move the text to a comment below"});
  }
  if (marker.kind != MarkerKind::Upgrade && !bodies_.upgrade && !misspelt_) {
    diagnostics_.add({.code = &codes::marker_misplaced,
                      .span = marker.span,
                      .message = fmt::format("`{}` stands before `{}`", spelled(marker.kind),
                                             spelled(MarkerKind::Upgrade)),
                      .help = "begin with the upgrade"});
  }
  std::optional<Section>& target = section(marker.kind);
  const std::uint32_t body = next_line(source_.text, marker.span.begin);
  if (target) {
    diagnostics_.add({.code = &codes::section_duplicate,
                      .span = marker.span,
                      .message = fmt::format("`{}` stands twice", spelled(marker.kind)),
                      .notes = {{target->marker, "the first one is here"}},
                      .help = "put the statements of both under one marker"});
  } else {
    target = Section{.marker = marker.span, .body = {&source_, body, body}};
  }
  open_ = &*target;
  open_->body.begin = body;
  cursor_.emplace(source_, body);
}

/// Ends the open section, or the text outside of all, before a section's marker or at the file's
/// end.
void BodiesReader::close_section(std::uint32_t end) {
  if (open_ == nullptr) {
    check_outside(outside_, end);
    return;
  }
  // The empty line that the writer puts before a marker is no part of the body.
  const std::string_view text = std::string_view(source_.text).substr(0, end);
  const bool layout = end != size() && end > open_->body.begin && text.ends_with("\n\n");
  open_->body.end = std::max(open_->body.begin, layout ? end - 1 : end);
  open_ = nullptr;
  outside_ = end;
}

void BodiesReader::read_irreversible(const Marker& marker) {
  close_section(marker.span.begin);
  outside_ = marker.span.end;
  if (!bodies_.upgrade) {
    diagnostics_.add({.code = &codes::marker_misplaced,
                      .span = marker.span,
                      .message = fmt::format("`{}` stands before `{}`", spelled(marker.kind),
                                             spelled(MarkerKind::Upgrade)),
                      .help = "put it after the upgrade's statements"});
  }
  if (bodies_.irreversible) {
    diagnostics_.add({.code = &codes::section_duplicate,
                      .span = marker.span,
                      .message = fmt::format("`{}` stands twice", spelled(marker.kind)),
                      .notes = {{bodies_.irreversible->span, "the first one is here"}},
                      .help = "keep one of the two lines"});
    return;
  }
  if (marker.argument.begin == marker.argument.end) {
    diagnostics_.add({.code = &codes::reason_missing,
                      .span = marker.span,
                      .message = fmt::format("`{}` gives no reason", spelled(marker.kind)),
                      .help = "say after the marker why the upgrade cannot be undone"});
  }
  bodies_.irreversible = {marker.span, std::string(marker.argument.text())};
}

void BodiesReader::read_statement_marker(const Marker& marker) {
  if (open_ == nullptr) {
    diagnostics_.add(
        {.code = &codes::marker_misplaced,
         .span = marker.span,
         .message = fmt::format("`{}` stands outside of every section", spelled(marker.kind)),
         .help = "put it directly before the statement that it is about"});
    return;
  }
  if (!check_place(*cursor_, marker, diagnostics_)) return;
  if (marker.kind == MarkerKind::Allow) {
    if (auto allow = read_allow(marker, diagnostics_)) open_->allows.push_back(std::move(*allow));
  } else if (auto grants = read_grants(marker, diagnostics_)) {
    open_->grants.push_back(std::move(*grants));
  }
}

void BodiesReader::check_outside(std::uint32_t begin, std::uint32_t end) {
  if (misspelt_) return;
  sql::Lexer lexer(std::string_view(source_.text).substr(0, end), begin);
  const sql::Token token = lexer.next_significant();
  if (token.kind == sql::TokenKind::End || std::exchange(outside_reported_, true)) return;
  const bool after_irreversible = bodies_.irreversible.has_value();
  const std::size_t line_end = std::min<std::size_t>(source_.text.find('\n', token.begin), end);
  diagnostics_.add(
      {.code = &codes::text_outside_section,
       .span = {&source_, token.begin, static_cast<std::uint32_t>(line_end)},
       .message = after_irreversible ? "this stands after `-- sqlc:irreversible`, in no section"
                                     : "this stands in no section",
       .help = after_irreversible ? "move it above the marker, into the upgrade"
                                  : "put `-- sqlc:upgrade` on a line of its own before it"});
}

void BodiesReader::check_whole() {
  if (!bodies_.upgrade && !misspelt_) {
    const std::string_view header = trim(std::string_view(source_.text).substr(0, begin_));
    const auto end =
        static_cast<std::uint32_t>(header.data() + header.size() - source_.text.data());
    diagnostics_.add({.code = &codes::section_missing,
                      .span = {&source_, line_begin(source_.text, end), end},
                      .message = "the file has no `-- sqlc:upgrade` section",
                      .help = "put `-- sqlc:upgrade` on a line of its own before the statements; a "
                              "merge has an empty one"});
  }
  if (bodies_.irreversible && bodies_.downgrade) {
    diagnostics_.add({.code = &codes::marker_misplaced,
                      .span = bodies_.irreversible->span,
                      .message = "the revision has a downgrade and says that it is irreversible",
                      .notes = {{bodies_.downgrade->marker, "the downgrade is here"}},
                      .help = "keep one of the two"});
  }
}

std::optional<Bodies> read_bodies(const Revision& revision, Diagnostics& diagnostics) {
  return BodiesReader(revision, diagnostics).read();
}

std::optional<Span> find_marker(Span body) {
  return MarkerComments(*body.source, body.begin, body.end).next();
}

}  // namespace sqlc::history
