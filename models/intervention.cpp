#include "models/intervention.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <string>
#include <tuple>

#include "models/behaviours.h"
#include "models/common_past.h"
#include "models/world.h"
#include "sim/kernel/expects.h"

namespace models {
namespace {

sim::Instant after_months(sim::Instant start, double months) {
  return sim::after_years(start, months / 12);
}

/// A number for the address of an intervention's luck that depends on its id alone, so that adding
/// another changes nothing: FNV-1a, folded to the 24 bits of an episode.
std::uint32_t number_of(const std::string& id) {
  std::uint32_t hash = 2166136261U;
  for (const char letter : id) hash = (hash ^ static_cast<unsigned char>(letter)) * 16777619U;
  return (hash >> 24) ^ (hash & 0xFFFFFF);
}

std::vector<char> paths_served(const Intervention& given, const Schools& schools) {
  std::vector<char> served(static_cast<std::size_t>(schools.primary), given.schools.empty());
  const bool primary = phase_of(given.first_year) == Phase::primary;
  for (int path = 0; path < schools.primary; ++path) {
    const int school = primary ? path : secondary_of_path(schools, path);
    for (const int named : given.schools)
      if (named == school) served[static_cast<std::size_t>(path)] = true;
  }
  return served;
}

/// What it costs while it is funded, and 0 before and after.
Price funded(const Intervention& given) {
  std::vector<Price::Step> steps{{sim::Instant::min(), {}}};
  if (given.from < given.funding_ends) {
    steps.emplace_back(given.from, given.cost.at(given.from));
    for (const auto& [from, cost] : given.cost.steps())
      if (from > given.from && from < given.funding_ends) steps.emplace_back(from, cost);
    if (given.funding_ends < sim::never) steps.emplace_back(given.funding_ends, sim::Money{});
  }
  return Price(std::move(steps));
}

bool costs_anything(const Price& price) {
  return std::any_of(price.steps().begin(), price.steps().end(),
                     [](const Price::Step& step) { return step.second > sim::Money{}; });
}

Service service_of(Account payer) {
  if (payer == Account::high_needs_block) return Service::support;
  return payer == Account::schools ? Service::support_by_schools : Service::support_by_others;
}

/// The 1 September on which the pupil is in `group`.
sim::Instant enters(const World& world, const Pupil& pupil, int group) {
  const int school_year = group - last_year + pupil.reception;
  return world.ground.septembers[static_cast<std::size_t>(year_groups + school_year)];
}

std::vector<Intervention>::const_iterator with_id(const std::vector<Intervention>& all,
                                                  const std::string& id) {
  return std::find_if(all.begin(), all.end(),
                      [&](const Intervention& each) { return each.id == id; });
}

/// Whether both reach the same pupils from the same day on with the same effect, while funded.
bool reaches_alike(const Intervention& one, const Intervention& other) {
  return std::tie(one.first_year, one.last_year, one.schools, one.from, one.ramp_months) ==
             std::tie(other.first_year, other.last_year, other.schools, other.from,
                      other.ramp_months) &&
         one.reach.steps() == other.reach.steps() &&
         std::equal(std::begin(one.effect), std::end(one.effect), std::begin(other.effect));
}

/// The same intervention as two boroughs have it.
sim::Instant parting_of_two(const Intervention& one, const Intervention& other,
                            sim::Instant start) {
  const auto& [id, name, youngest, oldest, schools, from, ramp_months, reach, effect, funding_ends,
               decay_months, cost, paid_by, traded] = one;
  (void)id, (void)name, (void)youngest, (void)oldest, (void)schools, (void)ramp_months;
  (void)reach, (void)effect;  // Compared by reaches_alike.
  const sim::Instant sooner = std::min(from, other.from);
  if (!reaches_alike(one, other) || paid_by != other.paid_by) return sooner;
  const bool ends_alike = funding_ends == other.funding_ends && decay_months == other.decay_months;
  return std::min({ends_alike ? sim::never : std::min(funding_ends, other.funding_ends),
                   std::max(sooner, parting(cost, other.cost, start)),
                   std::max(sooner, parting(traded, other.traded, start))});
}

}  // namespace

Reach::Reach(const Intervention& given) : ramps_(given.ramp_months > 0) {
  double before = 0;
  const auto rise_to = [&](sim::Instant from, double share) {
    sim::expects(share >= before && share <= 1, "the share of pupils reached never falls");
    if (share > before)
      rises_.push_back({from, after_months(from, given.ramp_months), share - before});
    before = share;
  };
  rise_to(given.from, given.reach.at(given.from));
  for (const auto& [from, share] : given.reach.steps())
    if (from > given.from) rise_to(from, share);
  for (const Rise& rise : rises_) {
    edges_.push_back(rise.from);
    edges_.push_back(rise.until);
  }
  std::sort(edges_.begin(), edges_.end());
  for (const sim::Instant edge : edges_) shares_.push_back(at(edge));
}

double Reach::at(sim::Instant when) const {
  double share = 0;
  for (const Rise& rise : rises_) {
    if (when < rise.from) continue;
    share += when >= rise.until ? rise.by
                                : rise.by * static_cast<double>((when - rise.from).count()) /
                                      static_cast<double>((rise.until - rise.from).count());
  }
  return share;
}

sim::Instant Reach::passes(double number) const {
  for (std::size_t edge = 0; edge < edges_.size(); ++edge) {
    const double here = shares_[edge];
    if (here > number) return edges_[edge];
    if (!ramps_ || edge + 1 == edges_.size()) continue;
    const double next = shares_[edge + 1];
    if (next <= number) continue;
    const auto length = static_cast<double>((edges_[edge + 1] - edges_[edge]).count());
    return edges_[edge] +
           sim::Seconds{1 + static_cast<std::int64_t>((number - here) / (next - here) * length)};
  }
  return sim::never;
}

Support::Support(const std::vector<Intervention>& given, const Schools& schools) {
  for (std::size_t number = 0; number < given.size(); ++number) {
    reach.emplace_back(given[number]);
    episode.push_back(number_of(given[number].id));
    serves.push_back(paths_served(given[number], schools));
    cost.push_back(funded(given[number]));
    for (std::size_t what = 0; what < effects; ++what)
      if (given[number].effect[what] != 0) with_effect[what].push_back(number);
  }
}

Reached reached_by(const World& world, const Pupil& pupil, std::size_t intervention) {
  const Intervention& given = world.borough.interventions[intervention];
  const Support& support = world.ground.support;
  if (support.serves[intervention][pupil.school] == 0) return {};
  const sim::Instant outgrown = enters(world, pupil, given.last_year + 1);
  if (outgrown <= given.from) return {};  // Nobody is reached before it starts.
  const sim::Block luck = world.universe.words({static_cast<std::uint32_t>(Purpose::support),
                                                pupil.id.value, support.episode[intervention]});
  const sim::Instant passed =
      support.reach[intervention].passes(sim::unit_interval(sim::low_word(luck)));
  if (passed >= given.funding_ends) return {};
  sim::Instant lets_go = sim::never;
  if (given.funding_ends < sim::never)
    lets_go = after_months(given.funding_ends,
                           given.decay_months * sim::unit_interval(sim::high_word(luck)));
  const Reached reached{std::max(passed, enters(world, pupil, given.first_year)),
                        std::min(lets_go, outgrown)};
  return reached.from < reached.until ? reached : Reached{};
}

namespace {

/// What is left at `when`, a day on which the pupil is in `group`. Nobody is reached before an
/// intervention starts or in another year group: that spares the luck.
double factor_in(const World& world, const Pupil& pupil, Effect what, sim::Instant when,
                 int group) {
  double left = 1;
  for (const std::size_t number : world.ground.support.with(what)) {
    const Intervention& given = world.borough.interventions[number];
    if (when < given.from || group < given.first_year || group > given.last_year) continue;
    if (reached_by(world, pupil, number).at(when)) left *= 1 - given.effect_on(what);
  }
  return left;
}

}  // namespace

double intervention_factor(const World& world, const Pupil& pupil, Effect what, sim::Instant when) {
  return factor_in(world, pupil, what, when,
                   Population::year_group(pupil.reception, world.school_year_of(when)));
}

double intervention_factor(const World& world, const Pupil& pupil, Effect what) {
  return factor_in(world, pupil, what, world.now(), world.year_group(pupil));
}

const SupportLeft& support_left(const World& world, const Pupil& pupil) {
  SupportLeft& left = pupil.support;
  if (left.reach == world.reach_number && world.now() < left.until) return left;
  left = {.share = 1, .until = sim::never, .reach = world.reach_number};
  for (const std::size_t number : world.ground.support.with(Effect::fixed_term)) {
    const Reached reached = reached_by(world, pupil, number);
    if (reached.at(world.now()))
      left.share *= 1 - world.borough.interventions[number].effect_on(Effect::fixed_term);
    for (const sim::Instant edge : {reached.from, reached.until})
      if (reached.from < reached.until && edge > world.now())
        left.until = std::min(left.until, edge);
  }
  return left;
}

void forget_support(Pupil& pupil) {
  pupil.support.until = {};
}

void support_steps(const World& world, const Pupil& pupil, sim::Instant from,
                   std::vector<SupportStep>& steps) {
  steps.clear();
  const auto& numbers = world.ground.support.with(Effect::fixed_term);
  // Whom each reaches and when is looked up once; few scenarios have more than these.
  constexpr std::size_t most = 16;
  std::array<Reached, most> reached;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const Reached here = reached_by(world, pupil, numbers[i]);
    if (i < most) reached[i] = here;
    for (const sim::Instant edge : {here.from, here.until})
      if (here.from < here.until && edge > from && edge < world.end())
        steps.emplace_back(edge, 1.0);
  }
  std::sort(steps.begin(), steps.end());
  for (SupportStep& step : steps)
    for (std::size_t i = 0; i < numbers.size(); ++i)
      if ((i < most ? reached[i] : reached_by(world, pupil, numbers[i])).at(step.first))
        step.second *= 1 - world.borough.interventions[numbers[i]].effect_on(Effect::fixed_term);
}

