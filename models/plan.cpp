#include "models/behaviours.h"
#include "models/specialist_place.h"
#include "models/world.h"
#include "sim/random/elementary.h"
#include "sim/random/variate.h"

namespace models {
namespace {

/// Requests unconnected with exclusion grow by the same ratio every school year.
Dated request_rate(const Borough& borough) {
  std::vector<Dated::Step> steps;
  for (int year = borough.period.first_school_year; year <= borough.period.last_school_year; ++year)
    steps.emplace_back(
        sim::date(year, 9, 1),
        borough.plans.requests * sim::exp(borough.plans.growth * (year - borough.plans.base_year)));
  return Dated(std::move(steps));
}

/// From request to plan [weeks]: in time anywhere up to the limit, else later by an exponential
/// delay.
double weeks_to_plan(double u, double on_time, const Plans& given) {
  if (u < on_time)
    return given.soonest_weeks + (given.limit_weeks - given.soonest_weeks) * u / on_time;
  return given.limit_weeks + given.late_weeks * sim::exponential((1 - u) / (1 - on_time));
}

/// Plans held when the run begins, by setting: their pupils have no past here.
void open_plans_held(World& world) {
  for (std::uint32_t kind = 0; kind < world.borough.plans.initial.size(); ++kind) {
    const int pupils = sim::poisson(world.uniform(Purpose::initial_plan, kind, 0),
                                    world.borough.plans.initial[kind]);
    for (int n = 1; n <= pupils; ++n) {
      sim::Stream luck = world.stream(Purpose::initial_plan, kind, static_cast<std::uint32_t>(n));
      const int group = pick_year_group(world.borough.plans.weight, 0, last_year, luck.uniform());
      Pupil* pupil = pick_from_mainstream(world, group, luck.uniform(), true);
      if (pupil == nullptr) continue;
      hold_plan(world, *pupil);
      if (kind == 0) continue;
      pupil->complex_need = kind == 2;
      place_at_start(world, *pupil);
    }
  }
}

}  // namespace

void open_plans(World& world) {
  open_plans_held(world);
  world.plan_requests.clear();
  world.plan_requests.push_back({Purpose::plan_request, 0, request_rate(world.borough)});
  schedule_next<PlanRequested>(world, world.plan_requests.back());
}

void on(World& world, const PlanRequested& event) {
  Arrivals& arrivals = world.plan_requests[event.number];
  sim::Stream luck = luck_of_arrival(world, arrivals);
  const int group = pick_year_group(world.borough.plans.weight, 0, last_year, luck.uniform());
  Pupil* pupil = pick_from_mainstream(world, group, luck.uniform(), true);
  if (pupil != nullptr) request_plan(world, *pupil);
  schedule_next<PlanRequested>(world, arrivals);
}

void request_plan(World& world, Pupil& pupil) {
  if (pupil.plan != PlanStatus::none) return;
  ++pupil.requests;
  const Plans& given = world.borough.plans;
  world.record.count(Count::plan_requests, world.school_year(), world.year_group(pupil));
  sim::Stream luck = world.stream(Purpose::plan, pupil.id.value, pupil.requests);
  const double refused = given.refused.at(world.now());
  if (luck.uniform() < refused) {
    world.record.count(Count::plans_refused, world.school_year(), world.year_group(pupil));
    world.tell(pupil, [&] {
      return "An assessment for a plan is asked for and refused (" + in_100(refused) + ").";
    });
    return;
  }
  pupil.plan = PlanStatus::under_assessment;
  const double weeks = weeks_to_plan(luck.uniform(), given.on_time.at(world.now()), given);
  world.tell(pupil, [&] { return "An assessment for an education, health and care plan begins."; });
  world.schedule<PlanDecided>(pupil, sim::after_years(world.now(), weeks * 7 / 365.25));
}

void issue_plan_with_place(World& world, Pupil& pupil) {
  if (pupil.plan == PlanStatus::held) return;
  const int group = world.year_group(pupil);
  if (pupil.plan == PlanStatus::none)
    world.record.count(Count::plan_requests, world.school_year(), group);
  world.record.count(Count::plans_issued, world.school_year(), group);
  hold_plan(world, pupil);
}

void on(World& world, const PlanDecided& event) {
  Pupil& pupil = world.pupil(event.pupil);
  if (world.has_left(pupil)) return;
  const Plans& given = world.borough.plans;
  world.record.count(Count::plans_issued, world.school_year(), world.year_group(pupil));
  hold_plan(world, pupil);

  sim::Stream luck = world.stream(Purpose::plan, pupil.id.value, pupil.requests);
  luck.uniform();  // Refusal and assessment time have had theirs.
  luck.uniform();
  const double which = luck.uniform();
  pupil.complex_need = luck.uniform() < given.complex_need;
  const bool at_school = is_at_school(pupil.place.setting);
  const double to_specialist = at_school ? given.to_specialist : given.unit_to_specialist;
  world.tell(pupil, [&] {
    return "The plan is issued (odds that it names special provision: " + in_100(to_specialist) +
           ").";
  });
  if (pupil.place.setting == Setting::home_education || pupil.place.setting == Setting::missing)
    return;  // There is no school to name a place instead of.
  if (which < to_specialist) {
    name_specialist(world, pupil);
  } else if (pupil.place.setting == Setting::mainstream && pupil.waits_for == nowhere &&
             which < to_specialist + given.to_unit) {
    ask_for_unit(world, pupil, Claim::plan);
  } else {
    remap_stay(world, pupil);
  }
}

}  // namespace models
