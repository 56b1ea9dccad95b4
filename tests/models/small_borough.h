// The smallest borough that can show a behaviour: one school path, a hundred pupils in each year
// group, two units with room for everyone, and every mechanism off until a test switches it on.
//
// A test begins a life, lets time pass, makes one thing happen, lets time pass again, and looks.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "models/behaviours.h"
#include "models/model.h"
#include "models/world.h"

namespace small_borough {

constexpr int pupils_a_cohort = 100;
constexpr std::uint8_t primary_unit = 0;
constexpr std::uint8_t secondary_unit = 1;

/// Odds so long that nothing happens [logit], and their opposite.
constexpr double never_happens = -100;
constexpr double always_happens = 100;
/// Hazards at which something happens within seconds [per year].
constexpr double at_once = 1e7;

// The run begins on 1 September 2010; schools open on Monday 6 September.
constexpr sim::Date monday = sim::date(2010, 9, 13);
constexpr sim::Date sixth_school_day = sim::date(2010, 9, 21);  ///< After a decision on `monday`.
constexpr sim::Date reviewed = sim::date(2010, 10, 4);  ///< Fifteen school days after `monday`.

inline models::Unit unit(std::string id, int first_year, int last_year, int places) {
  models::Unit made;
  made.id = std::move(id);
  made.name = "the unit " + made.id;
  made.first_year = first_year;
  made.last_year = last_year;
  made.places = places;
  return made;
}

inline models::Specialist special_school(int places) {
  models::Specialist made;
  made.id = "special-school";
  made.name = "the special school";
  made.places = places;
  return made;
}

inline models::Specialist other_authority(int places) {
  models::Specialist made = special_school(places);
  made.id = "other-authority";
  made.name = "another authority's school";
  made.kind = models::SpecialistKind::other_authority;
  return made;
}

/// Three school years from September 2010.
inline models::Borough borough() {
  models::Borough made;
  made.name = "Small";
  made.period = {.first_school_year = 2010, .last_school_year = 2012, .report_from = 2010};
  made.demography.intake = {{1999, pupils_a_cohort}};
  made.fixed_term.term = {1, 1, 1};
  made.exclusion.base = {never_happens, never_happens};
  made.units = {unit("primary", 0, 6, 100), unit("secondary", 7, 11, 100)};
  made.plans.weight.fill(1.0 / models::year_groups);
  made.plans.unit_to_specialist = 1;
  made.plans.to_specialist = 1;
  return made;
}

template <class Value>
models::StepFunction<Value> from(sim::Date day, Value value, Value before = {}) {
  return models::StepFunction<Value>(
      {{sim::Instant{sim::date(2000, 1, 1)}, before}, {sim::Instant{day}, value}});
}

/// Schools that never close, in years of three equal terms.
inline models::SchoolTerms always_open(const models::Period& period) {
  std::vector<sim::Instant> terms;
  for (int year = 0; year < period.school_years(); ++year) {
    const sim::Instant start = sim::date(period.first_school_year + year, 9, 1);
    const sim::Seconds length = sim::date(period.first_school_year + year + 1, 9, 1) - start;
    for (int term = 0; term < models::terms_a_year; ++term)
      terms.push_back(start + term * length / models::terms_a_year);
  }
  return models::SchoolTerms({{period.start(), period.end()}}, std::move(terms));
}

/// One replication, a step at a time.
class Life {
 public:
  explicit Life(models::Borough given = borough(), std::uint32_t replication = 0)
      : ground_(std::move(given)), model_(ground_) {
    begin(replication);
  }
  Life(models::Borough given, models::SchoolTerms terms, std::uint32_t replication = 0)
      : ground_(std::move(given), std::move(terms)), model_(ground_) {
    begin(replication);
  }
  Life(const Life&) = delete;
  Life& operator=(const Life&) = delete;

  void begin(std::uint32_t replication) {
    diary_ = {};
    world().diary = &diary_;
    model_.begin(replication);
  }

  models::World& world() { return model_.world(); }
  const models::Record& record() { return world().record; }
  const models::Diary& diary() const { return diary_; }

  void until(sim::Instant when) { model_.advance(when); }
  void until_the_end() { until(world().end()); }

  /// A pupil of the year group that is asked for, on this day.
  models::Pupil& pupil(int year_group, std::uint32_t number = 0) {
    const int cohort = models::Population::cohort_in(year_group, world().school_year());
    return world().pupil(models::Population::pupil(cohort, number));
  }

  /// The head excludes the pupil for good, now.
  models::Pupil& exclude(models::Pupil& pupil) {
    models::decide_to_exclude(world(), pupil);
    return pupil;
  }
  /// The pupil asks for a place at the unit of their age, now; a second later it is decided.
  models::Pupil& ask(models::Pupil& pupil, models::Claim claim) {
    models::ask_for_unit(world(), pupil, claim);
    until(world().now() + sim::Seconds{1});
    return pupil;
  }
  models::Pupil& ask(models::Pupil& pupil, models::Claim claim, std::uint8_t unit, bool dual) {
    models::ask_for_unit(world(), pupil, claim, unit, dual);
    until(world().now() + sim::Seconds{1});
    return pupil;
  }
  /// A plan that names special provision is issued, now.
  models::Pupil& name(models::Pupil& pupil) {
    models::hold_plan(world(), pupil);
    models::name_specialist(world(), pupil);
    return pupil;
  }

  /// How many pupils are in a setting, whatever the reason.
  std::int64_t held(models::Setting setting) { return record().held(setting); }

  /// When the diary first says `words` of the pupil; `never` if it does not.
  sim::Instant told(const models::Pupil& pupil, const std::string& words) const {
    for (const models::DiaryEntry& entry : diary_.entries())
      if (entry.pupil == pupil.id && entry.text.find(words) != std::string::npos) return entry.at;
    return sim::never;
  }

 private:
  models::Ground ground_;
  models::Diary diary_;
  models::Model model_;
};

}  // namespace small_borough
