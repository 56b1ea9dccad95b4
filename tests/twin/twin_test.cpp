// The model agrees with its twin: every yearly measure of a small borough with every mechanism on,
// within the error of chance; and what does not vary, to the penny.
//
// The criterion. A measure is summed over its reported years; z is the difference of the means of
// the model and of the twin over its standard error. Each |z| is below 4; that of a single year,
// of which there are six times as many, below 5. The spread of z over measures is 1 if nothing but
// chance is at work; measures are correlated, so how far it strays by chance is read off the model
// against itself at other seeds, which has the same correlation.
//
// The twin draws with the standard library's distributions, whose numbers differ between
// libraries: with another one the same criterion is met by other numbers.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "scenarios/scenario_reader.h"
#include "tests/sanitized.h"
#include "tests/twin/compare.h"

namespace {

constexpr bool is_sanitised = SEMH_SANITIZED;

/// A build that watches every access is slow: there the twin has to run without a fault, and what
/// few replications say is held to what few can.
constexpr std::uint32_t replications = is_sanitised ? 6 : 400;
constexpr double most = is_sanitised ? 12 : 4;
constexpr double most_of_a_year = 5;
constexpr const char* too_few = "this needs more replications than are run in a build that watches";

/// Of few replications, what has not varied on both sides has no standard error yet.
bool may_be_held(const twin::Row& row) {
  return !is_sanitised || (row.model.variance() > 0 && row.twin.variance() > 0);
}

using models::Borough;

const Borough& borough() {
  static const Borough read =
      scenarios::read_scenario(SEMH_SOURCE_DIR "/scenarios/synthetic_borough.toml").borough;
  return read;
}

twin::Sizes sizes(std::uint32_t count, std::uint64_t seed = 1) {
  twin::Sizes chosen;
  chosen.replications = count;
  chosen.seed = seed;
  return chosen;
}

/// Of the borough as it is; every test looks at the same.
const twin::Runs& twin_runs() {
  static const twin::Runs runs = twin::run_twin(borough(), sizes(replications));
  return runs;
}

const twin::Comparison& comparison() {
  static const twin::Comparison made =
      twin::compare(borough(), twin::run_model(borough(), sizes(replications)), twin_runs());
  return made;
}

void expect_within(const std::vector<twin::Row>& rows, double limit) {
  for (const twin::Row& row : rows) {
    if (!may_be_held(row)) continue;
    EXPECT_LT(std::abs(row.z()), limit) << twin::table({row});
  }
}

TEST(Twin, AgreesOnEveryMeasure) {
  const auto& rows = comparison().rows;
  std::fputs(twin::table(rows).c_str(), stdout);
  EXPECT_GT(rows.size(), 300U);
  expect_within(rows, most);
}

TEST(Twin, AgreesInEveryYear) {
  if (is_sanitised) GTEST_SKIP() << too_few;
  const auto& rows = comparison().by_year;
  EXPECT_GT(rows.size(), 1500U);
  expect_within(rows, most_of_a_year);
}

TEST(Twin, EqualsToThePennyWhatDoesNotVary) {
  if (is_sanitised) GTEST_SKIP() << too_few;
  int deterministic = 0;
  for (const twin::Row& row : comparison().by_year) {
    if (!row.is_deterministic()) continue;
    ++deterministic;
    EXPECT_EQ(row.model.mean(), row.twin.mean()) << twin::table({row});
  }
  EXPECT_GT(deterministic, 100);
}

TEST(Twin, LeavesNoMeasureOut) {
  if (is_sanitised) GTEST_SKIP() << too_few;
  for (const std::string& name : comparison().missing) ADD_FAILURE() << name << " is not compared";
}

TEST(Twin, HasZScoresAsWideAsChanceMakesThem) {
  if (is_sanitised) GTEST_SKIP() << too_few;
  const double spread = twin::spread_of_z(comparison().rows);
  double least = 1;
  double widest = 1;
  for (std::uint64_t seed = 2; seed < 14; seed += 2) {
    const double itself =
        twin::spread_of_z(twin::compare(borough(), twin::run_model(borough(), sizes(200, seed)),
                                        twin::run_model(borough(), sizes(200, seed + 1)))
                              .rows);
    std::printf("the model against itself: spread of z %.3f\n", itself);
    least = std::min(least, itself);
    widest = std::max(widest, itself);
  }
  std::printf("%zu measures in %u replications each: spread of z %.3f\n", comparison().rows.size(),
              replications, spread);
  EXPECT_LT(spread, 1.15 * widest);
  EXPECT_GT(spread, least / 1.15);
}

// Other rules
// ---------------------------------------------------------------------------------------

/// Admissions are counted and shares follow history, the amount devolved is agreed, new places may
/// open late and are announced, education otherwise is full time, and a turnaround placement is at
/// the site of a unit.
Borough by_other_rules() {
  Borough other = borough();
  other.quota.per = models::Quota::Per::admission;
  other.quota.rule = models::Quota::Rule::history;
  other.quota.pooled_primary = false;
  other.quota.pooling = false;
  other.quota.total[1] = models::StepFunction<int>(
      {{other.period.start(), 0}, {sim::date(2018, 1, 1), 9}, {sim::date(2019, 9, 1), 12}});
  other.devolution.rule = models::Devolution::Rule::amount;
  other.devolution.amount = sim::Money::pounds(30'000);
  other.devolution.split = models::Devolution::Split::history;
  for (std::size_t provider : {std::size_t{0}, std::size_t{1}}) {
    other.specialists[provider].slippage = {0.4, 0.3, 0.2, 0.1};
    other.specialists[provider].announced = sim::date(2015, 12, 1);
  }
  other.education_otherwise.full_time = true;
  other.options[2].host = 1;
  return other;
}

/// Referrals above the quota are refused, shares are given, and a plan that names special provision
/// is never met by a refusal.
Borough by_refusal() {
  Borough other = borough();
  other.quota.above = models::Quota::Above::refuse;
  other.quota.rule = models::Quota::Rule::given;
  other.quota.given = {3, 2, 1};
  other.quota.total = {models::StepFunction<int>(3), models::StepFunction<int>(8)};
  other.quota.pooling = false;
  other.specialist_policy.february_round = false;
  other.specialist_policy.local_refused = 0.0;
  other.regime.hears_decisions = 1.0;
  other.panel.meeting_weeks = 2.5;
  return other;
}

void expect_agreement(const Borough& given, std::uint32_t count) {
  const auto found = twin::compare(given, twin::run_model(given, sizes(count)),
                                   twin::run_twin(given, sizes(count)));
  std::printf("%zu measures in %u replications each: spread of z %.3f\n", found.rows.size(), count,
              twin::spread_of_z(found.rows));
  expect_within(found.rows, most);
  if (is_sanitised) return;
  for (const std::string& name : found.missing) ADD_FAILURE() << name << " is not compared";
}

TEST(Twin, AgreesByOtherRules) {
  expect_agreement(by_other_rules(), is_sanitised ? 6 : 200);
}

TEST(Twin, AgreesWhereReferralsAreRefused) {
  expect_agreement(by_refusal(), is_sanitised ? 6 : 200);
}

// Would it be noticed?
// --------------------------------------------------------------------------------

/// A lever of the model moved a little, and the measure that should give it away.
struct Moved {
  const char* what;
  std::function<void(Borough&)> move;
  const char* shows_in;
};

void scale(models::Dated& given, double times) {
  auto steps = given.steps();
  for (auto& step : steps) step.second *= times;
  given = models::Dated(steps);
}

std::vector<Moved> moved() {
  return {
      {"fixed-term exclusions x 1.1",
       [](Borough& b) {
         for (double& rate : b.fixed_term.rate) rate *= 1.1;
       },
       "fixed_term_exclusions"},
      {"contagion x 1.1", [](Borough& b) { b.fixed_term.contagion *= 1.1; },
       "repeated_fixed_term_exclusions"},
      {"propensity of shape x 1.1", [](Borough& b) { b.fixed_term.shape *= 1.1; },
       "pupils_with_fixed_term_exclusions"},
      {"odds of a decision x 1.1",
       [](Borough& b) {
         for (double& base : b.exclusion.base) base += std::log(1.1);
       },
       "decisions_to_exclude"},
      {"withdrawals x 1.15",
       [](Borough& b) {
         for (auto& share : b.exclusion.withdrawn) scale(share, 1.15);
       },
       "exclusions_withdrawn"},
      {"departures x 1.1", [](Borough& b) { b.demography.departures *= 1.1; }, "pupils_on_roll"},
      {"requests for plans x 1.1", [](Borough& b) { b.plans.requests *= 1.1; }, "plan_requests"},
      {"reintegration from the upper unit x 1.2",
       [](Borough& b) {
         for (double& rate : b.units[1].stay.early) rate *= 1.2;
         for (double& rate : b.units[1].stay.late) rate *= 1.2;
       },
       "ready_for_school secondary"},
      {"length of illness x 1.1", [](Borough& b) { b.education_otherwise.weeks *= 1.1; },
       "educated_otherwise"},
      {"return from home education x 1.25",
       [](Borough& b) { b.out_of_sight.home_education_return *= 1.25; }, "in_home_education"},
      {"referrals to panels x 1.1",
       [](Borough& b) {
         for (double& refer : b.regime.refer) refer += std::log(1.1);
       },
       "panel_cases"},
      {"newcomers x 1.1", [](Borough& b) { scale(b.fair_access->competing, 1.1); },
       "fair_access_newcomers"},
      {"crowding's toll x 1.5", [](Borough& b) { b.crowding.attendance_fall *= 1.5; },
       "unit_attendance upper"},
      {"one place more at the lower unit",
       [](Borough& b) {
         auto steps = b.units[0].places.steps();
         for (auto& step : steps) ++step.second;
         b.units[0].places = models::StepFunction<int>(steps);
       },
       "provision_cost lower"},
  };
}

TEST(Twin, NoticesALeverThatHasMovedALittle) {
  if (is_sanitised) GTEST_SKIP() << too_few;
  for (const Moved& lever : moved()) {
    Borough other = borough();
    lever.move(other);
    const auto found =
        twin::compare(borough(), twin::run_model(other, sizes(replications)), twin_runs());
    const auto row = std::find_if(found.rows.begin(), found.rows.end(), [&](const twin::Row& each) {
      return each.name == lever.shows_in;
    });
    ASSERT_NE(row, found.rows.end()) << lever.shows_in;
    const auto seen = std::count_if(found.rows.begin(), found.rows.end(),
                                    [](const twin::Row& each) { return std::abs(each.z()) > 4; });
    std::printf("%-44s %-36s z %7.2f; %d of %zu measures beyond 4\n", lever.what, lever.shows_in,
                row->z(), static_cast<int>(seen), found.rows.size());
    EXPECT_GT(std::abs(row->z()), 4) << lever.what;
  }
}

}  // namespace
