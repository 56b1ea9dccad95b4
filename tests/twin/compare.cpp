#include "tests/twin/compare.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "models/model.h"
#include "sim/experiment/replicate.h"
#include "tests/twin/town.h"

namespace twin {
namespace {

std::string name_of(const models::YearlyMeasure& measure) {
  return measure.measure.name + (measure.breakdown.empty() ? "" : " " + measure.breakdown);
}

std::vector<int> years_of(const models::YearlyMeasure& measure, const models::Period& period) {
  if (measure.basis == models::Basis::financial_year)
    return models::reported_financial_years(period);
  std::vector<int> years;
  for (const int year : models::reported_school_years(period))
    years.push_back(period.first_school_year + year);
  return years;
}

sim::ReplicateOptions at_once(const Sizes& sizes) {
  sim::ReplicateOptions options;
  options.threads = sizes.threads;
  return options;
}

std::vector<Results> results_of_model(const models::Borough& borough, const Sizes& sizes) {
  const models::Ground ground(borough);
  const auto measures = models::yearly_measures(ground.borough);
  const auto worker = [&] {
    return [&, model = std::make_shared<models::Model>(
                   ground, models::RunOptions{.seed = sizes.seed})](std::uint32_t replication) {
      const models::RunResult result = model->run(replication);
      Results named;
      auto next = result.yearly.begin();
      for (const auto& each : measures)
        for (const int year : years_of(each, borough.period)) {
          if (*next != sim::not_available)
            named[{name_of(each), year}] = static_cast<double>(*next);
          ++next;
        }
      return named;
    };
  };
  return sim::replicate(0, sizes.replications, worker, at_once(sizes)).results;
}

std::vector<Results> results_of_twin(const models::Borough& borough, const Sizes& sizes) {
  const Calendar calendar(borough.period.first_school_year, borough.period.last_school_year + 1);
  const auto worker = [&] {
    return [&](std::uint32_t replication) {
      return Town(borough, calendar, 1000003 * sizes.seed + replication).live();
    };
  };
  return sim::replicate(0, sizes.replications, worker, at_once(sizes)).results;
}

/// Every year of every measure that `wanted` has, and their sums.
Comparison put_together(const models::Borough& borough, const std::vector<Results>& model,
                        const std::vector<Results>& twin) {
  Comparison comparison;
  std::set<std::string> said;
  for (const Results& each : twin)
    for (const auto& [key, value] : each) said.insert(key.first);
  for (const auto& measure : models::yearly_measures(borough)) {
    const std::string name = name_of(measure);
    const auto years = years_of(measure, borough.period);
    Row sum{name, 0, {}, {}};
    std::vector<Row> of_years;
    for (const int year : years) of_years.push_back({name, year, {}, {}});
    bool ever = false;
    const auto add = [&](const std::vector<Results>& from, Spread Row::*side, bool is_sparse) {
      for (const Results& each : from) {
        double all = 0;
        for (std::size_t i = 0; i < years.size(); ++i) {
          const auto found = each.find({name, years[i]});
          if (found == each.end() && !is_sparse) continue;
          const double value = found == each.end() ? 0 : found->second;
          (of_years[i].*side).add(value);
          all += value;
          ever = ever || value != 0;
        }
        (sum.*side).add(all);
      }
    };
    const bool has_gaps = name.rfind("unit_attendance", 0) == 0 || name == "days_to_school_place" ||
                          name == "learners_kept_in_100" || name == "in_year_balance" ||
                          name == "balance_carried_forward";
    add(model, &Row::model, false);
    add(twin, &Row::twin, !has_gaps);
    if (ever && said.count(name) == 0) comparison.missing.push_back(name);
    if (!ever || said.count(name) == 0) continue;
    comparison.rows.push_back(sum);
    for (const Row& row : of_years)
      if (row.model.sum != 0 || row.twin.sum != 0) comparison.by_year.push_back(row);
  }
  return comparison;
}

}  // namespace

double Spread::variance() const {
  if (count < 2) return 0;
  const double about_mean = squares - sum * sum / count;
  return about_mean <= 1e-9 * squares ? 0 : about_mean / (count - 1);
}

double Row::z() const {
  const double difference = model.mean() - twin.mean();
  const double error = std::sqrt(model.variance() / model.count + twin.variance() / twin.count);
  if (error > 0) return difference / error;
  return std::abs(difference) <= 0.5 ? 0 : 1e9;
}

Comparison compare(const models::Borough& borough, const models::Borough& twin_borough,
                   const Sizes& sizes) {
  return put_together(borough, results_of_model(borough, sizes),
                      results_of_twin(twin_borough, sizes));
}

Comparison compare_with_itself(const models::Borough& borough, const Sizes& sizes) {
  Sizes other = sizes;
  other.seed = sizes.seed + 1;
  return put_together(borough, results_of_model(borough, sizes), results_of_model(borough, other));
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
    const double error =
        std::sqrt(row.model.variance() / row.model.count + row.twin.variance() / row.twin.count);
    std::snprintf(line, sizeof line, "%-62s %4d %15.3f %15.3f %12.4f %8.2f\n", row.name.c_str(),
                  row.year, row.model.mean(), row.twin.mean(), error, row.z());
    text += line;
  }
  return text;
}

}  // namespace twin
