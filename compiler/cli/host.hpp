#pragma once

#include "base/host.hpp"

namespace sqlc::cli {

/// The machine that the program runs on: its environment, clock, random numbers and terminal.
/// Writing to a pipe that nobody reads any more is an error from now on, not the program's end.
[[nodiscard]] Host real_host(FileSystem& files);

}  // namespace sqlc::cli
