#pragma once

namespace sqlc::report {

/// Cells that a terminal gives a printable character: 2 for wide East Asian ones and emoji (Unicode
/// 14's East_Asian_Width W and F), 0 for what joins the character before (the combining marks of
/// Latin, Greek, Cyrillic, Hebrew, Arabic, Devanagari and Thai, joiners, variation selectors),
/// else 1.
[[nodiscard]] int character_width(char32_t point);

}  // namespace sqlc::report
