// A weighted regression on a constant, on inputs, on their squares and their products: the part of
// a response that needs no further explanation, and all of it where the response is nearly smooth.
//
// Every coefficient but the constant is shrunk a little (ridge), by as much as predicts best when
// each point is left out in turn, so that more terms than the points can tell do no harm.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace sim {

/// A product of two inputs, counted from 1; number 0 is the constant 1. So {0, 0} is the constant,
/// {0, 3} the third input and {3, 3} its square.
struct TrendTerm {
  std::size_t first = 0;
  std::size_t second = 0;

  friend bool operator==(const TrendTerm&, const TrendTerm&) = default;
};

class PolynomialTrend {
 public:
  /// `at` has shape (points x inputs); `noise` is the variance of each value. What the terms leave
  /// unexplained beyond the noise is estimated too, and counts as further noise.
  /// Requires: the first term is the constant, no term twice; at least two points.
  static PolynomialTrend fitted(std::vector<TrendTerm> terms, std::size_t inputs,
                                std::span<const double> at, std::span<const double> values,
                                std::span<const double> noise);

  double mean(std::span<const double> at) const;

  /// Of the mean, from the uncertainty of the coefficients.
  double variance(std::span<const double> at) const;

  /// Variance of what the terms leave unexplained, beyond the noise.
  double lack_of_fit() const { return lack_of_fit_; }

  /// Each coefficient in its standard errors; 0 for the constant.
  const std::vector<double>& t_statistics() const { return t_statistics_; }

  /// Of each point: the value less the mean, over sqrt(1 - leverage), which has the variance of the
  /// lack of fit and noise together, where a plain residual has less.
  const std::vector<double>& residuals() const { return residuals_; }

  const std::vector<TrendTerm>& terms() const { return terms_; }

 private:
  std::vector<TrendTerm> terms_;
  std::vector<double> coefficients_;
  std::vector<double> centres_;     ///< of each term, as it was fitted
  std::vector<double> scales_;      ///< of each term, as it was fitted
  std::vector<double> covariance_;  ///< of the scaled coefficients, shape (terms x terms)
  double lack_of_fit_ = 0;
  std::vector<double> t_statistics_;
  std::vector<double> residuals_;
};

}  // namespace sim
