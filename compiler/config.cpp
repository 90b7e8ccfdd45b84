#include "config.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <utility>
#include <variant>

#include "base/text.hpp"

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

namespace sqlc {

/// A value of any origin before it becomes a member of Config.
using Value = std::variant<std::string, std::int64_t, std::vector<std::string>>;

/// Why a value cannot be used, and what to write instead.
struct Problem {
  std::string message;
  std::string help;
};

using Checked = std::optional<Problem>;

/// How a key's value is written, in the file and in an option or environment variable.
enum class Shape { Text, Integer, List };

/// One row of the key table: the one place that knows a key.
struct Key {
  ConfigKey row;
  Shape shape;
  Checked (*set)(Config&, const Value&);
  Value (*get)(const Config&);
};

// --- Checking one value ------------------------------------------------------------------------

static Checked check_duration(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, double>, 6> units = {
      {{"us", 0.001}, {"ms", 1.0}, {"s", 1e3}, {"min", 6e4}, {"h", 3.6e6}, {"d", 8.64e7}}};
  static constexpr std::string_view help = "write a number and a unit: us, ms, s, min, h or d";
  const std::string_view given = trim(text);
  if (given.empty() || given == "0") return std::nullopt;
  const std::size_t digits = std::min(given.find_first_not_of("0123456789."), given.size());
  const std::string_view number = given.substr(0, digits);
  const std::string_view unit = trim(given.substr(digits));
  double amount = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), amount);
  if (error != std::errc() || end != number.data() + number.size()) {
    return Problem{fmt::format("`{}` is not a duration", text), std::string(help)};
  }
  if (unit.empty()) {
    return Problem{fmt::format("duration `{}` has no unit", text),
                   fmt::format("write `{0}s` for seconds or `{0}ms` for milliseconds", number)};
  }
  const auto known =
      std::find_if(units.begin(), units.end(), [&](const auto& one) { return one.first == unit; });
  if (known == units.end()) {
    return Problem{fmt::format("`{}` is not a unit of time", unit), std::string(help)};
  }
  // The server keeps whole milliseconds, and takes 0 for no limit at all.
  if (amount > 0 && amount * known->second < 1) {
    return Problem{fmt::format("duration `{}` is less than the millisecond that PostgreSQL counts "
                               "in, which it takes for no limit",
                               text),
                   "write `1ms` or more, or `0` for no limit"};
  }
  if (amount * known->second > std::numeric_limits<std::int32_t>::max()) {
    return Problem{fmt::format("duration `{}` is longer than PostgreSQL can hold", text),
                   "write at most `24d`"};
  }
  return std::nullopt;
}

