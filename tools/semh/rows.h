// The rows of a result table, added one after another with a value for each column.
#pragma once

#include <cstddef>
#include <utility>
#include <variant>
#include <vector>

#include "sim/experiment/result_table.h"

namespace tools {

/// A table being filled row by row.
class Rows {
 public:
  explicit Rows(std::vector<sim::Measure> measures) {
    for (sim::Measure& measure : measures) columns_.push_back({std::move(measure), {}});
  }
  template <class... Values>
  void add(Values... values) {
    std::size_t column = 0;
    (put(columns_[column++], std::move(values)), ...);
  }
  std::vector<sim::Column> take() { return std::move(columns_); }

 private:
  template <class Value>
  static void put(sim::Column& column, Value value) {
    using Values = std::vector<Value>;
    if (!std::holds_alternative<Values>(column.values)) column.values = Values{};
    std::get<Values>(column.values).push_back(std::move(value));
  }
  std::vector<sim::Column> columns_;
};

}  // namespace tools
