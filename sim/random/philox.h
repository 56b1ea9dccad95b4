// Philox4x32-10: a counter in, four random words out; no state, so any draw can be made on its own.
//
// Source: Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11 (2011).
// Checked against the authors' known answers in tests/theory.
#pragma once

#include <array>
#include <cstdint>

namespace sim {

using Key = std::array<std::uint32_t, 2>;
using Block = std::array<std::uint32_t, 4>;

/// The Philox4x32-10 bijection of `counter` under `key`.
constexpr Block philox(Block counter, Key key) {
  std::uint32_t c0 = counter[0];
  std::uint32_t c1 = counter[1];
  std::uint32_t c2 = counter[2];
  std::uint32_t c3 = counter[3];
  const auto round = [&]() __attribute__((always_inline)) {
    const std::uint64_t a = std::uint64_t{0xD2511F53} * c0;
    const std::uint64_t b = std::uint64_t{0xCD9E8D57} * c2;
    c0 = static_cast<std::uint32_t>(b >> 32) ^ c1 ^ key[0];
    c1 = static_cast<std::uint32_t>(b);
    c2 = static_cast<std::uint32_t>(a >> 32) ^ c3 ^ key[1];
    c3 = static_cast<std::uint32_t>(a);
    key[0] += 0x9E3779B9;
    key[1] += 0xBB67AE85;
  };
  const auto five_rounds = [&]()
      __attribute__((always_inline)) {  // Written out: a loop of ten costs half as much again.
    round();
    round();
    round();
    round();
    round();
  };
  five_rounds();
  five_rounds();
  return {c0, c1, c2, c3};
}

}  // namespace sim
