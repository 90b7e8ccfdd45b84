#pragma once

#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "script/script.hpp"

namespace sqlc::script {

/// The `-- sqlc:allow` markers of one section, and which of them silenced something.
class Allows {
 public:
  explicit Allows(const StepInput& step);

  /// Whether a marker directly before the statement allows the finding. Counts as a use.
  [[nodiscard]] bool allow(const Code& code, const sql::Statement& statement);
  /// Whether a marker anywhere in the section allows the finding. Counts as a use.
  [[nodiscard]] bool allow(const Code& code);
  /// Reports markers that name no rule, and those that silenced nothing.
  void report_rest(Diagnostics& diagnostics) const;

 private:
  struct Entry {
    const history::Allow* marker;
    const history::Reference* rule;
    bool used;
  };
  std::vector<Entry> entries_;
};

}  // namespace sqlc::script
