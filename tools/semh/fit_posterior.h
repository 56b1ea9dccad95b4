// From emulators to a posterior: history matching, then tempered Monte Carlo on the likelihood of
// the counts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "scenarios/fit.h"
#include "sim/experiment/interrupt.h"
#include "sim/inference/history_matching.h"
#include "sim/inference/tempered_monte_carlo.h"
#include "tools/semh/fit_emulators.h"

namespace tools {

/// The evidence of the school years up to `to`, as a likelihood of guesses.
class FitLikelihood {
 public:
  /// The emulators must outlive it.
  FitLikelihood(const FitEmulators& emulators, int to);

  /// Of these targets of the fit alone.
  FitLikelihood(const FitEmulators& emulators, std::vector<std::size_t> targets);

  /// The same of other figures than those observed, for fits to made data: by target of the fit.
  FitLikelihood(const FitEmulators& emulators, int to, const std::vector<double>& made);

  struct Judged {
    double log_likelihood = 0;
    double implausibility = 0;
  };
  Judged operator()(std::span<const double> z) const;

 private:
  const FitEmulators* emulators_;
  std::vector<std::size_t> targets_;
  std::vector<scenarios::FitTarget> observed_;  ///< By target of the fit.
};

struct SamplingRequest {
  std::uint64_t seed = 0;
  std::uint32_t run = 0;  ///< Runs of a seed share no number.
  std::size_t particles = 0;
  double weight = 1;  ///< Of the evidence: below 1 for guesses of a later wave.
  unsigned threads = 1;
  const std::atomic<bool>* stop = nullptr;
  std::function<void(const sim::TemperedStep&)> progress{};
};

struct Sampled {
  sim::Matched matched;
  sim::TemperedResult tempered;
  std::vector<double> draw(std::size_t number) const;  ///< z [dimensions].
};

Sampled sampled(const FitLikelihood& likelihood, std::size_t dimensions,
                const SamplingRequest& request);

/// A parameter's law before and after, from equally likely draws.
struct ParameterFinding {
  scenarios::Estimate prior{};  ///< Median, and where nine in ten lie.
  scenarios::Estimate posterior{};
  double mean = 0;         ///< Of the posterior, on the scale on which the range is even.
  double deviation = 0;    ///< The same.
  double contraction = 0;  ///< 1 - variance after / variance before.
};

/// By parameter of the fit.
std::vector<ParameterFinding> findings(const scenarios::Fit& fit, const Sampled& sample);

/// A parameter that the data have contracted by less is called an assumption.
constexpr double least_contraction = 0.25;

}  // namespace tools
