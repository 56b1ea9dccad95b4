// semh calibrate: from the evidence to the posteriors that scenarios name.
#include "tools/semh/calibrate.h"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <utility>

#include "output/number_text.h"
#include "sim/experiment/digest.h"
#include "sim/experiment/disk.h"
#include "sim/experiment/interrupt.h"
#include "sim/inference/count_variate.h"
#include "sim/inference/latin_hypercube.h"
#include "sim/random/elementary.h"
#include "sim/random/stream.h"
#include "sim/random/variate.h"
#include "sim/statistics/quantile.h"
#include "sim/statistics/tally.h"
#include "tools/semh/fit_design.h"

namespace tools {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t hold_out_wave = 9;
constexpr std::uint32_t truth_wave = 10;
/// The share of the evidence that guides the guesses of a later wave: a posterior three times as
/// wide.
constexpr double weight_of_later_waves = 0.1;
constexpr std::uint32_t other_seeds = 4;

fs::path folder_of(const CalibrateRequest& request, const FitSimulator& simulator) {
  if (!request.folder.empty()) return request.folder;
  sim::make_folder("out");
  return fit_folder(simulator, request.fit.stem().string());
}

}  // namespace

Calibration::Calibration(const CalibrateRequest& request, const scenarios::Fit& fit)
    : request_(request),
      fit_(fit),
      simulator_(fit),
      stop_(sim::stop_on_signals()),
      threads_(request.threads > 0 ? request.threads : sim::available_threads()),
      design_(simulator_, {folder_of(request, simulator_), threads_, request.quiet}) {}

void Calibration::say(const std::string& text) const {
  if (!request_.quiet) std::cerr << text << std::endl;
}

bool Calibration::learn() {
  if (!guess()) return false;
  emulate();
  for (std::uint32_t wave = 1; wave < fit_.waves; ++wave) {
    if (!guess_again(wave)) return false;
    emulate();
  }
  account_.guesses = points_.size();
  return true;
}

bool Calibration::run() {
  if (!learn()) return false;
  if (!sample_all() || !sample_again() || !check_truth()) return false;
  check_approximately();
  return !is_stopped();
}

std::vector<std::vector<double>> Calibration::first_guesses(std::size_t count,
                                                            std::uint32_t design) const {
  const std::size_t dimensions = fit_.dimensions();
  const std::vector<double> cube =
      sim::latin_hypercube(count, dimensions, {.seed = fit_.seed, .design = design});
  std::vector<std::vector<double>> guesses(count);
  for (std::size_t p = 0; p < count; ++p)
    for (std::size_t i = 0; i < dimensions; ++i)
      guesses[p].push_back(sim::normal(cube[p * dimensions + i]));
  return guesses;
}

bool Calibration::guess() {
  say("First guesses: " + std::to_string(fit_.points) + " over the whole prior.");
  auto points = design_.simulated({0, fit_.replications}, first_guesses(fit_.points, 0));
  if (!points) return false;
  points_ = std::move(*points);
  if (fit_.hold_out == 0) return true;
  const auto unseen =
      design_.simulated({hold_out_wave, fit_.replications}, first_guesses(fit_.hold_out, 1));
  if (!unseen) return false;
  say("Fitting emulators.");
  emulate();
  account_.emulators = emulators_->check(*unseen, fit_.replications);
  return true;
}

bool Calibration::guess_again(std::uint32_t wave) {
  say("Guesses where the evidence leaves it possible, wave " + std::to_string(wave + 1) + ".");
  const Sampled near =
      sample(last().to, 100 + wave, fit_.later_points, weight_of_later_waves, "guesses");
  if (is_stopped()) return false;
  std::vector<std::vector<double>> guesses;
  for (std::size_t p = 0; p < fit_.later_points; ++p) guesses.push_back(near.draw(p));
  auto points = design_.simulated({wave, fit_.replications}, guesses);
  if (!points) return false;
  for (DesignPoint& point : *points) points_.push_back(std::move(point));
  return true;
}

void Calibration::emulate() {
  emulators_.emplace(fit_, points_, fit_.replications, threads_);
}

