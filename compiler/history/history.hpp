#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/diagnostic.hpp"
#include "history/revision.hpp"

namespace sqlc::history {

/// Position of a revision in load order (file path order), which breaks ties as Alembic's does.
using RevisionIndex = std::uint32_t;

/// An id or a label, and the revision that it names.
struct Name {
  std::string_view text;
  RevisionIndex revision = 0;
};

/// All revisions of a project, linked: a DAG over down revisions and dependencies. Immutable, and
/// moved rather than copied: names are views into the revisions.
class History {
 public:
  History(History&&) = default;
  History& operator=(History&&) = default;
  History(const History&) = delete;
  History& operator=(const History&) = delete;

  /// Links the revisions, which come in load order. Duplicate ids and labels (both files), missing
  /// parents and dependencies (nearest known), and cycles anywhere over down ∪ depends_on (with the
  /// path) are errors; then nothing comes back.
  [[nodiscard]] static std::optional<History> link(std::vector<Revision> revisions,
                                                   Diagnostics& diagnostics);

  [[nodiscard]] std::size_t size() const { return revisions_.size(); }
  [[nodiscard]] const Revision& at(RevisionIndex index) const { return revisions_[index]; }
  [[nodiscard]] const std::vector<Revision>& revisions() const { return revisions_; }
  /// By exact id or exact label.
  [[nodiscard]] std::optional<RevisionIndex> find(std::string_view id_or_label) const;
  /// Every id in load order, then every label in load order.
  [[nodiscard]] const std::vector<Name>& names() const { return names_; }

  /// Down revisions in the order written.
  [[nodiscard]] std::span<const RevisionIndex> down(RevisionIndex index) const;
  /// Resolved `Depends On`, in the order written, all of them.
  [[nodiscard]] std::span<const RevisionIndex> depends_on(RevisionIndex index) const;
  /// Down revisions, then the dependencies that no down-ancestor lists already (Alembic's
  /// "normalized" down revisions; its step order rests on them).
  [[nodiscard]] std::span<const RevisionIndex> parents(RevisionIndex index) const;
  /// Revisions that name this one as a down revision, in load order.
  [[nodiscard]] std::span<const RevisionIndex> children(RevisionIndex index) const;
  /// Revisions that name this one as a down revision or depend on it, in load order.
  [[nodiscard]] std::span<const RevisionIndex> dependents(RevisionIndex index) const;

  /// Place in an order in which each revision comes after all that it stands on.
  [[nodiscard]] std::uint32_t rank(RevisionIndex index) const { return rank_[index]; }

  /// Without children by down revision: what `head` and `revision` go by. Load order.
  [[nodiscard]] const std::vector<RevisionIndex>& heads() const { return heads_; }
  /// Heads on which no dependency rests either: what `heads` and the version table hold. Load
  /// order.
  [[nodiscard]] const std::vector<RevisionIndex>& real_heads() const { return real_heads_; }
  /// Without down revisions. Load order.
  [[nodiscard]] const std::vector<RevisionIndex>& bases() const { return bases_; }

 private:
  History() = default;

  /// Adjacency in one block: the neighbours of i are `to[from[i]] … to[from[i + 1]]`.
  struct Edges {
    std::vector<std::uint32_t> from;
    std::vector<RevisionIndex> to;
    [[nodiscard]] std::span<const RevisionIndex> of(RevisionIndex index) const {
      return {to.data() + from[index], to.data() + from[index + 1]};
    }
  };

  /// One name that a header gives, looked up; nothing when the history has none of that name.
  using Lookup = std::optional<RevisionIndex>;

  void take_names(Diagnostics& diagnostics);
  void take_label(RevisionIndex index, const Reference& label, Diagnostics& diagnostics);
  [[nodiscard]] Lookup find_parent(RevisionIndex index, const Reference& reference,
                                   Diagnostics& diagnostics) const;
  [[nodiscard]] Lookup find_dependency(RevisionIndex index, const Reference& reference,
                                       Diagnostics& diagnostics) const;
  void connect(Diagnostics& diagnostics);
  [[nodiscard]] Edges join(const Edges& first, const Edges& second,
                           const std::vector<std::uint8_t>& left_out) const;
  [[nodiscard]] Edges reverse(const Edges& edges) const;
  void take_ends();

  std::vector<Revision> revisions_;
  std::unordered_map<std::string_view, RevisionIndex> by_name_;
  std::vector<Name> names_;
  Edges down_, depends_on_, parents_, children_, dependents_;
  std::vector<std::uint32_t> rank_;
  std::vector<RevisionIndex> heads_, real_heads_, bases_;
};

}  // namespace sqlc::history
