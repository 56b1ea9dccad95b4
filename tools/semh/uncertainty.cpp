#include "tools/semh/uncertainty.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <set>
#include <utility>

#include "output/number_text.h"
#include "output/plain_table.h"
#include "tools/semh/explained.h"
#include "tools/semh/sampling.h"

namespace tools {
namespace {

/// The draw of every future, in their order.
std::vector<std::size_t> draws_of(const RunResults& results) {
  std::vector<std::size_t> draws;
  for (std::size_t r = 0; r < results.replications.size(); ++r)
    draws.push_back(
        results.sampling->draw_of(results.first_replication + static_cast<std::uint32_t>(r)));
  return draws;
}

/// The futures in which a measure is known, each with its draw.
struct KnownFutures {
  std::vector<double> values;
  std::vector<std::size_t> draws;
};

KnownFutures known_in(const Yearbook& book, const std::vector<std::size_t>& draws,
                      const YearlySeries& series, std::size_t year) {
  KnownFutures known;
  const auto all = book.values(series, year);
  for (std::size_t r = 0; r < all.size(); ++r) {
    if (std::isnan(all[r])) continue;
    known.values.push_back(all[r]);
    known.draws.push_back(draws[r]);
  }
  return known;
}

/// Nothing where too little is available to tell.
std::optional<SplitYear> split_year(const Yearbook& book, const std::vector<std::size_t>& draws,
                                    const YearlySeries& series, std::size_t year) {
  const KnownFutures known = known_in(book, draws, series, year);
  if (!sim::can_split(known.draws)) return std::nullopt;
  return SplitYear{.series = &series,
                   .year = year,
                   .split = sim::variance_split(known.values, known.draws),
                   .draws = std::set<std::size_t>(known.draws.begin(), known.draws.end()).size(),
                   .futures = known.values.size()};
}

std::string whose(const YearlySeries& series) {
  return series.measure->breakdown.empty() ? "all" : series.measure->breakdown;
}

/// "62%"
std::string percent(double share) {
  return output::whole(100 * share) + "%";
}

constexpr const char* bootstrap = "95% bootstrap interval over draws: Monte Carlo error only.";

std::string kind_of_year(const YearlySeries& series) {
  return series.measure->basis == models::Basis::school_year ? "Academic year" : "Financial year";
}

/// The years shown of a scenario, rising.
std::vector<int> years_of(const Yearbook& book, const std::vector<SplitYear>& splits,
                          std::size_t scenario, models::Basis basis, const View& view) {
  std::set<int> years;
  for (const SplitYear& one : splits)
    if (one.series->scenario == scenario && one.series->measure->basis == basis &&
        view.shows(book.begins(*one.series, one.year)))
      years.insert(book.begins(*one.series, one.year));
  return {years.begin(), years.end()};
}

std::string cell_of(const Yearbook& book, const std::vector<SplitYear>& splits,
                    const YearlySeries& series, int begins) {
  for (const SplitYear& one : splits)
    if (one.series == &series && book.begins(series, one.year) == begins)
      return percent(one.split.share());
  return "not known";
}

std::string table_of(const Yearbook& book, const std::vector<SplitYear>& splits,
                     std::size_t scenario, models::Basis basis, const View& view) {
  const auto years = years_of(book, splits, scenario, basis, view);
  if (years.empty()) return {};
  std::vector<output::PlainColumn> columns{{"Measure", output::Align::left, {}}};
  for (const int year : years)
    columns.push_back({year_name(basis, year), output::Align::right, {}});
  const YearlySeries* last = nullptr;
  for (const SplitYear& one : splits) {
    if (one.series == last || one.series->scenario != scenario ||
        one.series->measure->basis != basis)
      continue;
    last = one.series;
    const std::string& breakdown = last->measure->breakdown;
    columns[0].cells.push_back(last->measure->measure.name +
                               (breakdown.empty() ? "" : ":" + breakdown));
    for (std::size_t i = 0; i < years.size(); ++i)
      columns[i + 1].cells.push_back(cell_of(book, splits, *last, years[i]));
  }
  return output::plain_table(columns, view.width) + "\n";
}

/// Of everyone under the first scenario, in the last year shown of which it is known.
std::optional<SplitYear> latest_split(const Yearbook& book, const char* measure, const View& view) {
  const YearlySeries* series = book.find(0, measure);
  if (series == nullptr) return std::nullopt;
  for (std::size_t year = series->years.size(); year-- > 0;)
    if (view.shows(book.begins(*series, year)))
      if (const auto split = split_of(book, *series, year)) return split;
  return std::nullopt;
}

/// " (12 to 40)"
std::string interval_in_words(const sim::ShareInterval& interval) {
  return " (" + output::whole(100 * interval.lower) + " to " + output::whole(100 * interval.upper) +
         ")";
}

std::string measures_in_words(const Yearbook& book, const View& view) {
  struct Named {
    const char* measure;
    const char* words;
  };
  constexpr Named named[] = {{"permanent_exclusions", "permanent exclusions"},
                             {"unit_roll", "rolls of units"},
                             {"semh_spend", "spending"}};
  std::string text;
  for (const Named& one : named)
    if (const auto latest = latest_split(book, one.measure, view))
      text += (text.empty() ? "" : ", ") + percent(latest->split.share()) +
              interval_in_words(share_intervals(book, {*latest}).front()) + " for " + one.words +
              " in " + book.year_name(*latest->series, latest->year);
  return text;
}

}  // namespace

std::optional<SplitYear> split_of(const Yearbook& book, const YearlySeries& series,
                                  std::size_t year) {
  if (book.results().sampling == nullptr) return std::nullopt;
  return split_year(book, draws_of(book.results()), series, year);
}

std::vector<SplitYear> splits_of(const Yearbook& book) {
  std::vector<SplitYear> splits;
  if (book.results().sampling == nullptr) return splits;
  const auto draws = draws_of(book.results());
  for (const auto& [name, breakdown] : headline_measures(book))
    for (std::size_t scenario = 0; scenario < book.scenarios(); ++scenario) {
      const YearlySeries* series = book.find(scenario, name, breakdown);
      for (std::size_t year = 0; series != nullptr && year < series->years.size(); ++year)
        if (const auto split = split_year(book, draws, *series, year)) splits.push_back(*split);
    }
  return splits;
}

std::vector<sim::ShareInterval> share_intervals(const Yearbook& book,
                                                const std::vector<SplitYear>& splits) {
  const auto draws = draws_of(book.results());
  std::optional<sim::DrawPicks> picks;  // Nearly always the same for all: made once.
  std::vector<sim::ShareInterval> intervals;
  for (const SplitYear& one : splits) {
    if (!picks || picks->draws() != one.draws) picks.emplace(one.draws, book.results().seed);
    const KnownFutures known = known_in(book, draws, *one.series, one.year);
    intervals.push_back(sim::share_interval(known.values, known.draws, *picks));
  }
  return intervals;
}

sim::ResultTable uncertainty_table(const Yearbook& book) {
  const auto splits = splits_of(book);
  const auto intervals = share_intervals(book, splits);
  std::vector<sim::Column> columns;
  const auto add = [&](const char* name, const char* unit, const char* what, auto value_of) {
    std::vector<decltype(value_of(splits.front()))> values;
    for (const SplitYear& one : splits) values.push_back(value_of(one));
    columns.push_back({{name, unit, what}, std::move(values)});
  };
  const auto add_number = [&](const char* name, const char* unit, const char* what, auto value_of) {
    add(name, unit, what, [&](const SplitYear& one) -> double { return value_of(one); });
  };
  using Row = const SplitYear&;
  const auto interval = [&](Row row) {
    return intervals[static_cast<std::size_t>(&row - splits.data())];
  };
  add("scenario", "", "Name of the scenario's file.",
      [&](Row row) { return book.id(row.series->scenario); });
  add("measure", "", "Name of the measure.",
      [](Row row) { return row.series->measure->measure.name; });
  add("breakdown", "", "Whose; all when everyone's.", [](Row row) { return whose(*row.series); });
  add("time_period", "", "The year, 201415 for 2014 to 2015.",
      [&](Row row) { return book.time_period(*row.series, row.year); });
  add("time_identifier", "", "Academic year (from September) or Financial year (from April).",
      [](Row row) { return kind_of_year(*row.series); });
  add_number("ignorance_share", "share",
             "Of the variance: what knowing the parameters would remove.",
             [](Row row) { return row.split.share(); });
  add_number("ignorance_share_low", "share", bootstrap,
             [&](Row row) { return interval(row).lower; });
  add_number("ignorance_share_high", "share", bootstrap,
             [&](Row row) { return interval(row).upper; });
  add_number("chance_share", "share", "Of the variance: what it would not remove.", [](Row row) {
    return row.split.ignorance + row.split.chance > 0 ? 1 - row.split.share() : 0;
  });
  add_number("ignorance_sd", "as the measure", "Standard deviation between draws.",
             [](Row row) { return std::sqrt(row.split.ignorance); });
  add_number("chance_sd", "as the measure", "Standard deviation between futures of one draw.",
             [](Row row) { return std::sqrt(row.split.chance); });
  add("draws", "", "Draws of the parameters.",
      [](Row row) { return static_cast<std::int64_t>(row.draws); });
  add("futures", "", "Simulated futures.",
      [](Row row) { return static_cast<std::int64_t>(row.futures); });
  return {"uncertainty",
          "Of the variance between simulated futures, what is ignorance of parameters and what is "
          "chance; simulated, not real children.",
          std::move(columns)};
}

std::string uncertainty_text(const Yearbook& book, const View& view) {
  const std::string title = "IGNORANCE AND CHANCE\n\n";
  if (book.results().sampling == nullptr)
    return title +
           "This run is at central values: its ranges hold chance, and nothing of what is\n"
           "unknown about the parameters.\n\n";
  const auto splits = splits_of(book);
  if (splits.empty()) return title + "Two draws of two futures are the least that can tell.\n\n";
  std::string text =
      title +
      "Share of the variance between futures that is ignorance of the parameters; the\n"
      "rest is chance, which no study would remove.\n\n";
  for (std::size_t scenario = 0; scenario < book.scenarios(); ++scenario) {
    if (book.scenarios() > 1) text += book.results().scenarios[scenario].borough.name + "\n\n";
    for (const auto basis : {models::Basis::school_year, models::Basis::financial_year})
      text += table_of(book, splits, scenario, basis, view);
  }
  return text;
}

std::string ranges_in_words(const Yearbook& book, const View& view) {
  const Sampling* sampling = book.results().sampling.get();
  if (sampling == nullptr)
    return "The range holds chance, the levels of years to come and the growth of other\n"
           "high needs spending; not what is unknown about the other assumptions.\n\n";
  std::string text =
      "The range holds chance and what is unknown about the parameters: every second future has "
      "another of " +
      output::with_commas(static_cast<std::int64_t>(sampling->draws())) +
      " draws of what the evidence leaves open.";
  const std::string shares = measures_in_words(book, view);
  if (!shares.empty())
    text += " Ignorance of the parameters makes up " + shares +
            " (of the variance, with its 95% interval; the rest is chance).";
  return broken(text, 80, 0) + "\n\n";
}

}  // namespace tools
