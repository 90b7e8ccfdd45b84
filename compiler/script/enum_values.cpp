#include "script/enum_values.hpp"

#include <algorithm>

#include "script/statement_text.hpp"
#include "sql/lexer.hpp"

namespace sqlc::script {

static std::string with_doubled_quotes(std::string_view value) {
  std::string text;
  for (const char c : value) {
    text += c;
    if (c == '\'') text += c;
  }
  return text;
}

/// What stands between a string token's quotes.
static std::string_view between_quotes(std::string_view token) {
  const std::size_t first = token.find('\'');
  const std::size_t last = token.rfind('\'');
  return first == last ? std::string_view() : token.substr(first + 1, last - first - 1);
}

/// Whether an array literal ('{a,"b"}') has the value as an element.
static bool has_element(std::string_view content, std::string_view value) {
  if (content.empty() || content.front() != '{') return false;
  constexpr std::string_view edges = "{},\" ";
  for (std::size_t at = content.find(value); at != std::string_view::npos;
       at = content.find(value, at + 1)) {
    const std::size_t end = at + value.size();
    const bool ends = end < content.size() && edges.find(content[end]) != std::string_view::npos;
    if (ends && edges.find(content[at - 1]) != std::string_view::npos) return true;
  }
  return false;
}

/// Whether a literal of the text is the value, or code in it holds the value as a literal.
static bool has_literal(std::string_view text, const std::string& value) {
  if (text.find(value) == std::string_view::npos) return false;
  sql::Lexer lexer(text);
  for (sql::Token token = lexer.next(); token.kind != sql::TokenKind::End; token = lexer.next()) {
    const std::string_view word = lexer.text(token);
    if (token.kind == sql::TokenKind::String) {
      const std::string_view content = between_quotes(word);
      if (content == value || has_element(content, value)) return true;
    } else if (token.kind == sql::TokenKind::DollarString) {
      if (word.find("'" + value + "'") != std::string_view::npos) return true;
      const std::size_t tag = word.find('$', 1) + 1;
      if (with_doubled_quotes(word.substr(tag, word.size() - 2 * tag)) == value) return true;
    }
  }
  return false;
}

void AddedValues::add(const sql::Statement& statement) {
  if (const auto* made = statement.as<sql::CreateEnum>()) made_here_.push_back(&made->type);
  const auto* change = statement.as<sql::AlterEnum>();
  if (change == nullptr) return;
  if (!change->old_value.empty()) {
    // A value renamed before it commits is as unsafe under its new name.
    const bool fresh = std::ranges::any_of(
        values_, [&](const AddedValue& value) { return value.change->value == change->old_value; });
    if (fresh) values_.push_back({.change = change, .statement = &statement});
    return;
  }
  const bool made_here = std::ranges::any_of(
      made_here_, [&](const sql::QualifiedName* type) { return *type == change->type; });
  if (made_here && oldest_server_ >= 17) return;
  values_.push_back({.change = change, .statement = &statement});
}

const AddedValue* AddedValues::used_by(const sql::Statement& statement) const {
  if (values_.empty() || statement.as<sql::AlterEnum>() || statement.as<sql::CreateEnum>() ||
      same_word(first_word(statement), "comment")) {
    return nullptr;
  }
  for (const AddedValue& value : values_) {
    if (has_literal(statement.span.text(), with_doubled_quotes(value.change->value))) return &value;
  }
  return nullptr;
}

void AddedValues::clear() {
  values_.clear();
  made_here_.clear();
}

}  // namespace sqlc::script
