#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "sim/experiment/result_table.h"
#include "sim/kernel/expects.h"

namespace {

sim::ResultTable a_table() {
  return {.name = "Arrivals",
          .definition = "Arrivals by year.",
          .columns = {{{"year", "", "Year of the arrival."}, std::vector<std::int64_t>{2015, 2016}},
                      {{"place", "", "Where."}, std::vector<std::string>{"north", "south"}},
                      {{"rate", "per day", "How often."}, std::vector<double>{0.5, 1.5}}}};
}

sim::SeriesSet a_set() {
  return {.frequency = "yearly",
          .scenarios = {"before", "after"},
          .replications = {4, 5, 6},
          .times = {sim::date(2015, 1, 1), sim::date(2016, 1, 1)},
          .series = {{{"arrivals", "cases", "All arrivals."}, "", std::vector<std::int64_t>(12)},
                     {{"arrivals", "cases", "Arrivals."}, "north", std::vector<std::int64_t>(12)},
                     {{"balance", "pence", "Kept."}, "", std::vector<std::int64_t>(12, -1)}}};
}

template <class Change>
void expect_refused(Change change, const char* why) {
  auto results = [] {
    if constexpr (std::is_invocable_v<Change, sim::ResultTable&>)
      return a_table();
    else
      return a_set();
  }();
  change(results);
  EXPECT_THROW(sim::expects_well_formed(results), sim::ContractError) << why;
}

TEST(ResultTable, WithColumnsOfOneLengthIsWellFormed) {
  EXPECT_NO_THROW(sim::expects_well_formed(a_table()));
  EXPECT_EQ(sim::rows_of(a_table()), 2U);
}

TEST(ResultTable, RefusesWhatAReaderCouldNotUnderstand) {
  using Table = sim::ResultTable;
  expect_refused([](Table& t) { t.name.clear(); }, "no name");
  expect_refused([](Table& t) { t.definition.clear(); }, "no definition");
  expect_refused([](Table& t) { t.columns.clear(); }, "no column");
  expect_refused([](Table& t) { t.columns[0].measure.definition.clear(); }, "no meaning");
  expect_refused([](Table& t) { t.columns[1].measure.name = "year"; }, "two of a name");
  expect_refused([](Table& t) { t.columns[1].measure.name = "=Year"; }, "not a name");
  expect_refused([](Table& t) { t.columns[1].measure.name = ""; }, "an empty name");
  expect_refused([](Table& t) { t.columns[1].values = std::vector<std::string>{"north"}; },
                 "a short column");
}

TEST(SeriesSet, WithAValueForEachPlaceIsWellFormed) {
  EXPECT_NO_THROW(sim::expects_well_formed(a_set()));
}

TEST(SeriesSet, HasTimeAsItsFastestIndex) {
  const sim::SeriesSet set = a_set();
  std::vector<std::size_t> places;
  for (std::size_t scenario = 0; scenario < 2; ++scenario)
    for (std::size_t replication = 0; replication < 3; ++replication)
      for (std::size_t time = 0; time < 2; ++time)
        places.push_back(sim::place_in(set, scenario, replication, time));
  for (std::size_t i = 0; i < places.size(); ++i) EXPECT_EQ(places[i], i);
}

TEST(SeriesSet, RefusesWhatAReaderCouldNotUnderstand) {
  using Set = sim::SeriesSet;
  expect_refused([](Set& s) { s.scenarios = {"same", "same"}; }, "two scenarios of a name");
  expect_refused([](Set& s) { s.replications = {4, 6, 5}; }, "replications out of order");
  expect_refused([](Set& s) { s.times[1] = s.times[0]; }, "a time twice");
  expect_refused([](Set& s) { s.times.clear(); }, "no time");
  expect_refused([](Set& s) { s.frequency = "Every year"; }, "not a name");
  expect_refused([](Set& s) { s.series[0].values.pop_back(); }, "a value short");
  expect_refused([](Set& s) { s.series[1].breakdown.clear(); }, "two series of a name");
  expect_refused([](Set& s) { s.series[0].values[3] = -1; }, "a negative count");
}

TEST(SeriesSet, MayLackAValue) {
  sim::SeriesSet set = a_set();
  set.series[0].values[3] = sim::not_available;
  EXPECT_NO_THROW(sim::expects_well_formed(set));
}

}  // namespace
