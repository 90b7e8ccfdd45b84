#include "script/statement_text.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace sqlc::script {

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string_view first_word(const sql::Statement& statement) {
  const std::string_view text = statement.span.text();
  const auto end = std::ranges::find_if_not(text, is_letter);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

bool same_word(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, [](char a, char b) { return (a | 0x20) == (b | 0x20); });
}

bool sets_constraints(const sql::Statement& statement) {
  if (statement.as<sql::OtherStatement>() == nullptr) return false;
  const std::string_view word = first_word(statement);
  if (!same_word(word, "set")) return false;
  const std::string_view rest = trim(statement.span.text().substr(word.size()));
  return same_word(rest.substr(0, 11), "constraints");
}

/// CREATE … AS, with a query that runs.
static bool creates_from_query(const sql::Statement& statement, std::string_view create) {
  const std::string_view rest = trim(statement.span.text().substr(create.size()));
  if (same_word(rest.substr(0, 12), "materialized") || same_word(rest.substr(0, 9), "extension")) {
    return true;
  }
  const bool table = same_word(rest.substr(0, 5), "table") ||
                     same_word(rest.substr(0, 8), "unlogged") ||
                     same_word(rest.substr(0, 4), "temp");
  if (!table) return false;
  for (std::size_t at = rest.find_first_of(" \n\t)"); at != std::string_view::npos;
       at = rest.find_first_of(" \n\t)", at + 1)) {
    const std::string_view word = rest.substr(at + 1, 3);
    if (word.size() == 3 && same_word(word.substr(0, 2), "as") && !is_letter(word[2])) return true;
  }
  return false;
}

bool runs_code(const sql::Statement& statement) {
  if (statement.as<sql::Do>() || statement.as<sql::Select>() || statement.as<sql::Call>() ||
      statement.as<sql::Copy>()) {
    return true;
  }
  if (!statement.as<sql::OtherStatement>()) return false;
  static constexpr std::array<std::string_view, 15> ddl = {
      "alter",  "drop",   "comment", "analyze", "lock",    "truncate", "security", "reassign",
      "notify", "import", "reindex", "vacuum",  "cluster", "grant",    "revoke"};
  const std::string_view word = first_word(statement);
  if (same_word(word, "create")) return creates_from_query(statement, word);
  return std::ranges::none_of(ddl, [&](std::string_view each) { return same_word(word, each); });
}

static Span trimmed(const Source& source, std::uint32_t begin, std::uint32_t end) {
  const std::string_view all = source.text;
  const std::string_view kept = trim(all.substr(begin, end - begin));
  const auto at = static_cast<std::uint32_t>(kept.data() - all.data());
  return {&source, at, at + static_cast<std::uint32_t>(kept.size())};
}

Span whole_span(std::span<const sql::Statement> statements) {
  return trimmed(*statements.front().span.source, statements.front().leading_begin,
                 statements.back().trailing_end);
}

}  // namespace sqlc::script
