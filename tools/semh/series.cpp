// Whole series, a value a scenario, replication and time: what goes into the HDF5 file.
#include <map>
#include <memory>
#include <utility>

#include "tools/semh/results.h"

namespace tools {
namespace {

using models::Basis;

sim::SeriesSet set_of(const RunResults& results, const char* frequency) {
  sim::SeriesSet set;
  set.frequency = frequency;
  for (const auto& scenario : results.scenarios) set.scenarios.push_back(scenario.id);
  for (std::size_t r = 0; r < results.replications.size(); ++r)
    set.replications.push_back(static_cast<std::int64_t>(results.first_replication + r));
  return set;
}

/// All values of a measure; what a scenario does not have is not available.
std::vector<std::int64_t> yearly_values(const Yearbook& book, const YearlySeries& any) {
  const std::size_t replications = book.results().replications.size();
  const std::size_t years = any.years.size();
  std::vector<std::int64_t> values(book.scenarios() * replications * years, sim::not_available);
  for (std::size_t s = 0; s < book.scenarios(); ++s) {
    const auto* series = book.find(s, any.measure->measure.name, any.measure->breakdown);
    for (std::size_t year = 0; series != nullptr && year < years; ++year) {
      const std::int64_t* column = book.stored(*series, year);
      for (std::size_t r = 0; r < replications; ++r)
        values[(s * replications + r) * years + year] = column[r];
    }
  }
  return values;
}

sim::SeriesSet yearly_set(const Yearbook& book, Basis basis) {
  const bool school = basis == Basis::school_year;
  sim::SeriesSet set = set_of(book.results(), school ? "yearly" : "yearly_financial");
  for (const YearlySeries* any : book.distinct()) {
    if (any->measure->basis != basis) continue;
    if (set.times.empty())
      for (std::size_t year = 0; year < any->years.size(); ++year)
        set.times.push_back(sim::date(book.begins(*any, year), school ? 9 : 4, 1));
    set.series.push_back({any->measure->measure, any->measure->breakdown, {}, [&book, any] {
                            return yearly_values(book, *any);
                          }});
  }
  return set;
}

/// Monthly or weekly values of every scenario, unpacked a measure at a time.
class Periods {
 public:
  Periods(const RunResults& results, sim::PackedRow KeptResult::*row, std::size_t times)
      : replications_(results.replications.size()), times_(times) {
    for (std::size_t s = 0; s < results.scenarios.size(); ++s) {
      std::vector<const sim::PackedRow*> rows;
      for (const auto& replication : results.replications) rows.push_back(&(replication[s].*row));
      columns_.push_back(std::make_unique<Columns>(std::move(rows), times * replications_));
    }
  }

  /// `places` is where the measure stands in the list of each scenario; -1 where it has none.
  std::vector<std::int64_t> values(const std::vector<int>& places) const {
    std::vector<std::int64_t> all(columns_.size() * replications_ * times_, sim::not_available);
    for (std::size_t s = 0; s < columns_.size(); ++s)
      for (std::size_t time = 0; places[s] >= 0 && time < times_; ++time) {
        const std::int64_t* column =
            columns_[s]->at(static_cast<std::size_t>(places[s]) * times_ + time);
        for (std::size_t r = 0; r < replications_; ++r)
          all[(s * replications_ + r) * times_ + time] = column[r];
      }
    return all;
  }

 private:
  std::size_t replications_;
  std::size_t times_;
  std::vector<std::unique_ptr<Columns>> columns_;
};

sim::SeriesSet periodic_set(const RunResults& results, const char* frequency,
                            const std::vector<sim::Date>& times, sim::PackedRow KeptResult::*row) {
  sim::SeriesSet set = set_of(results, frequency);
  set.time_definition = "first day after the period";
  set.times = times;
  const auto periods = std::make_shared<Periods>(results, row, times.size());
  std::vector<models::MonthlyMeasure> distinct;
  std::map<std::pair<std::string, std::string>, std::vector<int>> places;
  for (std::size_t s = 0; s < results.scenarios.size(); ++s) {
    int place = 0;
    for (const auto& measure : models::monthly_measures(results.scenarios[s].borough)) {
      auto& found = places[{measure.measure.name, measure.breakdown}];
      if (found.empty()) distinct.push_back(measure);
      found.resize(results.scenarios.size(), -1);
      found[s] = place++;
    }
  }
  for (const models::MonthlyMeasure& measure : distinct) {
    const auto& where = places[{measure.measure.name, measure.breakdown}];
    set.series.push_back({measure.measure, measure.breakdown, {}, [periods, where] {
                            return periods->values(where);
                          }});
  }
  return set;
}

}  // namespace

std::vector<sim::SeriesSet> series_of(const Yearbook& book) {
  const RunResults& results = book.results();
  std::vector<sim::SeriesSet> sets{
      yearly_set(book, Basis::school_year), yearly_set(book, Basis::financial_year),
      periodic_set(results, "monthly", results.month_ends, &KeptResult::monthly)};
  if (!results.week_ends.empty())
    sets.push_back(periodic_set(results, "weekly", results.week_ends, &KeptResult::weekly));
  return sets;
}

}  // namespace tools
