#include "tools/semh/cells.h"

#include <algorithm>
#include <cmath>

#include "output/number_text.h"

namespace tools {

std::vector<double> available(std::vector<double> values) {
  values.erase(
      std::remove_if(values.begin(), values.end(), [](double value) { return std::isnan(value); }),
      values.end());
  return values;
}

std::string number_in_cell(const models::YearlyMeasure& measure, double value) {
  if (measure.shown == models::Shown::money) return output::with_commas(value / 1e6, 2);
  return output::whole(value);
}

std::string range_in_cell(const models::YearlyMeasure& measure, const std::vector<double>& values) {
  const auto known = available(values);
  if (known.empty()) return "not available";
  const sim::OrderedSample sample(known);
  return number_in_cell(measure, sample.quantile(0.5)) + " (" +
         number_in_cell(measure, sample.quantile(0.1)) + " to " +
         number_in_cell(measure, sample.quantile(0.9)) + ")";
}

std::string unit_in_cell(const models::YearlyMeasure& measure) {
  return measure.shown == models::Shown::money ? "£ million" : models::shown_unit(measure);
}

double share_below_zero(const std::vector<double>& values) {
  const auto below = std::count_if(values.begin(), values.end(), [](double v) { return v < 0; });
  return static_cast<double>(below) / static_cast<double>(values.size());
}

}  // namespace tools
