#include "models/exposure.h"

#include <algorithm>
#include <numeric>

#include "sim/kernel/expects.h"
#include "sim/random/elementary.h"
#include "sim/random/variate.h"

namespace models {
namespace {

/// Rates of `count` schools at evenly spaced quantiles of a log-normal, scaled to a mean of 1 and
/// dealt out so that neighbours in number are not neighbours in rate.
std::vector<double> spread(int count, double deviation) {
  std::vector<double> rates(static_cast<std::size_t>(count));
  int step = std::max(1, count * 618 / 1000);
  while (std::gcd(step, count) != 1) ++step;
  double sum = 0;
  for (int school = 0; school < count; ++school) {
    const double rank = static_cast<double>(school * step % count) + 0.5;
    const double rate = sim::exp(deviation * sim::normal(rank / count));
    rates[static_cast<std::size_t>(school)] = rate;
    sum += rate;
  }
  for (double& rate : rates) rate *= count / sum;
  return rates;
}

}  // namespace

int secondary_of_path(const Schools& schools, int path) {
  return path * schools.secondary / schools.primary;
}

std::vector<SchoolRates> school_rates(const Schools& schools) {
  const auto primary = spread(schools.primary, schools.concentration[index(Phase::primary)]);
  const auto secondary = spread(schools.secondary, schools.concentration[index(Phase::secondary)]);
  std::vector<SchoolRates> rates;
  double sum = 0;
  for (int path = 0; path < schools.primary; ++path) {
    rates.push_back({primary[static_cast<std::size_t>(path)],
                     secondary[static_cast<std::size_t>(secondary_of_path(schools, path))]});
    sum += rates.back().secondary;
  }
  // Some secondary schools are fed by more primary schools than others.
  for (SchoolRates& rate : rates) rate.secondary *= schools.primary / sum;
  return rates;
}

std::vector<int> partnership_of_path(const Schools& schools) {
  std::vector<int> partnership;
  for (int path = 0; path < schools.primary; ++path)
    partnership.push_back(secondary_of_path(schools, path) * schools.partnerships /
                          schools.secondary);
  return partnership;
}

void Exposure::tabulate(const FixedTermExclusions& given, const std::vector<double>& level) {
  const auto& term_edges = terms_->term_edges();
  const auto years = static_cast<std::size_t>(terms_->school_years());
  sim::expects(level.size() >= years, "every school year has a level");
  edges_a_cohort_ = term_edges.size();
  cohorts_ = years + year_groups - 1;
  edges_.assign(cohorts_ * edges_a_cohort_, {});

  std::vector<double> term_rate;  // [per school second], by term, at level 0
  for (std::size_t year = 0; year < years; ++year) {
    // Terms count by their days, scaled so that a year at level 0 has the yearly rate.
    double weighted = 0;
    for (std::size_t t = 0; t < terms_a_year; ++t) {
      const std::size_t term = year * terms_a_year + t;
      weighted += given.term[t] * (term_edges[term + 1] - term_edges[term]);
    }
    for (std::size_t t = 0; t < terms_a_year; ++t) term_rate.push_back(given.term[t] / weighted);
  }

  for (std::size_t cohort = 0; cohort < cohorts_; ++cohort) {
    Edge sum;
    for (std::size_t term = 0; term + 1 < edges_a_cohort_; ++term) {
      edges_[cohort * edges_a_cohort_ + term] = sum;
      // The cohort in Reception in the first year of the run is number year_groups - 1.
      const int year = static_cast<int>(term / terms_a_year);
      const int year_group = year + last_year - static_cast<int>(cohort);
      if (year_group >= 0 && year_group <= last_year) {
        const bool primary = phase_of(year_group) == Phase::primary;
        const double follows = primary ? given.primary_follows : 1;
        const double more = given.rate[static_cast<std::size_t>(year_group)] * term_rate[term] *
                            sim::exp(follows * level[static_cast<std::size_t>(year)]) *
                            (term_edges[term + 1] - term_edges[term]);
        (primary ? sum.primary : sum.secondary) += more;
      }
    }
    edges_[cohort * edges_a_cohort_ + edges_a_cohort_ - 1] = sum;
  }
}

double Exposure::total(int cohort, const SchoolRates& rates) const {
  const Edge& last = edge(cohort, edges_a_cohort_ - 1);
  return rates.primary * last.primary + rates.secondary * last.secondary;
}

double Exposure::at(int cohort, const SchoolRates& rates, sim::Instant when) const {
  const auto& term_edges = terms_->term_edges();
  const sim::Seconds school_time = terms_->school_time().elapsed(when);
  const auto elapsed = static_cast<double>(school_time.count());
  const std::size_t term = terms_->term_at(school_time);
  const Edge& from = edge(cohort, term);
  double exposure = rates.primary * from.primary + rates.secondary * from.secondary;
  if (term + 1 == edges_a_cohort_) return exposure;
  const Edge& to = edge(cohort, term + 1);
  const double share = (elapsed - term_edges[term]) / (term_edges[term + 1] - term_edges[term]);
  exposure += share * (rates.primary * (to.primary - from.primary) +
                       rates.secondary * (to.secondary - from.secondary));
  return exposure;
}

sim::Instant Exposure::reached(int cohort, const SchoolRates& rates, double exposure) const {
  return ExposureCursor(*this, cohort, rates).reached(exposure);
}

sim::Instant ExposureCursor::reached(double exposure) {
  if (to_ <= exposure)  // Whole years first.
    while (term_ + terms_a_year < last_ && until(term_ + terms_a_year) <= exposure)
      to_ = until(term_ += terms_a_year);
  while (to_ <= exposure) {
    if (term_ == last_) return sim::never;
    from_ = to_;
    to_ = until(++term_);
  }
  const auto& term_edges = terms_->term_edges();
  const double begins = term_edges[term_ - 1];
  const double share = (exposure - from_) / (to_ - from_);
  const double open_time = begins + share * (term_edges[term_] - begins);
  return terms_->school_time().at(sim::Seconds{static_cast<std::int64_t>(open_time)});
}

}  // namespace models
