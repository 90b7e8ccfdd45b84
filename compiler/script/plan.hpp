#pragma once

#include <cstdint>
#include <vector>

#include "base/diagnostic.hpp"
#include "script/allow.hpp"
#include "script/script.hpp"

namespace sqlc::script {

/// Where a statement runs.
enum class Mode : std::uint8_t {
  Inside,   ///< in a transaction of the script
  Outside,  ///< the server refuses it inside one
  Session,  ///< SET or RESET for the session beside statements that run outside
};

/// Neighbouring statements of a revision that mixes modes: those inside commit together, each
/// other one stands alone.
struct Part {
  Mode mode = Mode::Inside;
  /// Statements [first, last) of the step.
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  /// Statements of the parts before it, Session ones left out: what is done when it begins.
  std::uint32_t done_before = 0;
};

struct PlannedStep {
  const StepInput* input = nullptr;
  /// Empty when the whole step runs inside a transaction.
  std::vector<Part> parts;
  /// Statements without the Session ones.
  std::uint32_t counted = 0;
  /// Something in it may have left deferred constraints to be checked, or changed settings.
  bool runs_code = false;

  [[nodiscard]] bool outside() const { return !parts.empty(); }
};

/// Steps [first, last) that commit together, or one step with statements outside of transactions.
struct Segment {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

/// What runs in which transaction.
struct Plan {
  std::vector<PlannedStep> steps;
  std::vector<Segment> segments;

  [[nodiscard]] bool single() const {
    return segments.size() == 1 && !steps[segments.front().first].outside();
  }
};

/// Divides the steps into transactions. Revisions that mix modes without saying so, and enum values
/// that a revision adds and uses, are errors.
/// `allows` has one entry a step.
[[nodiscard]] Plan make_plan(const std::vector<StepInput>& steps, const Config& config,
                             std::vector<Allows>& allows, Diagnostics& diagnostics);

/// Whether DO code commits or rolls back, which the server refuses inside a transaction.
[[nodiscard]] bool ends_transaction(const sql::Do& block);

}  // namespace sqlc::script
