#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/source.hpp"

namespace sqlc::import {

/// The value of a module-level assignment, as far as it is a literal.
struct PythonValue {
  enum class Kind { None, Text, List, Other };
  Kind kind = Kind::Other;
  std::string text;
  /// The strings of a tuple, list or set.
  std::vector<std::string> items;
  Span span;
};

/// What a Python module says without being run.
struct PythonModule {
  /// The docstring, escapes resolved; empty when there is none.
  std::string doc;
  /// Assignments to one plain name at the left margin, annotated or not, in order.
  std::vector<std::pair<std::string, PythonValue>> assignments;

  /// The last assignment to the name, or null.
  [[nodiscard]] const PythonValue* find(std::string_view name) const;
};

/// Reads strings of every kind but f-strings and bytes, None, and tuples, lists and sets of strings
/// (adjacent literals joined); any other value is Kind::Other. Knows Python's line joining, so text
/// in triple quotes is no code.
[[nodiscard]] PythonModule read_python(const Source& source);

}  // namespace sqlc::import
