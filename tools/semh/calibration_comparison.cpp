// A part of a fit both ways: by the likelihood, and by approximate Bayesian computation without
// one.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/inference/approximate_bayes.h"
#include "sim/inference/count_variate.h"
#include "sim/random/elementary.h"
#include "sim/random/stream.h"
#include "sim/random/variate.h"
#include "sim/statistics/tally.h"
#include "tools/semh/calibrate.h"

namespace tools {
namespace {

/// The part of a fit that both ways are tried on: parameters that are free, the others at their
/// medians, and the targets compared.
struct Reduced {
  explicit Reduced(const scenarios::Fit& fit) : dimensions(fit.dimensions()) {
    const std::size_t first = fit.structures.empty() ? 0 : 1;
    for (std::size_t i = 0; i < fit.parameters.size(); ++i)
      if (fit.parameters[i].compared) free.push_back(first + i);
    for (std::size_t t = 0; t < fit.targets.size(); ++t)
      if (fit.targets[t].compared) targets.push_back(t);
  }

  std::vector<double> whole(std::span<const double> z) const {
    std::vector<double> all(dimensions);
    for (std::size_t i = 0; i < free.size(); ++i) all[free[i]] = z[i];
    return all;
  }

  std::size_t dimensions;
  std::vector<std::size_t> free;
  std::vector<std::size_t> targets;
};

sim::Summary summary_of(const scenarios::FitTarget& target) {
  double observed = 0;
  for (const double one : target.observed)
    observed += one / static_cast<double>(target.observed.size());
  if (target.law == scenarios::TargetLaw::count) return {.observed = std::round(observed)};
  const double error = target.error * observed;
  return {.observed = observed, .standard_deviation = std::sqrt(error * error + 2 * observed)};
}

/// One figure of one future, with the error that a rough one has.
double made_figure(const scenarios::FitTarget& target, const Foreseen& foreseen, sim::Stream luck) {
  const double count =
      static_cast<double>(sim::count_variate(luck.uniform(), foreseen.mean, foreseen.variance));
  return target.error > 0 ? count * sim::exp(target.error * sim::normal(luck.uniform())) : count;
}

}  // namespace

void Calibration::check_approximately() {
  const Reduced part(fit_);
  if (part.free.empty() || part.targets.empty()) return;
  say("The same without a likelihood, of a part.");
  std::vector<sim::Summary> summaries;
  for (const std::size_t t : part.targets) summaries.push_back(summary_of(fit_.targets[t]));
  const auto simulate = [&](std::span<const double> z, std::uint32_t number) {
    const std::vector<double> at = emulators_->standardised(part.whole(z));
    const sim::Universe universe(fit_.seed, sim::Domain::simulated_calibration, number);
    std::vector<double> made;
    for (const std::size_t t : part.targets)
      made.push_back(made_figure(
          fit_.targets[t], emulators_->foreseen(t, at),
          sim::Stream(universe, {.purpose = 202, .entity = static_cast<std::uint32_t>(t)})));
    return made;
  };
  const sim::ApproximateResult without = sim::approximate_bayes(
      part.free.size(), summaries, simulate,
      {.seed = fit_.seed, .particles = 1000, .threads = threads_, .stop = stop_});
  const FitLikelihood likelihood(*emulators_, part.targets);
  const sim::TemperedResult with = sim::tempered_monte_carlo(
      part.free.size(),
      [&](std::span<const double> z) { return likelihood(part.whole(z)).log_likelihood; },
      {.seed = fit_.seed,
       .run = 300,
       .particles = fit_.particles,
       .threads = threads_,
       .stop = stop_});
  if (without.stopped || with.stopped) return;
  const sim::AdjustedDraws adjusted = sim::adjusted(without, summaries);
  for (const std::size_t t : part.targets) {
    const auto log_mean = [&](const std::vector<double>& draws, std::size_t d) {
      const std::span<const double> z(draws.data() + d * part.free.size(), part.free.size());
      return sim::log(emulators_->foreseen(t, emulators_->standardised(part.whole(z))).mean);
    };
    sim::Tally by_fit;
    for (std::size_t d = 0; d < with.log_likelihoods.size(); ++d)
      by_fit.add(log_mean(with.draws, d));
    double approximate = 0;
    for (std::size_t d = 0; d < adjusted.weights.size(); ++d)
      approximate += adjusted.weights[d] * log_mean(adjusted.draws, d);
    account_.approximate.push_back({.target = fit_.targets[t].id,
                                    .fit_mean = by_fit.mean(),
                                    .fit_deviation = by_fit.standard_deviation(),
                                    .approximate_mean = approximate});
  }
  account_.compared_parameters = part.free.size();
}

}  // namespace tools
