#include "tools/semh/compare/best.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>

#include "output/number_text.h"
#include "scenarios/diagnostic.h"
#include "sim/decision/selection.h"
#include "sim/statistics/clustered.h"
#include "sim/statistics/quantile.h"
#include "tools/semh/compare/compared_measures.h"
#include "tools/semh/compare/page_words.h"

namespace tools {
namespace {

constexpr double error = 0.05;
constexpr std::size_t first_stage = 30;  ///< Draws; Kim & Nelson advise 10 or more.

/// Values of every future in which all options are known, smaller is better.
struct Judged {
  sim::PairedValues futures;
  sim::PairedValues draws;  ///< The mean of the futures of each draw, in the order of draws.
  std::vector<std::size_t> clusters;
};

Judged judged(const ByOption& values, std::span<const std::size_t> clusters, double sign) {
  Judged all{{values.size(), {}}, {values.size(), {}}, {}};
  std::map<std::size_t, std::pair<std::size_t, std::vector<double>>> of_draw;  // futures, sums
  std::vector<std::size_t> order;
  for (std::size_t r = 0; r < values.front().size(); ++r) {
    if (std::any_of(values.begin(), values.end(),
                    [r](const auto& option) { return std::isnan(option[r]); }))
      continue;
    auto& [futures, sums] = of_draw[clusters[r]];
    if (futures++ == 0) {
      sums.assign(values.size(), 0);
      order.push_back(clusters[r]);
    }
    all.clusters.push_back(clusters[r]);
    for (std::size_t option = 0; option < values.size(); ++option) {
      all.futures.values.push_back(sign * values[option][r]);
      sums[option] += sign * values[option][r];
    }
  }
  for (const std::size_t draw : order)
    for (const double sum : of_draw[draw].second)
      all.draws.values.push_back(sum / static_cast<double>(of_draw[draw].first));
  return all;
}

std::vector<Chance> chances_of_best(const Judged& all) {
  std::vector<Chance> chances;
  const auto times = sim::times_best(all.futures);
  for (std::size_t option = 0; option < all.futures.options; ++option) {
    std::vector<double> hits;
    for (std::size_t i = 0; i < all.futures.observations(); ++i) {
      double best = all.futures.at(i, 0);
      for (std::size_t other = 1; other < all.futures.options; ++other)
        best = std::min(best, all.futures.at(i, other));
      hits.push_back(all.futures.at(i, option) == best ? 1 : 0);
    }
    chances.push_back({.hits = static_cast<std::int64_t>(times[option]),
                       .futures = static_cast<std::int64_t>(hits.size()),
                       .interval = sim::clustered_wilson(hits, all.clusters)});
  }
  return chances;
}

constexpr double worth_telling_of_money = 25000;  ///< ASSUMED [pounds a year].

scenarios::ScenarioError unknown_objective(const std::string& name) {
  std::string known;
  for (const ComparedRow& row : compared_rows())
    if (row.better != Better::neither)
      known += (known.empty() ? "" : ", ") + row.measure +
               (row.breakdown.empty() ? "" : ":" + row.breakdown);
  scenarios::Diagnostic problem;
  problem.what = "the objective " + scenarios::shown(name);
  problem.rule = "must be a measure of which less or more is better";
  problem.action = "Name one of: " + known + ".";
  return scenarios::ScenarioError({problem});
}

std::string amount(const BestOption& best) {
  if (best.unit == "pounds") return output::pounds_in_words(std::llround(best.indifference * 100));
  std::string unit = best.unit;
  if (best.indifference == 1 && unit.back() == 's') unit.pop_back();
  return output::text_of(best.indifference, 3) + " " + unit;
}

std::string guarantee_of(const BestOption& best, std::size_t survivors) {
  if (survivors == 1)
    return "The one that is left is the best on average, or within " + amount(best) +
           " of it: such a selection is right at least 95 times in 100.";
  return "Any of those that are left may be the best on average; an option that is better than all "
         "others by " +
         amount(best) + " or more is among them at least 95 times in 100.";
}

/// "Fewest permanent exclusions", "Lowest spending on SEMH", "Highest in-year balance"
std::string in_words(const ComparedRow& row, const models::YearlyMeasure& measure) {
  const bool is_money = measure.shown == models::Shown::money;
  const std::string most = is_money ? "Highest " : "Most ";
  const std::string least = is_money ? "Lowest " : "Fewest ";
  return (row.better == Better::higher ? most : least) + uncapitalised(row.label);
}

std::optional<BestOption> best_on(const Yearbook& book, const View& view,
                                  const Objective& objective) {
  const ComparedRow* row = compared_row(objective.measure, objective.breakdown);
  const YearlySeries* any = book.find(0, objective.measure, objective.breakdown);
  if (row == nullptr || any == nullptr) return std::nullopt;
  const auto span = span_of(book, any->measure->basis, view);
  if (!span) return std::nullopt;
  ByOption values;
  for (std::size_t option = 0; option < book.scenarios(); ++option) {
    const auto* series = book.find(option, objective.measure, objective.breakdown);
    if (series == nullptr) return std::nullopt;
    values.push_back(average_of(book, *series, *span));
  }
  const auto clusters = clusters_of(book.results());
  const Judged all = judged(values, clusters, row->better == Better::higher ? -1 : 1);
  if (all.draws.observations() <= first_stage) return std::nullopt;

  BestOption best;
  best.objective = in_words(*row, *any->measure);
  best.span = span->in_words();
  best.unit = models::shown_unit(*any->measure);
  best.indifference = objective.worth_telling;
  best.is_best = chances_of_best(all);
  const auto year = compared_year(values, clusters, row->better);
  for (const auto& level : year.levels) best.values.push_back(level.value_or(Spread{}));
  const sim::Screening screening =
      sim::screened(all.draws, objective.worth_telling, error, first_stage);
  best.behind = sim::behind_best(all.draws);
  for (std::size_t option = 0; option < values.size(); ++option)
    best.standing.push_back(
        sim::standing(screening.survives[option], best.behind[option], best.indifference));
  best.guarantee = guarantee_of(best, screening.survivors);
  return best;
}

}  // namespace

const std::vector<Objective>& usual_objectives() {
  static const std::vector<Objective> objectives{{"permanent_exclusions", "", 1},
                                                 {"not_in_full_time_education", "", 1},
                                                 {"semh_spend", "", worth_telling_of_money}};
  return objectives;
}

std::vector<Objective> objectives_of(const std::vector<std::string>& names) {
  if (names.empty()) return usual_objectives();
  std::vector<Objective> objectives;
  for (const std::string& name : names) {
    const std::size_t colon = std::min(name.find(':'), name.size());
    Objective one{name.substr(0, colon), name.substr(std::min(colon + 1, name.size())), 1};
    const ComparedRow* row = compared_row(one.measure, one.breakdown);
    if (row == nullptr || row->better == Better::neither) throw unknown_objective(name);
    if (one.measure == "semh_spend" || one.measure == "in_year_balance" || one.measure == "money")
      one.worth_telling = worth_telling_of_money;
    objectives.push_back(std::move(one));
  }
  return objectives;
}

std::vector<BestOption> best_of(const Yearbook& book, const View& view,
                                const std::vector<Objective>& objectives) {
  std::vector<BestOption> found;
  for (const Objective& objective : objectives)
    if (auto best = best_on(book, view, objective)) found.push_back(std::move(*best));
  return found;
}

}  // namespace tools
