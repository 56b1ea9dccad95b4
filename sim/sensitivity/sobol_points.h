// Points that fill a cube more evenly than chance, and of which chance still says how far off a
// mean over them is: Sobol's sequence, scrambled.
//
// A scramble keeps the evenness of 2^m points and makes every point uniform, so that several
// scrambles are independent estimates of the same mean. Which scramble is a number; the same number
// gives the same points everywhere.
// Source: Sobol' (1967), with the direction numbers of Joe & Kuo (2008); Matousek (1998), J. of
// Complexity 14(4), for the linear scramble with a digital shift.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sim {

struct SobolScramble {
  std::uint64_t seed = 1;
  std::uint32_t scramble = 0;  ///< Which of this seed.
};

/// shape (points x dimensions), in (0, 1).
/// Requires: points a power of 2, at most 2^24; from 1 to 1,000 dimensions.
std::vector<double> scrambled_sobol(std::size_t points, std::size_t dimensions,
                                    const SobolScramble& scramble = {});

}  // namespace sim
