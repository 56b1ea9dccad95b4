#include "sim/inference/approximate_bayes.h"

#include <algorithm>
#include <cmath>  // sqrt alone: IEEE 754 fixes its result
#include <limits>
#include <optional>
#include <utility>

#include "sim/inference/cholesky.h"
#include "sim/inference/weights.h"
#include "sim/kernel/expects.h"
#include "sim/random/elementary.h"
#include "sim/random/stream.h"
#include "sim/random/variate.h"

namespace sim {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// What random numbers are asked for, in the domain of sequential Monte Carlo, apart from those of
/// tempered_monte_carlo.cpp.
constexpr std::uint32_t purpose = 16;

/// The next distance is that which half of the weight keeps.
constexpr double quantile_kept = 0.5;

/// The kernel that moves draws has this many times their covariance.
constexpr double spread = 2;

/// Tries made before it is asked whether they are enough.
constexpr std::size_t batch = 250;

struct Try {
  std::vector<double> at;
  std::vector<double> figures;
  double distance = 0;
};

using Simulate = std::function<std::vector<double>(std::span<const double>, std::uint32_t number)>;

class ApproximateRun {
 public:
  ApproximateRun(std::size_t dimensions, std::span<const Summary> summaries,
                 const Simulate& simulate, const ApproximateSettings& settings)
      : dimensions_(dimensions),
        summaries_(summaries),
        simulate_(simulate),
        settings_(settings),
        universe_(settings.seed, Domain::sequential_monte_carlo, settings.run) {
    result_.dimensions = dimensions;
  }

  ApproximateResult finished() {
    const double near_enough = std::sqrt(2 * static_cast<double>(summaries_.size()));
    double epsilon = infinity;
    for (int round = 0; round <= settings_.most_rounds && epsilon > near_enough; ++round) {
      if (round > 0) {
        const double half = weighted_quantile(result_.distances, result_.weights, quantile_kept);
        if (half >= epsilon) break;
        epsilon = std::max(half, near_enough);
        learn_kernel();
      }
      if (!play(epsilon)) break;
    }
    return std::move(result_);
  }

 private:
  /// One try of a round: from the prior, or from a draw of the last round moved a little.
  Try attempt(std::uint32_t number) const {
    Stream stream(universe_, {purpose, number, 0});
    Try made;
    for (std::size_t d = 0; d < dimensions_; ++d) made.at.push_back(normal(stream.uniform()));
    if (!result_.weights.empty()) {
      const std::size_t from = drawn(stream.uniform());
      made.at = kernel_.half_times(made.at);
      for (std::size_t d = 0; d < dimensions_; ++d)
        made.at[d] += result_.draws[from * dimensions_ + d];
    }
    made.figures = simulate_(made.at, number);
    made.distance = std::sqrt(squared_distance(made.figures, summaries_));
    return made;
  }

  std::size_t drawn(double u) const {
    const auto above = std::upper_bound(cumulated_.begin(), cumulated_.end(), u);
    const auto at = static_cast<std::size_t>(above - cumulated_.begin());
    return std::min(at, cumulated_.size() - 1);
  }

  /// The kernel that the next round moves draws by, from those of the last.
  void learn_kernel() {
    WeightedMoments moments = weighted_moments(result_.draws, dimensions_, result_.weights);
    for (double& covariance : moments.covariance) covariance *= spread;
    for (std::size_t d = 0; d < dimensions_; ++d) moments.covariance[d * dimensions_ + d] += 1e-12;
    std::optional<Cholesky> factor = Cholesky::of(std::move(moments.covariance), dimensions_);
    expects(factor.has_value(), "draws differ in every direction");
    kernel_ = std::move(*factor);
    whitened_.clear();
    for (std::size_t i = 0; i < result_.weights.size(); ++i) {
      const std::vector<double> white =
          kernel_.half_solve(std::span(result_.draws).subspan(i * dimensions_, dimensions_));
      whitened_.insert(whitened_.end(), white.begin(), white.end());
    }
    cumulated_.clear();
    double sum = 0;
    for (const double weight : result_.weights) cumulated_.push_back(sum += weight);
  }

  /// Finishes a round with tries within `epsilon`. False, and nothing is changed, when it was
  /// stopped or too few are accepted.
  bool play(double epsilon) {
    const auto most = static_cast<std::size_t>(static_cast<double>(settings_.particles) /
                                               settings_.least_acceptance);
    const ReplicateOptions options{
        .threads = settings_.threads, .stop = settings_.stop, .progress = {}};
    std::vector<Try> accepted;
    std::size_t tries = 0;
    while (accepted.size() < settings_.particles) {
      if (tries >= most) return false;
      auto made = replicate(
          next_, batch, [this] { return [this](std::uint32_t number) { return attempt(number); }; },
          options);
      next_ += static_cast<std::uint32_t>(batch);
      result_.stopped = made.stopped;
      if (made.stopped) return false;
      for (Try& each : made.results) {
        if (accepted.size() == settings_.particles) break;
        ++tries;
        if (each.distance <= epsilon) accepted.push_back(std::move(each));
      }
    }
    keep(accepted);
    const double share = static_cast<double>(accepted.size()) / static_cast<double>(tries);
    result_.rounds.push_back({epsilon, share, tries});
    if (settings_.progress) settings_.progress(result_.rounds.back());
    return true;
  }

