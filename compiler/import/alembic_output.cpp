#include "import/alembic_output.hpp"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include "base/text.hpp"
#include "import/alembic_statement.hpp"
#include "sql/lexer.hpp"

namespace sqlc::import {

const AlembicStep* AlembicOutput::find(std::string_view id, bool up) const {
  const auto found = std::find_if(steps.begin(), steps.end(), [&](const AlembicStep& step) {
    return step.id == id && step.up == up;
  });
  return found == steps.end() ? nullptr : &*found;
}

static void add_ids(std::string_view list, std::unordered_set<std::string>& ids) {
  for (const std::string_view id : split(list, ',')) ids.insert(std::string(trim(id)));
}

/// `-- Running upgrade a, b -> c` is about c, `-- Running downgrade c -> a, b` as well.
static std::optional<AlembicStep> read_marker(Span comment, std::unordered_set<std::string>& ids) {
  std::string_view text = comment.text();
  constexpr std::string_view upgrade = "-- Running upgrade ";
  constexpr std::string_view downgrade = "-- Running downgrade ";
  const bool up = text.starts_with(upgrade);
  if (!up && !text.starts_with(downgrade)) return std::nullopt;
  text.remove_prefix(up ? upgrade.size() : downgrade.size());
  const std::size_t arrow = text.find("->");
  if (arrow == std::string_view::npos) return std::nullopt;
  const std::string_view left = trim(text.substr(0, arrow));
  const std::string_view right = trim(text.substr(arrow + 2));
  add_ids(left, ids);
  add_ids(right, ids);
  return AlembicStep{.id = std::string(up ? right : left), .up = up, .marker = comment};
}

/// All markers of the output, in order, and the ids that they name.
static std::vector<AlembicStep> find_markers(const Source& output,
                                             std::unordered_set<std::string>& ids) {
  std::vector<AlembicStep> steps;
  sql::Lexer lexer(output.text);
  for (sql::Token token = lexer.next(); token.kind != sql::TokenKind::End; token = lexer.next()) {
    if (token.kind != sql::TokenKind::LineComment) continue;
    if (token.begin != 0 && output.text[token.begin - 1] != '\n') continue;
    if (auto step = read_marker({&output, token.begin, token.end}, ids)) {
      steps.push_back(std::move(*step));
    }
  }
  return steps;
}

using Statements = std::vector<AlembicStatement>;

/// Whether the last statement drops the table of the version statement before it; with a
/// transaction a step its COMMIT stands between.
static bool drops_version_table(const Statements& statements) {
  if (statements.empty() || statements.back().kind != AlembicStatement::Kind::DropTable)
    return false;
  auto before = statements.rbegin() + 1;
  if (before != statements.rend() && before->kind == AlembicStatement::Kind::Commit) ++before;
  return before != statements.rend() && before->kind == AlembicStatement::Kind::Version &&
         before->table == statements.back().table;
}

/// Takes the statements off the end that are Alembic's own; returns where the revision's SQL ends,
/// or nothing when no version statement is among them.
static std::optional<std::uint32_t> own_end(Statements& statements) {
  const auto last_is = [&](AlembicStatement::Kind kind) {
    return !statements.empty() && statements.back().kind == kind;
  };
  if (last_is(AlembicStatement::Kind::Begin)) statements.pop_back();
  if (drops_version_table(statements)) statements.pop_back();
  if (last_is(AlembicStatement::Kind::Commit)) statements.pop_back();
  if (drops_version_table(statements)) statements.pop_back();
  std::optional<std::uint32_t> end;
  while (last_is(AlembicStatement::Kind::Version)) {
    end = statements.back().span.begin;
    statements.pop_back();
  }
  return end;
}

/// The statements that frame autocommit blocks: each COMMIT with the BEGIN after it.
static std::vector<Span> find_frames(const Statements& statements) {
  std::vector<Span> frames;
  const AlembicStatement* commit = nullptr;
  for (const AlembicStatement& statement : statements) {
    if (statement.kind == AlembicStatement::Kind::Commit) {
      if (commit != nullptr) return {};
      commit = &statement;
    } else if (statement.kind == AlembicStatement::Kind::Begin) {
      if (commit == nullptr) return {};
      frames.push_back(commit->span);
      frames.push_back(statement.span);
      commit = nullptr;
    }
  }
  if (commit != nullptr) return {};
  return frames;
}

/// The span's lines without the empty ones at its ends.
static Span without_empty_lines(Span span) {
  const std::string_view text = span.text();
  const std::size_t first = text.find_first_not_of(" \n");
  if (first == std::string_view::npos) return {span.source, span.begin, span.begin};
  const std::size_t newline = text.rfind('\n', first);
  const std::size_t begin = newline == std::string_view::npos ? 0 : newline + 1;
  const std::size_t last = text.find('\n', text.find_last_not_of(" \n"));
  const std::size_t end = last == std::string_view::npos ? text.size() : last + 1;
  return {span.source, span.begin + static_cast<std::uint32_t>(begin),
          span.begin + static_cast<std::uint32_t>(end)};
}

static ForeignText cut_out(Span body, const std::vector<Span>& frames) {
  ForeignText text;
  for (const Span& frame : frames) {
    text.append(without_empty_lines({body.source, body.begin, frame.begin}));
    body.begin = frame.end;
  }
  text.append(without_empty_lines(body));
  return text;
}

static void fill_step(AlembicStep& step, std::uint32_t end,
                      const std::unordered_set<std::string>& ids) {
  Span body{step.marker.source, step.marker.end, end};
  Statements statements = read_alembic_statements(body, ids);
  const auto own = own_end(statements);
  step.complete = own.has_value();
  if (own) body.end = *own;
  step.body = cut_out(body, find_frames(statements));
}

AlembicOutput split_alembic_output(const Source& output) {
  std::unordered_set<std::string> ids;
  AlembicOutput result{find_markers(output, ids)};
  const auto size = static_cast<std::uint32_t>(output.text.size());
  for (std::size_t i = 0; i < result.steps.size(); ++i) {
    const bool last = i + 1 == result.steps.size();
    fill_step(result.steps[i], last ? size : result.steps[i + 1].marker.begin, ids);
  }
  return result;
}

}  // namespace sqlc::import
