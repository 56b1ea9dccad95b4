#include "tools/semh/fit_simulator.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "models/model.h"
#include "scenarios/diagnostic.h"
#include "sim/experiment/digest.h"
#include "sim/kernel/expects.h"
#include "sim/statistics/tally.h"
#include "tools/semh/commands.h"
#include "tools/semh/results.h"

namespace tools {
namespace {

/// Seeds of runs have at most 18 digits, so no run shares a universe with a fit.
constexpr std::uint64_t universes_of_fits = std::uint64_t{1} << 62;

/// Where a target's figure is among those that a replication leaves behind.
struct Found {
  std::size_t index = 0;
  const models::YearlyMeasure* measure = nullptr;
  int year = 0;
};

[[noreturn]] void refuse(const scenarios::FitTarget& target) {
  const std::string of = target.breakdown.empty() ? "" : " of " + target.breakdown;
  throw scenarios::ScenarioError(
      {{.place = {},
        .key = "target[" + target.id + "]",
        .what = "target \"" + target.id + "\": " + target.measure + of + " in " +
                year_name(models::Basis::school_year, target.year),
        .rule = "must be a measure of the base in a school year that it reports",
        .action = "semh explain lists the measures and their breakdowns."}});
}

Found find(const scenarios::FitTarget& target, const std::vector<models::YearlyMeasure>& measures,
           const models::Period& period) {
  std::size_t first = 0;
  for (const models::YearlyMeasure& measure : measures) {
    const bool school = measure.basis == models::Basis::school_year;
    const std::size_t years = school ? models::reported_school_years(period).size()
                                     : models::reported_financial_years(period).size();
    const int year = target.year - period.report_from;
    if (school && measure.measure.name == target.measure && measure.breakdown == target.breakdown &&
        year >= 0 && year < static_cast<int>(years))
      return {first + static_cast<std::size_t>(year), &measure, target.year};
    first += years;
  }
  refuse(target);
}

std::vector<Found> find_all(const scenarios::Fit& fit,
                            const std::vector<models::YearlyMeasure>& measures,
                            const models::Period& period) {
  std::vector<Found> found;
  for (const scenarios::FitTarget& target : fit.targets)
    found.push_back(find(target, measures, period));
  return found;
}

/// The text of a base without what comparisons call the things in it: that changes no figure.
std::string text_of_numbers(scenarios::Document base) {
  if (scenarios::Table* entries = base.root.as<scenarios::Table>())
    entries->erase(std::remove_if(entries->begin(), entries->end(),
                                  [](const auto& entry) { return entry.key == "lever"; }),
                   entries->end());
  return base.canonical_text();
}

}  // namespace

std::string packed(const Moments& moments) {
  std::string bytes;
  for (const std::vector<double>* each : {&moments.mean, &moments.variance})
    for (const double number : *each) {
      char raw[sizeof number];
      std::memcpy(raw, &number, sizeof number);
      bytes.append(raw, sizeof raw);
    }
  return bytes;
}

std::optional<Moments> moments_in(std::string_view bytes, std::size_t targets) {
  if (bytes.size() != 2 * targets * sizeof(double)) return std::nullopt;
  Moments moments{std::vector<double>(targets), std::vector<double>(targets)};
  std::memcpy(moments.mean.data(), bytes.data(), targets * sizeof(double));
  std::memcpy(moments.variance.data(), bytes.data() + targets * sizeof(double),
              targets * sizeof(double));
  return moments;
}

FitSimulator::FitSimulator(const scenarios::Fit& fit)
    : fit_(&fit), document_(scenarios::load_unfitted(fit.base)), id_(fit.base.stem().string()) {
  inputs_ = sim::sha256(text_of_numbers(document_) + fit.canonical);
  identity_ = sim::sha256(inputs_ + model_digest());
  const std::vector<double> central(fit.dimensions());
  const scenarios::Scenario scenario = drawn(central);
  find_all(fit, models::yearly_measures(scenario.borough), scenario.borough.period);
}

scenarios::Scenario FitSimulator::drawn(std::span<const double> z) const {
  scenarios::Draw draw;
  draw.name = "a guess of the fit";
  draw.changes =
      fit_->changes_of(fit_->structure_of(z), fit_->values_of(z), fit_->last_school_year);
  draw.held = {"*"};
  scenarios::Scenario scenario = scenarios::read_scenario(document_, id_, draw);
  scenario.borough.period.last_school_year = fit_->last_school_year;
  return scenario;
}

std::vector<std::vector<double>> FitSimulator::figures(std::span<const double> z,
                                                       std::uint32_t first,
                                                       std::size_t replications) const {
  const scenarios::Scenario scenario = drawn(z);
  const models::Ground ground(scenario.borough);
  models::Model model(ground, {.seed = universes_of_fits + fit_->seed});
  const auto measures = models::yearly_measures(scenario.borough);
  const std::vector<Found> found = find_all(*fit_, measures, scenario.borough.period);
  std::vector<std::vector<double>> figures;
  for (std::uint32_t r = 0; r < replications; ++r) {
    const models::RunResult result = model.run(first + r);
    std::vector<double> row;
    for (const Found& each : found)
      row.push_back(models::shown_value(*each.measure, result.yearly[each.index], each.year));
    figures.push_back(std::move(row));
  }
  return figures;
}

Moments FitSimulator::moments(std::span<const double> z, std::uint32_t first,
                              std::size_t replications) const {
  sim::expects(replications >= 2, "a variance needs two replications");
  std::vector<sim::Tally> tallies(fit_->targets.size());
  for (const std::vector<double>& row : figures(z, first, replications))
    for (std::size_t t = 0; t < row.size(); ++t) tallies[t].add(row[t]);
  Moments moments;
  for (const sim::Tally& tally : tallies) {
    moments.mean.push_back(tally.mean());
    moments.variance.push_back(tally.variance());
  }
  return moments;
}

}  // namespace tools
