#include "scenarios/spelling.h"

#include <cstddef>
#include <string>

#include <gtest/gtest.h>

#include "scenarios/diagnostic.h"

namespace {

using scenarios::nearest;

TEST(Spelling, CountsSingleCharacterEdits) {
  EXPECT_EQ(scenarios::edits("", "abc"), 3U);
  EXPECT_EQ(scenarios::edits("replicatons", "replications"), 1U);
  EXPECT_EQ(scenarios::edits("kitten", "sitting"), 3U);
  EXPECT_EQ(scenarios::edits("pupils", "р\u0075pils"), 1U) << "a Cyrillic letter is one character";
}

TEST(Spelling, FindsTheNearestWithinTwoEdits) {
  EXPECT_EQ(nearest("replicatons", {"seed", "replications"}), "replications");
  EXPECT_EQ(nearest("sede", {"seed"}), "seed");
  EXPECT_EQ(nearest("places", {"price", "seeds"}), std::nullopt);
  EXPECT_EQ(nearest("places", {}), std::nullopt);
}

TEST(Spelling, OverlooksHyphensUnderscoresAndCase) {
  EXPECT_EQ(nearest("FirstDayOfRun", {"first_day_of_run"}), "first_day_of_run");
  EXPECT_EQ(nearest("first-day", {"first_week", "first_day"}), "first_day");
}

TEST(Spelling, DoesNotOfferAWordThatSharesNoLetter) {
  EXPECT_EQ(nearest("x", {"id"}), std::nullopt);
  EXPECT_EQ(nearest("zz", {"id"}), std::nullopt);
}

TEST(Spelling, ShowsPlainWordsAsTheyAreAndCutsLongOnesShort) {
  for (const std::size_t length : {0U, 1U, 40U, 41U, 60U})
    EXPECT_EQ(scenarios::spelled(std::string(length, 'a')), std::string(length, 'a'));
  EXPECT_EQ(scenarios::spelled(std::string(61, 'a')), std::string(60, 'a') + "...");
  EXPECT_EQ(scenarios::spelled("first-day_2"), "first-day_2");
  EXPECT_EQ(scenarios::spelled("a\x1b[31m"), scenarios::shown("a\x1b[31m"));
  EXPECT_EQ(scenarios::spelled("a\x1b[31m").find('\x1b'), std::string::npos);
}

TEST(Spelling, ShowsLettersOutsideAsciiAsCodePoints) {
  EXPECT_EQ(scenarios::spelled("рupils"), "\\u{440}upils");
  EXPECT_EQ(scenarios::spelled("pupils"), "pupils");
}

}  // namespace
