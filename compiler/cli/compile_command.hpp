#pragma once

#include <array>

#include "cli/command.hpp"
#include "history/range.hpp"

namespace sqlc::cli {

/// What `upgrade`, `downgrade` and `stamp` share: resolve the range, compile, print.
[[nodiscard]] Outcome compile_command(Session& session, history::Direction direction,
                                      std::string range);

/// Options that say how a result is written.
inline constexpr Option output_option = {
    .names = "-o,--output", .value = "FILE", .help = "write to FILE, whole or not at all"};
inline constexpr Option findings_format_option = {
    .names = "--format", .value = "text|json", .help = "how findings are printed"};

/// Of commands whose result itself has a format.
inline constexpr Option listing_format_option = {
    .names = "--format", .value = "text|json", .help = "what to print"};

/// Options of Alembic's that change nothing here or have no meaning.
inline constexpr Option sql_option = {
    .names = "--sql", .help = "accepted as Alembic's; SQL is always what is printed"};
inline constexpr Option tag_option = {
    .names = "--tag",
    .value = "TAG",
    .instead = "there is no env.py that would read it; leave it out"};
inline constexpr Option idempotent_option = {
    .names = "--idempotent", .help = "one script for a database anywhere on the way"};

}  // namespace sqlc::cli
