#include "config.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

namespace sqlc {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// One loading: what comes in and what comes out.
struct Load {
  MemoryFileSystem files;
  std::map<std::string, std::string, std::less<>> environment;
  std::vector<Override> options;
  std::vector<std::unique_ptr<Source>> sources;
  Diagnostics diagnostics;

  std::optional<LoadedConfig> run(const std::string& path = "") {
    const auto variable = [this](std::string_view name) -> std::optional<std::string> {
      const auto found = environment.find(name);
      return found == environment.end() ? std::nullopt : std::optional(found->second);
    };
    return load_config(files, path, variable, options, sources, diagnostics);
  }

  std::optional<LoadedConfig> run_text(std::string_view toml) {
    EXPECT_TRUE(files.write("sqlc.toml", toml).ok());
    return run();
  }

  std::vector<std::string> messages() const {
    std::vector<std::string> all;
    for (const Diagnostic& one : diagnostics.items()) all.push_back(one.message);
    return all;
  }
};

static const ConfigLine& line_of(const LoadedConfig& loaded, std::string_view key) {
  for (const ConfigLine& line : loaded.lines) {
    if (line.key == key) return line;
  }
  throw std::out_of_range(std::string(key));
}

TEST(Config, DefaultsHoldWithoutAFile) {
  Load load;
  const auto loaded = load.run();
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->path, "");
  EXPECT_EQ(loaded->config.revisions, "revisions");
  EXPECT_EQ(loaded->config.lock_timeout, "30s");
  EXPECT_EQ(loaded->config.postgres, 14);
  EXPECT_EQ(loaded->lines.size(), config_keys().size());
  for (const ConfigLine& line : loaded->lines) EXPECT_EQ(line.origin, "default") << line.key;
}

TEST(Config, EveryKeyIsReadFromTheFile) {
  Load load;
  const auto loaded = load.run_text(R"(
revisions = "db"
file_template = "{year}_{id}"
slug_length = 20
[version_table]
name = "versions"
schema = "meta"
[target]
postgres = 16
[script]
transaction = "per-revision"
client = "generic"
lock_timeout = "1.5min"
statement_timeout = "1h"
idle_in_transaction_session_timeout = "0"
client_connection_check_interval = ""
search_path = ["app", "public"]
role = "owner"
)");
  ASSERT_TRUE(loaded) << testing::PrintToString(load.messages());
  const Config& config = loaded->config;
  EXPECT_EQ(config.revisions, "db");
  EXPECT_EQ(config.file_template, "{year}_{id}");
  EXPECT_EQ(config.slug_length, 20);
  EXPECT_EQ(config.version_table, "versions");
  EXPECT_EQ(config.version_table_schema, "meta");
  EXPECT_EQ(config.postgres, 16);
  EXPECT_EQ(config.transaction, TransactionMode::PerRevision);
  EXPECT_EQ(config.client, Client::Generic);
  EXPECT_EQ(config.lock_timeout, "1.5min");
  EXPECT_EQ(config.statement_timeout, "1h");
  EXPECT_EQ(config.idle_in_transaction_session_timeout, "0");
  EXPECT_EQ(config.client_connection_check_interval, "");
  EXPECT_THAT(config.search_path, ElementsAre("app", "public"));
  EXPECT_EQ(config.role, "owner");
  for (const ConfigLine& line : loaded->lines) {
    EXPECT_THAT(line.origin, HasSubstr("sqlc.toml:")) << line.key;
  }
}

TEST(Config, TheTemplateNamesEveryKeyAndReadsAsTheDefaults) {
  Load load;
  std::string text = config_template();
  for (const ConfigKey& key : config_keys()) {
    const std::string_view leaf = key.key.substr(key.key.rfind('.') + 1);
    EXPECT_THAT(text, HasSubstr("\n#" + std::string(leaf) + " = "));
  }
  // With the `#` before each key gone, every key is there with its default.
  for (std::size_t at = 0; (at = text.find("\n#", at)) != std::string::npos; ++at) {
    if (text[at + 2] != ' ') text.erase(at + 1, 1);
  }
  const auto loaded = load.run_text(text);
  ASSERT_TRUE(loaded) << text << testing::PrintToString(load.messages());
  Load without;
  const auto defaults = without.run();
  for (std::size_t i = 0; i < loaded->lines.size(); ++i) {
    EXPECT_EQ(loaded->lines[i].value, defaults->lines[i].value) << loaded->lines[i].key;
    EXPECT_THAT(loaded->lines[i].origin, HasSubstr("sqlc.toml:")) << loaded->lines[i].key;
  }
}

TEST(Config, LaterOriginsWin) {
  Load load;
  load.environment = {{"SQLC_LOCK_TIMEOUT", "2s"}, {"SQLC_POSTGRES", "15"}};
  load.options = {{"script.lock_timeout", "3s", "option --lock-timeout"}};
  const auto loaded = load.run_text("[script]\nlock_timeout = \"1s\"\nrole = \"r\"\n");
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->config.lock_timeout, "3s");
  EXPECT_EQ(line_of(*loaded, "script.lock_timeout").origin, "option --lock-timeout");
  EXPECT_EQ(loaded->config.postgres, 15);
  EXPECT_EQ(line_of(*loaded, "target.postgres").origin, "environment variable SQLC_POSTGRES");
  EXPECT_EQ(line_of(*loaded, "script.role").origin, "sqlc.toml:3");
  EXPECT_EQ(line_of(*loaded, "script.role").value, "\"r\"");
}

