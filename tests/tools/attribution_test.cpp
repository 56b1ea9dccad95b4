// Why an option differs: its levers, and their shares of the difference.
#include "tools/semh/compare/attribution.h"

#include <cmath>
#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "models/model.h"
#include "tests/tools/command.h"
#include "tools/semh/compare/levers.h"
#include "tools/semh/compare/variants.h"

namespace {

using scenarios::Scenario;
using testing::ElementsAre;
using testing::IsEmpty;
using tools::Levers;

/// Three things of which one costs nothing and does nothing, one is a charge, one places.
const std::string changed =
    "[[unit]]\nid = \"lower\"\nplaces = [{ from = 2017-09-01, value = 2, low = 1, high = 4, unit = "
    "\"places\", source = \"ASSUMED\" }]\n"
    "[plans]\nrefused = [{ from = 2017-01-01, value = 0.6, low = 0.4, high = 0.8, unit = "
    "\"share\", "
    "source = \"ASSUMED\" }]\n"
    "[[intervention]]\nid = \"posters\"\nname = \"posters\"\nfirst_year = 0\nlast_year = 11\nfrom "
    "= "
    "2016-09-01\nramp_months = { value = 0, unit = \"months\", source = \"[X]\" }\nreach = { value "
    "= "
    "1, unit = \"share\", source = \"[X]\" }\n";

class Attribution : public Command {
 protected:
  Attribution() {
    std::filesystem::copy_file(scenarios_folder + "synthetic_borough.toml",
                               folder_ / "synthetic_borough.toml");
  }

  Scenario base() const { return scenarios::read_scenario(folder_ / "synthetic_borough.toml"); }
  Scenario option(const std::string& name, const std::string& text) const {
    return scenarios::read_scenario(write(
        name + ".toml", "extends = \"synthetic_borough.toml\"\nname = \"" + name + "\"\n" + text));
  }

  std::vector<tools::ComparedAttribution> attributed(const Scenario& from, const Scenario& to,
                                                     const std::string& folder,
                                                     std::size_t bars = 6) const {
    tools::AttributionRequest request;
    request.measures = {{"permanent_exclusions", "", "Permanent exclusions"},
                        {"unit_roll", "lower", "On roll"},
                        {"semh_spend", "", "Spending"},
                        {"no_such_measure", "", "Nothing"}};
    request.folder = folder_ / folder;
    request.replications = 6;
    request.threads = 2;
    request.quiet = true;
    request.bars = bars;
    return *tools::attributed(from, to, 1, request);
  }

