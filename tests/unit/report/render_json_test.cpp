#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "report/report.hpp"

namespace sqlc::report {

TEST(RenderJson, IsOneDocumentWithKeysInOrder) {
  const Source source = {"a.sql", "x\n\u00e9\u20ac frm\ny"};
  const Diagnostic diagnostic = {
      .code = &codes::unknown_revision,
      .span = {&source, 8, 12},
      .message = "no revision `4d6f`",
      .notes = {{{&source, 0, 1}, "here"}, {{}, "nowhere"}},
      .help = "take another",
      .fields = {{"id", "4d6f"}, {"candidate", "a"}, {"candidate", "b"}, {"candidate", "c"}}};
  EXPECT_EQ(render_json({diagnostic}), R"([
  {
    "code": "SQ2011",
    "slug": "unknown-revision",
    "severity": "error",
    "message": "no revision `4d6f`",
    "path": "a.sql",
    "line": 2,
    "column": 4,
    "end_line": 3,
    "end_column": 1,
    "notes": [
      {
        "message": "here",
        "path": "a.sql",
        "line": 1,
        "column": 1,
        "end_line": 1,
        "end_column": 2
      },
      {
        "message": "nowhere",
        "path": null,
        "line": null,
        "column": null,
        "end_line": null,
        "end_column": null
      }
    ],
    "help": "take another",
    "fields": {
      "id": "4d6f",
      "candidate": [
        "a",
        "b",
        "c"
      ]
    }
  }
]
)");
}

TEST(RenderJson, HasAllKeysWhenThereIsNothingToSay) {
  const nlohmann::json document =
      nlohmann::json::parse(render_json({{.code = &codes::usage, .message = "m"}}));
  const nlohmann::json& object = document.at(0);
  EXPECT_EQ(object.size(), 12U);
  for (const char* key : {"path", "line", "column", "end_line", "end_column", "help"}) {
    EXPECT_TRUE(object.at(key).is_null()) << key;
  }
  EXPECT_EQ(object.at("notes"), nlohmann::json::array());
  EXPECT_EQ(object.at("fields"), nlohmann::json::object());
}

TEST(RenderJson, IsAnEmptyArrayForNothing) { EXPECT_EQ(render_json({}), "[]\n"); }

TEST(RenderJson, IsValidUtf8WhateverComesIn) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
  const Source source = {"p" + bytes, bytes};
  const Diagnostic diagnostic = {.code = &codes::usage,
                                 .span = {&source, 200, 4000},
                                 .message = bytes,
                                 .notes = {{{}, bytes}},
                                 .help = bytes,
                                 .fields = {{bytes, bytes}, {"k", "\xC3"}}};
  const std::string text = render_json({diagnostic});
  EXPECT_EQ(find_invalid_utf8(text), std::nullopt);
  const nlohmann::json object = nlohmann::json::parse(text).at(0);
  EXPECT_EQ(object.at("fields").at("k"), "\uFFFD");
  EXPECT_EQ(object.at("help").get<std::string>().substr(0, 128), bytes.substr(0, 128));
}

}  // namespace sqlc::report
