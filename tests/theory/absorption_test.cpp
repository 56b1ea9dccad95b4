// One spell with several ways out, each with a threshold of its own.
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "sim/random/crossing.h"
#include "sim/random/hazard_clock.h"
#include "sim/random/stream.h"
#include "sim/random/variate.h"
#include "tests/theory/cases.h"

namespace {

using sim::HazardClock;
using sim::Instant;
using theory::case_of;
using theory::expected;
using theory::json;

const std::string id = "P11_threshold_competing";
const std::vector<std::string> causes{"reint", "spec", "away"};

/// The case's year lasts this many of the clock's years, so that a second is small beside 1e-9 of
/// an answer; its hazards are as much smaller.
double stretched_crossing(std::size_t cause, double stretch) {
  const json& of = case_of(id).at("parameters");
  const auto hazard = [&](const char* year) {
    return of.at("hazards").at(year)[cause].get<double>() / stretch;
  };
  HazardClock clock(Instant{}, of.at("thresholds").at(causes[cause]).get<double>());
  clock.set_rate(Instant{}, hazard("y1"));
  const Instant second_year = sim::after_years(Instant{}, stretch);
  clock.set_rate(second_year, hazard("y2+"));
  return sim::years_between(Instant{}, clock.crossing()) / stretch;
}

TEST(CompetingCauses, CrossTheirThresholdsWhenTheirHazardsSay) {
  EXPECT_TRUE(theory::agrees(stretched_crossing(0, 100), expected(id, "t_reint").get<double>()));
  EXPECT_TRUE(theory::agrees(stretched_crossing(1, 100), expected(id, "t_spec").get<double>()));
  EXPECT_TRUE(theory::agrees(stretched_crossing(2, 12), expected(id, "t_away").get<double>()));
}

TEST(CompetingCauses, LetTheEarliestCrossingWin) {
  std::map<double, std::string> crossings;
  for (std::size_t cause = 0; cause < causes.size(); ++cause)
    crossings[stretched_crossing(cause, 12)] = causes[cause];
  EXPECT_EQ(crossings.begin()->second, expected(id, "winner").get<std::string>());
  EXPECT_NEAR(crossings.begin()->first, expected(id, "t_exit").get<double>(), 1e-8);
}

// The same spell where the dates of change are known beforehand.
TEST(CompetingCauses, CrossAtTheSameInstantOnAHazardOfSteps) {
  const json& of = case_of(id).at("parameters");
  for (std::size_t cause = 0; cause < causes.size(); ++cause) {
    const double threshold = of.at("thresholds").at(causes[cause]).get<double>();
    const double first = of.at("hazards").at("y1")[cause].get<double>();
    const double then = of.at("hazards").at("y2+")[cause].get<double>();
    const Instant change = sim::after_years(Instant{}, 1);
    const sim::StepFunction<double> hazard({{Instant{}, first}, {change, then}});
    HazardClock clock(Instant{}, threshold);
    clock.set_rate(Instant{}, first);
    clock.set_rate(change, then);

    EXPECT_LE(std::abs((sim::crossing(hazard, Instant{}, threshold) - clock.crossing()).count()),
              1);
  }
}

/// Which cause ends a spell of the case's hazards, and when [years]; the hazards are set anew
/// `restarts` times on the way, and the thresholds drawn anew each time if `redrawn`.
struct Exit {
  std::size_t cause = 0;
  double after = 0;
};
Exit exit_of(std::uint32_t spell, int restarts, bool redrawn) {
  const sim::Universe universe(20180123, sim::Domain::simulation, 0);
  const json& hazards = case_of(id).at("parameters").at("hazards");
  Exit exit{0, std::numeric_limits<double>::infinity()};
  for (std::size_t cause = 0; cause < causes.size(); ++cause) {
    const auto entity = 3 * spell + static_cast<std::uint32_t>(cause);
    const auto drawn = [&](int n) {
      return sim::exponential(universe.uniform({0, entity, static_cast<std::uint32_t>(n)}));
    };
    HazardClock clock(Instant{}, drawn(0));
    clock.set_rate(Instant{}, hazards.at("y1")[cause].get<double>());
    for (int n = 1; n <= restarts; ++n) {
      const Instant now = sim::after_years(Instant{}, 2.0 * n / restarts);
      const char* year = 2 * n >= restarts ? "y2+" : "y1";
      const double hazard = hazards.at(year)[cause].get<double>();
      if (clock.crossing() <= now) break;
      if (redrawn) clock = HazardClock(now, drawn(n));
      clock.set_rate(now, hazard);
    }
    const double after = sim::years_between(Instant{}, clock.crossing());
    if (after < exit.after) exit = {cause, after};
  }
  return exit;
}

// One spell in e^0.8 outlasts the first year; of those that end in it 0.5 in 0.8 are reintegrated,
// of the others 0.9 in 1.3.
TEST(CompetingCauses, EndSpellsInTheProportionOfTheirHazards) {
  const double later = std::exp(-0.8);
  sim::Tally stays_a_year;
  sim::Tally reintegrated;
  sim::Tally length;
  for (std::uint32_t spell = 0; spell < theory::replications(20'000); ++spell) {
    const Exit exit = exit_of(spell, 2, false);
    stays_a_year.add(exit.after > 1 ? 1 : 0);
    reintegrated.add(exit.cause == 0 ? 1 : 0);
    length.add(exit.after);
  }
  EXPECT_TRUE(theory::holds(stays_a_year, later));
  EXPECT_TRUE(theory::holds(reintegrated, (1 - later) * 0.5 / 0.8 + later * 0.9 / 1.3));
  EXPECT_TRUE(theory::holds(length, (1 - later) / 0.8 + later / 1.3));
}

// A spell interrupted by changes that change nothing ends as it would have ended; one whose
// thresholds are drawn anew at each of them is another child's.
TEST(CompetingCauses, KeepASpellsLuckWhereRedrawingLosesIt) {
  int kept = 0;
  int redrawn = 0;
  for (std::uint32_t spell = 0; spell < 1000; ++spell) {
    const double untouched = exit_of(spell, 2, false).after;
    kept += std::abs(exit_of(spell, 20, false).after - untouched) < 1e-5 ? 1 : 0;
    redrawn += std::abs(exit_of(spell, 20, true).after - untouched) < 1e-5 ? 1 : 0;
  }
  EXPECT_EQ(kept, 1000);
  EXPECT_LT(redrawn, 200);
}

}  // namespace
