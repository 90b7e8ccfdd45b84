#include "base/diagnostic.hpp"

#include <gtest/gtest.h>

#include "base/result.hpp"

namespace sqlc {

static Diagnostic finding(const Code& code, std::string message) {
  return {.code = &code, .message = std::move(message)};
}

TEST(Diagnostics, CountsErrorsOnly) {
  Diagnostics diagnostics;
  EXPECT_TRUE(diagnostics.empty());
  diagnostics.add(finding(codes::unused_allow, "a"));
  diagnostics.add(finding(codes::downgrade_keeps_target, "b"));
  EXPECT_FALSE(diagnostics.empty());
  EXPECT_FALSE(diagnostics.has_errors());
  diagnostics.add(finding(codes::cycle, "c"));
  EXPECT_TRUE(diagnostics.has_errors());
  EXPECT_EQ(diagnostics.error_count(), 1U);
}

TEST(Diagnostics, AppendsInOrderAndEmptiesTheOther) {
  Diagnostics first;
  Diagnostics second;
  first.add(finding(codes::cycle, "a"));
  second.add(finding(codes::cycle, "b"));
  second.add(finding(codes::cycle, "c"));
  first.append(std::move(second));
  ASSERT_EQ(first.items().size(), 3U);
  EXPECT_EQ(first.items()[2].message, "c");
  EXPECT_EQ(first.error_count(), 3U);
  EXPECT_TRUE(second.empty());
  EXPECT_EQ(second.error_count(), 0U);
}

TEST(Diagnostics, NamesSeverities) {
  EXPECT_EQ(to_string(Severity::Error), "error");
  EXPECT_EQ(to_string(Severity::Warning), "warning");
  EXPECT_EQ(to_string(Severity::Info), "info");
}

TEST(Codes, AreListedInTheRegistrysOrder) {
  ASSERT_FALSE(all_codes().empty());
  EXPECT_EQ(all_codes().front(), &codes::file_unreadable);
}

TEST(Result, IsAValueOrAReason) {
  const Result<std::string> good(std::string("x"));
  const Result<std::string> bad(Failure{"because"});
  EXPECT_TRUE(good && good.ok());
  EXPECT_EQ(good.value(), "x");
  EXPECT_FALSE(bad.ok());
  EXPECT_EQ(bad.error(), "because");
}

}  // namespace sqlc
