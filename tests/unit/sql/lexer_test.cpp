#include "sql/lexer.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "sql/parse.hpp"
#include "unit/sql/server_scanner.hpp"

namespace sqlc::sql {

using Range = std::pair<std::size_t, std::size_t>;

static std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  Lexer lexer(text);
  for (Token token = lexer.next(); token.kind != TokenKind::End; token = lexer.next()) {
    tokens.push_back(token);
  }
  return tokens;
}

/// "Word[create] Symbol[(]", for messages and expectations.
static std::string spelled(std::string_view text) {
  constexpr std::array names = {"End",       "Space",     "Line",  "Block", "String",
                                "Dollar",    "Quoted",    "Word",  "Num",   "Param",
                                "Semicolon", "Backslash", "Symbol"};
  std::string out;
  for (const Token& token : tokens_of(text)) {
    if (token.kind == TokenKind::Whitespace) continue;
    if (!out.empty()) out += ' ';
    out += names[static_cast<std::size_t>(token.kind)];
    out += token.closed ? "[" : "<";
    out += text.substr(token.begin, token.end - token.begin);
    out += token.closed ? ']' : '>';
  }
  return out;
}

static bool is_blank(const Token& token) {
  return token.kind == TokenKind::Whitespace || token.kind == TokenKind::LineComment;
}

/// Our tokens as the server's scanner counts them: pieces of a continued string are one token, and
/// the N of N'…' is a token of its own.
static std::vector<Range> as_server_ranges(std::string_view text) {
  std::vector<Range> ranges;
  const std::vector<Token> tokens = tokens_of(text);
  bool after_string = false;
  bool newline = false;
  std::vector<Range> held;
  for (const Token& token : tokens) {
    const std::string_view spelling = text.substr(token.begin, token.end - token.begin);
    if (is_blank(token)) {
      newline = newline || spelling.find_first_of("\n\r") != std::string_view::npos;
      if (token.kind == TokenKind::LineComment) held.emplace_back(token.begin, token.end);
      continue;
    }
    const bool is_string = token.kind == TokenKind::String;
    if (after_string && newline && is_string && spelling.front() == '\'') {
      ranges.back().second = token.end;
      held.clear();
    } else {
      ranges.insert(ranges.end(), held.begin(), held.end());
      held.clear();
      const bool national = is_string && (spelling.front() | 0x20) == 'n';
      if (national) ranges.emplace_back(token.begin, token.begin + 1);
      ranges.emplace_back(token.begin + (national ? 1u : 0u), token.end);
    }
    after_string = is_string;
    newline = false;
  }
  ranges.insert(ranges.end(), held.begin(), held.end());
  return ranges;
}

static void expect_tiles(std::string_view text) {
  std::size_t at = 0;
  for (const Token& token : tokens_of(text)) {
    ASSERT_EQ(token.begin, at) << text;
    ASSERT_GT(token.end, token.begin) << text;
    at = token.end;
  }
  ASSERT_EQ(at, text.size()) << text;
}

/// Up to 17, libpg_query's scanner (not the server's) ends a string at a comment before its
/// continuation.
static bool scanner_reads_continuation(std::string_view text) {
  if (grammar_version() > 17) return true;
  bool after_string = false;
  for (const Token& token : tokens_of(text)) {
    if (token.kind == TokenKind::LineComment && after_string) return false;
    after_string =
        token.kind == TokenKind::String || (token.kind == TokenKind::Whitespace && after_string);
  }
  return true;
}

/// Whether the server's scanner could read the text at all.
static bool expect_as_server(const std::string& text) {
  expect_tiles(text);
  if (!scanner_reads_continuation(text)) return false;
  const std::optional<std::vector<Range>> server = server_scan(text);
  if (!server) return false;
  EXPECT_EQ(as_server_ranges(text), *server) << text << "\n" << spelled(text);
  return true;
}

struct Case {
  std::string_view text;
  std::string_view tokens;
};

