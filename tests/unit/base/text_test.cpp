#include "base/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sqlc {

using testing::ElementsAre;

TEST(Text, CountsCharacters) {
  EXPECT_EQ(count_characters(""), 0U);
  EXPECT_EQ(count_characters("abc"), 3U);
  EXPECT_EQ(count_characters("a\u00e9\u20ac\U0001F600"), 4U);
}

TEST(Text, FindsTheByteOfACharacter) {
  const std::string_view text = "a\u00e9\u20ac\U0001F600z";
  const std::size_t expected[] = {0, 1, 3, 6, 10, 11, 11};
  for (std::size_t n = 0; n < std::size(expected); ++n) {
    EXPECT_EQ(byte_of_character(text, n), expected[n]) << n;
  }
  EXPECT_EQ(byte_of_character("", 0), 0U);
}

/// Valid UTF-8 by the grammar of RFC 3629, section 4, spelled out; written to differ from the code
/// under test as much as possible.
static bool valid_by_grammar(const std::vector<unsigned char>& s) {
  const auto in = [&s](std::size_t i, int low, int high) {
    return i < s.size() && s[i] >= low && s[i] <= high;
  };
  std::size_t i = 0;
  while (i < s.size()) {
    const bool t1 = in(i + 1, 0x80, 0xBF), t2 = in(i + 2, 0x80, 0xBF), t3 = in(i + 3, 0x80, 0xBF);
    if (in(i, 0x00, 0x7F)) {
      i += 1;
    } else if (in(i, 0xC2, 0xDF) && t1) {
      i += 2;
    } else if ((in(i, 0xE0, 0xE0) && in(i + 1, 0xA0, 0xBF) && t2) ||
               (in(i, 0xE1, 0xEC) && t1 && t2) ||
               (in(i, 0xED, 0xED) && in(i + 1, 0x80, 0x9F) && t2) ||
               (in(i, 0xEE, 0xEF) && t1 && t2)) {
      i += 3;
    } else if ((in(i, 0xF0, 0xF0) && in(i + 1, 0x90, 0xBF) && t2 && t3) ||
               (in(i, 0xF1, 0xF3) && t1 && t2 && t3) ||
               (in(i, 0xF4, 0xF4) && in(i + 1, 0x80, 0x8F) && t2 && t3)) {
      i += 4;
    } else {
      return false;
    }
  }
  return true;
}

TEST(Text, ValidatesAsTheGrammarOfRfc3629) {
  // Every byte that decides anything, in all sequences of four, at each place around a block's end.
  const unsigned char bytes[] = {0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2,
                                 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF};
  const std::string ascii(31, 'x');
  for (const unsigned char a : bytes) {
    for (const unsigned char b : bytes) {
      for (const unsigned char c : bytes) {
        for (const unsigned char d : bytes) {
          const std::string text{static_cast<char>(a), static_cast<char>(b), static_cast<char>(c),
                                 static_cast<char>(d)};
          const bool valid = valid_by_grammar({a, b, c, d});
          ASSERT_EQ(!find_invalid_utf8(text), valid) << testing::PrintToString(text);
          ASSERT_EQ(!find_invalid_utf8(ascii + text + ascii), valid);
        }
      }
    }
  }
}

TEST(Text, SaysWhereTheFirstInvalidByteIs) {
  for (std::size_t at = 0; at < 100; ++at) {
    std::string text(100, 'a');
    text[at] = '\xFF';
    EXPECT_EQ(find_invalid_utf8(text), at);
  }
  EXPECT_EQ(find_invalid_utf8("ab\xC3"), 2U);
  EXPECT_EQ(find_invalid_utf8("\u00e9\xE2\x82"), 2U);
  EXPECT_EQ(find_invalid_utf8("\xED\xA0\x80"), 0U);
  EXPECT_EQ(find_invalid_utf8(""), std::nullopt);
}

TEST(Text, WritesWhatItReadsInUtf8) {
  for (char32_t point = 0; point <= 0x10FFFF; ++point) {
    if (point >= 0xD800 && point <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, point);
    const Character read = first_character(text);
    ASSERT_TRUE(read.valid && read.point == point && read.size == text.size())
        << std::size_t{point};
  }
}

TEST(Text, NormalizesLineEndsAndDropsAMark) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"", ""},
      {"a\nb", "a\nb"},
      {"a\r\nb\r\n", "a\nb\n"},
      {"a\rb\r", "a\nb\n"},
      {"\r\r\n\n\r", "\n\n\n\n"},
      {"\r", "\n"},
      {"\r\n", "\n"},
      {"\xEF\xBB\xBF", ""},
      {"\xEF\xBB\xBF\r\nx", "\nx"},
      {"\xEF\xBB\xBFx\ry", "x\ny"},
      {"x\xEF\xBB\xBF", "x\xEF\xBB\xBF"},
      {"\xEF\xBB", "\xEF\xBB"},
      {"'a\rb'", "'a\nb'"},
  };
  for (const auto& [before, after] : cases) {
    std::string text(before);
    normalize_source(text);
    EXPECT_EQ(text, after) << testing::PrintToString(before);
  }
}

TEST(Text, Trims) {
  EXPECT_EQ(trim(" \t\r\n\f\va b\n "), "a b");
  EXPECT_EQ(trim(" \n"), "");
  EXPECT_EQ(trim(""), "");
  EXPECT_EQ(trim("\u00a0a"), "\u00a0a");
}

TEST(Text, Splits) {
  EXPECT_THAT(split("", ','), ElementsAre(""));
  EXPECT_THAT(split("a", ','), ElementsAre("a"));
  EXPECT_THAT(split(",a,,b,", ','), ElementsAre("", "a", "", "b", ""));
}

