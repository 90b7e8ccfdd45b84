// Every code of base/codes.def is shown by a golden, or listed in uncovered.txt with a reason.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <set>
#include <string>

#include "base/diagnostic.hpp"
#include "base/file_system.hpp"
#include "base/text.hpp"
#include "golden/golden_case.hpp"

namespace sqlc::golden {

using testing::IsEmpty;

struct NamedCode {
  std::string_view name;
  const Code* code;
};

static std::vector<NamedCode> named_codes() {
  return {
#define SQLC_CODE(name, id, severity, slug) {#name, &codes::name},
#include "base/codes.def"
#undef SQLC_CODE
  };
}

/// The ids that a finding's text or JSON shows: `[SQ1234 slug]`, `"code": "SQ1234"`.
static std::set<std::string> shown_ids(const std::string& output) {
  static const std::regex pattern(R"re(\[(SQ\d{4}) [a-z0-9-]+\]|"code": ?"(SQ\d{4})")re");
  std::set<std::string> ids;
  for (std::sregex_iterator match(output.begin(), output.end(), pattern), end; match != end;
       ++match) {
    ids.insert((*match)[1].matched ? (*match)[1].str() : (*match)[2].str());
  }
  return ids;
}

static std::set<std::string> golden_ids() {
  const RealFileSystem disk;
  std::set<std::string> ids;
  const Result<std::vector<std::string>> paths = disk.list(SQLC_GOLDEN_DIR, true);
  for (const std::string& path : paths.value()) {
    if (!path.ends_with(".test")) continue;
    const Result<Case> test = parse_case(disk.read(path).value());
    if (!test.ok()) continue;  // The case's own test says what is wrong with it.
    for (const Section& section : test.value().outputs) {
      if (section.name == "stdout" || section.name == "stderr")
        ids.merge(shown_ids(section.content));
    }
  }
  return ids;
}

/// The lines of uncovered.txt, "SQ1234 the reason", without comments.
static std::vector<std::pair<std::string, std::string>> exemptions() {
  const std::string path = SQLC_GOLDEN_DIR "/uncovered.txt";
  const Result<std::string> text = RealFileSystem().read(path);
  std::vector<std::pair<std::string, std::string>> lines;
  for (const std::string_view line : split(text.value(), '\n')) {
    if (line.empty() || line.starts_with('#')) continue;
    const std::string_view id = line.substr(0, line.find(' '));
    lines.emplace_back(id, trim(line.substr(id.size())));
  }
  return lines;
}

TEST(CodeCoverage, EveryCodeIsShownOrExemptWithAReason) {
  std::set<std::string> known = golden_ids();
  for (const auto& [id, reason] : exemptions()) known.insert(id);
  std::vector<std::string> missing;
  for (const Code* code : all_codes()) {
    if (!known.contains(std::string(code->id))) {
      missing.push_back(fmt::format("{} {}", code->id, code->slug));
    }
  }
  EXPECT_THAT(missing, IsEmpty()) << "no golden shows these codes";
}

TEST(CodeCoverage, ExemptionsAreNeeded) {
  std::set<std::string> registered;
  for (const Code* code : all_codes()) registered.emplace(code->id);
  const std::set<std::string> shown = golden_ids();
  std::set<std::string> seen;
  for (const auto& [id, reason] : exemptions()) {
    EXPECT_TRUE(registered.contains(id)) << id << " is no code";
    EXPECT_FALSE(shown.contains(id)) << id << " is shown by a golden: remove its exemption";
    EXPECT_TRUE(seen.insert(id).second) << id << " is exempt twice";
    EXPECT_GE(reason.size(), 10U) << id << " needs a reason";
  }
}

TEST(CodeCoverage, GoldensShowRegisteredCodesOnly) {
  std::set<std::string> unknown = golden_ids();
  for (const Code* code : all_codes()) unknown.erase(std::string(code->id));
  EXPECT_THAT(unknown, IsEmpty());
}

TEST(CodeRegistry, IdsAndSlugsAreUniqueAndWellFormed) {
  std::set<std::string_view> ids;
  std::set<std::string_view> slugs;
  for (const auto& [name, code] : named_codes()) {
    EXPECT_TRUE(ids.insert(code->id).second) << code->id << " stands twice";
    EXPECT_TRUE(slugs.insert(code->slug).second) << code->slug << " stands twice";
    EXPECT_TRUE(std::regex_match(std::string(code->id), std::regex("SQ[0-9]{4}"))) << code->id;
    std::string slug(name);
    std::replace(slug.begin(), slug.end(), '_', '-');
    EXPECT_EQ(code->slug, slug) << code->id;
  }
}

TEST(CodeCoverage, FindsIdsInTextAndJson) {
  EXPECT_EQ(shown_ids("a.sql:1:1: error: x [SQ1001 header-missing]\n"
                      "{\"code\": \"SQ2002\", \"also\": \"SQ3003\"} {\"code\":\"SQ4004\"}"),
            (std::set<std::string>{"SQ1001", "SQ2002", "SQ4004"}));
}

}  // namespace sqlc::golden
