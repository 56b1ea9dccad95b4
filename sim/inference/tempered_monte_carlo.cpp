#include "sim/inference/tempered_monte_carlo.h"

#include <algorithm>
#include <cmath>  // sqrt and ceil alone: IEEE 754 fixes their results
#include <limits>
#include <optional>
#include <utility>

#include "sim/inference/cholesky.h"
#include "sim/inference/weights.h"
#include "sim/kernel/expects.h"
#include "sim/random/elementary.h"
#include "sim/random/log_gamma.h"
#include "sim/random/stream.h"
#include "sim/random/variate.h"

namespace sim {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// What random numbers are asked for, in the domain of sequential Monte Carlo.
enum class Purpose : std::uint32_t { first_draw = 1, resampling = 2, move = 3 };

constexpr std::uint32_t number_of(Purpose purpose) {
  return static_cast<std::uint32_t>(purpose);
}

/// Moves of this size, of those of size 1, keep the particles going where the law is narrow.
constexpr double small_move = 0.3;
constexpr double best_scale = 2.38;   ///< Over sqrt(dimensions): Roberts, Gelman & Gilks (1997).
constexpr double never_moved = 0.01;  ///< The sweeps leave so many particles where they were.

struct Particle {
  std::vector<double> at;
  double log_likelihood = 0;
  int moved = 0;  ///< Times, in the last sweeps.
};

double log_prior(const std::vector<double>& at) {
  double squares = 0;
  for (const double z : at) squares += z * z;
  return -squares / 2;  // up to a constant
}

/// Everything of one run but its settings.
class TemperedRun {
 public:
  TemperedRun(std::size_t dimensions,
              const std::function<double(std::span<const double>)>& log_likelihood,
              const TemperedSettings& settings)
      : dimensions_(dimensions),
        log_likelihood_(log_likelihood),
        settings_(settings),
        universe_(settings.seed, Domain::sequential_monte_carlo, settings.run) {
    result_.dimensions = dimensions;
  }

  TemperedResult finished() {
    if (draw_prior()) {
      while (temperature_ < 1 && step()) {
      }
    }
    for (Particle& particle : particles_) {
      result_.draws.insert(result_.draws.end(), particle.at.begin(), particle.at.end());
      result_.log_likelihoods.push_back(particle.log_likelihood);
    }
    return std::move(result_);
  }

 private:
  double checked_log_likelihood(std::span<const double> at) const {
    const double value = log_likelihood_(at);
    expects(value < infinity, "a likelihood is a finite number, or nothing");  // nor not a number
    return value;
  }

  /// Runs `make(i)` for i from `first` on; empty when it was stopped.
  template <class Make>
  std::optional<std::vector<Particle>> in_parallel(std::uint32_t first, std::size_t count,
                                                   const Make& make) {
    const ReplicateOptions options{
        .threads = settings_.threads, .stop = settings_.stop, .progress = {}};
    auto made = replicate(
        first, count, [&] { return std::cref(make); }, options);
    result_.stopped = made.stopped;
    if (made.stopped) return std::nullopt;
    return std::move(made.results);
  }

  /// Fills the particles with possible draws from the prior, which are part of the evidence.
  /// False when there are too few, or when it was stopped.
  bool draw_prior() {
    const auto draw = [this](std::uint32_t number) {
      Stream stream(universe_, {number_of(Purpose::first_draw), number, 0});
      Particle particle;
      for (std::size_t d = 0; d < dimensions_; ++d) particle.at.push_back(normal(stream.uniform()));
      particle.log_likelihood = checked_log_likelihood(particle.at);
      return particle;
    };
    const std::size_t wanted = settings_.particles;
    std::size_t tries = 0;
    for (std::size_t batch = 0; batch < settings_.most_tries; ++batch) {
      auto drawn = in_parallel(static_cast<std::uint32_t>(batch * wanted), wanted, draw);
      if (!drawn) return false;
      for (Particle& particle : *drawn) {
        if (particles_.size() == wanted) break;
        ++tries;
        if (particle.log_likelihood > -infinity) particles_.push_back(std::move(particle));
      }
      if (particles_.size() < wanted) continue;
      result_.possible_share = static_cast<double>(wanted) / static_cast<double>(tries);
      result_.log_evidence = log(result_.possible_share);
      return true;
    }
    particles_.clear();
    return false;
  }

