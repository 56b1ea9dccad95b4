#include "tools/semh/sensitivity/quantities.h"

#include <algorithm>
#include <span>
#include <utility>

#include "scenarios/diagnostic.h"
#include "scenarios/posterior.h"
#include "sim/experiment/result_table.h"
#include "tools/semh/results.h"

namespace tools {
namespace {

using scenarios::Scenario;

struct Usual {
  const char* measure;
  const char* label;
  int better;
};

/// The first two of all measures, then where children are, then money.
constexpr Usual usual[] = {
    {"not_in_full_time_education", "Children not in full-time education", -1},
    {"permanent_exclusions", "Permanent exclusions", -1},
    {"out_of_borough", "Placed out of borough", -1},
    {"semh_spend", "Spending on SEMH", -1},
    {"in_year_balance", "In-year balance of the block", 1},
};

[[noreturn]] void refuse_asked(std::string what, std::string rule, std::string action) {
  scenarios::Diagnostic problem;
  problem.what = std::move(what);
  problem.rule = std::move(rule);
  problem.action = std::move(action);
  throw scenarios::ScenarioError({problem});
}

const models::YearlyMeasure* find(const std::vector<models::YearlyMeasure>& all,
                                  const std::string& name, const std::string& breakdown) {
  for (const models::YearlyMeasure& each : all)
    if (each.measure.name == name && each.breakdown == breakdown) return &each;
  return nullptr;
}

Quantity quantity_of(const models::YearlyMeasure& measure, const YearSpan& years) {
  Quantity quantity{.measure = measure.measure.name,
                    .breakdown = measure.breakdown,
                    .label = {},
                    .unit = models::shown_unit(measure),
                    .basis = measure.basis,
                    .shown = measure.shown,
                    .first = years.first,
                    .last = years.last};
  quantity.label = quantity.name();
  for (const Usual& one : usual)
    if (quantity.label == one.measure) {
      quantity.label = one.label;
      quantity.better = one.better;
      break;
    }
  return quantity;
}

/// The years of the first scenario in which a measure of either basis is reported.
YearSpan reported(const models::Borough& borough) {
  const models::Period& period = borough.period;
  return {period.report_from + 1, period.last_school_year};
}

/// What each quantity needs of each variant: its years, one by one.
std::vector<Wanted> wanted_of(const std::vector<Quantity>& quantities) {
  std::vector<Wanted> wanted;
  for (const Quantity& one : quantities)
    for (int year = one.first; year <= one.last; ++year)
      wanted.push_back({one.measure, one.breakdown, year, year});
  return wanted;
}

double shown_of(const Quantity& quantity, std::int64_t stored, int year) {
  models::YearlyMeasure as_shown;
  as_shown.shown = quantity.shown;
  return models::shown_value(as_shown, stored, year);
}

std::vector<Variant> variants_of(const Assumptions& assumptions, const PointsAsked& asked) {
  const std::size_t inputs = assumptions.size();
  std::vector<Variant> variants;
  for (std::size_t p = 0; p < asked.inputs.size() / inputs; ++p)
    for (std::size_t s = 0; s < asked.scenarios; ++s) {
      const auto at = std::span(asked.inputs).subspan(p * inputs, inputs);
      variants.push_back(
          {.id = "point " + std::to_string(p + 1),
           .identity = assumptions.identity(s) + " " + assumptions.text_of(at),
           .borough = [&assumptions, at, s](std::uint32_t) { return assumptions.borough(s, at); }});
    }
  return variants;
}

}  // namespace

std::string Quantity::span() const {
  const std::string from = year_name(basis, first);
  return first == last ? from : from + " to " + year_name(basis, last);
}

YearSpan years_asked(const std::vector<Scenario>& scenarios, const std::string& years) {
  const YearSpan there = reported(scenarios.front().borough);
  if (years.empty()) {
    YearSpan span{there.last - 3, there.last};
    if (scenarios.front().posterior != nullptr) {
      const sim::Date to = scenarios::named_posterior(scenarios.front().posterior).to;
      span.first = sim::year_of(to) + 1;
    }
    if (span.first > there.last) span.first = there.last - 3;
    return {std::max(there.first, span.first), there.last};
  }
  const int first = std::stoi(years.substr(0, 4));
  const int last = years.size() > 4 ? std::stoi(years.substr(5)) : first;
  if (first < there.first || last > there.last)
    refuse_asked("--years " + years,
                 "must be years in which every measure is reported: " +
                     std::to_string(there.first) + " to " + std::to_string(there.last),
                 "Name years in between.");
  return {first, last};
}

std::vector<Quantity> quantities_of(const std::vector<Scenario>& scenarios,
                                    const std::vector<std::string>& words, const YearSpan& years) {
  std::vector<std::vector<models::YearlyMeasure>> measures;
  for (const Scenario& scenario : scenarios)
    measures.push_back(models::yearly_measures(scenario.borough));
  std::vector<ChosenMeasure> names = chosen_measures(scenarios, words);
  if (words.empty())
    for (const Usual& one : usual) names.push_back({one.measure, ""});
  std::vector<Quantity> found;
  for (const ChosenMeasure& each : names) {
    const bool all_have_it = std::all_of(measures.begin(), measures.end(), [&](const auto& of) {
      return find(of, each.name, each.breakdown) != nullptr;
    });
    if (all_have_it)
      found.push_back(quantity_of(*find(measures.front(), each.name, each.breakdown), years));
    else if (!words.empty())
      refuse_asked("--measure " + each.name + ":" + each.breakdown,
                   "must be a measure of both scenarios", "Choose one that both have.");
  }
  return found;
}

std::vector<double> Simulated::values(const std::vector<Quantity>& quantities,
                                      std::size_t quantity) const {
  const Quantity& one = quantities[quantity];
  const std::size_t years = one.years();
  std::vector<double> values(points * replications);
  std::size_t at = 0;
  for (std::size_t p = 0; p < points; ++p)
    for (std::size_t s = 0; s < scenarios; ++s)
      for (std::size_t r = 0; r < replications; ++r)
        for (std::size_t y = 0; y < years; ++y) {
          const int year = one.first + static_cast<int>(y);
          const double shown = shown_of(one, stored[quantity][at++], year);
          const bool is_subtracted = scenarios == 2 && s == 0;
          values[p * replications + r] +=
              (is_subtracted ? -shown : shown) / static_cast<double>(years);
        }
  return values;
}

std::optional<Simulated> simulated(const Assumptions& assumptions,
                                   const std::vector<Quantity>& quantities,
                                   const PointsAsked& asked) {
  VariantRuns runs(variants_of(assumptions, asked), wanted_of(quantities), asked.request);
  if (!runs.simulate()) return std::nullopt;
  Simulated all{.points = runs.variants() / asked.scenarios,
                .scenarios = asked.scenarios,
                .replications = runs.replications(),
                .stored = {}};
  std::size_t first_wanted = 0;
  for (const Quantity& one : quantities) {
    all.stored.emplace_back();
    for (std::size_t variant = 0; variant < runs.variants(); ++variant)
      for (std::size_t r = 0; r < runs.replications(); ++r)
        for (std::size_t y = 0; y < one.years(); ++y) {
          all.stored.back().push_back(runs.at(variant, r, first_wanted + y));
          if (all.stored.back().back() == sim::not_available)
            refuse_asked(
                one.name() + " in " + year_name(one.basis, one.first + static_cast<int>(y)),
                "must be available in every future", "Name other --years, or another --measure.");
        }
    first_wanted += one.years();
  }
  return all;
}

}  // namespace tools
