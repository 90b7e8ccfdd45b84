#include "bench/bare_parse.hpp"

#include <cstdlib>

extern "C" {
#include <pg_query.h>
#include <pg_query/pg_query_internal.h>
}

namespace sqlc::bench {

static bool parses(const std::string& text) {
  MemoryContext context = pg_query_enter_memory_context();
  PgQueryInternalParsetreeAndError result = pg_query_raw_parse(text.c_str(), 0);
  const bool good = result.error == nullptr;
  std::free(result.stderr_buffer);
  if (result.error != nullptr) pg_query_free_error(result.error);
  pg_query_exit_memory_context(context);
  return good;
}

std::size_t bare_parse(const std::vector<std::string>& texts) {
  std::size_t good = 0;
  for (const std::string& text : texts) good += parses(text) ? 1 : 0;
  return good;
}

}  // namespace sqlc::bench
