#include "history/resolve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "history/names.hpp"
#include "history/reach.hpp"
#include "history/walk.hpp"

namespace sqlc::history {

/// An abbreviation never stands for a name of three characters or fewer (Alembic's rule).
static constexpr std::size_t longest_whole_name = 3;

void report_symbol(const Scope& scope, const Code& code, Span span, std::string message,
                   std::string help, std::span<const RevisionIndex> candidates) {
  Diagnostic found{.code = &code,
                   .span = span,
                   .message = std::move(message),
                   .help = std::move(help),
                   .fields = {{"symbol", std::string(span.text())}}};
  if (!candidates.empty()) {
    found.fields.emplace_back("candidates", join_ids(scope.history, candidates));
  }
  scope.diagnostics.add(std::move(found));
}

static void report_unknown(const Scope& scope, const Symbol& symbol, std::string_view name,
                           bool branch) {
  const std::optional<RevisionIndex> near = nearest_revision(scope.history, name);
  std::string message = fmt::format("no {} `{}`", branch ? "branch" : "revision", name);
  if (near) message += fmt::format("; nearest: {}", describe(scope.history, *near));
  report_symbol(scope, branch ? codes::unknown_branch : codes::unknown_revision, symbol.span,
                std::move(message), "see what there is with `sqlc history`",
                near ? std::span(&*near, 1) : std::span<const RevisionIndex>());
}

static void report_ambiguous(const Scope& scope, const Symbol& symbol, std::string_view name,
                             std::span<const Name> matches) {
  Revisions candidates;
  std::string list;
  for (const Name& match : matches) {
    if (candidates.size() < 6) {
      list += fmt::format("{}`{}`", candidates.empty() ? "" : ", ", match.text);
    }
    candidates.push_back(match.revision);
  }
  if (matches.size() > 6) list += fmt::format(" and {} more", matches.size() - 6);
  report_symbol(scope, codes::ambiguous_revision, symbol.span,
                fmt::format("{} names begin with `{}`: {}", matches.size(), name, list),
                "write more of the one that is meant", candidates);
}

static void report_outside(const Scope& scope, const Symbol& symbol,
                           std::span<const RevisionIndex> outside) {
  report_symbol(scope, codes::not_in_branch, symbol.span,
                fmt::format("{} {} not on the branch of `{}`", list_ids(scope.history, outside),
                            outside.size() == 1 ? "is" : "are", symbol.branch),
                "leave out the branch, or name a revision that is on it", outside);
}

/// Names of more than three characters that begin with the word, on the branch if there is one.
static std::vector<Name> abbreviated(const History& history, std::string_view word,
                                     const Mask* branch) {
  std::vector<Name> matches;
  for (const Name& name : history.names()) {
    if (name.text.size() <= longest_whole_name || !name.text.starts_with(word)) continue;
    if (branch == nullptr || (*branch)[name.revision] != 0) matches.push_back(name);
  }
  return matches;
}

/// A revision by id, label or the beginning of either.
static std::optional<RevisionIndex> find_name(const Scope& scope, const Symbol& symbol,
                                              const Mask* branch) {
  const std::optional<RevisionIndex> exact = scope.history.find(symbol.name);
  if (exact) {
    if (branch == nullptr || (*branch)[*exact] != 0) return exact;
    report_outside(scope, symbol, {&*exact, 1});
    return std::nullopt;
  }
  const std::vector<Name> matches = abbreviated(scope.history, symbol.name, branch);
  if (matches.size() == 1) return matches.front().revision;
  if (matches.size() > 1) {
    report_ambiguous(scope, symbol, symbol.name, matches);
    return std::nullopt;
  }
  Revisions elsewhere;
  if (branch != nullptr) {
    for (const Name& name : abbreviated(scope.history, symbol.name, nullptr)) {
      elsewhere.push_back(name.revision);
    }
  }
  if (elsewhere.empty()) {
    report_unknown(scope, symbol, symbol.name, false);
  } else {
    report_outside(scope, symbol, elsewhere);
  }
  return std::nullopt;
}

std::optional<RevisionIndex> resolve_branch(const Scope& scope, const Symbol& symbol) {
  if (symbol.branch.empty()) return std::nullopt;
  if (const auto exact = scope.history.find(symbol.branch)) return exact;
  const std::vector<Name> matches = abbreviated(scope.history, symbol.branch, nullptr);
  if (matches.size() == 1) return matches.front().revision;
  if (matches.empty()) {
    report_unknown(scope, symbol, symbol.branch, true);
  } else {
    report_ambiguous(scope, symbol, symbol.branch, matches);
  }
  return std::nullopt;
}

/// The branch's members. `failed` when the symbol names a branch that is not there.
struct Branch {
  bool failed = false;
  std::optional<Mask> members;

