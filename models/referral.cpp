#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "models/behaviours.h"
#include "models/fork.h"
#include "models/world.h"
#include "sim/kernel/expects.h"

namespace models {
namespace {

std::uint8_t unit_named(const Borough& borough, const std::string& id) {
  for (std::size_t unit = 0; unit < borough.units.size(); ++unit)
    if (borough.units[unit].id == id) return static_cast<std::uint8_t>(unit);
  sim::contract_broken("a referral names a unit of the borough");
}

}  // namespace

void open_referrals(World& world) {
  world.referrals.clear();
  for (const Referral& given : world.borough.referrals) {
    world.referrals.push_back(
        {Purpose::referral, static_cast<std::uint32_t>(world.referrals.size()), given.rate});
    schedule_next<ReferralMade>(world, world.referrals.back());
  }
}

void continue_referrals(World& world, Appointments& appointments) {
  std::vector<Arrivals> streams = world.referrals;
  for (std::size_t stream = 0; stream < streams.size(); ++stream)
    streams[stream].rate = world.borough.referrals[stream].rate;
  appointments.streams<ReferralMade>(world.referrals, std::move(streams),
                                     World::first_sequence(World::Opening::referrals));
}

/// A school refers a pupil; which of a year group's pupils is chance, so that a referral stands for
/// the need that the record of exclusions does not show (ASSUMED).
void on(World& world, const ReferralMade& event) {
  const Referral& given = world.borough.referrals[event.number];
  Arrivals& arrivals = world.referrals[event.number];
  sim::Stream luck = luck_of_arrival(world, arrivals);
  const int group = pick_year_group(world.borough.fixed_term.rate, given.first_year,
                                    given.last_year, luck.uniform());
  Pupil* pupil = pick_from_mainstream(world, group, luck.uniform(), false);
  const std::uint8_t unit = unit_named(world.borough, given.unit);
  if (pupil != nullptr && given.through_panel && world.panels.live) {
    bring_to_panel(world, *pupil, unit, given.dual);
  } else if (pupil != nullptr) {
    world.record.count(Count::referrals, world.school_year(), group);
    world.tell(*pupil, [&] { return "Referred to " + world.borough.units[unit].name + "."; });
    ask_for_unit(world, *pupil, Claim::referral, unit, given.dual);
  }
  schedule_next<ReferralMade>(world, arrivals);
}

void end_referral(World& world, Pupil& pupil) {
  leave_waiting_list(world, pupil);
  if (pupil.place.setting == Setting::mainstream)
    change_reason(world, pupil, reason_in_mainstream(world, pupil));
}

void on(World& world, const ReferralLapses& event) {
  Pupil& pupil = world.pupil(event.pupil);
  if (pupil.waits_for == nowhere || pupil.waits_as != Claim::referral) return;
  world.record.count(Count::referrals_lapsed, world.school_year(), world.year_group(pupil));
  world.tell(pupil, [] { return std::string("The school gives up its referral."); });
  end_referral(world, pupil);
}

}  // namespace models
