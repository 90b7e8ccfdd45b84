#pragma once

// PostgreSQL's parse tree. Included by the .cpp files of this folder alone, after every other
// header: PostgreSQL's headers turn printf and its kin into macros.

#include <cctype>
#include <cmath>
#include <csetjmp>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

extern "C" {
#include <pg_query.h>
#include <pg_query/pg_query_internal.h>

#include <nodes/parsenodes.h>
}

#undef printf
#undef fprintf
#undef sprintf
#undef snprintf
#undef vprintf
#undef vfprintf
#undef vsprintf
#undef vsnprintf
#undef strerror
#undef strerror_r
#undef Min
#undef Max
#undef Abs
#undef _