  /// The accepted become the draws, each weighted by how much likelier the prior made it than the
  /// way it was found.
  void keep(const std::vector<Try>& accepted) {
    std::vector<double> log_weights;
    for (const Try& each : accepted) log_weights.push_back(log_weight(each.at));
    result_.weights = normalised(log_weights);
    result_.draws.clear();
    result_.figures.clear();
    result_.distances.clear();
    for (const Try& each : accepted) {
      result_.draws.insert(result_.draws.end(), each.at.begin(), each.at.end());
      result_.figures.insert(result_.figures.end(), each.figures.begin(), each.figures.end());
      result_.distances.push_back(each.distance);
    }
  }

  double log_weight(const std::vector<double>& at) const {
    if (result_.weights.empty()) return 0;
    double prior = 0;
    for (const double z : at) prior -= z * z / 2;
    const std::vector<double> white = kernel_.half_solve(at);
    std::vector<double> terms;
    for (std::size_t i = 0; i < result_.weights.size(); ++i) {
      if (result_.weights[i] == 0) continue;
      double squares = 0;
      for (std::size_t d = 0; d < dimensions_; ++d) {
        const double apart = white[d] - whitened_[i * dimensions_ + d];
        squares += apart * apart;
      }
      terms.push_back(log(result_.weights[i]) - squares / 2);
    }
    return prior - log_sum_exp(terms);
  }

  std::size_t dimensions_;
  std::span<const Summary> summaries_;
  const Simulate& simulate_;
  const ApproximateSettings& settings_;
  Universe universe_;
  ApproximateResult result_;
  std::vector<double> whitened_;   ///< draws of the last round, in which the kernel is standard
  std::vector<double> cumulated_;  ///< weights of the last round, added up
  Cholesky kernel_;
  std::uint32_t next_ = 0;  ///< number of the next try
};

}  // namespace

double transformed(double figure, const Summary& summary) {
  if (summary.standard_deviation > 0) return figure / summary.standard_deviation;
  expects(figure >= 0, "a count is not negative");
  return 2 * std::sqrt(figure);
}

double squared_distance(std::span<const double> figures, std::span<const Summary> summaries) {
  expects(figures.size() == summaries.size(), "every summary has a figure");
  double squares = 0;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const double apart =
        transformed(figures[i], summaries[i]) - transformed(summaries[i].observed, summaries[i]);
    squares += apart * apart;
  }
  return squares;
}

ApproximateResult approximate_bayes(std::size_t dimensions, std::span<const Summary> summaries,
                                    const Simulate& simulate, const ApproximateSettings& settings) {
  expects(dimensions >= 1 && !summaries.empty(), "there is a parameter, and a figure");
  expects(settings.particles >= dimensions + 2, "there are more particles than dimensions");
  expects(settings.least_acceptance > 0 && settings.least_acceptance <= 1,
          "an acceptance lies in (0, 1]");
  return ApproximateRun(dimensions, summaries, simulate, settings).finished();
}

AdjustedDraws adjusted(const ApproximateResult& result, std::span<const Summary> summaries) {
  const std::size_t particles = result.weights.size();
  const std::size_t figures = summaries.size();
  const std::size_t terms = figures + 1;
  const double widest = *std::max_element(result.distances.begin(), result.distances.end());
  AdjustedDraws after{result.draws, std::vector<double>(particles)};
  std::vector<double> rows;
  double sum = 0;
  for (std::size_t i = 0; i < particles; ++i) {
    const double share = result.distances[i] / widest;
    sum += after.weights[i] = result.weights[i] * (1 - share * share);
    rows.push_back(1);
    for (std::size_t k = 0; k < figures; ++k)
      rows.push_back(transformed(result.figures[i * figures + k], summaries[k]) -
                     transformed(summaries[k].observed, summaries[k]));
  }
  for (double& weight : after.weights) weight /= sum;

  std::vector<double> normal_matrix = weighted_gram(rows, terms, after.weights);
  for (std::size_t k = 0; k < terms; ++k) normal_matrix[k * terms + k] += 1e-9;
  const std::optional<Cholesky> factor = Cholesky::of(std::move(normal_matrix), terms);
  expects(factor.has_value(), "normal equations with a ridge have a solution");
  for (std::size_t d = 0; d < result.dimensions; ++d) {
    std::vector<double> side(terms);
    for (std::size_t i = 0; i < particles; ++i)
      for (std::size_t k = 0; k < terms; ++k)
        side[k] += after.weights[i] * result.draws[i * result.dimensions + d] * rows[i * terms + k];
    const std::vector<double> slopes = factor->solve(side);
    for (std::size_t i = 0; i < particles; ++i)
      for (std::size_t k = 1; k < terms; ++k)
        after.draws[i * result.dimensions + d] -= slopes[k] * rows[i * terms + k];
  }
  return after;
}

}  // namespace sim
