// Many variants, a few numbers of each: the same that the model gives, found again, on any threads.
#include "tools/semh/compare/variants.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "models/model.h"
#include "scenarios/scenario_reader.h"
#include "tests/tools/command.h"

namespace {

using tools::Variant;
using tools::VariantRequest;
using tools::VariantRuns;
using tools::Wanted;

const std::vector<Wanted> wanted{{"fixed_term_exclusions", "", 2014, 2015},
                                 {"permanent_exclusions", "", 2014, 2014},
                                 {"semh_spend", "", 2015, 2015},
                                 {"fixed_term_exclusions", "", 1999, 2014},
                                 {"no_such_measure", "", 2014, 2014}};

class Variants : public Command {
 protected:
  /// The small borough with `times` as many fixed-term exclusions.
  static Variant variant(double times) {
    const auto document = scenarios::load(scenarios_folder + "synthetic_borough.toml");
    return {
        "times " + std::to_string(times), std::to_string(times), [document, times](std::uint32_t) {
          scenarios::Draw draw;
          draw.changes.push_back({"fixed_term_exclusions.rate", {}, scenarios::How::times, times});
          return scenarios::read_borough(document, draw);
        }};
  }

  static std::vector<Variant> three() { return {variant(1), variant(0.5), variant(1)}; }

  VariantRequest request(const std::string& name, std::uint32_t replications) const {
    VariantRequest asked;
    asked.folder = folder_ / name;
    asked.replications = replications;
    asked.threads = 1;
    asked.quiet = true;
    return asked;
  }

  static std::vector<std::int64_t> all_of(const VariantRuns& runs) {
    std::vector<std::int64_t> all;
    for (std::size_t v = 0; v < runs.variants(); ++v)
      for (std::size_t w = 0; w < runs.wanted(); ++w)
        for (const std::int64_t value : runs.values(v, w)) all.push_back(value);
    return all;
  }
};

TEST_F(Variants, AreWhatTheModelGives) {
  VariantRuns runs(three(), wanted, request("one", 3));
  ASSERT_TRUE(runs.simulate());

  for (std::size_t v = 0; v < 2; ++v) {
    const models::Ground ground(three()[v].borough(0));
    models::Model model(ground, {.seed = 1});
    const auto result = model.run(2);
    std::int64_t sum = 0;
    const auto places = tools::places_of(wanted[0], ground.borough);
    ASSERT_EQ(places.size(), 2U);
    for (const std::size_t place : places) sum += result.yearly[place];
    EXPECT_GT(sum, 0);
    EXPECT_EQ(runs.at(v, 2, 0), sum);
    EXPECT_EQ(runs.at(v, 2, 2), result.yearly[tools::places_of(wanted[2], ground.borough).front()]);
  }
  EXPECT_LT(runs.at(1, 0, 0), runs.at(0, 0, 0));
  EXPECT_EQ(runs.values(2, 0), runs.values(0, 0));
  EXPECT_EQ(runs.at(0, 0, 3), sim::not_available) << "a year before the first that is reported";
  EXPECT_EQ(runs.at(0, 0, 4), sim::not_available);
}

TEST_F(Variants, AreTheSameOnAnyThreadsAndInAnyGroups) {
  VariantRuns one(three(), wanted, request("one", 4));
  ASSERT_TRUE(one.simulate());
  VariantRequest other = request("other", 4);
  other.threads = 3;
  other.group = 1;
  VariantRuns many(three(), wanted, other);
  ASSERT_TRUE(many.simulate());

  EXPECT_EQ(all_of(one), all_of(many));
}

TEST_F(Variants, AreFoundAgainAndAddedTo) {
  VariantRuns few(three(), wanted, request("kept", 3));
  ASSERT_TRUE(few.simulate());
  VariantRuns more(three(), wanted, request("kept", 5));
  EXPECT_EQ(more.found(), 3U);
  ASSERT_TRUE(more.simulate());
  VariantRuns again(three(), wanted, request("kept", 5));
  EXPECT_EQ(again.found(), 5U);
  VariantRuns fresh(three(), wanted, request("fresh", 5));
  ASSERT_TRUE(fresh.simulate());

  EXPECT_EQ(all_of(more), all_of(fresh));
  EXPECT_EQ(all_of(again), all_of(fresh));
}

TEST_F(Variants, OfOtherNumbersAreNotTakenForThese) {
  VariantRuns runs(three(), wanted, request("kept", 2));
  ASSERT_TRUE(runs.simulate());

  VariantRequest other = request("kept", 2);
  other.seed = 2;
  EXPECT_EQ(VariantRuns(three(), wanted, other).found(), 0U);
  EXPECT_EQ(VariantRuns({variant(1), variant(0.6)}, wanted, request("kept", 2)).found(), 0U);
  EXPECT_EQ(VariantRuns(three(), {wanted[0]}, request("kept", 2)).found(), 0U);
  EXPECT_EQ(VariantRuns(three(), wanted, request("kept", 2)).found(), 2U);
}

}  // namespace
