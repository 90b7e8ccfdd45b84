#pragma once

#include <string>
#include <vector>

#include "base/host.hpp"

namespace sqlc {

/// Runs one command line (without the program's name). Standard output gets the whole result or
/// nothing.
int run(const std::vector<std::string>& arguments, Host& host);

}  // namespace sqlc
