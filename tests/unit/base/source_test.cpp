#include "base/source.hpp"

#include <gtest/gtest.h>

namespace sqlc {

TEST(Source, FindsLineAndColumn) {
  const Source source = {.path = "a.sql", .text = "a\n\u00e9\u20acx\n\nz"};
  struct {
    std::uint32_t offset, line, column;
    std::string_view text;
  } const cases[] = {{0, 1, 1, "a"},
                     {1, 1, 2, "a"},
                     {2, 2, 1, "\u00e9\u20acx"},
                     {4, 2, 2, "\u00e9\u20acx"},
                     {7, 2, 3, "\u00e9\u20acx"},
                     {8, 2, 4, "\u00e9\u20acx"},
                     {9, 3, 1, ""},
                     {10, 4, 1, "z"},
                     {11, 4, 2, "z"},
                     {99, 4, 2, "z"}};
  for (const auto& [offset, line, column, text] : cases) {
    EXPECT_EQ(place_of(source, offset).line, line) << offset;
    EXPECT_EQ(place_of(source, offset).column, column) << offset;
    EXPECT_EQ(line_at(source, offset), text) << offset;
  }
}

TEST(Source, CopesWithTheEdges) {
  const Source empty = {.path = "e", .text = ""};
  EXPECT_EQ(place_of(empty, 0).line, 1U);
  EXPECT_EQ(line_at(empty, 0), "");
  const Source ended = {.path = "e", .text = "a\n"};
  EXPECT_EQ(place_of(ended, 2).line, 2U);
  EXPECT_EQ(line_at(ended, 2), "");
  EXPECT_EQ(line_at(ended, 1), "a");
}

TEST(Source, SpansKnowTheirText) {
  const Source source = {.path = "a", .text = "select 1"};
  EXPECT_EQ((Span{&source, 0, 6}.text()), "select");
  EXPECT_EQ((Span{&source, 8, 8}.text()), "");
  EXPECT_EQ(Span{}.text(), "");
}

}  // namespace sqlc
