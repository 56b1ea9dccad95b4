// Quotas: how many pupils each partnership may have at the units, and what is owed above that.
//
// A quota counts the pupils of a partnership whom the authority has not placed by plan: the
// excluded and the referred. Above it a yearly price is owed on every place, to the second, or a
// referral is refused; a pupil who is owed education is never refused. A school that has not signed
// stands outside: its pupils are not counted, not charged for and not refused.
#pragma once

#include <cstdint>
#include <vector>

#include "models/given.h"
#include "sim/kernel/instant.h"
#include "sim/kernel/money.h"
#include "sim/statistics/time_weighted.h"

namespace models {

class World;
struct Pupil;

/// The agreement on quotas, as a scenario gives it. While a total is 0 that phase has none.
struct Quota {
  /// What a partnership's share of the total follows.
  enum class Rule : std::uint8_t {
    headcount,  ///< Pupils on roll on 1 September.
    history,    ///< Permanent exclusions of the last closed school year.
    given,      ///< A list.
  };
  /// What is counted against it.
  enum class Per : std::uint8_t {
    held,       ///< Places held at once.
    admission,  ///< Admissions since 1 September, or since the quota began.
  };
  enum class Above : std::uint8_t { charge, refuse };
  /// The price of places from the one after the `above`-th above quota on.
  struct Band {
    int above = 0;
    Price price;  ///< [£ per place per year], or [£ per admission].
  };

  ByPhase<StepFunction<int>> total;  ///< [pupils]
  bool pooled_primary = true;        ///< One quota for the primary pupils of all partnerships.
  Rule rule = Rule::headcount;
  std::vector<double> given;  ///< Weights by partnership, for `Rule::given`.
  Per per = Per::held;
  Above above = Above::charge;
  std::vector<Band> bands;    ///< `above` rises from 0; empty: nothing is charged.
  bool pooling = false;       ///< Unused places are set off at the end of the school year.
  Dated participation = 1.0;  ///< Share of schools that have signed, in [0, 1].

  /// Whether there ever is a quota.
  bool is_used() const;
};

/// What is counted against the quotas in one replication.
struct QuotaBook {
  /// Of one partnership, in one phase.
  struct Holding {
    explicit Holding(sim::Instant start) : holds(start), exceeds(start) {}
    int quota = 0;     ///< In a pooled phase, its part of the pool.
    int held = 0;      ///< Pupils at the units.
    int admitted = 0;  ///< Since 1 September, or since the quota began.
    sim::TimeWeighted holds;
    sim::TimeWeighted exceeds;  ///< Pupils above quota.
  };
  struct Phased {
    explicit Phased(sim::Instant start) : unused(start) {}
    std::vector<Holding> by_partnership;
    std::vector<char> takes_part;    ///< By path of schools.
    std::vector<double> rank;        ///< By path: its school's place in the order of signing.
    std::vector<std::size_t> lines;  ///< Of spending, shape (partnerships x bands).
    sim::TimeWeighted unused;        ///< Places within quota that nobody holds.
  };
  /// Of a school year that has closed, one partnership, one phase.
  struct Closed {
    int quota = 0;
    std::int64_t held = 0;   ///< [pupil-seconds]
    std::int64_t above = 0;  ///< [pupil-seconds]
    int admitted = 0;
  };

  std::vector<Phased> phased;
  std::vector<Closed> closed;  ///< Shape (school years closed x phases x partnerships).
};

/// Whether the phase has a quota now.
bool has_quota(const World& world, Phase phase);
/// The quota of a partnership now, or of the pool it shares; 0 without one.
int quota_of(const World& world, int partnership, Phase phase);
/// What is counted against that quota now.
int quota_used(const World& world, int partnership, Phase phase);
/// max(0, quota - used), at every instant; 0 without a quota.
int quota_remaining(const World& world, int partnership, Phase phase);
/// What one more pupil would be charged for now [£ per year, or per admission]; 0 within quota and
/// where there is none.
sim::Money charge_if_admitted(const World& world, int partnership, Phase phase);
/// Whether a referral above quota is refused rather than charged for.
bool refuses_above_quota(const World& world);
/// Whether the pupil's school has signed.
bool takes_part(const World& world, const Pupil& pupil);
/// Whether a referral of this pupil would be refused now.
bool is_refused_by_quota(const World& world, const Pupil& pupil);
/// The partnership of the pupil's schools.
int partnership_of(const World& world, const Pupil& pupil);

/// The pupil takes up a place at a unit (+1) or gives it up (-1); whoever a plan has placed is not
/// counted.
void hold_quota_place(World& world, const Pupil& pupil, int by);
/// The pupil is admitted to a unit, and holds the place already.
void count_quota_admission(World& world, Pupil& pupil);

// quota_shares.cpp --------------------------------------------------------------------------------

/// Whether all partnerships share one quota in this phase.
bool quota_is_pooled(const World& world, Phase phase);
/// The total in force; admissions of the school year in which a quota begins are held against the
/// share of it that is left of the year.
int total_quota(const World& world, Phase phase);
/// Pupils of a phase on roll by path of schools, those who have moved away not taken off: moves are
/// spread evenly over schools.
std::vector<double> headcount_by_path(const World& world, Phase phase);
/// Schools sign in one order, the same in every option, so that a larger share adds schools.
void draw_order_of_signing(World& world, Phase phase);
/// Shares the total of a phase out over the partnerships; the part of schools that have not signed
/// is nobody's.
void share_out_quota(World& world, Phase phase);

// quota.cpp ---------------------------------------------------------------------------------------

void open_quotas(World& world);
/// The lines of the charges above quota.
void open_quota_lines(World& world);
/// Sets off what was not used, where pooling is agreed, and closes the books of the school year.
void close_quota_year(World& world);
/// Shares the totals out anew; everyone at the units is counted in their phase of this school year.
void begin_quota_year(World& world);
/// The measures of the school year `year` that has closed.
const QuotaBook::Closed& closed_quota(const World& world, int year, Phase phase, int partnership);

}  // namespace models