  [[nodiscard]] const Mask* mask() const { return members ? &*members : nullptr; }
};

static Branch branch_of(const Scope& scope, const Symbol& symbol) {
  if (symbol.branch.empty()) return {};
  const std::optional<RevisionIndex> revision = resolve_branch(scope, symbol);
  if (!revision) return {.failed = true, .members = std::nullopt};
  return {.failed = false, .members = lineage(scope.history, *revision)};
}

static std::optional<Place> single_head(const Scope& scope, const Symbol& symbol,
                                        const Mask* branch) {
  const Revisions& all = scope.history.heads();
  const Revisions heads = branch == nullptr ? all : within(all, *branch);
  if (heads.empty()) return Place{};
  if (heads.size() == 1) return heads.front();
  report_symbol(scope, codes::multiple_heads, symbol.span,
                fmt::format("there are {} heads{}: {}", heads.size(),
                            branch == nullptr ? "" : fmt::format(" on `{}`", symbol.branch),
                            list_ids(scope.history, heads)),
                "name one of them, write `branch@head` for a branch's, or `heads` for all", heads);
  return std::nullopt;
}

std::optional<Place> resolve_head(const Scope& scope, const Symbol& symbol) {
  const Branch branch = branch_of(scope, symbol);
  if (branch.failed) return std::nullopt;
  return single_head(scope, symbol, branch.mask());
}

// What a database holds just before the head runs.
static std::optional<Revisions> before_head(const Scope& scope, const Symbol& symbol,
                                            const Mask* branch) {
  const std::optional<Place> head = single_head(scope, symbol, branch);
  if (!head) return std::nullopt;
  if (!*head) return Revisions{};
  return maximal(scope.history, scope.history.parents(**head));
}

static std::optional<Revisions> resolve_name(const Scope& scope, const Symbol& symbol,
                                             const Mask* branch) {
  const History& history = scope.history;
  if (symbol.name == "base") return Revisions{};
  if (symbol.name == "heads") {
    if (branch == nullptr) return history.real_heads();
    return maximal(history, within(history.heads(), *branch));
  }
  if (symbol.name == "prev") return before_head(scope, symbol, branch);
  if (symbol.name == "head") {
    const std::optional<Place> head = single_head(scope, symbol, branch);
    if (!head) return std::nullopt;
    return *head ? Revisions{**head} : Revisions{};
  }
  if (symbol.name == "current") {
    report_symbol(scope, codes::range_syntax, symbol.span,
                  "`current` is what a database holds, and none is connected",
                  "name the revision that the database is at");
    return std::nullopt;
  }
  const std::optional<RevisionIndex> found = find_name(scope, symbol, branch);
  if (!found) return std::nullopt;
  return Revisions{*found};
}

static bool has_one_start(const Scope& scope, const Symbol& symbol, const Revisions& from) {
  if (from.size() < 2) return true;
  report_symbol(scope, codes::ambiguous_walk, symbol.span,
                fmt::format("`{}` has several revisions to start from: {}", symbol.span.text(),
                            list_ids(scope.history, from)),
                "name the one to count from", from);
  return false;
}

static Place first_of(const Revisions& revisions) {
  return revisions.empty() ? Place{} : Place{revisions.front()};
}

std::optional<Revisions> resolve_named(const Scope& scope, const Symbol& symbol, Overrun overrun) {
  const Branch branch = branch_of(scope, symbol);
  if (branch.failed) return std::nullopt;
  std::optional<Revisions> named = resolve_name(scope, symbol, branch.mask());
  if (!named || !symbol.steps) return named;
  if (!has_one_start(scope, symbol, *named)) return std::nullopt;
  const Place from = first_of(*named);
  const std::optional<Place> place =
      *symbol.steps < 0 ? walk_down(scope, symbol, from, -*symbol.steps, overrun)
                        : walk_up(scope, symbol, from, *symbol.steps, branch.mask(), overrun);
  if (!place) return std::nullopt;
  return *place ? Revisions{**place} : Revisions{};
}

// The rows may all be elsewhere while what they stand on reaches into the branch: then the count
// starts at the branch's topmost revisions among those.
static Revisions nearest_applied(const History& history, std::span<const RevisionIndex> rows,
                                 const Mask& branch) {
  const Mask applied = ancestors(history, rows, Along::DownAndDependencies);
  Mask active = branch;
  for (std::size_t i = 0; i < active.size(); ++i) active[i] &= applied[i];
  Mask tips = active;
  for (const RevisionIndex index : members(active)) {
    for (const RevisionIndex parent : history.parents(index)) tips[parent] = 0;
  }
  return members(tips);
}

std::optional<Place> resolve_up(const Scope& scope, const Symbol& symbol,
                                std::span<const RevisionIndex> rows, Overrun overrun) {
  const Branch branch = branch_of(scope, symbol);
  if (branch.failed) return std::nullopt;
  Revisions from(rows.begin(), rows.end());
  if (branch.members) {
    from = within(rows, *branch.members);
    if (from.empty()) from = nearest_applied(scope.history, rows, *branch.members);
  }
  if (!has_one_start(scope, symbol, from)) return std::nullopt;
  return walk_up(scope, symbol, first_of(from), *symbol.steps, branch.mask(), overrun);
}

// Applied revisions of the branch on which no applied revision stands by down revision.
static Revisions applied_heads(const History& history, std::span<const RevisionIndex> rows,
                               const Mask& branch) {
  const Mask applied = ancestors(history, rows, Along::DownAndDependencies);
  Mask tips = applied;
  for (const RevisionIndex index : members(applied)) {
    for (const RevisionIndex parent : history.down(index)) tips[parent] = 0;
  }
  return within(members(tips), branch);
}

std::optional<Descent> resolve_down(const Scope& scope, const Symbol& symbol,
                                    std::span<const RevisionIndex> rows) {
  const std::optional<RevisionIndex> branch = resolve_branch(scope, symbol);
  if (!branch && !symbol.branch.empty()) return std::nullopt;
  Revisions from(rows.begin(), rows.end());
  if (branch) {
    const Mask on_branch = lineage(scope.history, *branch);
    from = within(rows, on_branch);
    if (from.empty()) from = applied_heads(scope.history, rows, on_branch);
  }
  if (!has_one_start(scope, symbol, from)) return std::nullopt;
  const std::optional<Place> to = walk_down(scope, symbol, first_of(from), std::abs(*symbol.steps));
  if (!to) return std::nullopt;
  return Descent{.branch = branch ? *branch : from.front(), .to = *to};
}

}  // namespace sqlc::history
