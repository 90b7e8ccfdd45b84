#include "import/alembic_statement.hpp"

#include <algorithm>
#include <string_view>

#include "base/text.hpp"
#include "sql/lexer.hpp"

namespace sqlc::import {

/// The tokens of one statement, matched from left to right.
class Pattern {
 public:
  Pattern(const std::vector<std::string_view>& tokens, const std::unordered_set<std::string>& ids)
      : tokens_(tokens), ids_(ids) {}

  Pattern& word(std::string_view lower) {
    matches_ = matches_ && at_ < tokens_.size() && to_lower(tokens_[at_]) == lower;
    ++at_;
    return *this;
  }
  /// A name with any number of dots.
  Pattern& name(std::string& out) {
    while (matches_ && at_ < tokens_.size()) {
      out += tokens_[at_++];
      if (at_ >= tokens_.size() || tokens_[at_] != ".") return *this;
      out += tokens_[at_++];
    }
    matches_ = false;
    return *this;
  }
  /// A literal that is a revision's id.
  Pattern& id() {
    matches_ = matches_ && at_ < tokens_.size() && is_known(tokens_[at_]);
    ++at_;
    return *this;
  }
  /// `table.version_num`, or the bare column.
  Pattern& column(const std::string& table) {
    std::string written;
    name(written);
    matches_ = matches_ && (written == "version_num" || written == table + ".version_num");
    return *this;
  }
  [[nodiscard]] bool matches() const { return matches_; }
  [[nodiscard]] bool at_end() const { return matches_ && at_ == tokens_.size(); }

 private:
  [[nodiscard]] bool is_known(std::string_view literal) const {
    return literal.size() > 2 && literal.front() == '\'' && literal.back() == '\'' &&
           ids_.contains(std::string(literal.substr(1, literal.size() - 2)));
  }

  const std::vector<std::string_view>& tokens_;
  const std::unordered_set<std::string>& ids_;
  std::size_t at_ = 0;
  bool matches_ = true;
};

/// The table of a statement that moves the version: INSERT, UPDATE or DELETE, as Alembic prints
/// them.
static std::string version_table(const std::vector<std::string_view>& tokens,
                                 const std::unordered_set<std::string>& ids) {
  std::string table;
  // RETURNING may follow the INSERT.
  const bool insert = Pattern(tokens, ids)
                          .word("insert")
                          .word("into")
                          .name(table)
                          .word("(")
                          .word("version_num")
                          .word(")")
                          .word("values")
                          .word("(")
                          .id()
                          .word(")")
                          .matches();
  if (insert) return table;
  table.clear();
  Pattern update(tokens, ids);
  update.word("update").name(table).word("set").word("version_num").word("=").id().word("where");
  if (update.column(table).word("=").id().at_end()) return table;
  table.clear();
  Pattern remove(tokens, ids);
  remove.word("delete").word("from").name(table).word("where");
  if (remove.column(table).word("=").id().at_end()) return table;
  return {};
}

static AlembicStatement classify(Span span, const std::vector<std::string_view>& tokens,
                                 const std::unordered_set<std::string>& ids) {
  AlembicStatement statement{.span = span};
  if (tokens.size() == 1) {
    const std::string word = to_lower(tokens[0]);
    if (word == "begin") statement.kind = AlembicStatement::Kind::Begin;
    if (word == "commit") statement.kind = AlembicStatement::Kind::Commit;
    return statement;
  }
  statement.table = version_table(tokens, ids);
  if (!statement.table.empty()) {
    statement.kind = AlembicStatement::Kind::Version;
    return statement;
  }
  if (Pattern(tokens, ids).word("drop").word("table").name(statement.table).at_end()) {
    statement.kind = AlembicStatement::Kind::DropTable;
  }
  return statement;
}

std::vector<AlembicStatement> read_alembic_statements(Span text,
                                                      const std::unordered_set<std::string>& ids) {
  std::vector<AlembicStatement> statements;
  std::vector<std::string_view> tokens;
  sql::Lexer lexer(text.text());
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  const auto finish = [&] {
    if (tokens.empty()) return;
    const Span span{text.source, text.begin + begin, text.begin + end};
    statements.push_back(classify(span, tokens, ids));
    tokens.clear();
  };
  for (sql::Token token = lexer.next_significant(); token.kind != sql::TokenKind::End;
       token = lexer.next_significant()) {
    if (tokens.empty()) begin = token.begin;
    end = token.end;
    if (token.kind == sql::TokenKind::Semicolon) {
      finish();
    } else {
      tokens.push_back(lexer.text(token));
    }
  }
  finish();
  return statements;
}

}  // namespace sqlc::import
