#include "sim/sensitivity/saltelli.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "sim/kernel/expects.h"
#include "sim/random/stream.h"
#include "sim/statistics/quantile.h"

namespace sim {
namespace {

constexpr std::uint32_t resampled_rows = 18;

/// Sums over rows, of which all estimates are made.
struct Sums {
  double values = 0;             ///< Of A and B.
  double squares = 0;            ///< Of A and B.
  std::vector<double> products;  ///< B (mixed - A), by input
  std::vector<double> changes;   ///< (mixed - A) squared, by input
};

/// `count(row)` says how often a row is taken.
template <class Count>
Sums sums_of(const SaltelliValues& values, double centre, Count count) {
  const std::size_t rows = values.a.size();
  const std::size_t inputs = values.mixed.size() / rows;
  Sums sums{.products = std::vector<double>(inputs), .changes = std::vector<double>(inputs)};
  for (std::size_t row = 0; row < rows; ++row) {
    const double times = count(row);
    if (times == 0) continue;
    const double a = values.a[row] - centre;
    const double b = values.b[row] - centre;
    sums.values += times * (a + b);
    sums.squares += times * (a * a + b * b);
    for (std::size_t i = 0; i < inputs; ++i) {
      const double change = values.mixed[row * inputs + i] - values.a[row];
      sums.products[i] += times * b * change;
      sums.changes[i] += times * change * change;
    }
  }
  return sums;
}

struct Shares {
  double mean = 0;
  double variance = 0;
  std::vector<double> first;
  std::vector<double> total;
};

Shares shares_of(const Sums& sums, std::size_t rows) {
  const auto size = static_cast<double>(rows);
  Shares shares{.first = sums.products, .total = sums.changes};
  shares.mean = sums.values / (2 * size);
  shares.variance = std::max(0.0, sums.squares / (2 * size) - shares.mean * shares.mean);
  const double part = shares.variance > 0 ? 1 / (size * shares.variance) : 0;
  for (double& share : shares.first) share *= part;
  for (double& share : shares.total) share *= part / 2;
  return shares;
}

void expect_whole(const SaltelliValues& values) {
  expects(values.a.size() >= 2 && values.b.size() == values.a.size(), "A and B have as many rows");
  expects(!values.mixed.empty() && values.mixed.size() % values.a.size() == 0,
          "every row has a mixed point an input");
  for (const auto* all : {&values.a, &values.b, &values.mixed})
    for (const double value : *all) expects(std::isfinite(value), "a value is finite");
}

std::pair<double, double> middle(std::vector<double> values, double confidence) {
  const OrderedSample sample(std::move(values));
  return {sample.quantile((1 - confidence) / 2), sample.quantile((1 + confidence) / 2)};
}

}  // namespace

SaltelliDesign::SaltelliDesign(std::size_t rows, std::size_t inputs, const SobolScramble& scramble)
    : rows_(rows), inputs_(inputs), points_(scrambled_sobol(rows, 2 * inputs, scramble)) {}

std::vector<double> SaltelliDesign::a(std::size_t row) const {
  const auto begin = points_.begin() + static_cast<std::ptrdiff_t>(row * 2 * inputs_);
  return {begin, begin + static_cast<std::ptrdiff_t>(inputs_)};
}

std::vector<double> SaltelliDesign::b(std::size_t row) const {
  const auto begin = points_.begin() + static_cast<std::ptrdiff_t>((row * 2 + 1) * inputs_);
  return {begin, begin + static_cast<std::ptrdiff_t>(inputs_)};
}

std::vector<double> SaltelliDesign::mixed(std::size_t row, std::size_t input) const {
  std::vector<double> point = a(row);
  point[input] = points_[(row * 2 + 1) * inputs_ + input];
  return point;
}

SaltelliValues evaluated(const SaltelliDesign& design,
                         const std::function<double(std::span<const double>)>& value) {
  SaltelliValues values;
  for (std::size_t row = 0; row < design.rows(); ++row) {
    values.a.push_back(value(design.a(row)));
    values.b.push_back(value(design.b(row)));
    for (std::size_t i = 0; i < design.inputs(); ++i)
      values.mixed.push_back(value(design.mixed(row, i)));
  }
  return values;
}

VarianceShares variance_shares(const SaltelliValues& values, std::uint64_t seed,
                               std::uint32_t resamples, double confidence) {
  expect_whole(values);
  expects(resamples >= 2, "an interval needs resamples");
  expects(confidence > 0 && confidence < 1, "a confidence level lies in (0, 1)");
  const std::size_t rows = values.a.size();
  double centre = 0;
  for (std::size_t row = 0; row < rows; ++row)
    centre += (values.a[row] + values.b[row]) / (2 * static_cast<double>(rows));
  const Shares whole = shares_of(sums_of(values, centre, [](std::size_t) { return 1.0; }), rows);

  VarianceShares found{.mean = centre + whole.mean, .variance = whole.variance, .inputs = {}};
  found.inputs.resize(whole.first.size());
  std::vector<std::vector<double>> first(whole.first.size());
  std::vector<std::vector<double>> total(whole.first.size());
  std::vector<double> times(rows);
  for (std::uint32_t resample = 0; resample < resamples; ++resample) {
    Stream stream(Universe(seed, Domain::bootstrap, resample), {.purpose = resampled_rows});
    std::fill(times.begin(), times.end(), 0);
    for (std::size_t pick = 0; pick < rows; ++pick)
      times[std::min(rows - 1,
                     static_cast<std::size_t>(stream.uniform() * static_cast<double>(rows)))] += 1;
    const Shares again =
        shares_of(sums_of(values, centre, [&](std::size_t row) { return times[row]; }), rows);
    for (std::size_t i = 0; i < first.size(); ++i) {
      first[i].push_back(again.first[i]);
      total[i].push_back(again.total[i]);
    }
  }
  for (std::size_t i = 0; i < first.size(); ++i) {
    VarianceShare& one = found.inputs[i];
    one.first = whole.first[i];
    one.total = whole.total[i];
    std::tie(one.first_lower, one.first_upper) = middle(std::move(first[i]), confidence);
    std::tie(one.total_lower, one.total_upper) = middle(std::move(total[i]), confidence);
  }
  return found;
}

}  // namespace sim
