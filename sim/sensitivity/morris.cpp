#include "sim/sensitivity/morris.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "sim/kernel/expects.h"
#include "sim/random/stream.h"
#include "sim/statistics/quantile.h"

namespace sim {
namespace {

// What random numbers are for.
constexpr std::uint32_t walks = 16;
constexpr std::uint32_t resampled_walks = 16;
constexpr std::uint32_t turned_signs = 17;

std::size_t one_of(Stream& stream, std::size_t count) {
  return std::min(count - 1,
                  static_cast<std::size_t>(stream.uniform() * static_cast<double>(count)));
}

/// Adds trajectory `number` of the universe to the design.
void add_trajectory(const Universe& universe, std::uint32_t number, std::size_t levels,
                    MorrisDesign& design) {
  Stream stream(universe, {walks, 0, number});
  const std::size_t half = levels / 2;
  std::vector<double> at(design.inputs);
  std::vector<double> then(design.inputs);
  for (std::size_t i = 0; i < design.inputs; ++i) {
    const std::size_t low = one_of(stream, half);
    const bool falls = stream.uniform() < 0.5;
    at[i] = static_cast<double>(low) / static_cast<double>(levels - 1);
    then[i] = static_cast<double>(low + half) / static_cast<double>(levels - 1);
    if (falls) std::swap(at[i], then[i]);
  }
  std::vector<std::size_t> order(design.inputs);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[one_of(stream, i)]);
  design.points.insert(design.points.end(), at.begin(), at.end());
  for (const std::size_t input : order) {
    at[input] = then[input];
    design.points.insert(design.points.end(), at.begin(), at.end());
    design.moved.push_back(input);
  }
}

/// The same with the trajectories `kept` alone, in their order.
MorrisDesign part_of(const MorrisDesign& all, const std::vector<std::size_t>& kept) {
  MorrisDesign part{.inputs = all.inputs, .step = all.step, .points = {}, .moved = {}};
  const std::size_t numbers = (all.inputs + 1) * all.inputs;
  for (const std::size_t one : kept) {
    const auto points = std::span(all.points).subspan(one * numbers, numbers);
    part.points.insert(part.points.end(), points.begin(), points.end());
    const auto moved = std::span(all.moved).subspan(one * all.inputs, all.inputs);
    part.moved.insert(part.moved.end(), moved.begin(), moved.end());
  }
  return part;
}

/// Begins with the two that are furthest apart, and adds what is furthest from all it has.
std::vector<std::size_t> furthest_apart(const MorrisDesign& all, std::size_t wanted) {
  const std::size_t count = all.trajectories();
  expects(count >= 1, "there is a trajectory to keep");
  std::vector<double> distance(count * count);
  std::size_t best = 0;
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t j = 0; j < i; ++j) {
      distance[i * count + j] = distance[j * count + i] = apart(all, i, j);
      if (distance[i * count + j] > distance[best]) best = i * count + j;
    }
  std::vector<std::size_t> kept{best / count};
  std::vector<double> from_kept(count);
  std::vector<bool> taken(count, false);
  taken[kept.front()] = true;
  while (kept.size() < wanted) {
    for (std::size_t i = 0; i < count; ++i) from_kept[i] += distance[kept.back() * count + i];
    std::size_t next = count;
    for (std::size_t i = 0; i < count; ++i)
      if (!taken[i] && (next == count || from_kept[i] > from_kept[next])) next = i;
    taken[next] = true;
    kept.push_back(next);
  }
  std::sort(kept.begin(), kept.end());
  return kept;
}

/// Effects of each replication, shape (trajectories x inputs x replications), by input not by move.
std::vector<double> effects_by_replication(const MorrisDesign& design,
                                           std::span<const double> values,
                                           std::size_t replications) {
  std::vector<double> effects(design.moved.size() * replications);
  for (std::size_t t = 0; t < design.trajectories(); ++t)
    for (std::size_t k = 0; k < design.inputs; ++k) {
      const std::size_t input = design.moved[t * design.inputs + k];
      const std::size_t before = t * (design.inputs + 1) + k;
      const double moved = design.point(before + 1)[input] - design.point(before)[input];
      for (std::size_t r = 0; r < replications; ++r)
        effects[(t * design.inputs + input) * replications + r] =
            (values[(before + 1) * replications + r] - values[before * replications + r]) / moved;
    }
  return effects;
}

