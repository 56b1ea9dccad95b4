#include "sim/inference/polynomial_trend.h"

#include <algorithm>
#include <cmath>  // sqrt alone: IEEE 754 fixes its result
#include <limits>
#include <optional>
#include <utility>

#include "sim/inference/cholesky.h"
#include "sim/kernel/expects.h"

namespace sim {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Candidates for the ridge, relative to the sum of the weights.
constexpr double ridges[] = {1e-8, 1e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1, 1};
constexpr double first_ridge = 1e-4;

double value_of(const TrendTerm& term, const double* at) {
  const double first = term.first == 0 ? 1 : at[term.first - 1];
  return term.second == 0 ? first : first * at[term.second - 1];
}

/// The terms at every point, centred and scaled, so that one ridge suits all.
struct Design {
  std::vector<double> rows;  ///< shape (points x terms)
  std::vector<double> centres;
  std::vector<double> scales;
  std::size_t terms = 0;

  const double* row(std::size_t point) const { return &rows[point * terms]; }
  std::size_t points() const { return rows.size() / terms; }
};

Design design_of(const std::vector<TrendTerm>& terms, std::size_t inputs,
                 std::span<const double> at) {
  const std::size_t points = at.size() / inputs;
  Design design{std::vector<double>(points * terms.size()), std::vector<double>(terms.size()),
                std::vector<double>(terms.size(), 1.0), terms.size()};
  const auto n = static_cast<double>(points);
  for (std::size_t k = 0; k < terms.size(); ++k) {
    double* column = &design.rows[k];
    double sum = 0;
    for (std::size_t i = 0; i < points; ++i)
      sum += column[i * terms.size()] = value_of(terms[k], &at[i * inputs]);
    if (k == 0) continue;  // the constant
    design.centres[k] = sum / n;
    double squares = 0;
    for (std::size_t i = 0; i < points; ++i) {
      double& value = column[i * terms.size()];
      value -= design.centres[k];
      squares += value * value;
    }
    if (squares > 0) design.scales[k] = std::sqrt(squares / n);
    for (std::size_t i = 0; i < points; ++i) column[i * terms.size()] /= design.scales[k];
  }
  return design;
}

double product(const double* a, const double* b, std::size_t size) {
  double sum = 0;
  for (std::size_t i = 0; i < size; ++i) sum += a[i] * b[i];
  return sum;
}

/// The normal equations of a weighted regression, without a ridge.
struct NormalEquations {
  std::vector<double> gram;  ///< shape (terms x terms)
  std::vector<double> side;
  double total = 0;  ///< of the weights
};

NormalEquations normal_equations(const Design& design, std::span<const double> values,
                                 const std::vector<double>& weights) {
  NormalEquations equations{weighted_gram(design.rows, design.terms, weights),
                            std::vector<double>(design.terms), 0};
  for (std::size_t i = 0; i < weights.size(); ++i) {
    equations.total += weights[i];
    for (std::size_t k = 0; k < design.terms; ++k)
      equations.side[k] += weights[i] * values[i] * design.row(i)[k];
  }
  return equations;
}

Cholesky ridged(const NormalEquations& equations, double ridge) {
  const std::size_t terms = equations.side.size();
  std::vector<double> matrix = equations.gram;
  matrix[0] += 1e-12 * equations.total;
  for (std::size_t k = 1; k < terms; ++k) matrix[k * terms + k] += ridge * equations.total;
  std::optional<Cholesky> factor = Cholesky::of(std::move(matrix), terms);
  expects(factor.has_value(), "normal equations with a ridge have a solution");
  return std::move(*factor);
}

/// Generalised cross-validation: the squared errors that points would have when left out in turn,
/// had all the same leverage. Source: Golub, Heath & Wahba (1979), Technometrics 21(2).
double left_out_error(const Design& design, std::span<const double> values,
                      const std::vector<double>& weights, const NormalEquations& equations,
                      double ridge) {
  const Cholesky factor = ridged(equations, ridge);
  const std::vector<double> coefficients = factor.solve(equations.side);
  const std::vector<double> inverse = factor.inverse();
  const double leverage = product(inverse.data(), equations.gram.data(), inverse.size());
  double squares = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double apart = values[i] - product(design.row(i), coefficients.data(), design.terms);
    squares += weights[i] * apart * apart;
  }
  const double freedom = 1 - leverage / static_cast<double>(weights.size());
  return freedom > 0 ? squares / (freedom * freedom) : infinity;
}

/// The ridge that predicts best what is left out.
double best_ridge(const Design& design, std::span<const double> values,
                  const std::vector<double>& weights, const NormalEquations& equations) {
  double best = ridges[0];
  double least = infinity;
  for (const double ridge : ridges) {
    const double error = left_out_error(design, values, weights, equations, ridge);
    if (error >= least) continue;
    least = error;
    best = ridge;
  }
  return best;
}

