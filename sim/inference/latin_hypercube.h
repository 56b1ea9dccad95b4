// Where to try a model first: points that spread over every input at once.
//
// Each input is cut into as many slices as there are points, and every slice holds exactly one
// point. Of several such designs the one whose closest pair is furthest apart is kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sim {

struct LatinHypercubeSettings {
  std::uint64_t seed = 1;
  std::uint32_t design = 0;  ///< Which design of this seed: waves and hold-outs share no number.
  std::uint32_t candidates = 20;  ///< At least 1.
};

/// shape (points x dimensions), in (0, 1). Requires: at least one point, and one dimension.
/// Source: McKay, Beckman & Conover (1979), Technometrics 21(2); Johnson, Moore & Ylvisaker (1990),
/// J. Statistical Planning and Inference 26(2).
std::vector<double> latin_hypercube(std::size_t points, std::size_t dimensions,
                                    const LatinHypercubeSettings& settings = {});

/// The squared distance of the closest two points; infinite for one point alone.
double closest_pair(const std::vector<double>& design, std::size_t dimensions);

}  // namespace sim