/// What the server accepts as a name: not empty, at most 63 bytes; control characters are refused.
static Checked check_name(std::string_view name) {
  if (name.empty()) return Problem{"the name is empty", "write a name"};
  if (name.size() > 63) {
    return Problem{
        fmt::format("name `{}` is longer than 63 bytes, which PostgreSQL cuts off", name),
        "shorten it"};
  }
  const bool control = std::any_of(name.begin(), name.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
  if (control) return Problem{"the name holds a control character", "remove it"};
  return std::nullopt;
}

static Checked check_optional_name(std::string_view name) {
  return name.empty() ? std::nullopt : check_name(name);
}

static Checked check_template(std::string_view text) {
  static constexpr std::array<std::string_view, 9> known = {
      "id", "slug", "year", "month", "day", "hour", "minute", "second", "epoch"};
  if (text.empty()) return Problem{"the template is empty", "write `{id}_{slug}`"};
  if (text.find('/') != std::string_view::npos) {
    return Problem{"the template holds a `/`", "use `--version-path` to write into a sub-folder"};
  }
  for (std::size_t at = 0; (at = text.find_first_of("{}", at)) != std::string_view::npos;) {
    const std::size_t close = text.find('}', at);
    if (text[at] == '}' || close == std::string_view::npos) {
      return Problem{fmt::format("`{}` in the template has no partner", text[at]), "write `{id}`"};
    }
    const std::string_view field = text.substr(at + 1, close - at - 1);
    if (std::find(known.begin(), known.end(), field) == known.end()) {
      const auto guess = nearest(field, known);
      return Problem{fmt::format("unknown field `{{{}}}` in the template", field),
                     guess ? fmt::format("did you mean `{{{}}}`?", *guess)
                           : fmt::format("known fields: {{{}}}", fmt::join(known, "}, {"))};
    }
    at = close + 1;
  }
  return std::nullopt;
}

static Checked check_integer(std::int64_t value, std::int64_t low, std::int64_t high) {
  if (value >= low && value <= high) return std::nullopt;
  return Problem{fmt::format("`{}` is not between {} and {}", value, low, high),
                 fmt::format("write a number from {} to {}", low, high)};
}

static Checked check_not_empty(std::string_view text) {
  if (!text.empty()) return std::nullopt;
  return Problem{"the value is empty", "name a folder"};
}

// --- The key table -----------------------------------------------------------------------------

template <auto Member, Checked (*check)(std::string_view)>
static constexpr Key text_key(ConfigKey row) {
  return {row, Shape::Text,
          [](Config& config, const Value& value) {
            const std::string& text = std::get<std::string>(value);
            Checked problem = check(text);
            if (!problem) config.*Member = text;
            return problem;
          },
          [](const Config& config) { return Value(config.*Member); }};
}

template <auto Member, int low, int high>
static constexpr Key integer_key(ConfigKey row) {
  return {row, Shape::Integer,
          [](Config& config, const Value& value) {
            const std::int64_t number = std::get<std::int64_t>(value);
            Checked problem = check_integer(number, low, high);
            if (!problem) config.*Member = static_cast<int>(number);
            return problem;
          },
          [](const Config& config) { return Value(std::int64_t{config.*Member}); }};
}

/// The words of an enum, in the order of its values.
template <auto Member>
inline constexpr std::array<std::string_view, 2> words_of = {};
template <>
inline constexpr std::array<std::string_view, 2> words_of<&Config::transaction> = {"all",
                                                                                   "per-revision"};
template <>
inline constexpr std::array<std::string_view, 2> words_of<&Config::client> = {"psql", "generic"};

template <auto Member>
static constexpr Key word_key(ConfigKey row) {
  return {row, Shape::Text,
          [](Config& config, const Value& value) -> Checked {
            static constexpr auto& words = words_of<Member>;
            const std::string& word = std::get<std::string>(value);
            const auto found = std::find(words.begin(), words.end(), word);
            if (found == words.end()) {
              return Problem{fmt::format("`{}` is neither `{}` nor `{}`", word, words[0], words[1]),
                             fmt::format("write `{}` or `{}`", words[0], words[1])};
            }
            using Enum = std::remove_reference_t<decltype(config.*Member)>;
            config.*Member = static_cast<Enum>(found - words.begin());
            return std::nullopt;
          },
          [](const Config& config) {
            return Value(std::string(words_of<Member>[static_cast<std::size_t>(config.*Member)]));
          }};
}

static Checked set_search_path(Config& config, const Value& value) {
  const auto& schemas = std::get<std::vector<std::string>>(value);
  for (const std::string& schema : schemas) {
    if (Checked problem = check_name(schema)) return problem;
  }
  config.search_path = schemas;
  return std::nullopt;
}

using enum ConfigUse;

static const std::array<Key, 14> keys = {
    text_key<&Config::revisions, check_not_empty>({"revisions", "--revisions", "SQLC_REVISIONS",
                                                   "DIR", "folder of the revision files", Project}),
    text_key<&Config::file_template, check_template>(
        {"file_template", "--file-template", "SQLC_FILE_TEMPLATE", "TEMPLATE",
         "name of a new file, from {id} {slug} {year} {month} {day} {hour} {minute} {second} "
         "{epoch}",
         NewFile}),
    integer_key<&Config::slug_length, 1, 200>(
        {"slug_length", "--slug-length", "SQLC_SLUG_LENGTH", "N",
         "longest slug in a new file's name, in characters", NewFile}),
    text_key<&Config::version_table, check_name>({"version_table.name", "--version-table",
                                                  "SQLC_VERSION_TABLE", "NAME",
                                                  "table that holds the version rows", Table}),
    text_key<&Config::version_table_schema, check_name>(
        {"version_table.schema", "--version-table-schema", "SQLC_VERSION_TABLE_SCHEMA", "SCHEMA",
         "schema of the version table", Table}),
    integer_key<&Config::postgres, 14, 18>(
        {"target.postgres", "--postgres", "SQLC_POSTGRES", "MAJOR",
         "oldest server that a script shall run on: 14 to 18", Script}),
    word_key<&Config::transaction>(
        {"script.transaction", "--transaction", "SQLC_TRANSACTION", "all|per-revision",
         "one transaction for the whole range, or one a revision", Script}),
    word_key<&Config::client>({"script.client", "--client", "SQLC_CLIENT", "psql|generic",
                               "who runs the script: psql, or any client that sends statements",
                               Script}),
    text_key<&Config::lock_timeout, check_duration>(
        {"script.lock_timeout", "--lock-timeout", "SQLC_LOCK_TIMEOUT", "DURATION",
         "longest wait for a lock; 0 for no limit, empty for the server's own", Script}),
    text_key<&Config::statement_timeout, check_duration>(
        {"script.statement_timeout", "--statement-timeout", "SQLC_STATEMENT_TIMEOUT", "DURATION",
         "longest run of one statement; 0 for no limit, empty for the server's own", Script}),
    text_key<&Config::idle_in_transaction_session_timeout, check_duration>(
        {"script.idle_in_transaction_session_timeout", "--idle-in-transaction-session-timeout",
         "SQLC_IDLE_IN_TRANSACTION_SESSION_TIMEOUT", "DURATION",
         "longest pause inside a transaction; 0 for no limit, empty for the server's own", Script}),
    text_key<&Config::client_connection_check_interval, check_duration>(
        {"script.client_connection_check_interval", "--client-connection-check-interval",
         "SQLC_CLIENT_CONNECTION_CHECK_INTERVAL", "DURATION",
         "how often a running statement looks for its client; empty for the server's own", Script}),
    Key{{"script.search_path", "--search-path", "SQLC_SEARCH_PATH", "SCHEMA,...",
         "schemas that bare names are looked up in", Script},
        Shape::List,
        set_search_path,
        [](const Config& config) { return Value(config.search_path); }},
    text_key<&Config::role, check_optional_name>(
        {"script.role", "--role", "SQLC_ROLE", "ROLE",
         "role that the script changes to (SET LOCAL ROLE); empty for none", Script}),
};

const std::vector<ConfigKey>& config_keys() {
  static const std::vector<ConfigKey> rows = [] {
    std::vector<ConfigKey> all;
    for (const Key& key : keys) all.push_back(key.row);
    return all;
  }();
  return rows;
}

static const Key* find_key(std::string_view name) {
  const auto found =
      std::find_if(keys.begin(), keys.end(), [&](const Key& key) { return key.row.key == name; });
  return found == keys.end() ? nullptr : &*found;
}

static std::string_view leaf_of(std::string_view key) { return key.substr(key.rfind('.') + 1); }

// --- Printing ----------------------------------------------------------------------------------

/// A TOML basic string.
static std::string toml_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      out += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

static std::string toml_value(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return toml_string(*text);
  if (const auto* number = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *number);
  std::vector<std::string> items;
  for (const std::string& item : std::get<std::vector<std::string>>(value)) {
    items.push_back(toml_string(item));
  }
  return fmt::format("[{}]", fmt::join(items, ", "));
}

/// A key's help as a sentence.
static std::string sentence(std::string_view help) {
  std::string text(help);
  if (text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text + ".";
}

std::string config_template() {
  std::string out =
      "# What this project decides once. Every key stands here with its default; to change one,\n"
      "# remove the `#` before it. `sqlc config` prints what is in force and where it comes "
      "from.\n";
  std::string_view table;
  const Config defaults;
  for (const Key& key : keys) {
    const std::string_view name = key.row.key;
    const std::size_t dot = name.rfind('.');
    if (dot != std::string_view::npos && name.substr(0, dot) != table) {
      table = name.substr(0, dot);
      out += fmt::format("\n[{}]\n", table);
    } else {
      out += "\n";
    }
    out += fmt::format("# {}\n#{} = {}\n", sentence(key.row.help), leaf_of(name),
                       toml_value(key.get(defaults)));
  }
  return out;
}

// --- Reading the file --------------------------------------------------------------------------

/// What reading one configuration works on.
struct Reader {
  LoadedConfig& loaded;
  Diagnostics& diagnostics;
  const Source* source = nullptr;
};

/// toml++ counts lines and columns from 1, columns in characters.
static std::uint32_t offset_of(const Source& source, const toml::source_position& place) {
  std::size_t line_start = 0;
  for (std::uint32_t line = 1; line < place.line; ++line) {
    const std::size_t newline = source.text.find('\n', line_start);
    if (newline == std::string::npos) return static_cast<std::uint32_t>(source.text.size());
    line_start = newline + 1;
  }
  const std::string_view rest = std::string_view(source.text).substr(line_start);
  const std::string_view line = rest.substr(0, rest.find('\n'));
  const std::size_t characters = place.column == 0 ? 0 : place.column - 1;
  return static_cast<std::uint32_t>(line_start + byte_of_character(line, characters));
}

static Span span_of(const Source& source, const toml::source_region& region) {
  const std::uint32_t begin = offset_of(source, region.begin);
  return {&source, begin, std::max(begin, offset_of(source, region.end))};
}

static std::string_view type_name(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::none: return "nothing";
    case toml::node_type::table: return "a table";
    case toml::node_type::array: return "an array";
    case toml::node_type::string: return "a string";
    case toml::node_type::integer: return "an integer";
    case toml::node_type::floating_point: return "a floating-point number";
    case toml::node_type::boolean: return "a boolean";
    case toml::node_type::date: return "a date";
    case toml::node_type::time: return "a time";
    case toml::node_type::date_time: return "a date and time";
  }
  return "something else";
}

static std::string_view shape_name(Shape shape) {
  switch (shape) {
    case Shape::Text: return "a string";
    case Shape::Integer: return "an integer";
    case Shape::List: return "an array of strings";
  }
  return {};
}

/// The node's value, or nothing when its type is not the shape's.
static std::optional<Value> value_of(const toml::node& node, Shape shape) {
  if (shape == Shape::Text && node.is_string()) return Value(node.as_string()->get());
  if (shape == Shape::Integer && node.is_integer()) return Value(node.as_integer()->get());
  if (shape != Shape::List || !node.is_array()) return std::nullopt;
  std::vector<std::string> items;
  for (const toml::node& item : *node.as_array()) {
    if (!item.is_string()) return std::nullopt;
    items.push_back(item.as_string()->get());
  }
  return Value(std::move(items));
}

static void set_line(LoadedConfig& loaded, const Key& key, std::string origin) {
  ConfigLine& line = loaded.lines[static_cast<std::size_t>(&key - keys.data())];
  line.value = toml_value(key.get(loaded.config));
  line.origin = std::move(origin);
}

static void read_key(Reader& reader, const Key& key, const toml::node& node) {
  const Span span = span_of(*reader.source, node.source());
  const auto value = value_of(node, key.shape);
  if (!value) {
    reader.diagnostics.add({.code = &codes::config_bad_value,
                            .span = span,
                            .message = fmt::format("`{}` is {} where {} is wanted", key.row.key,
                                                   type_name(node), shape_name(key.shape)),
                            .help = fmt::format("write it like `{} = {}`", leaf_of(key.row.key),
                                                toml_value(key.get(Config())))});
    return;
  }
  if (const Checked problem = key.set(reader.loaded.config, *value)) {
    reader.diagnostics.add({.code = &codes::config_bad_value,
                            .span = span,
                            .message = fmt::format("`{}`: {}", key.row.key, problem->message),
                            .help = problem->help});
    return;
  }
  const auto line = place_of(*reader.source, span.begin).line;
  set_line(reader.loaded, key, fmt::format("{}:{}", reader.source->path, line));
}

static bool is_table_of_keys(std::string_view name) {
  return std::any_of(keys.begin(), keys.end(), [&](const Key& key) {
    return key.row.key.size() > name.size() && key.row.key.substr(0, name.size()) == name &&
           key.row.key[name.size()] == '.';
  });
}

/// The known key that an unknown one probably means: the same name in another table, else the
/// nearest by spelling.
static std::optional<std::string_view> guess_key(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Key& key : keys) {
    if (leaf_of(key.row.key) == leaf_of(name)) return key.row.key;
    names.push_back(key.row.key);
    const std::string_view table = key.row.key.substr(0, key.row.key.find('.'));
    if (table != key.row.key && names.end() == std::find(names.begin(), names.end(), table)) {
      names.push_back(table);
    }
  }
  return nearest(name, names);
}

