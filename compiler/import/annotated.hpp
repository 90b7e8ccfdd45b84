#pragma once

#include <optional>
#include <string_view>
#include <variant>

#include "import/foreign_text.hpp"
#include "import/take_over.hpp"

namespace sqlc::import {

/// What a line of a file says that holds both directions (goose, sql-migrate, dbmate).
enum class Annotation {
  None,  ///< SQL
  Up,
  Down,
  StatementBegin,
  StatementEnd,
  EnvironmentOn,  ///< environment variables are filled in from here on
  EnvironmentOff,
  Ignored,  ///< says something that the SQL itself tells, such as that it needs no transaction
  Unknown,
};

/// How a tool marks the directions in its files.
struct AnnotationStyle {
  Annotation (*classify)(std::string_view line);
  /// As it is spelled in messages: "-- +goose Up".
  std::string_view up;
  /// Whether `Up` may come again, after `Down`.
  bool repeats = false;
  /// Whether the tool passes over SQL before the first annotation; an error for the others.
  bool ignores_text_before = false;
};

struct Directions {
  ForeignText up;
  std::optional<ForeignText> down;
};

/// Splits the file at its annotations and leaves them out. Comments before the first one go with
/// the way up. A statement between StatementBegin and StatementEnd that has no `;` gets one.
[[nodiscard]] std::variant<Directions, Refusal> split_annotated(const Source& file,
                                                                const AnnotationStyle& style);

/// The words of a comment line that begins with `-- <prefix>`, or nothing. Any white space may
/// stand between the dashes and the prefix.
[[nodiscard]] std::optional<std::string_view> annotation_words(std::string_view line,
                                                               std::string_view prefix);

}  // namespace sqlc::import
