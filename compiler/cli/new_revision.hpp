#pragma once

#include <string>
#include <vector>

#include "cli/command.hpp"
#include "history/history.hpp"

namespace sqlc::cli {

/// Options that `revision` and `merge` share.
inline constexpr Option message_option = {
    .names = "-m,--message", .value = "TEXT", .help = "what the revision does, in one line"};
inline constexpr Option splice_option = {
    .names = "--splice", .help = "let the parent be a revision that is no head: a new branch"};
inline constexpr Option branch_label_option = {.names = "--branch-label",
                                               .value = "LABEL",
                                               .help = "label of the branch that begins here",
                                               .many = true};
inline constexpr Option rev_id_option = {
    .names = "--rev-id", .value = "ID", .help = "the revision's id; else 12 random hex digits"};
inline constexpr Option edit_option = {.names = "--edit",
                                       .help = "open the new file in $VISUAL or $EDITOR"};
inline constexpr Option version_path_option = {
    .names = "--version-path", .value = "DIR", .help = "sub-folder of the revisions to write to"};

/// Writes a new revision on the parents, as the options say, and gives its path. `description` is
/// the header's text.
[[nodiscard]] Outcome write_new_revision(Session& session, const history::History& history,
                                         const std::vector<history::RevisionIndex>& parents,
                                         std::string description);

}  // namespace sqlc::cli
