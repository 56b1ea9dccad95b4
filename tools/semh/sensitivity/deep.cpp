#include "tools/semh/sensitivity/deep.h"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <numeric>
#include <span>
#include <utility>

#include "output/number_text.h"
#include "scenarios/diagnostic.h"
#include "sim/experiment/interrupt.h"
#include "sim/experiment/replicate.h"
#include "sim/inference/emulator.h"
#include "sim/inference/latin_hypercube.h"
#include "sim/kernel/expects.h"
#include "sim/random/variate.h"
#include "tools/semh/progress.h"

namespace tools {
namespace {

/// Each point is held out of one of so many emulators.
constexpr std::size_t folds = 5;
constexpr std::size_t rows = std::size_t{1} << 13;
constexpr std::size_t rows_a_fold = std::size_t{1} << 11;
/// Points over which an emulator is averaged while one assumption is as it is.
constexpr std::size_t others = 32;
/// Which Latin hypercube of the seed.
constexpr std::uint32_t design_number = 600;
/// Fewer points than a fit has: an emulator a quantity and fold is needed.
const sim::EmulatorSettings frugal{
    .process_inputs = 6, .kernel_points = 120, .process_points = 200};
constexpr double normal_95 = 1.959963984540054;

/// Sixteen points an assumption and forty, a multiple of the folds.
std::size_t points_for(std::size_t assumptions) {
  return (16 * assumptions + 40 + folds - 1) / folds * folds;
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

/// Emulators that have each not seen a fifth of the points, and one that has seen them all.
class Stand {
 public:
  explicit Stand(const sim::Training& training)
      : training_(training), whole_(sim::Emulator::fitted(training, frugal)) {
    sim::EmulatorSettings same = frugal;
    same.process = whole_.has_process() ? sim::Process::always : sim::Process::left_out;
    for (std::size_t fold = 0; fold < folds; ++fold) {
      sim::Training kept{.inputs = training.inputs, .at = {}, .values = {}, .noise = {}};
      for (std::size_t p = 0; p < training.values.size(); ++p) {
        if (p % folds == fold) continue;
        const auto own = at(p);
        kept.at.insert(kept.at.end(), own.begin(), own.end());
        kept.values.push_back(training.values[p]);
        kept.noise.push_back(training.noise[p]);
      }
      without_.push_back(sim::Emulator::fitted(kept, same));
    }
  }

  const sim::Training& training() const { return training_; }
  const sim::Emulator& whole() const { return whole_; }
  const sim::Emulator& without(std::size_t fold) const { return without_[fold]; }
  std::span<const double> at(std::size_t point) const {
    return std::span(training_.at).subspan(point * training_.inputs, training_.inputs);
  }
  /// What an emulator that has not seen the point says of it.
  double unseen(std::size_t point) const { return without_[point % folds].mean(at(point)); }

  /// Share of what differs between points beyond noise.
  double explained() const {
    const auto size = static_cast<double>(training_.values.size());
    double mean = 0;
    for (const double value : training_.values) mean += value / size;
    double all = 0;
    double left = 0;
    double noise = 0;
    for (std::size_t p = 0; p < training_.values.size(); ++p) {
      const double apart = training_.values[p] - unseen(p);
      all += (training_.values[p] - mean) * (training_.values[p] - mean);
      left += apart * apart;
      noise += training_.noise[p];
    }
    if (all <= noise) return 0;
    return 1 - std::max(0.0, left - noise) / (all - noise);
  }

 private:
  sim::Training training_;
  sim::Emulator whole_;
  std::vector<sim::Emulator> without_;
};

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
void widen(const Stand& stand, std::uint64_t seed, std::vector<sim::VarianceShare>& shares) {
  const sim::SaltelliDesign design(rows_a_fold, shares.size(), {.seed = seed, .scramble = 1});
  std::vector<sim::VarianceShares> each;
  for (std::size_t fold = 0; fold < folds; ++fold)
    each.push_back(shares_of(stand.without(fold), design, seed, 2));
  const auto error = [&](auto of) {
    double mean = 0;
    for (const auto& one : each) mean += of(one) / folds;
    double squares = 0;
    for (const auto& one : each) squares += (of(one) - mean) * (of(one) - mean);
    return std::sqrt(squares * (folds - 1) / folds);
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
  const Stand stand(training);
  const sim::SaltelliDesign design(rows, training.inputs, {.seed = seed});
  auto shares = shares_of(stand.whole(), design, seed, 1000);
  found.mean = shares.mean;
  found.variance = shares.variance;
  found.explained = stand.explained();
  found.shares = std::move(shares.inputs);
  widen(stand, seed, found.shares);
  found.directions = sim::partial_rank_correlations(training.at, training.inputs, training.values);
  return found;
}

/// Values with what the emulator makes of all other assumptions taken off: what is left is due to
/// this one, and to luck. Emulators that have not seen a point answer for it.
std::vector<double> due_to(const Stand& stand, std::size_t input,
                           const std::vector<double>& elsewhere) {
  const std::size_t inputs = stand.training().inputs;
  std::vector<double> left;
  std::vector<double> at(inputs);
  for (std::size_t p = 0; p < stand.training().values.size(); ++p) {
    double average = 0;
    for (std::size_t k = 0; k < others; ++k) {
      at.assign(elsewhere.begin() + static_cast<std::ptrdiff_t>(k * inputs),
                elsewhere.begin() + static_cast<std::ptrdiff_t>((k + 1) * inputs));
      at[input] = stand.at(p)[input];
      average += stand.without(p % folds).mean(at) / others;
    }
    left.push_back(stand.training().values[p] - stand.unseen(p) + average);
  }
  return left;
}

void value_everything(const Stand& stand, const std::vector<double>& elsewhere, Choice& choice) {
  const std::size_t inputs = stand.training().inputs;
  std::vector<double> net_benefit;
  for (std::size_t p = 0; p < elsewhere.size() / inputs; ++p) {
    net_benefit.push_back(0);
    net_benefit.push_back(stand.whole().mean(std::span(elsewhere).subspan(p * inputs, inputs)));
  }
  choice.everything = sim::perfect_information(net_benefit, 2);
}

void value_each(const sim::Training& training, std::uint64_t seed, Choice& choice) {
  choice.knowing.resize(training.inputs);
  choice.order.resize(training.inputs);
  std::iota(choice.order.begin(), choice.order.end(), std::size_t{0});
  const auto size = static_cast<double>(training.values.size());
  double squares = 0;
  for (const double value : training.values) {
    choice.advantage += value / size;
    choice.likely += value > 0 ? 1 / size : 0;
  }
  for (const double value : training.values)
    squares += (value - choice.advantage) * (value - choice.advantage);
  choice.error = std::sqrt(squares / (size - 1) / size);
  if (!varies(training.values)) return;

  const Stand stand(training);
  auto elsewhere = sim::scrambled_sobol(rows, training.inputs, {.seed = seed, .scramble = 2});
  for (double& one : elsewhere) one = sim::normal(one);
  value_everything(stand, elsewhere, choice);
  for (std::size_t i = 0; i < training.inputs; ++i) {
    std::vector<double> known;
    for (std::size_t p = 0; p < training.values.size(); ++p) known.push_back(stand.at(p)[i]);
    choice.knowing[i] =
        sim::partial_information(due_to(stand, i, elsewhere), 1, known, 1, {.seed = seed});
  }
  std::stable_sort(choice.order.begin(), choice.order.end(), [&](std::size_t a, std::size_t b) {
    return choice.knowing[a].value > choice.knowing[b].value;
  });
}

const std::vector<double>* values_of(const std::vector<Quantity>& quantities,
                                     const std::vector<std::vector<double>>& values,
                                     const char* measure) {
  for (std::size_t q = 0; q < quantities.size(); ++q)
    if (quantities[q].name() == measure) return &values[q];
  return nullptr;
}

/// A choice, and by how much the second scenario is better in it in every future of every point.
struct Asked {
  Choice choice;
  std::vector<double> better;
};

std::vector<Asked> choices_of(const std::vector<Quantity>& quantities,
                              const std::vector<std::vector<double>>& values, double worth) {
  std::vector<Asked> asked;
  const auto* exclusions = values_of(quantities, values, "permanent_exclusions");
  const auto* spend = values_of(quantities, values, "semh_spend");
  if (exclusions != nullptr && spend != nullptr) {
    Asked net{.choice = {.objective = "the greatest net benefit, a permanent exclusion avoided "
                                      "being worth £" +
                                      output::with_commas(worth, 0),
                         .unit = "pounds a year",
                         .is_money = true},
              .better = {}};
    for (std::size_t i = 0; i < spend->size(); ++i)
      net.better.push_back(-worth * (*exclusions)[i] - (*spend)[i]);
    asked.push_back(std::move(net));
  }
  for (std::size_t q = 0; q < quantities.size(); ++q) {
    if (quantities[q].better == 0) continue;
    Asked one{
        .choice = {.objective = (quantities[q].better < 0 ? "the least of: " : "the most of: ") +
                                quantities[q].label,
                   .unit = quantities[q].unit + " a year",
                   .is_money = quantities[q].is_money()},
        .better = values[q]};
    for (double& value : one.better) value *= quantities[q].better;
    asked.push_back(std::move(one));
  }
  return asked;
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

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// What a permanent exclusion avoided must be worth for the second scenario to be as good.
std::optional<double> breaks_even(const std::vector<Quantity>& quantities,
                                  const std::vector<std::vector<double>>& values) {
  const auto* exclusions = values_of(quantities, values, "permanent_exclusions");
  const auto* spend = values_of(quantities, values, "semh_spend");
  if (exclusions == nullptr || spend == nullptr) return std::nullopt;
  const double avoided = -mean_of(*exclusions);
  const double level = avoided != 0 ? mean_of(*spend) / avoided : -1;
  return level > 0 ? std::optional(level) : std::nullopt;
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
  std::vector<Asked> choices;
  if (asked.scenarios == 2) choices = choices_of(quantities, values, asked.worth);
  const auto training = [&](const std::vector<double>& of) {
    return training_of(design, inputs, of, deep.simulated.replications);
  };
  const auto quantities_done = each(values.size(), "emulators", asked.request, [&](std::size_t q) {
    return quantity_at(training(values[q]), asked.request.seed);
  });
  const auto choices_done = each(choices.size(), "choices", asked.request, [&](std::size_t c) {
    Choice choice = choices[c].choice;
    value_each(training(choices[c].better), asked.request.seed, choice);
    return choice;
  });
  if (!quantities_done || !choices_done) return std::nullopt;
  deep.quantities = *quantities_done;
  deep.choices = *choices_done;
  if (asked.scenarios == 2) deep.breaks_even = breaks_even(quantities, values);
  return deep;
}

}  // namespace tools
