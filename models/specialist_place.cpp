#include "models/specialist_place.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "models/behaviours.h"
#include "models/common_past.h"
#include "models/fork.h"
#include "models/world.h"
#include "sim/kernel/expects.h"
#include "sim/random/crossing.h"
#include "sim/random/variate.h"

namespace models {
namespace {

Setting setting_of(SpecialistKind kind) {
  switch (kind) {
    case SpecialistKind::special_school: return Setting::special_school;
    case SpecialistKind::resource_base: return Setting::resource_base;
    case SpecialistKind::other_authority: return Setting::other_authority;
  }
  sim::contract_broken("a kind of specialist provider is one of its enumerators");
}

bool serves(const Specialist& given, int group) {
  return given.first_year <= group && group <= given.last_year;
}

bool has_place_for(const World& world, std::size_t provider, int group) {
  const Specialist& given = world.borough.specialists[provider];
  const SpecialistPlaces& places = world.specialists[provider];
  return serves(given, group) && places.places.has_room(sim::Claim::within_places) &&
         places.held[static_cast<std::size_t>(group)] < given.most_per_year_group;
}

/// When the search that is under way finds an independent place.
sim::Instant found_by(const World& world, const Pupil& pupil) {
  const double threshold =
      sim::exponential(world.uniform(Purpose::independent_search, pupil.id.value, pupil.searches));
  return sim::crossing(world.borough.independent.search, pupil.searched_from, threshold);
}

/// An independent place is found by a search, and agreed only after a shortest wait.
void search_independent(World& world, Pupil& pupil) {
  ++pupil.searches;
  pupil.searched_from =
      sim::after_years(world.now(), world.borough.independent.shortest_wait_weeks * 7 / 365.25);
  world.schedule<IndependentPlaceFound>(pupil, found_by(world, pupil));
}

/// Whether more local places for this year group have been announced and are not open yet.
bool opens_later(const World& world, int group) {
  const sim::Instant now = world.now();
  for (std::size_t provider = 0; provider < world.specialists.size(); ++provider) {
    const Specialist& given = world.borough.specialists[provider];
    if (given.kind == SpecialistKind::other_authority || !serves(given, group) ||
        given.announced > now)
      continue;
    const StepFunction<int>& opening = world.specialists[provider].opening;
    for (const auto& [from, places] : opening.steps())
      if (from > now && places > opening.at(now)) return true;
  }
  return false;
}

/// The first provider with a place for the year group, of those that are elsewhere or are not.
std::optional<std::size_t> first_with_place(const World& world, int group, bool elsewhere) {
  for (std::size_t provider = 0; provider < world.specialists.size(); ++provider) {
    const bool away = world.borough.specialists[provider].kind == SpecialistKind::other_authority;
    if (away == elsewhere && has_place_for(world, provider, group)) return provider;
  }
  return std::nullopt;
}

/// The school year begins at this instant.
bool year_begins(const World& world) {
  return world.now() ==
         sim::date(world.borough.period.first_school_year + world.school_year(), 9, 1);
}

/// Whether the family refuses the local place that is offered, by preference or at a tribunal.
bool refuses(const World& world, const Pupil& pupil, std::size_t provider) {
  if (world.borough.specialists[provider].kind == SpecialistKind::other_authority) return false;
  const double share = world.borough.specialist_policy.local_refused.at(world.now());
  return share > 0 && world.uniform(Purpose::local_refusal, pupil.id.value, pupil.requests) < share;
}

/// A pupil who waits keeps the place they have, for the reason that they wait for another.
void wait_where_they_are(World& world, Pupil& pupil) {
  const Setting setting = pupil.place.setting;
  if (setting == Setting::mainstream || setting == Setting::unit || setting == Setting::trial)
    change_reason(world, pupil, reason_for_waiting(world, pupil));
  remap_stay(world, pupil);
}

/// Another place is owed, though a local one is free, and no cap stands against it.
void place_elsewhere_by_refusal(World& world, Pupil& pupil) {
  pupil.refuses_local = true;
  world.record.count(Count::local_refused, world.school_year(), world.year_group(pupil));
  world.tell(pupil, [&] {
    return "The local place is refused, by preference or at a tribunal (odds " +
           in_100(world.borough.specialist_policy.local_refused.at(world.now())) + ").";
  });
  if (const auto provider = free_provider_elsewhere(world, world.year_group(pupil))) {
    place_at(world, pupil, *provider, Reason::chosen);
    return;
  }
  wait_for_specialist(world, pupil, true);
  wait_where_they_are(world, pupil);
  const double weeks = world.borough.specialist_policy.appeal_weeks;
  pupil.searched_from = sim::never;
  // Even without an appeal it comes after the offer.
  world.schedule<IndependentPlaceFound>(
      pupil,
      std::max(sim::after_years(world.now(), weeks * 7 / 365.25), world.now() + sim::Seconds{1}));
}

/// Offers the pupil the place, which is taken or refused.
void offer(World& world, Pupil& pupil, std::size_t provider) {
  if (refuses(world, pupil, provider)) {
    place_elsewhere_by_refusal(world, pupil);
    return;
  }
  const bool away = world.borough.specialists[provider].kind == SpecialistKind::other_authority;
  place_at(world, pupil, provider, away ? reason_for_waiting(world, pupil) : Reason::need);
}

/// Offers free places in the order of the list to those of whom `may_have(pupil)`.
template <class MayHave>
void offer_in_turn(World& world, MayHave&& may_have) {
  auto& waiting = world.waiting_for_specialist;
  for (std::size_t i = 0; i < waiting.size();) {
    Pupil& pupil = world.pupil(waiting[i]);
    const auto provider = may_have(pupil) ? free_provider(world, world.year_group(pupil))
                                          : std::optional<std::size_t>();
    if (provider) {
      stop_waiting_for_specialist(world, pupil);
      offer(world, pupil, *provider);
    } else {
      ++i;
    }
  }
}

/// When the provider is first known of.
sim::Instant first_known(const Specialist& given, sim::Instant start) {
  return std::min(given.announced, first_above_0(given.places, start));
}

/// How many providers, from the first on, are the same in two boroughs, whatever their numbers.
std::size_t providers_in_common(const Borough& one, const Borough& other) {
  const auto& a = one.specialists;
  const auto& b = other.specialists;
  std::size_t same = 0;
  while (same < std::min(a.size(), b.size()) && a[same].id == b[same].id) ++same;
  return same;
}

sim::Instant parting_of_providers(const Specialist& one, const Specialist& other,
                                  sim::Instant start) {
  const auto& [id, name, kind, youngest, oldest, most_per_year_group, announced, places, slippage,
               place_element, top_up] = one;
  (void)name;
  (void)id;  // Compared by providers_in_common.
  const sim::Instant sooner = std::min(announced, other.announced);
  sim::Instant first = std::min(parting(place_element, other.place_element, start),
                                parting(top_up, other.top_up, start));
  // Who waits for places that are announced knows how many are to come.
  const sim::Instant change = parting(places, other.places, start);
  if (change < sim::never) first = std::min({first, change, sooner});
  if (announced != other.announced || slippage != other.slippage) first = std::min(first, sooner);
  if (std::tie(kind, youngest, oldest, most_per_year_group) !=
      std::tie(other.kind, other.first_year, other.last_year, other.most_per_year_group))
    first = std::min({first, first_known(one, start), first_known(other, start)});
  return first;
}

/// Whether whoever was named before `until` comes first in the list anyway: then it makes no
/// difference that places go to them first.
bool is_in_order_of_february(World& world, sim::Instant until) {
  const auto& waiting = world.waiting_for_specialist;
  bool later = false;
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    const bool by_then = world.pupil(waiting[i]).named < until;
    if (later && by_then) return false;
    later = later || !by_then;
  }
  return true;
}

/// The places of a provider as they really open in this replication.
StepFunction<int> opening_of(const World& world, std::size_t provider) {
  const Specialist& given = world.borough.specialists[provider];
  const double luck = world.uniform(Purpose::slippage, static_cast<std::uint32_t>(provider), 0);
  return slipped(given.places, given.announced, months_late(given.slippage, luck));
}

}  // namespace

