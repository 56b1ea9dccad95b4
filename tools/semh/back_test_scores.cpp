#include "tools/semh/back_test_scores.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

#include "scenarios/diagnostic.h"
#include "sim/kernel/expects.h"
#include "sim/statistics/baseline.h"
#include "tools/semh/results.h"

namespace tools {
namespace {

using scenarios::BackTestMeasure;
using scenarios::BackTestOrigin;
using scenarios::EvidenceIndex;

constexpr std::int64_t greatest_count = 1'000'000;
constexpr int first_known_year = 1980;

/// Throws: ScenarioError unless the figure is a count.
std::int64_t count_of(const scenarios::FigureFound& figure) {
  const double rounded = std::round(figure.value);
  if (figure.value == rounded && rounded >= 0 && rounded <= greatest_count)
    return static_cast<std::int64_t>(rounded);
  scenarios::Diagnostic problem;
  problem.what = scenarios::shown(figure.sum) + " = " + scenarios::number_text(figure.value);
  problem.rule = "must be a whole number, 0 to " + scenarios::grouped(greatest_count);
  problem.action = "Correct the row, or take the measure out of the protocol.";
  throw scenarios::ScenarioError({std::move(problem)});
}

/// What a naive forecast may go by: every figure up to the origin.
std::vector<sim::YearlyCount> known_to(const BackTestOrigin& origin, const BackTestMeasure& measure,
                                       const EvidenceIndex& evidence) {
  std::vector<sim::YearlyCount> known;
  for (int year = first_known_year; year <= origin.last_year(); ++year)
    if (const auto figure = naive_figure_of(evidence, measure, year))
      known.push_back({year, count_of(*figure)});
  return known;
}

void add_naive(ScoredFigure& figure, const BackTestMeasure& measure,
               const std::vector<sim::YearlyCount>& known) {
  if (known.empty()) return;
  for (const sim::Baseline baseline : sim::baselines()) {
    const bool dispersed = baseline == sim::Baseline::last_value_dispersed ||
                           baseline == sim::Baseline::log_linear_dispersed;
    if (dispersed && !measure.thousands) continue;
    const auto forecast = sim::forecast_by(baseline, known, {figure.year, measure.share});
    if (!forecast) continue;
    figure.forecasts.push_back(
        {sim::name_of(baseline), true, sim::scores_of(*forecast, figure.observed)});
    const double crps = figure.forecasts.back().scores.crps;
    if (!std::isnan(crps) &&
        (!figure.best_naive || crps < figure.forecasts[*figure.best_naive].scores.crps))
      figure.best_naive = figure.forecasts.size() - 1;
  }
}

/// All that one scoring has to go by.
struct Scoring {
  const BackTestSimulator& simulator;
  const BackTestFutures& futures;
  EvidenceIndex evidence;

