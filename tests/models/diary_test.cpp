#include "models/diary.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/models/small_borough.h"

namespace {

using small_borough::Life;
using small_borough::monday;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> sentences(const Life& life, const models::Pupil& pupil) {
  std::vector<std::string> texts;
  for (const auto& entry : life.diary().entries_of(pupil.id)) texts.push_back(entry.text);
  return texts;
}

TEST(Diary, SaysProbabilitiesInPeople) {
  EXPECT_EQ(models::in_100(0), "0 in 100");
  EXPECT_EQ(models::in_100(0.0004), "less than 0.1 in 100");
  EXPECT_EQ(models::in_100(0.021), "2.1 in 100");
  EXPECT_EQ(models::in_100(0.5), "50 in 100");
  EXPECT_EQ(models::in_100(1), "100 in 100");
}

TEST(Diary, SaysMoneyInWholePoundsWithCommas) {
  EXPECT_EQ(models::in_pounds(sim::Money::pounds(9'544)), "£9,544");
  EXPECT_EQ(models::in_pounds(sim::Money::pence(99)), "£1");
  EXPECT_EQ(models::in_pounds(sim::Money{}), "£0");
  EXPECT_EQ(models::in_pounds(sim::Money::pounds(1'234'567)), "£1,234,567");
}

TEST(Diary, SaysOrdinalsAndDaysInEnglish) {
  EXPECT_EQ(models::ordinal(1), "1st");
  EXPECT_EQ(models::ordinal(2), "2nd");
  EXPECT_EQ(models::ordinal(3), "3rd");
  EXPECT_EQ(models::ordinal(11), "11th");
  EXPECT_EQ(models::ordinal(112), "112th");
  EXPECT_EQ(models::ordinal(21), "21st");
  EXPECT_EQ(models::days_between(monday, monday + sim::Days{1}), "1 day");
  EXPECT_EQ(models::days_between(monday, monday + sim::Days{1500}), "1,500 days");
}

TEST(Diary, TellsOfAnExclusionThatIsWithdrawn) {
  auto borough = small_borough::borough();
  borough.exclusion.withdrawn = {1.0, 1.0};
  borough.prices.unit_top_up = sim::Money::pounds(7'305);
  Life life(borough);
  life.until(monday);
  const auto& pupil = life.exclude(life.pupil(8));
  life.until_the_end();

  EXPECT_THAT(sentences(life, pupil),
              ElementsAre(HasSubstr("The head decides to exclude for good"),
                          "Full-time education is due from today.",
                          "Admitted to the unit secondary: now 1 on roll for 100 places.",
                          "The exclusion is withdrawn (the odds of withdrawal were 100 in 100).",
                          "That was 13 days, £260 (£7,305 a year at the end): top-up, as the place "
                          "itself is paid for anyway."));
}

TEST(Diary, TellsOfAFullUnitAndASpotPlace) {
  auto borough = small_borough::borough();
  borough.units[1].places = 0;
  Life life(borough);
  life.until(monday);
  const auto& pupil = life.exclude(life.pupil(8));
  life.until_the_end();

  const auto texts = sentences(life, pupil);
  ASSERT_GE(texts.size(), 3U);
  EXPECT_EQ(texts[2],
            "the unit secondary has no room (0 on roll, limit 0): tuition until there is.");
  EXPECT_NE(life.told(pupil, "An alternative place is bought"), sim::never);
}

TEST(Diary, TellsOfOnePupilAtATimeInOrderOfTime) {
  auto borough = small_borough::borough();
  borough.fixed_term.rate.fill(0.5);
  borough.exclusion.base = {-1, -1};
  Life life(borough);
  life.until_the_end();

  const auto& all = life.diary().entries();
  ASSERT_GT(all.size(), 100U);
  for (std::size_t i = 1; i < all.size(); ++i) EXPECT_LE(all[i - 1].at, all[i].at);
  for (const auto& entry : life.diary().entries_of(all[50].pupil))
    EXPECT_EQ(entry.pupil, all[50].pupil);
}

TEST(Diary, ChangesNothingOfWhatHappens) {
  auto borough = small_borough::borough();
  borough.fixed_term.rate.fill(0.5);
  borough.exclusion.base = {-1, -1};
  const models::Ground ground(borough);
  models::Model model(ground);
  models::Diary diary;
  const auto told = model.run(3, diary);
  const auto untold = model.run(3);

  EXPECT_FALSE(diary.entries().empty());
  EXPECT_EQ(told.yearly, untold.yearly);
  EXPECT_EQ(told.monthly, untold.monthly);
}

}  // namespace