void place_at(World& world, Pupil& pupil, std::size_t provider, Reason reason) {
  const Specialist& given = world.borough.specialists[provider];
  SpecialistPlaces& places = world.specialists[provider];
  const int group = world.year_group(pupil);
  places.places.admit(sim::Claim::within_places);
  ++places.held[static_cast<std::size_t>(group)];
  const bool away = given.kind == SpecialistKind::other_authority;
  world.record.count(away ? Count::placed_at_other_authority : Count::placed_locally,
                     world.school_year(), group);
  world.tell(pupil, [&] { return "Placed at " + given.name + "."; });
  world.supersede(pupil, Pending::stay);
  leave_waiting_list(world, pupil);
  move_to(world, pupil,
          {.setting = setting_of(given.kind),
           .reason = reason,
           .provider = static_cast<std::uint8_t>(provider)});
}

void place_independently(World& world, Pupil& pupil, Reason reason) {
  world.record.count(Count::placed_independent, world.school_year(), world.year_group(pupil));
  world.tell(pupil, [&] { return std::string("Placed at an independent special school."); });
  world.supersede(pupil, Pending::stay);
  leave_waiting_list(world, pupil);
  move_to(world, pupil, {.setting = Setting::independent, .reason = reason});
}

std::optional<std::size_t> free_local_provider(const World& world, int year_group) {
  return first_with_place(world, year_group, false);
}

