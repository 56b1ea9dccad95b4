#include "sim/inference/history_matching.h"

#include <algorithm>
#include <cmath>  // sqrt and abs alone: IEEE 754 fixes their results
#include <limits>
#include <utility>

#include "sim/kernel/expects.h"
#include "sim/random/stream.h"
#include "sim/random/variate.h"

namespace sim {
namespace {

constexpr std::uint32_t purpose = 2;
constexpr std::size_t outputs_to_forgive_one = 10;

struct Candidate {
  std::vector<double> at;
  double implausibility = 0;
};

/// Candidates `first` to `first + count - 1` of the prior, in that order.
std::pair<std::vector<Candidate>, bool> candidates(
    std::uint32_t first, std::size_t count, std::size_t dimensions,
    const std::function<double(std::span<const double>)>& implausibility_at,
    const MatchingSettings& settings) {
  const Universe universe(settings.seed, Domain::calibration_design, settings.wave);
  auto made = replicate(
      first, count,
      [&] {
        return [&](std::uint32_t number) {
          Stream stream(universe, {purpose, number, 0});
          Candidate candidate;
          for (std::size_t d = 0; d < dimensions; ++d)
            candidate.at.push_back(normal(stream.uniform()));
          candidate.implausibility = implausibility_at(candidate.at);
          return candidate;
        };
      },
      settings.run);
  return {std::move(made.results), made.stopped};
}

/// The smallest cut, not below the one asked for, that keeps the least share.
double cut_of(const std::vector<Candidate>& tried, const MatchingSettings& settings) {
  std::vector<double> sorted;
  for (const Candidate& candidate : tried) sorted.push_back(candidate.implausibility);
  std::sort(sorted.begin(), sorted.end());
  const auto kept =
      static_cast<std::size_t>(settings.least_share * static_cast<double>(sorted.size()));
  return kept == 0 ? settings.cut : std::max(settings.cut, sorted[kept - 1]);
}

double share_within(const std::vector<Candidate>& tried, double cut) {
  const auto within = std::count_if(tried.begin(), tried.end(), [cut](const Candidate& candidate) {
    return candidate.implausibility <= cut;
  });
  return static_cast<double>(within) / static_cast<double>(tried.size());
}

}  // namespace

double implausibility(double observed, double expected, const Tolerance& tolerance) {
  const double variance =
      tolerance.emulator + tolerance.observation + tolerance.chance + tolerance.discrepancy;
  expects(variance > 0, "something keeps a model and an observation apart");
  return std::abs(observed - expected) / std::sqrt(variance);
}

double implausibility(std::span<const double> of_outputs) {
  double largest = 0;
  double second = 0;
  for (const double value : of_outputs) {
    second = std::max(second, std::min(value, largest));
    largest = std::max(largest, value);
  }
  return of_outputs.size() > outputs_to_forgive_one ? second : largest;
}

Matched match(std::size_t dimensions, std::size_t wanted,
              const std::function<double(std::span<const double>)>& implausibility_at,
              const MatchingSettings& settings) {
  expects(dimensions >= 1, "there is a parameter");
  expects(settings.prior_draws >= 100, "a share of the prior is learnt from a hundred draws");
  expects(settings.least_share >= 0 && settings.least_share <= 1, "a share lies in [0, 1]");
  Matched matched;
  std::uint32_t next = 0;
  const auto more = [&] {
    auto [made, stopped] =
        candidates(next, settings.prior_draws, dimensions, implausibility_at, settings);
    next += static_cast<std::uint32_t>(settings.prior_draws);
    matched.stopped = stopped;
    return std::move(made);
  };
  const auto keep = [&](const std::vector<Candidate>& from) {
    for (const Candidate& candidate : from)
      if (candidate.implausibility <= matched.cut && matched.points.size() < wanted * dimensions)
        matched.points.insert(matched.points.end(), candidate.at.begin(), candidate.at.end());
  };

  std::vector<Candidate> tried = more();
  if (matched.stopped) return matched;
  matched.cut = cut_of(tried, settings);
  matched.share = share_within(tried, matched.cut);
  matched.share_at_asked_cut = share_within(tried, settings.cut);
  keep(tried);
  while (matched.share > 0 && matched.points.size() < wanted * dimensions && !matched.stopped) {
    tried = more();
    keep(tried);
  }
  return matched;
}

bool another_wave_helps(double share_before, double share, double emulator, double rest) {
  return share <= 0.8 * share_before && emulator >= 0.1 * rest;
}

}  // namespace sim