/// One regression: given weights and a ridge.
struct Regression {
  std::vector<double> coefficients;  ///< of the scaled terms
  Cholesky factor;                   ///< of the normal equations
  std::vector<double> apart;         ///< value less mean, of each point
  std::vector<double> leverages;     ///< of each point, below 1
};

Regression regression(const Design& design, std::span<const double> values,
                      const std::vector<double>& weights, const NormalEquations& equations,
                      double ridge) {
  Regression fit;
  fit.factor = ridged(equations, ridge);
  fit.coefficients = fit.factor.solve(equations.side);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double* row = design.row(i);
    const std::vector<double> half = fit.factor.half_solve({row, design.terms});
    const double leverage = weights[i] * product(half.data(), half.data(), design.terms);
    fit.leverages.push_back(std::min(leverage, 1 - 1e-9));
    fit.apart.push_back(values[i] - product(row, fit.coefficients.data(), design.terms));
  }
  return fit;
}

/// Variance beyond the noise, from the squares of residuals that have lost their leverage.
double unexplained(const Regression& fit, std::span<const double> noise) {
  double squares = 0;
  double expected = 0;
  double freedom = 0;
  for (std::size_t i = 0; i < noise.size(); ++i) {
    squares += fit.apart[i] * fit.apart[i];
    expected += noise[i] * (1 - fit.leverages[i]);
    freedom += 1 - fit.leverages[i];
  }
  return std::max(0.0, (squares - expected) / std::max(freedom, 1e-6));
}

/// Weights that are never infinite: `least` is the smallest variance that counts as one.
std::vector<double> weights_of(double lack, std::span<const double> noise, double least) {
  std::vector<double> weights;
  weights.reserve(noise.size());
  for (const double variance : noise) weights.push_back(1 / std::max(lack + variance, least));
  return weights;
}

double mean_square_of(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  const double mean = sum / static_cast<double>(values.size());
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return squares / static_cast<double>(values.size());
}

void expects_points(const std::vector<TrendTerm>& terms, std::size_t inputs,
                    std::span<const double> at, std::span<const double> values,
                    std::span<const double> noise) {
  expects(!terms.empty() && terms.front() == TrendTerm{}, "the first term is the constant");
  expects(values.size() >= 2 && values.size() == noise.size(), "every value has a noise");
  expects(inputs >= 1 && at.size() == values.size() * inputs, "every point has all inputs");
  for (const TrendTerm& term : terms)
    expects(term.first <= inputs && term.second <= inputs, "a term is made of inputs");
  for (const double variance : noise)
    expects(variance >= 0 && variance < infinity, "a noise is finite and not negative");
}

}  // namespace

PolynomialTrend PolynomialTrend::fitted(std::vector<TrendTerm> terms, std::size_t inputs,
                                        std::span<const double> at, std::span<const double> values,
                                        std::span<const double> noise) {
  expects_points(terms, inputs, at, values, noise);
  const double least = std::max(1e-10 * mean_square_of(values), 1e-200);
  Design design = design_of(terms, inputs, at);
  const std::vector<double> even(values.size(), 1.0);
  const NormalEquations plain = normal_equations(design, values, even);
  const double guess = unexplained(regression(design, values, even, plain, first_ridge), noise);
  const std::vector<double> weights = weights_of(guess, noise, least);
  const NormalEquations equations = normal_equations(design, values, weights);
  const Regression fit = regression(design, values, weights, equations,
                                    best_ridge(design, values, weights, equations));

  PolynomialTrend trend;
  trend.lack_of_fit_ = unexplained(fit, noise);
  trend.coefficients_ = fit.coefficients;
  trend.covariance_ = fit.factor.inverse();
  for (std::size_t i = 0; i < values.size(); ++i)
    trend.residuals_.push_back(fit.apart[i] / std::sqrt(1 - fit.leverages[i]));
  trend.t_statistics_.resize(terms.size());
  for (std::size_t k = 1; k < terms.size(); ++k)
    trend.t_statistics_[k] =
        fit.coefficients[k] / std::sqrt(trend.covariance_[k * terms.size() + k]);
  trend.terms_ = std::move(terms);
  trend.centres_ = std::move(design.centres);
  trend.scales_ = std::move(design.scales);
  return trend;
}

double PolynomialTrend::mean(std::span<const double> at) const {
  double sum = 0;
  for (std::size_t k = 0; k < terms_.size(); ++k)
    sum += coefficients_[k] * ((value_of(terms_[k], at.data()) - centres_[k]) / scales_[k]);
  return sum;
}

double PolynomialTrend::variance(std::span<const double> at) const {
  std::vector<double> row(terms_.size());
  for (std::size_t k = 0; k < row.size(); ++k)
    row[k] = (value_of(terms_[k], at.data()) - centres_[k]) / scales_[k];
  double sum = 0;
  for (std::size_t k = 0; k < row.size(); ++k)
    sum += row[k] * product(&covariance_[k * row.size()], row.data(), row.size());
  return sum;
}

}  // namespace sim
