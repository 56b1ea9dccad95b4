// The model and its twin beside each other: z scores of every yearly measure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/borough.h"

namespace twin {

/// Count, mean and spread of what independent replications said.
struct Spread {
  double count = 0;
  double sum = 0;
  double squares = 0;
  void add(double value) {
    ++count;
    sum += value;
    squares += value * value;
  }
  double mean() const { return count > 0 ? sum / count : 0; }
  double variance() const;  ///< Of one replication.
};

/// One measure, summed over its reported years, or of one year.
struct Row {
  std::string name;  ///< With its breakdown.
  int year = 0;      ///< Calendar year in which the year begins; 0 for the sum over all.
  Spread model;
  Spread twin;
  bool is_deterministic() const { return model.variance() == 0 && twin.variance() == 0; }
  /// Standard error of the difference of the means.
  double error() const;
  /// Difference over its standard error; 0 if neither varies and both are equal.
  double z() const;
};

struct Comparison {
  std::vector<Row> rows;             ///< A row a measure, over all years.
  std::vector<Row> by_year;          ///< A row a measure and year.
  std::vector<std::string> missing;  ///< Measures that the model has and the twin never.
};

struct Sizes {
  std::uint32_t replications = 300;
  std::uint64_t seed = 1;
  unsigned threads = 2;
};

/// Replications, each a value for every measure and year in the order of the measures; not a number
/// where there is none.
using Runs = std::vector<std::vector<double>>;

Runs run_model(const models::Borough& borough, const Sizes& sizes);
Runs run_twin(const models::Borough& borough, const Sizes& sizes);
/// Requires: both are runs of boroughs with the measures of `borough`.
Comparison compare(const models::Borough& borough, const Runs& model, const Runs& twin);

/// Standard deviation about 0 of the z scores of the rows that vary.
double spread_of_z(const std::vector<Row>& rows);
/// A table for people: measure, mean of the model, mean of the twin, standard error, z.
std::string table(const std::vector<Row>& rows);

}  // namespace twin