  std::vector<double> log_likelihoods() const {
    std::vector<double> values;
    values.reserve(particles_.size());
    for (const Particle& particle : particles_) values.push_back(particle.log_likelihood);
    return values;
  }

  /// Goes up to the next temperature. False when it was stopped.
  bool step() {
    const auto n = static_cast<double>(particles_.size());
    std::vector<double> log_weights = log_likelihoods();
    const double next = next_temperature(log_weights, temperature_, settings_.share_kept * n);
    for (double& weight : log_weights) weight *= next - temperature_;
    result_.log_evidence += log_sum_exp(log_weights) - log(n);
    temperature_ = next;

    const std::vector<double> weights = normalised(log_weights);
    learn_moves(weights);
    resample(weights);
    TemperedStep done{.temperature = temperature_,
                      .effective = effective_sample_size(weights),
                      .acceptance = 0,
                      .scale = scale_,
                      .sweeps = settings_.fewest_sweeps};
    if (!sweep(0, done.sweeps, done.acceptance)) return false;
    const int sweeps = sweeps_for(done.acceptance);
    if (sweeps > done.sweeps) {
      double acceptance = 0;
      if (!sweep(done.sweeps, sweeps, acceptance)) return false;
      done.acceptance += (acceptance - done.acceptance) * (sweeps - done.sweeps) / sweeps;
      done.sweeps = sweeps;
    }
    result_.steps.push_back(done);
    if (settings_.progress) settings_.progress(done);
    adapt(done.acceptance);
    return true;
  }

  /// The shape of the moves: that of the particles at the new temperature.
  void learn_moves(const std::vector<double>& weights) {
    std::vector<double> all;
    all.reserve(particles_.size() * dimensions_);
    for (const Particle& particle : particles_)
      all.insert(all.end(), particle.at.begin(), particle.at.end());
    const WeightedMoments moments = weighted_moments(all, dimensions_, weights);
    for (double jitter = 0;; jitter = jitter == 0 ? 1e-12 : jitter * 100) {
      std::vector<double> covariance = moments.covariance;
      for (std::size_t d = 0; d < dimensions_; ++d) covariance[d * dimensions_ + d] += jitter;
      if (std::optional<Cholesky> factor = Cholesky::of(std::move(covariance), dimensions_)) {
        moves_ = std::move(*factor);
        return;
      }
    }
  }

  void resample(const std::vector<double>& weights) {
    const auto number = static_cast<std::uint32_t>(result_.steps.size());
    const double u = universe_.uniform({number_of(Purpose::resampling), 0, number});
    std::vector<Particle> next;
    next.reserve(particles_.size());
    for (const std::size_t i : systematic_resampling(weights, particles_.size(), u))
      next.push_back(particles_[i]);
    particles_ = std::move(next);
  }

  /// Moves every particle in sweeps `first` to `end - 1`. False when it was stopped, and then none
  /// is moved.
  bool sweep(int first, int end, double& acceptance) {
    const auto moved = [&](std::uint32_t number) {
      Particle particle = particles_[number];
      particle.moved = 0;
      for (int i = first; i < end; ++i) move(particle, number, static_cast<std::uint32_t>(i));
      return particle;
    };
    auto all = in_parallel(0, particles_.size(), moved);
    if (!all) return false;
    particles_ = std::move(*all);
    std::size_t sum = 0;
    for (const Particle& particle : particles_) sum += static_cast<std::size_t>(particle.moved);
    acceptance = static_cast<double>(sum) / static_cast<double>(particles_.size()) / (end - first);
    return true;
  }

