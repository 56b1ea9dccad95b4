// Options against the first scenario, the same children in each: what sharing their luck tells.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "output/number_text.h"
#include "output/plain_table.h"
#include "sim/statistics/estimate.h"
#include "tools/semh/cells.h"
#include "tools/semh/explained.h"
#include "tools/semh/results.h"

namespace tools {
namespace {

struct Row {
  const char* name;
  const char* measure;
  const char* breakdown = "";
};

constexpr Row rows[] = {
    {"Permanent exclusions", "permanent_exclusions"},
    {"Children not in full-time education", "not_in_full_time_education"},
    {"Fixed-term exclusions", "fixed_term_exclusions"},
    {"Waited past the sixth day", "waited_past_day_six"},
    {"On roll at units", "unit_roll"},
    {"Waiting for a specialist place", "waiting_for_specialist"},
    {"Placed out of borough", "out_of_borough"},
    {"Spending on SEMH, £ million", "semh_spend"},
    {"In-year balance, £ million", "in_year_balance"},
    {"Travel, £ million", "money", "travel"},
};

/// The two series of one measure, the base first.
struct Pair {
  const YearlySeries* base;
  const YearlySeries* option;
};

std::optional<Pair> pair_of(const Yearbook& book, std::size_t option, const Row& row) {
  const Pair pair{book.find(0, row.measure, row.breakdown),
                  book.find(option, row.measure, row.breakdown)};
  if (pair.base == nullptr || pair.option == nullptr) return std::nullopt;
  return pair;
}

bool differ(const Yearbook& book, const Pair& pair, std::size_t year) {
  const std::size_t replications = book.results().replications.size();
  const std::int64_t* base = book.stored(*pair.base, year);
  return !std::equal(base, base + replications, book.stored(*pair.option, year));
}

/// The first year of a basis in which any of the measures differs; none if all are the same.
std::optional<int> first_difference(const Yearbook& book, std::size_t option, models::Basis basis) {
  std::optional<int> first;
  for (const Row& row : rows) {
    const auto pair = pair_of(book, option, row);
    if (!pair || pair->base->measure->basis != basis) continue;
    for (std::size_t year = 0; year < pair->base->years.size(); ++year) {
      const int begins = book.begins(*pair->base, year);
      if (first && begins >= *first) break;
      if (differ(book, *pair, year)) first = begins;
    }
  }
  return first;
}

/// Mean over the years shown from `first` on, one value a replication; empty without such years.
std::vector<double> average_year(const Yearbook& book, const YearlySeries& series, int first,
                                 const View& view) {
  std::vector<double> sum;
  double years = 0;
  for (std::size_t year = 0; year < series.years.size(); ++year) {
    const int begins = book.begins(series, year);
    if (begins < first || !view.shows(begins)) continue;
    const auto values = book.values(series, year);
    sum.resize(values.size());
    for (std::size_t r = 0; r < values.size(); ++r) sum[r] += values[r];
    years += 1;
  }
  for (double& value : sum) value /= years;
  return sum;
}

std::string signed_number(const models::YearlyMeasure& measure, double value) {
  const bool money = measure.shown == models::Shown::money;
  const std::string text =
      money ? output::with_commas(value / 1e6, 2) : output::with_commas(value, 1);
  const bool rounds_to_zero = text.find_first_of("123456789") == std::string::npos;
  return value > 0 && !rounds_to_zero ? "+" + text : text;
}

std::string with_ends(const models::YearlyMeasure& measure, double middle, double low,
                      double high) {
  return signed_number(measure, middle) + " (" + signed_number(measure, low) + " to " +
         signed_number(measure, high) + ")";
}

void add_row(const Yearbook& book, const Row& row, const Pair& pair, int first, const View& view,
             std::vector<output::PlainColumn>& columns) {
  const auto base = average_year(book, *pair.base, first, view);
  const auto option = average_year(book, *pair.option, first, view);
  std::vector<double> differences;
  std::vector<double> known[2];
  for (std::size_t r = 0; r < base.size(); ++r) {
    if (available({base[r], option[r]}).size() < 2) continue;
    known[0].push_back(base[r]);
    known[1].push_back(option[r]);
    differences.push_back(option[r] - base[r]);
  }
  if (differences.size() < 2) return;
  const sim::OrderedSample sample(differences);
  const sim::Estimate mean = sim::paired_difference(known[1], known[0]).difference;
  const models::YearlyMeasure& measure = *pair.base->measure;
  columns[0].cells.emplace_back(row.name);
  columns[1].cells.push_back(
      with_ends(measure, sample.quantile(0.5), sample.quantile(0.1), sample.quantile(0.9)));
  columns[2].cells.push_back(with_ends(measure, mean.mean, mean.lower(), mean.upper()));
}

std::string option_text(const Yearbook& book, std::size_t option, const View& view) {
  std::vector<output::PlainColumn> columns{
      {"In an average year", output::Align::left, {}},
      {"Middle future (8 in 10 simulated futures)", output::Align::right, {}},
      {"Mean (95% interval: Monte Carlo error)", output::Align::right, {}}};
  std::string since;
  for (const Row& row : rows) {
    const auto pair = pair_of(book, option, row);
    if (!pair) continue;
    const auto basis = pair->base->measure->basis;
    const auto first = first_difference(book, option, basis);
    if (!first) continue;
    const std::string from = year_name(basis, std::max(*first, view.first_year));
    if (since.find(from) == std::string::npos) since += (since.empty() ? "" : " and ") + from;
    add_row(book, row, *pair, *first, view, columns);
  }
  const auto name = [&](std::size_t scenario) {
    return book.results().scenarios[scenario].borough.name;
  };
  const std::string title = name(option) + " less " + name(0);
  if (columns[0].cells.empty()) return title + ": no difference in the years shown.\n\n";
  return broken(title + ", from " + since + " on", view.width, 0) + "\n\n" +
         output::plain_table(columns, view.width) + "\n";
}

}  // namespace

std::string differences_text(const Yearbook& book, const View& view) {
  if (book.scenarios() < 2) return "";
  std::string text = "DIFFERENCES, child by child the same luck\n\n";
  for (std::size_t option = 1; option < book.scenarios(); ++option)
    text += option_text(book, option, view);
  return text;
}

}  // namespace tools
