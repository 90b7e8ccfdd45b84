#include "sql/quote.hpp"

#include <algorithm>

#include "dialects/keywords.hpp"

namespace sqlc::sql {

static bool starts_bare_name(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }

static bool stands_bare(std::string_view name) {
  return !name.empty() && starts_bare_name(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return starts_bare_name(c) || (c >= '0' && c <= '9'); }) &&
         !dialects::is_reserved_word(name);
}

std::string quote_identifier(std::string_view name) {
  if (stands_bare(name)) return std::string(name);
  std::string quoted = "\"";
  for (const char c : name) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  quoted += '"';
  return quoted;
}

std::string quote_qualified(std::string_view schema, std::string_view name) {
  if (schema.empty()) return quote_identifier(name);
  return quote_identifier(schema) + "." + quote_identifier(name);
}

}  // namespace sqlc::sql
