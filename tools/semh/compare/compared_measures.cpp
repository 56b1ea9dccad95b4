#include "tools/semh/compare/compared_measures.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>

#include "sim/statistics/clustered.h"
#include "sim/statistics/quantile.h"
#include "tools/semh/sampling.h"

namespace tools {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

std::vector<std::size_t> clusters_of(const Sampling* sampling, std::uint32_t first_replication,
                                     std::size_t futures) {
  std::vector<std::size_t> clusters(futures);
  std::iota(clusters.begin(), clusters.end(), std::size_t{0});
  if (sampling != nullptr)
    for (std::size_t r = 0; r < clusters.size(); ++r)
      clusters[r] = sampling->draw_of(first_replication + static_cast<std::uint32_t>(r));
  return clusters;
}

/// The futures in which both are known.
struct Pairs {
  std::vector<double> option;
  std::vector<double> base;
  std::vector<double> difference;
  std::vector<std::size_t> clusters;
};

Pairs pairs_of(const std::vector<double>& option, const std::vector<double>& base,
               std::span<const std::size_t> clusters) {
  Pairs pairs;
  for (std::size_t r = 0; r < std::min(option.size(), base.size()); ++r) {
    if (std::isnan(option[r]) || std::isnan(base[r])) continue;
    pairs.option.push_back(option[r]);
    pairs.base.push_back(base[r]);
    pairs.difference.push_back(option[r] - base[r]);
    pairs.clusters.push_back(clusters[r]);
  }
  return pairs;
}

bool has_two_clusters(const std::vector<std::size_t>& clusters) {
  return !clusters.empty() && std::any_of(clusters.begin(), clusters.end(),
                                          [&](std::size_t one) { return one != clusters.front(); });
}

std::optional<Spread> spread_of(const std::vector<double>& values) {
  std::vector<double> known;
  for (const double value : values)
    if (!std::isnan(value)) known.push_back(value);
  if (known.empty()) return std::nullopt;
  const sim::OrderedSample sample(std::move(known));
  return Spread{sample.quantile(0.5), sample.quantile(0.1), sample.quantile(0.9)};
}

template <class Is>
Chance chance_that(const Pairs& pairs, Is is) {
  Chance chance{.hits = 0, .futures = static_cast<std::int64_t>(pairs.difference.size())};
  std::vector<double> hits;
  for (const double difference : pairs.difference) {
    hits.push_back(is(difference) ? 1 : 0);
    chance.hits += is(difference) ? 1 : 0;
  }
  chance.interval = sim::clustered_wilson(hits, pairs.clusters);
  return chance;
}

std::optional<OptionDifference> difference_of(const std::vector<double>& option,
                                              const std::vector<double>& base,
                                              std::span<const std::size_t> clusters,
                                              Better better) {
  const Pairs pairs = pairs_of(option, base, clusters);
  if (!has_two_clusters(pairs.clusters)) return std::nullopt;
  OptionDifference found;
  found.futures = *spread_of(pairs.difference);
  found.mean = sim::paired_difference(pairs.option, pairs.base);
  found.mean.difference = sim::clustered_estimate(pairs.difference, pairs.clusters);
  found.better = chance_that(pairs, [better](double difference) {
    return better == Better::higher ? difference > 0 : difference < 0;
  });
  found.same = chance_that(pairs, [](double difference) { return difference == 0; });
  return found;
}

bool ever_differs(const Yearbook& book, const YearlySeries& base, const YearlySeries& option,
                  std::size_t year) {
  const std::size_t futures = book.results().replications.size();
  const std::int64_t* stored = book.stored(base, year);
  return !std::equal(stored, stored + futures, book.stored(option, year));
}

/// By scenario; null where it lacks the measure.
std::vector<const YearlySeries*> series_by_option(const Yearbook& book, const ComparedRow& row) {
  std::vector<const YearlySeries*> all;
  for (std::size_t s = 0; s < book.scenarios(); ++s)
    all.push_back(book.find(s, row.measure, row.breakdown));
  return all;
}

ByOption values_by_option(const Yearbook& book, const std::vector<const YearlySeries*>& all,
                          std::size_t year) {
  ByOption values;
  for (const YearlySeries* series : all)
    values.push_back(series != nullptr ? book.values(*series, year) : std::vector<double>{});
  return values;
}

ByOption averages_by_option(const Yearbook& book, const std::vector<const YearlySeries*>& all,
                            const ComparedSpan& span) {
  ByOption values;
  for (const YearlySeries* series : all)
    values.push_back(series != nullptr ? average_of(book, *series, span) : std::vector<double>{});
  return values;
}

/// What is not available is no zero.
bool all_zero(const ByOption& values) {
  return std::all_of(values.begin(), values.end(), [](const std::vector<double>& option) {
    return std::all_of(option.begin(), option.end(), [](double value) { return value == 0; });
  });
}

ComparedMeasure compared_measure(const Yearbook& book, const ComparedRow& row,
                                 const YearlySeries& any, const View& view) {
  const models::YearlyMeasure& measure = *any.measure;
  ComparedMeasure compared{.measure = row.measure,
                           .breakdown = row.breakdown,
                           .label = row.label,
                           .unit = models::shown_unit(measure),
                           .basis = measure.basis,
                           .is_money = measure.shown == models::Shown::money,
                           .better = row.better,
                           .years = {},
                           .average = {},
                           .is_nothing = true};
  const auto clusters = clusters_of(book.results());
  const auto all = series_by_option(book, row);
  for (std::size_t year = 0; year < any.years.size(); ++year) {
    if (!view.shows(book.begins(any, year))) continue;
    const ByOption values = values_by_option(book, all, year);
    compared.is_nothing = compared.is_nothing && all_zero(values);
    compared.years.push_back(compared_year(values, clusters, row.better));
    compared.years.back().begins = book.begins(any, year);
    compared.years.back().name = book.year_name(any, year);
  }
  if (const auto span = span_of(book, measure.basis, view)) {
    compared.average = compared_year(averages_by_option(book, all, *span), clusters, row.better);
    compared.average->begins = span->first;
    compared.average->name = span->in_words();
  }
  return compared;
}

}  // namespace

