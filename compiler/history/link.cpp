#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "history/cycles.hpp"
#include "history/dependencies.hpp"
#include "history/history.hpp"
#include "history/names.hpp"

namespace sqlc::history {

std::optional<RevisionIndex> History::find(std::string_view id_or_label) const {
  const auto found = by_name_.find(id_or_label);
  if (found == by_name_.end()) return std::nullopt;
  return found->second;
}

std::span<const RevisionIndex> History::down(RevisionIndex index) const { return down_.of(index); }

std::span<const RevisionIndex> History::depends_on(RevisionIndex index) const {
  return depends_on_.of(index);
}

std::span<const RevisionIndex> History::parents(RevisionIndex index) const {
  return parents_.of(index);
}

std::span<const RevisionIndex> History::children(RevisionIndex index) const {
  return children_.of(index);
}

std::span<const RevisionIndex> History::dependents(RevisionIndex index) const {
  return dependents_.of(index);
}

void History::take_label(RevisionIndex index, const Reference& label, Diagnostics& diagnostics) {
  const auto [known, fresh] = by_name_.try_emplace(label.text, index);
  if (fresh) {
    names_.push_back({.text = label.text, .revision = index});
    return;
  }
  const Revision& other = revisions_[known->second];
  const bool is_id = other.id.text == label.text;
  const auto same = std::ranges::find(other.labels, label.text, &Reference::text);
  diagnostics.add(
      {.code = &codes::duplicate_label,
       .span = label.span,
       .message = is_id ? fmt::format("branch label `{}` is also a revision's id", label.text)
                        : fmt::format("branch label `{}` is given twice", label.text),
       .notes = {{.span = is_id ? other.id.span : same->span,
                  .message = is_id ? fmt::format("revision `{}` is here", label.text)
                                   : fmt::format("revision `{}` has it already", other.id.text)}},
       .help = "choose another label: a label names one revision, and no id",
       .fields = {{"label", label.text},
                  {"revision", revisions_[index].id.text},
                  {"other", other.id.text}}});
}

// Labels come after all ids, so that an id always wins a prefix's place in the list of candidates.
void History::take_names(Diagnostics& diagnostics) {
  by_name_.reserve(revisions_.size());
  names_.reserve(revisions_.size());
  for (RevisionIndex index = 0; index < revisions_.size(); ++index) {
    const Reference& id = revisions_[index].id;
    const auto [known, fresh] = by_name_.try_emplace(id.text, index);
    if (fresh) {
      names_.push_back({.text = id.text, .revision = index});
      continue;
    }
    diagnostics.add(
        {.code = &codes::duplicate_id,
         .span = id.span,
         .message = fmt::format("two revisions have the id `{}`", id.text),
         .notes = {{.span = revisions_[known->second].id.span, .message = "the other one is here"}},
         .help = "give one of them a new id, and name it so in what revises it",
         .fields = {{"revision", id.text}}});
  }
  for (RevisionIndex index = 0; index < revisions_.size(); ++index) {
    for (const Reference& label : revisions_[index].labels) take_label(index, label, diagnostics);
  }
}

static std::string missing_help(const History& history, std::string_view name) {
  const std::optional<RevisionIndex> near = nearest_revision(history, name);
  if (!near) return "add the missing file, or name a revision that is there";
  return fmt::format("add the missing file, or name one that is there; nearest: {}",
                     describe(history, *near));
}

History::Lookup History::find_parent(RevisionIndex index, const Reference& reference,
                                     Diagnostics& diagnostics) const {
  const Lookup found = find(reference.text);
  if (found && revisions_[*found].id.text == reference.text) return found;
  const std::string& id = revisions_[index].id.text;
  diagnostics.add(
      {.code = &codes::missing_parent,
       .span = reference.span,
       .message = found
                      ? fmt::format("`{}` revises `{}`, which is a label", id, reference.text)
                      : fmt::format("`{}` revises `{}`, which does not exist", id, reference.text),
       .help = found ? fmt::format("write the id, `{}`", revisions_[*found].id.text)
                     : missing_help(*this, reference.text),
       .fields = {{"revision", id}, {"symbol", reference.text}}});
  return std::nullopt;
}

History::Lookup History::find_dependency(RevisionIndex index, const Reference& reference,
                                         Diagnostics& diagnostics) const {
  const Lookup found = find(reference.text);
  if (found) return found;
  const std::string& id = revisions_[index].id.text;
  diagnostics.add(
      {.code = &codes::missing_dependency,
       .span = reference.span,
       .message = fmt::format("`{}` depends on `{}`, which does not exist", id, reference.text),
       .help = missing_help(*this, reference.text),
       .fields = {{"revision", id}, {"symbol", reference.text}}});
  return std::nullopt;
}

void History::connect(Diagnostics& diagnostics) {
  for (Edges* edges : {&down_, &depends_on_}) {
    edges->from.reserve(revisions_.size() + 1);
    edges->from.push_back(0);
  }
  down_.to.reserve(revisions_.size());
  // taken[p] == index + 1: this revision has named p already.
  std::vector<std::uint32_t> parent_of(revisions_.size()), dependency_of(revisions_.size());
  const auto add = [](Edges& edges, std::vector<std::uint32_t>& taken, RevisionIndex index,
                      Lookup target) {
    if (!target || taken[*target] == index + 1) return;
    taken[*target] = index + 1;
    edges.to.push_back(*target);
  };
  for (RevisionIndex index = 0; index < revisions_.size(); ++index) {
    for (const Reference& parent : revisions_[index].down_revisions) {
      add(down_, parent_of, index, find_parent(index, parent, diagnostics));
    }
    for (const Reference& dependency : revisions_[index].depends_on) {
      add(depends_on_, dependency_of, index, find_dependency(index, dependency, diagnostics));
    }
    down_.from.push_back(static_cast<std::uint32_t>(down_.to.size()));
    depends_on_.from.push_back(static_cast<std::uint32_t>(depends_on_.to.size()));
  }
}

// The first's neighbours, then those of the second that are new and not left out (by position).
History::Edges History::join(const Edges& first, const Edges& second,
                             const std::vector<std::uint8_t>& left_out) const {
  Edges joined;
  joined.from.reserve(first.from.size());
  joined.from.push_back(0);
  joined.to.reserve(first.to.size() + second.to.size());
  std::vector<std::uint32_t> taken(second.to.empty() ? 0 : revisions_.size());
  for (RevisionIndex index = 0; index < revisions_.size(); ++index) {
    const std::span<const RevisionIndex> before = first.of(index);
    joined.to.insert(joined.to.end(), before.begin(), before.end());
    if (!second.of(index).empty()) {
      for (const RevisionIndex target : before) taken[target] = index + 1;
    }
    for (std::uint32_t at = second.from[index]; at < second.from[index + 1]; ++at) {
      const RevisionIndex target = second.to[at];
      if (taken[target] == index + 1 || (!left_out.empty() && left_out[at] != 0)) continue;
      joined.to.push_back(target);
    }
    joined.from.push_back(static_cast<std::uint32_t>(joined.to.size()));
  }
  return joined;
}

History::Edges History::reverse(const Edges& edges) const {
  Edges reversed;
  reversed.from.assign(revisions_.size() + 1, 0);
  reversed.to.resize(edges.to.size());
  for (const RevisionIndex target : edges.to) ++reversed.from[target + 1];
  for (std::size_t i = 1; i < reversed.from.size(); ++i) reversed.from[i] += reversed.from[i - 1];
  std::vector<std::uint32_t> next(reversed.from.begin(), reversed.from.end() - 1);
  for (RevisionIndex index = 0; index < revisions_.size(); ++index) {
    for (const RevisionIndex target : edges.of(index)) reversed.to[next[target]++] = index;
  }
  return reversed;
}

void History::take_ends() {
  for (RevisionIndex index = 0; index < revisions_.size(); ++index) {
    if (down(index).empty()) bases_.push_back(index);
    if (!children(index).empty()) continue;
    heads_.push_back(index);
    if (dependents(index).empty()) real_heads_.push_back(index);
  }
}

std::optional<History> History::link(std::vector<Revision> revisions, Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.error_count();
  History history;
  history.revisions_ = std::move(revisions);
  history.take_names(diagnostics);
  history.connect(diagnostics);
  const Edges all = history.join(history.down_, history.depends_on_, {});
  history.children_ = history.reverse(history.down_);
  history.dependents_ = history.reverse(all);
  const std::vector<RevisionIndex> order = oldest_first(history);
  if (order.size() != history.size()) report_cycles(history, order, diagnostics);
  if (diagnostics.error_count() != errors_before) return std::nullopt;
  // From here on there is no cycle.
  history.rank_.resize(order.size());
  for (std::uint32_t place = 0; place < order.size(); ++place) history.rank_[order[place]] = place;
  history.parents_ =
      history.join(history.down_, history.depends_on_, implied_dependencies(history, order));
  history.take_ends();
  return history;
}

}  // namespace sqlc::history