static void report_unknown(Reader& reader, const std::string& name, const toml::key& key) {
  const auto guess = guess_key(name);
  reader.diagnostics.add({.code = &codes::config_unknown_key,
                          .span = span_of(*reader.source, key.source()),
                          .message = fmt::format("unknown key `{}`", name),
                          .help = guess ? fmt::format("did you mean `{}`?", *guess)
                                        : std::string("run `sqlc config` to see every key"),
                          .fields = {{"key", name}, {"nearest", std::string(guess.value_or(""))}}});
}

static void read_table(Reader& reader, const std::string& prefix, const toml::table& table) {
  for (const auto& [toml_key, node] : table) {
    const std::string name = prefix + std::string(toml_key.str());
    if (const Key* key = find_key(name)) {
      read_key(reader, *key, node);
    } else if (prefix.empty() && is_table_of_keys(name)) {
      if (const toml::table* inner = node.as_table()) {
        read_table(reader, name + ".", *inner);
      } else {
        reader.diagnostics.add(
            {.code = &codes::config_bad_value,
             .span = span_of(*reader.source, node.source()),
             .message = fmt::format("`{}` is {} where a table is wanted", name, type_name(node)),
             .help = fmt::format("write `[{}]` and its keys below it", name)});
      }
    } else {
      report_unknown(reader, name, toml_key);
    }
  }
}