TEST(Config, EveryKeyHasAnOptionAndAVariableOfItsOwn) {
  std::set<std::string_view> seen;
  for (const ConfigKey& key : config_keys()) {
    EXPECT_TRUE(seen.insert(key.key).second);
    EXPECT_TRUE(seen.insert(key.option).second);
    EXPECT_TRUE(seen.insert(key.environment).second);
    EXPECT_TRUE(key.environment.starts_with("SQLC_"));
    EXPECT_FALSE(key.help.empty());
  }
}

TEST(Config, ListsComeFromCommas) {
  Load load;
  load.environment = {{"SQLC_SEARCH_PATH", "app, public"}};
  EXPECT_THAT(load.run()->config.search_path, ElementsAre("app", "public"));
  load.environment = {{"SQLC_SEARCH_PATH", ""}};
  EXPECT_THAT(load.run()->config.search_path, IsEmpty());
}

struct BadValue {
  std::string key;
  std::string value;
  std::string message;
};

class ConfigBadValue : public testing::TestWithParam<BadValue> {};

TEST_P(ConfigBadValue, IsRefusedWithItsOrigin) {
  Load load;
  load.options = {{GetParam().key, GetParam().value, "option --x"}};
  EXPECT_FALSE(load.run());
  ASSERT_EQ(load.diagnostics.items().size(), 1U);
  const Diagnostic& finding = load.diagnostics.items().front();
  EXPECT_EQ(finding.code, &codes::config_bad_value);
  EXPECT_EQ(finding.message, "option --x: " + GetParam().message);
  EXPECT_NE(finding.help, "");
}

INSTANTIATE_TEST_SUITE_P(
    All, ConfigBadValue,
    testing::Values(
        BadValue{"script.lock_timeout", "soon", "`soon` is not a duration"},
        BadValue{"script.lock_timeout", "-1s", "`-1s` is not a duration"},
        BadValue{"script.lock_timeout", "1.2.3s", "`1.2.3s` is not a duration"},
        BadValue{"script.lock_timeout", "30", "duration `30` has no unit"},
        BadValue{"script.lock_timeout", "3 weeks", "`weeks` is not a unit of time"},
        BadValue{"script.lock_timeout", "1S", "`S` is not a unit of time"},
        BadValue{"script.lock_timeout", "25d", "duration `25d` is longer than PostgreSQL can hold"},
        BadValue{"script.lock_timeout", "1'; DROP TABLE x; --",
                 "`'; DROP TABLE x; --` is not a unit of time"},
        BadValue{"target.postgres", "13", "`13` is not between 14 and 18"},
        BadValue{"target.postgres", "19", "`19` is not between 14 and 18"},
        BadValue{"target.postgres", "16.2", "`16.2` is not an integer"},
        BadValue{"target.postgres", "", "`` is not an integer"},
        BadValue{"slug_length", "0", "`0` is not between 1 and 200"},
        BadValue{"script.transaction", "none", "`none` is neither `all` nor `per-revision`"},
        BadValue{"script.client", "Psql", "`Psql` is neither `psql` nor `generic`"},
        BadValue{"version_table.name", "", "the name is empty"},
        BadValue{"version_table.name", "a\nb", "the name holds a control character"},
        BadValue{"version_table.schema", std::string(64, 's'),
                 "name `" + std::string(64, 's') +
                     "` is longer than 63 bytes, which PostgreSQL cuts off"},
        BadValue{"script.search_path", "a,,b", "the name is empty"},
        BadValue{"script.role", "\x80", "the value is not valid UTF-8"},
        BadValue{"revisions", "", "the value is empty"},
        BadValue{"file_template", "", "the template is empty"},
        BadValue{"file_template", "{ids}", "unknown field `{ids}` in the template"},
        BadValue{"file_template", "{id", "`{` in the template has no partner"},
        BadValue{"file_template", "id}", "`}` in the template has no partner"},
        BadValue{"file_template", "a/{id}", "the template holds a `/`"}));

struct Duration {
  std::string text;
};

TEST(Config, DurationsAreThoseOfTheServer) {
  for (const std::string text :
       {"", "0", "1000us", "750ms", "30s", "1.5 min", "2h", "1d", "24d", " 5s "}) {
    Load load;
    load.options = {{"script.lock_timeout", text, "option --lock-timeout"}};
    EXPECT_TRUE(load.run()) << text << testing::PrintToString(load.messages());
  }
}

struct BadFile {
  std::string text;
  const Code* code;
  std::string at;
  std::string help;
};

class ConfigBadFile : public testing::TestWithParam<BadFile> {};