const std::vector<ComparedRow>& compared_rows() {
  static const std::vector<ComparedRow> rows{
      {"Children not in full-time education", "not_in_full_time_education", "", Better::lower},
      {"Permanent exclusions", "permanent_exclusions", "", Better::lower},
      {"Fixed-term exclusions", "fixed_term_exclusions", "", Better::lower},
      {"Waited past the sixth day", "waited_past_day_six", "", Better::lower},
      {"On roll at units", "unit_roll", "", Better::lower},
      {"In alternative provision", "in_alternative_provision", "", Better::neither},
      {"Waiting for a specialist place", "waiting_for_specialist", "", Better::lower},
      {"In local specialist places", "in_local_specialist_places", "", Better::neither},
      {"Placed out of borough", "out_of_borough", "", Better::lower},
      {"Spending on SEMH", "semh_spend", "", Better::lower},
      {"In-year balance", "in_year_balance", "", Better::higher},
      {"Travel (general fund)", "money", "travel", Better::lower}};
  return rows;
}

std::vector<ComparedRow> compared_rows(const std::vector<ChosenMeasure>& chosen) {
  std::vector<ComparedRow> rows = compared_rows();
  for (const ChosenMeasure& one : chosen) {
    if (compared_row(one.name, one.breakdown) != nullptr) continue;
    std::string label = one.name + (one.breakdown.empty() ? "" : ", " + one.breakdown);
    std::replace(label.begin(), label.end(), '_', ' ');
    label.front() = static_cast<char>(label.front() - 'a' + 'A');  // Names begin with a letter.
    rows.push_back({std::move(label), one.name, one.breakdown, Better::neither});
  }
  return rows;
}