/// Means over replications, shape (trajectories x inputs).
std::vector<double> means_of(std::span<const double> by_replication, std::size_t replications) {
  std::vector<double> means(by_replication.size() / replications);
  for (std::size_t i = 0; i < means.size(); ++i) {
    for (std::size_t r = 0; r < replications; ++r) means[i] += by_replication[i * replications + r];
    means[i] /= static_cast<double>(replications);
  }
  return means;
}

void describe(std::span<const double> effects, std::size_t inputs, std::size_t input,
              MorrisEffect& effect) {
  const std::size_t count = effects.size() / inputs;
  const auto size = static_cast<double>(count);
  for (std::size_t t = 0; t < count; ++t) {
    effect.mu += effects[t * inputs + input] / size;
    effect.mu_star += std::abs(effects[t * inputs + input]) / size;
  }
  double squares = 0;
  for (std::size_t t = 0; t < count; ++t) {
    const double off = effects[t * inputs + input] - effect.mu;
    squares += off * off;
  }
  effect.sigma = std::sqrt(squares / (size - 1));
}

/// Intervals of mu*, from trajectories picked again with replacement.
void add_intervals(std::span<const double> effects, std::size_t inputs,
                   const MorrisResampling& resampling, std::vector<MorrisEffect>& found) {
  const std::size_t count = effects.size() / inputs;
  std::vector<std::vector<double>> sizes(inputs);
  std::vector<double> sum(inputs);
  for (std::uint32_t resample = 0; resample < resampling.resamples; ++resample) {
    Stream stream(Universe(resampling.seed, Domain::bootstrap, resample),
                  {.purpose = resampled_walks});
    std::fill(sum.begin(), sum.end(), 0);
    for (std::size_t pick = 0; pick < count; ++pick) {
      const std::size_t t = one_of(stream, count);
      for (std::size_t i = 0; i < inputs; ++i) sum[i] += std::abs(effects[t * inputs + i]);
    }
    for (std::size_t i = 0; i < inputs; ++i)
      sizes[i].push_back(sum[i] / static_cast<double>(count));
  }
  for (std::size_t i = 0; i < inputs; ++i) {
    const OrderedSample sample(std::move(sizes[i]));
    found[i].lower = sample.quantile((1 - resampling.confidence) / 2);
    found[i].upper = sample.quantile((1 + resampling.confidence) / 2);
  }
}

/// What each replication says beyond the mean of all, as wide as the mean of as many is uncertain.
std::vector<double> beyond_mean(std::span<const double> by_replication,
                                std::span<const double> means, std::size_t replications) {
  const auto size = static_cast<double>(replications);
  const double widened = std::sqrt(size / (size - 1)) / size;
  std::vector<double> beyond(by_replication.size());
  for (std::size_t i = 0; i < means.size(); ++i)
    for (std::size_t r = 0; r < replications; ++r)
      beyond[i * replications + r] = (by_replication[i * replications + r] - means[i]) * widened;
  return beyond;
}

void add_floors(const std::vector<double>& beyond, std::size_t inputs, std::size_t replications,
                const MorrisResampling& resampling, std::vector<MorrisEffect>& found) {
  const std::size_t count = beyond.size() / (inputs * replications);
  std::vector<std::vector<double>> sizes(inputs);
  std::vector<double> sign(replications);
  for (std::uint32_t resample = 0; resample < resampling.resamples; ++resample) {
    Stream stream(Universe(resampling.seed, Domain::bootstrap, resample),
                  {.purpose = turned_signs});
    for (double& one : sign) one = stream.uniform() < 0.5 ? -1 : 1;
    for (std::size_t i = 0; i < inputs; ++i) {
      double size = 0;
      for (std::size_t t = 0; t < count; ++t) {
        double sum = 0;
        for (std::size_t r = 0; r < replications; ++r)
          sum += sign[r] * beyond[(t * inputs + i) * replications + r];
        size += std::abs(sum);
      }
      sizes[i].push_back(size / static_cast<double>(count));
    }
  }
  for (std::size_t i = 0; i < inputs; ++i) {
    found[i].mean_floor = std::accumulate(sizes[i].begin(), sizes[i].end(), 0.0) /
                          static_cast<double>(sizes[i].size());
    found[i].floor = OrderedSample(std::move(sizes[i])).quantile(resampling.confidence);
  }
}

}  // namespace

