#include "import/annotated.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "sql/lexer.hpp"

namespace sqlc::import {

std::optional<std::string_view> annotation_words(std::string_view line, std::string_view prefix) {
  if (!line.starts_with("--")) return std::nullopt;
  line = trim(line.substr(2));
  if (!line.starts_with(prefix)) return std::nullopt;
  return trim(line.substr(prefix.size()));
}

/// Reads one file line by line; what it finds goes to the direction that is open.
class AnnotatedReader {
 public:
  AnnotatedReader(const Source& file, const AnnotationStyle& style)
      : file_(file), style_(style), block_{&file, 0, 0} {}

  std::variant<Directions, Refusal> read();

 private:
  std::optional<Refusal> read_line(Span line);
  std::optional<Refusal> open(Span line, bool up);
  std::optional<Refusal> begin_statement(Span line);
  std::optional<Refusal> end_statement(Span line);
  std::optional<Refusal> take_text_before(std::uint32_t end);
  std::optional<Refusal> flush(std::uint32_t end);
  [[nodiscard]] bool lacks_semicolon(std::uint32_t end) const;
  [[nodiscard]] ForeignText& target() { return in_up_ ? result_.up : *result_.down; }

  const Source& file_;
  const AnnotationStyle& style_;
  Directions result_;
  /// Text since the last annotation.
  Span block_;
  bool opened_ = false;
  bool in_up_ = true;
  bool in_statement_ = false;
  /// What was taken of the statement so far does not end with `;`.
  bool unterminated_ = false;
  bool environment_ = false;
};

std::variant<Directions, Refusal> AnnotatedReader::read() {
  Lines lines(file_);
  for (Span line; lines.next(line);) {
    if (auto refusal = read_line(line)) return std::move(*refusal);
  }
  const auto size = static_cast<std::uint32_t>(file_.text.size());
  if (!opened_) {
    return Refusal{{&file_, 0, 0}, fmt::format("it has no line `{}`", style_.up)};
  }
  if (in_statement_) return Refusal{{&file_, size, size}, "its last StatementBegin has no end"};
  if (auto refusal = flush(size)) return std::move(*refusal);
  result_.up.drop_empty_ends();
  if (result_.down) result_.down->drop_empty_ends();
  return std::move(result_);
}

std::optional<Refusal> AnnotatedReader::read_line(Span line) {
  const Annotation annotation = style_.classify(line.text());
  switch (annotation) {
    case Annotation::None: return std::nullopt;
    case Annotation::Up: return open(line, true);
    case Annotation::Down: return open(line, false);
    case Annotation::StatementBegin: return begin_statement(line);
    case Annotation::StatementEnd: return end_statement(line);
    case Annotation::Unknown:
      return Refusal{line, fmt::format("`{}` is no annotation that is known", line.text())};
    case Annotation::EnvironmentOn:
    case Annotation::EnvironmentOff:
    case Annotation::Ignored: break;
  }
  if (!opened_) {
    // Nothing is open yet that the comments before it could go to but the way up.
    if (auto refusal = take_text_before(line.begin)) return refusal;
  } else if (in_statement_) {
    unterminated_ = lacks_semicolon(line.begin);
  }
  if (auto refusal = flush(line.begin)) return refusal;
  block_.begin = with_newline(line).end;
  if (annotation != Annotation::Ignored) environment_ = annotation == Annotation::EnvironmentOn;
  return std::nullopt;
}

static bool has_sql(Span span) {
  sql::Lexer lexer(span.text());
  return lexer.next_significant().kind != sql::TokenKind::End;
}

/// Checks the text before an annotation while no direction is open; what the tool passes over is
/// passed over.
std::optional<Refusal> AnnotatedReader::take_text_before(std::uint32_t end) {
  const Span before{&file_, block_.begin, end};
  if (!has_sql(before)) return std::nullopt;
  if (!style_.ignores_text_before) {
    return Refusal{before, fmt::format("it has SQL before `{}`", style_.up)};
  }
  block_.begin = end;
  return std::nullopt;
}

std::optional<Refusal> AnnotatedReader::open(Span line, bool up) {
  if (in_statement_) return Refusal{line, fmt::format("`{}` in a statement", line.text())};
  if (!opened_) {
    if (!up && !style_.repeats) {
      return Refusal{line, fmt::format("`{}` stands before `{}`", line.text(), style_.up)};
    }
    if (auto refusal = take_text_before(line.begin)) return refusal;
    in_up_ = true;
  } else if (!style_.repeats && (up || !in_up_)) {
    return Refusal{line, fmt::format("`{}` stands twice", line.text())};
  }
  if (auto refusal = flush(line.begin)) return refusal;
  opened_ = true;
  in_up_ = up;
  if (!up && !result_.down) result_.down.emplace();
  block_.begin = with_newline(line).end;
  return std::nullopt;
}

std::optional<Refusal> AnnotatedReader::begin_statement(Span line) {
  if (!opened_) return Refusal{line, fmt::format("`{}` before `{}`", line.text(), style_.up)};
  if (in_statement_) return Refusal{line, fmt::format("`{}` in a statement", line.text())};
  if (auto refusal = flush(line.begin)) return refusal;
  block_.begin = with_newline(line).end;
  in_statement_ = true;
  return std::nullopt;
}

/// The end of the last token that is SQL, when that is no `;`.
static std::optional<std::uint32_t> missing_semicolon(Span block) {
  sql::Lexer lexer(block.text());
  sql::Token last;
  for (sql::Token token = lexer.next_significant(); token.kind != sql::TokenKind::End;
       token = lexer.next_significant()) {
    last = token;
  }
  if (last.kind == sql::TokenKind::End || last.kind == sql::TokenKind::Semicolon) {
    return std::nullopt;
  }
  return block.begin + last.end;
}

/// Whether the statement up to `end`, with what was taken of it before, lacks its `;`.
bool AnnotatedReader::lacks_semicolon(std::uint32_t end) const {
  const Span block{&file_, block_.begin, end};
  return has_sql(block) ? missing_semicolon(block).has_value() : unterminated_;
}

std::optional<Refusal> AnnotatedReader::end_statement(Span line) {
  if (!in_statement_) {
    return Refusal{line, fmt::format("`{}` without a StatementBegin", line.text())};
  }
  in_statement_ = false;
  block_.end = line.begin;
  if (const auto end = missing_semicolon(block_)) {
    if (auto refusal = flush(*end)) return refusal;
    target().insert(";", {&file_, *end, *end});
    block_.begin = *end;
  } else if (lacks_semicolon(line.begin)) {
    target().insert(";\n", line);
  }
  unterminated_ = false;
  if (auto refusal = flush(line.begin)) return refusal;
  block_.begin = with_newline(line).end;
  return std::nullopt;
}

std::optional<Refusal> AnnotatedReader::flush(std::uint32_t end) {
  block_.end = std::max(block_.begin, end);
  if (environment_) {
    const std::size_t dollar = block_.text().find('$');
    if (dollar != std::string_view::npos) {
      const auto at = block_.begin + static_cast<std::uint32_t>(dollar);
      return Refusal{{&file_, at, at + 1}, "the tool fills in environment variables here"};
    }
  }
  target().append(block_);
  block_.begin = block_.end;
  return std::nullopt;
}

std::variant<Directions, Refusal> split_annotated(const Source& file,
                                                  const AnnotationStyle& style) {
  return AnnotatedReader(file, style).read();
}

}  // namespace sqlc::import