double pupils_reached(const World& world, std::size_t intervention, sim::Instant when) {
  const Intervention& given = world.borough.interventions[intervention];
  const Support& support = world.ground.support;
  double share = support.reach[intervention].at(std::min(when, given.funding_ends));
  if (when >= given.funding_ends) {
    const sim::Instant over = after_months(given.funding_ends, given.decay_months);
    share *= when >= over ? 0
                          : static_cast<double>((over - when).count()) /
                                static_cast<double>((over - given.funding_ends).count());
  }
  const auto& serves = support.serves[intervention];
  share *= static_cast<double>(std::count(serves.begin(), serves.end(), true)) /
           static_cast<double>(serves.size());
  std::int64_t pupils = 0;
  for (int group = given.first_year; group <= given.last_year; ++group)
    pupils += world.population.roll(world.school_year_of(when), group);
  return share * static_cast<double>(pupils);
}

void open_support_lines(World& world) {
  const auto& interventions = world.borough.interventions;
  for (std::size_t number = 0; number < interventions.size(); ++number) {
    const Intervention& given = interventions[number];
    const Price& cost = world.ground.support.cost[number];
    if (!costs_anything(cost)) {
      world.lines.support.emplace_back();
      continue;
    }
    const auto open = [&](Account payer, Service service, bool rest) {
      const std::size_t line = world.spending.open(
          {payer, Account::support_services, service, &cost, &given.traded, rest},
          world.ground.support.episode[number]);
      world.spending.set(world.now(), line, 1);
      return line;
    };
    world.lines.support.emplace_back(
        SupportLines{open(given.paid_by, service_of(given.paid_by), true),
                     open(Account::schools, Service::support_by_schools, false)});
  }
}

