#pragma once

#include <string>
#include <string_view>

namespace sqlc::sql {

/// A name as SQL: bare when the server reads it back unchanged (lower case, no key word but the
/// unreserved ones, as quote_ident() decides), in double quotes otherwise.
[[nodiscard]] std::string quote_identifier(std::string_view name);

/// `schema.name`, each quoted where needed; just the name when the schema is empty.
[[nodiscard]] std::string quote_qualified(std::string_view schema, std::string_view name);

}  // namespace sqlc::sql