const ComparedRow* compared_row(const std::string& measure, const std::string& breakdown) {
  for (const ComparedRow& row : compared_rows())
    if (row.measure == measure && row.breakdown == breakdown) return &row;
  return nullptr;
}

std::vector<std::size_t> clusters_of(const RunResults& results) {
  return clusters_of(results.sampling.get(), results.first_replication,
                     results.replications.size());
}

std::vector<std::size_t> deep_clusters_of(const Sampling* sampling, std::uint32_t first_replication,
                                          std::size_t futures) {
  const auto clusters = clusters_of(sampling, first_replication, futures);
  return has_two_clusters(clusters) ? clusters : clusters_of(nullptr, first_replication, futures);
}

std::string ComparedSpan::name() const {
  const std::string from = year_name(basis, first);
  return first == last ? from : from + " to " + year_name(basis, last);
}

std::string ComparedSpan::in_words() const {
  return first == last ? name() : "an average year, " + name();
}

std::optional<ComparedSpan> span_of(const Yearbook& book, models::Basis basis, const View& view) {
  std::optional<ComparedSpan> span;
  for (const ComparedRow& row : compared_rows()) {
    const auto all = series_by_option(book, row);
    const YearlySeries* base = all.front();
    if (base == nullptr || base->measure->basis != basis) continue;
    for (std::size_t year = 0; year < base->years.size(); ++year) {
      const int begins = book.begins(*base, year);
      if (!view.shows(begins)) continue;
      const bool differs = std::any_of(all.begin() + 1, all.end(), [&](const YearlySeries* option) {
        return option != nullptr && ever_differs(book, *base, *option, year);
      });
      if (!span && !differs) continue;
      if (!span) span = ComparedSpan{basis, begins, begins};
      if (differs) span->first = std::min(span->first, begins);
      span->last = std::max(span->last, begins);
    }
  }
  return span;
}

std::vector<double> average_of(const Yearbook& book, const YearlySeries& series,
                               const ComparedSpan& span) {
  std::vector<double> sums(book.results().replications.size(), 0);
  double years = 0;
  for (std::size_t year = 0; year < series.years.size(); ++year) {
    const int begins = book.begins(series, year);
    if (begins < span.first || begins > span.last) continue;
    const auto values = book.values(series, year);
    for (std::size_t r = 0; r < sums.size(); ++r) sums[r] += values[r];
    years += 1;
  }
  for (double& sum : sums) sum = years > 0 ? sum / years : unknown;
  return sums;
}

ComparedYear compared_year(const ByOption& values, std::span<const std::size_t> clusters,
                           Better better) {
  ComparedYear year;
  for (std::size_t option = 0; option < values.size(); ++option) {
    year.levels.push_back(spread_of(values[option]));
    year.differences.push_back(
        option == 0 ? std::nullopt
                    : difference_of(values[option], values.front(), clusters, better));
  }
  return year;
}

std::vector<ComparedMeasure> compared_measures(const Yearbook& book, const View& view,
                                               const std::vector<ComparedRow>& rows) {
  std::vector<ComparedMeasure> measures;
  for (const ComparedRow& row : rows)
    if (const YearlySeries* any = book.find_any(row.measure, row.breakdown))
      measures.push_back(compared_measure(book, row, *any, view));
  return measures;
}

std::vector<ComparedOption> compared_options(const Yearbook& book) {
  std::vector<ComparedOption> options;
  for (std::size_t s = 0; s < book.scenarios(); ++s) {
    const auto& scenario = book.results().scenarios[s];
    options.push_back({scenario.id, scenario.borough.name, scenario.about});
  }
  // Two of the same name are told apart by their identifiers.
  const std::vector<ComparedOption> as_given = options;
  for (ComparedOption& option : options)
    if (std::count_if(as_given.begin(), as_given.end(),
                      [&](const ComparedOption& other) { return other.name == option.name; }) > 1)
      option.name += " (" + option.id + ")";
  return options;
}

}  // namespace tools