Sampled Calibration::sample(int to, std::uint32_t run, std::size_t particles, double weight,
                            std::string name) {
  return sampled(FitLikelihood(*emulators_, to), fit_.dimensions(),
                 {.seed = fit_.seed,
                  .run = run,
                  .particles = particles,
                  .weight = weight,
                  .threads = threads_,
                  .stop = stop_,
                  .progress = [&](const sim::TemperedStep& step) {
                    say("  " + name + ": the evidence counts for " +
                        output::fixed(100 * step.temperature, 1) + " in 100.");
                  }});
}

bool Calibration::sample_all() {
  std::uint32_t run = 0;
  for (const scenarios::FitPosterior& asked : fit_.posteriors) {
    say("Posterior " + asked.id + ".");
    Fitted fitted{.asked = asked,
                  .sample = sample(asked.to, run++, fit_.particles, 1, asked.id),
                  .found = {}};
    if (is_stopped()) return false;
    fitted.found = findings(fit_, fitted.sample);
    account_.fitted.push_back(std::move(fitted));
  }
  return true;
}

bool Calibration::sample_again() {
  const Fitted& first = account_.fitted.back();
  std::vector<sim::Tally> means(fit_.parameters.size());
  sim::Tally evidence;
  const auto take = [&](const std::vector<ParameterFinding>& found, double log_evidence) {
    for (std::size_t i = 0; i < means.size(); ++i) means[i].add(found[i].mean);
    evidence.add(log_evidence);
  };
  take(first.found, first.sample.tempered.log_evidence);
  say("The same by other seeds.");
  for (std::uint32_t seed = 1; seed <= other_seeds; ++seed) {
    const Sampled again =
        sample(last().to, 200 + seed, fit_.particles, 1, "seed " + std::to_string(seed + 1));
    if (is_stopped()) return false;
    take(findings(fit_, again), again.tempered.log_evidence);
  }
  account_.seeds.seeds = other_seeds + 1;
  account_.seeds.evidence_spread = evidence.standard_deviation();
  for (std::size_t i = 0; i < means.size(); ++i) {
    const double spread = means[i].standard_deviation() / first.found[i].deviation;
    if (spread <= account_.seeds.largest_spread) continue;
    account_.seeds.largest_spread = spread;
    account_.seeds.widest = fit_.parameters[i].id;
  }
  return true;
}

namespace {

/// What was foreseen at a guess, had the emulator been the simulation itself.
Foreseen seen(const Moments& moments, std::size_t target) {
  const double mean = std::max(moments.mean[target], 1e-3);
  return {mean, std::max(moments.variance[target], 1e-3), 0};
}

/// Of draws and of chance, from moments at each draw: a mixture of negative binomials.
PredictiveCheck predictive(const scenarios::FitTarget& target, std::size_t number,
                           const std::vector<DesignPoint>& points, std::uint64_t seed) {
  const sim::Universe universe(seed, sim::Domain::bootstrap, 0);
  std::vector<double> figures;
  constexpr std::uint32_t futures = 20;
  for (std::size_t p = 0; p < points.size(); ++p) {
    const Foreseen at = seen(points[p].moments, number);
    sim::Stream luck(universe, {.purpose = 201,
                                .entity = static_cast<std::uint32_t>(number),
                                .episode = static_cast<std::uint32_t>(p)});
    for (std::uint32_t f = 0; f < futures; ++f) {
      const double u = luck.uniform();
      const double error =
          target.error > 0 ? sim::exp(target.error * sim::normal(luck.uniform())) : 1;
      figures.push_back(error * static_cast<double>(sim::count_variate(u, at.mean, at.variance)));
    }
  }
  double below = 0;
  double observed = 0;
  for (const double alternative : target.observed)
    observed += alternative / static_cast<double>(target.observed.size());
  for (const double figure : figures) below += figure < observed ? 1 : figure == observed ? 0.5 : 0;
  const auto count = static_cast<double>(figures.size());
  const sim::OrderedSample sample(std::move(figures));
  return {.target = target.id,
          .observed = observed,
          .median = sample.quantile(0.5),
          .low = sample.quantile(0.05),
          .high = sample.quantile(0.95),
          .below = below / count};
}

/// How far reweighting moves the mean of any parameter.
void find_shift(const scenarios::Fit& fit, const std::vector<DesignPoint>& points,
                const std::vector<ParameterFinding>& found, TruthCheck& truth) {
  for (std::size_t i = 0; i < fit.parameters.size(); ++i) {
    double plain = 0;
    double weighted = 0;
    for (std::size_t p = 0; p < points.size(); ++p) {
      const double plainly = fit.values_of(points[p].z)[i];
      const double value = fit.parameters[i].logarithmic ? sim::log(plainly) : plainly;
      plain += value / static_cast<double>(points.size());
      weighted += value * sim::exp(truth.weights.log_weights[p]);
    }
    const double shift = std::abs(weighted - plain) / found[i].deviation;
    if (shift <= truth.largest_shift) continue;
    truth.largest_shift = shift;
    truth.shifted = fit.parameters[i].id;
  }
}

}  // namespace

