// What a run hands to whoever writes it down: named measures with unit and definition.
//
// Two shapes. A ResultTable is a list of rows, for summaries. A SeriesSet holds whole series, one
// value a scenario, replication and time. Neither knows what its measures are about.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/kernel/instant.h"

namespace sim {

struct Measure {
  std::string name;        ///< Lower-case letters, digits and _, beginning with a letter.
  std::string unit;        ///< "cases", "pence", "" for text.
  std::string definition;  ///< What is counted, in a sentence.
};

/// The unit of exact money. A measure of it may be negative.
inline constexpr std::string_view pence_unit = "pence";

struct Column {
  Measure measure;
  /// shape (rows). In a column of numbers, what is not a number is not available.
  std::variant<std::vector<std::string>, std::vector<std::int64_t>, std::vector<double>> values;
};

struct ResultTable {
  std::string name;
  std::string definition;
  std::vector<Column> columns;
};

std::size_t rows_of(const Column& column);

/// Requires: the table is well formed (expects_well_formed).
std::size_t rows_of(const ResultTable& table);

/// Throws: ContractError, unless the table and each column have a name and a definition, names are
/// unique and well formed, and all columns are of one length.
void expects_well_formed(const ResultTable& table);

/// A value that is not available in a series.
inline constexpr std::int64_t not_available = std::numeric_limits<std::int64_t>::min();

struct ResultSeries {
  Measure measure;
  std::string breakdown;  ///< Whose, if not everyone's: a phase, a provider. May be empty.
  std::vector<std::int64_t> values;  ///< shape (scenarios x replications x times), time fastest.
  /// Makes the values when they are written, where all series at once would take too much memory.
  std::function<std::vector<std::int64_t>()> make{};

  std::vector<std::int64_t> all_values() const { return make ? make() : values; }
};

/// Series that share their scenarios, replications and times.
struct SeriesSet {
  std::string frequency;  ///< "yearly", "monthly" or "weekly".
  std::vector<std::string> scenarios;
  std::vector<std::int64_t> replications;
  std::vector<Date> times;  ///< Strictly rising.
  std::vector<ResultSeries> series;
  std::string time_definition = "first day of the period";
};

/// Where in `values` of a series of `set` the value of these three indices lies.
inline std::size_t place_in(const SeriesSet& set, std::size_t scenario, std::size_t replication,
                            std::size_t time) {
  return (scenario * set.replications.size() + replication) * set.times.size() + time;
}

/// Throws: ContractError, unless every axis has an entry, scenarios are unique, replications and
/// times rise, each series has its shape and a definition, no two series share name and breakdown,
/// and only money is negative. Of values still to be made it says nothing.
void expects_well_formed(const SeriesSet& set);

/// Throws: ContractError, unless `values` has `size` of them and only money is negative.
void expects_well_formed(const ResultSeries& series, const std::vector<std::int64_t>& values,
                         std::size_t size);

}  // namespace sim
