#include "models/menu.h"

#include <algorithm>
#include <array>
#include <limits>

#include "models/behaviours.h"
#include "models/choice.h"
#include "models/common_past.h"
#include "models/fork.h"
#include "models/world.h"
#include "sim/kernel/expects.h"
#include "sim/random/elementary.h"

namespace models {
namespace {

std::size_t pool_of(const World& world, const Option& option, const Pupil& pupil) {
  return option.each_partnership ? static_cast<std::size_t>(partnership_of(world, pupil)) : 0;
}

/// The first option that is a place of the partnerships' own; the number of options if none is.
std::size_t first_partnership_place(const Borough& borough) {
  std::size_t option = 0;
  while (option < borough.options.size() &&
         borough.options[option].kind != OptionKind::partnership_place)
    ++option;
  return option;
}

/// Places of the menu, and those that partnerships have bought beside them.
void set_places(World& world, std::size_t option) {
  const Option& given = world.borough.options[option];
  const bool bought = option == first_partnership_place(world.borough);
  auto& pools = world.panels.options[option].places;
  for (std::size_t pool = 0; pool < pools.size(); ++pool) {
    int places = given.places.at(world.now());
    if (bought && given.each_partnership) places += world.panels.bought[pool];
    if (bought && !given.each_partnership)
      for (const int of_one : world.panels.bought) places += of_one;
    pools[pool].change(places, places);
  }
}

Account payee_of(const Option& option) {
  const bool at_schools = option.kind == OptionKind::managed_move ||
                          option.kind == OptionKind::school_provision ||
                          option.kind == OptionKind::partnership_place;
  // Schools that pay for what schools do pay whoever they take on for it.
  if (at_schools)
    return option.paid_by == OptionPayer::school ? Account::support_services : Account::schools;
  return option.kind == OptionKind::short_break ? Account::units : Account::alternative_providers;
}

Service service_of(const Option& option) {
  if (option.paid_by == OptionPayer::school) return Service::provision_by_schools;
  if (option.paid_by == OptionPayer::partnership) return Service::provision_by_partnerships;
  switch (option.kind) {
    case OptionKind::managed_move: return Service::managed_moves;
    case OptionKind::short_break: return Service::short_breaks;
    case OptionKind::school_provision: return Service::school_provision;
    case OptionKind::partnership_place: return Service::partnership_places;
    default: return Service::alternative_provision;
  }
}

bool is_ever_priced(const Price& price) {
  const auto& steps = price.steps();
  return std::any_of(steps.begin(), steps.end(),
                     [](const Price::Step& step) { return step.second > sim::Money{}; });
}

/// The share of ten referrals that take the option, of those on the menu, becomes its constant;
/// distance and effect count by how they differ from what they were at first.
double utility_of(const World& world, const Option& option) {
  const sim::Instant now = world.now();
  const PanelRules& rules = world.borough.panel;
  const auto change = [now](const Dated& value) {
    return value.at(now) - value.steps().front().second;
  };
  return sim::log(option.share.at(now)) + rules.weight_effect * change(option.effect) -
         rules.weight_distance * change(option.distance);
}

/// What quota and charge take off the utility of a unit that the share `share` of referrals
/// chooses.
double utility_taken_off(const World& world, double share, const UnitTerms& terms) {
  const PanelRules& rules = world.borough.panel;
  const double response = rules.response.at(world.now());
  if (response == 0 || share >= 1) return 0;
  const double charges = static_cast<double>(terms.charge.in_pence()) /
                         static_cast<double>(rules.reference_charge.in_pence());
  return response * (utility_lost(share, rules.diverted_by_charge) * charges +
                     utility_lost(share, rules.diverted_by_quota) * (1 - terms.left));
}

/// From when a pupil may begin the option.
sim::Instant first_used(const Option& option, const Pasts& pasts) {
  const sim::Instant chosen =
      std::max(first_panels(pasts), first_above_0(option.share, pasts.start()));
  return has_stay(option.kind)
             ? std::min(chosen, first_above_0(option.before_panels, pasts.start()))
             : chosen;
}

/// From when an option that only one of two boroughs has makes a difference.
sim::Instant first_of(const Option& option, const Pasts& pasts) {
  sim::Instant first =
      std::min(first_used(option, pasts), first_above_0(option.quality_assurance, pasts.start()));
  if (option.kind != OptionKind::partnership_place) return first;
  for (const Borough* borough : {&pasts.one, &pasts.other})  // Places may be bought of it.
    first = std::min(first, borough->devolution.baseline.value_or(sim::never));
  return first;
}

/// How many options, from the first on, are the same in two boroughs, whatever their numbers.
std::size_t options_in_common(const Borough& one, const Borough& other) {
  const auto& a = one.options;
  const auto& b = other.options;
  std::size_t same = 0;
  while (same < std::min(a.size(), b.size()) && a[same].id == b[same].id &&
         a[same].kind == b[same].kind && a[same].each_partnership == b[same].each_partnership)
    ++same;
  return same;
}

/// The same option as two boroughs have it.
sim::Instant parting_of_two(const Option& one, const Option& other, const Pasts& pasts) {
  const auto& [id, name, kind, youngest, oldest, share, before_panels, places, each_partnership,
               weeks, effect, effect_weeks, exposure_share, distance, success, failed_excluded,
               back_to_panel, dual, host, price, paid_by, providers, quality_assurance] = one;
  (void)name, (void)providers;
  (void)id, (void)kind, (void)each_partnership;  // Compared by options_in_common.
  const sim::Instant start = pasts.start();
  const sim::Instant first = std::min(
      {parting(share, other.share, start), parting(before_panels, other.before_panels, start),
       parting(places, other.places, start), parting(effect, other.effect, start),
       parting(distance, other.distance, start), parting(price, other.price, start),
       parting(quality_assurance, other.quality_assurance, start)});
  const bool same = std::tie(youngest, oldest, weeks, effect_weeks, exposure_share, success,
                             failed_excluded, back_to_panel, dual, host, paid_by) ==
                    std::tie(other.first_year, other.last_year, other.weeks, other.effect_weeks,
                             other.exposure_share, other.success, other.failed_excluded,
                             other.back_to_panel, other.dual, other.host, other.paid_by);
  return same ? first : std::min({first, first_used(one, pasts), first_used(other, pasts)});
}

}  // namespace

std::string_view to_string(OptionKind kind) {
  switch (kind) {
    case OptionKind::support_in_school: return "support-in-school";
    case OptionKind::managed_move: return "managed-move";
    case OptionKind::short_break: return "short-break";
    case OptionKind::alternative_provision: return "alternative-provision";
    case OptionKind::school_provision: return "school-provision";
    case OptionKind::partnership_place: return "partnership-place";
    case OptionKind::unit: return "unit";
    case OptionKind::exclude: return "exclude";
    case OptionKind::plan_request: return "plan-request";
    case OptionKind::part_time: return "part-time";
    case OptionKind::home_education: return "home-education";
  }
  sim::contract_broken("a kind of option is one of its enumerators");
}

UnitTerms unit_terms(const World& world, const Pupil& pupil) {
  const Phase phase = world.phase(pupil);
  if (!has_quota(world, phase) || !takes_part(world, pupil)) return {};
  const int partnership = partnership_of(world, pupil);
  const int quota = quota_of(world, partnership, phase);
  const int left = quota_remaining(world, partnership, phase);
  return {.left = quota > 0 ? static_cast<double>(left) / quota : 0,
          .charge = charge_if_admitted(world, partnership, phase),
          .refused = is_refused_by_quota(world, pupil)};
}

void open_menu(World& world) {
  std::array<std::uint8_t, option_kinds> of_kind{};
  world.panels.options.clear();
  world.panels.bought.assign(world.borough.partnerships.size(), 0);
  for (std::size_t option = 0; option < world.borough.options.size(); ++option) {
    const Option& given = world.borough.options[option];
    OptionInUse& used = world.panels.options.emplace_back();
    used.number = of_kind[static_cast<std::size_t>(given.kind)]++;
    used.places.resize(given.each_partnership ? world.borough.partnerships.size() : 1);
    set_places(world, option);
    world.schedule<OptionPlacesChange>(static_cast<std::uint32_t>(option),
                                       given.places.next_change(world.now()));
  }
}

void continue_menu(World& world, Appointments& appointments) {
  std::array<std::uint8_t, option_kinds> of_kind{};
  const sim::Instant before = world.now() - sim::Seconds{1};
  const std::size_t in_common = options_in_common(appointments.of_past(), world.borough);
  world.panels.options.resize(world.borough.options.size());
  for (std::uint32_t option = 0; option < world.borough.options.size(); ++option) {
    const Option& given = world.borough.options[option];
    OptionInUse& used = world.panels.options[option];
    used.number = of_kind[static_cast<std::size_t>(given.kind)]++;
    used.lines.clear();  // Opened anew with the books.
    const int places = given.places.at(before);
    if (option >= in_common)
      used.places.assign(given.each_partnership ? world.borough.partnerships.size() : 1,
                         sim::Resource(places, places));
    appointments.again<OptionPlacesChange>(option, given.places.next_change(before),
                                           World::first_sequence(World::Opening::menu) + option);
  }
}

void on(World& world, const OptionPlacesChange& event) {
  set_places(world, event.number);
  world.schedule<OptionPlacesChange>(
      event.number, world.borough.options[event.number].places.next_change(world.now()));
}

void open_option_lines(World& world) {
  const std::size_t partnerships = world.borough.partnerships.size();
  for (std::size_t number = 0; number < world.borough.options.size(); ++number) {
    const Option& option = world.borough.options[number];
    if (is_ever_priced(option.quality_assurance))
      world.spending.set(
          world.now(),
          world.spending.open({Account::high_needs_block, Account::support_services,
                               Service::quality_assurance, &option.quality_assurance},
                              static_cast<std::uint32_t>(number)),
          1);
    if (!is_ever_priced(option.price)) continue;
    auto& lines = world.panels.options[number].lines;
    for (std::size_t partnership = 0; partnership < partnerships; ++partnership) {
      const bool own = option.paid_by == OptionPayer::partnership;
      if (partnership > 0 && !own) {
        lines.push_back(lines.front());
        continue;
      }
      const Account payer = own ? partnership_account(static_cast<int>(partnership))
                            : option.paid_by == OptionPayer::school ? Account::schools
                                                                    : Account::high_needs_block;
      lines.push_back(
          world.spending.open({payer, payee_of(option), service_of(option), &option.price},
                              static_cast<std::uint32_t>(number)));
    }
  }
}

std::optional<std::size_t> option_line(const World& world, const Pupil& pupil) {
  const auto& lines = world.panels.options[pupil.place.provider].lines;
  if (lines.empty()) return std::nullopt;
  return lines[static_cast<std::size_t>(partnership_of(world, pupil))];
}

Closed closed_for(const World& world, const Pupil& pupil, std::size_t option, std::uint8_t unit) {
  const Option& given = world.borough.options[option];
  switch (given.kind) {
    case OptionKind::managed_move:
      return host_school(world, pupil, option) ? Closed::open : Closed::no_school;
    case OptionKind::unit: {
      if (world.borough.panel.response.at(world.now()) != 0 && unit_terms(world, pupil).refused)
        return Closed::quota_spent;
      const UnitPlaces& places = world.units[unit != nowhere ? unit : unit_of_age(world, pupil)];
      const int spoken_for = places.places.held() + static_cast<int>(places.waiting.size());
      return spoken_for < places.places.places() ? Closed::open : Closed::full;
    }
    case OptionKind::plan_request:
      return pupil.plan == PlanStatus::none ? Closed::open : Closed::has_plan;
    default:
      return world.panels.options[option].places[pool_of(world, given, pupil)].has_room(
                 sim::Claim::within_places)
                 ? Closed::open
                 : Closed::full;
  }
}

std::vector<Offer> menu_for(const World& world, const Pupil& pupil, std::uint8_t unit) {
  const int group = world.year_group(pupil);
  std::vector<Offer> menu;
  menu.reserve(world.borough.options.size());
  double sum = 0;
  for (std::size_t option = 0; option < world.borough.options.size(); ++option) {
    const Option& given = world.borough.options[option];
    const double share = given.share.at(world.now());
    if (share <= 0 || group < given.first_year || group > given.last_year) continue;
    sum += share;
    menu.push_back({option, utility_of(world, given), closed_for(world, pupil, option, unit)});
  }
  for (Offer& offer : menu) {
    const Option& given = world.borough.options[offer.option];
    if (given.kind == OptionKind::unit)
      offer.utility -=
          utility_taken_off(world, given.share.at(world.now()) / sum, unit_terms(world, pupil));
  }
  return menu;
}

void hold_option_place(World& world, const Pupil& pupil, std::size_t option) {
  const Option& given = world.borough.options[option];
  world.panels.options[option].places[pool_of(world, given, pupil)].admit(
      sim::Claim::within_places);
}

void release_option_place(World& world, const Pupil& pupil) {
  const std::size_t option = pupil.place.provider;
  const Option& given = world.borough.options[option];
  world.panels.options[option].places[pool_of(world, given, pupil)].release();
}

void change_partnership_places(World& world, int partnership, int places) {
  const std::size_t option = first_partnership_place(world.borough);
  sim::expects(option < world.borough.options.size(), "there are partnership places to buy");
  world.panels.bought[static_cast<std::size_t>(partnership)] = places;
  set_places(world, option);
}

/// Options that only one has come after those that both have, and count from the first pupil they
/// may have.
sim::Instant parting_of_options(const Pasts& pasts) {
  const auto& a = pasts.one.options;
  const auto& b = pasts.other.options;
  const std::size_t in_common = options_in_common(pasts.one, pasts.other);
  sim::Instant first = sim::never;
  for (std::size_t i = 0; i < in_common; ++i)
    first = std::min(first, parting_of_two(a[i], b[i], pasts));
  for (const auto* options : {&a, &b})
    for (std::size_t i = in_common; i < options->size(); ++i)
      first = std::min(first, first_of((*options)[i], pasts));
  return first;
}

}  // namespace models
