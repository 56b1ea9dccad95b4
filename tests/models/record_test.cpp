#include "models/record.h"

#include <gtest/gtest.h>

namespace {

using models::Count;
using models::Phase;
using models::Reason;
using models::Record;
using models::Setting;
using models::Stock;

constexpr sim::Instant start = sim::date(2010, 9, 1);

Record begun() {
  Record record;
  record.begin(start, 2, 2, 1);
  return record;
}

TEST(Record, CountsByYearYearGroupAndPhase) {
  Record record = begun();
  record.count(Count::decisions, 0, 6);
  record.count(Count::decisions, 0, 7, 2);
  record.count(Count::decisions, 1, 7);
  record.count(Count::permanent, 0, 7);

  EXPECT_EQ(record.counted(Count::decisions, 0, 7), 2);
  EXPECT_EQ(record.counted(Count::decisions, 0, Phase::primary), 1);
  EXPECT_EQ(record.counted(Count::decisions, 0, Phase::secondary), 2);
  EXPECT_EQ(record.counted(Count::decisions, 0), 3);
  EXPECT_EQ(record.total(Count::decisions), 4);
  EXPECT_EQ(record.total(Count::permanent), 1);
}

TEST(Record, SumsPupilSecondsBySettingAndReason) {
  Record record = begun();
  record.change(start + sim::Days{10}, Setting::unit, Reason::excluded, +1);
  record.change(start + sim::Days{20}, Setting::unit, Reason::referred, +2);
  record.change(start + sim::Days{30}, Setting::unit, Reason::excluded, -1);
  record.close_year(sim::date(2011, 9, 1));

  EXPECT_EQ(record.area(0, Setting::unit, Reason::excluded), 20 * sim::seconds_per_day);
  EXPECT_EQ(record.area(0, Setting::unit), (20 + 2 * 345) * sim::seconds_per_day);
  EXPECT_EQ(record.held(Setting::unit), 2);
  EXPECT_EQ(record.held(Setting::unit, Reason::excluded), 0);
}

TEST(Record, GoesOnWithTheSamePupilsInTheNextSchoolYear) {
  Record record = begun();
  record.change(start, Stock::dual_registered, +3);
  record.change_roll(start, 1, +5);
  record.change_roll(start + sim::Days{1}, 1, -2);
  record.close_year(sim::date(2011, 9, 1));
  record.close_year(sim::date(2012, 9, 1));

  EXPECT_EQ(record.years_closed(), 2);
  EXPECT_EQ(record.area(1, Stock::dual_registered), 3 * 366 * sim::seconds_per_day);
  EXPECT_EQ(record.roll_area(1, 1), 3 * 366 * sim::seconds_per_day);
  EXPECT_EQ(record.most_on_roll(0, 1), 5);
  EXPECT_EQ(record.most_on_roll(1, 1), 3);
  EXPECT_EQ(record.roll(0), 0);
}

TEST(Record, AsksForTheLawsAfterAnythingButFixedTermExclusions) {
  Record record = begun();
  EXPECT_TRUE(record.take_whether_laws_are_due()) << "of a new run, once";
  EXPECT_FALSE(record.take_whether_laws_are_due());
  for (const Count what : {Count::fixed_term, Count::repeats, Count::pupils_excluded})
    record.count(what, 0, 8);
  EXPECT_FALSE(record.take_whether_laws_are_due());

  // Whatever a running law adds up (conservation.cpp).
  for (const Count what : {Count::decisions,
                           Count::permanent,
                           Count::withdrawn,
                           Count::trials,
                           Count::trials_succeeded,
                           Count::trials_failed,
                           Count::trials_cut_short,
                           Count::unit_admissions,
                           Count::unit_exits,
                           Count::cases,
                           Count::newcomers,
                           Count::cases_decided,
                           Count::cases_ended,
                           Count::newcomers_decided,
                           Count::panel_cases,
                           Count::panel_cases_dropped,
                           Count::managed_moves,
                           Count::managed_moves_succeeded,
                           Count::managed_moves_failed,
                           Count::managed_moves_cut_short}) {
    record.count(what, 0, 8);
    record.count(Count::fixed_term, 0, 8);
    EXPECT_TRUE(record.take_whether_laws_are_due()) << static_cast<int>(what);
    EXPECT_FALSE(record.take_whether_laws_are_due());
  }
  record.change(start, Setting::unit, Reason::excluded, +1);
  EXPECT_TRUE(record.take_whether_laws_are_due());
  record.change_roll(start, 1, +1);
  EXPECT_TRUE(record.take_whether_laws_are_due());
  record.set_attending(start, 1, 500);
  EXPECT_TRUE(record.take_whether_laws_are_due());
}

TEST(Record, ForgetsEverythingWhenItBeginsAgain) {
  Record record = begun();
  record.count(Count::decisions, 0, 6);
  record.count_permanent(0, 0);
  record.change(start, Setting::unit, Reason::excluded, +1);
  record.change(start, Stock::dual_registered, +1);
  record.change_roll(start, 1, +1);
  record.close_year(sim::date(2011, 9, 1));

  record.begin(start, 2, 2, 1);

  EXPECT_EQ(record.total(Count::decisions), 0);
  EXPECT_EQ(record.counted(Count::decisions, 0), 0);
  EXPECT_EQ(record.permanent_in(0, 0), 0);
  EXPECT_EQ(record.held(Setting::unit), 0);
  EXPECT_EQ(record.held(Stock::dual_registered), 0);
  EXPECT_EQ(record.roll(1), 0);
  EXPECT_EQ(record.years_closed(), 0);
}

}  // namespace
