// Released funding, what is devolved of it, and the places that partnerships buy.
// README 7.32, 7.33.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "tests/twin/town.h"

namespace twin {

/// The month's fall of what units receive against the same month before the baseline.
void Town::release_funding(double seconds) {
  if (!given_.devolution.baseline) return;
  const Instant baseline = *given_.devolution.baseline;
  const auto month = sim::month_of(sim::date_of(month_began_));
  double pupils = 0;
  for (std::size_t u = 0; u < given_.units.size(); ++u) {
    for (std::size_t k = 0; k < given_.partnerships.size(); ++k)
      pupils += of_month_.owed[u][k] + of_month_.referred[u][k];
    pupils += of_month_.planned[u] + of_month_.for_others[u];
  }
  if (month_began_ < baseline) {
    baseline_pupils_[month] = pupils / seconds;
    return;
  }
  int places_then = 0;
  int places_now = 0;
  for (const models::Unit& unit : given_.units) {
    places_then += unit.places.at(baseline - sim::Seconds{1});
    places_now += unit.places.at(month_began_);
  }
  const int year = financial_year(month_began_);
  const double of_year = seconds / seconds_in_financial_year(year);
  const auto element = static_cast<double>(given_.prices.unit_place.at(month_began_).in_pence());
  const auto top_up = static_cast<double>(given_.prices.unit_top_up.at(month_began_).in_pence());
  const double fall =
      (element * places_then + top_up * baseline_pupils_[month]) * of_year - units_received_;
  const auto lag = static_cast<std::size_t>(given_.devolution.lag_months);
  const double earlier = falls_.size() >= lag && lag > 0 ? falls_[falls_.size() - lag] : 0;
  falls_.push_back(std::max(0.0, fall));
  const double risen = lag == 0 ? 0 : std::max(0.0, std::max(0.0, fall) - earlier);
  const double protection = given_.devolution.fixed_share * risen;
  const double released = fall - protection;
  results_[{"released_funding fall", year}] += fall;
  results_[{"released_funding protection", year}] += protection;
  results_[{"released_funding released", year}] += released;
  results_[{"released_funding naive", year}] +=
      (places_then - places_now) * (element + top_up) * of_year;
  post("protection", block, others, protection);
  devolve(year, given_.devolution.share.at(month_began_) * released, of_year);
}

/// Over a financial year never less than nothing: month by month, and back.
void Town::devolve(int year, double due, double of_year) {
  double moves = 0;
  if (given_.devolution.rule == models::Devolution::Rule::amount) {
    carried_amount_ +=
        static_cast<double>(given_.devolution.amount.at(month_began_).in_pence()) * of_year;
    moves = std::floor(carried_amount_ + 1e-6);
    carried_amount_ -= moves;
  } else {
    due_[year] += due;
    moves = std::max(0.0, due_[year]) - devolved_[year];
    devolved_[year] += moves;
  }
  results_[{"released_funding devolved", year}] += moves;
  for (std::size_t k = 0; k < weights_.size(); ++k) {
    const double part = moves * weights_[k];
    came_in_[k] += part;
    state(k, "devolved", part);
    if (part >= 0)
      post("devolved", block, partnership(k), part);
    else
      post("devolved_returned", partnership(k), block, -part);
  }
}

/// On 1 September: as many places of their own as what came in last year pays for.
void Town::buy_places() {
  pass_time();
  const models::Devolution& given = given_.devolution;
  weights_.assign(given_.partnerships.size(), 0);
  came_in_.resize(given_.partnerships.size());
  bought_.assign(given_.partnerships.size(), 0);
  double all = 0;
  for (const int p : {0, 1}) {
    const std::vector<double> by_path = heads_by_path(p);
    for (int path = 0; path < given_.schools.primary; ++path) {
      const double heads = by_path[static_cast<std::size_t>(path)];
      weights_[static_cast<std::size_t>(partnership_of(secondary_of(path)))] += heads;
      all += heads;
    }
  }
  if (given.split == models::Devolution::Split::history) {
    const std::vector<double> exclusions = exclusions_last_year();
    const double sum = std::accumulate(exclusions.begin(), exclusions.end(), 0.0);
    if (sum > 0) {
      weights_ = exclusions;
      all = sum;
    }
  }
  const double price = static_cast<double>(given.place_price.at(now_).in_pence());
  for (std::size_t k = 0; k < weights_.size(); ++k) {
    weights_[k] /= all;
    const double funding = given.rule == models::Devolution::Rule::amount
                               ? weights_[k] * static_cast<double>(given.amount.at(now_).in_pence())
                               : std::max(0.0, came_in_[k]);
    if (given.baseline && now_ >= *given.baseline && price > 0)
      bought_[k] = std::min(given.most_places, static_cast<int>(std::floor(funding / price)));
    came_in_[k] = 0;
  }
}

}  // namespace twin
