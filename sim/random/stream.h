// Random numbers, addressed by what they are for.
//
// A universe is a seed, a domain of use and a replication. Within it every question has an address:
// (purpose, entity, episode). The second challenge of case 812 in replication 7 therefore meets
// the same luck under every policy, on any number of threads, so policies are compared case by
// case (common random numbers). Two rules follow: an address is used once, and a scenario or a
// parameter value is never part of one.
#pragma once

#include <cstdint>
#include <utility>

#include "sim/kernel/expects.h"
#include "sim/random/philox.h"

namespace sim {

/// What a family of random numbers is used for; no two uses share a number.
enum class Domain : std::uint32_t {
  simulation = 1,
  calibration_design = 2,
  sequential_monte_carlo = 3,
  bootstrap = 4,
  simulated_calibration = 5,
  sensitivity_design = 6,
  optimiser = 7,
  assumption = 8,  ///< Where in its range an assumption lies that no data inform.
};

/// 52 bits of `word` as a number in the open interval (0, 1): never 0 nor 1, so log(u) is safe.
constexpr double unit_interval(std::uint64_t word) {
  return (static_cast<double>(word >> 12) + 0.5) * 0x1p-52;
}

/// 32 bits as a number in the open interval (0, 1).
constexpr double unit_interval(std::uint32_t word) {
  return (static_cast<double>(word) + 0.5) * 0x1p-32;
}

constexpr std::uint64_t low_word(const Block& b) {
  return (std::uint64_t{b[1]} << 32) | b[0];
}
constexpr std::uint64_t high_word(const Block& b) {
  return (std::uint64_t{b[3]} << 32) | b[2];
}

/// What is asked, of whom, and for the how-manieth time.
struct Address {
  std::uint32_t purpose = 0;  ///< At most 255.
  std::uint32_t entity = 0;
  std::uint32_t episode = 0;  ///< At most 2^24 - 1.
};

class Universe {
 public:
  constexpr Universe(std::uint64_t seed, Domain domain, std::uint32_t replication)
      : replication_(replication) {
    const Block mixed =
        philox({static_cast<std::uint32_t>(domain), 0x53454D48, 0, 0},
               {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)});
    key_ = {mixed[0], mixed[1]};
  }

  constexpr std::uint32_t replication() const { return replication_; }

  /// The four words of block `block` at `address`. Requires: purpose and episode within their
  /// limits.
  constexpr Block words(const Address& address, std::uint32_t block = 0) const {
    return philox({block, (address.purpose << 24) | address.episode, address.entity, replication_},
                  key_);
  }

  /// The first uniform variate at `address`, in (0, 1).
  constexpr double uniform(const Address& address) const {
    return unit_interval(low_word(words(address)));
  }

 private:
  Key key_{};
  std::uint32_t replication_ = 0;
};

/// The uniform variates at one address, one after another.
class Stream {
 public:
  Stream(const Universe& universe, const Address& address)
      : universe_(universe), address_(address) {
    expects(address.purpose < 256 && address.episode < (1U << 24), "an address fits its counter");
  }

  /// The next uniform variate, in the open interval (0, 1).
  double uniform() {
    if (drawn_++ % 2 != 0) return second_;
    const Block words = universe_.words(address_, drawn_ / 2);
    second_ = unit_interval(high_word(words));
    return unit_interval(low_word(words));
  }

 private:
  Universe universe_;
  Address address_;
  std::uint32_t drawn_ = 0;
  double second_ = 0;  ///< Of the two variates of a block.
};

}  // namespace sim
