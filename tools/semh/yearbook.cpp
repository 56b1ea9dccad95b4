#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "models/success.h"
#include "sim/kernel/expects.h"
#include "tools/semh/results.h"

namespace tools {
namespace {

using models::Basis;

/// Values that all scenarios together keep unpacked: 32 MB.
constexpr std::size_t most_unpacked = 4'000'000;

std::string two_digits(int year) {
  const int short_year = (year + 1) % 100;
  return (short_year < 10 ? "0" : "") + std::to_string(short_year);
}

}  // namespace

KeptResult::KeptResult(const models::RunResult& result, const models::Borough& borough,
                       const std::vector<models::YearlyMeasure>& measures)
    : yearly(result.yearly), monthly(result.monthly), weekly(result.weekly) {
  for (const std::optional<bool>& one : models::successes(borough, measures, result))
    met.push_back(one ? static_cast<std::int8_t>(*one) : std::int8_t{-1});
}

Met met_of(const RunResults& results, std::size_t scenario, std::size_t target) {
  Met met;
  for (const auto& replication : results.replications) {
    const std::int8_t one = replication[scenario].met[target];
    met.known += one >= 0 ? 1 : 0;
    met.met += one > 0 ? 1 : 0;
  }
  return met;
}

Yearbook::Yearbook(const RunResults& results) : results_(&results) {
  measures_.reserve(results.scenarios.size());
  for (std::size_t scenario = 0; scenario < results.scenarios.size(); ++scenario) {
    const models::Borough& borough = results.scenarios[scenario].borough;
    measures_.push_back(models::yearly_measures(borough));
    const auto school_years = models::reported_school_years(borough.period);
    const auto financial_years = models::reported_financial_years(borough.period);
    std::size_t first = 0;
    for (const models::YearlyMeasure& measure : measures_.back()) {
      const auto& years = measure.basis == Basis::school_year ? school_years : financial_years;
      series_.push_back({scenario, &measure, first, years});
      first += years.size();
    }
    std::vector<const sim::PackedRow*> rows;
    for (const auto& replication : results.replications)
      rows.push_back(&replication[scenario].yearly);
    columns_.push_back(
        std::make_unique<Columns>(std::move(rows), most_unpacked / results.scenarios.size()));
  }
}

const YearlySeries* Yearbook::find(std::size_t scenario, const std::string& name,
                                   const std::string& breakdown) const {
  for (const YearlySeries& series : series_)
    if (series.scenario == scenario && series.measure->measure.name == name &&
        series.measure->breakdown == breakdown)
      return &series;
  return nullptr;
}

const YearlySeries* Yearbook::find_any(const std::string& name,
                                       const std::string& breakdown) const {
  for (std::size_t scenario = 0; scenario < scenarios(); ++scenario)
    if (const YearlySeries* series = find(scenario, name, breakdown)) return series;
  return nullptr;
}

std::vector<const YearlySeries*> Yearbook::distinct() const {
  std::vector<const YearlySeries*> all;
  for (const YearlySeries& series : series_)
    if (find_any(series.measure->measure.name, series.measure->breakdown) == &series)
      all.push_back(&series);
  return all;
}

const std::int64_t* Yearbook::stored(const YearlySeries& series, std::size_t year) const {
  return columns_[series.scenario]->at(series.first + year);
}

int Yearbook::begins(const YearlySeries& series, std::size_t year) const {
  const int first = results_->scenarios[series.scenario].borough.period.first_school_year;
  return series.measure->basis == Basis::school_year ? first + series.years[year]
                                                     : series.years[year];
}

std::vector<double> Yearbook::values(const YearlySeries& series, std::size_t year) const {
  const int begun = begins(series, year);
  const std::int64_t* column = stored(series, year);
  std::vector<double> values;
  for (std::size_t replication = 0; replication < results_->replications.size(); ++replication)
    values.push_back(column[replication] == sim::not_available
                         ? std::numeric_limits<double>::quiet_NaN()
                         : models::shown_value(*series.measure, column[replication], begun));
  return values;
}

std::int64_t Yearbook::time_period(const YearlySeries& series, std::size_t year) const {
  const int begun = begins(series, year);
  return std::int64_t{begun} * 100 + (begun + 1) % 100;
}

std::string Yearbook::year_name(const YearlySeries& series, std::size_t year) const {
  return tools::year_name(series.measure->basis, begins(series, year));
}

std::string year_name(Basis basis, int begins) {
  return std::to_string(begins) + (basis == Basis::school_year ? "/" : "-") + two_digits(begins);
}

}  // namespace tools
