#include "tools/semh/fit_emulators.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

#include "sim/experiment/replicate.h"
#include "sim/inference/count_likelihood.h"
#include "sim/kernel/expects.h"
#include "sim/random/elementary.h"

namespace tools {
namespace {

/// Added to a mean before its logarithm is taken: a handful of replications may all count none.
constexpr double offset = 0.1;
/// The dispersion is that of Poisson until so many degrees of freedom say otherwise.
constexpr double prior_freedom = 4;

double log_mean(double mean) {
  return sim::log(mean + offset);
}

/// Of the figure at a point, with a guard for points where every replication said the same.
double dispersion(const Moments& moments, std::size_t target, std::size_t replications) {
  const double freedom = static_cast<double>(replications) - 1;
  const double mean = moments.mean[target] + offset;
  return (freedom * moments.variance[target] / mean + prior_freedom) / (freedom + prior_freedom);
}

double noise_of_log_mean(const Moments& moments, std::size_t target, std::size_t replications) {
  const double mean = moments.mean[target] + offset;
  return dispersion(moments, target, replications) / (mean * static_cast<double>(replications));
}

/// Of the logarithm of a variance with so many degrees of freedom.
double noise_of_log_dispersion(std::size_t replications) {
  return 2 / (static_cast<double>(replications) - 1 + prior_freedom);
}

double squared(double x) {
  return x * x;
}

}  // namespace

std::vector<std::size_t> targets_to(const scenarios::Fit& fit, int to) {
  std::vector<std::size_t> found;
  for (std::size_t t = 0; t < fit.targets.size(); ++t)
    if (fit.targets[t].year <= to) found.push_back(t);
  return found;
}

FitEmulators::FitEmulators(const scenarios::Fit& fit, const std::vector<DesignPoint>& points,
                           std::size_t replications, unsigned threads)
    : fit_(&fit), centre_(fit.dimensions()), spread_(fit.dimensions()) {
  sim::expects(points.size() >= 2 * fit.dimensions(), "an emulator needs more points than inputs");
  const auto count = static_cast<double>(points.size());
  for (const DesignPoint& point : points) {
    const std::vector<double> inputs = fit.inputs_of(point.z);
    for (std::size_t i = 0; i < inputs.size(); ++i) centre_[i] += inputs[i] / count;
  }
  for (const DesignPoint& point : points) {
    const std::vector<double> inputs = fit.inputs_of(point.z);
    for (std::size_t i = 0; i < inputs.size(); ++i)
      spread_[i] += squared(inputs[i] - centre_[i]) / count;
  }
  for (double& spread : spread_) spread = std::sqrt(spread);

  const auto make_worker = [&] {
    return [&](std::uint32_t target) {
      sim::Training mean = training(points, target, replications);
      sim::Training spread = mean;
      for (std::size_t p = 0; p < points.size(); ++p) {
        mean.values[p] = log_mean(points[p].moments.mean[target]);
        mean.noise[p] = noise_of_log_mean(points[p].moments, target, replications);
        spread.values[p] = sim::log(dispersion(points[p].moments, target, replications));
        spread.noise[p] = noise_of_log_dispersion(replications);
      }
      const sim::EmulatorSettings plain{.trend = sim::Trend::squares,
                                        .process = sim::Process::left_out};
      return std::pair{sim::Emulator::fitted(mean), sim::Emulator::fitted(spread, plain)};
    };
  };
  auto fitted =
      sim::replicate(0, fit.targets.size(), make_worker, sim::ReplicateOptions{.threads = threads});
  for (auto& [mean, spread] : fitted.results) {
    means_.push_back(std::move(mean));
    dispersions_.push_back(std::move(spread));
  }
}

sim::Training FitEmulators::training(const std::vector<DesignPoint>& points, std::size_t target,
                                     std::size_t replications) const {
  sim::Training training{.inputs = fit_->dimensions(), .at = {}, .values = {}, .noise = {}};
  for (const DesignPoint& point : points) {
    for (const double x : standardised(point.z)) training.at.push_back(x);
    training.values.push_back(log_mean(point.moments.mean[target]));
    training.noise.push_back(noise_of_log_mean(point.moments, target, replications));
  }
  return training;
}

std::vector<double> FitEmulators::standardised(std::span<const double> z) const {
  std::vector<double> inputs = fit_->inputs_of(z);
  for (std::size_t i = 0; i < inputs.size(); ++i)
    inputs[i] = spread_[i] > 0 ? (inputs[i] - centre_[i]) / spread_[i] : 0;
  return inputs;
}

Foreseen FitEmulators::foreseen(std::size_t target, std::span<const double> at) const {
  Foreseen foreseen;
  foreseen.mean = std::max(sim::exp(means_[target].mean(at)) - offset, 1e-3);
  const double ratio = sim::exp(std::clamp(dispersions_[target].mean(at), -1.5, 5.0));
  foreseen.variance = foreseen.mean * ratio;
  foreseen.ignorance = means_[target].typical_variance();
  return foreseen;
}

std::vector<EmulatorCheck> FitEmulators::check(const std::vector<DesignPoint>& unseen,
                                               std::size_t replications) const {
  std::vector<EmulatorCheck> checks;
  for (std::size_t t = 0; t < fit_->targets.size(); ++t)
    checks.push_back({fit_->targets[t].id,
                      sim::hold_out(means_[t], training(unseen, t, replications)),
                      means_[t].has_process()});
  return checks;
}

double log_probability(const scenarios::FitTarget& target, const Foreseen& foreseen) {
  const double variance = foreseen.variance + foreseen.mean * foreseen.mean * foreseen.ignorance;
  std::vector<double> alternatives;
  for (const double observed : target.observed) {
    if (target.law == scenarios::TargetLaw::count) {
      alternatives.push_back(
          sim::count_log_probability(std::llround(observed), foreseen.mean, variance));
    } else {
      const double spread = variance / squared(foreseen.mean) + squared(target.error);
      alternatives.push_back(
          sim::normal_log_density(sim::log(observed), sim::log(foreseen.mean), spread));
    }
  }
  const std::vector<double> weights(alternatives.size(),
                                    1 / static_cast<double>(alternatives.size()));
  return sim::mixture_log_density(alternatives, weights);
}

double implausibility(const scenarios::FitTarget& target, const Foreseen& foreseen) {
  double least = std::numeric_limits<double>::infinity();
  for (const double observed : target.observed) {
    const double mean = foreseen.mean;
    // The luck of one year, the emulator's ignorance and the error of a rough figure.
    const double spread = std::max(foreseen.variance, mean) + squared(mean) * foreseen.ignorance +
                          squared(mean * target.error);
    least = std::min(least, std::abs(observed - mean) / std::sqrt(spread));
  }
  return least;
}

}  // namespace tools