static void report_syntax(Reader& reader, const toml::parse_error& error) {
  static constexpr std::string_view lead = "Error ";
  std::string_view words = error.description();
  if (words.substr(0, lead.size()) == lead) words.remove_prefix(lead.size());
  Span span = span_of(*reader.source, error.source());
  span.end = std::max(span.end, span.begin);
  reader.diagnostics.add({.code = &codes::config_syntax,
                          .span = span,
                          .message = fmt::format("not TOML: {}", words),
                          .help = "correct the line; https://toml.io has the whole syntax"});
}

/// Bytes that no TOML file may hold, told apart from errors of syntax.
static bool check_bytes(Reader& reader) {
  const std::string& text = reader.source->text;
  if (const auto bad = find_invalid_utf8(text)) {
    const auto at = static_cast<std::uint32_t>(*bad);
    reader.diagnostics.add({.code = &codes::not_utf8,
                            .span = {reader.source, at, at + 1},
                            .message = fmt::format("byte 0x{:02x} is not valid UTF-8",
                                                   static_cast<unsigned char>(text[*bad])),
                            .help = "save the file as UTF-8"});
    return false;
  }
  if (const std::size_t nul = text.find('\0'); nul != std::string::npos) {
    const auto at = static_cast<std::uint32_t>(nul);
    reader.diagnostics.add({.code = &codes::nul_byte,
                            .span = {reader.source, at, at + 1},
                            .message = "the file holds a NUL byte",
                            .help = "remove it"});
    return false;
  }
  return true;
}

