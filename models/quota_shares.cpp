#include <algorithm>
#include <numeric>

#include "models/apportionment.h"
#include "models/quota.h"
#include "models/world.h"

namespace models {
namespace {

using Holding = QuotaBook::Holding;
using Phased = QuotaBook::Phased;

std::size_t at(Phase phase) {
  return static_cast<std::size_t>(index(phase));
}

/// What each partnership's share follows, and last that of the schools that have not signed.
std::vector<double> weights_of(const World& world, Phase phase) {
  const Quota& given = world.borough.quota;
  const Phased& all = world.quota.phased[at(phase)];
  const std::size_t partnerships = all.by_partnership.size();
  std::vector<double> pupils(partnerships, 0);
  std::vector<double> outside(partnerships, 0);
  const std::vector<double> by_path = headcount_by_path(world, phase);
  for (std::size_t path = 0; path < by_path.size(); ++path) {
    const auto k = static_cast<std::size_t>(world.ground.partnership_of_path[path]);
    (all.takes_part[path] != 0 ? pupils : outside)[k] += by_path[path];
  }
  std::vector<double> whole(partnerships, 0);
  for (std::size_t k = 0; k < partnerships; ++k) {
    whole[k] = pupils[k] + outside[k];
    if (given.rule == Quota::Rule::given) whole[k] = given.given[k];
    if (given.rule == Quota::Rule::history && world.school_year() > 0)
      whole[k] = static_cast<double>(
          world.record.permanent_in(world.school_year() - 1, static_cast<int>(k)));
  }
  if (std::accumulate(whole.begin(), whole.end(), 0.0) <= 0)
    for (std::size_t k = 0; k < partnerships; ++k) whole[k] = pupils[k] + outside[k];
  std::vector<double> weights(partnerships + 1, 0);
  for (std::size_t k = 0; k < partnerships; ++k) {
    const double all_pupils = pupils[k] + outside[k];
    const double left = all_pupils > 0 ? whole[k] * (outside[k] / all_pupils) : 0;
    weights[k] = whole[k] - left;
    weights[partnerships] += left;
  }
  return weights;
}

}  // namespace

bool quota_is_pooled(const World& world, Phase phase) {
  return phase == Phase::primary && world.borough.quota.pooled_primary;
}

int total_quota(const World& world, Phase phase) {
  const Quota& given = world.borough.quota;
  const auto& steps = given.total[at(phase)].steps();
  const int total = given.total[at(phase)].at(world.now());
  if (given.per == Quota::Per::held || total == 0) return total;
  const int year = world.borough.period.first_school_year + world.school_year();
  const sim::Instant first = sim::date(year, 9, 1);
  const sim::Instant last = sim::date(year + 1, 9, 1);
  for (std::size_t i = 1; i < steps.size(); ++i)
    if (steps[i - 1].second == 0 && steps[i].second > 0 && steps[i].first > first &&
        steps[i].first <= world.now())
      return static_cast<int>(total * (last - steps[i].first).count() / (last - first).count());
  return total;
}

std::vector<double> headcount_by_path(const World& world, Phase phase) {
  const auto paths = static_cast<std::uint32_t>(world.borough.schools.primary);
  std::vector<double> pupils(paths, 0);
  for (int group = 0; group < year_groups; ++group) {
    if (phase_of(group) != phase) continue;
    const std::uint32_t number = world.population.arrived(
        Population::cohort_in(group, world.school_year()), world.school_year());
    for (std::uint32_t path = 0; path < paths; ++path) {
      const std::uint32_t whole =
          (number + paths - 1 - path) / paths;  // Pupils go round the paths.
      pupils[path] += whole;
    }
  }
  return pupils;
}

void draw_order_of_signing(World& world, Phase phase) {
  const Schools& schools = world.borough.schools;
  const bool primary = phase == Phase::primary;
  const int count = primary ? schools.primary : schools.secondary;
  std::vector<double> luck;
  for (int school = 0; school < count; ++school)
    luck.push_back(world.uniform(Purpose::signing,
                                 static_cast<std::uint32_t>(index(phase) << 16 | school), 0));
  Phased& all = world.quota.phased[at(phase)];
  for (int path = 0; path < schools.primary; ++path) {
    const auto school = static_cast<std::size_t>(primary ? path : secondary_of_path(schools, path));
    const auto before =
        std::count_if(luck.begin(), luck.end(), [&](double other) { return other < luck[school]; });
    all.rank.push_back((static_cast<double>(before) + 0.5) / count);
  }
  all.takes_part.assign(all.rank.size(), 1);
}

void share_out_quota(World& world, Phase phase) {
  Phased& all = world.quota.phased[at(phase)];
  for (Holding& one : all.by_partnership) one.quota = 0;
  if (!has_quota(world, phase)) return;
  const auto shares = apportioned(total_quota(world, phase), weights_of(world, phase));
  for (std::size_t k = 0; k < all.by_partnership.size(); ++k)
    all.by_partnership[k].quota = static_cast<int>(shares[k]);
}

}  // namespace models
