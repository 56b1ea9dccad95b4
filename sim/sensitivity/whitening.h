// Inputs that belong together, moved one at a time without leaving what is plausible.
//
// Correlated inputs cannot be moved one by one through their ranges: most such corners of the cube
// are worlds that the evidence has ruled out. They are therefore made of as many independent ones,
// each as close to its own input as correlations allow (zero-phase, or ZCA, whitening): moving the
// k-th moves the k-th input, and the others by what ties them to it. No order is preferred. Where
// nothing is correlated it changes nothing.
// Source: Kessy, Lewin & Strimmer (2018), The American Statistician 72(4).
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace sim {

/// The symmetric positive definite square root of such a matrix, shape (size x size); nothing where
/// `matrix` is not positive definite.
std::optional<std::vector<double>> symmetric_root(std::vector<double> matrix, std::size_t size);

/// A sample as normal scores and what correlates them: a Gaussian copula.
class CorrelatedInputs {
 public:
  CorrelatedInputs() = default;  ///< Of none.

  /// `sample` has shape (draws x inputs). Inputs that never vary are correlated with none, and
  /// neither are those whose correlation is within three standard errors of 0: else every input
  /// would move every other a little.
  /// Requires: an input and a draw, all finite.
  CorrelatedInputs(std::span<const double> sample, std::size_t inputs);

  std::size_t inputs() const { return inputs_; }

  /// Where independent standard normals put each input, as a standard normal.
  std::vector<double> scores(std::span<const double> independent) const;

  /// How closely the k-th input follows the k-th independent one: their correlation, in (0, 1].
  double own(std::size_t input) const { return root_[input * inputs_ + input]; }

  /// Of the normal scores of two inputs.
  double correlation(std::size_t one, std::size_t other) const {
    return correlations_[one * inputs_ + other];
  }

 private:
  std::size_t inputs_ = 0;
  std::vector<double> correlations_;
  std::vector<double> root_;
};

/// Probability of a standard normal below `z`; the other way about is sim::normal(). To 1e-7, from
/// basic arithmetic alone. Source: Zelen & Severo in Abramowitz & Stegun (1964), 26.2.17.
double normal_probability(double z);

}  // namespace sim
