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
  /// Difference over its standard error; 0 if neither varies and both are equal.
  double z() const;
};

/// A measure that the twin does not have, by name.
struct Comparison {
  std::vector<Row> rows;             ///< A row a measure, over all years.
  std::vector<Row> by_year;          ///< A row a measure and year.
  std::vector<std::string> missing;  ///< Measures that the twin does not have.
};

struct Sizes {
  std::uint32_t replications = 300;
  unsigned threads = 2;
  std::uint64_t seed = 1;
};

/// Replications of the model of `borough` against replications of the twin of `twin_borough`, which
/// differ only when a difference is to be seen.
Comparison compare(const models::Borough& borough, const models::Borough& twin_borough,
                   const Sizes& sizes);
/// The model against itself at another seed: what z scores look like if nothing is wrong.
Comparison compare_with_itself(const models::Borough& borough, const Sizes& sizes);

/// Standard deviation about 0 of the z scores of rows that vary enough to have one.
double spread_of_z(const std::vector<Row>& rows);
/// A table for people: measure, mean of the model, mean of the twin, standard error, z.
std::string table(const std::vector<Row>& rows);

}  // namespace twin
