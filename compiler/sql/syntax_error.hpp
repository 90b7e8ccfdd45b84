#pragma once

#include <cstddef>
#include <string_view>

#include "base/diagnostic.hpp"
#include "base/source.hpp"

namespace sqlc::sql {

/// The server's complaint about a section as a diagnostic: in our words, at the token it means,
/// with advice on what is often behind it (a psql meta-command, data of COPY, a template, quotes of
/// MySQL). `message` is the server's; `offset` is the byte in the section that it points at.
[[nodiscard]] Diagnostic describe_syntax_error(Span section, std::string_view message,
                                               std::size_t offset);

/// The finding for a COPY … FROM STDIN statement.
[[nodiscard]] Diagnostic describe_copy_from_stdin(Span statement);

}  // namespace sqlc::sql
