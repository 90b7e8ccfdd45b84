#include "base/sha256.hpp"

#include <algorithm>
#include <bit>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

namespace sqlc {

static constexpr std::array<std::uint32_t, 64> round_constants = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static std::uint32_t big_endian(const unsigned char* bytes) {
  return (std::uint32_t{bytes[0]} << 24U) | (std::uint32_t{bytes[1]} << 16U) |
         (std::uint32_t{bytes[2]} << 8U) | std::uint32_t{bytes[3]};
}

using Words = std::array<std::uint32_t, 16>;

/// The next 16 words of the message schedule, made from the 16 before them.
static void extend(Words& w) {
  for (std::size_t i = 0; i < 16; ++i) {
    const std::uint32_t early = w[(i + 1) % 16];
    const std::uint32_t late = w[(i + 14) % 16];
    const std::uint32_t s0 = std::rotr(early, 7) ^ std::rotr(early, 18) ^ (early >> 3U);
    const std::uint32_t s1 = std::rotr(late, 17) ^ std::rotr(late, 19) ^ (late >> 10U);
    w[i] += s0 + w[(i + 9) % 16] + s1;
  }
}

/// One round. Instead of moving all eight variables along, the caller moves their names.
static void step(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t& d,
                 std::uint32_t e, std::uint32_t f, std::uint32_t g, std::uint32_t& h,
                 std::uint32_t word) {
  const std::uint32_t s1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
  const std::uint32_t s0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
  const std::uint32_t t = h + s1 + (g ^ (e & (f ^ g))) + word;
  d += t;
  h = t + s0 + ((a & b) | (c & (a | b)));
}

static void compress(std::array<std::uint32_t, 8>& state, const unsigned char* block) {
  Words w;
  for (std::size_t i = 0; i < w.size(); ++i) w[i] = big_endian(block + 4 * i);
  auto [a, b, c, d, e, f, g, h] = state;
  for (std::size_t i = 0; i < round_constants.size(); i += 8) {
    if (i >= 16 && i % 16 == 0) extend(w);
    const auto word = [&](std::size_t n) { return round_constants[i + n] + w[i % 16 + n]; };
    step(a, b, c, d, e, f, g, h, word(0));
    step(h, a, b, c, d, e, f, g, word(1));
    step(g, h, a, b, c, d, e, f, word(2));
    step(f, g, h, a, b, c, d, e, word(3));
    step(e, f, g, h, a, b, c, d, word(4));
    step(d, e, f, g, h, a, b, c, word(5));
    step(c, d, e, f, g, h, a, b, word(6));
    step(b, c, d, e, f, g, h, a, word(7));
  }
  const std::array<std::uint32_t, 8> added = {a, b, c, d, e, f, g, h};
  for (std::size_t i = 0; i < 8; ++i) state[i] += added[i];
}

#if defined(__x86_64__)

static bool has_sha_instructions() {
  static const bool has = [] {
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & (1U << 29U)) != 0;
  }();
  return has;
}

/// The same as compress() on several blocks, about five times as fast. The instructions keep the
/// state as the words a, b, e, f and c, d, g, h.
__attribute__((target("sha,sse4.1"))) static void compress_with_instructions(
    std::array<std::uint32_t, 8>& state, const unsigned char* block, std::size_t blocks) {
  const auto load = [](const void* from) __attribute__((target("sha,sse4.1"))) {
    return _mm_loadu_si128(static_cast<const __m128i*>(from));
  };
  const __m128i big_endian_words = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  const __m128i badc = _mm_shuffle_epi32(load(state.data()), 0xB1);
  const __m128i hgfe = _mm_shuffle_epi32(load(state.data() + 4), 0x1B);
  __m128i abef = _mm_alignr_epi8(badc, hgfe, 8);
  __m128i cdgh = _mm_blend_epi16(hgfe, badc, 0xF0);
  for (; blocks != 0; --blocks, block += 64) {
    const __m128i abef_before = abef;
    const __m128i cdgh_before = cdgh;
    __m128i w[4];
    for (std::size_t i = 0; i < 4; ++i) {
      w[i] = _mm_shuffle_epi8(load(block + 16 * i), big_endian_words);
    }
    for (std::size_t i = 0; i < 16; ++i) {
      const __m128i sum = _mm_add_epi32(w[i % 4], load(round_constants.data() + 4 * i));
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0E));
      const __m128i newest = w[(i + 3) % 4];
      const __m128i next = _mm_add_epi32(_mm_sha256msg1_epu32(w[i % 4], w[(i + 1) % 4]),
                                         _mm_alignr_epi8(newest, w[(i + 2) % 4], 4));
      w[i % 4] = _mm_sha256msg2_epu32(next, newest);
    }
    abef = _mm_add_epi32(abef, abef_before);
    cdgh = _mm_add_epi32(cdgh, cdgh_before);
  }
  const __m128i feba = _mm_shuffle_epi32(abef, 0x1B);
  const __m128i dchg = _mm_shuffle_epi32(cdgh, 0xB1);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(state.data()), _mm_blend_epi16(feba, dchg, 0xF0));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(state.data() + 4), _mm_alignr_epi8(dchg, feba, 8));
}

#endif

static void compress_all(std::array<std::uint32_t, 8>& state, const unsigned char* block,
                         std::size_t blocks) {
#if defined(__x86_64__)
  if (has_sha_instructions()) {
    compress_with_instructions(state, block, blocks);
    return;
  }
#endif
  for (; blocks != 0; --blocks, block += 64) compress(state, block);
}

Sha256& Sha256::update(std::string_view bytes) {
  const auto* next = reinterpret_cast<const unsigned char*>(bytes.data());
  std::size_t left = bytes.size();
  const std::size_t filled = size_ % buffer_.size();
  size_ += left;
  if (filled != 0) {
    const std::size_t taken = std::min(left, buffer_.size() - filled);
    std::copy_n(next, taken, buffer_.data() + filled);
    if (filled + taken < buffer_.size()) return *this;
    compress_all(state_, buffer_.data(), 1);
    next += taken;
    left -= taken;
  }
  const std::size_t blocks = left / buffer_.size();
  compress_all(state_, next, blocks);
  std::copy_n(next + blocks * buffer_.size(), left % buffer_.size(), buffer_.data());
  return *this;
}

void Sha256::finish() {
  const std::uint64_t bits = size_ * 8;
  const std::size_t filled = size_ % buffer_.size();
  std::array<char, 72> padding = {'\x80'};
  const std::size_t zeros = filled < 56 ? 56 - filled : 120 - filled;
  for (unsigned i = 0; i < 8; ++i) padding[zeros + i] = static_cast<char>(bits >> (56 - 8 * i));
  update({padding.data(), zeros + 8});
}

std::string Sha256::hex() const {
  Sha256 whole = *this;
  whole.finish();
  static constexpr std::string_view hex_digits = "0123456789abcdef";
  std::string digits;
  digits.reserve(64);
  for (const std::uint32_t word : whole.state_) {
    for (unsigned shift = 32; shift != 0; shift -= 4) {
      digits.push_back(hex_digits[(word >> (shift - 4)) & 0xFU]);
    }
  }
  return digits;
}

std::string sha256_hex(std::string_view bytes) { return Sha256().update(bytes).hex(); }

}  // namespace sqlc
