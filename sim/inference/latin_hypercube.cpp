#include "sim/inference/latin_hypercube.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "sim/kernel/expects.h"
#include "sim/random/stream.h"

namespace sim {
namespace {

constexpr std::uint32_t purpose = 1;

/// One candidate: in each dimension a shuffled order of slices, and a place within each.
std::vector<double> candidate(const Universe& universe, std::uint32_t number, std::size_t points,
                              std::size_t dimensions) {
  std::vector<double> design(points * dimensions);
  std::vector<std::size_t> slices(points);
  for (std::size_t d = 0; d < dimensions; ++d) {
    Stream stream(universe, {purpose, static_cast<std::uint32_t>(d), number});
    for (std::size_t i = 0; i < points; ++i) slices[i] = i;
    for (std::size_t i = points; i > 1; --i) {
      const auto other = static_cast<std::size_t>(stream.uniform() * static_cast<double>(i));
      std::swap(slices[i - 1], slices[other]);
    }
    for (std::size_t i = 0; i < points; ++i)
      design[i * dimensions + d] =
          (static_cast<double>(slices[i]) + stream.uniform()) / static_cast<double>(points);
  }
  return design;
}

}  // namespace

double closest_pair(const std::vector<double>& design, std::size_t dimensions) {
  double closest = std::numeric_limits<double>::infinity();
  const std::size_t points = design.size() / dimensions;
  for (std::size_t i = 0; i < points; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      double squares = 0;
      for (std::size_t d = 0; d < dimensions && squares < closest; ++d) {
        const double apart = design[i * dimensions + d] - design[j * dimensions + d];
        squares += apart * apart;
      }
      closest = std::min(closest, squares);
    }
  }
  return closest;
}

std::vector<double> latin_hypercube(std::size_t points, std::size_t dimensions,
                                    const LatinHypercubeSettings& settings) {
  expects(points >= 1 && dimensions >= 1, "a design has points and dimensions");
  expects(settings.candidates >= 1, "there is a candidate to choose");
  const Universe universe(settings.seed, Domain::calibration_design, settings.design);
  std::vector<double> best;
  double apart = -1;
  for (std::uint32_t number = 0; number < settings.candidates; ++number) {
    std::vector<double> design = candidate(universe, number, points, dimensions);
    const double closest = closest_pair(design, dimensions);
    if (closest <= apart) continue;
    apart = closest;
    best = std::move(design);
  }
  return best;
}

}  // namespace sim
