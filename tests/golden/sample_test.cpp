// The sample history in revisions/ compiles, byte for byte, to the scripts in out/.

#include <cstdlib>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/file_system.hpp"
#include "run.hpp"

namespace sqlc {

struct SampleScript {
  std::string file;
  std::vector<std::string> arguments;
};

static std::vector<SampleScript> sample_scripts() {
  return {{"upgrade_base_head.sql", {"upgrade", "base:head"}},
          {"upgrade_prev_head.sql", {"upgrade", "prev:head"}},
          {"downgrade_head_prev.sql", {"downgrade", "head:prev"}},
          {"downgrade_head_base.sql", {"downgrade", "head:base"}},
          {"upgrade_base_head_idempotent.sql", {"upgrade", "base:head", "--idempotent"}},
          {"stamp_head.sql", {"stamp", "head"}}};
}

static std::string compile_sample(const SampleScript& sample) {
  RealFileSystem files;
  std::string out;
  std::string err;
  Host host{.files = files,
            .environment = [](std::string_view) { return std::nullopt; },
            .now = [] { return std::int64_t{0}; },
            .random = [] { return std::uint64_t{0}; },
            .read_input = [] { return std::string(); },
            .out = [&](std::string_view text) { out += text; },
            .err = [&](std::string_view text) { err += text; }};
  std::vector<std::string> arguments = sample.arguments;
  arguments.insert(arguments.end(), {"--revisions", std::string(SQLC_SOURCE_DIR) + "/revisions"});
  EXPECT_EQ(run(arguments, host), done) << err;
  return out;
}

class Sample : public testing::TestWithParam<SampleScript> {};

TEST_P(Sample, CompilesToTheCommittedScript) {
  RealFileSystem files;
  const std::string path = std::string(SQLC_SOURCE_DIR) + "/out/" + GetParam().file;
  const std::string script = compile_sample(GetParam());
  if (std::getenv("SQLC_UPDATE_GOLDENS") != nullptr) {
    ASSERT_TRUE(files.write(path, script).ok());
  }
  const auto committed = files.read(path);
  ASSERT_TRUE(committed.ok()) << committed.error();
  EXPECT_EQ(committed.value(), script)
      << "run `scripts/test --update` and read the difference in " << path;
}

INSTANTIATE_TEST_SUITE_P(Scripts, Sample, testing::ValuesIn(sample_scripts()),
                         [](const auto& parameter) {
                           const std::string& file = parameter.param.file;
                           return file.substr(0, file.find('.'));
                         });

}  // namespace sqlc
