#include "models/success.h"

#include <algorithm>
#include <cstddef>

#include "models/measures.h"
#include "models/model.h"
#include "sim/kernel/expects.h"

namespace models {
namespace {

/// One measure's values in the order of a result.
struct Values {
  const YearlyMeasure* measure = nullptr;
  std::size_t first = 0;
  int first_year = 0;  ///< The calendar year in which the first of them begins.
  int count = 0;
};

Values values_of(const SuccessTarget& target, const Borough& borough,
                 const std::vector<YearlyMeasure>& measures) {
  const Period& period = borough.period;
  const auto school_years = static_cast<int>(reported_school_years(period).size());
  const auto financial_years = static_cast<int>(reported_financial_years(period).size());
  Values values;
  for (const YearlyMeasure& measure : measures) {
    const bool school = measure.basis == Basis::school_year;
    values.measure = &measure;
    values.first_year = school ? period.report_from : period.report_from + 1;
    values.count = school ? school_years : financial_years;
    if (measure.measure.name == target.measure && measure.breakdown == target.breakdown)
      return values;
    values.first += static_cast<std::size_t>(values.count);
  }
  sim::contract_broken("a target is about a measure that there is");
}

std::optional<double> shown_in(const Values& values, int year, const RunResult& result) {
  sim::expects(year >= values.first_year && year < values.first_year + values.count,
               "the years of a target are reported");
  const std::size_t at = values.first + static_cast<std::size_t>(year - values.first_year);
  const std::int64_t stored = result.yearly[at];
  if (stored == sim::not_available) return std::nullopt;
  return shown_value(*values.measure, stored, year);
}

std::optional<bool> is_met(const SuccessTarget& target, const Values& values,
                           const RunResult& result) {
  const auto reached = shown_in(values, target.by, result);
  if (!reached) return std::nullopt;
  if (target.rule != SuccessRule::fall_from) return is_met_by(target, *reached, 0);
  const auto base = shown_in(values, target.base_year, result);
  if (!base) return std::nullopt;
  return is_met_by(target, *reached, *base);
}

}  // namespace

bool is_met_by(const SuccessTarget& target, double reached, double base) {
  switch (target.rule) {
    case SuccessRule::at_most: return reached <= target.target;
    case SuccessRule::at_least: return reached >= target.target;
    case SuccessRule::fall_from: break;
  }
  return reached <= base * (1 - target.target);
}

std::vector<std::optional<bool>> successes(const Borough& borough,
                                           const std::vector<YearlyMeasure>& measures,
                                           const RunResult& result) {
  std::vector<std::optional<bool>> met;
  for (const SuccessTarget& target : borough.success)
    met.push_back(is_met(target, values_of(target, borough, measures), result));
  return met;
}

}  // namespace models
