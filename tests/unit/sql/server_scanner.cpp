#include "unit/sql/server_scanner.hpp"

#include <cstdint>
#include <string_view>

// libpg_query's headers stay inside compiler/sql; these are its declarations of a few functions.
extern "C" {
struct PgQueryError;
struct ScannedTokens {
  struct {
    std::size_t size;
    char* data;
  } protobuf;
  char* stderr_buffer;
  PgQueryError* error;
};
ScannedTokens pg_query_scan(const char* input);
void pg_query_free_scan_result(ScannedTokens result);
struct MemoryContextData;
MemoryContextData* pg_query_enter_memory_context();
void pg_query_exit_memory_context(MemoryContextData* context);
const char* quote_identifier(const char* name);
}

namespace sqlc::sql {

static std::uint64_t read_varint(std::string_view& bytes) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7fu) << shift;
    if ((byte & 0x80u) == 0) break;
  }
  return value;
}

/// ScanToken: varint fields only, 1 the start and 2 the end.
static std::pair<std::size_t, std::size_t> read_token(std::string_view message) {
  std::pair<std::size_t, std::size_t> range{0, 0};
  while (!message.empty()) {
    const std::uint64_t field = read_varint(message) >> 3;
    const std::uint64_t value = read_varint(message);
    if (field == 1) range.first = value;
    if (field == 2) range.second = value;
  }
  return range;
}

/// ScanResult: field 1 a varint, field 2 the tokens.
static std::vector<std::pair<std::size_t, std::size_t>> read_result(std::string_view message) {
  std::vector<std::pair<std::size_t, std::size_t>> ranges;
  while (!message.empty()) {
    const std::uint64_t key = read_varint(message);
    const std::uint64_t value = read_varint(message);
    if ((key & 7u) != 2) continue;
    ranges.push_back(read_token(message.substr(0, value)));
    message.remove_prefix(value);
  }
  return ranges;
}

std::optional<std::vector<std::pair<std::size_t, std::size_t>>> server_scan(
    const std::string& text) {
  const ScannedTokens scanned = pg_query_scan(text.c_str());
  std::optional<std::vector<std::pair<std::size_t, std::size_t>>> ranges;
  if (scanned.error == nullptr) {
    ranges = read_result({scanned.protobuf.data, scanned.protobuf.size});
  }
  pg_query_free_scan_result(scanned);
  return ranges;
}

std::string server_quote(const std::string& name) {
  MemoryContextData* context = pg_query_enter_memory_context();
  std::string quoted = ::quote_identifier(name.c_str());
  pg_query_exit_memory_context(context);
  return quoted;
}

}  // namespace sqlc::sql
