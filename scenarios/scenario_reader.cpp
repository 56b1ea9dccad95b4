#include "scenarios/scenario_reader.h"

#include <cctype>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include "scenarios/limits.h"
#include "scenarios/utf8.h"

namespace scenarios {
namespace {

using models::Borough;

constexpr std::int64_t most_pupils = 2'000'000;  // who must all fit into memory
constexpr std::string_view per_pupil_year = "exclusions per pupil per year";

models::Period read_period(Section section) {
  models::Period period;
  period.first_school_year =
      static_cast<int>(section.whole_number("first_school_year", 1980, 2090));
  period.last_school_year = static_cast<int>(section.whole_number("last_school_year", 1980, 2100));
  period.report_from = static_cast<int>(section.whole_number("report_from", 1980, 2100));
  section.finish();
  if (!section.is_good("first_school_year") || !section.is_good("last_school_year")) return period;
  if (period.last_school_year < period.first_school_year)
    section.complain("last_school_year",
                     "must not be before " + section.told("first_school_year", "last_school_year"),
                     "Put the earlier year first.");
  else if (period.last_school_year - period.first_school_year > 39)
    section.complain(
        "last_school_year",
        "must be at most 39 years after " + section.told("first_school_year", "last_school_year"),
        "Run a shorter period.");
  else if (period.report_from < period.first_school_year ||
           period.report_from > period.last_school_year)
    section.complain("report_from", "must be a school year of the run",
                     "Write a year from first_school_year to last_school_year.");
  return period;
}

/// Everybody who is ever at school in the run: each cohort, and all who move in.
double pupils_in_all(const models::Demography& read, const models::Period& period) {
  double pupils = 0;
  for (int year = period.first_school_year - models::last_year; year <= period.last_school_year;
       ++year) {
    int intake = read.intake.front().second;
    for (const auto& step : read.intake)
      if (step.first <= year) intake = step.second;
    pupils += intake;
  }
  const int years = period.last_school_year - period.first_school_year + 1;
  return pupils + read.arrivals * models::year_groups * years;
}

models::Demography read_population(Section section, const models::Period& period) {
  models::Demography read;
  for (const auto& step : section.whole_steps("intake", 1, 100'000, "pupils", step_period(period)))
    read.intake.emplace_back(sim::year_of(step.from), static_cast<int>(step.value.value));
  read.arrivals = section.assumption("arrivals", 0, 500, "pupils per year group per year").value;
  read.departures = section.assumption("departures", 0, 0.5, "per pupil per year").value;
  if (const double pupils = pupils_in_all(read, period); pupils > most_pupils)
    section.complain("intake",
                     "must make at most " + grouped(most_pupils) + " pupils in all years, not " +
                         grouped(std::llround(pupils)),
                     "Check the intake, or simulate a larger area borough by borough.");
  section.finish();
  return read;
}

models::Schools read_schools(Section section) {
  models::Schools read;
  read.partnerships =
      static_cast<int>(section.whole_assumption("partnerships", 1, 100, "partnerships").value);
  read.primary = static_cast<int>(section.whole_assumption("primary", 1, 2000, "schools").value);
  read.secondary = static_cast<int>(section.whole_assumption("secondary", 1, 500, "schools").value);
  read.concentration = {section.assumption("concentration_primary", 0, 2, "log").value,
                        section.assumption("concentration_secondary", 0, 2, "log").value};
  const auto without_pupils = [&](std::string_view key) {
    return section.has(key)
               ? static_cast<int>(section.whole_assumption(key, 0, 2000, "schools").value)
               : 0;
  };
  read.without_pupils = {without_pupils("primary_without_pupils"),
                         without_pupils("secondary_without_pupils")};
  if (read.secondary > read.primary && section.is_good("primary"))
    section.complain("secondary", "must not be more than the primary schools that feed them",
                     "Write fewer secondary schools, or more primary ones.");
  if (read.partnerships > read.secondary && section.is_good("secondary"))
    section.complain("partnerships", "must not be more than the secondary schools",
                     "Write fewer partnerships, or more secondary schools.");
  section.finish();
  return read;
}

/// Partnerships have names where a scenario gives them, in the order of their numbers; any beyond
/// the number that have schools have none.
std::vector<models::Partnership> read_partnerships(Section& root) {
  std::vector<models::Partnership> read;
  for (Section& section : root.sections("partnership")) {
    read.push_back({section.id(), section.text("name")});
    section.finish();
  }
  return read;
}

/// A level that a fit has seen is no longer drawn: it is known, until the next first of September.
void add_levels_seen(Section& section, Steps<Estimate>& known, sim::Date& free_from,
                     Period period) {
  if (section.date_drawn("free_from")) period.last = free_from - sim::Days{1};
  const auto seen = section.steps_added("known", known.back().from, -3, 3, "log", period);
  if (seen.empty()) return;
  known.insert(known.end(), seen.begin(), seen.end());
  const sim::Date last = seen.back().from;
  const int year = sim::year_of(last) + (sim::month_of(last) >= 9 ? 1 : 0);
  if (sim::date(year, 9, 1) <= free_from || section.date_drawn("free_from")) return;
  free_from = sim::date(year, 9, 1);
  section.move_date("free_from", free_from);
}

/// What was known after the day on which the evidence of a draw ends is forgotten, and drawn.
void forget_levels(Section& section, Steps<Estimate>& known, sim::Date& free_from) {
  const auto ends = section.date_drawn("free_from");
  if (!ends) return;
  while (known.size() > 1 && known.back().from >= *ends) known.pop_back();
  free_from = *ends;
  section.move_date("free_from", free_from);
}

models::YearLevel read_level(Section section, const models::Period& period) {
  models::YearLevel level;
  auto known = section.steps("known", -3, 3, "log", step_period(period));
  sim::Date free_from = section.date("free_from", sim::date(1980, 1, 1), sim::date(2150, 1, 1));
  if (!known.empty() && known.back().from >= free_from)
    section.complain("known", "must end before " + section.told("free_from", "known"),
                     "From then on levels are drawn: take out the later steps or move free_from.");
  forget_levels(section, known, free_from);
  add_levels_seen(section, known, free_from, step_period(period));
  level.known = dated(known);
  level.free_from = free_from;
  level.persistence = section.assumption("persistence", 0, 1, "share").value;
  level.innovation = section.assumption("innovation", 0, 1, "log per year").value;
  section.finish();
  return level;
}

models::FixedTermExclusions read_fixed_term(Section section, const models::Period& period) {
  models::FixedTermExclusions read;
  const auto rates = section.assumptions("rate", models::year_groups, 0, 5, per_pupil_year);
  for (std::size_t group = 0; group < rates.size(); ++group) read.rate[group] = rates[group].value;
  const auto terms = section.shares("term", {"autumn", "spring", "summer"});
  for (std::size_t term = 0; term < terms.size(); ++term) read.term[term] = terms[term].value;
  read.shape = section.assumption("shape", 0.005, 1e9, "").value;
  read.contagion = section.assumption("contagion", 0, 0.9, "repeats per exclusion").value;
  read.repeat_rate = section.assumption("repeat_rate", 0.1, 200, "per school year").value;
  read.primary_follows = section.assumption("primary_follows", 0, 2, "share").value;
  read.level = read_level(section.section("level"), period);
  section.finish();
  return read;
}

models::Exclusion read_exclusion(Section section, const models::Period& period) {
  models::Exclusion read;
  read.base = {section.assumption("base_primary", -20, 10, "logit").value,
               section.assumption("base_secondary", -20, 10, "logit").value};
  read.year_10 = section.assumption("year_10", -5, 5, "logit").value;
  read.year_11 = section.assumption("year_11", -5, 5, "logit").value;
  read.record = section.assumption("record", -2, 5, "logit").value;
  read.with_plan = section.assumption("with_plan", -5, 2, "logit").value;
  const double one_off_primary =
      section.assumption("one_off_primary", 0, 500, "decisions per year").value;
  const double one_off_secondary =
      section.assumption("one_off_secondary", 0, 500, "decisions per year").value;
  for (int group = 0; group < models::year_groups; ++group) {
    const bool primary = models::phase_of(group) == models::Phase::primary;
    const double rate =
        primary ? one_off_primary / models::first_secondary_year : one_off_secondary / 5;
    read.one_off[static_cast<std::size_t>(group)].fill(rate);
  }
  read.review_days = static_cast<int>(section.whole_number("review_days", 0, 100));
  read.provision_day = static_cast<int>(section.whole_number("provision_day", 0, 100));
  const auto deduction = [&](std::string_view key) {
    return section.money_assumption(key, 0, 100'000, "pounds per year").value;
  };
  read.deduction = {deduction("deduction_primary"), deduction("deduction_years_7_to_9"),
                    deduction("deduction_years_10_and_11")};
  read.withdrawn = {
      dated(section.steps("withdrawn_primary", 0, 1, "share", step_period(period))),
      dated(section.steps("withdrawn_secondary", 0, 1, "share", step_period(period)))};
  read.level = {read_level(section.section("level_primary"), period),
                read_level(section.section("level_secondary"), period)};
  section.finish();
  return read;
}

/// A referral of year groups that its unit does not take could never be met.
void check_referrals(Section& root, const Borough& borough) {
  for (const models::Referral& referral : borough.referrals)
    for (const models::Unit& unit : borough.units)
      if (unit.id == referral.unit &&
          (referral.first_year < unit.first_year || referral.last_year > unit.last_year))
        root.complain("referral",
                      "must not send year groups " + std::to_string(referral.first_year) + " to " +
                          std::to_string(referral.last_year) + " (" + referral.id + ") to " +
                          unit.id + ", which takes " + std::to_string(unit.first_year) + " to " +
                          std::to_string(unit.last_year),
                      "Change first_year or last_year of the referral or of the unit.");
}

/// Every output calls a scenario by the name of its file, so that name can be no formula, no
/// markup, no path and nothing that does not show.
std::string name_of(const std::filesystem::path& file) {
  std::string name = file.stem().string();
  bool plain =
      !name.empty() && name.size() <= 100 && std::isalnum(static_cast<unsigned char>(name[0]));
  plain = plain && name.find_first_of("<>&\"'`\\|*?=") == std::string::npos;
  for (std::size_t at = 0; plain && at < name.size();) {
    const Character character = character_at(name, at);
    plain = character.valid && !is_invisible(character.code);
    at += character.bytes;
  }
  if (plain) return name;
  const auto source = std::make_shared<const Source>(Source{.name = file.string(), .text = {}});
  throw ScenarioError(
      {{.place = {.source = source},
        .key = {},
        .what = "the file is named \"" + shown(name) + "\"",
        .rule =
            "must begin with a letter or a digit, be at most 100 bytes long, and have no quotes, "
            "brackets or characters that do not show",
        .action = "Rename the file: outputs call the scenario by its name."}});
}

/// The name has been judged where the file was read.
void read_uncertainty(Section& root) {
  auto section = root.optional_section("uncertainty");
  if (!section) return;
  static_cast<void>(section->text("posterior"));
  section->finish();
}

/// Says of each problem in which draw it is: it may be none at central values.
void name_draw(std::vector<Diagnostic>& problems, const Draw& draw) {
  for (Diagnostic& problem : problems) {
    if (draw.name.empty()) continue;
    problem.what += ", in " + escaped(draw.name);
    problem.action = "Hold " + problem.key + " in the posterior, or narrow its range.";
  }
}

/// All but its name and its texts.
Scenario read_numbers(const Document& document, const Draw& draw, bool numbers_alone) {
  Reading reading;
  reading.draw = &draw;
  reading.numbers_alone = numbers_alone;
  Section root(document.root, reading);
  Scenario scenario;
  Borough& borough = scenario.borough;
  borough.name = root.text("name");
  scenario.about = root.text("about");
  scenario.authority = root.optional_text("authority").value_or("");
  borough.period = read_period(root.section("period"));
  if (root.is_good("period")) {  // Without a period no date can be judged.
    borough.demography = read_population(root.section("population"), borough.period);
    borough.schools = read_schools(root.section("schools"));
    borough.partnerships = read_partnerships(root);
    models::name_partnerships(borough);
    borough.fixed_term = read_fixed_term(root.section("fixed_term_exclusions"), borough.period);
    borough.exclusion = read_exclusion(root.section("exclusion"), borough.period);
    read_provision(root, borough);
    read_panels(root, borough);
    read_success(root, borough);
    read_interventions(root, borough);
    read_groups(root, borough);
    read_uncertainty(root);
    scenario.levers = read_levers(root, draw.luck ? nullptr : &reading.assumptions);
    root.finish();
    if (reading.problems.empty()) check_referrals(root, borough);
  }
  name_draw(reading.problems, draw);
  reading.judge();
  scenario.assumptions = std::move(reading.assumptions);
  return scenario;
}

}  // namespace

Period step_period(const models::Period& period) {
  return {sim::date(period.first_school_year - 20, 9, 1),
          sim::date(period.last_school_year + 11, 8, 31)};
}

models::Dated dated(const Steps<Estimate>& steps) {
  if (steps.empty()) return 0.0;
  std::vector<models::Dated::Step> read;
  for (const auto& step : steps) read.emplace_back(step.from, step.value.value);
  return models::Dated(std::move(read));
}

models::StepFunction<int> dated_whole(const Steps<Estimate>& steps) {
  if (steps.empty()) return 0;
  std::vector<models::StepFunction<int>::Step> read;
  for (const auto& step : steps) read.emplace_back(step.from, static_cast<int>(step.value.value));
  return models::StepFunction<int>(std::move(read));
}

models::Price dated(const Steps<MoneyEstimate>& steps) {
  if (steps.empty()) return sim::Money{};
  std::vector<models::Price::Step> read;
  for (const auto& step : steps) read.emplace_back(step.from, step.value.value);
  return models::Price(std::move(read));
}

Scenario read_scenario(const Document& document, std::string id) {
  return read_scenario(document, std::move(id), {});
}

Scenario read_scenario(const Document& document, std::string id, const Draw& draw) {
  Scenario scenario = read_numbers(document, draw, false);
  scenario.id = std::move(id);
  scenario.canonical = document.canonical_text();
  scenario.files = document.files;
  scenario.posterior = document.posterior;
  return scenario;
}

models::Borough read_borough(const Document& document, const Draw& draw) {
  return read_numbers(document, draw, true).borough;
}

Scenario read_scenario(const std::filesystem::path& file) {
  Document document = load(file);
  return read_scenario(document, name_of(file));
}

}  // namespace scenarios
