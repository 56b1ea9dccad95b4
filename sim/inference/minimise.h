// The lowest point of a smooth function within a box: how the emulators find their settings.
//
// Limited-memory BFGS with projection on the box and halved steps. No random restarts: the same
// start ends at the same bits.
#pragma once

#include <functional>
#include <span>
#include <vector>

namespace sim {

/// The value at `at`; fills in `gradient`, of the same size. Plus infinity where there is none.
using SmoothFunction =
    std::function<double(std::span<const double> at, std::span<double> gradient)>;

struct MinimiseSettings {
  std::vector<double> lower;  ///< One an unknown.
  std::vector<double> upper;  ///< Not below `lower`.
  int iterations = 60;        ///< At most.
  double improvement = 1e-5;  ///< Ends when a step lowers the value by less.
};

struct Minimum {
  std::vector<double> at;
  double value = 0;
};

/// Requires: as many bounds as unknowns; a finite value at `start`, which is moved into the box.
/// Ensures: never worse than `start`.
/// Source: Nocedal & Wright, "Numerical Optimization", 2nd ed. (2006), algorithms 7.4 and 3.1.
Minimum minimise(const SmoothFunction& function, std::vector<double> start,
                 const MinimiseSettings& settings);

}  // namespace sim
