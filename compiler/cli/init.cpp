#include <fmt/format.h>

#include "cli/session.hpp"

namespace sqlc::cli {

static constexpr Positional positionals[] = {
    {.name = "DIR", .help = "where the project stands; the working directory", .required = false}};

static constexpr Option options[] = {
    {.names = "-t,--template",
     .value = "NAME",
     .instead = "there is one kind of project; edit the sqlc.toml that `sqlc init` writes"},
    {.names = "--package", .instead = "revisions are plain SQL files; leave it out"},
};

static std::string inside(const std::string& folder, std::string_view name) {
  if (folder.empty() || folder == ".") return std::string(name);
  return fmt::format("{}{}{}", folder, folder.ends_with('/') ? "" : "/", name);
}

static void fail(Session& session, const std::string& error) {
  session.environment_error(codes::file_unwritable, error, "choose a folder that can be written");
}

static Outcome run(Session& session) {
  FileSystem& files = session.host().files;
  const std::string folder = session.arguments().text("DIR");
  const std::string file = inside(folder, "sqlc.toml");
  if (files.exists(file)) {
    session.diagnostics().add({.code = &codes::already_there,
                               .message = fmt::format("`{}` is there already", file),
                               .help = "edit it, or choose another folder"});
    return {};
  }
  const std::string revisions = inside(folder, Config().revisions);
  if (const Status made = files.make_directory(revisions); !made) {
    fail(session, made.error());
    return {};
  }
  if (const Status written = files.write(file, config_template()); !written) {
    fail(session, written.error());
    return {};
  }
  return {.out = file + "\n",
          .summary = fmt::format("init: write the first revision with `sqlc revision -m \"...\"`{}",
                                 inside(folder, "") == "" ? "" : " in that folder")};
}

const Command init_command = {
    .name = "init",
    .summary = "start a project: sqlc.toml and a folder of revisions",
    .details =
        "Writes a commented sqlc.toml and makes the folder `revisions` beside it. Overwrites "
        "nothing.",
    .positionals = positionals,
    .options = options,
    .run = run,
};

}  // namespace sqlc::cli
