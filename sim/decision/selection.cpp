#include "sim/decision/selection.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

#include "sim/kernel/expects.h"
#include "sim/random/elementary.h"
#include "sim/statistics/estimate.h"
#include "sim/statistics/tally.h"

namespace sim {
namespace {

/// The variance of the difference of two options over the first stage.
double variance_between(const PairedValues& values, std::size_t a, std::size_t b,
                        std::size_t first_stage) {
  Tally differences;
  for (std::size_t i = 0; i < first_stage; ++i) differences.add(values.at(i, a) - values.at(i, b));
  return differences.variance();
}

/// Keeps the sums so far, and drops whoever a survivor has left behind.
class Screen {
 public:
  Screen(const PairedValues& values, double indifference, const ScreeningConstants& constants,
         std::size_t first_stage)
      : values_(values),
        indifference_(indifference),
        h_squared_(constants.h_squared),
        sums_(values.options, 0),
        variances_(values.options * values.options, 0),
        survives_(values.options, true) {
    for (std::size_t a = 0; a < values.options; ++a)
      for (std::size_t b = 0; b < a; ++b)
        variances_[a * values.options + b] = variances_[b * values.options + a] =
            variance_between(values, a, b, first_stage);
  }

  void see(std::size_t observation) {
    for (std::size_t option = 0; option < values_.options; ++option)
      sums_[option] += values_.at(observation, option);
  }

  /// After `seen` observations. All are judged by those who survived until now.
  void drop(std::size_t seen) {
    const std::vector<bool> before = survives_;
    for (std::size_t a = 0; a < values_.options; ++a)
      for (std::size_t b = 0; b < values_.options; ++b)
        if (a != b && before[a] && before[b] && sums_[a] - sums_[b] > boundary(a, b, seen))
          survives_[a] = false;
  }

  std::size_t survivors() const {
    return static_cast<std::size_t>(std::count(survives_.begin(), survives_.end(), true));
  }
  const std::vector<bool>& survives() const { return survives_; }

 private:
  double boundary(std::size_t a, std::size_t b, std::size_t seen) const {
    const double variance = variances_[a * values_.options + b];
    return std::max(0.0, indifference_ / 2 *
                             (h_squared_ * variance / (indifference_ * indifference_) -
                              static_cast<double>(seen)));
  }

  const PairedValues& values_;
  double indifference_;
  double h_squared_;
  std::vector<double> sums_;
  std::vector<double> variances_;
  std::vector<bool> survives_;
};

std::size_t smallest_of(std::span<const double> means) {
  return static_cast<std::size_t>(std::min_element(means.begin(), means.end()) - means.begin());
}

}  // namespace

ScreeningConstants screening_constants(std::size_t options, std::size_t first_stage, double error) {
  expects(options >= 2 && first_stage >= 2, "selection needs two options and two observations");
  expects(error > 0 && error < 1 - 1 / static_cast<double>(options),
          "the chance of an error is below that of a blind choice");
  const double freedom = static_cast<double>(first_stage) - 1;
  const double eta =
      0.5 * (sim::pow(2 * error / static_cast<double>(options - 1), -2 / freedom) - 1);
  return {.eta = eta, .h_squared = 2 * eta * freedom};
}

Screening screened(const PairedValues& values, double indifference, double error,
                   std::size_t first_stage) {
  expects(values.observations() > first_stage, "screening needs more than its first stage");
  expects(indifference > 0, "a difference worth telling is above 0");
  Screen screen(values, indifference, screening_constants(values.options, first_stage, error),
                first_stage);
  std::size_t seen = 0;
  while (seen < values.observations() && screen.survivors() > 1) {
    screen.see(seen++);
    if (seen >= first_stage) screen.drop(seen);
  }
  return {screen.survives(), screen.survivors(), seen};
}

std::vector<Estimate> behind_best(const PairedValues& values) {
  expects(values.options >= 2 && values.observations() >= 2, "two options are seen twice");
  std::vector<double> means(values.options, 0);
  for (std::size_t i = 0; i < values.observations(); ++i)
    for (std::size_t option = 0; option < values.options; ++option)
      means[option] += values.at(i, option) / static_cast<double>(values.observations());
  const std::size_t best = smallest_of(means);
  std::vector<Estimate> behind;
  for (std::size_t option = 0; option < values.options; ++option) {
    Tally differences;
    for (std::size_t i = 0; i < values.observations(); ++i)
      differences.add(values.at(i, option) - values.at(i, best));
    behind.push_back(estimate(differences));
  }
  return behind;
}

Standing standing(bool survives, const Estimate& behind, double indifference) {
  if (survives) return Standing::may_be_best;
  if (behind.upper() <= indifference) return Standing::as_good;
  return behind.lower() <= indifference ? Standing::perhaps_as_good : Standing::worse;
}

std::vector<std::size_t> times_best(const PairedValues& values) {
  std::vector<std::size_t> times(values.options, 0);
  for (std::size_t i = 0; i < values.observations(); ++i) {
    double best = values.at(i, 0);
    for (std::size_t option = 1; option < values.options; ++option)
      best = std::min(best, values.at(i, option));
    for (std::size_t option = 0; option < values.options; ++option)
      if (values.at(i, option) == best) ++times[option];
  }
  return times;
}

std::vector<double> budget_shares(std::span<const double> means,
                                  std::span<const double> deviations) {
  expects(means.size() == deviations.size() && means.size() >= 3, "a budget has three options");
  const std::size_t best = smallest_of(means);
  std::vector<double> shares(means.size(), 0);
  double squares = 0;
  for (std::size_t i = 0; i < means.size(); ++i) {
    expects(deviations[i] > 0, "a budget is for options that vary");
    if (i == best) continue;
    expects(means[i] > means[best], "one option has the smallest mean");
    const double ratio = deviations[i] / (means[i] - means[best]);
    shares[i] = ratio * ratio;
    squares += shares[i] * shares[i] / (deviations[i] * deviations[i]);
  }
  shares[best] = deviations[best] * std::sqrt(squares);
  const double all = std::accumulate(shares.begin(), shares.end(), 0.0);
  for (double& share : shares) share /= all;
  return shares;
}

double chance_of_correct_selection(std::span<const double> means,
                                   std::span<const double> deviations,
                                   std::span<const double> replications) {
  expects(means.size() == deviations.size() && means.size() == replications.size(),
          "each option has a mean, a deviation and replications");
  const std::size_t best = smallest_of(means);
  const auto squared_error = [&](std::size_t i) {
    return deviations[i] * deviations[i] / replications[i];
  };
  double wrong = 0;
  for (std::size_t i = 0; i < means.size(); ++i) {
    if (i == best) continue;
    const double apart =
        (means[i] - means[best]) / std::sqrt(squared_error(i) + squared_error(best));
    wrong += normal_cumulative(-apart);
  }
  return std::max(0.0, 1 - wrong);
}

}  // namespace sim
