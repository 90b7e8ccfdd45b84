#pragma once

#include <gtest/gtest.h>
#include <sys/types.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/process.hpp"
#include "live/scratch_cluster.hpp"
#include "unit/script/project.hpp"

namespace sqlc::testing {

/// The servers on this machine; tests of a major that is not there do not exist.
[[nodiscard]] const std::vector<live::ServerBinaries>& servers();

/// How psql is started.
struct PsqlOptions {
  std::vector<std::string> arguments = {};
  /// Over standard input with this start-up file; without one, `-X` and the script as a file.
  std::string psqlrc = {};
  std::string user = "postgres";
};

/// A psql that runs on while the test goes on.
class Background {
 public:
  explicit Background(pid_t process) : process_(process) {}
  Background(Background&& other) noexcept : process_(std::exchange(other.process_, -1)) {}
  Background& operator=(Background&&) = delete;
  ~Background();
  /// SIGKILL, and waits for its end.
  void kill();
  /// Waits for its end.
  int wait();

 private:
  pid_t process_;
};

/// A test on one server, with a new database.
class ServerTest : public ::testing::TestWithParam<live::ServerBinaries> {
 protected:
  void SetUp() override;
  void TearDown() override;

  [[nodiscard]] int major() const { return GetParam().major; }
  /// Runs a script with psql.
  Finished run(std::string_view script, const PsqlOptions& options = {});
  /// Starts psql with a script and comes back at once.
  Background start(std::string_view script);
  /// What a query prints: columns apart by |, rows by newlines. Errors fail the test.
  std::string query(const std::string& sql);
  /// Waits until the query prints the text.
  void wait_for(const std::string& sql, const std::string& expected);
  /// The version rows, apart by commas; `none` without a table.
  std::string rows();
  /// The version table's comment.
  std::string comment();
  /// Drops what is in the database and begins again.
  void new_database();

  Project project;

 private:
  [[nodiscard]] std::vector<std::string> psql(const PsqlOptions& options) const;
  std::string write(const std::string& name, std::string_view text) const;

  std::string database_;
};

/// The script of a range that compiles. Its findings fail the test.
#define SQLC_COMPILE(name, expression)                          \
  const auto name##_script = (expression);                      \
  ASSERT_TRUE(name##_script.has_value()) << project.findings(); \
  const std::string name = name##_script->text

#define SQLC_ON_EVERY_SERVER(suite)                                                            \
  GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(suite);                                        \
  INSTANTIATE_TEST_SUITE_P(PostgreSQL, suite, ::testing::ValuesIn(::sqlc::testing::servers()), \
                           [](const auto& each) { return std::to_string(each.param.major); })

}  // namespace sqlc::testing
