#include "cli/editor.hpp"

#include <fmt/format.h>

#include "cli/session.hpp"

namespace sqlc::cli {

static std::string editor_of(const Host& host) {
  for (const std::string_view name : {"VISUAL", "EDITOR"}) {
    if (auto editor = host.environment(name); editor && !editor->empty()) return *editor;
  }
  return {};
}

void open_in_editor(Session& session, const std::vector<std::string>& paths,
                    const std::string& before) {
  const Host& host = session.host();
  const std::string editor = editor_of(host);
  if (editor.empty()) {
    session.environment_error(codes::program_failed, "neither $VISUAL nor $EDITOR is set",
                              before + "set $EDITOR to your editor");
    return;
  }
  // The value may hold arguments ("code --wait"), so a shell splits it; the paths stay as they are.
  std::vector<std::string> arguments = {"/bin/sh", "-c", editor + " \"$@\"", editor};
  arguments.insert(arguments.end(), paths.begin(), paths.end());
  const Result<int> status = host.run_attached
                                 ? host.run_attached(arguments)
                                 : Result<int>(Failure{"there is no terminal for an editor"});
  if (!status) {
    session.environment_error(codes::program_failed, status.error(),
                              before + "check $VISUAL and $EDITOR");
  } else if (status.value() != 0) {
    session.environment_error(
        codes::program_failed,
        fmt::format("editor `{}` ended with status {}", editor, status.value()),
        before + "check $VISUAL and $EDITOR");
  }
}

}  // namespace sqlc::cli
