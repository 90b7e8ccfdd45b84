#include <algorithm>
#include <cstdint>

#include "base/text.hpp"
#include "golden/golden_case.hpp"

namespace sqlc::golden {

using Lines = std::vector<std::string_view>;

struct DiffLine {
  char sign;
  std::string_view text;
};

/// Lengths of the longest common subsequence of a's and b's rests, row by row.
static std::vector<std::uint32_t> common_lengths(const Lines& a, const Lines& b) {
  const std::size_t width = b.size() + 1;
  std::vector<std::uint32_t> lengths((a.size() + 1) * width, 0);
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      lengths[i * width + j] =
          a[i] == b[j] ? lengths[(i + 1) * width + j + 1] + 1
                       : std::max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
    }
  }
  return lengths;
}

static void add_all(std::vector<DiffLine>& diff, char sign, const Lines& lines) {
  for (const std::string_view line : lines) diff.push_back({sign, line});
}

/// The lines between what is equal at both ends of the two texts.
static void diff_middle(std::vector<DiffLine>& diff, const Lines& a, const Lines& b) {
  constexpr std::size_t largest_table = 4'000'000;
  if ((a.size() + 1) * (b.size() + 1) > largest_table) {
    add_all(diff, '-', a);
    add_all(diff, '+', b);
    return;
  }
  const std::vector<std::uint32_t> lengths = common_lengths(a, b);
  const std::size_t width = b.size() + 1;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      diff.push_back({' ', a[i++]});
      ++j;
    } else if (j == b.size() ||
               (i < a.size() && lengths[(i + 1) * width + j] >= lengths[i * width + j + 1])) {
      diff.push_back({'-', a[i++]});
    } else {
      diff.push_back({'+', b[j++]});
    }
  }
}

/// Drops equal lines that are further than three from a change, and says where.
static std::string with_context(const std::vector<DiffLine>& diff) {
  constexpr std::size_t context = 3;
  std::vector<bool> shown(diff.size(), false);
  for (std::size_t i = 0; i < diff.size(); ++i) {
    if (diff[i].sign == ' ') continue;
    const std::size_t end = std::min(i + context + 1, diff.size());
    for (std::size_t k = i - std::min(i, context); k < end; ++k) shown[k] = true;
  }
  std::string text;
  for (std::size_t i = 0; i < diff.size(); ++i) {
    if (shown[i]) {
      text.append(1, diff[i].sign).append(visible(diff[i].text)).append("\n");
    } else if (i > 0 && shown[i - 1]) {
      text.append("...\n");
    }
  }
  return text;
}

std::string line_diff(std::string_view expected, std::string_view actual) {
  if (expected == actual) return {};
  const Lines a = split(expected, '\n');
  const Lines b = split(actual, '\n');
  const auto front = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const auto back = std::mismatch(a.rbegin(), std::make_reverse_iterator(front.first), b.rbegin(),
                                  std::make_reverse_iterator(front.second));
  std::vector<DiffLine> diff;
  add_all(diff, ' ', Lines(a.begin(), front.first));
  diff_middle(diff, Lines(front.first, back.first.base()), Lines(front.second, back.second.base()));
  add_all(diff, ' ', Lines(back.first.base(), a.end()));
  return with_context(diff);
}

}  // namespace sqlc::golden