  /// One step of a random walk, taken or refused (Metropolis).
  void move(Particle& particle, std::uint32_t number, std::uint32_t sweep) const {
    const auto step = static_cast<std::uint32_t>(result_.steps.size());
    Stream stream(universe_, {number_of(Purpose::move), number, (step << 8) | sweep});
    std::vector<double> away(dimensions_);
    for (double& z : away) z = normal(stream.uniform());
    away = moves_.half_times(away);
    const double size = scale_ * best_scale / std::sqrt(static_cast<double>(dimensions_)) *
                        (stream.uniform() < 0.5 ? small_move : 1);
    for (std::size_t d = 0; d < dimensions_; ++d) away[d] = particle.at[d] + size * away[d];

    const double log_likelihood = checked_log_likelihood(away);
    const double luck = log(stream.uniform());
    if (log_likelihood == -infinity) return;
    const double gain = temperature_ * (log_likelihood - particle.log_likelihood) +
                        log_prior(away) - log_prior(particle.at);
    if (luck >= gain) return;
    particle.at = std::move(away);
    particle.log_likelihood = log_likelihood;
    ++particle.moved;
  }

  /// So many that hardly a particle stays where it was.
  int sweeps_for(double acceptance) const {
    if (acceptance <= 0) return settings_.most_sweeps;
    if (acceptance >= 1) return settings_.fewest_sweeps;
    const double sweeps = std::ceil(log(never_moved) / log1p(-acceptance));
    return static_cast<int>(
        std::clamp<double>(sweeps, settings_.fewest_sweeps, settings_.most_sweeps));
  }

  /// Between temperatures only: within one, the moves may not depend on what they found.
  void adapt(double acceptance) {
    if (acceptance < 0.2) scale_ *= 0.75;
    if (acceptance > 0.4) scale_ *= 1.25;
  }

  std::size_t dimensions_;
  const std::function<double(std::span<const double>)>& log_likelihood_;
  const TemperedSettings& settings_;
  Universe universe_;
  TemperedResult result_;
  std::vector<Particle> particles_;
  Cholesky moves_;
  double temperature_ = 0;
  double scale_ = 1;
};

/// Of equal weights, after `log_likelihoods` came in by `degree`.
double effective_after(std::span<const double> log_likelihoods, double degree) {
  std::vector<double> log_weights(log_likelihoods.begin(), log_likelihoods.end());
  for (double& weight : log_weights) weight *= degree;
  return effective_sample_size(normalised(log_weights));
}

}  // namespace

double next_temperature(std::span<const double> log_likelihoods, double temperature,
                        double effective) {
  expects(temperature >= 0 && temperature < 1, "a temperature lies in [0, 1)");
  if (effective_after(log_likelihoods, 1 - temperature) >= effective) return 1;
  double low = 0;
  double high = 1 - temperature;
  for (int i = 0; i < 100; ++i) {
    const double middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    (effective_after(log_likelihoods, middle) >= effective ? low : high) = middle;
  }
  expects(temperature + high > temperature, "a step up in temperature changes it");
  return temperature + high;
}

TemperedResult tempered_monte_carlo(
    std::size_t dimensions, const std::function<double(std::span<const double>)>& log_likelihood,
    const TemperedSettings& settings) {
  expects(dimensions >= 1, "there is a parameter");
  expects(settings.particles >= dimensions + 2, "there are more particles than dimensions");
  expects(settings.share_kept > 0 && settings.share_kept < 1, "a share kept lies in (0, 1)");
  expects(settings.fewest_sweeps >= 1 && settings.fewest_sweeps <= settings.most_sweeps &&
              settings.most_sweeps <= 255,
          "there are 1 to 255 sweeps");
  return TemperedRun(dimensions, log_likelihood, settings).finished();
}

}  // namespace sim
