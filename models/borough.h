// Everything that is given: the borough as a scenario describes it, before any child is drawn.
//
// Plain values. Each has a key, a unit, a range and a source in the scenario files; the reader
// fills them in and the model only reads them. A number that may change carries its dates with it.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/block.h"
#include "models/crowding.h"
#include "models/fair_access.h"
#include "models/given.h"
#include "models/intervention.h"
#include "models/menu.h"
#include "models/other_routes.h"
#include "models/pupil_group.h"
#include "models/quota.h"
#include "models/released_funding.h"
#include "models/school_census.h"
#include "models/slippage.h"
#include "models/success.h"
#include "models/travel.h"
#include "models/unit_role.h"
#include "sim/kernel/instant.h"

namespace models {

struct Period {
  int first_school_year = 2008;  ///< The run starts on its 1 September.
  int last_school_year = 2021;   ///< The run ends on 31 August after it.
  int report_from = 2010;        ///< First school year of the results.
  int school_years() const { return last_school_year - first_school_year + 1; }
  sim::Instant start() const { return sim::date(first_school_year, 9, 1); }
  sim::Instant end() const { return sim::date(last_school_year + 1, 9, 1); }
};

/// A level that has been estimated for past years and moves by chance afterwards [log].
struct YearLevel {
  Dated known;               ///< By school year, up to `free_from`.
  sim::Instant free_from{};  ///< The first school year that is drawn.
  double persistence = 0;    ///< Share of the distance from the last estimate that stays.
  double innovation = 0;     ///< Standard deviation of a year's change.
};

struct Demography {
  std::vector<std::pair<int, int>> intake;  ///< (year of entering Reception, pupils), years rising.
  double arrivals = 0;                      ///< From elsewhere, a year group a year [pupils].
  double departures = 0;                    ///< Moving away [per pupil per year].
};

/// Schools that work together, by the secondary schools that their pupils go to.
struct Partnership {
  std::string id;
  std::string name;
};

struct Schools {
  int partnerships = 1;  ///< That have schools.
  int primary = 1;
  int secondary = 1;
  ByPhase<int> without_pupils{};    ///< Schools beside those, numbered after them.
  ByPhase<double> concentration{};  ///< Standard deviation of the log of a school's exclusion rate.
};

struct FixedTermExclusions {
  ByYearGroup<double> rate{};    ///< First causes at level 0 [exclusions per pupil-year].
  std::array<double, 3> term{};  ///< Relative rate of a school day, autumn to summer.
  double shape = 1;        ///< Of the gamma propensity: small means that few pupils make most.
  double contagion = 0;    ///< Repeats that each exclusion causes on average, in [0, 1).
  double repeat_rate = 1;  ///< 1 / mean delay of a repeat [per school year].
  YearLevel level;
  double primary_follows = 1;  ///< Share of the level that primary schools follow, in [0, 1].
};

struct Exclusion {
  ByPhase<double> base{};    ///< Odds of a decision after a fixed-term exclusion [logit].
  double year_10 = 0;        ///< Added in Year 10 [logit].
  double year_11 = 0;        ///< Added in Year 11 [logit].
  double record = 0;         ///< For each unit of log(1 + exclusions in the last year) [logit].
  double with_plan = 0;      ///< Added for a pupil with a plan or under assessment [logit].
  ByPhase<YearLevel> level;  ///< [logit]
  /// Decisions without a record, by year group and term [decisions per year].
  ByYearGroup<std::array<double, 3>> one_off{};
  ByPhase<Dated> withdrawn;  ///< Share of decisions withdrawn on challenge, in [0, 1].
  int review_days = 15;      ///< Until governors have met [school days].
  int provision_day = 6;     ///< Education is due from this day [school days].
  std::array<sim::Money, 3>
      deduction{};  ///< Follows the pupil: primary, Y7-9, Y10-11 [£ per year].
};

/// How long pupils stay at a pupil referral unit: hazards that compete, in two stages of a stay.
struct Stay {
  double settling = 0;          ///< From the first stage to the second [per year].
  ByYearGroup<double> early{};  ///< Reintegration in the first stage [per year].
  ByYearGroup<double> late{};   ///< Reintegration in the second stage [per year].
  double plan_request = 0;      ///< A request for a plan [per year].
};

struct Unit {
  std::string id;
  std::string name;
  int first_year = 0;          ///< Youngest year group it takes.
  int last_year = 11;          ///< Oldest year group it takes.
  bool takes_excluded = true;  ///< Takes pupils to whom education is owed from day six.
  StepFunction<int> places;    ///< Commissioned [pupils].
  Dated limit = 1.0;           ///< Physical limit [times places], 1 or more.
  Stay stay;
  UnitRole role;
};

struct Referral {
  std::string id;
  std::string unit;  ///< Id of the unit it goes to.
  int first_year = 0;
  int last_year = 11;
  Dated rate = 0.0;            ///< [referrals per year]
  bool dual = false;           ///< The pupil stays on the roll of a school.
  bool through_panel = false;  ///< While partnerships are live their panels hear the pupil.
};

struct Waiting {
  double spot_search_weeks = 8;         ///< Mean time to find a spot-purchased place [weeks].
  double referral_patience_weeks = 20;  ///< Mean wait after which a referral lapses [weeks].
};

struct Reintegration {
  double success = 1;  ///< [per year]
  double failure = 1;  ///< [per year]
  double college = 0;  ///< Share of Year 11 who go to college instead of a school, in [0, 1].
  /// From being ready to the first day at a school, while no panel meets [school days].
  StepFunction<int> before_panel_days = 0;
};

/// Where a primary pupil of a unit goes at the end of Year 6; sums to 1.
struct PhaseChange {
  double mainstream = 1;
  double unit = 0;
  double specialist = 0;
};

struct Plans {
  double requests = 0;   ///< Unconnected with exclusion, in `base_year` [requests per year].
  int base_year = 2014;  ///< School year to which `requests` belongs.
  double growth = 0;     ///< [log per year]
  ByYearGroup<double> weight{};       ///< Share of those requests by year group; sums to 1.
  ByPhase<double> after_exclusion{};  ///< P(request) after a fixed-term exclusion.
  Dated refused = 0.0;                ///< Share of requests refused.
  Dated on_time = 1.0;                ///< Share decided within the limit.
  double limit_weeks = 20;            ///< From request to plan. Source: SEND Regulations 2014.
  double soonest_weeks = 14;          ///< ... at the least [weeks]. ASSUMED.
  double late_weeks = 12;             ///< Mean delay beyond the limit of the others [weeks].
  double complex_need = 0;            ///< Share of plans that only an independent school can meet.
  double to_specialist = 0;           ///< Of plans of mainstream pupils: special provision named.
  double to_unit = 0;  ///< Of plans of mainstream pupils: a commissioned place at a unit.
  double unit_to_specialist = 0;  ///< Of plans of a unit's pupils: special provision named.
  std::array<double, 3>
      initial{};  ///< At the start: mainstream, other authorities', independent [pupils].
};

enum class SpecialistKind : std::uint8_t { special_school, resource_base, other_authority };

struct Specialist {
  std::string id;
  std::string name;
  SpecialistKind kind = SpecialistKind::special_school;
  int first_year = 0;
  int last_year = 11;
  int most_per_year_group = 1000;  ///< Intake limit [pupils].
  sim::Instant announced{};        ///< From when places still to open are known to be coming.
  StepFunction<int> places;        ///< As announced [pupils].
  Slippage slippage = on_time;     ///< How late those announced open.
  Price place_element;             ///< Paid whether filled or not [£ per place per year].
  Price top_up;                    ///< Paid for a pupil [£ per pupil per year].
};

struct Independent {
  Dated search = 0.0;               ///< Of a pupil who waits: found and agreed [per year].
  double shortest_wait_weeks = 0;   ///< Before the authority agrees [weeks].
  StepFunction<int> most = 100000;  ///< Cap on placements [pupils].
  double post_sixteen = 0;          ///< P(a placement goes on after Year 11).
  double post_sixteen_years = 2;    ///< Mean length then [years].
  Price price;                      ///< [£ per pupil per year]
  Price other_paid_by_social_care;  ///< Beside it, outside the grant [£ per pupil per year].
};

struct Prices {
  Price unit_place;   ///< Place element of a unit [£ per place per year].
  Price unit_top_up;  ///< Top-up of a unit [£ per pupil per year].
  Dated referral_paid_by_school =
      0.0;  ///< Share of a referral's top-up paid by the school, in [0, 1].
  // Shares recharged to the partnership, in [0, 1].
  Dated referral_paid_by_partnership = 0.0;      ///< Of the top-up of a referral.
  Dated excluded_paid_by_partnership = 0.0;      ///< Of the top-up of an excluded pupil.
  Dated alternatives_paid_by_partnership = 0.0;  ///< Of tuition and of a spot place.
  Price tuition;                                 ///< [£ per pupil per year]
  Price spot_place;                              ///< [£ per pupil per year]
};

struct Borough {
  // Made in borough.cpp, once: inline they were half of what compiling a test took.
  Borough();
  Borough(const Borough&);
  Borough(Borough&&) noexcept;
  Borough& operator=(const Borough&);
  Borough& operator=(Borough&&) noexcept;
  ~Borough();

  std::string name;
  Period period;
  Demography demography;
  Schools schools;
  /// At least as many as have schools; any more have none.
  std::vector<Partnership> partnerships;
  FixedTermExclusions fixed_term;
  Exclusion exclusion;
  std::vector<Unit> units;
  std::vector<Referral> referrals;
  PartnershipRegime regime;
  PanelRules panel;
  std::vector<Option> options;  ///< The menu.
  Waiting waiting;
  Crowding crowding;
  CensusRules census;
  Reintegration reintegration;
  std::optional<FairAccess> fair_access;
  PhaseChange phase_change;
  Plans plans;
  std::vector<Specialist> specialists;
  Independent independent;
  SpecialistPolicy specialist_policy;
  OutOfSight out_of_sight;
  EducationOtherwise education_otherwise;
  LookedAfter looked_after;
  PlansTo25 plans_to_25;
  StartState start_state;
  Prices prices;
  Quota quota;
  Devolution devolution;
  Travel travel;
  Block block;
  std::vector<SuccessTarget> success;
  std::vector<Intervention> interventions;
  std::vector<PupilGroup> groups;  ///< At most `most_groups`.
};

/// Numbers the partnerships that have schools and no name.
void name_partnerships(Borough& borough);

}  // namespace models
