// Quotas of places at units: shares, what is counted, what is above. README 7.30.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "tests/twin/town.h"

namespace twin {
namespace {

/// Whole numbers that sum to `total` in proportion to `weights`: largest remainders.
std::vector<int> apportion(int total, const std::vector<double>& weights) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<int> whole(weights.size());
  if (sum <= 0) return whole;
  std::vector<std::pair<double, std::size_t>> rest;
  int left = total;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double due = total * weights[i] / sum;
    whole[i] = static_cast<int>(std::floor(due + 1e-9));
    left -= whole[i];
    rest.emplace_back(-(due - whole[i]), i);
  }
  std::sort(rest.begin(), rest.end());
  for (int i = 0; i < left; ++i) ++whole[rest[static_cast<std::size_t>(i)].second];
  return whole;
}

}  // namespace

/// Schools sign in an order that is drawn once.
void Town::start_quotas() {
  const int schools[] = {given_.schools.primary, given_.schools.secondary};
  for (std::size_t p = 0; p < 2; ++p) {
    for (int i = 0; i < schools[p]; ++i) signing_[p].push_back((i + 0.5) / schools[p]);
    for (std::size_t i = signing_[p].size(); i > 1; --i)
      std::swap(signing_[p][i - 1], signing_[p][luck_.one_of(i)]);
    for (const auto& [date, total] : given_.quota.total[p].steps())
      if (date > given_.period.start()) at(date, Stage::places, [this] { share_out_quotas(); });
  }
}

int Town::total_quota(int phase) const {
  return given_.quota.total[static_cast<std::size_t>(phase)].at(now_);
}

bool Town::has_signed(const Child& child) const {
  return has_signed(phase(child), phase(child) == 0 ? child.primary : child.secondary);
}

/// Where there is no quota there is nothing to sign.
bool Town::has_signed(int phase, int school) const {
  const double order = signing_[static_cast<std::size_t>(phase)][static_cast<std::size_t>(school)];
  return total_quota(phase) == 0 || order < given_.quota.participation.at(now_);
}

bool Town::counts_in_quota(const Child& child) const {
  return child.place.where == Where::unit && child.place.right != Right::plan &&
         given_.units[static_cast<std::size_t>(child.place.provider)].takes_excluded &&
         !child.other_authority_pays && has_signed(child);
}

int Town::used(int partnership, int phase_asked) const {
  int pupils = 0;
  for (const Child* child : noted_)
    pupils += counts_in_quota(*child) && phase(*child) == phase_asked &&
              (is_pooled(phase_asked) || child->partnership == partnership);
  return pupils;
}

int Town::quota(int partnership, int phase) const {
  const auto p = static_cast<std::size_t>(phase);
  if (!is_pooled(phase)) return quota_[static_cast<std::size_t>(partnership)][p];
  int sum = 0;
  for (const auto& each : quota_) sum += each[p];
  return sum;
}

/// Each 1 September and when a total changes, by pupils on roll; the part of schools that have not
/// signed is nobody's.
void Town::share_out_quotas() {
  pass_time();
  for (int p = 0; p < 2; ++p) {
    std::vector<double> heads(given_.partnerships.size() + 1);
    const std::vector<double> by_path = heads_by_path(p);
    for (int path = 0; path < given_.schools.primary; ++path) {
      const int secondary = secondary_of(path);
      const bool is_in = has_signed(p, p == 0 ? path : secondary);
      heads[is_in ? static_cast<std::size_t>(partnership_of(secondary))
                  : given_.partnerships.size()] += by_path[static_cast<std::size_t>(path)];
    }
    const std::vector<int> shares = apportion(total_quota(p), heads);
    for (std::size_t k = 0; k < quota_.size(); ++k)
      quota_[k][static_cast<std::size_t>(p)] = shares[k];
  }
}

sim::Money Town::charge_for_next(int partnership, int phase) const {
  const int above = used(partnership, phase) + 1 - quota(partnership, phase);
  sim::Money price;
  for (const models::Quota::Band& band : given_.quota.bands)
    if (above > band.above) price = band.price.at(now_);
  return above > 0 ? price : sim::Money{};
}

/// Places held above quota, band by band; what is above a pool is borne in whole pupils.
void Town::pass_time_of_quotas(double seconds) {
  for (int p = 0; p < 2; ++p) {
    const bool has_quota = given_.quota.total[static_cast<std::size_t>(p)].at(counted_until_) > 0;
    const auto phase_index = static_cast<std::size_t>(p);
    std::vector<double> held(quota_.size());
    for (const Child* child : noted_)
      if (counts_in_quota(*child) && phase(*child) == p)
        held[static_cast<std::size_t>(child->partnership)] += 1;
    const double all_held = std::accumulate(held.begin(), held.end(), 0.0);
    std::vector<int> above(quota_.size());
    double unused = 0;
    if (!has_quota) {
      unused = 0;
    } else if (is_pooled(p)) {
      above = apportion(std::max(0, static_cast<int>(all_held) - quota(0, p)), held);
      unused = std::max(0.0, quota(0, p) - all_held);
    } else {
      for (std::size_t k = 0; k < quota_.size(); ++k) {
        above[k] = std::max(0, static_cast<int>(held[k]) - quota_[k][phase_index]);
        unused += std::max(0.0, quota_[k][phase_index] - held[k]);
      }
    }
    of_year_.unused_quota[phase_index] += seconds * unused;
    for (std::size_t k = 0; k < quota_.size(); ++k) {
      of_year_.quota_held[k][phase_index] += seconds * held[k];
      of_year_.above_quota[k][phase_index] += seconds * above[k];
      for (std::size_t b = 0; b < given_.quota.bands.size(); ++b) {
        const int from = given_.quota.bands[b].above;
        const int to =
            b + 1 < given_.quota.bands.size() ? given_.quota.bands[b + 1].above : 1 << 20;
        const double in_band = std::clamp(above[k] - from, 0, to - from) * seconds;
        of_month_.above[phase_index][b][k] += in_band;
      }
    }
  }
}

}  // namespace twin
