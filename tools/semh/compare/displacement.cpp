#include "tools/semh/compare/displacement.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

#include "sim/kernel/expects.h"
#include "sim/statistics/quantile.h"

namespace tools {
namespace {

struct Told {
  const char* breakdown;
  const char* words;
  bool always;  ///< Asked about by name: shown though nobody is there for it.
};
constexpr std::array<Told, 7> reasons{{
    {"unit-full", "PRU full", true},
    {"quota-spent", "quota spent", true},
    {"no-specialist-place", "no specialist place", true},
    {"not-open-yet", "not open yet", true},
    {"need", "need", true},
    {"chosen", "chosen by the family", false},
    {"in-care", "a decision on care", false},
}};

/// Breakdowns of not_in_full_time_education that are no two of the same child.
constexpr std::array<std::pair<const char*, const char*>, 5> routes{{
    {"part-time", "on a part-time timetable"},
    {"at-home-after-warning", "at home after a warning of exclusion"},
    {"waiting-past-day-six", "waiting for a unit past the sixth day"},
    {"not-traced", "not traced"},
    {"otherwise", "too ill or anxious, on part-time tuition"},
}};

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

Spread spread_of(const std::vector<double>& values) {
  const sim::OrderedSample sample(values);
  return {sample.quantile(0.5), sample.quantile(0.1), sample.quantile(0.9)};
}

std::vector<double> average(const Yearbook& book, std::size_t option, const char* measure,
                            const char* breakdown, const ComparedSpan& span) {
  const YearlySeries* series = book.find(option, measure, breakdown);
  sim::expects(series != nullptr, "every option has the account of displacement");
  return average_of(book, *series, span);
}

}  // namespace

std::vector<DisplacementRow> displacement_of(const Yearbook& book, const ComparedSpan& span) {
  std::vector<DisplacementRow> rows;
  for (const Told& reason : reasons) {
    DisplacementRow row{.reason = reason.words,
                        .pupils = {},
                        .pounds = {},
                        .elsewhere = {},
                        .mean_pupils = {},
                        .mean_pounds = {},
                        .mean_elsewhere = {}};
    bool any = reason.always;
    for (std::size_t option = 0; option < book.scenarios(); ++option) {
      const auto get = [&](const char* measure) {
        return average(book, option, measure, reason.breakdown, span);
      };
      const auto pupils = get("out_of_borough_by_reason");
      const auto pounds = get("out_of_borough_cost_by_reason");
      auto elsewhere = get("displaced");
      for (std::size_t future = 0; future < elsewhere.size(); ++future)
        elsewhere[future] -= pupils[future];
      row.pupils.push_back(spread_of(pupils));
      row.pounds.push_back(spread_of(pounds));
      row.elsewhere.push_back(spread_of(elsewhere));
      row.mean_pupils.push_back(mean_of(pupils));
      row.mean_pounds.push_back(mean_of(pounds));
      row.mean_elsewhere.push_back(mean_of(elsewhere));
      any = any || row.mean_pupils.back() > 0 || row.mean_pounds.back() > 0;
    }
    if (any) rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<RouteRow> routes_of(const Yearbook& book, const ComparedSpan& span) {
  std::vector<RouteRow> rows;
  for (const auto& [breakdown, words] : routes) {
    RouteRow row{.route = words, .pupils = {}, .mean = {}};
    for (std::size_t option = 0; option < book.scenarios(); ++option) {
      const auto pupils = average(book, option, "not_in_full_time_education", breakdown, span);
      row.pupils.push_back(spread_of(pupils));
      row.mean.push_back(mean_of(pupils));
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace tools
