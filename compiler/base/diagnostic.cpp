#include "base/diagnostic.hpp"

#include <iterator>

namespace sqlc {

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::Error: return "error";
    case Severity::Warning: return "warning";
    case Severity::Info: return "info";
  }
  return {};
}

const std::vector<const Code*>& all_codes() {
  static const std::vector<const Code*> all = {
#define SQLC_CODE(name, id, severity, slug) &codes::name,
#include "base/codes.def"
#undef SQLC_CODE
  };
  return all;
}

void Diagnostics::add(Diagnostic diagnostic) {
  if (diagnostic.code->severity == Severity::Error) ++errors_;
  items_.push_back(std::move(diagnostic));
}

void Diagnostics::append(Diagnostics&& other) {
  items_.insert(items_.end(), std::make_move_iterator(other.items_.begin()),
                std::make_move_iterator(other.items_.end()));
  errors_ += std::exchange(other.errors_, 0);
  other.items_.clear();
}

}  // namespace sqlc
