#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <variant>
#include <vector>

#include "import/foreign_text.hpp"
#include "import/import.hpp"
#include "sql/statement.hpp"

namespace sqlc::import {

/// Why something cannot be taken over, and where.
struct Refusal {
  Span place = {};
  std::string reason;
};

/// The SQL of one direction as a revision file can hold it: BEGIN and COMMIT around the whole of it
/// dropped, an `allow` marker before SQL that mixes statements which run in a transaction with such
/// that cannot. Or why it cannot be taken over: it does not parse, controls the transaction
/// otherwise, reads data from the client, or holds a comment that a revision file reads as a
/// marker.
[[nodiscard]] std::variant<std::string, Refusal> take_section(const ForeignText& foreign,
                                                              std::string_view tool);

/// The line `-- sqlc:allow mixed-transaction-modes imported from <tool>`.
[[nodiscard]] std::string allow_line(std::string_view tool);

/// Whether some of the statements run in a transaction only and others cannot run in one.
[[nodiscard]] bool mixes_transaction_modes(const std::vector<sql::Statement>& statements);

/// A section that uses an enum value which it adds to a type from before, cut before each first
/// use: the tool ran it statement by statement, and a revision's own transaction could not. The
/// parts are the whole, apart from their `allow` lines; mostly there is but one.
[[nodiscard]] std::vector<std::string> split_at_enum_uses(std::string body, std::string_view tool);

/// What a migration says of others, where the tool keeps more than an order.
struct Links {
  std::vector<std::string> down_revisions;
  std::vector<std::string> depends_on = {};
  std::vector<std::string> labels = {};
};

/// One migration of a foreign tool before its SQL is looked at.
struct Migration {
  /// The file or folder that is named for it.
  std::string origin;
  std::string id;
  std::string message;
  std::string create_date = {};
  ForeignText up;
  std::optional<ForeignText> down = std::nullopt;
  /// Without them the migration stands on the one taken before it.
  std::optional<Links> links = std::nullopt;
};

/// Collects what is taken over, in the tool's order, each revision on the one before.
class TakeOver {
 public:
  TakeOver(const Layout& layout, const FileSystem& files, const ImportOptions& options,
           std::vector<std::unique_ptr<Source>>& sources, Diagnostics& diagnostics);

  /// Regular files below the directory, sorted by bytes; an error and nothing when it cannot be
  /// read.
  [[nodiscard]] std::optional<std::vector<std::string>> list(bool recursive);
  /// The file's text, or null after refusing it: unreadable, not UTF-8, or with a NUL.
  const Source* load(const std::string& path);

  /// A migration of several parts (see split_at_enum_uses) becomes as many revisions: the last has
  /// its id, those before it `<id>.1`, `<id>.2`.
  void take(Migration migration);
  /// Names something that cannot be taken over; an error unless it may be left out.
  void refuse(std::string origin, std::string reason, Span place = {});
  void refuse(std::string origin, Refusal refusal);

  /// Everything taken; nothing, and an error, when there was not one migration in the folder.
  [[nodiscard]] std::optional<ImportResult> finish();

  /// The value of an option of the layout.
  [[nodiscard]] std::optional<std::string> option(std::string_view name) const;
  /// All values of an option that may be given several times.
  [[nodiscard]] std::vector<std::string> options(std::string_view name) const;
  /// The folder, without a slash at its end.
  [[nodiscard]] const std::string& directory() const { return directory_; }
  /// A listed path as seen from the folder.
  [[nodiscard]] std::string_view relative(std::string_view path) const;

 private:
  void check_options();
  [[nodiscard]] bool usable_id(const Migration& migration);
  void push_parts(std::vector<std::string>& parts, const std::string& origin, history::Draft& last);
  void set_links(std::optional<Links>& links, history::Draft& draft) const;

  const Layout& layout_;
  const FileSystem& files_;
  const ImportOptions& options_;
  std::string directory_;
  std::vector<std::unique_ptr<Source>>& sources_;
  Diagnostics& diagnostics_;
  ImportResult result_;
  std::unordered_set<std::string> ids_;
};

}  // namespace sqlc::import
