#pragma once

#include <string>
#include <vector>

namespace sqlc::bench {

/// Parses every text with libpg_query and throws the tree away: the least that any compiler built
/// on it has to do. Gives the number of texts that parsed.
[[nodiscard]] std::size_t bare_parse(const std::vector<std::string>& texts);

}  // namespace sqlc::bench
