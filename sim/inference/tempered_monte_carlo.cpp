#include "sim/inference/tempered_monte_carlo.h"

#include <algorithm>
#include <cmath>  // sqrt and ceil alone: IEEE 754 fixes their results
#include <iterator>
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
enum class Purpose : std::uint32_t { first_draw = 1, resampling = 2, walk = 3, swing = 4 };

constexpr std::uint32_t number_of(Purpose purpose) {
  return static_cast<std::uint32_t>(purpose);
}

/// Moves of this size, of those of size 1, keep the particles going where the law is narrow.
constexpr double small_move = 0.3;
constexpr double best_scale = 2.38;   ///< Over sqrt(dimensions): Roberts, Gelman & Gilks (1997).
constexpr double never_moved = 0.01;  ///< The sweeps leave so many particles where they were.

/// How much of its way from the centre a particle keeps when it swings: all sizes, as none suits
/// every law and every stage.
constexpr double kept_ways[] = {0.95, 0.8, 0.5, 0};

/// Swings are a little wider than the particles, whose spread is itself an estimate.
constexpr double swing_width = 1.1;

struct Particle {
  std::vector<double> at;
  double log_likelihood = 0;
  int walked = 0;  ///< Times, in the last sweeps; likewise below.
  int swung = 0;
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
                      .swings_taken = 0,
                      .scale = scale_,
                      .sweeps = 0};
    if (!sweep(settings_.fewest_sweeps, done)) return false;
    if (!sweep(sweeps_for(done.acceptance), done)) return false;
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
        spread_ = std::move(*factor);
        centre_ = moments.mean;
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

  /// Moves every particle until there were `sweeps` in this step, and keeps account in `done`.
  /// False when it was stopped, and then none is moved.
  bool sweep(int sweeps, TemperedStep& done) {
    if (sweeps <= done.sweeps) return true;
    const auto moved = [&](std::uint32_t number) {
      Particle particle = particles_[number];
      particle.walked = particle.swung = 0;
      for (int i = done.sweeps; i < sweeps; ++i) {
        walk(particle, number, static_cast<std::uint32_t>(i));
        swing(particle, number, static_cast<std::uint32_t>(i));
      }
      return particle;
    };
    auto all = in_parallel(0, particles_.size(), moved);
    if (!all) return false;
    particles_ = std::move(*all);
    double walked = 0;
    double swung = 0;
    for (const Particle& particle : particles_) {
      walked += particle.walked;
      swung += particle.swung;
    }
    const auto n = static_cast<double>(particles_.size());
    done.acceptance = (done.acceptance * done.sweeps + walked / n) / sweeps;
    done.swings_taken = (done.swings_taken * done.sweeps + swung / n) / sweeps;
    done.sweeps = sweeps;
    return true;
  }

  Stream luck_of(Purpose purpose, std::uint32_t particle, std::uint32_t sweep) const {
    const auto step = static_cast<std::uint32_t>(result_.steps.size());
    return {universe_, {number_of(purpose), particle, (step << 8) | sweep}};
  }

  /// Takes the particle to `to`, or refuses to (Metropolis & Hastings). `log_ratio` is that of
  /// proposing the way back to proposing the way there.
  bool taken(Particle& particle, std::vector<double> to, double log_ratio, double u) const {
    const double log_likelihood = checked_log_likelihood(to);
    if (log_likelihood == -infinity) return false;
    const double gain = temperature_ * (log_likelihood - particle.log_likelihood) + log_prior(to) -
                        log_prior(particle.at) + log_ratio;
    if (log(u) >= gain) return false;
    particle.at = std::move(to);
    particle.log_likelihood = log_likelihood;
    return true;
  }

  /// One step of a random walk.
  void walk(Particle& particle, std::uint32_t number, std::uint32_t sweep) const {
    Stream luck = luck_of(Purpose::walk, number, sweep);
    std::vector<double> to(dimensions_);
    for (double& z : to) z = normal(luck.uniform());
    to = spread_.half_times(to);
    const double size = scale_ * best_scale / std::sqrt(static_cast<double>(dimensions_)) *
                        (luck.uniform() < 0.5 ? small_move : 1);
    for (std::size_t d = 0; d < dimensions_; ++d) to[d] = particle.at[d] + size * to[d];
    if (taken(particle, std::move(to), 0, luck.uniform())) ++particle.walked;
  }

  /// One swing about the centre, as if the law were normal with the particles' moments: were it so,
  /// every swing would be taken.
  void swing(Particle& particle, std::uint32_t number, std::uint32_t sweep) const {
    Stream luck = luck_of(Purpose::swing, number, sweep);
    const double kept = kept_ways[static_cast<std::size_t>(luck.uniform() * std::size(kept_ways))];
    const double fresh = swing_width * std::sqrt(1 - kept * kept);
    std::vector<double> to(dimensions_);
    for (std::size_t d = 0; d < dimensions_; ++d) to[d] = particle.at[d] - centre_[d];
    to = spread_.half_solve(to);
    double log_ratio = 0;
    for (double& z : to) {
      log_ratio -= z * z / 2;
      z = kept * z + fresh * normal(luck.uniform());
      log_ratio += z * z / 2;
    }
    to = spread_.half_times(to);
    for (std::size_t d = 0; d < dimensions_; ++d) to[d] += centre_[d];
    log_ratio /= swing_width * swing_width;
    if (taken(particle, std::move(to), log_ratio, luck.uniform())) ++particle.swung;
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
  std::vector<double> centre_;  ///< of the particles, when the step began
  Cholesky spread_;             ///< of their covariance
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
