// Measures sqlc against the least that has to be done (reading the files, bare libpg_query) and
// against Alembic, all in one run, and prints ratios: they hold on any machine.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "base/file_system.hpp"
#include "base/process.hpp"
#include "bench/bare_parse.hpp"
#include "bench/generate.hpp"
#include "run.hpp"

namespace sqlc::bench {

struct Options {
  std::vector<std::size_t> counts = {10, 100, 1000, 10000};
  /// Largest history that Alembic is given.
  std::size_t alembic = 1000;
  int rounds = 5;
  bool check = false;
};

/// Milliseconds; NaN when not measured.
struct Row {
  Shape shape;
  std::size_t count = 0;
  double read = 0;
  double parse = 0;
  double up_one = 0;
  double up_two = 0;
  double newest = 0;
  double down = 0;
  double alembic = std::numeric_limits<double>::quiet_NaN();
};

/// The best of several rounds: the one that other work on the machine disturbed least.
static double best_of(int rounds, const std::function<void()>& work) {
  double best = std::numeric_limits<double>::infinity();
  for (int i = 0; i < rounds; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    best = std::min(best, took.count());
  }
  return best;
}

[[noreturn]] static void fail(const std::string& message) {
  fmt::print(stderr, "bench: {}\n", message);
  std::exit(3);
}

static void read_all(const std::string& folder, std::size_t count) {
  const RealFileSystem files;
  const auto paths = files.list(folder, true);
  if (!paths || paths.value().size() != count) fail("the files are not all there");
  for (const std::string& path : paths.value()) {
    if (!files.read(path)) fail("a file could not be read");
  }
}

/// One command line, as the program would run it.
static void compile(std::vector<std::string> arguments, const std::string& folder, int jobs) {
  RealFileSystem files;
  std::size_t written = 0;
  std::string complaints;
  Host host = {.files = files,
               .environment = [](std::string_view) { return std::nullopt; },
               .now = [] { return std::int64_t{0}; },
               .random = [] { return std::uint64_t{0}; },
               .read_input = [] { return std::string(); },
               .out = [&](std::string_view text) { written += text.size(); },
               .err = [&](std::string_view text) { complaints += text; }};
  arguments.insert(arguments.end(), {"--revisions", folder, "--jobs", std::to_string(jobs)});
  if (run(arguments, host) != done || written == 0) fail(complaints);
}

static double alembic_time(const std::vector<Generated>& revisions, const std::string& folder) {
  write_alembic(revisions, folder);
  const Command command = {.arguments = {"alembic", "upgrade", "base:heads", "--sql"},
                           .working_directory = folder};
  // The first run writes the byte code that later runs read.
  (void)run_process(command);
  return best_of(2, [&] {
    const auto finished = run_process(command);
    if (!finished || finished.value().status != 0) fail("alembic failed");
  });
}

static Row measure(Shape shape, std::size_t count, const std::string& root,
                   const Options& options) {
  const std::string folder = fmt::format("{}/{}-{}", root, to_string(shape), count);
  const std::vector<Generated> revisions = generate(shape, count);
  write_sqlc(revisions, folder);
  std::vector<std::string> texts;
  for (const std::string& path : RealFileSystem().list(folder, true).value()) {
    texts.push_back(RealFileSystem().read(path).value());
  }
  const int rounds = options.rounds;
  Row row = {.shape = shape, .count = count};
  row.read = best_of(rounds, [&] { read_all(folder, count); });
  row.parse = best_of(rounds, [&] {
    if (bare_parse(texts) != count) fail("a text did not parse");
  });
  row.up_one = best_of(rounds, [&] { compile({"upgrade", "base:heads"}, folder, 1); });
  row.up_two = best_of(rounds, [&] { compile({"upgrade", "base:heads"}, folder, 2); });
  const std::string newest = revisions.back().id;
  row.newest = best_of(rounds, [&] {
    compile({"upgrade", revisions.back().down.front() + ":" + newest}, folder, 1);
  });
  row.down = best_of(rounds, [&] { compile({"downgrade", "heads:base"}, folder, 1); });
  if (count <= options.alembic) row.alembic = alembic_time(revisions, folder + "-alembic");
  return row;
}

static std::string ratio(double value, double of) {
  return std::isnan(value) ? "-" : fmt::format("{:.2f}x", value / of);
}

static void print_row(const Row& row) {
  const double floor = row.read + row.parse;
  fmt::print(
      "{:<9} {:>6} {:>8.2f} {:>8.2f} {:>9.2f} {:>8} {:>9.2f} {:>8} {:>9.2f} {:>8} {:>9.2f} "
      "{:>8} {:>9}\n",
      to_string(row.shape), row.count, row.read, row.parse, row.up_one, ratio(row.up_one, floor),
      row.up_two, ratio(row.up_two, floor), row.newest, ratio(row.newest, row.read), row.down,
      ratio(row.down, floor), std::isnan(row.alembic) ? "-" : fmt::format("{:.0f}", row.alembic),
      ratio(row.alembic, row.up_one));
  std::fflush(stdout);
}

static void print_head() {
  fmt::print(
      "Milliseconds, best of several. floor = reading the files + bare libpg_query on them.\n\n");
  fmt::print("{:<9} {:>6} {:>8} {:>8} {:>9} {:>8} {:>9} {:>8} {:>9} {:>8} {:>9} {:>8} {:>9}\n",
             "shape", "files", "read", "parse", "up -j1", "/floor", "up -j2", "/floor", "newest",
             "/read", "down -j1", "/floor", "Alembic");
}

/// 1 is linear, 2 quadratic: from the two largest histories of the shape.
static void print_growth(const std::vector<Row>& rows) {
  if (rows.size() < 2) return;
  const Row& big = rows.back();
  const Row& small = rows[rows.size() - 2];
  const double step = std::log(static_cast<double>(big.count) / static_cast<double>(small.count));
  const auto exponent = [&](double Row::*time) {
    return std::log(big.*time / (small.*time)) / step;
  };
  fmt::print("{:<9} growth exponent {} -> {}: upgrade {:.2f}, downgrade {:.2f}, newest {:.2f}\n\n",
             to_string(big.shape), small.count, big.count, exponent(&Row::up_one),
             exponent(&Row::down), exponent(&Row::newest));
}

/// The limits, on the largest linear history. True when all hold.
static bool print_limits(const Row& row) {
  const double floor = row.read + row.parse;
  bool good = true;
  const auto limit = [&](std::string_view what, double value, double most) {
    const bool holds = value <= most;
    good = good && holds;
    fmt::print("{} {}: {:.2f}x, at most {:.2f}x\n", holds ? "holds" : "OVER ", what, value, most);
  };
  limit("upgrade on one thread / floor", row.up_one / floor, 2.0);
  limit("upgrade on two threads / floor", row.up_two / floor, 1.0);
  limit("newest revision / read", row.newest / row.read, 2.0);
  return good;
}

static std::size_t number(std::string_view text) {
  std::size_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9' || value > 10'000'000) fail(fmt::format("`{}` is no number", text));
    value = value * 10 + static_cast<std::size_t>(c - '0');
  }
  return value;
}