TEST(Lexer, SplitsAsTheManualSays) {
  const Case cases[] = {
      {"select 1;", "Word[select] Num[1] Semicolon[;]"},
      {"a--b\nc", "Word[a] Line[--b] Word[c]"},
      {"a--b\rc", "Word[a] Line[--b] Word[c]"},
      {"/* a /* b */ c */ d", "Block[/* a /* b */ c */] Word[d]"},
      {"/*/ */x", "Block[/*/ */] Word[x]"},
      {"/**/x/***/", "Block[/**/] Word[x] Block[/***/]"},
      {"/*/*/ */ */", "Block[/*/*/ */ */]"},
      {"'it''s'", "String['it''s']"},
      {"'a\\'c'", "String['a\\'] Word[c] String<'>"},
      {"x'1''2' b'1'\n'0''1'", "String[x'1'] String['2'] String[b'1'] String['0'] String['1']"},
      {"E'a\\'b'", "String[E'a\\'b']"},
      {"e'\\\\' x", "String[e'\\\\'] Word[x]"},
      {"b'01' X'1f' n'a' U&'\\0041' u&\"d\\0061t\"",
       "String[b'01'] String[X'1f'] String[n'a'] String[U&'\\0041'] Quoted[u&\"d\\0061t\"]"},
      {"\"a\"\"b\"", "Quoted[\"a\"\"b\"]"},
      {"u&x", "Word[u] Symbol[&] Word[x]"},
      {"foo'x'", "Word[foo] String['x']"},
      {"E 'a'", "Word[E] String['a']"},
      {"$$a$$ $tag$ $$ $tagg$ $tag$", "Dollar[$$a$$] Dollar[$tag$ $$ $tagg$ $tag$]"},
      {"$a$ $b$a$", "Dollar[$a$ $b$a$]"},
      {"$1$a$2$a$", "Param[$1] Dollar[$a$2$a$]"},
      {"foo$bar$ baz", "Word[foo$bar$] Word[baz]"},
      {"$1a", "Param[$1] Word[a]"},
      {"$é$;$é$", "Dollar[$é$;$é$]"},
      {"$1x$", "Param[$1] Word[x$]"},
      {"$-", "Symbol[$] Symbol[-]"},
      {"été ü1", "Word[été] Word[ü1]"},
      {"1 1.5 .5 5. 1e10 1.5E-3 0x1F 0o17 0b11 1_000.000_1",
       "Num[1] Num[1.5] Num[.5] Num[5.] Num[1e10] Num[1.5E-3] Num[0x1F] Num[0o17] Num[0b11] "
       "Num[1_000.000_1]"},
      {"1..10", "Num[1] Symbol[..] Num[10]"},
      {"a[1:2]", "Word[a] Symbol[[] Num[1] Symbol[:] Num[2] Symbol[]]"},
      {"a::int", "Word[a] Symbol[::] Word[int]"},
      {"a:=b=>c", "Word[a] Symbol[:=] Word[b] Symbol[=>] Word[c]"},
      {"a+-1", "Word[a] Symbol[+] Symbol[-] Num[1]"},
      {"a@-1", "Word[a] Symbol[@-] Num[1]"},
      {"a*/*b*/c", "Word[a] Symbol[*] Block[/*b*/] Word[c]"},
      {"a+--b\nc", "Word[a] Symbol[+] Line[--b] Word[c]"},
      {"a->>'b'", "Word[a] Symbol[->>] String['b']"},
      {"a <-> b", "Word[a] Symbol[<->] Word[b]"},
      {"\\i x", "Backslash[\\] Word[i] Word[x]"},
      {"{{ a }}", "Symbol[{] Symbol[{] Word[a] Symbol[}] Symbol[}]"},
      {"'a'\n  'b'", "String['a'] String['b']"},
      {"E'a' -- x\n '\\''", "String[E'a'] Line[-- x] String['\\'']"},
      {"E'a' '\\'", "String[E'a'] String['\\']"},
      {"E'a'\n/**/'\\'", "String[E'a'] Block[/**/] String['\\']"},
      {"E'a'\n'b'\n'\\''", "String[E'a'] String['b'] String['\\'']"},
      {"'abc", "String<'abc>"},
      {"E'abc\\", "String<E'abc\\>"},
      {"E'abc\\'", "String<E'abc\\'>"},
      {"\"abc", "Quoted<\"abc>"},
      {"$a$abc$a", "Dollar<$a$abc$a>"},
      {"/* a /* b */", "Block</* a /* b */>"},
  };
  for (const auto& [text, tokens] : cases) {
    EXPECT_EQ(spelled(text), tokens) << text;
    expect_as_server(std::string(text));
  }
}

TEST(Lexer, ReadsANulByteAsASymbol) {
  using namespace std::string_view_literals;
  EXPECT_EQ(spelled("a\0b"sv), "Word[a] Symbol[\0] Word[b]"sv);
}

TEST(Lexer, StartsInTheMiddle) {
  Lexer lexer("select 'a'; -- x\n drop", 10);
  EXPECT_EQ(lexer.next_significant().kind, TokenKind::Semicolon);
  const Token drop = lexer.next_significant();
  EXPECT_EQ(lexer.text(drop), "drop");
  EXPECT_EQ(drop.begin, 18u);
  EXPECT_EQ(lexer.next_significant().kind, TokenKind::End);
  EXPECT_EQ(lexer.next().kind, TokenKind::End);
}

TEST(Lexer, SplitsAnyMixtureAsTheServer) {
  constexpr std::string_view pieces[] = {
      "a",    "E",  "e'", "U&",     "u&'", "N'", "x'",   "'",  "''",    "'",          "\"",
      "\"\"", "$",  "$$", "$a$",    "$a",  "$1", "--",   "-",  "+",     "*",          "/",
      "/*",   "*/", "\n", "\n",     " ",   "\t", "\r",   "\\", "\\'",   "\\\\",       ";",
      ":",    "::", ":=", "=",      "=>",  "..", ".",    "1",  "23",    "1e5",        "0x",
      "0b1",  "_",  "@",  "!",      "<",   ">",  "~",    "|",  "&",     "#",          "%",
      "?",    "`",  "é",  "(",      ")",   "[",  "]",    ",",  "{",     "x",          "b'",
      " --c", "\f", "\v", "select", "$é$", "^",  "'\n'", "E'", "' \n'", "' -- c\n '", "/**/"};
  std::mt19937 random(20260101);
  std::uniform_int_distribution<std::size_t> pick(0, std::size(pieces) - 1);
  std::uniform_int_distribution<int> length(1, 14);
  int readable = 0;
  for (int round = 0; round < 200'000; ++round) {
    std::string text;
    for (int left = length(random); left > 0; --left) text += pieces[pick(random)];
    readable += expect_as_server(text) ? 1 : 0;
    if (HasFailure()) return;
  }
  // Most mixtures end in an open quote, which the server refuses.
  EXPECT_GT(readable, 40'000);
}

TEST(Lexer, SplitsTheCorpusAsTheServer) {
  namespace fs = std::filesystem;
  int read = 0;
  for (const auto& entry :
       fs::recursive_directory_iterator(SQLC_SOURCE_DIR "/tests/fuzz/corpus/sql")) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    expect_tiles(text);
    if (text.find('\0') == std::string::npos) read += expect_as_server(text) ? 1 : 0;
  }
  EXPECT_GT(read, 10);
}

}  // namespace sqlc::sql
