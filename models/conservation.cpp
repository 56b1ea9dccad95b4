#include "models/conservation.h"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "models/behaviours.h"
#include "models/out_of_sight.h"
#include "sim/kernel/expects.h"

namespace models {
namespace {

using Pupils = std::vector<const Pupil*>;

/// Whether anything is counted of the pupil: of all but who has only ever been at school, and who
/// is gone and has left nothing behind.
bool is_concerned(const Pupil& pupil) {
  return has_business(pupil) || (!is_only_at_school(pupil) && pupil.place.setting != Setting::gone);
}

void recount_settings(const World& world, const Pupils& pupils) {
  std::array<std::array<std::int64_t, reasons>, settings> found{};
  std::int64_t waiting = 0;
  ByPhase<std::int64_t> below_full_time{};
  std::int64_t plans_at_units = 0;
  std::vector<std::int64_t> rolls(world.units.size());
  for (const Pupil* each : pupils) {
    const Pupil& pupil = *each;
    ++found[static_cast<std::size_t>(pupil.place.setting)]
           [static_cast<std::size_t>(pupil.place.reason)];
    if (pupil.waits_for_specialist) ++waiting;
    if (is_below_full_time(world, pupil))
      ++below_full_time[static_cast<std::size_t>(index(world.phase(pupil)))];
    if (pupil.place.setting != Setting::unit) continue;
    ++rolls[pupil.place.provider];
    if (pupil.plan == PlanStatus::held) ++plans_at_units;
  }
  for (std::size_t s = 0; s < settings; ++s) {
    std::int64_t held = 0;
    for (std::size_t r = 0; r < reasons; ++r)
      held += world.record.held(static_cast<Setting>(s), static_cast<Reason>(r));
    sim::expects(held == world.record.held(static_cast<Setting>(s)),
                 "a setting holds the pupils of all its reasons");
  }
  for (std::size_t s = 0; s < settings; ++s)
    for (std::size_t r = 0; r < reasons; ++r) {
      const auto setting = static_cast<Setting>(s);
      const auto reason = static_cast<Reason>(r);
      if (setting == Setting::gone) continue;
      if (setting == Setting::mainstream && reason == Reason::none) continue;
      sim::expects(found[s][r] == world.record.held(setting, reason),
                   "every pupil is in exactly one setting, for one reason");
    }
  for (std::size_t unit = 0; unit < rolls.size(); ++unit)
    sim::expects(
        rolls[unit] == world.units[unit].places.held() && rolls[unit] == world.record.roll(unit),
        "every place held at a unit is held by a pupil");
  sim::expects(waiting == world.record.held(Stock::waiting_for_specialist),
               "everyone who waits for a specialist place is counted");
  for (const Phase phase : {Phase::primary, Phase::secondary})
    sim::expects(below_full_time[static_cast<std::size_t>(index(phase))] ==
                     world.record.held(models::below_full_time(phase)),
                 "everyone who is not in full-time education is counted, in one phase");
  sim::expects(plans_at_units == world.record.held(Stock::plans_at_units),
               "every plan held at a unit is counted");
}

void recount_lists(const World& world, const Pupils& pupils) {
  std::vector<std::size_t> waits(world.units.size());
  std::int64_t under_review = 0;
  std::int64_t under_assessment = 0;
  std::vector<ByYearGroup<int>> held(world.specialists.size());
  for (const Pupil* each : pupils) {
    const Pupil& pupil = *each;
    if (pupil.waits_for != nowhere) ++waits[pupil.waits_for];
    const bool off_roll =
        pupil.place.setting == Setting::home_education || pupil.place.setting == Setting::missing;
    sim::expects(!off_roll || (pupil.waits_for == nowhere && !pupil.waits_for_specialist),
                 "nobody off roll waits for a place");
    if (pupil.exclusion == ExclusionStatus::under_review) ++under_review;
    if (pupil.plan == PlanStatus::under_assessment) ++under_assessment;
    const Setting setting = pupil.place.setting;
    if (setting == Setting::special_school || setting == Setting::resource_base ||
        setting == Setting::other_authority)
      ++held[pupil.place.provider][static_cast<std::size_t>(world.year_group(pupil))];
  }
  for (std::size_t unit = 0; unit < waits.size(); ++unit)
    sim::expects(waits[unit] == world.units[unit].waiting.size(),
                 "whoever waits for a unit is on its list, once");
  std::int64_t imported = 0;
  for (const SpecialistPlaces& provider : world.specialists) imported += provider.imported;
  sim::expects(imported == world.record.held(Stock::imported),
               "every place that another authority's pupil takes is counted");
  for (std::size_t provider = 0; provider < held.size(); ++provider)
    sim::expects(held[provider] == world.specialists[provider].held,
                 "specialist places are held by pupils of the year group counted");
  std::int64_t stood = 0;
  for (int year = 0; year < world.borough.period.school_years(); ++year)
    for (int partnership = 0; partnership < static_cast<int>(world.borough.partnerships.size());
         ++partnership)
      stood += world.record.permanent_in(year, partnership);
  sim::expects(stood == world.record.total(Count::permanent),
               "every permanent exclusion belongs to one partnership");
  sim::expects(world.record.total(Count::plan_requests) ==
                   world.record.total(Count::plans_refused) +
                       world.record.total(Count::plans_issued) + under_assessment,
               "a request for a plan is refused, met or under assessment");
  sim::expects(under_review == world.record.total(Count::decisions) -
                                   world.record.total(Count::permanent) -
                                   world.record.total(Count::withdrawn),
               "a decision stands, is withdrawn or is under review");
}

/// What is counted against a quota is held by a pupil, and what is above it is charged for.
void recount_quotas(const World& world, const Pupils& pupils) {
  const Quota& given = world.borough.quota;
  for (const Phase phase : {Phase::primary, Phase::secondary}) {
    const QuotaBook::Phased& all = world.quota.phased[static_cast<std::size_t>(index(phase))];
    std::vector<int> held(all.by_partnership.size());
    for (const Pupil* each : pupils) {
      const Pupil& pupil = *each;
      if (pupil.place.setting == Setting::unit && pupil.place.claim != Claim::plan &&
          world.borough.units[pupil.place.provider].takes_excluded && !pupil.other_authority_pays &&
          world.phase(pupil) == phase && takes_part(world, pupil))
        ++held[static_cast<std::size_t>(partnership_of(world, pupil))];
    }
    std::int64_t above = 0;
    std::int64_t charged = 0;
    for (std::size_t k = 0; k < held.size(); ++k) {
      sim::expects(held[k] == all.by_partnership[k].held,
                   "places counted against a quota are held by pupils of the partnership");
      above += all.by_partnership[k].exceeds.value();
    }
    for (const std::size_t line : all.lines) charged += world.spending.quantity(line);
    if (!all.lines.empty())
      sim::expects(given.bands.empty() || charged == above,
                   "every place above quota is charged for");
  }
}

/// What the authority and the partnerships move between them is the same in both books.
void recount_transfers(const World& world) {
  const int partnerships = static_cast<int>(world.borough.partnerships.size());
  for (int year = world.ledger.first_year();
       year < world.ledger.first_year() + world.ledger.years(); ++year)
    for (const Service service :
         {Service::quota_charge, Service::quota_rebate, Service::top_up_recharge,
          Service::alternatives_recharge, Service::devolved, Service::devolved_returned}) {
      sim::Money of_partnerships;
      for (int k = 0; k < partnerships; ++k)
        of_partnerships += world.ledger.posted_of_partnership(year, k, service);
      sim::expects(of_partnerships == world.ledger.posted(year, service),
                   "transfers between the authority and partnerships net to zero");
    }
  for (std::size_t i = 0; i < services; ++i) {
    sim::Money by_financial_year;
    sim::Money by_school_year;
    for (int year = 0; year < world.ledger.years(); ++year)
      by_financial_year +=
          world.ledger.posted(world.ledger.first_year() + year, static_cast<Service>(i));
    for (int year = 0; year < world.ledger.school_years(); ++year)
      by_school_year += world.ledger.posted_in_school_year(year, static_cast<Service>(i));
    sim::expects(by_financial_year == by_school_year,
                 "cost by financial year is cost by school year");
  }
}

void recount_money(const World& world) {
  sim::Money sum;
  for (std::size_t account = 0; account < world.ledger.accounts(); ++account)
    sum += world.ledger.balance(static_cast<Account>(account));
  sim::expects(sum == sim::Money{}, "the balances of all accounts sum to zero");
  for (int year = world.ledger.first_year();
       year < world.ledger.first_year() + world.ledger.years(); ++year) {
    sim::Money moved;
    for (std::size_t account = 0; account < world.ledger.accounts(); ++account)
      moved += world.ledger.net(year, static_cast<Account>(account));
    sim::expects(moved == sim::Money{}, "what one account pays another receives, in every year");
  }
}

/// Places of the menu and lists of the panels, from the pupils up.
void recount_panels(const World& world, const Pupils& pupils) {
  std::vector<int> in_option(world.borough.options.size());
  std::int64_t at_hosts = 0;
  for (const Pupil* each : pupils) {
    const Pupil& pupil = *each;
    if (pupil.place.setting == Setting::managed_move) ++at_hosts;
    if (is_option(pupil.place.setting) && pupil.place.setting != Setting::managed_move)
      ++in_option[pupil.place.provider];
  }
  for (const std::uint16_t there : world.panels.moves_there) at_hosts -= there;
  sim::expects(at_hosts == 0, "everyone on a managed move is at a school");
  for (std::size_t option = 0; option < in_option.size(); ++option) {
    int held = 0;
    for (const sim::Resource& pool : world.panels.options[option].places) held += pool.held();
    sim::expects(held == in_option[option], "every place of an option is held by a pupil");
  }
  std::vector<std::uint32_t> listed;
  for (const auto& list : world.panels.waiting)
    for (std::size_t i = 0; i < list.size(); ++i) listed.push_back(list[i].pupil.value);
  std::sort(listed.begin(), listed.end());
  sim::expects(std::adjacent_find(listed.begin(), listed.end()) == listed.end(),
               "a panel's case is on one list, once");
  sim::expects(static_cast<std::int64_t>(listed.size()) == world.panels.listed &&
                   std::count_if(pupils.begin(), pupils.end(),
                                 [](const Pupil* pupil) { return pupil->before_panel; }) ==
                       world.panels.listed,
               "whoever is before a panel is on its list");
}

/// Holders of vocational places hold one each and are at the unit; the sites' places are the
/// unit's.
void recount_roles(const World& world, const Pupils& pupils) {
  std::vector<std::size_t> holders(world.units.size());
  for (const Pupil* each : pupils) {
    const Pupil& pupil = *each;
    if (!pupil.vocational) continue;
    sim::expects(pupil.place.setting == Setting::unit, "a vocational place is held at a unit");
    ++holders[pupil.place.provider];
  }
  std::int64_t held = 0;
  for (std::size_t unit = 0; unit < holders.size(); ++unit) {
    held += static_cast<std::int64_t>(holders[unit]);
    sim::expects(holders[unit] == world.units[unit].vocational.holders.size(),
                 "a vocational place is held by one pupil");
    int places = 0;
    const auto& sites = world.borough.units[unit].role.sites;
    for (const Site& site : sites) places += site.places.at(world.now());
    sim::expects(sites.empty() || places == world.borough.units[unit].places.at(world.now()),
                 "the places of the sites add up to those of the unit");
  }
  sim::expects(held == world.record.held(Stock::vocational_places_held),
               "every vocational place held is counted");
}

/// Whoever is ready for a school keeps a place meanwhile, and is a case of the panel at most once.
void recount_cases(const World& world, const Pupils& pupils) {
  std::int64_t ready = 0;
  std::int64_t decided = 0;
  for (const Pupil* each : pupils) {
    const Pupil& pupil = *each;
    const bool is_ready = pupil.ready != sim::never;
    if (is_ready) ++ready;
    if (pupil.access_case == AccessCase::decided) ++decided;
    sim::expects(is_ready || pupil.access_case == AccessCase::none,
                 "a case is a pupil who is ready for a school");
    sim::expects(!is_ready || pupil.place.setting == Setting::unit ||
                     pupil.place.setting == Setting::spot_place,
                 "whoever is ready for a school keeps a place until there is one");
  }
  sim::expects(ready == world.record.held(Stock::ready_for_school),
               "everyone who is ready for a school is counted");
  sim::expects(decided == world.record.total(Count::cases_decided) -
                              world.record.total(Count::cases_started) -
                              world.record.total(Count::found_and_not_taken),
               "a school found is begun at, not needed any more or about to be");
  std::set<PupilId> once;
  const auto& waiting = world.fair_access.waiting;
  for (std::size_t i = 0; i < waiting.size(); ++i)
    if (!waiting[i].newcomer)
      sim::expects(once.insert(waiting[i].pupil).second, "a case is one pupil, once");
}

/// A pupil who has moved away or left school holds no place and waits on no list.
void recount_leavers(const World& world, const Pupils& pupils) {
  for (const Pupil* each : pupils) {
    const Pupil& pupil = *each;
    const Setting setting = pupil.place.setting;
    if (setting == Setting::gone || setting == Setting::post_sixteen) continue;
    const bool placed = setting != Setting::mainstream || pupil.place.reason != Reason::none ||
                        pupil.waits_for != nowhere || pupil.waits_for_specialist;
    sim::expects(!placed || (pupil.departs >= world.now() && world.year_group(pupil) <= last_year),
                 "nobody who has left holds a place or waits for one");
  }
}

/// Of one pupil in four, others each year and in each future: off the timetable everyone meets what
/// their setting and support leave of exposure, which is long to look up. This instant has not
/// happened yet, so it is the second before that counts.
void recount_exposure(const World& world, const Pupils& pupils) {
  constexpr std::uint32_t turns = 4;
  const std::uint32_t turn =
      (static_cast<std::uint32_t>(world.school_year()) + world.universe.replication()) % turns;
  constexpr std::size_t ahead = 8;  // What this asks for lies apart from all that is asked before.
  for (std::size_t i = 0; i < pupils.size(); ++i) {
    const Pupil& coming = *pupils[std::min(i + ahead, pupils.size() - 1)];
    if (coming.id.value % turns == turn) {
      __builtin_prefetch(&coming.share);
      __builtin_prefetch(&coming.support);
    }
    const Pupil& pupil = *pupils[i];
    if (pupil.id.value % turns != turn) continue;
    sim::expects(!pupil.off_timetable || pupil.place.setting == Setting::gone ||
                     pupil.departs <= world.now() ||
                     pupil.share == exposure_share(world, pupil, world.now() - sim::Seconds{1}),
                 "exposure follows where the pupil is and who supports them");
  }
}

void recount_roll(const World& world) {
  const int year = world.school_year();
  std::int64_t elsewhere = 0;
  for (std::size_t s = 0; s < settings; ++s) {
    const auto setting = static_cast<Setting>(s);
    if (setting != Setting::gone && setting != Setting::post_sixteen)
      elsewhere += world.record.held(setting);
  }
  sim::expects(elsewhere <= world.population.roll(year),
               "no more pupils are placed than live here");
  const Population::Flows flows = world.population.flows_before(year);
  sim::expects(
      world.population.roll(year) == flows.entered + flows.arrived - flows.departed - flows.left,
      "roll = entered + arrived - departed - left");
}

void recount_all(const World& world, const Pupils& pupils) {
  recount_settings(world, pupils);
  recount_lists(world, pupils);
  recount_quotas(world, pupils);
  recount_money(world);
  recount_transfers(world);
  recount_roll(world);
  recount_panels(world, pupils);
  recount_leavers(world, pupils);
  recount_exposure(world, pupils);
  recount_roles(world, pupils);
  recount_cases(world, pupils);
}

bool any_specialist_has_room(const World& world) {
  for (const SpecialistPlaces& provider : world.specialists)
    if (provider.places.has_room(sim::Claim::within_places)) return true;
  return false;
}

}  // namespace

void check_running(const World& world) {
  const Record& record = world.record;
  sim::expects(record.total(Count::decisions) >=
                   record.total(Count::permanent) + record.total(Count::withdrawn),
               "no more decisions are settled than were made");
  sim::expects(record.total(Count::trials) ==
                   record.total(Count::trials_succeeded) + record.total(Count::trials_failed) +
                       record.total(Count::trials_cut_short) + record.held(Setting::trial),
               "a trial succeeds, fails, is cut short or goes on");
  sim::expects(record.total(Count::unit_admissions) - record.total(Count::unit_exits) ==
                   record.held(Setting::unit),
               "admissions less exits are who is on roll");
  for (std::size_t unit = 0; unit < world.units.size(); ++unit) {
    sim::expects(record.roll(unit) == world.units[unit].places.held(),
                 "the roll of a unit is the number of its places held");
    sim::expects(0 <= record.attending(unit) && record.attending(unit) <= 1000 * record.roll(unit),
                 "nobody attends more sessions than there are, or fewer than none");
    const VocationalPlaces& vocational = world.units[unit].vocational;
    sim::expects(static_cast<int>(vocational.holders.size()) <= vocational.places,
                 "no more vocational places are held than there are");
  }
  sim::expects(record.total(Count::cases) + record.total(Count::newcomers) ==
                   record.total(Count::cases_decided) + record.total(Count::cases_ended) +
                       record.total(Count::newcomers_decided) +
                       static_cast<std::int64_t>(world.fair_access.waiting.size()),
               "a case is decided, ended or waiting");
  sim::expects(record.total(Count::panel_cases) == world.panels.decided + world.panels.listed +
                                                       record.total(Count::panel_cases_dropped),
               "a case is decided, dropped or on a panel's list");
  sim::expects(
      record.total(Count::managed_moves) ==
          record.total(Count::managed_moves_succeeded) + record.total(Count::managed_moves_failed) +
              record.total(Count::managed_moves_cut_short) + record.held(Setting::managed_move),
      "a managed move succeeds, fails, is cut short or goes on");
}

void check_no_idle_place(const World& world) {
  for (const UnitPlaces& unit : world.units) {
    const bool owed_waits = unit.waiting.size(static_cast<std::size_t>(Claim::owed)) > 0;
    sim::expects(!owed_waits || !unit.places.has_room(sim::Claim::within_limit),
                 "nobody owed education waits while a unit is below its limit");
    sim::expects(unit.waiting.empty() || !unit.places.has_room(sim::Claim::within_places),
                 "nobody waits while a unit has a free place");
  }
  const auto& waiting = world.waiting_for_specialist;
  if (waiting.empty() || !any_specialist_has_room(world)) return;
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    const int group =
        Population::year_group(Population::cohort_of(waiting[i]), world.school_year());
    sim::expects(!free_provider(world, group).has_value(),
                 "nobody waits while a specialist place for their year group is free");
  }
}

void recount_at_census(const World& world) {
  Pupils pupils;
  world.each_singled_out([&](const Pupil& pupil) {
    if (is_concerned(pupil)) pupils.push_back(&pupil);
  });
  recount_all(world, pupils);
}

void recount(const World& world) {
  // Of one pupil in four, others in each future, as each lies on a line of the cache of its own.
  constexpr std::size_t turns = 4;
  const auto& noticed = world.noticed();
  for (std::size_t i = world.universe.replication() % turns; i < noticed.size(); i += turns)
    sim::expects(world.is_singled_out(noticed[i]) || !is_concerned(noticed[i]),
                 "whoever is anywhere but at school is singled out");
  recount_at_census(world);
}

}  // namespace models