double MorrisEffect::net() const {
  return std::sqrt(std::max(0.0, mu_star * mu_star - mean_floor * mean_floor));
}

double apart(const MorrisDesign& design, std::size_t one, std::size_t other) {
  // (x - y)^2 summed over all pairs needs the sums of x, y and their squares alone.
  const std::size_t points = design.inputs + 1;
  double squares = 0;
  std::vector<double> sums(2 * design.inputs);
  for (const bool first : {true, false})
    for (std::size_t p = 0; p < points; ++p) {
      const auto at = design.point((first ? one : other) * points + p);
      for (std::size_t i = 0; i < design.inputs; ++i) {
        sums[(first ? 0 : design.inputs) + i] += at[i];
        squares += at[i] * at[i] * static_cast<double>(points);
      }
    }
  for (std::size_t i = 0; i < design.inputs; ++i) squares -= 2 * sums[i] * sums[design.inputs + i];
  return squares;
}

MorrisDesign morris_design(std::size_t trajectories, std::size_t inputs,
                           const MorrisSettings& settings) {
  expects(trajectories >= 1 && inputs >= 1, "a design has trajectories and inputs");
  expects(settings.levels >= 2 && settings.levels % 2 == 0, "levels are even");
  MorrisDesign design{
      .inputs = inputs,
      .step = static_cast<double>(settings.levels) / (2 * static_cast<double>(settings.levels - 1)),
      .points = {},
      .moved = {}};
  const std::size_t candidates = std::max(trajectories, settings.candidates);
  const Universe universe(settings.seed, Domain::sensitivity_design, settings.design);
  for (std::size_t number = 0; number < candidates; ++number)
    add_trajectory(universe, static_cast<std::uint32_t>(number), settings.levels, design);
  return candidates == trajectories ? design
                                    : part_of(design, furthest_apart(design, trajectories));
}

std::vector<double> elementary_effects(const MorrisDesign& design, std::span<const double> values) {
  expects(values.size() == design.size(), "every point of the design has a value");
  return effects_by_replication(design, values, 1);
}

std::vector<MorrisEffect> morris_effects(const MorrisDesign& design, std::span<const double> values,
                                         std::size_t replications,
                                         const MorrisResampling& resampling) {
  expects(design.trajectories() >= 2, "an interval needs two trajectories");
  expects(replications >= 1 && values.size() == design.size() * replications,
          "every point of the design has a value a replication");
  expects(resampling.resamples >= 2, "an interval needs resamples");
  for (const double value : values) expects(std::isfinite(value), "a value is finite");
  const auto by_replication = effects_by_replication(design, values, replications);
  const auto means = means_of(by_replication, replications);
  std::vector<MorrisEffect> found(design.inputs);
  for (std::size_t i = 0; i < design.inputs; ++i) describe(means, design.inputs, i, found[i]);
  add_intervals(means, design.inputs, resampling, found);
  if (replications >= 2)
    add_floors(beyond_mean(by_replication, means, replications), design.inputs, replications,
               resampling, found);
  return found;
}

std::vector<std::size_t> those_that_matter(const std::vector<MorrisEffect>& effects, double share) {
  std::vector<std::size_t> order;
  double all = 0;
  for (std::size_t i = 0; i < effects.size(); ++i) {
    if (!effects[i].stands_out()) continue;
    order.push_back(i);
    all += effects[i].net() * effects[i].net();
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return effects[a].mu_star > effects[b].mu_star;
  });
  double sum = 0;
  std::size_t kept = 0;
  while (kept < order.size() && sum < share * all) {
    const double net = effects[order[kept++]].net();
    sum += net * net;
  }
  order.resize(kept);
  return order;
}

}  // namespace sim
