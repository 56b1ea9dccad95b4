// A law of counts: how probable each of 0, 1, 2, ... is, kept as a row of probabilities.
//
// For printed statistics: what a naive forecast says of next year's exclusions, and how good that
// was. Kept whole because every score and interval then is one short sum, the same for a Poisson
// law, a negative binomial one and a mixture; nothing is drawn.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sim {

class CountLaw {
 public:
  /// Counts that a law may reach; one that reaches further is not made.
  static constexpr std::int64_t most = 4'000'000;

  /// Nothing where `mean` > 0 is so great that the law would reach beyond `most`.
  static std::optional<CountLaw> poisson(double mean);

  /// By its moments; the Poisson law where `variance` <= `mean`. Requires: mean > 0.
  static std::optional<CountLaw> negative_binomial(double mean, double variance);

  /// Poisson given its mean, which is one of `means` with the probability in `weights`. Means of
  /// next to no weight (below 1e-13) are left out; the others are positive.
  /// Requires: as many of each, weights >= 0 that sum to 1.
  static std::optional<CountLaw> poisson_mixture(std::span<const double> means,
                                                 std::span<const double> weights);

  /// log P(N = count) of negative_binomial(), without making its row. Requires: mean > 0,
  /// count >= 0.
  static double log_probability(std::int64_t count, double mean, double variance);

  double probability(std::int64_t count) const;
  /// Its logarithm, exact also where it is too small to be kept. Requires: count >= 0.
  double log_probability(std::int64_t count) const;
  /// Of `count` or fewer.
  double at_most(std::int64_t count) const;
  /// The least count that `probability` in (0, 1) of the law does not exceed.
  std::int64_t quantile(double probability) const;
  double mean() const;

  /// What is cut off holds less than 1e-12 of the law.
  std::int64_t largest() const { return static_cast<std::int64_t>(at_most_.size()) - 1; }

 private:
  /// A part of a mixture: negative binomial, Poisson where `size` is 0.
  struct Part {
    double weight = 1;
    double mean = 0;
    double size = 0;
  };
  static long double log_of(const Part& part, std::int64_t count);
  static std::optional<CountLaw> made_of(std::vector<Part> parts);
  explicit CountLaw(std::vector<Part> parts);
  bool add(const Part& part);

  std::vector<Part> parts_;
  std::vector<double> probabilities_;  ///< By count.
  std::vector<double> at_most_;        ///< By count; the last is 1.
};

}  // namespace sim
