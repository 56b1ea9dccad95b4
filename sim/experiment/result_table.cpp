#include "sim/experiment/result_table.h"

#include <algorithm>
#include <set>
#include <utility>

#include "sim/kernel/expects.h"

namespace sim {
namespace {

bool is_measure_name(std::string_view name) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto is_inner = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; };
  return !name.empty() && is_letter(name.front()) &&
         std::all_of(name.begin(), name.end(), is_inner);
}

void expects_described(const Measure& measure) {
  expects(is_measure_name(measure.name),
          "a measure's name is lower-case letters, digits and _, beginning with a letter");
  expects(!measure.definition.empty(), "a measure has a definition");
}

template <class Value>
bool rises_strictly(const std::vector<Value>& values) {
  return std::adjacent_find(values.begin(), values.end(), [](const Value& a, const Value& b) {
           return !(a < b);
         }) == values.end();
}

}  // namespace

std::size_t rows_of(const Column& column) {
  return std::visit([](const auto& values) { return values.size(); }, column.values);
}

std::size_t rows_of(const ResultTable& table) {
  expects(!table.columns.empty(), "a table has a column");
  return rows_of(table.columns.front());
}

void expects_well_formed(const ResultTable& table) {
  expects(!table.name.empty() && !table.definition.empty(), "a table has a name and a definition");
  const std::size_t rows = rows_of(table);
  std::set<std::string_view> names;
  for (const Column& column : table.columns) {
    expects_described(column.measure);
    expects(names.insert(column.measure.name).second, "each column of a table has its own name");
    expects(rows_of(column) == rows, "the columns of a table are of one length");
  }
}

void expects_well_formed(const SeriesSet& set) {
  expects(is_measure_name(set.frequency), "a set of series has a frequency");
  expects(!set.scenarios.empty() && !set.replications.empty() && !set.times.empty(),
          "each axis of a set of series has an entry");
  const std::set<std::string_view> scenarios(set.scenarios.begin(), set.scenarios.end());
  expects(scenarios.size() == set.scenarios.size(), "each scenario is named once");
  expects(rises_strictly(set.replications), "replications are in rising order");
  expects(rises_strictly(set.times), "times are in rising order");

  const std::size_t size = set.scenarios.size() * set.replications.size() * set.times.size();
  std::set<std::pair<std::string_view, std::string_view>> names;
  for (const ResultSeries& series : set.series) {
    expects_described(series.measure);
    expects(names.emplace(series.measure.name, series.breakdown).second,
            "each series of a set has its own name and breakdown");
    if (!series.make) expects_well_formed(series, series.values, size);
  }
}

void expects_well_formed(const ResultSeries& series, const std::vector<std::int64_t>& values,
                         std::size_t size) {
  expects(values.size() == size, "a series has a value for each scenario, replication and time");
  const bool negative = std::any_of(values.begin(), values.end(), [](std::int64_t value) {
    return value < 0 && value != not_available;
  });
  expects(!negative || series.measure.unit == pence_unit, "only money is negative");
}

}  // namespace sim
