#include "tools/semh/sensitivity/deep.h"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <numeric>
#include <span>
#include <utility>

#include "scenarios/diagnostic.h"
#include "sim/experiment/interrupt.h"
#include "sim/experiment/replicate.h"
#include "sim/inference/latin_hypercube.h"
#include "sim/kernel/expects.h"
#include "sim/random/variate.h"
#include "tools/semh/progress.h"
#include "tools/semh/sensitivity/emulated.h"

namespace tools {
namespace {

constexpr std::size_t rows = std::size_t{1} << 13;
constexpr std::size_t rows_a_fold = std::size_t{1} << 11;
/// Which Latin hypercube of the seed.
constexpr std::uint32_t design_number = 600;
constexpr double normal_95 = 1.959963984540054;

/// Sixteen points an assumption and forty, a multiple of the folds.
std::size_t points_for(std::size_t assumptions) {
  return (16 * assumptions + 40 + Emulated::folds - 1) / Emulated::folds * Emulated::folds;
}

/// Standard normals of the assumptions asked of. shape (points x asked)
std::vector<double> design_of(std::size_t asked, std::uint64_t seed) {
  auto design = sim::latin_hypercube(points_for(asked), asked,
                                     {.seed = seed, .design = design_number, .candidates = 10});
  for (double& one : design) one = sim::normal(one);
  return design;
}

/// The mean over futures at each point, and how far luck blurs it: futures are the same at every
/// point, so what they share is no noise.
sim::Training training_of(const std::vector<double>& at, std::size_t inputs,
                          const std::vector<double>& values, std::size_t replications) {
  const std::size_t points = at.size() / inputs;
  const auto size = static_cast<double>(replications);
  sim::Training all{.inputs = inputs, .at = at, .values = {}, .noise = {}};
  std::vector<double> shared(replications);
  double mean = 0;
  for (std::size_t p = 0; p < points; ++p) {
    const auto own = std::span(values).subspan(p * replications, replications);
    all.values.push_back(std::accumulate(own.begin(), own.end(), 0.0) / size);
    mean += all.values.back() / static_cast<double>(points);
    for (std::size_t r = 0; r < replications; ++r)
      shared[r] += own[r] / static_cast<double>(points);
  }
  for (std::size_t p = 0; p < points; ++p) {
    double squares = 0;
    for (std::size_t r = 0; r < replications; ++r) {
      const double apart = values[p * replications + r] - all.values[p] - (shared[r] - mean);
      squares += apart * apart;
    }
    all.noise.push_back(replications > 1 ? squares / (size - 1) / size : 0);
  }
  return all;
}

sim::VarianceShares shares_of(const sim::Emulator& emulator, const sim::SaltelliDesign& design,
                              std::uint64_t seed, std::uint32_t resamples) {
  std::vector<double> normals(design.inputs());
  const auto value = [&](std::span<const double> u) {
    for (std::size_t i = 0; i < u.size(); ++i) normals[i] = sim::normal(u[i]);
    return emulator.mean(normals);
  };
  return sim::variance_shares(sim::evaluated(design, value), seed, resamples);
}

/// An end of an interval, further out by an error of its own.
double further(double estimate, double end, double error) {
  const double apart = end - estimate;
  const double wider = std::sqrt(apart * apart + normal_95 * normal_95 * error * error);
  return apart < 0 ? estimate - wider : estimate + wider;
}

/// Adds what differs between emulators that have not seen the same points (the jackknife).
/// Source: Efron & Tibshirani, "An Introduction to the Bootstrap" (1993), s.11.
void widen(const Emulated& emulated, std::uint64_t seed, std::vector<sim::VarianceShare>& shares) {
  const sim::SaltelliDesign design(rows_a_fold, shares.size(), {.seed = seed, .scramble = 1});
  std::vector<sim::VarianceShares> each;
  for (std::size_t fold = 0; fold < Emulated::folds; ++fold)
    each.push_back(shares_of(emulated.without(fold), design, seed, 2));
  const auto error = [&](auto of) {
    double mean = 0;
    for (const auto& one : each) mean += of(one) / Emulated::folds;
    double squares = 0;
    for (const auto& one : each) squares += (of(one) - mean) * (of(one) - mean);
    return std::sqrt(squares * (Emulated::folds - 1) / Emulated::folds);
  };
  for (std::size_t i = 0; i < shares.size(); ++i) {
    sim::VarianceShare& one = shares[i];
    const double first = error([i](const auto& all) { return all.inputs[i].first; });
    const double total = error([i](const auto& all) { return all.inputs[i].total; });
    one.first_lower = further(one.first, one.first_lower, first);
    one.first_upper = further(one.first, one.first_upper, first);
    one.total_lower = further(one.total, one.total_lower, total);
    one.total_upper = further(one.total, one.total_upper, total);
  }
}

bool varies(const std::vector<double>& values) {
  return std::any_of(values.begin(), values.end(),
                     [&](double value) { return value != values.front(); });
}

DeepQuantity quantity_at(const sim::Training& training, std::uint64_t seed) {
  DeepQuantity found;
  found.shares.resize(training.inputs);
  found.directions.resize(training.inputs);
  found.mean = training.values.front();
  found.explained = 1;
  if (!varies(training.values)) return found;
  const Emulated emulated(training);
  const sim::SaltelliDesign design(rows, training.inputs, {.seed = seed});
  auto shares = shares_of(emulated.whole(), design, seed, 1000);
  found.mean = shares.mean;
  found.variance = shares.variance;
  found.explained = emulated.explained();
  found.shares = std::move(shares.inputs);
  widen(emulated, seed, found.shares);
  found.directions = sim::partial_rank_correlations(training.at, training.inputs, training.values);
  return found;
}

/// What a better fit would tell together, and what only asking would.
std::vector<KnownTogether> known_together(const Assumptions& assumptions,
                                          const std::vector<std::size_t>& asked) {
  KnownTogether fitted{.name = "all that was fitted", .members = {}};
  KnownTogether ranged{.name = "all that has a stated range alone", .members = {}};
  for (std::size_t k = 0; k < asked.size(); ++k) {
    const bool is_ranged = assumptions[asked[k]].kind == Assumption::Kind::ranged;
    (is_ranged ? ranged : fitted).members.push_back(k);
  }
  if (fitted.members.empty() || ranged.members.empty()) return {};
  return {fitted, ranged};
}

/// What `work` makes of each number below `count`, in their order; nothing if it was stopped.
template <class Work>
auto each(std::size_t count, const char* what, const VariantRequest& request, Work work)
    -> std::optional<std::vector<decltype(work(std::size_t{}))>> {
  Progress progress(!request.quiet, what);
  sim::ReplicateOptions options;
  options.threads = std::max(1U, request.threads);
  options.stop = sim::stop_on_signals();
  options.progress = [&](std::size_t done, std::size_t all) { progress.show(done, all); };
  const auto make_worker = [&] {
    return [&](std::uint32_t number) { return work(std::size_t{number}); };
  };
  auto done = sim::replicate(0, count, make_worker, options);
  if (done.stopped) {
    std::cerr << "Stopped: what is simulated is saved in "
              << scenarios::escaped(request.folder.string())
              << ". Run the same command again to continue.\n";
    return std::nullopt;
  }
  return std::move(done.results);
}

}  // namespace

std::optional<Deep> looked_into(const Assumptions& assumptions,
                                const std::vector<Quantity>& quantities, const DeepAsked& asked) {
  sim::expects(!asked.assumptions.empty(), "there is an assumption to look into");
  const std::size_t inputs = asked.assumptions.size();
  const std::vector<double> design = design_of(inputs, asked.request.seed);
  const std::size_t points = design.size() / inputs;
  std::vector<double> all(points * assumptions.size());
  for (std::size_t p = 0; p < points; ++p)
    for (std::size_t k = 0; k < inputs; ++k)
      all[p * assumptions.size() + asked.assumptions[k]] = design[p * inputs + k];
  auto simulated_there =
      simulated(assumptions, quantities,
                {.inputs = std::move(all), .scenarios = asked.scenarios, .request = asked.request});
  if (!simulated_there) return std::nullopt;

  Deep deep{
      .assumptions = asked.assumptions, .quantities = {}, .choices = {}, .worth = asked.worth};
  deep.points = points;
  deep.simulated = std::move(*simulated_there);
  std::vector<std::vector<double>> values;
  for (std::size_t q = 0; q < quantities.size(); ++q)
    values.push_back(deep.simulated.values(quantities, q));
  std::vector<ChoiceAsked> choices;
  if (asked.scenarios == 2) choices = choices_of(quantities, values, asked.worth);
  const auto training = [&](const std::vector<double>& of) {
    return training_of(design, inputs, of, deep.simulated.replications);
  };
  const auto quantities_done = each(values.size(), "emulators", asked.request, [&](std::size_t q) {
    return quantity_at(training(values[q]), asked.request.seed);
  });
  const auto groups = known_together(assumptions, asked.assumptions);
  const auto choices_done = each(choices.size(), "choices", asked.request, [&](std::size_t c) {
    return valued(choices[c].choice, training(choices[c].better), groups, asked.request.seed);
  });
  if (!quantities_done || !choices_done) return std::nullopt;
  deep.quantities = *quantities_done;
  deep.choices = *choices_done;
  if (asked.scenarios == 2) deep.breaks_even = break_even(quantities, values);
  return deep;
}

}  // namespace tools
