// Nobody is made or lost: cohorts that age through a school system, one event a year.
#include <array>
#include <cstdint>
#include <numeric>
#include <string>

#include <gtest/gtest.h>

#include "sim/kernel/simulation.h"
#include "tests/theory/cases.h"

namespace {

/// Twelve year groups, rolled over together: Y11 leaves, an intake enters, and newcomers join every
/// year group but the first.
class Schools {
 public:
  Schools(std::int64_t intake, std::int64_t newcomers) : intake_(intake), newcomers_(newcomers) {
    simulation_.start_at(first_day);
    simulation_.schedule(sim::Slot(first_day, 0, 0, 0, 0));
  }

  void run_years(int years) { simulation_.run_until(sim::date(2000 + years, 8, 31), *this); }

  std::int64_t in_year(std::size_t group) const { return groups_[group]; }
  std::int64_t roll() const { return std::accumulate(groups_.begin(), groups_.end(), 0LL); }
  std::int64_t entered() const { return entered_; }
  std::int64_t left() const { return left_; }

  bool is_current(const sim::Slot&) const { return true; }
  void happen(const sim::Slot& roll_over) {
    left_ += groups_.back();
    for (std::size_t y = groups_.size() - 1; y > 0; --y) groups_[y] = groups_[y - 1] + newcomers_;
    groups_[0] = intake_;
    entered_ += intake_ + newcomers_ * static_cast<std::int64_t>(groups_.size() - 1);
    const int next = sim::year_of(sim::date_of(roll_over.at())) + 1;
    simulation_.schedule(sim::Slot(sim::date(next, 9, 1), 0, 0, roll_over.sequence() + 1, 0));
  }

 private:
  static constexpr sim::Instant first_day = sim::date(2000, 9, 1);
  sim::Simulation simulation_;
  std::int64_t intake_;
  std::int64_t newcomers_;
  std::array<std::int64_t, 12> groups_{};
  std::int64_t entered_ = 0;
  std::int64_t left_ = 0;
};

const std::string id = "P15_cohort_balance";

std::int64_t whole(const char* name) {
  return theory::expected(id, name).get<std::int64_t>();
}

TEST(Cohorts, KeepTheRollWithoutMigration) {
  Schools schools(static_cast<std::int64_t>(theory::parameter(id, "intake")), 0);
  schools.run_years(12);
  EXPECT_EQ(schools.roll(), whole("roll_no_migration"));
  schools.run_years(30);
  EXPECT_EQ(schools.roll(), whole("roll_no_migration"));
}

TEST(Cohorts, GrowByTheNewcomersOfEveryYearGroup) {
  const auto newcomers = static_cast<std::int64_t>(theory::parameter(id, "migration"));
  Schools schools(static_cast<std::int64_t>(theory::parameter(id, "intake")), newcomers);
  schools.run_years(40);
  EXPECT_EQ(schools.roll(), whole("roll_with_migration"));
  EXPECT_EQ(schools.in_year(11), whole("Y11_with_migration"));
}

TEST(Cohorts, AreWhoEnteredLessWhoLeft) {
  Schools schools(3400, 20);
  for (int years = 1; years <= 40; ++years) {
    schools.run_years(years);
    ASSERT_EQ(schools.roll(), schools.entered() - schools.left()) << "after " << years;
  }
}

}  // namespace