  ScoredFigure score(std::size_t origin, std::size_t m, int year,
                     const scenarios::FigureFound& found, bool is_actual) const {
    const scenarios::BackTest& test = simulator.test();
    ScoredFigure figure{.origin = origin,
                        .measure = m,
                        .year = year,
                        .observed = count_of(found),
                        .rows = found.sum,
                        .is_actual = is_actual,
                        .forecasts = {},
                        .best_naive = {},
                        .limits = {}};
    for (std::size_t arm = 0; arm < test.arms.size(); ++arm) {
      const std::vector<double> values = futures.values(origin, arm, m, year);
      if (arm == 0) figure.limits = sim::control_limits(values);
      figure.forecasts.push_back(
          {test.arms[arm].name, false, sim::scores_of(values, figure.observed)});
    }
    add_naive(figure, test.measures[m], known_to(test.origins[origin], test.measures[m], evidence));
    return figure;
  }
};

/// Whether the figure was still to come at the origin: what it was fitted to is no forecast.
bool comes_after(const BackTestMeasure& measure, int year,
                 const scenarios::BackTestOrigin& origin) {
  const sim::Date ends = measure.autumn ? sim::date(year, 12, 31) : sim::date(year + 1, 8, 31);
  return ends > origin.to;
}

void score_evidence(const Scoring& scoring, BackTestScores& scores) {
  const scenarios::BackTest& test = scoring.simulator.test();
  for (std::size_t o = 0; o < test.origins.size(); ++o)
    for (std::size_t m = 0; m < test.measures.size(); ++m) {
      const BackTestMeasure& measure = test.measures[m];
      const int after = test.origins[o].last_year();
      for (int year = std::max(measure.first_year, after + 1);
           year <= std::min(measure.last_year, after + test.origins[o].years_ahead); ++year)
        if (const auto found = figure_of(scoring.evidence, measure, year);
            found && year <= after + scoring.simulator.years(o) &&
            comes_after(measure, year, test.origins[o]))
          scores.figures.push_back(scoring.score(o, m, year, *found, false));
    }
}

/// The latest origin before the year that simulates it.
std::optional<std::size_t> latest_origin(const BackTestSimulator& simulator,
                                         const BackTestMeasure& measure, int year) {
  std::optional<std::size_t> latest;
  const auto& origins = simulator.test().origins;
  for (std::size_t o = 0; o < origins.size(); ++o)
    if (comes_after(measure, year, origins[o]) && origins[o].last_year() < year &&
        year <= origins[o].last_year() + simulator.years(o) &&
        (!latest || origins[o].to > origins[*latest].to))
      latest = o;
  return latest;
}

void score_actuals(const Scoring& scoring, const std::vector<scenarios::ObservedFigure>& actuals,
                   BackTestScores& scores) {
  if (actuals.empty()) return;
  const scenarios::Evidence given{.folder = {}, .figures = actuals};
  const EvidenceIndex index(given);
  const scenarios::BackTest& test = scoring.simulator.test();
  std::set<std::string> used;
  for (std::size_t m = 0; m < test.measures.size(); ++m)
    for (int year = first_known_year; year <= 2100; ++year) {
      const auto found = figure_of(index, test.measures[m], year);
      const auto origin = latest_origin(scoring.simulator, test.measures[m], year);
      if (!found || !origin) continue;
      scores.figures.push_back(scoring.score(*origin, m, year, *found, true));
      used.insert(found->rows.begin(), found->rows.end());
    }
  for (const scenarios::ObservedFigure& figure : actuals) {
    const std::string row = figure.series + "/" + figure.phase + "/" + figure.period.text;
    if (used.count(row) == 0) scores.unscored.push_back(row);
  }
  if (!used.empty()) return;
  throw scenarios::ScenarioError(
      {{.place = actuals.front().place,
        .key = {},
        .what = "series " + scenarios::shown(actuals.front().series) + " and all others",
        .rule = "must be one that a measure of the protocol is held against, in a year after an "
                "origin",
        .action = "Write series, phase and year as observed.csv does."}});
}

void tell_apart(const Scoring& scoring, BackTestScores& scores) {
  const scenarios::BackTest& test = scoring.simulator.test();
  for (std::size_t o = 0; o < test.origins.size(); ++o) {
    if (!test.origins[o].tells_apart) continue;
    for (std::size_t m = 0; m < test.measures.size(); ++m) {
      if (!test.measures[m].half_terms) continue;
      const auto power = sim::power_to_tell_apart(scoring.futures.half_terms(o, 1, m),
                                                  scoring.futures.half_terms(o, 0, m));
      scores.told_apart.push_back(
          {o, m, sim::told_apart_at(power), *std::max_element(power.begin(), power.end())});
    }
  }
}

/// Sums one forecast over figures; nothing where one of them has no CRPS of it.
std::optional<Total> total_of(const std::vector<const ScoredFigure*>& figures,
                              const ScoredForecast& one) {
  Total total{.name = one.name, .naive = one.naive};
  for (const ScoredFigure* figure : figures) {
    const auto found = std::find_if(
        figure->forecasts.begin(), figure->forecasts.end(), [&](const ScoredForecast& forecast) {
          return forecast.name == one.name && forecast.naive == one.naive;
        });
    if (found == figure->forecasts.end() || std::isnan(found->scores.crps)) return {};
    const auto observed = static_cast<double>(figure->observed);
    total.crps += found->scores.crps;
    total.in_fifty += found->scores.fifty.holds(observed) ? 1 : 0;
    total.in_ninety += found->scores.ninety.holds(observed) ? 1 : 0;
  }
  return total;
}

}  // namespace

double ScoredFigure::skill(std::size_t arm) const {
  const double none = std::numeric_limits<double>::quiet_NaN();
  if (!best_naive) return none;
  const double best = forecasts[*best_naive].scores.crps;
  return best > 0 ? 1 - forecasts[arm].scores.crps / best : none;
}

const Total* GroupTotals::best_naive() const {
  const Total* best = nullptr;
  for (const Total& total : totals)
    if (total.naive && (best == nullptr || total.crps < best->crps)) best = &total;
  return best;
}

std::size_t GroupTotals::arms_ahead(std::size_t arms) const {
  const double naive = best_naive()->crps;
  return static_cast<std::size_t>(
      std::count_if(totals.begin(), totals.begin() + static_cast<std::ptrdiff_t>(arms),
                    [naive](const Total& total) { return total.crps < naive; }));
}

std::vector<const ScoredFigure*> BackTestScores::from(std::size_t origin) const {
  std::vector<const ScoredFigure*> found;
  for (const ScoredFigure& figure : figures)
    if (figure.origin == origin && !figure.is_actual) found.push_back(&figure);
  return found;
}

std::vector<GroupTotals> BackTestScores::groups(std::size_t origin) const {
  std::vector<GroupTotals> all;
  std::set<std::string> done;
  for (const ScoredFigure* first : from(origin)) {
    const std::string& group = test->measures[first->measure].group;
    if (!done.insert(group).second) continue;
    std::vector<const ScoredFigure*> members;
    for (const ScoredFigure* figure : from(origin))
      if (test->measures[figure->measure].group == group && figure->best_naive)
        members.push_back(figure);
    if (members.empty()) continue;
    GroupTotals totals{.group = group, .figures = members.size(), .totals = {}, .closer = {}};
    for (const ScoredForecast& forecast : members.front()->forecasts)
      if (auto total = total_of(members, forecast)) totals.totals.push_back(std::move(*total));
    for (std::size_t arm = 0; arm < test->arms.size(); ++arm)
      totals.closer.push_back(static_cast<std::size_t>(
          std::count_if(members.begin(), members.end(), [arm](const ScoredFigure* figure) {
            return figure->forecasts[arm].scores.crps <
                   figure->forecasts[*figure->best_naive].scores.crps;
          })));
    all.push_back(std::move(totals));
  }
  return all;
}

std::size_t BackTestScores::main_origin() const {
  return static_cast<std::size_t>(&test->main_origin() - test->origins.data());
}

BackTestScores scores_of(const BackTestSimulator& simulator, const BackTestFutures& futures,
                         const scenarios::Evidence& evidence,
                         const std::vector<scenarios::ObservedFigure>& actuals) {
  const Scoring scoring{simulator, futures, EvidenceIndex(evidence)};
  BackTestScores scores{.test = &simulator.test(), .figures = {}, .told_apart = {}, .unscored = {}};
  score_evidence(scoring, scores);
  score_actuals(scoring, actuals, scores);
  tell_apart(scoring, scores);
  return scores;
}

std::string period_in_words(const BackTestMeasure& measure, int year) {
  return measure.autumn ? "autumn " + std::to_string(year)
                        : year_name(models::Basis::school_year, year);
}

std::string half_term_in_words(int first_year, std::size_t half_term) {
  constexpr const char* terms[] = {"autumn", "spring", "summer"};
  const std::size_t in_year = half_term % 6;
  const int year = first_year + static_cast<int>(half_term / 6) + (in_year < 2 ? 0 : 1);
  return std::string("the end of the ") + (in_year % 2 == 0 ? "first" : "second") +
         " half of the " + terms[in_year / 2] + " term " + std::to_string(year);
}

}  // namespace tools
