// A result table while rows are added: each cell says once more what its column is called.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "sim/experiment/result_table.h"

namespace tools {

/// Every row names the same columns in the same order.
class Filling {
 public:
  void text(std::string name, std::string definition, std::string value) {
    column<std::string>(std::move(name), "", std::move(definition)).push_back(std::move(value));
  }
  void count(std::string name, std::string definition, std::int64_t value) {
    column<std::int64_t>(std::move(name), "number", std::move(definition)).push_back(value);
  }
  void number(std::string name, std::string unit, std::string definition, double value) {
    column<double>(std::move(name), std::move(unit), std::move(definition)).push_back(value);
  }
  /// The next value is of the first column again.
  void next_row() { at_ = 0; }
  std::vector<sim::Column> take() { return std::move(columns_); }

 private:
  template <class Value>
  std::vector<Value>& column(std::string name, std::string unit, std::string definition) {
    if (at_ == columns_.size())
      columns_.push_back(
          {{std::move(name), std::move(unit), std::move(definition)}, std::vector<Value>{}});
    return std::get<std::vector<Value>>(columns_[at_++].values);
  }

  std::vector<sim::Column> columns_;
  std::size_t at_ = 0;
};

}  // namespace tools
