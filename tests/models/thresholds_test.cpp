#include "models/thresholds.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include <gtest/gtest.h>

#include "models/first_causes.h"
#include "tests/models/small_borough.h"

namespace {

using models::Thresholds;
using small_borough::Life;
using small_borough::monday;

std::vector<double> of(const Thresholds& thresholds, std::size_t candidate) {
  const auto found = thresholds.of(candidate);
  return {found.begin(), found.end()};
}

TEST(Thresholds, KeepThoseOfEachCandidateApart) {
  Thresholds thresholds;
  thresholds.add(0.3);
  thresholds.close();
  thresholds.add(0.5);
  thresholds.add(0.7);
  thresholds.close();
  thresholds.close();  // The third has none.
  thresholds.add(0.1);
  thresholds.close();

  ASSERT_EQ(thresholds.candidates(), 4U);
  EXPECT_EQ(of(thresholds, 0), (std::vector<double>{0.3}));
  EXPECT_EQ(of(thresholds, 1), (std::vector<double>{0.5, 0.7}));
  EXPECT_EQ(of(thresholds, 2), std::vector<double>{});
  EXPECT_EQ(of(thresholds, 3), (std::vector<double>{0.1}));
}

TEST(Thresholds, OfAnEarlierReplicationAreForgotten) {
  Thresholds thresholds;
  thresholds.add(0.5);
  thresholds.close();
  thresholds.clear();
  EXPECT_EQ(thresholds.candidates(), 0U);
  thresholds.add(0.2);
  thresholds.close();
  EXPECT_EQ(of(thresholds, 0), (std::vector<double>{0.2}));
}

models::Borough with_exclusions() {
  auto borough = small_borough::borough();
  borough.fixed_term.rate.fill(0.5);
  borough.fixed_term.shape = 0.5;
  borough.demography.arrivals = 5;
  return borough;
}

TEST(Thresholds, AreThoseThatFollowFromThePupilsLuck) {
  Life life(with_exclusions());
  const auto& world = life.world();
  std::size_t looked_at = 0;
  for (const models::Candidate& candidate : world.population.candidates()) {
    const auto& pupil = life.world().pupil(candidate.id);
    models::FirstCauses causes(world, candidate.id, 1, candidate.first_exposure);
    for (const double threshold : world.thresholds_of(pupil)) {
      EXPECT_EQ(threshold, causes.exposure());
      causes.advance();
      ++looked_at;
    }
    // The next is out of reach at the pupil's schools.
    EXPECT_GT(causes.exposure(),
              pupil.risk * world.exposure.total(pupil.reception, world.rates(pupil)));
  }
  EXPECT_GT(looked_at, 100U);
}

TEST(Thresholds, AreFoundAnewForEachReplication) {
  Life life(with_exclusions());
  const std::size_t before = life.world().population.candidates().size();
  life.begin(1);
  EXPECT_NE(life.world().population.candidates().size(), before);
  EXPECT_EQ(life.world().thresholds.candidates(), life.world().population.candidates().size());
}

TEST(Thresholds, OfWhoCameToNoticeOtherwiseAreNone) {
  Life life(with_exclusions());
  const auto& candidates = life.world().population.candidates();
  for (std::uint32_t number = 0; number < small_borough::pupils_a_cohort; ++number) {
    const auto& pupil = life.pupil(8, number);
    const bool is_candidate =
        std::any_of(candidates.begin(), candidates.end(),
                    [&](const models::Candidate& one) { return one.id == pupil.id; });
    EXPECT_EQ(life.world().thresholds_of(pupil).empty(), !is_candidate);
  }
}

}  // namespace