std::optional<std::size_t> free_provider_elsewhere(const World& world, int year_group) {
  return first_with_place(world, year_group, true);
}

void open_specialists(World& world) {
  world.specialists.assign(world.borough.specialists.size(), {});
  world.waiting_for_specialist.clear();
  for (std::size_t provider = 0; provider < world.specialists.size(); ++provider) {
    StepFunction<int>& opening = world.specialists[provider].opening;
    opening = opening_of(world, provider);
    const int places = opening.at(world.now());
    const int for_ours = places_for_ours(world, provider, places);
    world.specialists[provider].places.change(for_ours, for_ours);
    world.specialists[provider].most = places;
    world.schedule<SpecialistPlacesChange>(static_cast<std::uint32_t>(provider),
                                           opening.next_change(world.now()));
  }
}

void continue_specialists(World& world, Appointments& appointments) {
  const sim::Instant before = world.now() - sim::Seconds{1};
  // Those that only one has have had no place so far.
  world.specialists.resize(providers_in_common(appointments.of_past(), world.borough));
  world.specialists.resize(world.borough.specialists.size());
  for (std::uint32_t provider = 0; provider < world.specialists.size(); ++provider) {
    StepFunction<int>& opening = world.specialists[provider].opening;
    opening = opening_of(world, provider);
    appointments.again<SpecialistPlacesChange>(
        provider, opening.next_change(before),
        World::first_sequence(World::Opening::specialists) + provider);
  }
}

void continue_searches(World& world) {
  constexpr auto kind = static_cast<std::size_t>(Pending::independent);
  world.each_singled_out([&](Pupil& pupil) {
    if (pupil.pending[kind] != 0 && pupil.searched_from != sim::never)
      world.schedule<IndependentPlaceFound>(pupil, found_by(world, pupil), pupil.pending[kind]);
  });
}

std::optional<std::size_t> free_provider(const World& world, int year_group) {
  for (std::size_t provider = 0; provider < world.specialists.size(); ++provider)
    if (has_place_for(world, provider, year_group)) return provider;
  return std::nullopt;
}

Reason reason_for_waiting(const World& world, const Pupil& pupil) {
  if (pupil.complex_need) return Reason::need;
  if (pupil.refuses_local) return Reason::chosen;
  const int group = std::min(world.year_group(pupil), last_year);
  return opens_later(world, group) ? Reason::not_open_yet : Reason::no_specialist_place;
}

Reason reason_in_mainstream(const World& world, const Pupil& pupil) {
  if (pupil.waits_for_specialist) return reason_for_waiting(world, pupil);
  return pupil.waits_for != nowhere ? Reason::unit_full : pupil.kept_for;
}

void name_specialist(World& world, Pupil& pupil) {
  world.record.count(Count::specialist_named, world.school_year(), world.year_group(pupil));
  pupil.refuses_local = false;
  pupil.named = std::min(pupil.named, world.now());
  if (!pupil.complex_need) {
    // Where a round is still to come, nobody is placed ahead of those who wait already.
    const bool in_turn = world.specialist_round_pending || year_begins(world);
    const auto provider = free_provider(world, world.year_group(pupil));
    if (provider && !in_turn) {
      offer(world, pupil, *provider);
      return;
    }
    world.waiting_for_specialist.push(pupil.id);
    if (provider) offer_specialist_places(world);
  }
  wait_for_specialist(world, pupil, true);
  world.tell(pupil, [&] {
    return std::string(pupil.complex_need ? "The need is complex: an independent school is sought."
                       : world.specialist_round_pending
                           ? "Special provision is named: free places are offered in turn today."
                           : "No specialist place is free: the pupil waits where they are.");
  });
  wait_where_they_are(world, pupil);
  search_independent(world, pupil);
}

void stop_waiting_for_specialist(World& world, Pupil& pupil) {
  if (!pupil.waits_for_specialist) return;
  wait_for_specialist(world, pupil, false);
  world.supersede(pupil, Pending::independent);
  for (std::size_t i = 0; i < world.waiting_for_specialist.size(); ++i)
    if (world.waiting_for_specialist[i] == pupil.id) {
      world.waiting_for_specialist.take(i);
      break;
    }
}

void place_at_start(World& world, Pupil& pupil) {
  if (pupil.complex_need) {
    place_independently(world, pupil, reason_for_waiting(world, pupil));
  } else if (const auto provider = free_provider(world, world.year_group(pupil))) {
    const bool away = world.borough.specialists[*provider].kind == SpecialistKind::other_authority;
    place_at(world, pupil, *provider, away ? reason_for_waiting(world, pupil) : Reason::need);
  }
}

