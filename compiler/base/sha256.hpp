#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sqlc {

/// SHA-256 (FIPS 180-4) of bytes that arrive in pieces.
class Sha256 {
 public:
  /// Adds the bytes after those before. Returns itself, so that calls chain.
  Sha256& update(std::string_view bytes);

  /// The digest of all bytes so far as 64 lower-case hex digits. More may be added afterwards.
  [[nodiscard]] std::string hex() const;

 private:
  void finish();

  std::array<std::uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<unsigned char, 64> buffer_ = {};
  std::uint64_t size_ = 0;
};

/// The digest of one text.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace sqlc
