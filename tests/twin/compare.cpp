#include "tests/twin/compare.h"

#include <cmath>
#include <cstddef>
#include <cstdio>
#include <limits>
#include <memory>

#include "models/model.h"
#include "sim/experiment/replicate.h"
#include "tests/twin/town.h"

namespace twin {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

struct Named {
  std::string name;
  std::vector<int> years;
};

std::vector<int> years_of(const models::YearlyMeasure& measure, const models::Period& period) {
  if (measure.basis == models::Basis::financial_year)
    return models::reported_financial_years(period);
  std::vector<int> years;
  for (const int year : models::reported_school_years(period))
    years.push_back(period.first_school_year + year);
  return years;
}

std::vector<Named> names_of(const models::Borough& borough) {
  std::vector<Named> all;
  for (const auto& each : models::yearly_measures(borough))
    all.push_back({each.measure.name + (each.breakdown.empty() ? "" : " " + each.breakdown),
                   years_of(each, borough.period)});
  return all;
}

sim::ReplicateOptions at_once(const Sizes& sizes) {
  sim::ReplicateOptions options;
  options.threads = sizes.threads;
  return options;
}

/// Whether the measure whose cells begin at `first` is not available in some replication: with
/// nothing to divide by, or before a year. The model always says which; a twin is only silent, and
/// of any other measure its silence is 0.
bool has_gaps(const Runs& model, std::size_t first, std::size_t count) {
  for (const auto& each : model)
    for (std::size_t i = first; i < first + count; ++i)
      if (std::isnan(each[i])) return true;
  return false;
}

/// Whether any replication has a value for it.
bool is_said(const Runs& runs, std::size_t first, std::size_t count) {
  for (const auto& each : runs)
    for (std::size_t i = first; i < first + count; ++i)
      if (!std::isnan(each[i])) return true;
  return false;
}

bool is_ever_something(const Runs& runs, std::size_t first, std::size_t count) {
  for (const auto& each : runs)
    for (std::size_t i = first; i < first + count; ++i)
      if (!std::isnan(each[i]) && each[i] != 0) return true;
  return false;
}

void add(const Runs& runs, std::size_t first, bool gaps, Spread Row::*side, Row& sum,
         std::vector<Row>& of_years) {
  for (const auto& each : runs) {
    double all = 0;
    for (std::size_t i = 0; i < of_years.size(); ++i) {
      const double said = each[first + i];
      if (std::isnan(said) && gaps) continue;
      const double value = std::isnan(said) ? 0 : said;
      (of_years[i].*side).add(value);
      all += value;
    }
    (sum.*side).add(all);
  }
}

}  // namespace

Runs run_model(const models::Borough& borough, const Sizes& sizes) {
  const models::Ground ground(borough);
  const auto worker = [&] {
    const models::RunOptions options{.seed = sizes.seed};
    return [model = std::make_shared<models::Model>(ground, options)](std::uint32_t replication) {
      std::vector<double> values;
      for (const std::int64_t value : model->run(replication).yearly)
        values.push_back(value == sim::not_available ? none : static_cast<double>(value));
      return values;
    };
  };
  return sim::replicate(0, sizes.replications, worker, at_once(sizes)).results;
}

Runs run_twin(const models::Borough& borough, const Sizes& sizes) {
  const Calendar calendar(borough.period.first_school_year, borough.period.last_school_year + 1);
  const std::vector<Named> names = names_of(borough);
  const auto worker = [&] {
    return [&](std::uint32_t replication) {
      const Results results = Town(borough, calendar, 1'000'003 * sizes.seed + replication).live();
      std::vector<double> values;
      for (const Named& each : names)
        for (const int year : each.years) {
          const auto found = results.find({each.name, year});
          values.push_back(found == results.end() ? none : found->second);
        }
      return values;
    };
  };
  return sim::replicate(0, sizes.replications, worker, at_once(sizes)).results;
}

Comparison compare(const models::Borough& borough, const Runs& model, const Runs& twin) {
  Comparison comparison;
  std::size_t first = 0;
  for (const Named& each : names_of(borough)) {
    const std::size_t begins = first;
    first += each.years.size();
    const bool is_known = is_said(twin, begins, each.years.size());
    const bool matters = is_ever_something(model, begins, each.years.size());
    if (!is_known && matters) comparison.missing.push_back(each.name);
    if (!is_known || (!matters && !is_ever_something(twin, begins, each.years.size()))) continue;
    Row sum{each.name, 0, {}, {}};
    std::vector<Row> of_years;
    for (const int year : each.years) of_years.push_back({each.name, year, {}, {}});
    const bool gaps = has_gaps(model, begins, each.years.size());
    add(model, begins, gaps, &Row::model, sum, of_years);
    add(twin, begins, gaps, &Row::twin, sum, of_years);
    comparison.rows.push_back(sum);
    for (const Row& row : of_years)
      if (row.model.squares != 0 || row.twin.squares != 0) comparison.by_year.push_back(row);
  }
  return comparison;
}

double Spread::variance() const {
  if (count < 2) return 0;
  const double about_mean = squares - sum * sum / count;
  return about_mean <= 1e-9 * squares ? 0 : about_mean / (count - 1);
}

double Row::error() const {
  return std::sqrt(model.variance() / model.count + twin.variance() / twin.count);
}

double Row::z() const {
  const double difference = model.mean() - twin.mean();
  if (error() > 0) return difference / error();
  return difference == 0 ? 0 : std::copysign(1e9, difference);
}

double spread_of_z(const std::vector<Row>& rows) {
  double squares = 0;
  double count = 0;
  for (const Row& row : rows) {
    if (row.is_deterministic()) continue;
    squares += row.z() * row.z();
    ++count;
  }
  return count > 0 ? std::sqrt(squares / count) : 0;
}

std::string table(const std::vector<Row>& rows) {
  std::string text;
  for (const Row& row : rows) {
    char line[240];
    std::snprintf(line, sizeof line, "%-62s %4d %15.3f %15.3f %12.4f %8.2f\n", row.name.c_str(),
                  row.year, row.model.mean(), row.twin.mean(), row.error(), row.z());
    text += line;
  }
  return text;
}

}  // namespace twin
