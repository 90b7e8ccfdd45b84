#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/source.hpp"

namespace sqlc {

enum class Severity { Error, Warning, Info };

[[nodiscard]] std::string_view to_string(Severity severity);

/// What a finding is. One line each in base/codes.def; ids are append-only and never reused.
struct Code {
  std::string_view id;
  std::string_view slug;
  Severity severity;
};

/// Every code there is: `codes::missing_parent` and so on.
namespace codes {
#define SQLC_CODE(name, id, severity, slug) \
  inline constexpr Code name{id, slug, Severity::severity};
#include "base/codes.def"
#undef SQLC_CODE
}  // namespace codes

/// All codes in the registry's order.
[[nodiscard]] const std::vector<const Code*>& all_codes();

/// A second place that explains a finding.
struct Note {
  Span span;
  std::string message;
};

/// One finding. The message is lower case, without a full stop, names in backticks; `help` is
/// imperative. `fields` are the same facts for machines (the ids, the candidates), in a fixed
/// order.
struct Diagnostic {
  const Code* code = nullptr;
  Span span = {};
  std::string message = {};
  std::vector<Note> notes = {};
  std::string help = {};
  std::vector<std::pair<std::string, std::string>> fields = {};
};

/// Collects what the passes find. A pass goes on after an error where it can, so that one run shows
/// many.
class Diagnostics {
 public:
  void add(Diagnostic diagnostic);
  [[nodiscard]] bool has_errors() const { return errors_ != 0; }
  [[nodiscard]] std::size_t error_count() const { return errors_; }
  [[nodiscard]] bool empty() const { return items_.empty(); }
  [[nodiscard]] const std::vector<Diagnostic>& items() const { return items_; }
  /// Takes all findings of another sink, after its own.
  void append(Diagnostics&& other);

 private:
  std::vector<Diagnostic> items_;
  std::size_t errors_ = 0;
};

}  // namespace sqlc
