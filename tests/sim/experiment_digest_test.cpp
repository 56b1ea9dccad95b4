#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "sim/experiment/digest.h"

namespace {

// Source: NIST, Cryptographic Standards and Guidelines, SHA-256 examples and long messages.
TEST(Digest, HasTheKnownAnswersOfTheStandard) {
  EXPECT_EQ(sim::sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sim::sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sim::sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sim::sha256("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmno"
                        "ijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"),
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
  EXPECT_EQ(sim::sha256(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Digest, OfPiecesIsThatOfTheWholeAtEveryLength) {
  std::string bytes;
  for (int i = 0; i < 200; ++i) bytes += static_cast<char>(i * 7);
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    const std::string_view whole(bytes.data(), size);
    sim::Digest digest;
    for (std::size_t at = 0; at < size; at += 13) digest.add(whole.substr(at, 13));
    ASSERT_EQ(digest.hex(), sim::sha256(whole)) << size << " bytes";
  }
}

TEST(Digest, GoesOnAfterItHasBeenRead) {
  sim::Digest digest;
  digest.add("a");
  EXPECT_EQ(digest.hex(), sim::sha256("a"));
  digest.add("bc");
  EXPECT_EQ(digest.hex(), sim::sha256("abc"));
}

TEST(Digest, ChangesWithEveryBit) {
  const std::string bytes(70, '\0');
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string flipped = bytes;
    flipped[bit / 8] = static_cast<char>(1U << (bit % 8));
    ASSERT_NE(sim::sha256(flipped), sim::sha256(bytes)) << bit;
  }
}

}  // namespace
