#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "base/source.hpp"

namespace sqlc::sql {

/// A text with the section that is all of it.
struct Text {
  Source source;
  Span all;

  explicit Text(std::string text)
      : source{.path = "test.sql", .text = std::move(text)},
        all{&source, 0, static_cast<std::uint32_t>(source.text.size())} {}
  Text(const Text&) = delete;
  Text& operator=(const Text&) = delete;
};

}  // namespace sqlc::sql
