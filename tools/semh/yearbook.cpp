#include <limits>

#include "sim/kernel/expects.h"
#include "tools/semh/results.h"

namespace tools {

using models::Basis;

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
  }
}

const YearlySeries& Yearbook::series(std::size_t scenario, const std::string& name,
                                     const std::string& breakdown) const {
  for (const YearlySeries& series : series_)
    if (series.scenario == scenario && series.measure->measure.name == name &&
        series.measure->breakdown == breakdown)
      return series;
  sim::contract_broken("the headline asks for measures that there are");
}

std::int64_t Yearbook::stored(const YearlySeries& series, std::size_t year,
                              std::size_t replication) const {
  return results_->replications[replication][series.scenario].yearly[series.first + year];
}

int Yearbook::begins(const YearlySeries& series, std::size_t year) const {
  const int first = results_->scenarios[series.scenario].borough.period.first_school_year;
  return series.measure->basis == Basis::school_year ? first + series.years[year]
                                                     : series.years[year];
}

std::vector<double> Yearbook::values(const YearlySeries& series, std::size_t year) const {
  const int begun = begins(series, year);
  std::vector<double> values;
  for (std::size_t replication = 0; replication < results_->replications.size(); ++replication) {
    const std::int64_t value = stored(series, year, replication);
    values.push_back(value == sim::not_available
                         ? std::numeric_limits<double>::quiet_NaN()
                         : models::shown_value(*series.measure, value, begun));
  }
  return values;
}

namespace {

std::string two_digits(int year) {
  const int short_year = (year + 1) % 100;
  return (short_year < 10 ? "0" : "") + std::to_string(short_year);
}

}  // namespace

std::int64_t Yearbook::time_period(const YearlySeries& series, std::size_t year) const {
  const int begun = begins(series, year);
  return std::int64_t{begun} * 100 + (begun + 1) % 100;
}

std::string Yearbook::year_name(const YearlySeries& series, std::size_t year) const {
  const int begun = begins(series, year);
  const char* between = series.measure->basis == Basis::school_year ? "/" : "-";
  return std::to_string(begun) + between + two_digits(begun);
}

}  // namespace tools
