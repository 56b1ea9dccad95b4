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

bool Town::has_quota(int phase, Instant when) const {
  return given_.quota.total[static_cast<std::size_t>(phase)].at(when) > 0;
}

/// Where admissions count, a quota that begins within the school year is that much smaller.
int Town::total_quota(int phase) const {
  const auto& steps = given_.quota.total[static_cast<std::size_t>(phase)].steps();
  const int total = given_.quota.total[static_cast<std::size_t>(phase)].at(now_);
  if (given_.quota.per == models::Quota::Per::held) return total;
  const Instant first = sim::date(year_, 9, 1);
  const Instant end = sim::date(year_ + 1, 9, 1);
  for (std::size_t i = 1; i < steps.size(); ++i) {
    const Instant begins = steps[i].first;
    if (steps[i - 1].second == 0 && steps[i].second > 0 && first < begins && begins <= now_)
      return static_cast<int>(total * sim::years_between(begins, end) /
                              sim::years_between(first, end));
  }
  return total;
}

bool Town::has_signed(const Child& child) const {
  return has_signed(phase(child), phase(child) == 0 ? child.primary : child.secondary);
}

/// Where there is no quota there is nothing to sign.
bool Town::has_signed(int phase, int school) const {
  const double order = signing_[static_cast<std::size_t>(phase)][static_cast<std::size_t>(school)];
  return !has_quota(phase, now_) || order < given_.quota.participation.at(now_);
}

bool Town::counts_in_quota(const Child& child) const {
  return child.place.where == Where::unit && child.place.right != Right::plan &&
         given_.units[static_cast<std::size_t>(child.place.provider)].takes_excluded &&
         !child.other_authority_pays && has_signed(child);
}

int Town::used(int partnership, int phase) const {
  if (!is_pooled(phase)) return used_of(partnership, phase);
  int all = 0;
  for (std::size_t k = 0; k < quota_.size(); ++k) all += used_of(static_cast<int>(k), phase);
  return all;
}

/// Places held at once, or the year's admissions.
int Town::used_of(int partnership, int phase_asked) const {
  if (given_.quota.per == models::Quota::Per::admission)
    return admitted_[static_cast<std::size_t>(partnership)][static_cast<std::size_t>(phase_asked)];
  int pupils = 0;
  for (const Child* child : noted_)
    pupils += counts_in_quota(*child) && phase(*child) == phase_asked &&
              child->partnership == partnership;
  return pupils;
}

/// A referral above quota, where such are refused.
bool Town::is_refused(const Child& child) const {
  const int p = phase(child);
  return given_.quota.above == models::Quota::Above::refuse && has_quota(p, now_) &&
         has_signed(child) && used(child.partnership, p) >= quota(child.partnership, p);
}

/// Who is admitted above quota is charged for once, where admissions count.
void Town::count_admission(const Child& child) {
  const int p = phase(child);
  if (!counts_in_quota(child) || !has_quota(p, now_)) return;
  pass_time();
  const auto k = static_cast<std::size_t>(child.partnership);
  const auto price = static_cast<double>(charge_for_next(child.partnership, p).in_pence());
  ++admitted_[k][static_cast<std::size_t>(p)];
  if (given_.quota.per != models::Quota::Per::admission || price == 0) return;
  post("quota_charge", partnership(k), block, price);
  state(k, "charge", price);
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
    const std::vector<int> shares = apportion(total_quota(p), weights_of_partnerships(p));
    for (std::size_t k = 0; k < quota_.size(); ++k)
      quota_[k][static_cast<std::size_t>(p)] = shares[k];
  }
}

/// What the shares follow, and last the part of schools that have not signed.
std::vector<double> Town::weights_of_partnerships(int phase) const {
  std::vector<double> in(quota_.size());
  std::vector<double> out(quota_.size());
  const std::vector<double> by_path = heads_by_path(phase);
  for (int path = 0; path < given_.schools.primary; ++path) {
    const int secondary = secondary_of(path);
    const auto k = static_cast<std::size_t>(partnership_of(secondary));
    (has_signed(phase, phase == 0 ? path : secondary) ? in : out)[k] +=
        by_path[static_cast<std::size_t>(path)];
  }
  std::vector<double> weights(quota_.size());
  using Rule = models::Quota::Rule;
  if (given_.quota.rule == Rule::given) weights = given_.quota.given;
  if (given_.quota.rule == Rule::history) weights = exclusions_last_year();
  weights.resize(quota_.size());
  const double all = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<double> shares(quota_.size() + 1);
  for (std::size_t k = 0; k < quota_.size(); ++k) {
    const double heads = in[k] + out[k];
    const double weight = all > 0 ? weights[k] : heads;
    shares[k] = heads > 0 ? weight * in[k] / heads : weight;
    shares.back() += weight - shares[k];
  }
  return shares;
}

/// Permanent exclusions of the school year that has closed, as known now, by partnership.
std::vector<double> Town::exclusions_last_year() const {
  std::vector<double> all;
  for (std::size_t k = 0; k < quota_.size(); ++k) {
    const auto found = results_.find(
        {"permanent_exclusions_by_partnership " + given_.partnerships[k].id, year_ - 1});
    all.push_back(found == results_.end() ? 0 : found->second);
  }
  return all;
}

sim::Money Town::charge_for_next(int partnership, int phase) const {
  const int above = used(partnership, phase) + 1 - quota(partnership, phase);
  sim::Money price;
  for (const models::Quota::Band& band : given_.quota.bands)
    if (above > band.above) price = band.price.at(now_);
  return above > 0 ? price : sim::Money{};
}

/// How many of each partnership are above quota now, and places that nobody uses; what is above a
/// pool is borne in whole pupils in proportion to what each has in it.
Town::Above Town::above_quota(int phase) const {
  Above found{std::vector<int>(quota_.size()), 0};
  std::vector<double> used_by;
  for (std::size_t k = 0; k < quota_.size(); ++k)
    used_by.push_back(used_of(static_cast<int>(k), phase));
  if (is_pooled(phase)) {
    const int left = quota(0, phase) - used(0, phase);
    found.above = apportion(std::max(0, -left), used_by);
    found.unused = std::max(0, left);
    return found;
  }
  for (std::size_t k = 0; k < quota_.size(); ++k) {
    const int left = quota(static_cast<int>(k), phase) - static_cast<int>(used_by[k]);
    found.above[k] = std::max(0, -left);
    found.unused += std::max(0, left);
  }
  return found;
}

/// Places held above quota, band by band.
void Town::pass_time_of_quotas(double seconds) {
  for (std::size_t p = 0; p < 2; ++p) {
    for (const Child* child : noted_)
      if (counts_in_quota(*child) && phase(*child) == static_cast<int>(p))
        of_year_.quota_held[static_cast<std::size_t>(child->partnership)][p] += seconds;
    if (!has_quota(static_cast<int>(p), counted_until_)) continue;
    const Above now = above_quota(static_cast<int>(p));
    of_year_.unused_quota[p] += seconds * now.unused;
    const auto& bands = given_.quota.bands;
    for (std::size_t k = 0; k < quota_.size(); ++k) {
      of_year_.above_quota[k][p] += seconds * now.above[k];
      if (given_.quota.per == models::Quota::Per::admission) continue;
      for (std::size_t b = 0; b < bands.size(); ++b) {
        const int to = b + 1 < bands.size() ? bands[b + 1].above : now.above[k];
        const int in_band = std::min(now.above[k], to) - bands[b].above;
        of_month_.above[p][b][k] += seconds * std::max(0, in_band);
      }
    }
  }
}

}  // namespace twin
