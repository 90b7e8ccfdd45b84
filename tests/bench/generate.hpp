#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sqlc::bench {

/// How the revisions of a generated history hang together.
enum class Shape {
  Linear,    ///< each on the one before
  Diamonds,  ///< one, two on it, one that merges them, and so on
  Ladder,    ///< two lines that merge at every third rung and part again
  Deps,      ///< two lines; every fourth revision of one depends on the other
};

[[nodiscard]] std::string_view to_string(Shape shape);

struct Generated {
  std::string id;
  std::vector<std::string> down;
  std::vector<std::string> depends_on;
  std::string upgrade;
  std::string downgrade;
};

/// `count` revisions whose SQL reads like a product's: about 600 bytes a file.
[[nodiscard]] std::vector<Generated> generate(Shape shape, std::size_t count);

/// Writes them as revision files below `folder`.
void write_sqlc(const std::vector<Generated>& revisions, const std::string& folder);

/// Writes the same history as an Alembic environment: alembic.ini, env.py, versions/*.py.
void write_alembic(const std::vector<Generated>& revisions, const std::string& folder);

}  // namespace sqlc::bench
