#include "cli/history_formats.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace sqlc::cli {

using history::History;
using history::Revision;
using history::RevisionIndex;
using Json = nlohmann::ordered_json;

static Json ids(const History& history, std::span<const RevisionIndex> indices) {
  Json all = Json::array();
  for (const RevisionIndex index : indices) all.push_back(history.at(index).id.text);
  return all;
}

static Json texts(const std::vector<history::Reference>& references) {
  Json all = Json::array();
  for (const history::Reference& reference : references) all.push_back(reference.text);
  return all;
}

static Json as_json(const History& history, RevisionIndex index) {
  const Revision& revision = history.at(index);
  Json one;
  one["id"] = revision.id.text;
  one["down_revisions"] = ids(history, history.down(index));
  one["depends_on"] = texts(revision.depends_on);
  one["labels"] = texts(revision.labels);
  one["message"] = revision.message;
  one["description"] = revision.description;
  one["create_date"] = revision.create_date.empty() ? Json() : Json(revision.create_date);
  one["path"] = revision.source->path;
  one["head"] = history.children(index).empty();
  one["branch_point"] = history.children(index).size() > 1;
  one["merge_point"] = history.down(index).size() > 1;
  return one;
}

std::string history_as_json(const History& history, const std::vector<RevisionIndex>& order) {
  Json all = Json::array();
  for (const RevisionIndex index : order) all.push_back(as_json(history, index));
  return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// A DOT string in double quotes.
static std::string dot_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : comment_text(text)) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string history_as_dot(const History& history, const std::vector<RevisionIndex>& order) {
  std::vector<bool> shown(history.size());
  for (const RevisionIndex index : order) shown[index] = true;
  std::string out = "digraph history {\n  rankdir=BT;\n  node [shape=box];\n";
  for (const RevisionIndex index : order) {
    const Revision& revision = history.at(index);
    const std::string name = dot_string(revision.id.text);
    out += fmt::format("  {} [label={}, tooltip={}];\n", name, name, dot_string(revision.message));
    for (const RevisionIndex parent : history.down(index)) {
      if (!shown[parent]) continue;
      out += fmt::format("  {} -> {};\n", dot_string(history.at(parent).id.text), name);
    }
    for (const RevisionIndex parent : history.depends_on(index)) {
      if (!shown[parent]) continue;
      out +=
          fmt::format("  {} -> {} [style=dashed];\n", dot_string(history.at(parent).id.text), name);
    }
  }
  return out + "}\n";
}

/// A Mermaid string in double quotes; what its grammar or HTML would read goes in as entities.
static std::string mermaid_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : comment_text(text)) {
    if (c == '"' || c == '<' || c == '>' || c == '&' || c == '#' || c == '`' || c == '\\') {
      out += fmt::format("#{};", static_cast<int>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string history_as_mermaid(const History& history, const std::vector<RevisionIndex>& order) {
  std::vector<bool> shown(history.size());
  for (const RevisionIndex index : order) shown[index] = true;
  std::string out = "flowchart BT\n";
  for (const RevisionIndex index : order) {
    const Revision& revision = history.at(index);
    const std::string label =
        revision.message.empty() ? revision.id.text : revision.id.text + ": " + revision.message;
    out += fmt::format("  r{}[{}]\n", index, mermaid_string(label));
    for (const RevisionIndex parent : history.down(index)) {
      if (shown[parent]) out += fmt::format("  r{} --> r{}\n", parent, index);
    }
    for (const RevisionIndex parent : history.depends_on(index)) {
      if (shown[parent]) out += fmt::format("  r{} -.-> r{}\n", parent, index);
    }
  }
  return out;
}

}  // namespace sqlc::cli
