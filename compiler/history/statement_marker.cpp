#include "history/statement_marker.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace sqlc::history {

StatementCursor::StatementCursor(const Source& source, std::uint32_t begin)
    : lexer_(source.text, begin), text_(source.text) {
  token_ = lexer_.next();
}

static bool is_space_or_comment(const sql::Token& token) {
  return token.kind == sql::TokenKind::Whitespace || token.kind == sql::TokenKind::LineComment ||
         token.kind == sql::TokenKind::BlockComment;
}

void StatementCursor::advance() {
  if (!is_space_or_comment(token_)) between_ = token_.kind == sql::TokenKind::Semicolon;
  token_ = lexer_.next();
}

void StatementCursor::advance_to(std::uint32_t offset) {
  while (token_.kind != sql::TokenKind::End && token_.end <= offset) advance();
}

bool StatementCursor::between_statements(std::uint32_t offset) {
  advance_to(offset);
  return between_;
}

static bool is_section_marker(std::string_view comment) {
  for (const MarkerKind kind :
       {MarkerKind::Upgrade, MarkerKind::Downgrade, MarkerKind::Verify, MarkerKind::Irreversible}) {
    if (comment.starts_with(spelled(kind))) return true;
  }
  return false;
}

bool StatementCursor::statement_follows(std::uint32_t offset) {
  advance_to(offset);
  while (is_space_or_comment(token_)) {
    const std::string_view text = text_.substr(token_.begin, token_.end - token_.begin);
    if (token_.kind == sql::TokenKind::LineComment && is_section_marker(text)) return false;
    advance();
  }
  return token_.kind != sql::TokenKind::End && token_.kind != sql::TokenKind::Semicolon;
}

bool check_place(StatementCursor& cursor, const Marker& marker, Diagnostics& diagnostics) {
  const bool between = cursor.between_statements(marker.span.begin);
  if (between && cursor.statement_follows(marker.span.end)) return true;
  const std::string name = spelled(marker.kind);
  diagnostics.add({.code = &codes::marker_misplaced,
                   .span = marker.span,
                   .message = between ? fmt::format("no statement follows `{}`", name)
                                      : fmt::format("`{}` stands inside a statement", name),
                   .help = "put it on a line of its own, directly before the statement that it is "
                           "about"});
  return false;
}

/// Cuts a rule's name (letters, digits, `-`, `_`) off the front.
static std::string_view cut_name(std::string_view& rest) {
  const auto in_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  };
  const auto* end = std::find_if_not(rest.begin(), rest.end(), in_name);
  const std::string_view name = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
  rest.remove_prefix(name.size());
  return name;
}

static void skip_blanks(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
}

static std::nullopt_t refuse_rules(const Marker& marker, Diagnostics& diagnostics) {
  diagnostics.add(
      {.code = &codes::marker_argument,
       .span = marker.argument.begin == marker.argument.end ? marker.span : marker.argument,
       .message = fmt::format("`{}` does not name its rules", spelled(marker.kind)),
       .help = "write `-- sqlc:allow <rule>[, <rule>] <reason>`"});
  return std::nullopt;
}

std::optional<Allow> read_allow(const Marker& marker, Diagnostics& diagnostics) {
  Allow allow{.span = marker.span};
  const Span all = marker.argument;
  std::string_view rest = all.text();
  for (bool more = true; more;) {
    const auto at = all.begin + static_cast<std::uint32_t>(all.text().size() - rest.size());
    const std::string_view name = cut_name(rest);
    const bool ends = rest.empty() || rest[0] == ' ' || rest[0] == '\t' || rest[0] == ',';
    if (name.empty() || !ends) return refuse_rules(marker, diagnostics);
    allow.rules.push_back(
        {std::string(name), {all.source, at, at + static_cast<std::uint32_t>(name.size())}});
    skip_blanks(rest);
    more = rest.starts_with(',');
    if (more) rest.remove_prefix(1);
    skip_blanks(rest);
  }
  allow.reason = rest;
  if (!rest.empty()) return allow;
  diagnostics.add({.code = &codes::reason_missing,
                   .span = marker.span,
                   .message = fmt::format("`{}` gives no reason", spelled(marker.kind)),
                   .help = "say after the rule's name why it is fine here"});
  return std::nullopt;
}

std::optional<GrantsMarker> read_grants(const Marker& marker, Diagnostics& diagnostics) {
  if (marker.argument.begin != marker.argument.end) {
    return GrantsMarker{.span = marker.span, .text = std::string(marker.argument.text())};
  }
  diagnostics.add({.code = &codes::marker_argument,
                   .span = marker.span,
                   .message = fmt::format("`{}` does not say what to grant", spelled(marker.kind)),
                   .help = "write `-- sqlc:grants none` or `-- sqlc:grants SELECT to <role>`"});
  return std::nullopt;
}

}  // namespace sqlc::history
