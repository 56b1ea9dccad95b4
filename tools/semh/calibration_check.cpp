// semh calibrate --check: fits to made figures whose truth is known, and whether it lies where the
// fits say.
#include <cmath>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "output/number_text.h"
#include "sim/experiment/disk.h"
#include "sim/experiment/interrupt.h"
#include "sim/inference/simulated_calibration.h"
#include "sim/random/elementary.h"
#include "sim/random/stream.h"
#include "sim/random/variate.h"
#include "tools/semh/calibrate.h"

namespace tools {
namespace {

constexpr std::uint32_t truth_purpose = 203;
constexpr std::uint32_t error_purpose = 204;
constexpr std::uint32_t rank_purpose = 205;
/// Replications of truths begin here, beyond those of every guess.
constexpr std::uint32_t first_truth = 4'000'000'000U;
constexpr std::size_t draws_of_a_rank = 99;
constexpr std::size_t bins = 20;

std::vector<double> truth_of(const scenarios::Fit& fit, std::uint32_t number) {
  const sim::Universe universe(fit.seed, sim::Domain::simulated_calibration, number);
  sim::Stream luck(universe, {.purpose = truth_purpose});
  std::vector<double> z;
  for (std::size_t i = 0; i < fit.dimensions(); ++i) z.push_back(sim::normal(luck.uniform()));
  return z;
}

/// One future at the truth, with the error that a rough figure has.
std::vector<double> made_figures(const FitSimulator& simulator, const std::vector<double>& truth,
                                 std::uint32_t number) {
  const scenarios::Fit& fit = simulator.fit();
  std::vector<double> figures = simulator.figures(truth, first_truth + number, 1).front();
  const sim::Universe universe(fit.seed, sim::Domain::simulated_calibration, number);
  sim::Stream luck(universe, {.purpose = error_purpose});
  for (std::size_t t = 0; t < figures.size(); ++t) {
    const double error = fit.targets[t].error;
    const double z = sim::normal(luck.uniform());
    // A figure of none has no logarithm: a rough one is of half a pupil at least.
    if (error > 0) figures[t] = std::max(figures[t], 0.5) * sim::exp(error * z);
  }
  return figures;
}

/// By parameter: how many of the draws lie below the truth.
std::vector<std::size_t> ranks_of(const scenarios::Fit& fit, const Sampled& sample,
                                  const std::vector<double>& truth, std::uint32_t number) {
  const std::size_t particles = sample.tempered.draws.size() / sample.tempered.dimensions;
  std::vector<std::vector<double>> draws(fit.parameters.size());
  for (std::size_t d = 0; d < draws_of_a_rank; ++d) {
    const auto values = fit.values_of(sample.draw(d * particles / draws_of_a_rank));
    for (std::size_t i = 0; i < values.size(); ++i) draws[i].push_back(values[i]);
  }
  const std::vector<double> true_values = fit.values_of(truth);
  const sim::Universe universe(fit.seed, sim::Domain::simulated_calibration, number);
  sim::Stream luck(universe, {.purpose = rank_purpose});
  std::vector<std::size_t> ranks;
  for (std::size_t i = 0; i < draws.size(); ++i)
    ranks.push_back(sim::rank_of(true_values[i], draws[i], luck.uniform()));
  return ranks;
}

/// Ranks of every fit, by parameter, as a table and in a sentence.
class RankAccount {
 public:
  explicit RankAccount(const scenarios::Fit& fit) : fit_(fit), ranks_(fit.parameters.size()) {}

  void add(const std::vector<std::size_t>& ranks) {
    for (std::size_t i = 0; i < ranks.size(); ++i) ranks_[i].push_back(ranks[i]);
    ++fits_;
  }

  std::string csv() const {
    std::string text = "parameter,fits,within_90_in_100,within_50_in_100,chi_squared,p_value";
    for (std::size_t b = 1; b <= bins; ++b) text += ",bin_" + std::to_string(b);
    text += "\n";
    for (std::size_t i = 0; i < ranks_.size(); ++i) {
      const sim::RankHistogram histogram = sim::rank_histogram(ranks_[i], draws_of_a_rank, bins);
      text += fit_.parameters[i].id + "," + std::to_string(fits_) + "," +
              std::to_string(sim::covered(ranks_[i], draws_of_a_rank, 0.9)) + "," +
              std::to_string(sim::covered(ranks_[i], draws_of_a_rank, 0.5)) + "," +
              output::fixed(histogram.chi_squared, 2) + "," + output::fixed(histogram.p_value, 4);
      for (const std::int64_t count : histogram.counts) text += "," + std::to_string(count);
      text += "\n";
    }
    return text;
  }

  std::string sentence() const {
    std::int64_t within = 0;
    std::size_t worst = 0;
    std::vector<std::int64_t> each;
    for (const auto& ranks : ranks_) {
      each.push_back(sim::covered(ranks, draws_of_a_rank, 0.9));
      within += each.back();
      if (each.back() < each[worst]) worst = each.size() - 1;
    }
    const auto trials = static_cast<std::int64_t>(fits_);
    const sim::CountRange one = sim::binomial_range(trials, 0.9, 0.99);
    const auto all = static_cast<double>(fits_ * ranks_.size());
    return "In " + std::to_string(fits_) +
           " fits to made figures, ranges of nine in ten held the truth " +
           output::fixed(100 * static_cast<double>(within) / all, 1) +
           " times in 100 over all parameters; least often that of " + fit_.parameters[worst].id +
           ", " + std::to_string(each[worst]) + " of " + std::to_string(fits_) + " (" +
           std::to_string(one.lower) + " to " + std::to_string(one.upper) +
           " are to be expected of one parameter, 99 times in 100).";
  }

 private:
  const scenarios::Fit& fit_;
  std::size_t fits_ = 0;
  std::vector<std::vector<std::size_t>> ranks_;  ///< By parameter.
};

}  // namespace

int check_fits(Calibration& calibration, const CalibrateRequest& request) {
  const scenarios::Fit& fit = calibration.simulator().fit();
  const auto stopped = [] {
    std::cerr << "Stopped; the guesses are kept, the checks are not.\n";
    return 128 + sim::stopping_signal();
  };
  if (!calibration.learn()) return stopped();
  RankAccount account(fit);
  for (std::uint32_t number = 0; number < request.check; ++number) {
    const std::vector<double> truth = truth_of(fit, number);
    const FitLikelihood likelihood(calibration.emulators(), fit.posteriors.back().to,
                                   made_figures(calibration.simulator(), truth, number));
    const Sampled sample = sampled(likelihood, fit.dimensions(),
                                   {.seed = fit.seed,
                                    .run = 1000 + number,
                                    .particles = fit.particles / 2,
                                    .threads = calibration.threads(),
                                    .stop = calibration.stop()});
    if (calibration.stop()->load()) return stopped();
    account.add(ranks_of(fit, sample, truth, number));
    calibration.say("Fit " + std::to_string(number + 1) + " of " + std::to_string(request.check) +
                    ".");
  }
  const auto to = request.output.empty() ? request.fit.parent_path() : request.output;
  const auto file = to / (request.fit.stem().string() + "_check.csv");
  sim::write_whole_file(file, account.csv());
  std::cout << account.sentence() << "\n" << file.generic_string() << "\n";
  return 0;
}

}  // namespace tools
