#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sqlc::sql {

/// The byte ranges of the tokens and comments that PostgreSQL's own scanner finds, in order;
/// nothing when it refuses the text.
[[nodiscard]] std::optional<std::vector<std::pair<std::size_t, std::size_t>>> server_scan(
    const std::string& text);

/// quote_ident() of the server whose grammar is linked in.
[[nodiscard]] std::string server_quote(const std::string& name);

}  // namespace sqlc::sql
