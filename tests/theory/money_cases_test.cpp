// The cases of money and sizing, through the model's own quotas, released funding, lines and books.
#include <cstdint>
#include <string>

#include <gtest/gtest.h>

#include "sim/random/elementary.h"
#include "sim/random/variate.h"
#include "tests/models/small_borough.h"
#include "tests/theory/cases.h"

namespace {

using models::Account;
using models::Claim;
using models::Service;
using sim::Money;
using small_borough::Life;
using theory::agrees;
using theory::case_of;
using theory::expected;
using theory::parameter;

constexpr int year = 2012;
constexpr sim::Date april = sim::date(year, 4, 1);

Money pounds(const std::string& id, const std::string& name) {
  return Money::pounds(static_cast<std::int64_t>(parameter(id, name)));
}
int whole(const std::string& id, const std::string& name) {
  return static_cast<int>(parameter(id, name));
}

TEST(TheoryMoney, O06_quota_release) {
  const std::string id = "O06_quota_release";
  auto borough = small_borough::borough();
  borough.quota.total[1] = whole(id, "quota");
  borough.quota.per = models::Quota::Per::admission;
  borough.quota.bands = {{0, pounds(id, "charge")}};
  borough.units[1].places =
      small_borough::from(april, whole(id, "admissions"), whole(id, "baseline"));
  borough.prices.unit_place = pounds(id, "release");
  borough.devolution.baseline = april;
  borough.devolution.share = 1.0;
  borough.devolution.lag_months = 0;
  Life life(borough);
  life.until(april + sim::Days{1});
  for (int number = 0; number < whole(id, "admissions"); ++number)
    models::ask_for_unit(life.world(), life.pupil(7, static_cast<std::uint32_t>(number)),
                         Claim::owed);
  life.until_the_end();

  const models::Ledger& books = life.world().ledger;
  const auto posted = [&](Service service) { return books.posted(year, service).in_pence() / 100; };
  EXPECT_EQ(posted(Service::quota_charge), expected(id, "charge_paid").get<std::int64_t>());
  EXPECT_EQ(posted(Service::devolved), expected(id, "released").get<std::int64_t>());
  const Money net = books.net(year, models::partnership_account(0));
  EXPECT_EQ(net.in_pence(), expected(id, "net_partnership").get<std::int64_t>());
  Money system;
  for (std::size_t account = 0; account < books.accounts(); ++account)
    system += books.net(year, static_cast<Account>(account));
  EXPECT_EQ(system.in_pence(), expected(id, "net_system").get<std::int64_t>());
}

TEST(TheoryMoney, E08_place_funding) {
  const std::string id = "E08_place_funding";
  auto borough = small_borough::borough();
  borough.units[0].places = 0;
  borough.units[1].places = whole(id, "places");
  borough.prices.unit_place = pounds(id, "place");
  borough.prices.unit_top_up = pounds(id, "topup");
  const double occupied = parameter(id, "occ");
  const auto all_year = static_cast<std::uint32_t>(occupied);
  Life life(borough);
  life.until(april - sim::Days{1});
  for (std::uint32_t number = 0; number <= all_year; ++number)
    life.ask(life.pupil(7, number), Claim::owed);
  const double part =
      (occupied - all_year) * static_cast<double>(models::seconds_in_financial_year(year));
  life.until(april + sim::Seconds{static_cast<std::int64_t>(part + 0.5)});
  models::leave_borough(life.world(), life.pupil(7, 0));
  life.until_the_end();

  const Money total = life.world().ledger.posted(year, Service::unit_places) +
                      life.world().ledger.posted(year, Service::unit_top_up);
  // Whole seconds and whole pence: within a penny.
  const double in_pounds = static_cast<double>(total.in_pence()) / 100;
  EXPECT_NEAR(in_pounds, expected(id, "total").get<double>(), 0.0101);
  EXPECT_NEAR(in_pounds / occupied, expected(id, "per_occupied").get<double>(), 0.0002);
}

/// Places at `empty` thousand each, and `overflow` thousand for every pupil beyond them.
double newsvendor_cost(int places, double mean, double empty, double overflow) {
  double probability = sim::exp(-mean);
  double beyond = 0;
  for (int number = 0; number < 400; ++number) {
    if (number > places) beyond += (number - places) * probability;
    probability *= mean / (number + 1);
  }
  return empty * places + overflow * beyond;
}

TEST(TheoryMoney, O05_place_sizing) {
  const std::string id = "O05_place_sizing";
  // Inversion: the least number at which the distribution reaches the level.
  const auto places = [](double mean, double level) { return sim::poisson(level, mean); };
  for (const int mean : {66, 100, 114})
    for (const char* level : {"0.9", "0.95", "0.99"})
      EXPECT_EQ(places(mean, std::stod(level)),
                expected(id, "m" + std::to_string(mean) + "_sl" + level).get<int>());
  const double ratio = (59.0 - 18) / 59;
  EXPECT_TRUE(agrees(ratio, expected(id, "newsvendor_ratio").get<double>()));
  const int best = places(100, ratio);
  EXPECT_EQ(best, expected(id, "newsvendor_c_m100").get<int>());
  EXPECT_TRUE(agrees(newsvendor_cost(best, 100, 18, 59),
                     expected(id, "newsvendor_cost_at_c").get<double>()));
  EXPECT_TRUE(agrees(newsvendor_cost(114, 100, 18, 59),
                     expected(id, "newsvendor_cost_at_114").get<double>()));
}

}  // namespace
