#include "sim/inference/gaussian_process.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "sim/inference/minimise.h"
#include "sim/kernel/expects.h"
#include "sim/random/elementary.h"
#include "sim/random/log_gamma.h"

namespace sim {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double jitter = 1e-8;  ///< Of the variance.

/// Further off than this, in squared lengths, two points have nothing to do with each other.
constexpr double far_off = 80;

double squared_distance(const double* a, const double* b, std::size_t inputs) {
  double squares = 0;
  for (std::size_t d = 0; d < inputs; ++d) squares += (a[d] - b[d]) * (a[d] - b[d]);
  return squares;
}

double likeness(double squares) {
  return squares > far_off ? 0 : exp(-squares / 2);
}

std::vector<double> in_lengths(std::span<const double> at, const std::vector<double>& lengths) {
  std::vector<double> scaled(at.begin(), at.end());
  for (std::size_t i = 0; i < scaled.size(); ++i) scaled[i] /= lengths[i % lengths.size()];
  return scaled;
}

/// Covariance of the smooth part at points `scaled` by their lengths; shape (points x points).
std::vector<double> smooth_covariance(const std::vector<double>& scaled, std::size_t inputs,
                                      double variance) {
  const std::size_t points = scaled.size() / inputs;
  std::vector<double> covariance(points * points);
  for (std::size_t i = 0; i < points; ++i) {
    covariance[i * points + i] = variance;
    for (std::size_t j = 0; j < i; ++j) {
      const double squares = squared_distance(&scaled[i * inputs], &scaled[j * inputs], inputs);
      covariance[i * points + j] = covariance[j * points + i] = variance * likeness(squares);
    }
  }
  return covariance;
}

/// Of the values, noise and all; with jitter where nothing else makes it invertible.
std::optional<Cholesky> factorised(std::vector<double> covariance, const Observations& seen,
                                   const SquaredExponential& kernel) {
  const std::size_t points = seen.values.size();
  for (std::size_t i = 0; i < points; ++i)
    covariance[i * points + i] +=
        std::max(kernel.roughness + seen.noise[i], jitter * kernel.variance);
  return Cholesky::of(std::move(covariance), points);
}

double log_marginal_of(const Cholesky& factor, const std::vector<double>& apart,
                       const std::vector<double>& strength) {
  double fit = 0;
  for (std::size_t i = 0; i < apart.size(); ++i) fit += apart[i] * strength[i];
  return -fit / 2 - factor.log_determinant() / 2 -
         static_cast<double>(apart.size()) * half_log_two_pi;
}

std::vector<double> without(const std::vector<double>& values, double mean) {
  std::vector<double> apart = values;
  for (double& value : apart) value -= mean;
  return apart;
}

/// The gradient of the log marginal likelihood: half the trace of `pull` x each derivative of the
/// covariance, where `pull` is (strength strength' - inverse).
void fill_gradient(const std::vector<double>& scaled, const std::vector<double>& smooth,
                   const std::vector<double>& strength, const std::vector<double>& inverse,
                   double roughness, std::span<double> gradient) {
  const std::size_t points = strength.size();
  const std::size_t inputs = gradient.size() - 2;
  std::fill(gradient.begin(), gradient.end(), 0.0);
  for (std::size_t i = 0; i < points; ++i) {
    const double own = strength[i] * strength[i] - inverse[i * points + i];
    gradient[0] += own * smooth[i * points + i] / 2;
    gradient[1] += own * roughness / 2;
    for (std::size_t j = 0; j < i; ++j) {
      if (smooth[i * points + j] == 0) continue;
      const double pull =
          (strength[i] * strength[j] - inverse[i * points + j]) * smooth[i * points + j];
      gradient[0] += pull;
      for (std::size_t d = 0; d < inputs; ++d) {
        const double apart = scaled[i * inputs + d] - scaled[j * inputs + d];
        gradient[2 + d] += pull * (apart * apart);
      }
    }
  }
}

void expects_kernel(const Observations& seen, const SquaredExponential& kernel) {
  const std::size_t points = seen.values.size();
  expects(points >= 1 && seen.noise.size() == points, "every value has a noise");
  expects(!kernel.lengths.empty() && seen.at.size() == points * kernel.lengths.size(),
          "every point has all inputs, and every input a length");
  expects(kernel.variance > 0 && kernel.roughness >= 0, "a kernel has a variance");
}

double mean_square(const std::vector<double>& values, double mean) {
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return squares / static_cast<double>(values.size());
}

SquaredExponential kernel_of(std::span<const double> logarithms) {
  SquaredExponential kernel{
      .variance = exp(logarithms[0]), .lengths = {}, .roughness = exp(logarithms[1])};
  for (std::size_t d = 2; d < logarithms.size(); ++d) kernel.lengths.push_back(exp(logarithms[d]));
  return kernel;
}

}  // namespace

