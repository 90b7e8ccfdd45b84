#include "run.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "cli/help.hpp"
#include "cli/parse.hpp"
#include "cli/session.hpp"
#include "report/report.hpp"

namespace sqlc {

using cli::Arguments;
using cli::Outcome;
using cli::Session;

/// How findings are printed.
struct Style {
  bool json = false;
  bool color = false;
  bool quiet = false;
};

static bool wants_color(const Arguments& arguments, const Host& host, bool terminal) {
  const std::string when = arguments.text("--color");
  if (when == "always") return true;
  if (when == "never") return false;
  return terminal && host.environment("NO_COLOR").value_or("").empty();
}

static Style style_of(const Arguments& arguments, const Host& host) {
  return {.json = arguments.text("--format") == "json",
          .color = wants_color(arguments, host, host.err_is_terminal),
          .quiet = arguments.given("--quiet")};
}

static std::string rendered(const std::vector<Diagnostic>& findings, Style style) {
  if (style.json) return report::render_json(findings);
  return findings.empty() ? std::string() : report::render_text(findings, style.color);
}

/// Findings for standard error, in reading order; with `--quiet` the errors alone.
static void print_findings(const Diagnostics& diagnostics, Style style, Host& host) {
  std::vector<Diagnostic> findings = in_reading_order(diagnostics.items());
  if (style.quiet) {
    std::erase_if(findings, [](const Diagnostic& finding) {
      return finding.code->severity != Severity::Error;
    });
  }
  if (!findings.empty()) host.err(rendered(findings, style));
}

static void print_summary(const std::string& summary, Style style, Host& host) {
  // A reader of JSON gets nothing but JSON.
  if (summary.empty() || style.quiet || style.json) return;
  std::string text;
  for (const std::string_view line : split(summary, '\n')) text += fmt::format("sqlc: {}\n", line);
  host.err(text);
}

static bool is_environment(const Diagnostic& finding) {
  return finding.code == &codes::file_unreadable || finding.code == &codes::file_unwritable ||
         finding.code == &codes::program_failed;
}

static int code_of(const Diagnostics& diagnostics, const Outcome& outcome) {
  const auto& items = diagnostics.items();
  if (std::any_of(items.begin(), items.end(), is_environment)) return environment;
  if (outcome.findings_are_result) {
    const bool any = std::any_of(items.begin(), items.end(), [](const Diagnostic& finding) {
      return finding.code->severity != Severity::Info;
    });
    return any ? findings : done;
  }
  return diagnostics.has_errors() ? bad_input : done;
}

/// Whether a result would land among the revisions: over one of them, or to be read as one.
static bool lands_among_revisions(Session& session, const std::string& path) {
  const LoadedConfig* const loaded = session.config();
  if (loaded == nullptr || !path.ends_with(".sql")) return false;
  const std::string here = session.host().files.working_directory();
  return normalize_path(path, here)
      .starts_with(normalize_path(loaded->config.revisions, here) + "/");
}

/// Puts the result where it belongs, whole or not at all; a refusal is one more finding.
static void deliver(Session& session, const std::string& text) {
  Host& host = session.host();
  const Arguments& arguments = session.arguments();
  // For `import` the option names a folder, which it has filled by now.
  if (arguments.given("--output") && session.command().name != "import") {
    const std::string path = arguments.text("--output");
    if (lands_among_revisions(session, path)) {
      session.usage_error("`" + path + "` would be read as a revision",
                          "name a file outside of the folder of the revisions");
      return;
    }
    const Status written = host.files.write(path, text);
    if (!written) {
      session.environment_error(codes::file_unwritable, written.error(),
                                "name a file that can be written");
    }
    return;
  }
  if (text.empty()) return;
  host.out(text);
  const Status taken = host.out_status ? host.out_status() : Status(std::monostate{});
  if (!taken) {
    session.environment_error(codes::file_unwritable, taken.error(),
                              "discard what arrived; it is not the whole result");
  }
}

/// `check`: the findings are what it prints.
static int finish_check(Session& session, const Outcome& outcome, Style style) {
  const int code = code_of(session.diagnostics(), outcome);
  Style result = style;
  const Host& host = session.host();
  result.color = !session.arguments().given("--output") &&
                 wants_color(session.arguments(), host, host.out_is_terminal);
  Diagnostics findings = std::move(session.diagnostics());
  session.diagnostics() = {};
  // A reader of JSON gets an array without findings too.
  deliver(session, rendered(in_reading_order(findings.items()), result));
  print_findings(session.diagnostics(), style, session.host());
  if (!session.diagnostics().empty()) return code_of(session.diagnostics(), {});
  print_summary(outcome.summary, style, session.host());
  return code;
}

static int finish(Session& session, const Outcome& outcome, Style style) {
  if (outcome.findings_are_result) return finish_check(session, outcome, style);
  if (!session.diagnostics().has_errors()) deliver(session, outcome.out);
  print_findings(session.diagnostics(), style, session.host());
  if (!session.diagnostics().has_errors()) {
    print_summary(outcome.summary, style, session.host());
  }
  return code_of(session.diagnostics(), outcome);
}

/// Help and version, which are results like any other.
static Outcome answer(const cli::Parsed& parsed) {
  if (parsed.arguments.given("--version")) return {.out = cli::version_text()};
  return {.out =
              parsed.command == nullptr ? cli::general_help() : cli::command_help(*parsed.command)};
}

int run(const std::vector<std::string>& arguments, Host& host) {
  static constexpr cli::Command none = {.name = "sqlc"};
  Diagnostics mistakes;
  cli::Parsed parsed = cli::parse_arguments(arguments, mistakes);
  const Style style = style_of(parsed.arguments, host);
  const bool asks = parsed.arguments.given("--help") || parsed.arguments.given("--version");
  if (mistakes.has_errors()) {
    print_findings(mistakes, style, host);
    return bad_input;
  }
  if (parsed.command == nullptr && !asks) {
    host.err(cli::general_help());
    return bad_input;
  }
  Session session(host, parsed.command == nullptr ? none : *parsed.command, parsed.arguments);
  const int code = finish(session, asks ? answer(parsed) : parsed.command->run(session), style);
  if (host.leave) host.leave(code);
  return code;
}

}  // namespace sqlc