TEST_P(ConfigBadFile, IsRefusedAtItsPlace) {
  Load load;
  EXPECT_FALSE(load.run_text(GetParam().text));
  ASSERT_FALSE(load.diagnostics.items().empty());
  const Diagnostic& finding = load.diagnostics.items().front();
  EXPECT_EQ(finding.code, GetParam().code) << finding.message;
  EXPECT_EQ(finding.span.text(), GetParam().at) << finding.message;
  EXPECT_THAT(finding.help, HasSubstr(GetParam().help));
}

INSTANTIATE_TEST_SUITE_P(
    All, ConfigBadFile,
    testing::Values(
        BadFile{"[script]\nlock_timout = \"1s\"\n", &codes::config_unknown_key, "lock_timout",
                "did you mean `script.lock_timeout`?"},
        BadFile{"lock_timeout = \"1s\"\n", &codes::config_unknown_key, "lock_timeout",
                "did you mean `script.lock_timeout`?"},
        BadFile{"[scripts]\nx = 1\n", &codes::config_unknown_key, "scripts",
                "did you mean `script`?"},
        BadFile{"[zebra]\n", &codes::config_unknown_key, "zebra", "sqlc config"},
        BadFile{"[target]\npostgres = \"16\"\n", &codes::config_bad_value, "\"16\"",
                "`postgres = 14`"},
        BadFile{"[script]\nlock_timeout = 30\n", &codes::config_bad_value, "30",
                "`lock_timeout = \"30s\"`"},
        BadFile{"[script]\nsearch_path = \"public\"\n", &codes::config_bad_value, "\"public\"",
                "`search_path = [\"public\"]`"},
        BadFile{"[script]\nsearch_path = [\"a\", 1]\n", &codes::config_bad_value, "[\"a\", 1]",
                "search_path"},
        BadFile{"script = 1\n", &codes::config_bad_value, "1", "[script]"},
        BadFile{"[target]\npostgres = 12\n", &codes::config_bad_value, "12", "14 to 18"},
        BadFile{"é = 1\n", &codes::config_syntax, "é", "toml.io"},
        BadFile{"role = \"é\" # ü\nfile_template = 'ö' ß\n", &codes::config_syntax, "ß", "quotes"},
        BadFile{"role = \"\"\"\né\"\"\" ß\n", &codes::config_syntax, "ß", "quotes"},
        BadFile{"# ü\n[script\n", &codes::config_syntax, "", "toml.io"},
        BadFile{"role = \"\xff\"\n", &codes::not_utf8, "\xff", "UTF-8"},
        BadFile{std::string("a\0b", 3), &codes::nul_byte, std::string(1, '\0'), "remove"}));

TEST(Config, AllMistakesOfAFileAreReported) {
  Load load;
  EXPECT_FALSE(load.run_text("x = 1\n[target]\npostgres = 1\n[script]\nclient = \"p\"\n"));
  EXPECT_EQ(load.diagnostics.items().size(), 3U);
}

TEST(Config, TheNearestFileUpwardsCounts) {
  Load load;
  ASSERT_TRUE(load.files.write("/sqlc.toml", "[target]\npostgres = 17\nrevision = 1").ok());
  ASSERT_TRUE(load.files.write("/project/sqlc.toml", "revisions = \"db\"\n").ok());
  const auto loaded = load.run();
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->path, "sqlc.toml");
  EXPECT_EQ(loaded->config.revisions, "db");
}

TEST(Config, PathsAreRelativeToTheFile) {
  Load load;
  ASSERT_TRUE(load.files.write("/sqlc.toml", "revisions = \"./db/\"\n").ok());
  const auto above = load.run();
  ASSERT_TRUE(above);
  EXPECT_EQ(above->path, "/sqlc.toml");
  EXPECT_EQ(above->config.revisions, "/db");

  ASSERT_TRUE(load.files.write("/project/sub/sqlc.toml", "revisions = \"db\"\n").ok());
  EXPECT_EQ(load.run("sub/sqlc.toml")->config.revisions, "sub/db");
  ASSERT_TRUE(load.files.write("/project/sub/sqlc.toml", "revisions = \".\"\n").ok());
  EXPECT_EQ(load.run("sub/sqlc.toml")->config.revisions, "sub");
  ASSERT_TRUE(load.files.write("/project/sub/sqlc.toml", "revisions = \"/abs\"\n").ok());
  EXPECT_EQ(load.run("sub/sqlc.toml")->config.revisions, "/abs");

  load.options = {{"revisions", "here", "option --revisions"}};
  EXPECT_EQ(load.run("sub/sqlc.toml")->config.revisions, "here");
}

TEST(Config, ANamedFileHasToBeThere) {
  Load load;
  EXPECT_FALSE(load.run("none.toml"));
  EXPECT_EQ(load.diagnostics.items().front().code, &codes::file_unreadable);
  EXPECT_THAT(load.messages(), Contains(HasSubstr("none.toml")));
}

TEST(Config, CarriageReturnsAndAByteOrderMarkAreFine) {
  Load load;
  const auto loaded = load.run_text("\xEF\xBB\xBF[target]\r\npostgres = 18\r\n");
  ASSERT_TRUE(loaded) << testing::PrintToString(load.messages());
  EXPECT_EQ(loaded->config.postgres, 18);
}

}  // namespace sqlc