/// Past the string that begins at `at`: a basic or literal one, of one line or of many.
static std::size_t past_string(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const std::string many(3, quote);
  const bool long_one = text.substr(at, 3) == many;
  std::size_t i = at + (long_one ? 3 : 1);
  while (i < text.size()) {
    if (text[i] == '\\' && quote == '"') {
      i += 2;
    } else if (long_one ? text.substr(i, 3) == many : text[i] == quote || text[i] == '\n') {
      return i + (long_one ? 3 : 1);
    } else {
      ++i;
    }
  }
  return text.size();
}

/// Where a character beyond ASCII stands outside strings and comments, which is no TOML. toml++ 3.3
/// runs into undefined behaviour there (measured with UBSan), so it never gets to see it.
static std::optional<std::size_t> find_stray_character(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    if (text[i] == '"' || text[i] == '\'') {
      i = past_string(text, i);
    } else if (text[i] == '#') {
      i = std::min(text.find('\n', i), text.size());
    } else if (static_cast<unsigned char>(text[i]) >= 0x80) {
      return i;
    } else {
      ++i;
    }
  }
  return std::nullopt;
}

static bool check_characters(Reader& reader) {
  const std::string_view text = reader.source->text;
  const auto stray = find_stray_character(text);
  if (!stray) return true;
  const std::size_t end = *stray + byte_of_character(text.substr(*stray), 1);
  const Span span = {reader.source, static_cast<std::uint32_t>(*stray),
                     static_cast<std::uint32_t>(end)};
  reader.diagnostics.add(
      {.code = &codes::config_syntax,
       .span = span,
       .message = fmt::format("`{}` stands outside a string or a comment", span.text()),
       .help = "write it in quotes; toml.io has the syntax"});
  return false;
}

static void read_text(Reader& reader) {
  if (!check_bytes(reader) || !check_characters(reader)) return;
  const toml::parse_result parsed = toml::parse(std::string_view(reader.source->text));
  if (parsed) {
    read_table(reader, "", parsed.table());
  } else {
    report_syntax(reader, parsed.error());
  }
}

// --- Finding the file --------------------------------------------------------------------------

/// The folder of a path with its `/`; empty for the working directory.
static std::string folder_of(const std::string& path) {
  return path.substr(0, path.rfind('/') + 1);
}

