#include "sim/statistics/variance_split.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "sim/kernel/expects.h"
#include "sim/random/stream.h"
#include "sim/statistics/quantile.h"

namespace sim {
namespace {

/// The futures of one draw.
struct Group {
  double size = 0;
  double mean = 0;
  double squares = 0;  ///< Around their mean.

  void add(double value) {
    size += 1;
    const double from_mean = value - mean;
    mean += from_mean / size;
    squares += from_mean * (value - mean);
  }
};

/// In the order in which draws first come.
std::vector<Group> groups_of(std::span<const double> values, std::span<const std::size_t> draws) {
  expects(values.size() == draws.size(), "every value belongs to a draw");
  std::map<std::size_t, std::size_t> places;
  std::vector<Group> groups;
  for (std::size_t i = 0; i < values.size(); ++i) {
    expects(std::isfinite(values[i]), "a variance is of finite values");
    const auto [known, fresh] = places.try_emplace(draws[i], groups.size());
    if (fresh) groups.emplace_back();
    groups[known->second].add(values[i]);
  }
  return groups;
}

/// `pick(i)` is the i-th group taken, of `count` in all.
template <class Pick>
VarianceSplit split_of(std::size_t count, Pick pick) {
  double size = 0;
  double sum = 0;
  double squared_sizes = 0;
  double within = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const Group& group = pick(i);
    size += group.size;
    sum += group.size * group.mean;
    squared_sizes += group.size * group.size;
    within += group.squares;
  }
  VarianceSplit split;
  if (count < 2 || size <= static_cast<double>(count)) return split;
  split.mean = sum / size;
  double between = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const Group& group = pick(i);
    between += group.size * (group.mean - split.mean) * (group.mean - split.mean);
  }
  const double draws = static_cast<double>(count);
  const double futures = (size - squared_sizes / size) / (draws - 1);  // a draw, on balance
  split.between_draws = between / (draws - 1);
  split.within_draws = within / (size - draws);
  split.chance = split.within_draws;
  split.ignorance = std::max(0.0, (split.between_draws - split.within_draws) / futures);
  split.squared_error = split.between_draws / size;
  return split;
}

}  // namespace

double VarianceSplit::share() const {
  const double all = ignorance + chance;
  return all > 0 ? ignorance / all : 0;
}

bool can_split(std::span<const std::size_t> draws) {
  std::map<std::size_t, std::size_t> sizes;
  for (const std::size_t draw : draws) ++sizes[draw];
  return sizes.size() >= 2 && draws.size() > sizes.size();
}

VarianceSplit variance_split(std::span<const double> values, std::span<const std::size_t> draws) {
  const std::vector<Group> groups = groups_of(values, draws);
  return split_of(groups.size(), [&](std::size_t i) -> const Group& { return groups[i]; });
}

DrawPicks::DrawPicks(std::size_t draws, std::uint64_t seed, std::uint32_t resamples)
    : draws_(draws) {
  expects(draws >= 2, "a share needs two draws");
  expects(resamples >= 2, "an interval needs resamples");
  const double count = static_cast<double>(draws);
  picks_.reserve(draws * resamples);
  for (std::uint32_t resample = 0; resample < resamples; ++resample) {
    Stream stream(Universe(seed, Domain::bootstrap, resample), Address{.purpose = 1});
    for (std::size_t i = 0; i < draws; ++i)
      picks_.push_back(std::min(static_cast<std::uint32_t>(draws - 1),
                                static_cast<std::uint32_t>(stream.uniform() * count)));
  }
}

ShareInterval share_interval(std::span<const double> values, std::span<const std::size_t> draws,
                             const DrawPicks& picks, double confidence) {
  expects(can_split(draws), "a share needs two draws, and one with two futures");
  expects(confidence > 0 && confidence < 1, "a confidence level lies in (0, 1)");
  const std::vector<Group> groups = groups_of(values, draws);
  expects(picks.draws() == groups.size(), "as many draws are picked as there are");
  std::vector<double> shares;
  for (std::size_t resample = 0; resample < picks.resamples(); ++resample) {
    const auto picked = picks.of(resample);
    shares.push_back(split_of(groups.size(), [&](std::size_t i) -> const Group& {
                       return groups[picked[i]];
                     }).share());
  }
  const OrderedSample sample(std::move(shares));
  return {.lower = sample.quantile((1 - confidence) / 2),
          .upper = sample.quantile((1 + confidence) / 2)};
}

}  // namespace sim
