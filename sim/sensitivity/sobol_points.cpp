#include "sim/sensitivity/sobol_points.h"

#include <array>

#include <boost/random/sobol.hpp>

#include "sim/kernel/expects.h"
#include "sim/random/stream.h"

namespace sim {
namespace {

constexpr std::uint32_t scrambling = 17;
constexpr unsigned bits = 32;

/// What scrambles one coordinate: a lower triangular matrix of bits, and bits to turn at the end.
struct Scrambling {
  std::array<std::uint32_t, bits> rows{};  ///< The first is of the most significant bit.
  std::uint32_t shift = 0;

  std::uint32_t of(std::uint32_t digits) const {
    std::uint32_t mixed = 0;
    for (unsigned bit = 0; bit < bits; ++bit) {
      std::uint32_t odd = rows[bit] & digits;
      for (unsigned half = bits / 2; half > 0; half /= 2) odd ^= odd >> half;
      mixed |= (odd & 1U) << (bits - 1 - bit);
    }
    return mixed ^ shift;
  }
};

Scrambling scrambling_of(const Universe& universe, std::uint32_t dimension) {
  Scrambling scrambled;
  for (std::uint32_t bit = 0; bit < bits; ++bit) {
    const std::uint32_t diagonal = 1U << (bits - 1 - bit);
    const std::uint32_t above = ~(diagonal | (diagonal - 1));  // digits before this one
    const Block random = universe.words({scrambling, dimension, bit});
    scrambled.rows[bit] = (random[0] & above) | diagonal;
  }
  scrambled.shift = universe.words({scrambling, dimension, bits})[0];
  return scrambled;
}

}  // namespace

std::vector<double> scrambled_sobol(std::size_t points, std::size_t dimensions,
                                    const SobolScramble& scramble) {
  expects(points >= 1 && (points & (points - 1)) == 0 && points <= (std::size_t{1} << 24),
          "Sobol points are a power of 2, at most 2^24");
  expects(dimensions >= 1 && dimensions <= 1000, "Sobol points have from 1 to 1,000 dimensions");
  const Universe universe(scramble.seed, Domain::sensitivity_design, scramble.scramble);
  std::vector<Scrambling> scramblings;
  for (std::size_t d = 0; d < dimensions; ++d)
    scramblings.push_back(scrambling_of(universe, static_cast<std::uint32_t>(d)));

  boost::random::sobol_engine<std::uint32_t, bits> engine(dimensions);  // begins after 0
  std::vector<double> made;
  made.reserve(points * dimensions);
  for (std::size_t point = 0; point < points; ++point)
    for (std::size_t d = 0; d < dimensions; ++d) {
      const std::uint32_t digits = point == 0 ? 0 : static_cast<std::uint32_t>(engine());
      made.push_back(unit_interval(scramblings[d].of(digits)));
    }
  return made;
}

}  // namespace sim
