// How likely an observed count is, given what a model says of its mean and variance.
//
// A count that varies more than Poisson is taken to be negative binomial with that mean and
// variance, any other to be Poisson: with counts of five to twelve a normal law would be wrong.
// As the variance falls to the mean, the one law passes into the other without a step.
#pragma once

#include <cstdint>
#include <span>

namespace sim {

/// log probability of `count`; minus infinity where impossible. Requires: count >= 0, mean >= 0 and
/// finite.
double poisson_log_probability(std::int64_t count, double mean);

/// log probability of `count`: negative binomial with `mean` and `variance`, Poisson where
/// variance <= mean. Requires: count >= 0, mean >= 0, both finite.
/// Source: Wood (2010), Nature 466, for likelihoods from simulated moments.
double count_log_probability(std::int64_t count, double mean, double variance);

/// log density of `value`. Requires: variance > 0.
double normal_log_density(double value, double mean, double variance);

/// log of the sum of weights x exp(log densities): a disputed figure has alternatives, and the
/// model may agree with any of them. Requires: as many weights as densities, weights not negative,
/// with a sum of 1 within 1e-9.
double mixture_log_density(std::span<const double> log_densities, std::span<const double> weights);

}  // namespace sim
