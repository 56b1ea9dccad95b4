#include "tools/semh/sensitivity/choices.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <utility>

#include "output/number_text.h"
#include "sim/random/variate.h"
#include "sim/sensitivity/sobol_points.h"
#include "tools/semh/sensitivity/emulated.h"

namespace tools {
namespace {

/// Worlds in which everything is known, by the emulator.
constexpr std::size_t worlds = std::size_t{1} << 13;

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

void describe(const std::vector<double>& better, Choice& choice) {
  const auto size = static_cast<double>(better.size());
  choice.advantage = mean_of(better);
  double squares = 0;
  for (const double value : better) {
    choice.likely += value > 0 ? 1 / size : 0;
    squares += (value - choice.advantage) * (value - choice.advantage);
  }
  choice.error = std::sqrt(squares / (size - 1) / size);
}

sim::PerfectInformation value_of_everything(const Emulated& emulated,
                                            std::span<const double> elsewhere) {
  std::vector<double> net_benefit;
  for (std::size_t p = 0; p < elsewhere.size() / emulated.inputs(); ++p) {
    net_benefit.push_back(0);
    net_benefit.push_back(
        emulated.whole().mean(elsewhere.subspan(p * emulated.inputs(), emulated.inputs())));
  }
  return sim::perfect_information(net_benefit, 2);
}

sim::PartialInformation value_of(const Emulated& emulated, const std::vector<std::size_t>& inputs,
                                 std::span<const double> elsewhere, std::uint64_t seed) {
  if (inputs.empty()) return {};
  std::vector<double> known;
  for (std::size_t p = 0; p < emulated.points(); ++p)
    for (const std::size_t input : inputs) known.push_back(emulated.at(p)[input]);
  return sim::partial_information(emulated.due_to(inputs, elsewhere), 1, known, inputs.size(),
                                  {.seed = seed});
}

const std::vector<double>* values_of(const std::vector<Quantity>& quantities,
                                     const std::vector<std::vector<double>>& values,
                                     const char* measure) {
  for (std::size_t q = 0; q < quantities.size(); ++q)
    if (quantities[q].name() == measure) return &values[q];
  return nullptr;
}

}  // namespace

std::vector<ChoiceAsked> choices_of(const std::vector<Quantity>& quantities,
                                    const std::vector<std::vector<double>>& values, double worth) {
  std::vector<ChoiceAsked> asked;
  const auto* exclusions = values_of(quantities, values, "permanent_exclusions");
  const auto* spend = values_of(quantities, values, "semh_spend");
  if (exclusions != nullptr && spend != nullptr) {
    ChoiceAsked net{.choice = {.objective = "the greatest net benefit, a permanent exclusion "
                                            "avoided being worth £" +
                                            output::with_commas(worth, 0),
                               .unit = "pounds a year",
                               .is_money = true},
                    .better = {}};
    for (std::size_t i = 0; i < spend->size(); ++i)
      net.better.push_back(-worth * (*exclusions)[i] - (*spend)[i]);
    asked.push_back(std::move(net));
  }
  for (std::size_t q = 0; q < quantities.size(); ++q) {
    const Quantity& one = quantities[q];
    if (one.better == 0) continue;
    asked.push_back(
        {.choice = {.objective = (one.better < 0 ? "the least of: " : "the most of: ") + one.label,
                    .unit = one.unit + " a year",
                    .is_money = one.is_money()},
         .better = values[q]});
    for (double& value : asked.back().better) value *= one.better;
  }
  return asked;
}

Choice valued(Choice choice, const sim::Training& training,
              const std::vector<KnownTogether>& together, std::uint64_t seed) {
  const auto& better = training.values;
  describe(better, choice);
  choice.knowing.resize(training.inputs);
  choice.together = together;
  choice.order.resize(training.inputs);
  std::iota(choice.order.begin(), choice.order.end(), std::size_t{0});
  if (std::all_of(better.begin(), better.end(), [&](double one) { return one == better.front(); }))
    return choice;

  const Emulated emulated(training);
  auto elsewhere = sim::scrambled_sobol(worlds, training.inputs, {.seed = seed, .scramble = 2});
  for (double& one : elsewhere) one = sim::normal(one);
  choice.everything = value_of_everything(emulated, elsewhere);
  for (std::size_t i = 0; i < training.inputs; ++i)
    choice.knowing[i] = value_of(emulated, {i}, elsewhere, seed);
  for (KnownTogether& group : choice.together)
    group.value = value_of(emulated, group.members, elsewhere, seed);
  std::stable_sort(choice.order.begin(), choice.order.end(), [&](std::size_t a, std::size_t b) {
    return choice.knowing[a].value > choice.knowing[b].value;
  });
  return choice;
}

std::optional<double> break_even(const std::vector<Quantity>& quantities,
                                 const std::vector<std::vector<double>>& values) {
  const auto* exclusions = values_of(quantities, values, "permanent_exclusions");
  const auto* spend = values_of(quantities, values, "semh_spend");
  if (exclusions == nullptr || spend == nullptr) return std::nullopt;
  const double avoided = -mean_of(*exclusions);
  const double level = avoided != 0 ? mean_of(*spend) / avoided : -1;
  return level > 0 ? std::optional(level) : std::nullopt;
}

}  // namespace tools
