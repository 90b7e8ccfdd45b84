#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/source.hpp"

namespace sqlc::history {

/// A header value with the place where it stands.
struct Reference {
  std::string text;
  Span span;
};

/// `-- sqlc:allow <rule>[, <rule>] <reason>` before a statement.
struct Allow {
  Span span;
  std::vector<Reference> rules;
  std::string reason;
};

/// `-- sqlc:grants …` before a statement; `text` is what follows the marker's name.
struct GrantsMarker {
  Span span;
  std::string text;
};

/// One part of a revision file. `body` begins after the marker's line and ends before the next
/// section's marker, or at the file's end.
struct Section {
  Span marker;
  Span body;
  std::vector<Allow> allows;
  std::vector<GrantsMarker> grants;
};

/// `-- sqlc:irreversible <reason>`.
struct Irreversible {
  Span span;
  std::string reason;
};

/// What the sections of one file say; read only where a pass needs the bodies.
struct Bodies {
  std::optional<Section> upgrade;
  std::optional<Section> downgrade;
  std::optional<Section> verify;
  std::optional<Irreversible> irreversible;
};

/// One revision as its file's header tells it. Ids in `down_revisions` are full ids; `depends_on`
/// may hold ids or labels.
struct Revision {
  const Source* source = nullptr;
  Reference id;
  std::vector<Reference> down_revisions;
  std::vector<Reference> depends_on;
  std::vector<Reference> labels;
  /// The first paragraph's first line: Alembic's "message". May be empty.
  std::string message;
  /// All that the header says above its keys, paragraphs apart, without the comment marks.
  std::string description;
  /// As written; empty when the header has none.
  std::string create_date;
  /// Where the header ends: the first section marker's line, or the file's end.
  std::uint32_t header_end = 0;
};

}  // namespace sqlc::history
