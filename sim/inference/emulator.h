// A stand-in for the simulation: what one of its outputs would be on average, at parameters where
// it was never run, and how sure that is.
//
// The mean is a polynomial of the inputs (trend) and, where held-out points show that it helps, a
// Gaussian process on what the trend leaves over. Which inputs matter is chosen first, output by
// output; the others keep their linear term alone. Nothing depends on the machine or on chance: the
// same training gives the same bits.
// Source: Kennedy & O'Hagan (2001), J. Royal Statistical Society B 63(3); Vernon, Goldstein & Bower
// (2010), Bayesian Analysis 5(4), for active inputs.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "sim/inference/gaussian_process.h"
#include "sim/inference/polynomial_trend.h"

namespace sim {

struct Training {
  std::size_t inputs = 0;
  std::vector<double> at;      ///< standardised inputs, shape (points x inputs)
  std::vector<double> values;  ///< of the output, shape (points)
  std::vector<double> noise;   ///< variance of each value, shape (points)
};

enum class Trend {
  constant,
  linear,
  squares,    ///< Every input and its square.
  quadratic,  ///< Every input, and squares and products of the active ones.
};

enum class Process { where_better, always, left_out };

struct EmulatorSettings {
  Trend trend = Trend::quadratic;
  Process process = Process::where_better;
  std::size_t most_active = 24;     ///< Inputs in squares and products; fewer where that is better.
  std::size_t process_inputs = 8;   ///< Inputs of the process: the clearest of the active ones.
  double active_beyond = 2.5;       ///< An input is active if |t| of its terms is larger.
  std::size_t kernel_points = 250;  ///< At most so many find the kernel.
  std::size_t process_points = 400;  ///< At most so many condition the process.
  double worthwhile = 0.02;          ///< Share of squared held-out error that a process must save.
};

class Emulator {
 public:
  /// Requires: at least ten points; finite values; noise not negative.
  static Emulator fitted(const Training& training, const EmulatorSettings& settings = {});

  /// The latent mean, in a microsecond (trend alone) to a few (with a process).
  double mean(std::span<const double> at) const;

  /// The latent mean and its variance in full: for a process, a hundred times as slow as mean().
  Prediction at(std::span<const double> at) const;

  /// One variance for everywhere, where that of at() would be too slow: its average at held-out
  /// points; or, where their errors are larger than it allows, what they were beyond their noise.
  double typical_variance() const { return typical_variance_; }

  std::size_t inputs() const { return inputs_; }
  /// Counted from 0, the clearest first.
  const std::vector<std::size_t>& active() const { return active_; }
  bool has_process() const { return process_.has_value(); }
  const PolynomialTrend& trend() const { return trend_; }

 private:
  void learn_trend(const Training& training, Trend trend);
  void learn_process(const Training& training, const SquaredExponential& kernel, std::size_t most);
  SquaredExponential kernel_of(const Training& training, std::size_t most) const;
  void choose_active(const Training& kept, const Training& held, const EmulatorSettings& settings);
  std::optional<SquaredExponential> tried(const Training& kept, const Training& held,
                                          const EmulatorSettings& settings);
  std::vector<double> process_inputs_of(std::span<const double> at) const;

  std::size_t inputs_ = 0;
  std::vector<std::size_t> active_;
  std::size_t process_inputs_ = 0;
  PolynomialTrend trend_;
  std::optional<GaussianProcess> process_;
  double trend_blur_ = 1;  ///< Share of the trend's own variance that is left with a process.
  double typical_variance_ = 0;
};

}  // namespace sim
