#include "import/python_literal.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "base/text.hpp"
#include "import/python_token.hpp"

namespace sqlc::import {

const PythonValue* PythonModule::find(std::string_view name) const {
  const auto found = std::find_if(assignments.rbegin(), assignments.rend(),
                                  [&](const auto& item) { return item.first == name; });
  return found == assignments.rend() ? nullptr : &found->second;
}

/// Reads the statements that begin at the left margin and passes over all others.
class PythonReader {
 public:
  explicit PythonReader(const Source& source) : source_(source), scanner_(source.text) {
    advance();
  }

  PythonModule read();

 private:
  void advance() { token_ = scanner_.next(); }
  void skip_statement();
  void read_assignment();
  PythonValue read_value();
  PythonValue read_item();
  PythonValue read_brackets();
  std::string read_strings(bool& plain);
  [[nodiscard]] std::string_view text() const { return scanner_.text(token_); }
  [[nodiscard]] bool is(PythonTokenKind kind) const { return token_.kind == kind; }
  [[nodiscard]] bool is_symbol(char symbol) const {
    return is(PythonTokenKind::Symbol) && text()[0] == symbol;
  }
  [[nodiscard]] bool ends_statement() const {
    return is(PythonTokenKind::Newline) || is(PythonTokenKind::End) || is_symbol(';');
  }

  const Source& source_;
  PythonScanner scanner_;
  PythonToken token_;
  PythonModule module_;
};

PythonModule PythonReader::read() {
  bool first = true;
  while (!is(PythonTokenKind::End)) {
    if (is(PythonTokenKind::Newline)) {
      advance();
      continue;
    }
    if (first && is(PythonTokenKind::String)) {
      bool plain = true;
      std::string doc = read_strings(plain);
      if (plain && ends_statement()) module_.doc = std::move(doc);
    } else if (is(PythonTokenKind::Name) && token_.at_margin) {
      read_assignment();
    }
    first = false;
    skip_statement();
  }
  return std::move(module_);
}

void PythonReader::skip_statement() {
  while (!is(PythonTokenKind::Newline) && !is(PythonTokenKind::End)) advance();
}

void PythonReader::read_assignment() {
  const std::string name(text());
  advance();
  if (is_symbol(':')) {
    while (!ends_statement() && !is_symbol('=')) advance();
  }
  if (!is_symbol('=')) return;
  advance();
  if (is_symbol('=')) return;  // a comparison, ==
  const std::uint32_t begin = token_.begin;
  PythonValue value = read_value();
  value.span = {&source_, begin, std::max(begin, scanner_.end_of_last())};
  module_.assignments.emplace_back(name, std::move(value));
}

/// An item, or several apart by commas without brackets. Anything behind makes it no literal.
PythonValue PythonReader::read_value() {
  PythonValue value = read_item();
  if (is_symbol(',') && value.kind == PythonValue::Kind::Text) {
    PythonValue list{.kind = PythonValue::Kind::List, .items = {std::move(value.text)}};
    while (is_symbol(',')) {
      advance();
      if (ends_statement()) break;
      PythonValue item = read_item();
      if (item.kind != PythonValue::Kind::Text) return {};
      list.items.push_back(std::move(item.text));
    }
    value = std::move(list);
  }
  return ends_statement() ? value : PythonValue{};
}

PythonValue PythonReader::read_item() {
  if (is(PythonTokenKind::String)) {
    bool plain = true;
    std::string joined = read_strings(plain);
    if (!plain) return {};
    return {.kind = PythonValue::Kind::Text, .text = std::move(joined)};
  }
  if (is(PythonTokenKind::Name) && text() == "None") {
    advance();
    return {.kind = PythonValue::Kind::None};
  }
  if (is_symbol('(') || is_symbol('[') || is_symbol('{')) return read_brackets();
  return {};
}

PythonValue PythonReader::read_brackets() {
  const bool round = is_symbol('(');
  const char close = round ? ')' : is_symbol('[') ? ']' : '}';
  advance();
  PythonValue list{.kind = PythonValue::Kind::List};
  bool comma = false;
  while (!is_symbol(close)) {
    PythonValue item = read_item();
    if (round && !comma && list.items.empty() && is_symbol(close)) {
      advance();
      return item;  // parentheses around one value
    }
    if (item.kind != PythonValue::Kind::Text) return {};
    list.items.push_back(std::move(item.text));
    comma = is_symbol(',');
    if (comma) advance();
    if (!comma && !is_symbol(close)) return {};
  }
  advance();
  return list;
}

static void append_utf8(std::string& out, std::uint32_t point) {
  const auto add = [&](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (point < 0x80) return add(point);
  if (point < 0x800) {
    add(0xC0 | point >> 6);
  } else if (point < 0x10000) {
    add(0xE0 | point >> 12);
    add(0x80 | (point >> 6 & 0x3F));
  } else {
    add(0xF0 | point >> 18);
    add(0x80 | (point >> 12 & 0x3F));
    add(0x80 | (point >> 6 & 0x3F));
  }
  add(0x80 | (point & 0x3F));
}

/// Resolves the escape after a backslash; `rest` begins behind the backslash and loses what was
/// read.
static void append_escape(std::string_view& rest, std::string& out) {
  const char kind = rest[0];
  rest.remove_prefix(1);
  const std::size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
  if (digits != 0 && rest.size() >= digits) {
    std::uint32_t point = 0;
    const auto parsed = std::from_chars(rest.data(), rest.data() + digits, point, 16);
    if (parsed.ptr == rest.data() + digits && point < 0x110000) {
      rest.remove_prefix(digits);
      return append_utf8(out, point);
    }
  }
  switch (kind) {
    case '\n': return;
    case 'n': out += '\n'; return;
    case 't': out += '\t'; return;
    case 'r': out += '\r'; return;
    case '\\':
    case '\'':
    case '"': out += kind; return;
    default:
      out += '\\';
      out += kind;
      return;
  }
}

static std::string unescaped(std::string_view body) {
  std::string out;
  while (!body.empty()) {
    const std::size_t backslash = std::min(body.find('\\'), body.size());
    out.append(body.substr(0, backslash));
    body.remove_prefix(backslash);
    if (body.size() < 2) break;
    body.remove_prefix(1);
    append_escape(body, out);
  }
  return out;
}

/// Joins adjacent string literals. `plain` becomes false at bytes and f-strings.
std::string PythonReader::read_strings(bool& plain) {
  std::string joined;
  for (; is(PythonTokenKind::String); advance()) {
    const std::string_view literal = text();
    const std::size_t quote = literal.find_first_of("'\"");
    const std::string prefix = to_lower(literal.substr(0, quote));
    if (prefix.find_first_of("bf") != std::string::npos) plain = false;
    const std::string_view quoted = literal.substr(quote);
    const std::size_t width =
        quoted.size() >= 6 && quoted[1] == quoted[0] && quoted[2] == quoted[0] ? 3 : 1;
    if (quoted.size() < 2 * width || !quoted.ends_with(quoted.substr(0, width))) {
      plain = false;
      continue;
    }
    const std::string_view body = quoted.substr(width, quoted.size() - 2 * width);
    joined += prefix.find('r') != std::string::npos ? std::string(body) : unescaped(body);
  }
  return joined;
}

PythonModule read_python(const Source& source) { return PythonReader(source).read(); }

}  // namespace sqlc::import
