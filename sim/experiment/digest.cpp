#include "sim/experiment/digest.h"

#include <algorithm>
#include <bit>

namespace sim {
namespace {

constexpr std::array<std::uint32_t, 64> round_constants{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

std::array<std::uint32_t, 64> schedule_of(const std::uint8_t* block) {
  std::array<std::uint32_t, 64> w{};
  for (std::size_t i = 0; i < 16; ++i, block += 4)
    w[i] = (std::uint32_t{block[0]} << 24) | (std::uint32_t{block[1]} << 16) |
           (std::uint32_t{block[2]} << 8) | block[3];
  for (std::size_t i = 16; i < 64; ++i) {
    const std::uint32_t early = w[i - 15];
    const std::uint32_t late = w[i - 2];
    w[i] = w[i - 16] + (std::rotr(early, 7) ^ std::rotr(early, 18) ^ (early >> 3)) + w[i - 7] +
           (std::rotr(late, 17) ^ std::rotr(late, 19) ^ (late >> 10));
  }
  return w;
}

}  // namespace

void Digest::mix(const std::uint8_t* block) {
  const std::array<std::uint32_t, 64> w = schedule_of(block);
  auto [a, b, c, d, e, f, g, h] = state_;
  for (std::size_t i = 0; i < 64; ++i) {
    const std::uint32_t t1 = h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) +
                             ((e & f) ^ (~e & g)) + round_constants[i] + w[i];
    const std::uint32_t t2 =
        (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = d + t1;
    d = c;
    c = b;
    b = a;
    a = t1 + t2;
  }
  const std::array<std::uint32_t, 8> added{a, b, c, d, e, f, g, h};
  for (std::size_t i = 0; i < 8; ++i) state_[i] += added[i];
}

void Digest::add(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto filled = static_cast<std::size_t>(size_ % 64);
    const std::size_t taken = std::min(bytes.size(), 64 - filled);
    std::transform(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(taken),
                   pending_.begin() + static_cast<std::ptrdiff_t>(filled),
                   [](char byte) { return static_cast<std::uint8_t>(byte); });
    size_ += taken;
    bytes.remove_prefix(taken);
    if (filled + taken == 64) mix(pending_.data());
  }
}

std::string Digest::hex() const {
  Digest whole = *this;
  std::string end(1, '\x80');
  end.append((119 - size_ % 64) % 64, '\0');  // up to the last 8 bytes of a block
  for (int shift = 56; shift >= 0; shift -= 8)
    end += static_cast<char>(static_cast<std::uint8_t>((size_ * 8) >> shift));
  whole.add(end);

  std::string digits;
  for (const std::uint32_t word : whole.state_)
    for (int shift = 28; shift >= 0; shift -= 4)
      digits += "0123456789abcdef"[(word >> shift) & 15U];
  return digits;
}

std::string sha256(std::string_view bytes) {
  Digest digest;
  digest.add(bytes);
  return digest.hex();
}

}  // namespace sim
