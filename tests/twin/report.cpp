// From what was counted to the measures of a school year, by the names of the model's catalogue.
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "tests/twin/town.h"

namespace twin {
namespace {

constexpr double day = 86'400;

constexpr std::array<std::pair<Why, const char*>, 7> away_for{{
    {Why::unit_full, "unit-full"},
    {Why::quota_spent, "quota-spent"},
    {Why::no_specialist_place, "no-specialist-place"},
    {Why::not_open_yet, "not-open-yet"},
    {Why::need, "need"},
    {Why::chosen, "chosen"},
    {Why::in_care, "in-care"},
}};

double sum_of(const std::array<double, whys>& all) {
  double sum = 0;
  for (const double each : all) sum += each;
  return sum;
}

}  // namespace

double Town::days_in(Where where) const {
  double sum = 0;
  for (const double each : of_year_.area[static_cast<std::size_t>(where)]) sum += each;
  return sum / day;
}

double Town::days_in(Where where, Why why) const {
  return of_year_.area[static_cast<std::size_t>(where)][static_cast<std::size_t>(why)] / day;
}

/// The school year that ends now.
void Town::end_school_year() {
  settle_quotas();
  report_waiting();
  report_units();
  report_specialists();
  report_children();
  report_panels();
  of_year_ = YearTally(given_);
}

void Town::report_waiting() {
  count("waiting_past_day_six", days_in(Where::tuition));
  count("in_spot_places", days_in(Where::spot_place));
  count("waiting_for_unit_at_school", days_in(Where::school, Why::unit_full));
  count("waiting_for_specialist", of_year_.waiting_for_specialist / day);
  count("waiting_for_specialist_at_units", of_year_.waiting_at_units / day);
  count("waiting_for_school", of_year_.ready / day);
  static const char* const names[] = {"",
                                      "excluded",
                                      "referred",
                                      "unit-full",
                                      "no-specialist-place",
                                      "not-open-yet",
                                      "need",
                                      "quota-spent",
                                      "agreed",
                                      "warned",
                                      "chosen",
                                      "unwell",
                                      "in-care"};
  for (std::size_t why = 1; why < whys; ++why) {
    double sum = 0;
    for (std::size_t where = 0; where < wheres; ++where)
      if (where != static_cast<std::size_t>(Where::gone)) sum += of_year_.area[where][why];
    count(std::string("displaced ") + names[why], sum / day);
  }
}

void Town::report_units() {
  double roll = 0;
  double attended = 0;
  double all = 0;
  for (std::size_t u = 0; u < given_.units.size(); ++u) {
    const models::Unit& unit = given_.units[u];
    roll += of_year_.roll[u];
    count("unit_roll " + unit.id, of_year_.roll[u] / day);
    count("unit_roll_most " + unit.id, of_year_.most[u]);
    count("unit_roll_with_visitors " + unit.id, (of_year_.roll[u] + of_year_.visitors[u]) / day);
    count("unit_places " + unit.id, unit.places.at(sim::date(year_ + 1, 8, 31)));
    if (!unit.role.attendance) continue;
    attended += of_year_.attended[u];
    all += of_year_.roll[u];
    if (of_year_.roll[u] > 0)
      count("unit_attendance " + unit.id,
            std::floor(1000 * of_year_.attended[u] / of_year_.roll[u] + 0.5));
  }
  if (all > 0) count("unit_attendance", std::floor(1000 * attended / all + 0.5));
  count("unit_roll", roll / day);
  count("dual_registered", of_year_.dual / day);
  count("plans_at_units", of_year_.plans_at_units / day);
  count("vocational_places_held", of_year_.vocational / day);
  const auto begun = results_.find({"reintegrations_begun", year_});
  if (begun != results_.end())
    count("days_to_school_place", std::floor(days_to_place_[year_] / begun->second + 0.5));
}

void Town::report_specialists() {
  const double other = days_in(Where::other_authority);
  const double independent = days_in(Where::independent);
  count("out_of_borough", other + independent);
  count("out_of_borough other-authority", other);
  count("out_of_borough independent", independent);
  AwayTally& away = away_[year_];
  away.elsewhere = of_year_.area[static_cast<std::size_t>(Where::other_authority)];
  away.independent = of_year_.area[static_cast<std::size_t>(Where::independent)];
  for (const auto& [why, name] : away_for) {
    const auto w = static_cast<std::size_t>(why);
    count(std::string("out_of_borough_by_reason ") + name,
          (away.elsewhere[w] + away.independent[w]) / day);
  }
  count("in_local_specialist_places",
        days_in(Where::special_school) + days_in(Where::resource_base));
  count("after_year_11", days_in(Where::after_year_11));
  count("local_places_taken_by_others", of_year_.imported / day);
}

void Town::report_children() {
  const double below[2] = {of_year_.below_full_time[0] / day, of_year_.below_full_time[1] / day};
  count("not_in_full_time_education", below[0] + below[1]);
  count("not_in_full_time_education primary", below[0]);
  count("not_in_full_time_education secondary", below[1]);
  count("not_in_full_time_education part-time", days_in(Where::part_time));
  count("not_in_full_time_education at-home-after-warning",
        days_in(Where::home) - days_in(Where::home, Why::chosen));
  count("not_in_full_time_education waiting-past-day-six", days_in(Where::tuition));
  count("not_in_full_time_education not-traced", days_in(Where::missing));
  count("not_in_full_time_education otherwise",
        given_.education_otherwise.full_time ? 0 : days_in(Where::otherwise));
  count("in_home_education", days_in(Where::home));
  count("educated_otherwise", days_in(Where::otherwise));
}

void Town::report_panels() {
  count("in_managed_moves", days_in(Where::managed_move));
  count("in_short_breaks", days_in(Where::short_break));
  count("in_alternative_provision", days_in(Where::alternative));
  count("in_school_provision", days_in(Where::school_provision));
  count("in_partnership_places", days_in(Where::partnership_place));
  const auto& [kept, decided] = kept_[year_];
  if (decided > 0) count("learners_kept_in_100", std::floor(100 * kept / decided + 0.5));
  for (const models::Option& option : given_.options)
    count("alternative_providers", option.providers.at(sim::date(year_ + 1, 8, 31)));
  for (std::size_t k = 0; k < quota_.size(); ++k) {
    const std::string& id = given_.partnerships[k].id;
    count("quota_held " + id, (of_year_.quota_held[k][0] + of_year_.quota_held[k][1]) / day);
    count("above_quota " + id, (of_year_.above_quota[k][0] + of_year_.above_quota[k][1]) / day);
    for (const int p : {0, 1})
      if (!is_pooled(p)) count("quota_places " + id, quota_[k][static_cast<std::size_t>(p)]);
  }
}

/// Each kind of place out of borough at what it cost in the year, by the time that each reason
/// took.
void Town::report_away() {
  constexpr auto care = static_cast<std::size_t>(Why::in_care);
  for (const auto& [year, away] : away_) {
    const double top_ups = results_[{"money_in_school_year other_authority_top_up", year}];
    const double fees = results_[{"money_in_school_year independent_fees", year}] - away.in_care;
    const double elsewhere = sum_of(away.elsewhere);
    const double independent = sum_of(away.independent) - away.independent[care];
    for (const auto& [why, name] : away_for) {
      const auto w = static_cast<std::size_t>(why);
      double cost = w == care ? away.in_care : 0;
      if (elsewhere > 0) cost += top_ups * away.elsewhere[w] / elsewhere;
      if (w != care && independent > 0) cost += fees * away.independent[w] / independent;
      results_[{std::string("out_of_borough_cost_by_reason ") + name, year}] = cost;
    }
  }
}

/// What sums several lines of the books.
void Town::report() {
  report_away();
  static const char* const spent[] = {"unit_places",
                                      "unit_top_up",
                                      "tuition",
                                      "spot_places",
                                      "local_places",
                                      "local_top_up",
                                      "other_authority_top_up",
                                      "independent_fees",
                                      "post_sixteen_fees",
                                      "managed_moves",
                                      "short_breaks",
                                      "alternative_provision",
                                      "school_provision",
                                      "partnership_places",
                                      "quality_assurance",
                                      "protection",
                                      "devolved",
                                      "support",
                                      "education_otherwise"};
  static const char* const back[] = {"top_up_recharge", "alternatives_recharge",
                                     "devolved_returned", "imported_places"};
  Results sums;
  for (const auto& [key, amount] : results_)
    for (const auto& [of, into] :
         {std::pair{"money ", "semh_spend"},
          std::pair{"money_in_school_year ", "semh_spend_in_school_year"}}) {
      for (const char* service : spent)
        if (key.first == of + std::string(service)) sums[{into, key.second}] += amount;
      for (const char* service : back)
        if (key.first == of + std::string(service)) sums[{into, key.second}] -= amount;
    }
  results_.insert(sums.begin(), sums.end());
  for (const auto& [year, seconds] : asked_)
    results_[{"transfer_asked", year}] = std::floor(seconds / seconds_in_financial_year(year));
  std::map<std::string, std::array<double, 2>> carried_on;  // By intervention: no whole penny.
  for (const auto& [whose, seconds] : cost_) {
    const int year = whose.second;
    std::array<double, 2>& due = carried_on[whose.first];
    due[0] += seconds[0];
    due[1] += seconds[1];
    const double in_year = seconds_in_financial_year(year);
    const double income = std::floor(due[1] / in_year);
    results_[{"intervention_cost " + whose.first, year}] = std::floor(due[0] / in_year) + income;
    results_[{"intervention_income " + whose.first, year}] = income;
    for (double& each : due) each -= std::floor(each / in_year) * in_year;
  }
  double carried = given_.block.opening_balance
                       ? static_cast<double>(given_.block.opening_balance->in_pence())
                       : 0;
  for (int year = given_.period.first_school_year; year <= given_.period.last_school_year; ++year) {
    const double balance = net_[{block, year}];
    if (year >= given_.block.rest_year) results_[{"in_year_balance", year}] = balance;
    if (given_.block.opening_balance && year >= given_.block.opening_year)
      results_[{"balance_carried_forward", year}] = carried += balance;
    for (std::size_t k = 0; k < given_.partnerships.size(); ++k)
      results_[{"recharge " + given_.partnerships[k].id + "/net", year}] =
          net_[{partnership(k), year}];
  }
}

}  // namespace twin
