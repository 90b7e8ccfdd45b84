#include "import/python_literal.hpp"

#include <gtest/gtest.h>

namespace sqlc::import {

static PythonModule read(const std::string& text) {
  static std::vector<std::unique_ptr<Source>> kept;
  kept.push_back(std::make_unique<Source>(Source{"x.py", text}));
  return read_python(*kept.back());
}

static std::string shown(const PythonValue* value) {
  if (value == nullptr) return "missing";
  switch (value->kind) {
    case PythonValue::Kind::None: return "None";
    case PythonValue::Kind::Text: return "'" + value->text + "'";
    case PythonValue::Kind::Other: return "other";
    case PythonValue::Kind::List: break;
  }
  std::string all = "[";
  for (const std::string& item : value->items) all += item + "|";
  return all + "]";
}

struct Literal {
  std::string text;
  std::string value;
};

class PythonLiteral : public testing::TestWithParam<Literal> {};

TEST_P(PythonLiteral, OfAnAssignment) {
  const PythonModule module = read(GetParam().text + "\n");
  EXPECT_EQ(shown(module.find("x")), GetParam().value) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    All, PythonLiteral,
    testing::Values(Literal{"x = 'a'", "'a'"}, Literal{"x=\"a\"  # why", "'a'"},
                    Literal{"x = None", "None"}, Literal{"x: str = 'a'", "'a'"},
                    Literal{"x: Union[str, Sequence[str], None] = ('a', \"b\")", "[a|b|]"},
                    Literal{"x: Dict['=', str] = 'a'", "'a'"}, Literal{"x = ('a',)", "[a|]"},
                    Literal{"x = ('a')", "'a'"}, Literal{"x = ['a', 'b',]", "[a|b|]"},
                    Literal{"x = {'a'}", "[a|]"}, Literal{"x = ()", "[]"},
                    Literal{"x = 'a', 'b'", "[a|b|]"}, Literal{"x = 'a',", "[a|]"},
                    Literal{"x = (\n  'a',  # first\n\n  'b'\n)", "[a|b|]"},
                    Literal{"x = 'a' \\\n  'b'", "'ab'"}, Literal{"x = '''a\n'b' '''", "'a\n'b' '"},
                    Literal{"x = r'\\n'", "'\\n'"},
                    Literal{"x = u'\\u00e9\\x41\\t\\'\\\\'",
                            "'\xC3\xA9"
                            "A\t'\\'"},
                    Literal{"x = f'{a}'", "other"}, Literal{"x = b'a'", "other"},
                    Literal{"x = 'a' + 'b'", "other"}, Literal{"x = name", "other"},
                    Literal{"x = ('a', name)", "other"}, Literal{"x = 12", "other"},
                    Literal{"x = ('a', ('b',))", "other"}, Literal{"x == 'a'", "missing"},
                    Literal{"  x = 'a'", "missing"}, Literal{"x += 'a'", "missing"},
                    Literal{"x.y = 'a'", "missing"}, Literal{"'''\nx = 'in text'\n'''", "missing"},
                    Literal{"f('''\nx = 'in text'\n''')", "missing"},
                    Literal{"def f():\n  x = 'a'", "missing"}, Literal{"x = 'a'\nx = 'b'", "'b'"},
                    Literal{"x = 'open", "other"}, Literal{"x = ''", "''"},
                    Literal{"x = (", "other"}));

TEST(PythonModule, DocIsTheFirstStatementsString) {
  EXPECT_EQ(read("#!/usr/bin/python\n# words\n\n\"\"\"Add \\\"x\\\".\n\nMore.\"\"\"\nx = 1\n").doc,
            "Add \"x\".\n\nMore.");
  EXPECT_EQ(read("x = 1\n'''no doc'''\n").doc, "");
  EXPECT_EQ(read("'''no doc'''.strip()\n").doc, "");
  EXPECT_EQ(read("").doc, "");
}

TEST(PythonModule, KnowsWhereAValueStands) {
  const PythonModule module = read("\nx = ('a',\n  'b')  # c\n");
  EXPECT_EQ(module.find("x")->span.text(), "('a',\n  'b')");
}

}  // namespace sqlc::import
