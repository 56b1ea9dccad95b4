#include "models/pupil_group.h"

#include <algorithm>

#include "models/purpose.h"
#include "sim/kernel/expects.h"

namespace models {
namespace {

GroupSet group_bit(std::size_t group) {
  return static_cast<GroupSet>(1U << group);
}

/// Mean of the risk of a group over all pupils, before it is scaled.
double mean_risk(const PupilGroup& group) {
  return 1 + group.share * (group.relative_risk - 1);
}

/// Whom the g-th group takes: its luck is the g-th word of the pupil's, two a block.
bool belongs_to(const sim::Universe& universe, PupilId id, std::uint32_t g, double share) {
  const sim::Block luck =
      universe.words({static_cast<std::uint32_t>(Purpose::group), id.value, g / 2});
  return sim::unit_interval(g % 2 == 0 ? sim::low_word(luck) : sim::high_word(luck)) < share;
}

}  // namespace

GroupSet groups_of(const sim::Universe& universe, const std::vector<PupilGroup>& groups,
                   PupilId id) {
  GroupSet belongs = 0;
  for (std::uint32_t g = 0; g < groups.size(); ++g)
    if (belongs_to(universe, id, g, groups[g].share)) belongs |= group_bit(g);
  return belongs;
}

double risk_of(const std::vector<PupilGroup>& groups, GroupSet belongs) {
  double risk = 1;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    if (groups[g].relative_risk == 1) continue;
    if ((belongs >> g & 1U) != 0) risk *= groups[g].relative_risk;
    risk /= mean_risk(groups[g]);
  }
  return risk;
}

double greatest_risk(const std::vector<PupilGroup>& groups) {
  GroupSet worst = 0;
  for (std::size_t g = 0; g < groups.size(); ++g)
    if (groups[g].relative_risk > 1) worst |= group_bit(g);
  return risk_of(groups, worst);
}

void GroupCounts::begin(std::size_t groups, int school_years) {
  sim::expects(groups <= most_groups, "every group has a bit");
  groups_ = groups;
  school_years_ = static_cast<std::size_t>(school_years);
  counts_.assign(2 * groups_ * school_years_, 0);
}

void GroupCounts::count(What what, GroupSet belongs, int school_year) {
  for (std::size_t g = 0; g < groups_; ++g)
    if ((belongs >> g & 1U) != 0) ++counts_[place(what, g, school_year)];
}

}  // namespace models
