// The books: bills written each month from who was where for how long. README 7.16, 7.31, 7.34,
// 7.35, 7.36, 7.47.
#include <algorithm>
#include <cmath>

#include "tests/twin/town.h"

namespace twin {
namespace {

double sum(const std::vector<double>& values) {
  double all = 0;
  for (const double each : values) all += each;
  return all;
}

double pence(sim::Money money) {
  return static_cast<double>(money.in_pence());
}

}  // namespace

int Town::financial_year(Instant when) {
  const sim::Date day = sim::date_of(when);
  return sim::month_of(day) >= 4 ? sim::year_of(day) : sim::year_of(day) - 1;
}

double Town::seconds_in_financial_year(int year) {
  return static_cast<double>(
      (Instant{sim::date(year + 1, 4, 1)} - Instant{sim::date(year, 4, 1)}).count());
}

void Town::start_books() {
  const Instant end = given_.period.end();
  for (int year = year_; sim::date(year, 9, 1) < end; ++year)
    for (int month = 0; month < 12; ++month) {
      const int number = (8 + month) % 12 + 1;
      const Instant begins = sim::date(year + (8 + month) / 12, static_cast<unsigned>(number), 1);
      if (begins > given_.period.start() && begins < end)
        at(begins, Stage::books, [this] {
          pass_time();
          close_month();
        });
    }
  month_began_ = given_.period.start();
  const models::Range& growth = given_.block.rest_growth;
  rest_growth_ = luck_.triangle(growth.low, growth.value, growth.high);
}

/// Whole pence move from one account to another.
void Town::post(const std::string& service, int from, int to, double amount) {
  const int year = financial_year(now_ - sim::Seconds{1});
  results_[{"money " + service, year}] += amount;
  results_[{"money_in_school_year " + service, year_}] += amount;
  net_[{from, year}] -= amount;
  net_[{to, year}] += amount;
}

/// What a yearly price comes to for so many pupil-seconds of the month; what is no whole penny is
/// carried to the next month. Returns what was posted.
double Town::bill(const std::string& line, const std::string& service, int from, int to,
                  double price, double seconds) {
  if (price == 0 && carried_.count(line) == 0) return 0;
  const double in_year = seconds_in_financial_year(financial_year(now_ - sim::Seconds{1}));
  double& carried = carried_[line];
  carried += price * seconds;
  const double whole = std::floor(carried / in_year);
  carried -= whole * in_year;
  post(service, from, to, whole);
  return whole;
}

void Town::close_month() {
  if (sim::month_of(sim::date_of(now_)) == 2) count_in_january();
  const double seconds = static_cast<double>((now_ - month_began_).count());
  bill_units(seconds);
  bill_alternatives();
  bill_specialists(seconds);
  bill_options(seconds);
  bill_interventions();
  bill_the_rest(seconds);
  bill_travel();
  bill_quotas();
  release_funding(seconds);
  of_month_ = MonthTally(given_);
  month_began_ = now_;
}

void Town::bill_units(double seconds) {
  const Instant day = month_began_;
  const models::Prices& prices = given_.prices;
  const double top_up = pence(prices.unit_top_up.at(day));
  const double by_school = prices.referral_paid_by_school.at(day);
  units_received_ = 0;
  for (std::size_t u = 0; u < given_.units.size(); ++u) {
    const std::string& id = given_.units[u].id;
    const double referred = sum(of_month_.referred[u]);
    double cost = bill("places " + id, "unit_places", block, others,
                       pence(prices.unit_place.at(day)), given_.units[u].places.at(day) * seconds);
    cost += bill("top-up " + id, "unit_top_up", block, others, top_up,
                 sum(of_month_.owed[u]) + of_month_.planned[u]);
    cost +=
        bill("referred " + id, "unit_top_up", block, others, top_up * (1 - by_school), referred);
    cost += bill("schools " + id, "unit_top_up_by_schools", others, others, top_up * by_school,
                 referred);
    results_[{"provision_cost " + id, year_}] += cost;
    units_received_ += cost;
    units_received_ += bill("for others " + id, "unit_top_up_by_others", others, others, top_up,
                            of_month_.for_others[u]);
    for (std::size_t k = 0; k < given_.partnerships.size(); ++k) {
      const std::string whose = id + " " + given_.partnerships[k].id;
      double back =
          bill("recharge referred " + whose, "top_up_recharge", partnership(k), block,
               top_up * prices.referral_paid_by_partnership.at(day), of_month_.referred[u][k]);
      back += bill("recharge owed " + whose, "top_up_recharge", partnership(k), block,
                   top_up * prices.excluded_paid_by_partnership.at(day), of_month_.owed[u][k]);
      state(k, "top-up", back);
    }
  }
}

void Town::bill_alternatives() {
  const Instant day = month_began_;
  const models::Prices& prices = given_.prices;
  const double tuition = pence(prices.tuition.at(day));
  const double spot = pence(prices.spot_place.at(day));
  bill("tuition", "tuition", block, others, tuition, sum(of_month_.tuition));
  bill("spot", "spot_places", block, others, spot, sum(of_month_.spot));
  const double share = prices.alternatives_paid_by_partnership.at(day);
  for (std::size_t k = 0; k < given_.partnerships.size(); ++k) {
    const std::string& id = given_.partnerships[k].id;
    double back = bill("recharge tuition " + id, "alternatives_recharge", partnership(k), block,
                       tuition * share, of_month_.tuition[k]);
    back += bill("recharge spot " + id, "alternatives_recharge", partnership(k), block,
                 spot * share, of_month_.spot[k]);
    state(k, "alternatives", back);
  }
  bill("otherwise", "education_otherwise", block, others,
       pence(given_.education_otherwise.price.at(day)), of_month_.otherwise);
}

void Town::bill_specialists(double seconds) {
  const Instant day = month_began_;
  for (std::size_t p = 0; p < given_.specialists.size(); ++p) {
    const models::Specialist& given = given_.specialists[p];
    const double place = pence(given.place_element.at(day));
    const double top_up = pence(given.top_up.at(day));
    const std::string& id = given.id;
    if (given.kind == models::SpecialistKind::other_authority) {
      results_[{"provision_cost other-authority", year_}] += bill(
          "top-up " + id, "other_authority_top_up", block, others, top_up, of_month_.specialist[p]);
      continue;
    }
    bill("places " + id, "local_places", block, others, place, opening_[p].at(day) * seconds);
    bill("top-up " + id, "local_top_up", block, others, top_up, of_month_.specialist[p]);
    bill("top-up for others " + id, "local_top_up_by_others", others, others, top_up,
         of_month_.specialist_for_others[p]);
    bill("imported " + id, "imported_places", others, block, place, of_month_.imported[p]);
    bill("imported top-up " + id, "imported_top_up", others, others, top_up, of_month_.imported[p]);
  }
  const models::Independent& independent = given_.independent;
  const double fee = pence(independent.price.at(day));
  const double care = given_.looked_after.care_paid.at(day);
  const double in_care = bill("in care", "independent_fees", block, others, fee * (1 - care),
                              of_month_.independent_in_care);
  away_[year_].in_care += in_care;
  results_[{"provision_cost independent", year_}] +=
      bill("independent", "independent_fees", block, others, fee,
           of_month_.independent - of_month_.independent_in_care) +
      in_care;
  bill("care", "care_fees", others, others, fee * care, of_month_.independent_in_care);
  bill("after Year 11", "post_sixteen_fees", block, others, fee, of_month_.after_year_11);
  bill("social care", "social_care_fees", others, others,
       pence(independent.other_paid_by_social_care.at(day)), of_month_.independent);
}

void Town::bill_options(double seconds) {
  const Instant day = month_began_;
  static const std::map<models::OptionKind, const char*> by_authority{
      {models::OptionKind::managed_move, "managed_moves"},
      {models::OptionKind::short_break, "short_breaks"},
      {models::OptionKind::alternative_provision, "alternative_provision"},
      {models::OptionKind::school_provision, "school_provision"},
      {models::OptionKind::partnership_place, "partnership_places"}};
  for (std::size_t o = 0; o < given_.options.size(); ++o) {
    const models::Option& given = given_.options[o];
    bill("quality " + given.id, "quality_assurance", block, others,
         pence(given.quality_assurance.at(day)), seconds);
    const auto service = by_authority.find(given.kind);
    if (service == by_authority.end()) continue;
    const double price = pence(given.price.at(day));
    if (given.paid_by == models::OptionPayer::authority)
      bill("option " + given.id, service->second, block, others, price, sum(of_month_.option[o]));
    if (given.paid_by == models::OptionPayer::school)
      bill("option " + given.id, "provision_by_schools", others, others, price,
           sum(of_month_.option[o]));
    if (given.paid_by == models::OptionPayer::partnership)
      for (std::size_t k = 0; k < given_.partnerships.size(); ++k)
        state(k, "provision",
              bill("option " + given.id + given_.partnerships[k].id, "provision_by_partnerships",
                   partnership(k), others, price, of_month_.option[o][k]));
  }
  for (std::size_t k = 0; k < bought_.size(); ++k)
    state(k, "places-bought",
          bill("bought " + given_.partnerships[k].id, "places_bought", partnership(k), others,
               pence(given_.devolution.place_price.at(day)), bought_[k] * seconds));
}

/// From the first reach to the end of the funding; the rest of the cost falls to who pays.
void Town::bill_interventions() {
  for (const models::Intervention& given : given_.interventions) {
    const Instant from = std::max(month_began_, given.from);
    const Instant to = std::min(now_, given.funding_ends);
    if (from >= to) continue;
    const auto seconds = static_cast<double>((to - from).count());
    const double cost = pence(given.cost.at(from));
    const double by_schools = given.traded.at(from);
    const char* service = given.paid_by == models::Account::high_needs_block ? "support"
                          : given.paid_by == models::Account::schools        ? "support_by_schools"
                                                                             : "support_by_others";
    const int payer = given.paid_by == models::Account::high_needs_block ? block : others;
    bill("support " + given.id, service, payer, others, cost * (1 - by_schools), seconds);
    bill("traded " + given.id, "support_by_schools", others, others, cost * by_schools, seconds);
    const int year = financial_year(from);
    cost_[{given.id, year}][0] += cost * (1 - by_schools) * seconds;
    cost_[{given.id, year}][1] += cost * by_schools * seconds;
  }
}

void Town::bill_the_rest(double seconds) {
  const Instant day = month_began_;
  const models::Block& given = given_.block;
  bill("grant", "grant", others, block, pence(given.income.at(day)), seconds);
  const double asked = pence(given.transfer.at(day));
  const double limit = given.transfer_limit.at(day);
  const double allowed =
      limit < 1 ? std::min(asked, limit * pence(given.schools_block.at(day))) : asked;
  bill("transfer", "transfer", others, block, allowed, seconds);
  const int year = financial_year(day);
  bill("rest", "rest_of_block", block, others,
       pence(given.rest) * std::pow(1 + rest_growth_, year - given.rest_year), seconds);
  bill("to 25", "plans_to_25", block, others, pence(given_.plans_to_25.price.at(day)),
       given_.plans_to_25.plans.at(day) * seconds);
  asked_[year] += asked * seconds;
}

void Town::bill_travel() {
  static const char* const names[] = {"unit", "special-school", "other-authority", "independent",
                                      "alternative"};
  for (std::size_t j = 0; j < 5; ++j) {
    const models::Travel::Kind& kind = given_.travel.kinds[j];
    const double cost = pence(kind.cost.at(month_began_)) * kind.share.at(month_began_);
    results_[{std::string("travel_cost ") + names[j], year_}] += bill(
        std::string("travel ") + names[j], "travel", others, others, cost, of_month_.journeys[j]);
  }
}

void Town::bill_quotas() {
  for (std::size_t p = 0; p < 2; ++p)
    for (std::size_t b = 0; b < given_.quota.bands.size(); ++b)
      for (std::size_t k = 0; k < quota_.size(); ++k) {
        const double charge =
            bill("quota " + std::to_string(p) + std::to_string(b) + given_.partnerships[k].id,
                 "quota_charge", partnership(k), block,
                 pence(given_.quota.bands[b].price.at(month_began_)), of_month_.above[p][b][k]);
        charged_[p].resize(quota_.size());
        charged_[p][k] += charge;
        state(k, "charge", charge);
      }
}

/// At the end of the school year, charges of a phase are returned where others left places unused.
void Town::settle_quotas() {
  for (std::size_t p = 0; p < 2; ++p) {
    charged_[p].resize(quota_.size());
    double above = 0;
    for (const auto& each : of_year_.above_quota) above += each[p];
    const double share =
        above > 0 && given_.quota.pooling ? std::min(1.0, of_year_.unused_quota[p] / above) : 0;
    for (std::size_t k = 0; k < quota_.size(); ++k) {
      const double back = std::floor(share * charged_[p][k]);
      if (back > 0) {
        post("quota_rebate", block, partnership(k), back);
        state(k, "charge", -back);
      }
      charged_[p][k] = 0;
    }
  }
}

/// A line of a partnership's statement.
void Town::state(std::size_t k, const std::string& item, double amount) {
  results_[{"recharge " + given_.partnerships[k].id + "/" + item,
            financial_year(now_ - sim::Seconds{1})}] += amount;
}

/// The rest of the financial year's funding follows the pupil.
void Town::deduct(sim::Money a_year, Instant from) {
  const int year = financial_year(from);
  const auto left = static_cast<double>((Instant{sim::date(year + 1, 4, 1)} - from).count());
  post("deduction", others, block,
       std::floor(pence(a_year) * left / seconds_in_financial_year(year)));
}

}  // namespace twin
