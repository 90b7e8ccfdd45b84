/* Links when the archive that the build found works with this machine's C library. */
#include "postgres.h"

#include "pg_query.h"
#include "pg_query_internal.h"

int main(void) {
  MemoryContext context = pg_query_enter_memory_context();
  PgQueryInternalParsetreeAndError parsed = pg_query_raw_parse("SELECT 1", PG_QUERY_PARSE_DEFAULT);
  pg_query_exit_memory_context(context);
  return parsed.error != 0;
}