static std::string find_file(const FileSystem& files) {
  std::string absolute = files.working_directory();
  for (std::string up; !absolute.empty(); up += "../") {
    const std::string relative = up + "sqlc.toml";
    const std::string full = (absolute == "/" ? "" : absolute) + "/sqlc.toml";
    if (files.exists(full) && !files.is_directory(full)) {
      return relative.size() <= full.size() ? relative : full;
    }
    if (absolute == "/") break;
    absolute.resize(std::max<std::size_t>(absolute.rfind('/'), 1));
  }
  return {};
}

/// A folder given in the file, as seen from the working directory.
static std::string below(const std::string& folder, const std::string& path) {
  std::string_view rest = path;
  while (rest.substr(0, 2) == "./") rest.remove_prefix(2);
  while (rest.size() > 1 && rest.back() == '/') rest.remove_suffix(1);
  if (rest.empty() || rest == ".")
    return folder.empty() ? "." : folder.substr(0, folder.size() - 1);
  return rest.front() == '/' ? std::string(rest) : folder + std::string(rest);
}

static void read_file(Reader& reader, const FileSystem& files,
                      std::vector<std::unique_ptr<Source>>& sources) {
  LoadedConfig& loaded = reader.loaded;
  auto text = files.read(loaded.path);
  if (!text) {
    reader.diagnostics.add({.code = &codes::file_unreadable,
                            .message = text.error(),
                            .help = "name a readable file with `--config`"});
    return;
  }
  loaded.text = std::move(text).value();
  normalize_source(loaded.text);
  sources.push_back(std::make_unique<Source>(Source{loaded.path, loaded.text}));
  reader.source = sources.back().get();
  read_text(reader);
  loaded.config.revisions = below(folder_of(loaded.path), loaded.config.revisions);
}

// --- Environment and options -------------------------------------------------------------------

/// Items apart by commas; no item at all for an empty text.
static std::vector<std::string> list_of(std::string_view text) {
  std::vector<std::string> items;
  if (trim(text).empty()) return items;
  for (const std::string_view item : split(text, ',')) items.emplace_back(trim(item));
  return items;
}

static std::optional<Value> value_of(const std::string& text, Shape shape) {
  switch (shape) {
    case Shape::Text: return Value(text);
    case Shape::List: return Value(list_of(text));
    case Shape::Integer: break;
  }
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stopped != end) return std::nullopt;
  return Value(number);
}

static void apply(LoadedConfig& loaded, const Override& given, Diagnostics& diagnostics) {
  const Key& key = *find_key(given.key);
  Checked problem;
  if (find_invalid_utf8(given.value) || given.value.find('\0') != std::string::npos) {
    problem = Problem{"the value is not valid UTF-8", "give it as UTF-8"};
  } else if (const auto value = value_of(given.value, key.shape)) {
    problem = key.set(loaded.config, *value);
  } else {
    problem = Problem{fmt::format("`{}` is not an integer", given.value), "write a whole number"};
  }
  if (problem) {
    diagnostics.add({.code = &codes::config_bad_value,
                     .message = fmt::format("{}: {}", given.origin, problem->message),
                     .help = problem->help,
                     .fields = {{"key", given.key}, {"origin", given.origin}}});
    return;
  }
  set_line(loaded, key, given.origin);
}

static std::vector<Override> from_environment(
    const std::function<std::optional<std::string>(std::string_view)>& environment) {
  std::vector<Override> given;
  for (const Key& key : keys) {
    if (auto value = environment(key.row.environment)) {
      given.push_back({std::string(key.row.key), std::move(*value),
                       fmt::format("environment variable {}", key.row.environment)});
    }
  }
  return given;
}

std::optional<LoadedConfig> load_config(
    const FileSystem& files, const std::string& path,
    const std::function<std::optional<std::string>(std::string_view)>& environment,
    const std::vector<Override>& options, std::vector<std::unique_ptr<Source>>& sources,
    Diagnostics& diagnostics) {
  LoadedConfig loaded;
  for (const Key& key : keys) {
    loaded.lines.push_back(
        {std::string(key.row.key), toml_value(key.get(loaded.config)), "default"});
  }
  const std::size_t before = diagnostics.error_count();
  loaded.path = path.empty() ? find_file(files) : path;
  Reader reader{loaded, diagnostics};
  if (!loaded.path.empty()) read_file(reader, files, sources);
  for (const Override& given : from_environment(environment)) apply(loaded, given, diagnostics);
  for (const Override& given : options) apply(loaded, given, diagnostics);
  if (diagnostics.error_count() != before) return std::nullopt;
  return loaded;
}

}  // namespace sqlc
