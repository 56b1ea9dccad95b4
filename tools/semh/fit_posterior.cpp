#include "tools/semh/fit_posterior.h"

#include <limits>
#include <utility>

#include "sim/random/elementary.h"
#include "sim/random/stream.h"
#include "sim/random/variate.h"
#include "sim/statistics/quantile.h"
#include "sim/statistics/tally.h"

namespace tools {
namespace {

constexpr std::size_t draws_of_the_prior = 4'000;
/// Purpose of the draws of the prior that a posterior is held against.
constexpr std::uint32_t prior_purpose = 200;

struct Law {
  scenarios::Estimate estimate;
  double mean;
  double deviation;
};

/// Mean and deviation on the scale on which the parameter's range is even.
Law law_of(std::vector<double> values, bool logarithmic) {
  sim::Tally tally;
  for (const double value : values) tally.add(logarithmic ? sim::log(value) : value);
  const sim::OrderedSample sample(std::move(values));
  return {{sample.quantile(0.5), sample.quantile(0.05), sample.quantile(0.95)},
          tally.mean(),
          tally.standard_deviation()};
}

/// Values of every parameter, by parameter, at each of `draws` draws.
template <class Draw>
std::vector<std::vector<double>> columns(const scenarios::Fit& fit, std::size_t draws, Draw draw) {
  std::vector<std::vector<double>> columns(fit.parameters.size());
  for (std::size_t d = 0; d < draws; ++d) {
    const std::vector<double> values = fit.values_of(draw(d));
    for (std::size_t i = 0; i < values.size(); ++i) columns[i].push_back(values[i]);
  }
  return columns;
}

}  // namespace

FitLikelihood::FitLikelihood(const FitEmulators& emulators, std::vector<std::size_t> targets)
    : emulators_(&emulators), targets_(std::move(targets)), observed_(emulators.fit().targets) {}

FitLikelihood::FitLikelihood(const FitEmulators& emulators, int to)
    : FitLikelihood(emulators, targets_to(emulators.fit(), to)) {}

FitLikelihood::FitLikelihood(const FitEmulators& emulators, int to, const std::vector<double>& made)
    : FitLikelihood(emulators, to) {
  for (std::size_t t = 0; t < made.size(); ++t) observed_[t].observed = {made[t]};
}

FitLikelihood::Judged FitLikelihood::operator()(std::span<const double> z) const {
  const std::vector<double> at = emulators_->standardised(z);
  Judged judged;
  std::vector<double> each;
  each.reserve(targets_.size());
  for (const std::size_t target : targets_) {
    const Foreseen foreseen = emulators_->foreseen(target, at);
    judged.log_likelihood += log_probability(observed_[target], foreseen);
    each.push_back(implausibility(observed_[target], foreseen));
  }
  judged.implausibility = sim::implausibility(each);
  return judged;
}

std::vector<double> Sampled::draw(std::size_t number) const {
  const auto first =
      tempered.draws.begin() + static_cast<std::ptrdiff_t>(number * tempered.dimensions);
  return {first, first + static_cast<std::ptrdiff_t>(tempered.dimensions)};
}

Sampled sampled(const FitLikelihood& likelihood, std::size_t dimensions,
                const SamplingRequest& request) {
  Sampled result;
  result.matched = sim::match(
      dimensions, 1, [&](std::span<const double> z) { return likelihood(z).implausibility; },
      {.seed = request.seed,
       .wave = request.run,
       .run = {.threads = request.threads, .stop = request.stop}});
  const double cut = result.matched.cut;
  const auto possible = [&](std::span<const double> z) {
    const FitLikelihood::Judged judged = likelihood(z);
    if (judged.implausibility > cut) return -std::numeric_limits<double>::infinity();
    return request.weight * judged.log_likelihood;
  };
  result.tempered = sim::tempered_monte_carlo(dimensions, possible,
                                              {.seed = request.seed,
                                               .run = request.run,
                                               .particles = request.particles,
                                               .threads = request.threads,
                                               .stop = request.stop,
                                               .progress = request.progress});
  return result;
}

std::vector<ParameterFinding> findings(const scenarios::Fit& fit, const Sampled& sample) {
  const sim::Universe universe(fit.seed, sim::Domain::sequential_monte_carlo, 0);
  const auto before = columns(fit, draws_of_the_prior, [&](std::size_t d) {
    sim::Stream stream(universe,
                       {.purpose = prior_purpose, .entity = static_cast<std::uint32_t>(d)});
    std::vector<double> z;
    for (std::size_t i = 0; i < fit.dimensions(); ++i) z.push_back(sim::normal(stream.uniform()));
    return z;
  });
  const std::size_t particles = sample.tempered.draws.size() / sample.tempered.dimensions;
  const auto after = columns(fit, particles, [&](std::size_t d) { return sample.draw(d); });
  std::vector<ParameterFinding> found;
  for (std::size_t i = 0; i < fit.parameters.size(); ++i) {
    const Law prior = law_of(before[i], fit.parameters[i].logarithmic);
    const Law posterior = law_of(after[i], fit.parameters[i].logarithmic);
    const double ratio = posterior.deviation / prior.deviation;
    found.push_back({.prior = prior.estimate,
                     .posterior = posterior.estimate,
                     .mean = posterior.mean,
                     .deviation = posterior.deviation,
                     .contraction = 1 - ratio * ratio});
  }
  return found;
}

}  // namespace tools
