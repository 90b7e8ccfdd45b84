// sqlc.toml: any bytes either load or are refused with a place inside the file.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "config.hpp"
#include "report/report.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

/// Loads the configuration with one environment variable set.
static void load(sqlc::MemoryFileSystem& files, std::string_view variable,
                 const std::string& value) {
  std::vector<std::unique_ptr<sqlc::Source>> sources;
  sqlc::Diagnostics diagnostics;
  const auto environment = [&](std::string_view name) -> std::optional<std::string> {
    return name == variable ? std::optional(value) : std::nullopt;
  };
  const auto loaded = sqlc::load_config(files, "", environment, {}, sources, diagnostics);
  if (loaded.has_value() == diagnostics.has_errors()) std::abort();
  for (const sqlc::Diagnostic& one : diagnostics.items()) {
    const sqlc::Span& span = one.span;
    if (span.source == nullptr) continue;
    if (span.begin > span.end || span.end > span.source->text.size()) std::abort();
  }
  if (sqlc::report::render_text(diagnostics.items(), false).empty() && !diagnostics.empty()) {
    std::abort();
  }
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  sqlc::MemoryFileSystem files;
  if (!files.write("sqlc.toml", text).ok()) std::abort();
  load(files, "", "");
  sqlc::MemoryFileSystem none;
  for (const sqlc::ConfigKey& key : sqlc::config_keys()) load(none, key.environment, text);
  return 0;
}