TEST(Text, LowersAsciiOnly) { EXPECT_EQ(to_lower("AZ\u00c9az09"), "az\u00c9az09"); }

TEST(Text, GuessesTheNearest) {
  const std::string_view keys[] = {"Revision ID", "Revises", "Create Date", "Depends On",
                                   "Branch Labels"};
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"Revision Id", "Revision ID"}, {"revises", "Revises"},     {"Revsies", "Revises"},
      {"Revise", "Revises"},          {"Rev", "Revision ID"},     {"Created Date", "Create Date"},
      {"Dependson", "Depends On"},    {"BRANCH", "Branch Labels"}};
  for (const auto& [word, expected] : cases) EXPECT_EQ(nearest(word, keys), expected) << word;
  for (const std::string_view word : {"Author", "x", "", "ID", "On", "Down Revision"}) {
    EXPECT_EQ(nearest(word, keys), std::nullopt) << word;
  }
}

TEST(Text, TakesTheFirstOfEquallyNear) {
  const std::string_view words[] = {"card", "cart", "care", "car", "cartoon"};
  EXPECT_EQ(nearest("carx", words), "card");
  EXPECT_EQ(nearest("cart", words), "cart");
  EXPECT_EQ(nearest("acrd", words), "card");
  EXPECT_EQ(nearest("carto", words), "cart");
  EXPECT_EQ(nearest("zzzz", words), std::nullopt);
  EXPECT_EQ(nearest("word", std::span<const std::string_view>()), std::nullopt);
}

TEST(Text, CountsASwapAsOneEdit) {
  // Three characters may differ in one edit: a swap is one, two replacements are not.
  const std::string_view words[] = {"abc"};
  EXPECT_EQ(nearest("acb", words), "abc");
  EXPECT_EQ(nearest("axy", words), std::nullopt);
}

TEST(Text, QuotesLiterals) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"", "''"},
      {"it's", "'it''s'"},
      {"$sqlc$ :name \u00e9", "'$sqlc$ :name \u00e9'"},
      {"a\\b'c", "E'a\\\\b''c'"},
      {"a\nb\r\tc", "E'a\\nb\\r\\tc'"},
      {"\x01\x7f", "E'\\u0001\\u007f'"},
      {"\u0085\u2028\u202e", "E'\\u0085\\u2028\\u202e'"},
      {"\U000E0041", "E'\\U000e0041'"},
      {"\xFF", "'\uFFFD'"},
      {std::string_view("\0", 1), "E'\uFFFD'"},
  };
  for (const auto& [text, literal] : cases) EXPECT_EQ(quote_literal(text), literal);
}

TEST(Text, PicksADollarTagThatEndsAfterTheBody) {
  EXPECT_EQ(dollar_tag("x"), "$sqlc$");
  EXPECT_EQ(dollar_tag("a $sqlc$ b"), "$sqlc1$");
  EXPECT_EQ(dollar_tag("$sqlc$ $sqlc1$"), "$sqlc2$");
  EXPECT_EQ(dollar_tag("ends in $sqlc"), "$sqlc1$");
  EXPECT_EQ(dollar_tag("$sqlc$sqlc"), "$sqlc1$");
  EXPECT_EQ(dollar_tag("ends in $"), "$sqlc$");
}

/// Every character that may end a line somewhere, move a cursor or turn text around.
static std::string hostile_characters() {
  std::string text;
  for (char32_t point = 0; point <= 0xFFFF; ++point) {
    const bool control = point < 0x20 || (point >= 0x7F && point <= 0x9F);
    const bool line_end = point == 0x2028 || point == 0x2029;
    const bool bidi = point == 0x61C || point == 0x200E || point == 0x200F ||
                      (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
    if (control || line_end || bidi) append_utf8(text, point);
  }
  return text;
}

TEST(Text, KeepsCommentsOnOneLine) {
  const std::string hostile = hostile_characters();
  const std::string comment = comment_text(hostile);
  EXPECT_EQ(comment, std::string(count_characters(hostile), ' '));
  EXPECT_EQ(comment_text("add \u00e9\r\n\\! rm -rf \"x\""), "add \u00e9  \\! rm -rf \"x\"");
  EXPECT_EQ(comment_text("a\xFF\xC2"), "a\uFFFD\uFFFD");
  EXPECT_EQ(comment_text("\U0001F468\u200D\U0001F469"), "\U0001F468\u200D\U0001F469");
}

TEST(Text, QuotesForPsql) {
  EXPECT_EQ(psql_quote(""), "''");
  EXPECT_EQ(psql_quote("it's :x `id` \\ \"y\""), "'it''s :x `id` \\\\ \"y\"'");
  EXPECT_EQ(psql_quote("a\nb\x1b"), "'a\\012b\\033'");
  EXPECT_EQ(psql_quote("\u2028"), "'\\342\\200\\250'");
  EXPECT_EQ(psql_quote(std::string_view("\0\xFF", 2)), "'\uFFFD\uFFFD'");
}

TEST(Text, SpellsOutWhatATerminalWouldObey) {
  EXPECT_EQ(visible("a\u00e9 \\ b"), "a\u00e9 \\ b");
  EXPECT_EQ(visible("\x1b[31m\n\r\t"), "\\x1b[31m\\n\\r\\t");
  EXPECT_EQ(visible("\xFF\u009b\u202e"), "\\xff\\u{9b}\\u{202e}");
  for (const char c : visible(hostile_characters())) EXPECT_TRUE(c >= 0x20 && c < 0x7F);
}

}  // namespace sqlc
