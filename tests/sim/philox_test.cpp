#include "sim/random/philox.h"

#include <bitset>
#include <cstdint>

#include <gtest/gtest.h>

namespace {

using sim::Block;
using sim::Key;
using sim::philox;

// The authors' own answers are in tests/theory/rng_test.cpp. This one is worked out by the
// compiler.
static_assert(philox({0, 0, 0, 0}, {0, 0}) ==
              Block{0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8});

int bits_apart(const Block& a, const Block& b) {
  int apart = 0;
  for (std::size_t i = 0; i < 4; ++i)
    apart += static_cast<int>(std::bitset<32>(a[i] ^ b[i]).count());
  return apart;
}

TEST(Philox, ChangesAboutHalfOfItsBitsWithAnyBitOfCounterOrKey) {
  const Block counter{1, 2, 3, 4};
  const Key key{5, 6};
  const Block answer = philox(counter, key);

  for (std::size_t bit = 0; bit < 192; ++bit) {
    Block other_counter = counter;
    Key other_key = key;
    std::uint32_t& word = bit < 128 ? other_counter[bit / 32] : other_key[bit / 32 - 4];
    word ^= 1U << (bit % 32);
    const int apart = bits_apart(philox(other_counter, other_key), answer);
    EXPECT_GT(apart, 64 - 30) << "bit " << bit;  // 64 expected, standard deviation 5.7
    EXPECT_LT(apart, 64 + 30) << "bit " << bit;
  }
}

}  // namespace
