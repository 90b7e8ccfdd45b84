#include "graph_fixture.hpp"

#include <fmt/format.h>

#include <set>

#include "base/text.hpp"

namespace sqlc::history {

std::vector<Reference> Graph::references(Source& source, std::string_view key,
                                         std::string_view names) {
  std::vector<Reference> references;
  source.text += fmt::format("-- {}:", key);
  if (!trim(names).empty()) {
    for (const std::string_view piece : split(names, ',')) {
      const std::string name(trim(piece));
      source.text += references.empty() ? " " : ", ";
      const auto begin = static_cast<std::uint32_t>(source.text.size());
      source.text += name;
      references.push_back({.text = name,
                            .span = {.source = &source,
                                     .begin = begin,
                                     .end = static_cast<std::uint32_t>(source.text.size())}});
    }
  }
  source.text += "\n";
  return references;
}

void Graph::add(std::string_view entry) {
  const auto part = [&](char mark) -> std::string_view {
    const std::size_t at = entry.find(mark);
    if (at == std::string_view::npos) return {};
    return entry.substr(at + 1, entry.find_first_of("<+=", at + 1) - at - 1);
  };
  const std::string id(trim(entry.substr(0, entry.find_first_of("<+="))));
  Source& source = sources_.emplace_back();
  source.path = fmt::format("revisions/{}.sql", id);
  Revision& revision = revisions_.emplace_back();
  revision.source = &source;
  revision.message = fmt::format("Make {}.", id);
  revision.id = references(source, "Revision ID", id).front();
  revision.down_revisions = references(source, "Revises", part('<'));
  revision.depends_on = references(source, "Depends On", part('+'));
  revision.labels = references(source, "Branch Labels", part('='));
}

Graph::Graph(std::string_view text) {
  for (const std::string_view entry : split(text, ';')) {
    if (!trim(entry).empty()) add(trim(entry));
  }
}

Ranges::Ranges(std::string_view graph) : graph_(graph) {
  history_ = History::link(graph_.revisions(), found_);
  if (!history_) ADD_FAILURE() << found_.items().front().message;
}

const Source& Ranges::argument(std::string_view text) {
  found_ = {};
  return arguments_.emplace_back(Source{.path = "<range>", .text = std::string(text)});
}

std::optional<Route> Ranges::upgrade(std::string_view range) {
  return resolve_upgrade(*history_, argument(range), found_);
}

std::optional<Route> Ranges::downgrade(std::string_view range) {
  return resolve_downgrade(*history_, argument(range), found_);
}

std::optional<Route> Ranges::stamp(std::string_view range) {
  return resolve_stamp(*history_, argument(range), found_);
}

std::optional<Route> Ranges::route(std::string_view command, std::string_view range) {
  return command == "upgrade" ? upgrade(range) : downgrade(range);
}

std::string Ranges::ids(const std::optional<std::vector<RevisionIndex>>& revisions) const {
  if (!revisions) return code();
  std::string text;
  for (const RevisionIndex index : *revisions) {
    text += (text.empty() ? "" : " ") + history_->at(index).id.text;
  }
  return text;
}

std::string Ranges::shown(std::string_view range) {
  return ids(resolve_history_range(*history_, argument(range), found_));
}

std::string Ranges::named(std::string_view symbol) {
  return ids(resolve_symbol(*history_, argument(symbol), found_));
}

std::string Ranges::trace(const std::optional<Route>& route) const {
  if (!route) return code();
  std::set<std::string> rows(route->start.begin(), route->start.end());
  std::string text = fmt::format("[{}]", fmt::join(rows, ","));
  for (const Step& step : route->steps) {
    for (const RevisionIndex gone : step.rows.removed) {
      EXPECT_EQ(rows.erase(history_->at(gone).id.text), 1U) << "a row goes that is not there";
    }
    for (const RevisionIndex come : step.rows.added) {
      EXPECT_TRUE(rows.insert(history_->at(come).id.text).second) << "a row comes twice";
    }
    text += fmt::format(" {} [{}]", history_->at(step.revision).id.text, fmt::join(rows, ","));
  }
  EXPECT_EQ(std::vector<std::string>(rows.begin(), rows.end()), route->end);
  return text;
}

std::string Ranges::steps(const std::optional<Route>& route) const {
  if (!route) return code();
  std::string text;
  for (const Step& step : route->steps) {
    text += (text.empty() ? "" : " ") + history_->at(step.revision).id.text;
  }
  return text;
}

std::string Ranges::code() const {
  return found_.empty() ? "no error" : std::string(found_.items().front().code->id);
}

}  // namespace sqlc::history
