// The steps of a fit, in their order, and what each leaves behind for the report.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/posterior.h"
#include "sim/experiment/interrupt.h"
#include "sim/inference/importance.h"
#include "tools/semh/commands.h"
#include "tools/semh/fit_design.h"
#include "tools/semh/fit_posterior.h"

namespace tools {

/// How a target compares with what the posterior predicts, by real simulations.
struct PredictiveCheck {
  std::string target;
  double observed = 0;
  double median = 0;
  double low = 0;  ///< 5 in 100 are below.
  double high = 0;
  double below = 0;  ///< Share of predictions below what was observed, those equal by half.
};

/// The emulators against simulations where the posterior lies.
struct TruthCheck {
  std::size_t draws = 0;
  std::size_t replications = 0;
  double error_of_means =
      0;  ///< Root mean square of log(emulated mean / simulated), noise taken off.
  sim::SmoothedWeights weights{};
  double largest_shift = 0;  ///< Of a parameter's mean by reweighting [posterior deviations].
  std::string shifted{};     ///< Which parameter.
  std::vector<PredictiveCheck> predictive{};
};

/// One posterior, by several seeds where there are.
struct Fitted {
  scenarios::FitPosterior asked{};
  Sampled sample{};
  std::vector<ParameterFinding> found{};
};

/// The last posterior by other seeds.
struct SeedCheck {
  std::size_t seeds = 0;
  double largest_spread = 0;   ///< Between seeds, of a parameter's mean [posterior deviations].
  std::string widest{};        ///< Which parameter.
  double evidence_spread = 0;  ///< Standard deviation of the log evidence between seeds.
};

/// A combination of parameters by an approximate Bayesian computation, beside the fit.
struct ApproximateCheck {
  std::string target;
  double fit_mean = 0;  ///< Of the logarithm of its expected figure.
  double fit_deviation = 0;
  double approximate_mean = 0;
};

struct FitAccount {
  std::vector<EmulatorCheck> emulators{};
  std::size_t guesses = 0;
  std::vector<Fitted> fitted{};
  SeedCheck seeds{};
  TruthCheck truth{};
  std::size_t compared_parameters = 0;  ///< Free in the comparison with no likelihood.
  std::vector<ApproximateCheck> approximate{};
};

/// A fit under way; every step may be stopped, and then the next call begins where it ended.
class Calibration {
 public:
  Calibration(const CalibrateRequest& request, const scenarios::Fit& fit);

  // Each is false if it was asked to stop before the end.
  bool run();
  /// Guesses and emulators alone.
  bool learn();

  const FitAccount& account() const { return account_; }
  const FitSimulator& simulator() const { return simulator_; }
  /// Requires: learn() or run().
  const FitEmulators& emulators() const { return *emulators_; }
  const std::atomic<bool>* stop() const { return stop_; }
  unsigned threads() const { return threads_; }
  void say(const std::string& text) const;

 private:
  bool guess();
  bool guess_again(std::uint32_t wave);
  void emulate();
  bool sample_all();
  bool sample_again();
  bool check_truth();
  void check_approximately();

  Sampled sample(int to, std::uint32_t run, std::size_t particles, double weight, std::string name);
  std::vector<std::vector<double>> first_guesses(std::size_t count, std::uint32_t design) const;
  bool is_stopped() const { return stop_->load(); }
  const scenarios::FitPosterior& last() const { return fit_.posteriors.back(); }

  const CalibrateRequest& request_;
  const scenarios::Fit& fit_;
  FitSimulator simulator_;
  const std::atomic<bool>* stop_;
  unsigned threads_;
  FitDesign design_;
  std::vector<DesignPoint> points_;
  std::optional<FitEmulators> emulators_;
  FitAccount account_;
};

/// Fits figures made with known parameters, writes FIT_check.csv and prints what it says.
/// Returns the exit code.
int check_fits(Calibration& calibration, const CalibrateRequest& request);

/// The file of a posterior.
scenarios::Posterior posterior_of(const scenarios::Fit& fit, const Fitted& fitted,
                                  const std::string& inputs, const std::string& command);

/// calibration.md: the account of a fit for people.
std::string account_text(const scenarios::Fit& fit, const FitAccount& account);

}  // namespace tools