static Options read_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    const std::string_view value = argument.substr(argument.find('=') + 1);
    if (argument.starts_with("--max=")) {
      const std::size_t most = number(value);
      std::erase_if(options.counts, [&](std::size_t count) { return count > most; });
    } else if (argument.starts_with("--alembic=")) {
      options.alembic = number(value);
    } else if (argument.starts_with("--rounds=")) {
      options.rounds = static_cast<int>(std::max<std::size_t>(1, number(value)));
    } else if (argument == "--check") {
      options.check = true;
    } else {
      fail(fmt::format("unknown option `{}`; there are --max=N, --alembic=N, --rounds=N, --check",
                       argument));
    }
  }
  const auto found = run_process({.arguments = {"alembic", "--version"}});
  if (!found || found.value().status != 0) options.alembic = 0;
  return options;
}

static int main_of(int argc, char** argv) {
  const Options options = read_options(argc, argv);
  std::string root = (std::filesystem::temp_directory_path() / "sqlc-bench-XXXXXX").string();
  if (::mkdtemp(root.data()) == nullptr) fail("no temporary folder");
  print_head();
  bool good = true;
  std::optional<Row> linear;
  for (const Shape shape : {Shape::Linear, Shape::Diamonds, Shape::Ladder, Shape::Deps}) {
    std::vector<Row> rows;
    for (const std::size_t count : options.counts) {
      rows.push_back(measure(shape, count, root, options));
      print_row(rows.back());
    }
    print_growth(rows);
    if (shape == Shape::Linear && !rows.empty()) linear = rows.back();
  }
  if (linear) good = print_limits(*linear);
  std::filesystem::remove_all(root);
  return good || !options.check ? 0 : 1;
}

}  // namespace sqlc::bench

int main(int argc, char** argv) { return sqlc::bench::main_of(argc, argv); }