  static double share(const tools::ComparedAttribution& of, const std::string& lever) {
    for (const auto& one : of.levers)
      if (one.lever == lever) return one.share.mean;
    ADD_FAILURE() << lever;
    return NAN;
  }
};

TEST_F(Attribution, CallsLeversAsAReaderWould) {
  const Scenario to = option("to", changed);
  const Levers levers(base(), to);
  std::vector<std::string> names;
  for (const std::size_t lever : levers.as_listed()) names.push_back(levers.names()[lever]);
  EXPECT_THAT(names, ElementsAre("Places and role of the lower unit", "Posters", "Plans"));
  EXPECT_EQ(levers.hybrid(0).canonical_text(), base().canonical);
  EXPECT_EQ(levers.hybrid(7).canonical_text(), to.canonical);
}

TEST_F(Attribution, CallsLeversAsTheScenarioDoes) {
  const Scenario to = option(
      "to", changed +
                "[[lever]]\nid = \"b\"\nname = \"Work on plans\"\nkeys = [\"plans.refused\", "
                "\"intervention[posters]*\"]\n[[lever]]\nid = \"a\"\nname = \"Fewer "
                "places\"\nkeys = [\"unit[lower].places\"]\n");
  const Levers levers(base(), to);
  EXPECT_THAT(levers.names(), ElementsAre("Fewer places", "Work on plans"));
  EXPECT_THAT(levers.as_listed(), ElementsAre(1, 0));
}

TEST_F(Attribution, JoinsALeverToTheOneItNeeds) {
  const Scenario to = option(
      "to",
      "[[unit]]\nid = \"lower\"\nplaces = [{ from = 2017-09-01, value = 2, low = 1, high = 4, "
      "unit = \"places\", source = \"ASSUMED\" }]\n" +
          changed.substr(changed.find("[[intervention]]")) +
          "funding_ends = 2019-08-31\ndecay_months = { value = 6, unit = \"months\", source = "
          "\"[X]\" }\n[[lever]]\nid = \"end\"\nname = \"The end\"\nkeys = "
          "[\"intervention[posters].funding_ends\", \"intervention[posters].decay_months\"]\n");
  const Levers levers(base(), to);
  EXPECT_THAT(levers.names(),
              ElementsAre("Places and role of the lower unit", "The end, with Posters"));
}

TEST_F(Attribution, SaysWhatDiffersByDateAndSource) {
  const auto rows = tools::input_differences(base(), option("to", changed), 1);
  std::map<std::string, tools::InputDifference> by_key;
  for (const auto& row : rows) by_key[row.key] = row;
  const auto& places = by_key.at("unit[lower].places");
  EXPECT_EQ(places.lever, "Places and role of the lower unit");
  EXPECT_EQ(places.base, "5 (4 to 8) places");
  EXPECT_EQ(places.value, "2 (1 to 4) places");
  EXPECT_EQ(places.source, "ASSUMED");
  EXPECT_EQ(sim::to_string(*places.from), "2017-09-01");
  EXPECT_EQ(by_key.at("intervention[posters].reach").base, "none");
  EXPECT_EQ(by_key.count("name"), 0U);
}

TEST_F(Attribution, AddsUpExactlyAndGivesNothingToAnInertLever) {
  const auto made = attributed(base(), option("to", changed), "kept");
  ASSERT_EQ(made.size(), 3U);
  for (const auto& one : made) {
    EXPECT_TRUE(one.is_exact);
    const double per_one = one.decimals == 2 ? 100 : 10;
    double sum = 0;
    for (const auto& lever : one.levers) sum += std::round(lever.share.mean * per_one);
    EXPECT_EQ(sum, std::round(one.total * per_one)) << one.measure;
    EXPECT_EQ(share(one, "Posters"), 0);
    for (const auto& lever : one.levers)
      EXPECT_EQ(lever.share.half_width == 0, lever.lever == "Posters") << lever.lever;
  }
  EXPECT_LT(share(made[1], "Places and role of the lower unit"), 0);
  EXPECT_EQ(made[1].unit, "pupils");
  EXPECT_EQ(made[1].span.substr(made[1].span.size() - 11), " on average");
}

TEST_F(Attribution, IsTheDifferenceBetweenTheTwo) {
  const Scenario from = base();
  const Scenario to = option("to", changed);
  const auto made = attributed(from, to, "kept");
  double sum = 0;
  const models::Ground one(from.borough);
  const models::Ground other(to.borough);
  models::Model before(one);
  models::Model after(other);
  const auto& period = from.borough.period;
  const auto places = tools::places_of(
      {"permanent_exclusions", "", period.report_from, period.last_school_year}, from.borough);
  for (std::uint32_t future = 0; future < 6; ++future) {
    const auto a = before.run(future);
    const auto b = after.run(future);
    for (const std::size_t place : places)
      sum += static_cast<double>(b.yearly[place] - a.yearly[place]);
  }
  EXPECT_NEAR(made[0].total, sum / 6, 0.05);
}

TEST_F(Attribution, DoesNotDependOnTheOrderOfTheFile) {
  const std::string levers[] = {
      "[[lever]]\nid = \"a\"\nname = \"Alpha\"\nkeys = [\"unit[lower].places\"]\n",
      "[[lever]]\nid = \"b\"\nname = \"Beta\"\nkeys = [\"plans.refused\"]\n",
      "[[lever]]\nid = \"c\"\nname = \"Gamma\"\nkeys = [\"intervention[posters]*\"]\n"};
  const auto one =
      attributed(base(), option("one", changed + levers[0] + levers[1] + levers[2]), "one");
  const auto other =
      attributed(base(), option("other", changed + levers[2] + levers[0] + levers[1]), "other");
  ASSERT_EQ(one.size(), other.size());
  for (std::size_t measure = 0; measure < one.size(); ++measure) {
    EXPECT_EQ(other[measure].levers.front().lever, "Gamma");
    for (const auto& lever : one[measure].levers)
      EXPECT_EQ(share(other[measure], lever.lever), lever.share.mean);
  }
}

TEST_F(Attribution, ShowsFewBarsAndTheRestTogether) {
  const Scenario to = option("to", changed);
  const auto all = attributed(base(), to, "kept");
  const auto few = attributed(base(), to, "kept", 2);
  ASSERT_EQ(few[1].levers.size(), 2U);
  EXPECT_EQ(few[1].levers.back().lever, "All other levers");
  EXPECT_EQ(few[1].total, all[1].total);
}

TEST_F(Attribution, HasNothingToSayOfWhatIsTheSame) {
  EXPECT_THAT(attributed(base(), option("to", "about = \"Another name alone.\"\n"), "kept"),
              IsEmpty());
}

}  // namespace
