// A smooth unknown function seen at some points, with noise of known size at each.
//
// Squared-exponential kernel with a length for every input: a long one means that the function
// hardly bends along it. What is predicted is the function itself (the latent mean), without the
// noise of an observation.
// Source: Rasmussen & Williams, "Gaussian Processes for Machine Learning" (2006), ch. 2 and 5.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "sim/inference/cholesky.h"

namespace sim {

/// Of the latent function at a point.
struct Prediction {
  double mean = 0;
  double variance = 0;
};

struct SquaredExponential {
  double variance = 1;          ///< Of the smooth part.
  std::vector<double> lengths;  ///< One an input, positive.
  double roughness = 0;         ///< Variance of a part that is independent at every point.
};

/// What is known of the function.
struct Observations {
  std::vector<double> at;      ///< shape (points x inputs)
  std::vector<double> values;  ///< shape (points)
  std::vector<double> noise;   ///< variance of each value, not negative; shape (points)
};

class GaussianProcess {
 public:
  /// A process of `mean` and `kernel`, given `seen`. Where noise and roughness leave the matrix
  /// without an inverse, 1e-8 of the variance is added to its diagonal.
  GaussianProcess(const Observations& seen, SquaredExponential kernel, double mean = 0);

  double mean(std::span<const double> at) const;
  Prediction at(std::span<const double> at) const;

  /// Of each point, from all the others; `variance` includes the noise of the point.
  std::vector<Prediction> leave_one_out() const;

  double log_marginal_likelihood() const { return log_marginal_; }
  const SquaredExponential& kernel() const { return kernel_; }

 private:
  std::vector<double> scaled(std::span<const double> at) const;
  double covariance(const std::vector<double>& scaled, std::size_t point) const;

  SquaredExponential kernel_;
  double mean_ = 0;
  std::vector<double> values_;
  std::vector<double> scaled_at_;  ///< in lengths; shape (points x inputs)
  std::vector<double> strength_;   ///< inverse covariance x (values - mean)
  Cholesky factor_;                ///< of the covariance of the values
  double log_marginal_ = 0;
};

struct KernelSearch {
  double mean = 0;
  double shortest = 0.2;  ///< length [inputs as given]
  double longest = 30;
  int starts = 2;  ///< 1 to 3
  int iterations = 40;
};

/// The kernel under which `seen` is most likely, with roughness.
/// Requires: at least two points, and values that differ.
SquaredExponential most_likely_kernel(const Observations& seen, std::size_t inputs,
                                      const KernelSearch& search = {});

/// log marginal likelihood of `kernel`, and its gradient in the logarithms of variance, roughness
/// and each length, in that order. Minus infinity where the covariance has no inverse.
double log_marginal_likelihood(const Observations& seen, const SquaredExponential& kernel,
                               double mean, std::span<double> gradient);

}  // namespace sim