/// An intervention counts from its own start, and how its funding ends from then.
sim::Instant parting_of_interventions(const Pasts& pasts) {
  const auto& a = pasts.one.interventions;
  const auto& b = pasts.other.interventions;
  sim::Instant first = sim::never;
  std::size_t latest = 0;
  for (const Intervention& given : a) {
    const auto found = with_id(b, given.id);
    if (found == b.end()) {
      first = std::min(first, given.from);
      continue;
    }
    // Their effects multiply in order.
    const auto place = static_cast<std::size_t>(found - b.begin()) + 1;
    if (place < latest) return at_once;
    latest = place;
    first = std::min(first, parting_of_two(given, *found, pasts.start()));
  }
  for (const Intervention& given : b)
    if (with_id(a, given.id) == a.end()) first = std::min(first, given.from);
  return first;
}

bool same_reach(const Borough& one, const Borough& other) {
  const auto& a = one.interventions;
  const auto& b = other.interventions;
  const auto bears = [](const Intervention& given) {
    return given.effect_on(Effect::fixed_term) != 0;
  };
  std::vector<const Intervention*> of_a;
  std::vector<const Intervention*> of_b;
  for (const Intervention& given : a)
    if (bears(given)) of_a.push_back(&given);
  for (const Intervention& given : b)
    if (bears(given)) of_b.push_back(&given);
  return std::equal(of_a.begin(), of_a.end(), of_b.begin(), of_b.end(),
                    [](const Intervention* x, const Intervention* y) {
                      return x->id == y->id && reaches_alike(*x, *y) &&
                             x->funding_ends == y->funding_ends &&
                             x->decay_months == y->decay_months;
                    });
}

}  // namespace models