bool Calibration::check_truth() {
  if (fit_.check_draws == 0) return true;
  say("Simulating where the posterior lies.");
  const Fitted& fitted = account_.fitted.back();
  std::vector<std::vector<double>> guesses;
  for (std::size_t d = 0; d < fit_.check_draws; ++d)
    guesses.push_back(fitted.sample.draw(d * fit_.particles / fit_.check_draws));
  const auto points = design_.simulated({truth_wave, fit_.check_replications}, guesses);
  if (!points) return false;

  TruthCheck& truth = account_.truth;
  truth.draws = fit_.check_draws;
  truth.replications = fit_.check_replications;
  std::vector<double> log_ratios;
  double squares = 0;
  double noise = 0;
  for (const DesignPoint& point : *points) {
    const std::vector<double> at = emulators_->standardised(point.z);
    double ratio = 0;
    for (std::size_t t = 0; t < fit_.targets.size(); ++t) {
      const Foreseen emulated = emulators_->foreseen(t, at);
      Foreseen simulated = seen(point.moments, t);
      const double of_mean = simulated.variance / (simulated.mean * simulated.mean *
                                                   static_cast<double>(fit_.check_replications));
      const double error = sim::log(emulated.mean + 0.1) - sim::log(simulated.mean + 0.1);
      squares += error * error;
      noise += of_mean;
      // The dispersion of so few replications would be noise: the emulated one stands for both.
      simulated.variance = simulated.mean * emulated.variance / emulated.mean;
      simulated.ignorance = of_mean;
      ratio +=
          log_probability(fit_.targets[t], simulated) - log_probability(fit_.targets[t], emulated);
    }
    log_ratios.push_back(ratio);
  }
  const auto compared = static_cast<double>(points->size() * fit_.targets.size());
  truth.error_of_means = std::sqrt(std::max(0.0, (squares - noise) / compared));
  truth.weights = sim::smoothed(log_ratios);
  find_shift(fit_, *points, fitted.found, truth);
  for (std::size_t t = 0; t < fit_.targets.size(); ++t)
    if (fit_.targets[t].year <= fitted.asked.to)
      truth.predictive.push_back(predictive(fit_.targets[t], t, *points, fit_.seed));
  return true;
}

int calibrate(const CalibrateRequest& request) {
  const scenarios::Fit fit = scenarios::read_fit(request.fit);
  Calibration calibration(request, fit);
  if (request.check > 0) return check_fits(calibration, request);
  if (!calibration.run()) {
    std::cerr << "Stopped; what was simulated is kept. The same command goes on from there.\n";
    return 128 + sim::stopping_signal();
  }
  const fs::path to = request.output.empty() ? request.fit.parent_path() : request.output;
  const std::string inputs = calibration.simulator().inputs();
  const std::string command = "semh calibrate " + request.fit.generic_string();
  for (const Fitted& fitted : calibration.account().fitted) {
    const fs::path file = to / (fitted.asked.id + ".toml");
    sim::write_whole_file(file,
                          scenarios::posterior_text(posterior_of(fit, fitted, inputs, command)));
    std::cout << file.generic_string() << "\n";
  }
  const fs::path file = to / "calibration.md";
  sim::write_whole_file(file, account_text(fit, calibration.account()));
  std::cout << file.generic_string() << "\n";
  return 0;
}

}  // namespace tools
