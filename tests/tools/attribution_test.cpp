// Why an option differs: its levers, and their shares of the difference.
#include "tools/semh/compare/attribution.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "models/measures.h"
#include "models/model.h"
#include "tests/tools/command.h"
#include "tools/semh/compare/inputs.h"
#include "tools/semh/compare/levers.h"
#include "tools/semh/compare/variants.h"

namespace {

using scenarios::Scenario;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
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
    request.school_years = school_years_;
    request.financial_years = {{models::Basis::financial_year, 2017, 2019}};
    request.folder = folder_ / folder;
    request.replications = 6;
    request.threads = 2;
    request.quiet = true;
    request.bars = bars;
    return *tools::attributed(from, to, 1, request);
  }

  std::optional<tools::ComparedSpan> school_years_{{models::Basis::school_year, 2016, 2020}};

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
  EXPECT_EQ(by_key.at("intervention[posters].reach").from,
            by_key.at("intervention[posters].from").from)
      << "what belongs to a new thing begins with it";
  EXPECT_EQ(by_key.count("name"), 0U);
}

TEST_F(Attribution, ListsLeversByTheirDates) {
  const Scenario to = option("to", changed);
  const auto rows = tools::input_differences(base(), to, 1);
  const auto lines = tools::lever_lines(rows, 1);
  std::vector<std::string> levers;
  std::vector<std::optional<sim::Date>> dates;
  std::size_t inputs = 0;
  for (const auto& line : lines) {
    levers.push_back(line.lever);
    dates.push_back(line.from);
    inputs += line.inputs;
    EXPECT_LE(line.assumed + line.choices, line.inputs);
  }
  EXPECT_THAT(levers,
              UnorderedElementsAre("Places and role of the lower unit", "Posters", "Plans"));
  EXPECT_TRUE(std::is_sorted(dates.begin(), dates.end()));
  EXPECT_EQ(inputs, rows.size());
  EXPECT_TRUE(tools::lever_lines(rows, 2).empty());
  std::size_t line = 0;
  for (const auto& row : rows) {  // And the numbers in the order of their levers.
    while (line < lines.size() && lines[line].lever != row.lever) ++line;
    ASSERT_LT(line, lines.size()) << row.key;
  }
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
    EXPECT_NEAR(one.whole.mean, one.total, 0.501 / per_one);
    double exact = 0;
    for (const auto& lever : one.levers) {
      EXPECT_NEAR(lever.share.exact, lever.share.mean, 1 / per_one) << lever.lever;
      EXPECT_DOUBLE_EQ(lever.share.upper() - lever.share.exact, lever.share.half_width);
      exact += lever.share.exact;
    }
    EXPECT_NEAR(exact, one.whole.mean, 1e-9 * std::max(1.0, std::abs(exact))) << one.measure;
    for (const auto& lever : one.levers)
      EXPECT_EQ(lever.share.half_width == 0, lever.lever == "Posters") << lever.lever;
  }
  EXPECT_LT(share(made[1], "Places and role of the lower unit"), 0);
  EXPECT_EQ(made[1].unit, "pupils");
  EXPECT_EQ(made[1].span, "an average year, 2016/17 to 2020/21");
  EXPECT_EQ(made[2].span, "an average year, 2017-18 to 2019-20");
}

TEST_F(Attribution, LeavesOutOfTheInputsWhatMakesNoDifference) {
  const auto rows = tools::input_differences(
      base(),
      option("to", changed +
                       "decision_effect = { value = 0, unit = "
                       "\"share\", source = \"[X]\" }\nwithdrawal_effect = { value = 0, unit = "
                       "\"share\", source = \"[X]\" }\n"),
      1);
  for (const auto& row : rows) {
    EXPECT_NE(row.base, row.value) << row.key;
    EXPECT_NE(row.value, "0 share") << row.key;
    EXPECT_NE(row.value, "0 months") << row.key;
    EXPECT_EQ(row.key.find(".name"), std::string::npos) << row.key;
  }
}

TEST_F(Attribution, CallsAnyKeyInWordsOfTheField) {
  const auto rows = tools::input_differences(
      base(),
      option("to",
             "[fixed_term_exclusions]\nrepeat_rate = { value = 5, low = 3, high = 9, unit = "
             "\"per school year\", source = "
             "\"ASSUMED\" }\n"),
      1);
  for (const auto& row : rows) EXPECT_EQ(row.lever, "Fixed-term exclusions") << row.key;
  EXPECT_FALSE(rows.empty());
}

/// The mean over six futures of how much more `measure` is in an average of those years.
double more_in_average_year(const Scenario& from, const Scenario& to, const char* measure,
                            const char* breakdown, int first, int last) {
  const models::Ground one(from.borough);
  const models::Ground other(to.borough);
  models::Model before(one);
  models::Model after(other);
  const auto measures = models::yearly_measures(from.borough);
  const auto& what =
      *std::find_if(measures.begin(), measures.end(), [&](const models::YearlyMeasure& each) {
        return each.measure.name == std::string(measure) && each.breakdown == breakdown;
      });
  double sum = 0;
  for (std::uint32_t future = 0; future < 6; ++future) {
    const auto a = before.run(future);
    const auto b = after.run(future);
    for (int year = first; year <= last; ++year) {
      const tools::Wanted wanted{measure, breakdown, year, year};
      const std::size_t now = tools::places_of(wanted, to.borough).at(0);
      const std::size_t then = tools::places_of(wanted, from.borough).at(0);
      sum += models::shown_value(what, b.yearly[now], year) -
             models::shown_value(what, a.yearly[then], year);
    }
  }
  return sum / 6 / (last - first + 1);
}

// A leap year is among them: a mean is one of the means of years, as the headline has it.
TEST_F(Attribution, IsTheDifferenceBetweenTheTwoInAnAverageYearOfTheSpan) {
  const Scenario from = base();
  const Scenario to = option("to", changed);
  school_years_ = {{models::Basis::school_year, 2017, 2019}};
  const auto made = attributed(from, to, "kept");
  EXPECT_NEAR(made[0].total, more_in_average_year(from, to, "permanent_exclusions", "", 2017, 2019),
              0.0501);
  EXPECT_NEAR(made[1].total, more_in_average_year(from, to, "unit_roll", "lower", 2017, 2019),
              0.0501);
  EXPECT_NEAR(made[2].total, more_in_average_year(from, to, "semh_spend", "", 2017, 2019), 0.00501);
}

TEST_F(Attribution, TellsNothingOfYearsThatTheComparisonHasNot) {
  school_years_.reset();
  const auto made = attributed(base(), option("to", changed), "kept");
  ASSERT_EQ(made.size(), 1U);
  EXPECT_EQ(made[0].measure, "semh_spend");
}

TEST(Reconciled, SaysWhatTheHeadlineSaysOfOtherFutures) {
  tools::ComparedAttribution made;
  made.measure = "permanent_exclusions";
  made.futures = 200;
  tools::ComparedMeasure headline;
  headline.measure = "permanent_exclusions";
  headline.average.emplace();
  headline.average->differences.resize(2);
  headline.average->differences[1].emplace();
  headline.average->differences[1]->mean.difference.mean = -16.62;
  EXPECT_EQ(tools::reconciled(made, {headline}, 1000),
            "of these 200 futures; the headline's 1,000 say \xE2\x88\x92"
            "16.6");
  EXPECT_EQ(tools::reconciled(made, {headline}, 200), "") << "they are the same futures";
  headline.breakdown = "secondary";
  EXPECT_EQ(tools::reconciled(made, {headline}, 1000), "");
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
