#include "models/quota.h"

#include <algorithm>
#include <string>

#include "models/apportionment.h"
#include "models/behaviours.h"
#include "models/common_past.h"
#include "models/fork.h"
#include "models/world.h"
#include "sim/kernel/expects.h"

namespace models {
namespace {

using Holding = QuotaBook::Holding;
using Phased = QuotaBook::Phased;

std::size_t at(Phase phase) {
  return static_cast<std::size_t>(index(phase));
}

Phased& phased(World& world, Phase phase) {
  return world.quota.phased[at(phase)];
}

const Holding& holding(const World& world, int partnership, Phase phase) {
  return world.quota.phased[at(phase)].by_partnership[static_cast<std::size_t>(partnership)];
}

int used_by(const World& world, const Holding& one) {
  return world.borough.quota.per == Quota::Per::held ? one.held : one.admitted;
}

int used_in_all(const World& world, Phase phase) {
  int used = 0;
  for (const Holding& one : world.quota.phased[at(phase)].by_partnership)
    used += used_by(world, one);
  return used;
}

/// What the partnerships that share a pool bring to it: the part of schools that have not signed is
/// nobody's, there as elsewhere.
int pool_of(const World& world, Phase phase) {
  int pool = 0;
  for (const Holding& one : world.quota.phased[at(phase)].by_partnership) pool += one.quota;
  return pool;
}

/// How many of a partnership's pupils are above its quota, or of a pool's above the pool's: those
/// are borne in proportion to what each partnership has in it.
std::vector<int> above_quota(const World& world, Phase phase) {
  const Phased& all = world.quota.phased[at(phase)];
  std::vector<int> above(all.by_partnership.size(), 0);
  if (!has_quota(world, phase)) return above;
  if (!quota_is_pooled(world, phase)) {
    for (std::size_t k = 0; k < above.size(); ++k)
      above[k] = std::max(0, used_by(world, all.by_partnership[k]) - all.by_partnership[k].quota);
    return above;
  }
  const int excess = used_in_all(world, phase) - pool_of(world, phase);
  if (excess <= 0) return above;
  std::vector<double> weights;
  for (const Holding& one : all.by_partnership) weights.push_back(used_by(world, one));
  const auto shares = apportioned(excess, weights);
  for (std::size_t k = 0; k < above.size(); ++k) above[k] = static_cast<int>(shares[k]);
  return above;
}

int unused_places(const World& world, Phase phase) {
  if (!has_quota(world, phase)) return 0;
  if (quota_is_pooled(world, phase))
    return std::max(0, pool_of(world, phase) - used_in_all(world, phase));
  int unused = 0;
  for (const Holding& one : world.quota.phased[at(phase)].by_partnership)
    unused += std::max(0, one.quota - used_by(world, one));
  return unused;
}

/// The band in which the `number`-th place above quota lies.
const Quota::Band* band_of(const Quota& given, int number) {
  const Quota::Band* found = nullptr;
  for (const Quota::Band& band : given.bands)
    if (band.above < number) found = &band;
  return found;
}

/// The places above quota that lie in band `b`, of `above` in all.
int in_band(const Quota& given, std::size_t b, int above) {
  const int from = given.bands[b].above;
  const int to = b + 1 < given.bands.size() ? given.bands[b + 1].above : above;
  return std::max(0, std::min(above, to) - from);
}

/// Something is held, given up or shared out anew: what is owed goes on from here.
void note_holdings(World& world, Phase phase) {
  const Quota& given = world.borough.quota;
  Phased& all = phased(world, phase);
  const sim::Instant now = world.now();
  const std::vector<int> above = above_quota(world, phase);
  for (std::size_t k = 0; k < above.size(); ++k) {
    Holding& one = all.by_partnership[k];
    one.holds.set(now, one.held);
    one.exceeds.set(now, above[k]);
    for (std::size_t b = 0; b < given.bands.size() && !all.lines.empty(); ++b)
      world.spending.set(now, all.lines[k * given.bands.size() + b], in_band(given, b, above[k]));
  }
  all.unused.set(now, unused_places(world, phase));
}

void open_quota_lines(World& world, Phase phase) {
  const Quota& given = world.borough.quota;
  Phased& all = phased(world, phase);
  all.lines.clear();
  if (!given.is_used() || given.per == Quota::Per::admission) return;
  for (std::size_t k = 0; k < all.by_partnership.size(); ++k)
    for (std::size_t band = 0; band < given.bands.size(); ++band)
      all.lines.push_back(
          world.spending.open({partnership_account(static_cast<int>(k)), Account::high_needs_block,
                               Service::quota_charge, &given.bands[band].price},
                              static_cast<std::uint32_t>(at(phase) << 16 | band)));
}

bool is_counted(const World& world, const Pupil& pupil) {
  return pupil.place.setting == Setting::unit && pupil.place.claim != Claim::plan &&
         world.borough.units[pupil.place.provider].takes_excluded && !pupil.other_authority_pays &&
         takes_part(world, pupil);
}

/// Settles who takes part, who is held and what each partnership may hold, as things stand now.
/// Where there is no quota yet there is nothing to sign: every school counts.
void set_quotas(World& world) {
  const double signed_by = world.borough.quota.participation.at(world.now());
  for (const Phase phase : {Phase::primary, Phase::secondary}) {
    Phased& all = phased(world, phase);
    const double share = has_quota(world, phase) ? signed_by : 1;
    for (std::size_t path = 0; path < all.rank.size(); ++path)
      all.takes_part[path] = all.rank[path] < share ? 1 : 0;
    for (Holding& one : all.by_partnership) one.held = 0;
  }
  world.each_singled_out([&](const Pupil& pupil) {
    if (is_counted(world, pupil))
      ++phased(world, world.phase(pupil))
            .by_partnership[static_cast<std::size_t>(partnership_of(world, pupil))]
            .held;
  });
  for (const Phase phase : {Phase::primary, Phase::secondary}) {
    share_out_quota(world, phase);
    note_holdings(world, phase);
  }
}

sim::Instant next_change(const Quota& given, sim::Instant now) {
  return std::min({given.total[0].next_change(now), given.total[1].next_change(now),
                   given.participation.next_change(now)});
}

/// Unused places of others are set off: the part of the year's charges that they cover is returned.
void set_off_unused(World& world, Phase phase) {
  const Phased& all = world.quota.phased[at(phase)];
  std::int64_t above = 0;
  for (const Holding& one : all.by_partnership) above += one.exceeds.area_through(world.now());
  const std::int64_t covered = std::min(above, all.unused.area_through(world.now()));
  if (covered == 0) return;
  const int year = financial_year_of(sim::date_of(world.now() - sim::Seconds{1}));
  const std::size_t bands = world.borough.quota.bands.size();
  for (std::size_t k = 0; k < all.by_partnership.size(); ++k) {
    sim::Money charged;
    for (std::size_t b = 0; b < bands && !all.lines.empty(); ++b)
      charged += world.spending.posted_in_school_year(all.lines[k * bands + b],
                                                      world.ledger.school_year());
    const double part = static_cast<double>(covered) / static_cast<double>(above);
    const double pence = static_cast<double>(charged.in_pence()) * part;
    world.ledger.post(year, Account::high_needs_block, partnership_account(static_cast<int>(k)),
                      sim::Money::pence(static_cast<std::int64_t>(pence)), Service::quota_rebate);
  }
}

void tell_above(World& world, Pupil& pupil, sim::Money owed) {
  world.tell(pupil, [&] {
    const int partnership = partnership_of(world, pupil);
    const Phase phase = world.phase(pupil);
    const bool held = world.borough.quota.per == Quota::Per::held;
    return "Above quota: " + std::to_string(quota_used(world, partnership, phase)) +
           (held ? " held by " : " admitted from ") +
           (quota_is_pooled(world, phase)
                ? std::string("all partnerships")
                : world.borough.partnerships[static_cast<std::size_t>(partnership)].name) +
           ", " + std::to_string(quota_of(world, partnership, phase)) + " agreed; " +
           in_pounds(owed) + (held ? " a year is charged for the place." : " is charged.");
  });
}

}  // namespace

bool Quota::is_used() const {
  for (const auto& by_date : total)
    for (const auto& step : by_date.steps())
      if (step.second > 0) return true;
  return false;
}

int partnership_of(const World& world, const Pupil& pupil) {
  return world.ground.partnership_of_path[pupil.school];
}

bool has_quota(const World& world, Phase phase) {
  return world.borough.quota.total[at(phase)].at(world.now()) > 0;
}

int quota_of(const World& world, int partnership, Phase phase) {
  if (!has_quota(world, phase)) return 0;
  return quota_is_pooled(world, phase) ? pool_of(world, phase)
                                       : holding(world, partnership, phase).quota;
}

int quota_used(const World& world, int partnership, Phase phase) {
  return quota_is_pooled(world, phase) ? used_in_all(world, phase)
                                       : used_by(world, holding(world, partnership, phase));
}

int quota_remaining(const World& world, int partnership, Phase phase) {
  return std::max(0, quota_of(world, partnership, phase) - quota_used(world, partnership, phase));
}

sim::Money charge_if_admitted(const World& world, int partnership, Phase phase) {
  if (!has_quota(world, phase)) return {};
  const int above = quota_used(world, partnership, phase) + 1 - quota_of(world, partnership, phase);
  const Quota::Band* band = band_of(world.borough.quota, above);
  return band == nullptr ? sim::Money{} : band->price.at(world.now());
}

bool refuses_above_quota(const World& world) {
  return world.borough.quota.above == Quota::Above::refuse;
}

bool takes_part(const World& world, const Pupil& pupil) {
  return world.quota.phased[at(world.phase(pupil))].takes_part[pupil.school] != 0;
}

bool is_refused_by_quota(const World& world, const Pupil& pupil) {
  const Phase phase = world.phase(pupil);
  return refuses_above_quota(world) && has_quota(world, phase) && takes_part(world, pupil) &&
         quota_remaining(world, partnership_of(world, pupil), phase) == 0;
}

void hold_quota_place(World& world, const Pupil& pupil, int by) {
  if (!is_counted(world, pupil)) return;
  Holding& one = phased(world, world.phase(pupil))
                     .by_partnership[static_cast<std::size_t>(partnership_of(world, pupil))];
  one.held += by;
  sim::expects(one.held >= 0, "nobody gives up a place that is not held");
  note_holdings(world, world.phase(pupil));
}

void count_quota_admission(World& world, Pupil& pupil) {
  const Phase phase = world.phase(pupil);
  if (!is_counted(world, pupil) || !has_quota(world, phase)) return;
  const Quota& given = world.borough.quota;
  const int partnership = partnership_of(world, pupil);
  const bool per_admission = given.per == Quota::Per::admission;
  const sim::Money price = charge_if_admitted(world, partnership, phase);
  ++phased(world, phase).by_partnership[static_cast<std::size_t>(partnership)].admitted;
  if (per_admission) note_holdings(world, phase);
  const int above = quota_used(world, partnership, phase) - quota_of(world, partnership, phase);
  if (above <= 0) return;
  if (per_admission)
    world.ledger.post(financial_year_of(sim::date_of(world.now())),
                      partnership_account(partnership), Account::high_needs_block, price,
                      Service::quota_charge);
  const Quota::Band* band = band_of(given, above);
  tell_above(world, pupil, band == nullptr ? sim::Money{} : band->price.at(world.now()));
}

void open_quota_lines(World& world) {
  for (const Phase phase : {Phase::primary, Phase::secondary}) open_quota_lines(world, phase);
}

void open_quotas(World& world) {
  const Quota& given = world.borough.quota;
  world.quota.closed.clear();
  world.quota.phased.assign(phases, Phased(world.now()));
  for (const Phase phase : {Phase::primary, Phase::secondary}) {
    phased(world, phase)
        .by_partnership.assign(world.borough.partnerships.size(), Holding(world.now()));
    draw_order_of_signing(world, phase);
  }
  open_quota_lines(world);
  set_quotas(world);
  world.schedule<QuotasChange>(0, next_change(given, world.now()));
}

void continue_quotas(World& world, Appointments& appointments) {
  appointments.again<QuotasChange>(0,
                                   next_change(world.borough.quota, world.now() - sim::Seconds{1}),
                                   World::first_sequence(World::Opening::quotas));
}

void close_quota_year(World& world) {
  const bool pools = world.borough.quota.pooling;
  for (const Phase phase : {Phase::primary, Phase::secondary}) {
    if (pools) set_off_unused(world, phase);
    Phased& all = phased(world, phase);
    for (Holding& one : all.by_partnership) {
      world.quota.closed.push_back(
          {quota_is_pooled(world, phase) ? pool_of(world, phase) : one.quota,
           one.holds.area_through(world.now()), one.exceeds.area_through(world.now()),
           one.admitted});
      one.holds.open_window(world.now());
      one.exceeds.open_window(world.now());
    }
    all.unused.open_window(world.now());
  }
}

void begin_quota_year(World& world) {
  for (Phased& all : world.quota.phased)
    for (Holding& one : all.by_partnership) one.admitted = 0;
  set_quotas(world);
}

const QuotaBook::Closed& closed_quota(const World& world, int year, Phase phase, int partnership) {
  const std::size_t partnerships = world.borough.partnerships.size();
  return world.quota.closed[(static_cast<std::size_t>(year) * phases + at(phase)) * partnerships +
                            static_cast<std::size_t>(partnership)];
}

void on(World& world, const QuotasChange&) {
  set_quotas(world);
  world.schedule<QuotasChange>(0, next_change(world.borough.quota, world.now()));
}

/// How a quota works counts from the first there is.
sim::Instant parting_of_quotas(const Pasts& pasts) {
  const sim::Instant start = pasts.start();
  const Quota& other = pasts.other.quota;
  const auto& [total, pooled_primary, rule, given, per, above, bands, pooling, participation] =
      pasts.one.quota;
  sim::Instant first_quota = sim::never;
  for (const Borough* borough : {&pasts.one, &pasts.other})
    for (const auto& phase : borough->quota.total)
      first_quota = std::min(first_quota, first_above_0(phase, start));
  const bool same = std::tie(pooled_primary, rule, given, per, above, pooling) ==
                    std::tie(other.pooled_primary, other.rule, other.given, other.per, other.above,
                             other.pooling);
  const sim::Instant rules =
      std::min({parting(bands, other.bands, start),
                parting(participation, other.participation, start), same ? sim::never : at_once});
  return std::min(parting(total, other.total, start), std::max(first_quota, rules));
}

}  // namespace models
