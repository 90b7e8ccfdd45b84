#include "base/sha256.hpp"

#include <gtest/gtest.h>

namespace sqlc {

TEST(Sha256, MatchesPublishedVectors) {
  // FIPS 180-4's examples and NIST's long message.
  const std::pair<std::string, std::string_view> cases[] = {
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
       "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
      {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmn"
       "opq"
       "rsmnopqrstnopqrstu",
       "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
      {std::string(1000000, 'a'),
       "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
  };
  for (const auto& [text, digest] : cases) EXPECT_EQ(sha256_hex(text), digest);
}

TEST(Sha256, PiecesMakeNoDifference) {
  std::string text;
  for (int i = 0; i < 300; ++i) text.push_back(static_cast<char>(i * 7));
  const std::string whole = sha256_hex(text);
  for (std::size_t first = 0; first <= 130; ++first) {
    for (const std::size_t second : {0U, 1U, 63U, 64U, 65U}) {
      const std::string_view view = text;
      Sha256 digest;
      digest.update(view.substr(0, first)).update(view.substr(first, second));
      digest.update(view.substr(first + second));
      ASSERT_EQ(digest.hex(), whole) << first << "+" << second;
    }
  }
}

TEST(Sha256, GoesOnAfterADigest) {
  Sha256 digest;
  digest.update("a");
  EXPECT_EQ(digest.hex(), sha256_hex("a"));
  EXPECT_EQ(digest.update("bc").hex(), sha256_hex("abc"));
}

TEST(Sha256, PadsEveryLength) {
  // A digest of the digests of 0 to 200 bytes 'x', made with coreutils' sha256sum.
  Sha256 all;
  for (std::size_t n = 0; n <= 200; ++n) all.update(sha256_hex(std::string(n, 'x')) + "\n");
  EXPECT_EQ(all.hex(), "bf2cc1b01aa900478cd8155b8049d13830232dafa102b64de95956ea149e17af");
}

}  // namespace sqlc
