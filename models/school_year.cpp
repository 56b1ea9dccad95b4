#include <algorithm>
#include <vector>

#include "models/behaviours.h"
#include "models/out_of_sight.h"
#include "models/school_census.h"
#include "models/specialist_place.h"
#include "models/world.h"
#include "sim/random/variate.h"

namespace models {
namespace {

bool is_specialist(Setting setting) {
  return setting == Setting::resource_base || setting == Setting::special_school ||
         setting == Setting::other_authority;
}

/// The pupil waits for nothing any more, and nothing that belongs to a life at school is to come.
void end_school_life(World& world, Pupil& pupil) {
  leave_waiting_list(world, pupil);
  stop_waiting_for_specialist(world, pupil);
  for (const Pending kind :
       {Pending::incident, Pending::sixth_day, Pending::stay, Pending::spot_place, Pending::plan,
        Pending::independent, Pending::departure, Pending::relief, Pending::support, Pending::reach,
        Pending::recorded})
    world.supersede(pupil, kind);
}

/// Past Year 11 an independent placement may go on; everyone else leaves.
void finish_school(World& world, Pupil& pupil) {
  const Independent& given = world.borough.independent;
  const Setting setting = pupil.place.setting;
  if (setting == Setting::unit || setting == Setting::spot_place || setting == Setting::tuition)
    world.record.count(Count::aged_out, world.school_year() - 1, last_year);
  if (pupil.vocational) {
    world.record.count(Count::vocational_pathway, world.school_year() - 1, last_year);
    world.tell(pupil, [] { return std::string("Leaves with a vocational pathway."); });
  }
  sim::Stream luck = world.stream(Purpose::post_sixteen, pupil.id.value, 0);
  if (setting == Setting::independent && luck.uniform() < given.post_sixteen) {
    const double years = given.post_sixteen_years * sim::exponential(luck.uniform());
    world.tell(pupil, [] { return std::string("The placement goes on after Year 11."); });
    end_school_life(world, pupil);
    move_to(world, pupil, {.setting = Setting::post_sixteen, .reason = pupil.place.reason});
    world.schedule<PostSixteenEnds>(pupil, sim::after_years(world.now(), years));
    return;
  }
  if (setting != Setting::mainstream)
    world.tell(pupil, [] { return std::string("Leaves school at the end of Year 11."); });
  leave_borough(world, pupil);
}

/// The change of phase finds that special provision is needed; a plan is requested and issued with
/// it if there is none yet.
void name_at_phase_change(World& world, Pupil& pupil) {
  issue_plan_with_place(world, pupil);
  name_specialist(world, pupil);
}

/// A primary pupil of a unit, at the end of Year 6.
void change_phase(World& world, Pupil& pupil) {
  const Setting setting = pupil.place.setting;
  const Claim claim = setting == Setting::unit ? pupil.place.claim : Claim::owed;
  const bool dual = setting == Setting::unit && pupil.place.dual;
  leave_waiting_list(world, pupil);
  const PhaseChange& given = world.borough.phase_change;
  const double u = world.uniform(Purpose::phase_change, pupil.id.value, 0);
  // Whoever waits for a specialist place, or whose exclusion is under review, does not start anew.
  const bool may_start_anew =
      !pupil.waits_for_specialist && pupil.exclusion != ExclusionStatus::under_review;
  if (!pupil.waits_for_specialist && u >= given.mainstream + given.unit) {
    name_at_phase_change(world, pupil);
    if (!pupil.waits_for_specialist) return;  // Placed at once.
  }
  world.supersede(pupil, Pending::stay);
  if (may_start_anew && !pupil.waits_for_specialist && u < given.mainstream) {
    world.tell(pupil, [&] {
      return "Starts Year 7 at a mainstream school (odds " + in_100(given.mainstream) + ").";
    });
    if (pupil.exclusion == ExclusionStatus::standing) pupil.exclusion = ExclusionStatus::none;
    move_to(world, pupil,
            {.setting = Setting::mainstream, .reason = reason_in_mainstream(world, pupil)});
    return;
  }
  world.tell(pupil, [&] {
    return "Year 7: a place for secondary age is needed (odds of a mainstream school were " +
           in_100(may_start_anew ? given.mainstream : 0) + ").";
  });
  if (claim != Claim::owed)
    move_to(world, pupil,
            {.setting = Setting::mainstream, .reason = reason_in_mainstream(world, pupil)});
  ask_for_unit(world, pupil, claim, unit_of_age(world, pupil), dual);
}

/// A provider does not keep a pupil who has grown past the oldest year group it takes.
void outgrow_specialist(World& world, Pupil& pupil) {
  if (pupil.place.reason == Reason::in_care) {
    move_on_in_care(world, pupil);
    return;
  }
  move_to(world, pupil, {.setting = Setting::mainstream});
  name_specialist(world, pupil);
}

void move_up(World& world, Pupil& pupil) {
  const int group = world.year_group(pupil);
  const Setting setting = pupil.place.setting;
  const bool away =
      setting == Setting::unit || setting == Setting::spot_place || setting == Setting::tuition;
  if (group == first_secondary_year && away &&
      (setting != Setting::unit || world.borough.units[pupil.place.provider].last_year < group)) {
    change_phase(world, pupil);
  } else if (setting == Setting::mainstream && pupil.waits_for != nowhere &&
             world.borough.units[pupil.waits_for].last_year < group) {
    const Claim claim = pupil.waits_as;
    leave_waiting_list(world, pupil);
    ask_for_unit(world, pupil, claim, unit_of_age(world, pupil), pupil.waits_dual);
  } else if (is_specialist(setting) &&
             world.borough.specialists[pupil.place.provider].last_year < group) {
    outgrow_specialist(world, pupil);
  } else if (is_option(setting)) {
    outgrow_option(world, pupil);
  } else {
    seek_vocational_place(world, pupil);
    remap_stay(world, pupil);
  }
}

/// In order of their numbers: who came to notice first depends on what is still to come.
std::vector<Pupil*> away_or_waiting(World& world) {
  std::vector<Pupil*> found;
  world.each_singled_out([&](Pupil& pupil) {
    if (pupil.place.setting != Setting::gone && pupil.place.setting != Setting::post_sixteen &&
        (pupil.place.setting != Setting::mainstream || pupil.waits_for != nowhere))
      found.push_back(&pupil);
  });
  std::sort(found.begin(), found.end(),
            [](const Pupil* a, const Pupil* b) { return a->id < b->id; });
  return found;
}

/// Year groups of specialist places move up with their pupils.
void shift_year_groups(World& world) {
  for (SpecialistPlaces& places : world.specialists)
    for (std::size_t group = last_year; group > 0; --group)
      places.held[group] = places.held[group - 1];
  for (SpecialistPlaces& places : world.specialists) places.held[0] = 0;
}

/// Who is not in full-time education is counted by phase, and Year 6 has become Year 7.
void change_phase_of_counts(World& world) {
  world.each_singled_out([&](const Pupil& pupil) {
    if (world.year_group(pupil) == first_secondary_year && is_below_full_time(world, pupil)) {
      world.record.change(world.now(), Stock::below_full_time_primary, -1);
      world.record.change(world.now(), Stock::below_full_time_secondary, +1);
    }
  });
}

}  // namespace

void open_school_years(World& world) {
  for (int year = 1; year < world.borough.period.school_years(); ++year)
    world.schedule<SchoolYearBegins>(
        static_cast<std::uint32_t>(year),
        sim::date(world.borough.period.first_school_year + year, 9, 1));
}

void on(World& world, const SchoolYearBegins& event) {
  world.record.close_year(world.now());
  close_quota_year(world);
  world.enter_school_year(static_cast<int>(event.number));
  world.ledger.enter_school_year(static_cast<int>(event.number));
  begin_quota_year(world);
  buy_partnership_places(world);
  shift_year_groups(world);
  change_phase_of_counts(world);
  // Leavers first, so that their places are free for those who move up.
  world.each_singled_out([&](Pupil& pupil) {
    if (pupil.place.setting != Setting::gone && pupil.place.setting != Setting::post_sixteen &&
        world.year_group(pupil) > last_year)
      finish_school(world, pupil);
  });
  for (Pupil* pupil : away_or_waiting(world)) move_up(world, *pupil);
  world.returns_due = world.borough.specialist_policy.return_rate.at(world.now()) > 0;
  offer_specialist_places(world);  // Who waits may have grown into the year groups of a provider.
  count_in_september(world);
}

void leave_borough(World& world, Pupil& pupil) {
  end_school_life(world, pupil);
  move_to(world, pupil, {.setting = Setting::gone});
  if (!has_business(pupil)) world.pass_over(pupil);
}

void on(World& world, const MovesAway& event) {
  Pupil& pupil = world.pupil(event.pupil);
  if (pupil.place.setting == Setting::gone) return;
  world.tell(pupil, [] { return std::string("The family moves away from the borough."); });
  leave_borough(world, pupil);
}

void on(World& world, const PostSixteenEnds& event) {
  Pupil& pupil = world.pupil(event.pupil);
  world.tell(pupil, [] { return std::string("The placement after Year 11 ends."); });
  leave_borough(world, pupil);
}

}  // namespace models
