#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "import/alembic_environment.hpp"
#include "import/alembic_output.hpp"
#include "import/take_over.hpp"

namespace sqlc::import {

/// A revision's SQL in one direction, or why there is none.
struct Rendered {
  std::optional<ForeignText> text;
  Refusal refusal = {{}, "alembic printed no SQL for it"};
  /// Alembic broke off inside this very revision; asking again is no use.
  bool failed = false;
};

/// The SQL of all revisions, by id.
struct Renderings {
  std::unordered_map<std::string, Rendered> up;
  std::unordered_map<std::string, Rendered> down;
  /// Ids in the order in which alembic upgrades.
  std::vector<std::string> order;
  /// False when the way down was not asked for: then nothing misses there.
  bool has_down = true;
};

/// Adds what one output holds. Of several texts for one revision the first whole one counts.
void add_output(const AlembicOutput& output, Renderings& renderings);

/// Has alembic print the SQL of all revisions, both ways. Where one of them cannot be printed
/// without a database, it goes on behind it, and renders one by one what it could not reach.
/// Nothing and an error when alembic cannot be run or prints no SQL at all.
[[nodiscard]] std::optional<Renderings> render_with_alembic(
    const AlembicEnvironment& environment, const std::vector<AlembicVersion>& versions,
    const TakeOver& take_over, std::vector<std::unique_ptr<Source>>& sources,
    Diagnostics& diagnostics);

}  // namespace sqlc::import
