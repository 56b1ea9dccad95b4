#include "sim/inference/hold_out.h"

#include <algorithm>
#include <cmath>  // sqrt and abs alone: IEEE 754 fixes their results
#include <cstddef>
#include <span>

#include "sim/kernel/expects.h"

namespace sim {

HoldOut hold_out(const Emulator& emulator, const Training& unseen, double largest) {
  constexpr double central_95 = 1.959963984540054;
  const std::size_t points = unseen.values.size();
  expects(points >= 1 && unseen.inputs == emulator.inputs(), "points are held out");
  expects(unseen.at.size() == points * unseen.inputs && unseen.noise.size() == points,
          "every point has all inputs and a noise");
  const double share = 1 / static_cast<double>(points);
  HoldOut check;
  double beyond_noise = 0;
  for (std::size_t i = 0; i < points; ++i) {
    const Prediction predicted =
        emulator.at(std::span(unseen.at).subspan(i * unseen.inputs, unseen.inputs));
    const double variance = predicted.variance + unseen.noise[i];
    expects(variance > 0, "a prediction and its check are not both exact");
    const double apart = unseen.values[i] - predicted.mean;
    check.errors.push_back(apart / std::sqrt(variance));
    const double size = std::abs(check.errors.back());
    if (size <= central_95) check.coverage += share;
    if (size > 3) check.beyond_three += share;
    beyond_noise += (apart * apart - unseen.noise[i]) * share;
  }
  check.root_mean_square = std::sqrt(std::max(0.0, beyond_noise));
  const bool covered = check.coverage >= 0.9 && check.coverage <= 0.99;
  check.acceptable = check.beyond_three < 0.01 && covered && check.root_mean_square < largest;
  return check;
}

}  // namespace sim
