#include "sim/sensitivity/rank_correlation.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "sim/inference/cholesky.h"
#include "sim/kernel/expects.h"

namespace sim {
namespace {

/// Ranks around their mean, as one of length 1; all 0 where nothing varies.
std::vector<double> unit_ranks(std::span<const double> values) {
  std::vector<double> ranks = mid_ranks(values);
  const double mean = (static_cast<double>(ranks.size()) + 1) / 2;
  double squares = 0;
  for (double& rank : ranks) {
    rank -= mean;
    squares += rank * rank;
  }
  if (squares > 0)
    for (double& rank : ranks) rank /= std::sqrt(squares);
  return ranks;
}

bool varies(const std::vector<double>& unit) {
  return std::any_of(unit.begin(), unit.end(), [](double rank) { return rank != 0; });
}

}  // namespace

std::vector<double> mid_ranks(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin + 1;
    while (end < order.size() && values[order[end]] == values[order[begin]]) ++end;
    const double shared = static_cast<double>(begin + 1 + end) / 2;
    for (; begin < end; ++begin) ranks[order[begin]] = shared;
  }
  return ranks;
}

double rank_correlation(std::span<const double> one, std::span<const double> other) {
  expects(one.size() >= 2 && one.size() == other.size(), "a correlation is of pairs, two at least");
  const auto first = unit_ranks(one);
  const auto second = unit_ranks(other);
  return std::inner_product(first.begin(), first.end(), second.begin(), 0.0);
}

std::vector<PartialCorrelation> partial_rank_correlations(std::span<const double> at,
                                                          std::size_t inputs,
                                                          std::span<const double> values) {
  const std::size_t points = values.size();
  expects(inputs >= 1 && at.size() == points * inputs, "every point has its inputs and a value");
  expects(points > inputs + 1, "there are more points than inputs to tell apart");
  std::vector<PartialCorrelation> found(inputs);
  std::vector<std::size_t> which;
  std::vector<std::vector<double>> unit;
  for (std::size_t i = 0; i < inputs; ++i) {
    std::vector<double> column(points);
    for (std::size_t p = 0; p < points; ++p) column[p] = at[p * inputs + i];
    unit.push_back(unit_ranks(column));
    if (varies(unit.back()))
      which.push_back(i);
    else
      unit.pop_back();
  }
  unit.push_back(unit_ranks(values));
  if (!varies(unit.back()) || which.empty()) return found;

  const std::size_t size = unit.size();
  std::vector<double> correlations(size * size);
  for (std::size_t i = 0; i < size; ++i)
    for (std::size_t j = 0; j < size; ++j)
      correlations[i * size + j] =
          i == j ? 1 : std::inner_product(unit[i].begin(), unit[i].end(), unit[j].begin(), 0.0);
  const auto factor = Cholesky::of(std::move(correlations), size);
  expects(factor.has_value(), "no input is a function of the others");
  const std::vector<double> inverse = factor->inverse();
  const double freedom = static_cast<double>(points) - 2 - static_cast<double>(which.size() - 1);
  for (std::size_t k = 0; k < which.size(); ++k) {
    PartialCorrelation& one = found[which[k]];
    one.value =
        -inverse[k * size + size - 1] / std::sqrt(inverse[k * size + k] * inverse[size * size - 1]);
    one.freedom = freedom;
    one.t = one.value * std::sqrt(freedom / (1 - one.value * one.value));
  }
  return found;
}

}  // namespace sim