void offer_specialist_places(World& world) {
  if (world.specialist_round_pending) return;
  if (world.waiting_for_specialist.empty() && !world.returns_due) return;
  world.specialist_round_pending = true;
  world.schedule<SpecialistAdmits>(0, world.now());
}

void on(World& world, const SpecialistPlacesChange& event) {
  const Specialist& given = world.borough.specialists[event.number];
  const StepFunction<int>& opening = world.specialists[event.number].opening;
  const int places = opening.at(world.now());
  const int for_ours = places_for_ours(world, event.number, places);
  world.specialists[event.number].places.change(for_ours, for_ours);
  create_demand(world, event.number, places);
  if (given.kind != SpecialistKind::other_authority) {
    world.spending.set(world.now(), world.lines.specialist_places[event.number], places);
    world.spending.set(world.now(), world.lines.imported_places[event.number], places - for_ours);
    world.spending.set(world.now(), world.lines.imported_top_up[event.number], places - for_ours);
  }
  world.schedule<SpecialistPlacesChange>(event.number, opening.next_change(world.now()));
  offer_specialist_places(world);
}

void on(World& world, const SpecialistAdmits&) {
  world.specialist_round_pending = false;
  const sim::Instant until =
      sim::date(world.borough.period.first_school_year + world.school_year(), 2, 16);
  if (year_begins(world) && !is_in_order_of_february(world, until))
    world.february_has_mattered = true;
  if (world.borough.specialist_policy.february_round && year_begins(world)) {
    offer_in_turn(world, [&](const Pupil& pupil) { return pupil.named < until; });
  }
  offer_in_turn(world, [](const Pupil&) { return true; });
  // Some still wait, though perhaps no longer for something that has yet to open.
  for (std::size_t i = 0; i < world.waiting_for_specialist.size(); ++i) {
    Pupil& pupil = world.pupil(world.waiting_for_specialist[i]);
    if (pupil.place.reason == Reason::not_open_yet)
      change_reason(world, pupil, reason_for_waiting(world, pupil));
  }
  if (world.returns_due) bring_home(world);
}

void on(World& world, const IndependentPlaceFound& event) {
  Pupil& pupil = world.pupil(event.pupil);
  if (!pupil.waits_for_specialist || world.has_left(pupil)) return;
  // Placements by a decision on care do not count, and no cap stands against a tribunal.
  const std::int64_t placed = world.record.held(Setting::independent) -
                              world.record.held(Setting::independent, Reason::in_care);
  if (!pupil.refuses_local && placed >= world.borough.independent.most.at(world.now())) {
    search_independent(world, pupil);  // The authority agrees to no more for now.
    return;
  }
  const Reason reason = reason_for_waiting(world, pupil);
  stop_waiting_for_specialist(world, pupil);
  place_independently(world, pupil, reason);
}

/// A provider counts from its announcement, or from its first place if that is sooner. Those that
/// only one has come after those that both have, as numbers of providers are part of their luck.
sim::Instant parting_of_specialists(const Pasts& pasts) {
  const auto& a = pasts.one.specialists;
  const auto& b = pasts.other.specialists;
  const sim::Instant start = pasts.start();
  const std::size_t in_common = providers_in_common(pasts.one, pasts.other);
  sim::Instant first = sim::never;
  for (std::size_t i = 0; i < in_common; ++i)
    first = std::min(first, parting_of_providers(a[i], b[i], start));
  for (const auto* providers : {&a, &b})
    for (std::size_t i = in_common; i < providers->size(); ++i)
      first = std::min(first, first_known((*providers)[i], start));
  return first;
}

/// What becomes of local places counts from the first of them. (Whether places go first to those
/// named by February: is_in_order_of_february.)
sim::Instant parting_of_specialist_policy(const Pasts& pasts) {
  const sim::Instant start = pasts.start();
  sim::Instant local = sim::never;
  for (const Borough* borough : {&pasts.one, &pasts.other})
    for (const Specialist& given : borough->specialists)
      if (given.kind != SpecialistKind::other_authority)
        local = std::min(local, first_above_0(given.places, start));
  const SpecialistPolicy& other = pasts.other.specialist_policy;
  const auto& [local_refused, appeal_weeks, imports, backfill, return_rate, february_round] =
      pasts.one.specialist_policy;
  (void)february_round;
  return std::min({std::max(local, parting(local_refused, other.local_refused, start)),
                   std::max(local, parting(appeal_weeks, other.appeal_weeks, start)),
                   std::max(local, parting(imports, other.imports, start)),
                   std::max(local, parting(backfill, other.backfill, start)),
                   parting(return_rate, other.return_rate, start)});
}

}  // namespace models
