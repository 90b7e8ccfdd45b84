#include "history/symbol.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "base/text.hpp"

namespace sqlc::history {

/// More steps than any history has revisions.
static constexpr std::int64_t most_steps = 1'000'000'000;

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static std::int64_t count_of(std::string_view digits) {
  std::int64_t count = 0;
  for (const char digit : digits) count = std::min(count * 10 + (digit - '0'), most_steps);
  return count;
}

static Span span_of(const Source& argument, std::string_view part) {
  const auto begin = static_cast<std::uint32_t>(part.data() - argument.text.data());
  return {
      .source = &argument, .begin = begin, .end = begin + static_cast<std::uint32_t>(part.size())};
}

/// Without the white space around; an empty part keeps its place.
static std::string_view trimmed(std::string_view part) {
  const std::string_view inner = trim(part);
  return inner.empty() ? part.substr(part.size()) : inner;
}

static std::nullopt_t refuse(Diagnostics& diagnostics, Span span, std::string message,
                             std::string help) {
  std::string symbol{span.text()};
  diagnostics.add({.code = &codes::range_syntax,
                   .span = span,
                   .message = std::move(message),
                   .help = std::move(help),
                   .fields = {{"symbol", std::move(symbol)}}});
  return std::nullopt;
}

// `rest` is what follows the `@`. A label may hold a dash, so a known name is taken whole.
static void take_steps(const History& history, std::string_view rest, Symbol& symbol) {
  symbol.name = rest;
  const std::size_t sign = rest.find_last_of("+-");
  if (sign == std::string_view::npos || history.find(rest)) return;
  const std::string_view digits = rest.substr(sign + 1);
  if (digits.empty() || !std::ranges::all_of(digits, is_digit)) return;
  symbol.name = rest.substr(0, sign);
  symbol.steps = rest[sign] == '-' ? -count_of(digits) : count_of(digits);
}

static std::optional<Symbol> parse_symbol(const History& history, const Source& argument,
                                          std::string_view text, Diagnostics& diagnostics) {
  Symbol symbol{.span = span_of(argument, text)};
  if (text.empty()) {
    return refuse(diagnostics, symbol.span, "a revision is missing here",
                  "write one revision between two commas, or drop the comma");
  }
  const std::size_t at = text.find('@');
  if (at != std::string_view::npos) {
    symbol.branch = text.substr(0, at);
    const std::string_view rest = text.substr(at + 1);
    if (symbol.branch.empty() || rest.empty() || rest.find('@') != std::string_view::npos) {
      return refuse(diagnostics, symbol.span, fmt::format("`{}` is not `branch@revision`", text),
                    "write one branch (a label or a revision), `@`, and one revision: "
                    "`billing@head`");
    }
    text = rest;
  }
  take_steps(history, text, symbol);
  if (symbol.name.find('+') != std::string_view::npos) {
    return refuse(diagnostics, symbol.span,
                  fmt::format("`{}` does not end in a number of steps", symbol.span.text()),
                  "write `+2` or `-1` at the end, and nothing after it");
  }
  return symbol;
}

static bool is_plain_base(const Symbol& symbol) {
  return symbol.name == "base" && symbol.branch.empty() && !symbol.steps;
}

static bool parse_side(const History& history, const Source& argument, std::string_view side,
                       std::vector<Symbol>& symbols, Diagnostics& diagnostics) {
  if (trim(side).empty()) return true;
  for (const std::string_view part : split(side, ',')) {
    const std::optional<Symbol> symbol =
        parse_symbol(history, argument, trimmed(part), diagnostics);
    if (!symbol) return false;
    symbols.push_back(*symbol);
  }
  const auto base = std::ranges::find_if(symbols, is_plain_base);
  if (symbols.size() < 2 || base == symbols.end()) return true;
  refuse(diagnostics, base->span, "`base` stands beside other revisions",
         "write `base` alone, or leave it out: every revision stands on it");
  return false;
}

std::optional<RangeText> parse_range(const History& history, const Source& argument,
                                     Diagnostics& diagnostics) {
  const std::string_view text = argument.text;
  const std::size_t colon = text.find(':');
  RangeText range{.colon = colon != std::string_view::npos};
  if (range.colon && text.find(':', colon + 1) != std::string_view::npos) {
    return refuse(diagnostics, span_of(argument, text), "a range has one colon",
                  "write `start:end`; several revisions on one side go apart by commas");
  }
  if (trim(text).empty()) {
    return refuse(diagnostics, span_of(argument, text), "the range is empty",
                  "write `start:end`, such as `prev:head`");
  }
  const std::string_view end = range.colon ? text.substr(colon + 1) : text;
  const std::string_view start = range.colon ? text.substr(0, colon) : std::string_view{};
  if (!parse_side(history, argument, start, range.start, diagnostics)) return std::nullopt;
  if (!parse_side(history, argument, end, range.end, diagnostics)) return std::nullopt;
  return range;
}

}  // namespace sqlc::history