GaussianProcess::GaussianProcess(const Observations& seen, SquaredExponential kernel, double mean)
    : kernel_(std::move(kernel)), mean_(mean) {
  expects_kernel(seen, kernel_);
  scaled_at_ = in_lengths(seen.at, kernel_.lengths);
  values_ = seen.values;
  std::optional<Cholesky> factor = factorised(
      smooth_covariance(scaled_at_, kernel_.lengths.size(), kernel_.variance), seen, kernel_);
  expects(factor.has_value(), "a covariance with jitter on its diagonal has an inverse");
  factor_ = std::move(*factor);
  const std::vector<double> apart = without(values_, mean_);
  strength_ = factor_.solve(apart);
  log_marginal_ = log_marginal_of(factor_, apart, strength_);
}

double GaussianProcess::mean(std::span<const double> at) const {
  const std::size_t inputs = kernel_.lengths.size();
  const std::vector<double> scaled = in_lengths(at, kernel_.lengths);
  double sum = 0;
  for (std::size_t i = 0; i < strength_.size(); ++i)
    sum +=
        strength_[i] * likeness(squared_distance(scaled.data(), &scaled_at_[i * inputs], inputs));
  return mean_ + kernel_.variance * sum;
}

Prediction GaussianProcess::at(std::span<const double> at) const {
  const std::size_t inputs = kernel_.lengths.size();
  const std::vector<double> scaled = in_lengths(at, kernel_.lengths);
  std::vector<double> covariance(strength_.size());
  Prediction predicted{mean_, kernel_.variance + kernel_.roughness};
  for (std::size_t i = 0; i < covariance.size(); ++i) {
    covariance[i] = kernel_.variance *
                    likeness(squared_distance(scaled.data(), &scaled_at_[i * inputs], inputs));
    predicted.mean += strength_[i] * covariance[i];
  }
  for (const double x : factor_.half_solve(covariance)) predicted.variance -= x * x;
  predicted.variance = std::max(0.0, predicted.variance);
  return predicted;
}

std::vector<Prediction> GaussianProcess::leave_one_out() const {
  const std::size_t points = values_.size();
  const std::vector<double> inverse = factor_.inverse();
  std::vector<Prediction> predicted(points);
  for (std::size_t i = 0; i < points; ++i) {
    const double own = inverse[i * points + i];
    predicted[i] = {values_[i] - strength_[i] / own, 1 / own};
  }
  return predicted;
}

double log_marginal_likelihood(const Observations& seen, const SquaredExponential& kernel,
                               double mean, std::span<double> gradient) {
  expects_kernel(seen, kernel);
  expects(gradient.size() == kernel.lengths.size() + 2, "a gradient has one slope a setting");
  const std::vector<double> scaled = in_lengths(seen.at, kernel.lengths);
  const std::vector<double> smooth =
      smooth_covariance(scaled, kernel.lengths.size(), kernel.variance);
  const std::optional<Cholesky> factor = factorised(smooth, seen, kernel);
  if (!factor) return -infinity;
  const std::vector<double> apart = without(seen.values, mean);
  const std::vector<double> strength = factor->solve(apart);
  fill_gradient(scaled, smooth, strength, factor->inverse(), kernel.roughness, gradient);
  return log_marginal_of(*factor, apart, strength);
}

// Searched in logarithms. The starts differ in how far the function is thought to bend.
SquaredExponential most_likely_kernel(const Observations& seen, std::size_t inputs,
                                      const KernelSearch& search) {
  constexpr double first_lengths[] = {3, 1, 10};
  expects(search.starts >= 1 && search.starts <= 3, "a search has one to three starts");
  const double spread = mean_square(seen.values, search.mean);
  expects(seen.values.size() >= 2 && spread > 0, "a kernel is fitted to values that differ");

  const SmoothFunction unlikeliness = [&](std::span<const double> at, std::span<double> gradient) {
    const double value = log_marginal_likelihood(seen, kernel_of(at), search.mean, gradient);
    for (double& slope : gradient) slope = -slope;
    return -value;
  };
  MinimiseSettings box{.lower = std::vector<double>(inputs + 2, log(search.shortest)),
                       .upper = std::vector<double>(inputs + 2, log(search.longest)),
                       .iterations = search.iterations};
  box.lower[0] = box.lower[1] = log(spread * 1e-6);
  box.upper[0] = log(spread * 100);
  box.upper[1] = log(spread * 2);

  Minimum best{.at = {}, .value = infinity};
  for (int start = 0; start < search.starts; ++start) {
    std::vector<double> from(inputs + 2, log(first_lengths[start]));
    from[0] = log(spread / 2);
    from[1] = log(spread / 10);
    Minimum found = minimise(unlikeliness, std::move(from), box);
    if (found.value < best.value) best = std::move(found);
  }
  return kernel_of(best.at);
}

}  // namespace sim
