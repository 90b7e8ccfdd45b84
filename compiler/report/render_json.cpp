#include <algorithm>
#include <nlohmann/json.hpp>

#include "report/report.hpp"

namespace sqlc::report {

using Json = nlohmann::ordered_json;

/// Appends path, line, column, end_line and end_column; nulls where no place is known.
static void put_place(Json& object, const Span& span) {
  const bool known = span.source != nullptr;
  const Place begin = known ? place_of(*span.source, span.begin) : Place{};
  const Place end = known ? place_of(*span.source, std::max(span.begin, span.end)) : Place{};
  const auto number = [known](std::uint32_t value) { return known ? Json(value) : Json(); };
  object["path"] = known ? Json(span.source->path) : Json();
  object["line"] = number(begin.line);
  object["column"] = number(begin.column);
  object["end_line"] = number(end.line);
  object["end_column"] = number(end.column);
}

static Json notes_json(const std::vector<Note>& notes) {
  Json array = Json::array();
  for (const Note& note : notes) {
    Json object = {{"message", note.message}};
    put_place(object, note.span);
    array.push_back(std::move(object));
  }
  return array;
}

/// A key that was given several times holds an array of all its values, else a string.
static Json fields_json(const std::vector<std::pair<std::string, std::string>>& fields) {
  Json object = Json::object();
  for (const auto& [key, value] : fields) {
    if (!object.contains(key)) {
      object[key] = value;
    } else if (object[key].is_array()) {
      object[key].push_back(value);
    } else {
      object[key] = Json::array({object[key], value});
    }
  }
  return object;
}

static Json diagnostic_json(const Diagnostic& diagnostic) {
  Json object = {{"code", diagnostic.code->id},
                 {"slug", diagnostic.code->slug},
                 {"severity", to_string(diagnostic.code->severity)},
                 {"message", diagnostic.message}};
  put_place(object, diagnostic.span);
  object["notes"] = notes_json(diagnostic.notes);
  object["help"] = diagnostic.help.empty() ? Json() : Json(diagnostic.help);
  object["fields"] = fields_json(diagnostic.fields);
  return object;
}

std::string render_json(const std::vector<Diagnostic>& diagnostics) {
  Json array = Json::array();
  for (const Diagnostic& diagnostic : diagnostics) array.push_back(diagnostic_json(diagnostic));
  return array.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace sqlc::report
