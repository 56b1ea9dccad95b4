#include "tools/semh/back_test_simulator.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "scenarios/diagnostic.h"
#include "sim/experiment/digest.h"
#include "sim/experiment/packed_row.h"
#include "sim/kernel/expects.h"
#include "tools/semh/commands.h"
#include "tools/semh/results.h"

namespace tools {
namespace {

using scenarios::BackTestMeasure;
using scenarios::BackTestOrigin;

/// Changes when what a piece holds does: older pieces are then another's.
constexpr const char* format = "semh.back-test/1\n";

[[noreturn]] void refuse_protocol(std::string what, std::string rule, std::string action) {
  scenarios::Diagnostic problem;
  problem.what = std::move(what);
  problem.rule = std::move(rule);
  problem.action = std::move(action);
  throw scenarios::ScenarioError({std::move(problem)});
}

std::string named(const BackTestMeasure& measure, const scenarios::ModelCount& count) {
  return "measure \"" + measure.id + "\": " + scenarios::shown(count.measure) +
         (count.breakdown.empty() ? "" : " of " + scenarios::shown(count.breakdown));
}

/// Where a measure's years begin in RunResult::yearly; nothing if there is no such count.
std::optional<std::size_t> first_place(const scenarios::ModelCount& wanted,
                                       const std::vector<models::YearlyMeasure>& measures,
                                       const models::Period& period) {
  std::size_t first = 0;
  for (const models::YearlyMeasure& one : measures) {
    const bool school = one.basis == models::Basis::school_year;
    if (school && one.shown == models::Shown::as_counted && one.measure.name == wanted.measure &&
        one.breakdown == wanted.breakdown)
      return first;
    first += school ? models::reported_school_years(period).size()
                    : models::reported_financial_years(period).size();
  }
  return {};
}

struct Counted {
  models::Count count;
  std::optional<models::Phase> phase;
};

/// What the record counts of a measure at any time; nothing where it does not.
std::optional<Counted> counted(const BackTestMeasure& measure) {
  constexpr std::pair<const char*, models::Count> kinds[] = {
      {"permanent_exclusions", models::Count::permanent},
      {"decisions_to_exclude", models::Count::decisions},
      {"exclusions_withdrawn", models::Count::withdrawn},
      {"fixed_term_exclusions", models::Count::fixed_term}};
  if (measure.counts.size() != 1) return {};
  const scenarios::ModelCount& one = measure.counts.front();
  for (const auto& [name, count] : kinds) {
    if (one.measure != name) continue;
    if (one.breakdown.empty()) return Counted{count, {}};
    if (one.breakdown == "primary") return Counted{count, models::Phase::primary};
    if (one.breakdown == "secondary") return Counted{count, models::Phase::secondary};
  }
  return {};
}

/// In the school years from `first` on, to now.
std::int64_t counted_since(const models::World& world, const Counted& what, int first) {
  std::int64_t sum = 0;
  for (int year = first; year < world.borough.period.school_years(); ++year)
    sum += what.phase ? world.record.counted(what.count, year, *what.phase)
                      : world.record.counted(what.count, year);
  return sum;
}

/// The first 1 September after `day`.
sim::Date next_september(sim::Date day) {
  const int year = static_cast<int>(std::chrono::year_month_day{day}.year());
  const sim::Date turn = sim::date(year, 9, 1);
  return turn > day ? turn : sim::date(year + 1, 9, 1);
}

/// The days after the last school day of each half-term: those before more than a week's holiday.
std::vector<sim::Date> half_terms_between(const models::SchoolTerms& terms, sim::Date from,
                                          sim::Date to) {
  std::vector<sim::Date> ends;
  sim::Date last = from;
  for (sim::Instant at = terms.school_day_after(from, 1); at < to;
       at = terms.school_day_after(last, 1)) {
    const sim::Date day = sim::date_of(at);
    if (day - last > sim::Days{7} && last > from) ends.push_back(last + sim::Days{1});
    last = day;
  }
  ends.push_back(to);
  return ends;
}

}  // namespace

BackTestSimulator::BackTestSimulator(const scenarios::BackTest& test) : test_(&test) {
  std::string identity = format + test.canonical + model_digest();
  for (const scenarios::BackTestArm& arm : test.arms) {
    documents_.push_back(scenarios::load(arm.scenario));
    identity += documents_.back().canonical_text();
  }
  for (const BackTestOrigin& origin : test.origins) {
    read_origin(origin);
    if (origins_.back().posterior) identity += posterior_text(*origins_.back().posterior);
  }
  key_ = sim::sha256(identity);
  for (std::size_t origin = 0; origin < origins_.size(); ++origin)
    for (std::size_t arm = 0; arm < documents_.size(); ++arm)
      expect_measures_of(drawn(origin, arm, 0));
}

void BackTestSimulator::read_origin(const BackTestOrigin& origin) {
  Origin read;
  if (origin.posterior) {
    read.posterior = scenarios::read_posterior(*origin.posterior);
    read.order = scenarios::order_of(*read.posterior);
    if (read.posterior->to > origin.to + sim::Days{1})
      refuse_protocol("origin \"" + origin.id + "\": its posterior was fitted to evidence up to " +
                          sim::to_string(read.posterior->to),
                      "must know nothing after " + sim::to_string(origin.to),
                      "Name a posterior that was fitted to less.");
  }
  const scenarios::Scenario base = scenarios::read_scenario(documents_.front(), "base");
  const models::Period& period = base.borough.period;
  read.last_year = origin.tells_apart
                       ? period.last_school_year
                       : std::min(origin.last_year() + origin.years_ahead, period.last_school_year);
  if (origin.last_year() + 1 > read.last_year || origin.last_year() + 1 < period.report_from)
    refuse_protocol("origin \"" + origin.id + "\"",
                    "must lie in the years that its scenarios report, " +
                        std::to_string(period.report_from) + " to " +
                        std::to_string(period.last_school_year),
                    "Choose an earlier or later day.");
  if (origin.tells_apart) {
    const auto terms =
        models::SchoolTerms::typical(period.first_school_year, period.last_school_year);
    for (int year = origin.last_year() + 1; year <= read.last_year; ++year)
      for (const sim::Date end :
           half_terms_between(terms, sim::date(year, 9, 1), sim::date(year + 1, 9, 1)))
        read.half_term_ends.push_back(end);
  }
  origins_.push_back(std::move(read));
}

scenarios::Scenario BackTestSimulator::drawn(std::size_t origin, std::size_t arm,
                                             std::uint32_t draw) const {
  const Origin& from = origins_[origin];
  const BackTestOrigin& asked = test_->origins[origin];
  const std::string& id = test_->arms[arm].id;
  scenarios::Scenario scenario =
      from.posterior ? scenarios::read_scenario(
                           documents_[arm], id,
                           scenarios::draw_of(*from.posterior, from.order[draw % from.order.size()],
                                              asked.posterior->string()))
                     : scenarios::read_scenario(documents_[arm], id);
  models::Borough& borough = scenario.borough;
  const sim::Instant free_from = next_september(asked.to);
  for (models::YearLevel* level :
       {&borough.fixed_term.level, &borough.exclusion.level[0], &borough.exclusion.level[1]}) {
    if (level->free_from > free_from && !from.posterior)
      refuse_protocol("origin \"" + asked.id + "\": scenario " + scenarios::shown(id) +
                          " knows levels of years before " +
                          sim::to_string(sim::date_of(level->free_from)),
                      "must know nothing after " + sim::to_string(asked.to),
                      "Name a posterior that was fitted for this origin.");
    level->free_from = std::min(level->free_from, free_from);
  }
  borough.period.last_school_year = from.last_year;
  return scenario;
}

void BackTestSimulator::expect_measures_of(const scenarios::Scenario& scenario) const {
  const auto measures = models::yearly_measures(scenario.borough);
  for (const BackTestMeasure& measure : test_->measures) {
    for (const scenarios::ModelCount& count : measure.counts)
      if (!first_place(count, measures, scenario.borough.period))
        refuse_protocol(named(measure, count),
                        "must be a count of school years that scenario " +
                            scenarios::shown(scenario.id) + " has",
                        "semh explain lists the measures and their breakdowns.");
    if (measure.half_terms && !counted(measure))
      refuse_protocol(named(measure, measure.counts.front()) + ": half_terms = true",
                      "must be for permanent_exclusions, decisions_to_exclude, "
                      "exclusions_withdrawn or fixed_term_exclusions, of all or of a phase",
                      "Leave half_terms out.");
  }
}

int BackTestSimulator::years(std::size_t origin) const {
  return origins_[origin].last_year - test_->origins[origin].last_year();
}

std::size_t BackTestSimulator::place_of_year(std::size_t origin, std::size_t measure,
                                             int year) const {
  return measure * static_cast<std::size_t>(years(origin)) + static_cast<std::size_t>(year);
}

std::size_t BackTestSimulator::place_of_half_terms(std::size_t origin, std::size_t measure) const {
  std::size_t place = place_of_year(origin, test_->measures.size(), 0);
  for (std::size_t i = 0; i < measure; ++i)
    if (test_->measures[i].half_terms) place += origins_[origin].half_term_ends.size();
  return place;
}

std::size_t BackTestSimulator::width(std::size_t origin) const {
  return place_of_half_terms(origin, test_->measures.size());
}

void BackTestSimulator::run(models::Model& model, std::size_t origin, std::uint32_t replication,
                            std::vector<std::int64_t>& figures) const {
  const Origin& from = origins_[origin];
  const std::size_t start = figures.size();
  figures.resize(start + width(origin));
  const models::Period& period = model.world().borough.period;
  const int first = test_->origins[origin].last_year() + 1;

  model.begin(replication);
  for (std::size_t end = 0; end + 1 < from.half_term_ends.size(); ++end) {
    model.advance(from.half_term_ends[end]);
    for (std::size_t m = 0; m < test_->measures.size(); ++m)
      if (test_->measures[m].half_terms)
        figures[start + place_of_half_terms(origin, m) + end] = counted_since(
            model.world(), *counted(test_->measures[m]), first - period.first_school_year);
  }
  const models::RunResult result = model.conclude();

  const auto measures = models::yearly_measures(model.world().borough);
  for (std::size_t m = 0; m < test_->measures.size(); ++m) {
    const BackTestMeasure& measure = test_->measures[m];
    for (const scenarios::ModelCount& count : measure.counts) {
      const std::size_t place = *first_place(count, measures, period) +
                                static_cast<std::size_t>(first - period.report_from);
      for (int year = 0; year < years(origin); ++year)
        figures[start + place_of_year(origin, m, year)] +=
            result.yearly[place + static_cast<std::size_t>(year)];
    }
    if (measure.half_terms && !from.half_term_ends.empty())
      figures[start + place_of_half_terms(origin, m) + from.half_term_ends.size() - 1] =
          counted_since(model.world(), *counted(measure), first - period.first_school_year);
  }
}

std::vector<std::int64_t> BackTestSimulator::figures(std::size_t origin, std::uint32_t draw) const {
  std::vector<std::vector<std::int64_t>> by_arm(test_->arms.size());
  for (std::size_t arm = 0; arm < by_arm.size(); ++arm) {
    const scenarios::Scenario scenario = drawn(origin, arm, draw);
    const models::Ground ground(scenario.borough);
    models::Model model(ground, {.seed = test_->seed});
    for (std::uint32_t i = 0; i < futures_a_draw; ++i)
      run(model, origin, draw * futures_a_draw + i, by_arm[arm]);
  }
  std::vector<std::int64_t> all;
  const auto wide = static_cast<std::ptrdiff_t>(width(origin));
  for (std::ptrdiff_t i = 0; i < static_cast<std::ptrdiff_t>(futures_a_draw); ++i)
    for (const auto& one : by_arm)
      all.insert(all.end(), one.begin() + i * wide, one.begin() + (i + 1) * wide);
  return all;
}

BackTestFutures::BackTestFutures(const BackTestSimulator& simulator)
    : simulator_(&simulator),
      figures_(simulator.test().origins.size(),
               std::vector<std::vector<std::int64_t>>(simulator.draws())) {}

bool BackTestFutures::take_in(std::size_t origin, std::uint32_t draw, std::string_view bytes) {
  if (origin >= figures_.size() || draw >= figures_[origin].size() || has(origin, draw))
    return false;
  const auto row = sim::PackedRow::taken_from(bytes);
  const std::size_t size =
      futures_a_draw * simulator_->test().arms.size() * simulator_->width(origin);
  if (!row || !bytes.empty() || row->size() != size) return false;
  put(origin, draw, row->values());
  return true;
}

void BackTestFutures::put(std::size_t origin, std::uint32_t draw,
                          std::vector<std::int64_t> figures) {
  figures_[origin][draw] = std::move(figures);
}

std::vector<double> BackTestFutures::values(std::size_t origin, std::size_t arm,
                                            std::size_t measure, int year) const {
  const int after = year - simulator_->test().origins[origin].last_year() - 1;
  sim::expects(after >= 0 && after < simulator_->years(origin), "the year is simulated");
  const std::size_t place = simulator_->place_of_year(origin, measure, after);
  std::vector<double> values;
  for (const auto& draw : figures_[origin])
    for (std::uint32_t i = 0; i < futures_a_draw; ++i)
      values.push_back(static_cast<double>(
          draw[(i * simulator_->test().arms.size() + arm) * simulator_->width(origin) + place]));
  return values;
}

sim::Cumulative BackTestFutures::half_terms(std::size_t origin, std::size_t arm,
                                            std::size_t measure) const {
  sim::Cumulative all{.times = simulator_->half_term_ends(origin).size(), .counts = {}};
  const std::size_t place = simulator_->place_of_half_terms(origin, measure);
  for (const auto& draw : figures_[origin])
    for (std::uint32_t i = 0; i < futures_a_draw; ++i)
      for (std::size_t time = 0; time < all.times; ++time)
        all.counts.push_back(static_cast<double>(
            draw[(i * simulator_->test().arms.size() + arm) * simulator_->width(origin) + place +
                 time]));
  return all;
}

std::string packed_figures(const std::vector<std::int64_t>& figures) {
  std::string bytes;
  sim::PackedRow(figures).append_to(bytes);
  return bytes;
}

}  // namespace tools
