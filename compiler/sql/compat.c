/* What libpg_query's archive from a newer Debian asks of the C library and an older one lacks.
   The build compiles this file only there, with a definition for each function that is missing. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#ifdef SQLC_NEEDS___isoc23_strtoul
/* C23's strtoul also reads 0b1010 in base 0 and 2, which the grammar's scanner never asks for. */
unsigned long __isoc23_strtoul(const char* text, char** end, int base);

unsigned long __isoc23_strtoul(const char* text, char** end, int base) {
  return strtoul(text, end, base);
}
#endif

#ifdef SQLC_NEEDS_strlcpy
size_t strlcpy(char* target, const char* source, size_t size);

size_t strlcpy(char* target, const char* source, size_t size) {
  size_t length = strlen(source);
  if (size > 0) {
    size_t copied = length < size ? length : size - 1;
    memcpy(target, source, copied);
    target[copied] = '\0';
  }
  return length;
}
#endif
