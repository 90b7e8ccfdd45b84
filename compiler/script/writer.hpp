#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "script/append.hpp"
#include "script/script.hpp"

namespace sqlc::script {

/// The script's text as it grows, with the places of the revisions' own statements.
class Writer {
 public:
  Writer(Script& script, Client client) : script_(script), text_(script.text), client_(client) {}

  void put(std::initializer_list<std::string_view> pieces) { append(text_, pieces); }
  void line(std::string_view text) { append(text_, {text, "\n"}); }
  /// A DO block; the body holds whole lines, and no `tag`.
  void block(std::string_view tag, std::string_view head, std::string_view body);
  /// The same with a tag that the body does not hold.
  void block(std::string_view head, std::string_view body);
  /// Neighbouring statements of a revision as it wrote them, comments included, each ended so that
  /// psql sends exactly what the server shall read.
  void statements(std::span<const sql::Statement> statements);
  /// A SELECT of one boolean that stops the script with the message (as message_text() gives it)
  /// unless it is true.
  void check(const sql::Statement& select, std::string_view message);
  /// The end of a branch that may be left out. psql goes on counting BEGIN in one, and neither \g
  /// nor \endif ends that there: \r does.
  void end_if() {
    line("\\endif");
    if (runs_on_) line("\\r");
  }

 private:
  void ended_for_psql(const sql::Statement& statement);
  void verbatim(const Source& source, std::uint32_t begin, std::uint32_t end);
  void record(const sql::Statement& statement, std::size_t offset);

  Script& script_;
  std::string& text_;
  Client client_;
  /// Lines before `counted_`, so that counting goes over each byte once.
  std::uint32_t lines_ = 0;
  std::size_t counted_ = 0;
  /// A statement that psql's scanner does not see the end of has been written.
  bool runs_on_ = false;
};

}  // namespace sqlc::script
