#pragma once

#include <string>
#include <vector>

namespace sqlc::cli {

class Session;

/// Opens the files in $VISUAL, or else $EDITOR, and waits for its end. Neither set, or an editor
/// that fails, is a finding. `before` begins its advice: what is done already.
void open_in_editor(Session& session, const std::vector<std::string>& paths,
                    const std::string& before = {});

}  // namespace sqlc::cli
