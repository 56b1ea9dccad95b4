#include "models/slippage.h"

#include <gtest/gtest.h>

namespace {

using models::Slippage;

const sim::StepFunction<int> opening({{sim::Instant{sim::date(2008, 9, 1)}, 0},
                                      {sim::Instant{sim::date(2021, 9, 1)}, 12},
                                      {sim::Instant{sim::date(2022, 9, 1)}, 26}});
constexpr sim::Instant announced = sim::date(2018, 10, 1);

TEST(Slippage, IsLaterTheHigherTheLuckThatDrawsIt) {
  constexpr Slippage given{0.5, 0.25, 0.2, 0.05};
  EXPECT_EQ(models::months_late(given, 0.1), 0);
  EXPECT_EQ(models::months_late(given, 0.6), 4);
  EXPECT_EQ(models::months_late(given, 0.8), 12);
  EXPECT_EQ(models::months_late(given, 0.99), 24);
  EXPECT_EQ(models::months_late(models::on_time, 0.999999), 0);
  EXPECT_EQ(models::months_late({0.9999999, 0, 0, 0}, 0.99999999), 0) << "rounding of the shares";
}

TEST(Slippage, MovesEveryStepAfterTheAnnouncementTogether) {
  const auto late = models::slipped(opening, announced, 4);
  EXPECT_EQ(late.at(sim::date(2021, 12, 31)), 0);
  EXPECT_EQ(late.at(sim::date(2022, 1, 1)), 12);
  EXPECT_EQ(late.at(sim::date(2022, 12, 31)), 12);
  EXPECT_EQ(late.at(sim::date(2023, 1, 1)), 26);
}

TEST(Slippage, LeavesWhatWasOpenBeforeTheAnnouncement) {
  const sim::StepFunction<int> grown({{sim::Instant{sim::date(2008, 9, 1)}, 5},
                                      {sim::Instant{sim::date(2012, 9, 1)}, 8},
                                      {sim::Instant{sim::date(2021, 9, 1)}, 20}});
  const auto late = models::slipped(grown, announced, 24);
  EXPECT_EQ(late.at(sim::date(2012, 9, 1)), 8);
  EXPECT_EQ(late.at(sim::date(2023, 8, 31)), 8);
  EXPECT_EQ(late.at(sim::date(2023, 9, 1)), 20);
}

TEST(Slippage, OfNothingChangesNothing) {
  EXPECT_EQ(models::slipped(opening, announced, 0).steps(), opening.steps());
}

}  // namespace
