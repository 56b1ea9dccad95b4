#include "models/partnership.h"

#include <algorithm>

#include "models/behaviours.h"
#include "models/common_past.h"
#include "models/fork.h"
#include "models/world.h"

namespace models {

void open_partnerships(World& world) {
  world.panels.live = false;
  open_panel_lists(world);
  world.panels.moves_taken.assign(
      static_cast<std::size_t>(world.borough.schools.primary + world.borough.schools.secondary), 0);
  world.panels.moves_there = world.panels.moves_taken;
  if (world.borough.regime.live.at(world.now()))
    on(world, PartnershipsChange{});
  else
    world.schedule<PartnershipsChange>(0, world.borough.regime.live.next_change(world.now()));
}

void continue_partnerships(World& world, Appointments& appointments) {
  appointments.again<PartnershipsChange>(
      0, world.borough.regime.live.next_change(world.now() - sim::Seconds{1}),
      World::first_sequence(World::Opening::partnerships));
}

void on(World& world, const PartnershipsChange&) {
  const auto& live = world.borough.regime.live;
  const bool was = world.panels.live;
  world.panels.live = live.at(world.now());
  if (world.panels.live && !was) begin_meetings(world);
  if (!world.panels.live && was) end_meetings(world);
  world.schedule<PartnershipsChange>(0, live.next_change(world.now()));
}

double probability_of_referral(const World& world, const Pupil& pupil, int record) {
  if (!world.panels.live) return 0;
  const auto& referred = world.ground.referred[static_cast<std::size_t>(index(world.phase(pupil)))];
  return referred[std::min(static_cast<std::size_t>(record), referred.size() - 1)];
}

void consider_referral(World& world, Pupil& pupil, int record) {
  if (!world.panels.live || pupil.place.setting != Setting::mainstream) return;
  const double luck = world.uniform(Purpose::panel_referral, pupil.id.value, pupil.exclusions);
  if (luck < probability_of_referral(world, pupil, record)) bring_to_panel(world, pupil);
}

bool panel_hears_decision(World& world, Pupil& pupil) {
  // Whoever waits for a unit has been heard, or needs no panel: the head decides.
  if (!world.panels.live || pupil.place.setting != Setting::mainstream ||
      pupil.waits_for != nowhere)
    return false;
  const double share = world.borough.regime.hears_decisions.at(world.now());
  if (share <= 0 ||
      world.uniform(Purpose::decision_heard, pupil.id.value, pupil.exclusions) >= share)
    return false;
  world.tell(pupil, [&] {
    return "The head would exclude for good and brings the pupil to the panel first (odds " +
           in_100(share) + ").";
  });
  bring_to_panel(world, pupil);
  return true;
}

/// How panels work counts from the first of them.
sim::Instant parting_of_partnerships(const Pasts& pasts) {
  const sim::Instant start = pasts.start();
  const PartnershipRegime& regime = pasts.other.regime;
  const PanelRules& panel = pasts.other.panel;
  const auto& [live, refer, hears_decisions, refer_record] = pasts.one.regime;
  const auto& [meeting_weeks, most_cases, weight_effect, weight_distance, response,
               diverted_by_charge, diverted_by_quota, reference_charge] = pasts.one.panel;
  const bool same =
      std::tie(refer, refer_record, meeting_weeks, most_cases, weight_effect, weight_distance,
               diverted_by_charge, diverted_by_quota, reference_charge) ==
      std::tie(regime.refer, regime.refer_record, panel.meeting_weeks, panel.most_cases,
               panel.weight_effect, panel.weight_distance, panel.diverted_by_charge,
               panel.diverted_by_quota, panel.reference_charge);
  const sim::Instant rules =
      std::min({parting(hears_decisions, regime.hears_decisions, start),
                parting(response, panel.response, start), same ? sim::never : at_once});
  return std::min(parting(live, regime.live, start), std::max(first_panels(pasts), rules));
}

}  // namespace models
