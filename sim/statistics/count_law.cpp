#include "sim/statistics/count_law.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <boost/math/special_functions/gamma.hpp>

#include "sim/kernel/expects.h"

// The start of each row comes from Boost.Math in long double, rounded once as in estimate.cpp; the
// rest follows from it by the ratios of neighbours, which are additions and multiplications.

namespace sim {
namespace {

constexpr double negligible = 1e-13;  // of a law
constexpr double nothing = 1e-20;     // of the greatest probability: where a row ends

/// Variances closer to the mean than this are those of a Poisson law.
constexpr double least_excess = 1e-6;

/// Drops what is beyond the tail.
void trim(std::vector<double>& probabilities) {
  double tail = 0;
  while (probabilities.size() > 1 && tail + probabilities.back() < negligible) {
    tail += probabilities.back();
    probabilities.pop_back();
  }
}

/// 0 where the law is a Poisson one.
double size_of(double mean, double variance) {
  return variance > mean * (1 + least_excess) ? mean * mean / (variance - mean) : 0;
}

}  // namespace

long double CountLaw::log_of(const Part& part, std::int64_t count) {
  using boost::math::lgamma;
  const auto k = static_cast<long double>(count);
  const auto mean = static_cast<long double>(part.mean);
  const auto size = static_cast<long double>(part.size);
  if (part.size == 0) return k * std::log(mean) - mean - lgamma(k + 1);
  return lgamma(k + size) - lgamma(size) - lgamma(k + 1) - size * std::log1p(mean / size) -
         k * std::log1p(size / mean);
}

/// Adds the part to the row, outwards from its peak. False where it reaches beyond `most`.
bool CountLaw::add(const Part& part) {
  const double more = part.size == 0 ? 0 : part.mean / (part.mean + part.size);
  const double peak =
      part.size == 0 ? part.mean : std::max(0.0, part.mean / part.size * (part.size - 1));
  if (!(peak <= static_cast<double>(most))) return false;
  const auto start = static_cast<std::int64_t>(peak);
  const auto ratio = [&](std::int64_t k) {  // P(k + 1) / P(k)
    const auto next = static_cast<double>(k + 1);
    return part.size == 0 ? part.mean / next : more * (static_cast<double>(k) + part.size) / next;
  };
  const double at_peak = part.weight * static_cast<double>(std::exp(log_of(part, start)));
  double value = at_peak;
  for (std::int64_t k = start; value > nothing * at_peak; ++k) {
    if (k > most) return false;
    const auto place = static_cast<std::size_t>(k);
    if (place >= probabilities_.size()) probabilities_.resize(place + 1, 0.0);
    probabilities_[place] += value;
    value *= ratio(k);
  }
  value = at_peak;
  for (std::int64_t k = start - 1; k >= 0; --k) {
    value /= ratio(k);
    if (value <= nothing * at_peak) break;
    probabilities_[static_cast<std::size_t>(k)] += value;
  }
  return true;
}

CountLaw::CountLaw(std::vector<Part> parts) : parts_(std::move(parts)) {}

std::optional<CountLaw> CountLaw::made_of(std::vector<Part> parts) {
  CountLaw law(std::move(parts));
  for (const Part& part : law.parts_)
    if (!law.add(part)) return {};
  trim(law.probabilities_);
  double sum = 0;
  for (const double probability : law.probabilities_) law.at_most_.push_back(sum += probability);
  for (double& probability : law.probabilities_) probability /= sum;
  for (double& below : law.at_most_) below /= sum;
  return law;
}

std::optional<CountLaw> CountLaw::poisson(double mean) {
  expects(mean > 0, "a mean count is positive");
  return made_of({{.weight = 1, .mean = mean, .size = 0}});
}

std::optional<CountLaw> CountLaw::negative_binomial(double mean, double variance) {
  expects(mean > 0, "a mean count is positive");
  return made_of({{.weight = 1, .mean = mean, .size = size_of(mean, variance)}});
}

std::optional<CountLaw> CountLaw::poisson_mixture(std::span<const double> means,
                                                  std::span<const double> weights) {
  expects(means.size() == weights.size(), "each mean has a weight");
  std::vector<Part> parts;
  for (std::size_t i = 0; i < means.size(); ++i) {
    if (weights[i] < negligible) continue;
    expects(means[i] > 0, "a mean count is positive");
    parts.push_back({weights[i], means[i], 0});
  }
  expects(!parts.empty(), "a mean has weight");
  return made_of(std::move(parts));
}

double CountLaw::probability(std::int64_t count) const {
  if (count < 0 || count > largest()) return 0;
  return probabilities_[static_cast<std::size_t>(count)];
}

double CountLaw::log_probability(std::int64_t count) const {
  expects(count >= 0, "a count is not negative");
  std::vector<long double> logs;
  for (const Part& part : parts_)
    logs.push_back(std::log(static_cast<long double>(part.weight)) + log_of(part, count));
  const long double greatest = *std::max_element(logs.begin(), logs.end());
  long double sum = 0;
  for (const long double one : logs) sum += std::exp(one - greatest);
  return static_cast<double>(greatest + std::log(sum));
}

double CountLaw::at_most(std::int64_t count) const {
  if (count < 0) return 0;
  return count >= largest() ? 1 : at_most_[static_cast<std::size_t>(count)];
}

std::int64_t CountLaw::quantile(double probability) const {
  expects(probability > 0 && probability < 1, "a probability lies in (0, 1)");
  return std::lower_bound(at_most_.begin(), at_most_.end() - 1, probability) - at_most_.begin();
}

double CountLaw::mean() const {
  double sum = 0;
  for (std::size_t k = 0; k < probabilities_.size(); ++k)
    sum += static_cast<double>(k) * probabilities_[k];
  return sum;
}

double CountLaw::log_probability(std::int64_t count, double mean, double variance) {
  expects(mean > 0 && count >= 0, "a count is not negative and its mean is positive");
  return static_cast<double>(
      log_of({.weight = 1, .mean = mean, .size = size_of(mean, variance)}, count));
}

}  // namespace sim
