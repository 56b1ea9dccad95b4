// SHA-256 of bytes: the name of a run, the proof that a file is the one that was written.
//
// Own code, because it must also run where there is no cryptographic library (the browser); checked
// against the known answers of the standard. Not for secrets.
// Source: FIPS 180-4, "Secure Hash Standard" (2015), s.5 and s.6.2.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sim {

/// Bytes in pieces; the digest is that of all pieces in a row.
class Digest {
 public:
  void add(std::string_view bytes);

  /// 64 hexadecimal digits, lower case, of everything added so far.
  std::string hex() const;

 private:
  void mix(const std::uint8_t* block);

  std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<std::uint8_t, 64> pending_{};
  std::uint64_t size_ = 0;  // bytes added
};

/// 64 hexadecimal digits, lower case.
std::string sha256(std::string_view bytes);

}  // namespace sim
