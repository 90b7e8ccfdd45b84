#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/file_system.hpp"
#include "golden/golden_case.hpp"
#include "run.hpp"

namespace sqlc::golden {

/// One `.test` file. With SQLC_UPDATE_GOLDENS=1 its outputs are rewritten instead of compared.
class GoldenTest : public testing::Test {
 public:
  GoldenTest(std::string path, std::string name) : path_(std::move(path)), name_(std::move(name)) {}

  void TestBody() override {
    RealFileSystem disk;
    const Result<std::string> text = disk.read(path_);
    ASSERT_TRUE(text.ok()) << text.error();
    Result<Case> test = parse_case(text.value());
    ASSERT_TRUE(test.ok()) << path_ << ": " << test.error();
    Result<std::vector<Section>> outputs = run_case(test.value(), sqlc::run);
    ASSERT_TRUE(outputs.ok()) << path_ << ": " << outputs.error();
    test.value().outputs = std::move(outputs).value();
    check(disk, text.value(), format_case(test.value()));
  }

 private:
  void check(FileSystem& disk, const std::string& expected, const std::string& actual) const {
    if (expected == actual) return;
    const char* update = std::getenv("SQLC_UPDATE_GOLDENS");
    if (update != nullptr && std::string_view(update) == "1") {
      const Status written = disk.write(path_, actual);
      ASSERT_TRUE(written.ok()) << written.error();
      return;
    }
    FAIL() << path_ << " (- expected, + actual):\n"
           << line_diff(expected, actual)
           << "to take what came out: scripts/test --quick --update -R 'Golden." << name_ << "$'";
  }

  std::string path_;
  std::string name_;
};

/// Registers every `.test` file below the directory as the test `Golden.<path without .test>`.
static bool register_goldens(const std::string& directory) {
  const Result<std::vector<std::string>> paths = RealFileSystem().list(directory, true);
  if (!paths.ok()) {
    fmt::print(stderr, "{}\n", paths.error());
    return false;
  }
  constexpr std::string_view extension = ".test";
  for (const std::string& path : paths.value()) {
    if (!path.ends_with(extension)) continue;
    const std::size_t begin = directory.size() + 1;
    const std::string name = path.substr(begin, path.size() - begin - extension.size());
    testing::RegisterTest("Golden", name.c_str(), nullptr, nullptr, path.c_str(), 1,
                          [path, name]() -> GoldenTest* { return new GoldenTest(path, name); });
  }
  return true;
}

}  // namespace sqlc::golden

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  if (!sqlc::golden::register_goldens(SQLC_GOLDEN_DIR)) return 1;
  return RUN_ALL_TESTS();
}
