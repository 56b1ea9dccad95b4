// What matters, as a user meets it: on a small borough of which all is certain but a few numbers.
#include "tools/semh/sensitivity/sensitivity.h"

#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "scenarios/posterior.h"
#include "tests/sanitized.h"
#include "tests/scenarios/small_posterior.h"
#include "tests/tools/command.h"

namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// The synthetic borough without a width of any range.
std::string certain() {
  const std::regex one("value = ([-0-9.]+), low = [-0-9.]+, high = [-0-9.]+");
  std::istringstream lines(std::regex_replace(contents(scenarios_folder + "synthetic_borough.toml"),
                                              one, "value = $1, low = $1, high = $1"));
  std::string text;
  std::string values;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("values = ", 0) == 0) values = line.substr(line.find('['));
    if (line.rfind("low = [", 0) == 0) line = "low = " + values;
    if (line.rfind("high = [", 0) == 0) line = "high = " + values;
    text += line + "\n";
  }
  return text;
}

class Sensitivity : public Command {
 protected:
  /// Three numbers are uncertain: one that moves children, a price, and what only travel costs.
  Sensitivity() {
    std::string text = certain();
    widen(text, "one_off_secondary = { value = 2,", "0", "14");
    widen(text, "spot_place = { value = 18000,", "12000", "25000");
    widen(text, "cost = { value = 2500,", "1000", "9000");
    write("base.toml", text);
    write("option.toml",
          "extends = \"base.toml\"\nname = \"Option\"\n[exclusion]\nbase_secondary = { value = "
          "-3.6, low = -4.2, high = -3.0, unit = \"logit\", source = \"ASSUMED (invented)\" }\n");
  }

  static void widen(std::string& text, const std::string& number, const std::string& low,
                    const std::string& high) {
    const std::size_t at = text.find("\n" + number);
    ASSERT_NE(at, std::string::npos) << number;
    const std::size_t begin = at + 1 + number.size();
    const std::size_t end = text.find(", unit", begin);
    text.replace(begin, end - begin, " low = " + low + ", high = " + high);
  }

  json asked(const std::string& words) const {
    const Answer answer = semh("sensitivity " + words + " --json -q");
    EXPECT_EQ(answer.exit_code, 0) << answer.err;
    return json::parse(answer.out);
  }

  /// Of a measure, the effect of an assumption.
  static json effect(const json& answer, const std::string& measure,
                     const std::string& assumption) {
    for (const json& each : answer.at("measures"))
      if (each.at("measure") == measure)
        for (const json& one : each.at("effects"))
          if (one.at("assumption") == assumption) return one;
    ADD_FAILURE() << measure << " of " << assumption;
    return {};
  }
};

constexpr const char* quick =
    SEMH_SANITIZED ? " --trajectories 3 --replications 3 " : " --trajectories 4 --replications 6 ";

TEST_F(Sensitivity, LetsAPriceMoveMoneyAlone) {
  const json answer = asked(std::string("base.toml") + quick);

  for (const char* children :
       {"not_in_full_time_education", "permanent_exclusions", "out_of_borough"}) {
    EXPECT_EQ(effect(answer, children, "prices.spot_place").at("mu_star"), 0) << children;
    EXPECT_EQ(effect(answer, children, "prices.spot_place").at("matters"), false) << children;
  }
  EXPECT_GT(effect(answer, "semh_spend", "prices.spot_place").at("mu_star"), 1000);
  EXPECT_GT(effect(answer, "permanent_exclusions", "exclusion.one_off_secondary").at("mu_star"),
            0.5);
}

TEST_F(Sensitivity, RanksByEveryMeasureAskedAboutAndByNoOther) {
  const auto share = [&](const std::string& words) {
    const json answer = asked("base.toml" + words + quick);
    for (const json& one : answer.at("assumptions"))
      if (one.at("assumption") == "prices.spot_place") return one.at("share").get<double>();
    return -1.0;
  };

  EXPECT_GT(share(""), 0);
  EXPECT_EQ(share(" --measure permanent_exclusions"), 0);
  EXPECT_EQ(share(" --against option.toml --measure permanent_exclusions"), 0);
}

TEST_F(Sensitivity, GivesExactlyNothingToWhatMovesNothing) {
  const json answer = asked(std::string("base.toml") + quick);

  // What travel costs is beside the block.
  for (const json& measure : answer.at("measures"))
    EXPECT_EQ(effect(answer, measure.at("measure"), "travel.unit.cost").at("upper"), 0);
  for (const json& one : answer.at("assumptions"))
    if (one.at("assumption") == "travel.unit.cost") {
      EXPECT_EQ(one.at("share"), 0);
      EXPECT_EQ(one.at("matters"), false);
    }
}

TEST_F(Sensitivity, SaysInASentenceWhatMattersAndWhatDoesNot) {
  const Answer answer = semh(std::string("sensitivity base.toml") + quick);

  EXPECT_EQ(answer.exit_code, 0) << answer.err;
  EXPECT_THAT(answer.out, AllOf(HasSubstr("WHAT MATTERS for base"), HasSubstr("assumptions, "),
                                HasSubstr("exclusion.one_off_secondary"),
                                HasSubstr("1 moves nothing here"), HasSubstr("##")));
  EXPECT_THAT(answer.err, HasSubstr("Results are in out/sensitivity-base-"));
}

/// `text` on one line.
std::string unbroken(const std::string& text) {
  return std::regex_replace(text, std::regex("\\s+"), " ");
}

/// The number before `words`, or 0.
std::size_t number_before(const std::string& text, const std::string& words) {
  std::smatch found;
  return std::regex_search(text, found, std::regex("(\\d+) " + words)) ? std::stoul(found[1]) : 0;
}

TEST_F(Sensitivity, SaysOfAllWhetherTheyMatterDoNotOrCannotBeTold) {
  const std::string text = unbroken(semh(std::string("sensitivity base.toml") + quick).out);
  const json answer = asked(std::string("base.toml") + quick);

  std::size_t matter = 0;
  for (const json& one : answer.at("assumptions")) matter += one.at("matters") ? 1 : 0;
  const std::size_t all = number_before(text, "assumptions, ");
  const std::size_t not_at_all = number_before(text, "(does|do) not: ");
  const std::size_t untold = number_before(text, "cannot be told from chance: ");
  EXPECT_EQ(all, answer.at("assumptions").size());
  EXPECT_EQ(matter + not_at_all + untold, all) << text;
  EXPECT_EQ(number_before(text, "(does|do) too little") +
                number_before(text, "(moves|move) nothing here"),
            not_at_all)
      << text;
}

TEST_F(Sensitivity, GivesNoIntervalOfTooFewWalks) {
  const std::string few =
      unbroken(semh("sensitivity base.toml --trajectories 2 --replications 4").out);
  EXPECT_THAT(few, HasSubstr("moves it by to chance alone"));
  EXPECT_THAT(few, HasSubstr("So few walks give no 95% interval: that needs four or more"));
  EXPECT_THAT(few, Not(testing::ContainsRegex("[0-9] \\([0-9.,]+ to [0-9.,]+\\)")));

  const std::string enough =
      unbroken(semh("sensitivity base.toml --trajectories 4 --replications 4").out);
  EXPECT_THAT(enough, HasSubstr("moves it by (95% interval)"));
  EXPECT_THAT(enough, Not(HasSubstr("So few walks")));
}

TEST(SensitivityText, SaysHowManyOfThoseThatMatterItLists) {
  tools::Sensitivity found;
  found.scenarios.push_back(scenarios::read_scenario(scenarios_folder + "synthetic_borough.toml"));
  const tools::Assumptions assumptions(found.scenarios);
  ASSERT_GE(assumptions.size(), 9U);
  found.assumptions = &assumptions;
  found.quantities.resize(2);
  found.told = 2;
  found.screening.trajectories = 8;
  found.screening.shares.assign(assumptions.size(), 0);
  for (const std::size_t matter : {8U, 3U}) {
    tools::ScreenedQuantity one;
    one.effects.resize(assumptions.size());
    for (std::size_t i = 0; i < matter; ++i) {
      one.effects[i].mu_star = 10 - static_cast<double>(i);
      one.matter.push_back(i);
    }
    found.screening.quantities.push_back(one);
  }
  for (std::size_t i = 0; i < 8; ++i) {
    found.screening.shares[i] = 0.1;
    found.screening.matter.push_back(i);
  }

  const std::string text = unbroken(tools::sensitivity_text(found, 80));
  EXPECT_THAT(text, HasSubstr("eight matter, the first six of them below."));
  EXPECT_THAT(text, HasSubstr("three matter."));
}

TEST_F(Sensitivity, IsTheSameOnAnyNumberOfThreadsAndWhenItGoesOn) {
  const std::string words = std::string("sensitivity base.toml -q") + quick;
  const Answer one = semh(words + "--threads 1 -o one");
  const Answer two = semh(words + "--threads 2 -o two");
  const Answer again = semh(words + "-o one");

  EXPECT_EQ(one.exit_code, 0) << one.err;
  EXPECT_EQ(one.out, two.out);
  EXPECT_EQ(one.out, again.out);
  for (const char* table : {"assumptions.csv", "screening.csv", "sensitivity.h5"})
    EXPECT_EQ(contents(folder_ / "one" / table), contents(folder_ / "two" / table)) << table;
  EXPECT_EQ(semh("verify one").exit_code, 0);
}

TEST_F(Sensitivity, AsksOfADifferenceWhatItDependsOn) {
  const json answer = asked(std::string("base.toml --against option.toml") + quick);

  EXPECT_EQ(answer.at("about"), "option less base");
  // What only the option has uncertain, and what both share: that is nearly the same in both.
  EXPECT_GT(effect(answer, "permanent_exclusions", "exclusion.base_secondary").at("mu"), 2);
  EXPECT_LT(effect(answer, "permanent_exclusions", "exclusion.one_off_secondary").at("mu_star"), 1);
}

TEST_F(Sensitivity, SplitsTheVarianceAndPricesKnowledgeWhenItLooksDeeper) {
  const json answer = asked(
      "base.toml --against option.toml --deep --worth 20000 -o deep --trajectories 3 "
      "--replications 4");

  double first = 0;
  for (const json& measure : answer.at("shares"))
    if (measure.at("measure") == "permanent_exclusions") {
      EXPECT_GT(measure.at("explained").get<double>(), 0.5);
      for (const json& one : measure.at("shares")) first += one.at("first").get<double>();
    }
  EXPECT_NEAR(first, 1, 0.15);
  ASSERT_FALSE(answer.at("choices").empty());
  const json& choice = answer.at("choices").front();
  EXPECT_THAT(choice.at("objective").get<std::string>(), HasSubstr("£20,000"));
  // More exclusions and more spending: hardly any knowledge would make anybody choose the option.
  const double advantage = choice.at("advantage").get<double>();
  EXPECT_LT(advantage, 0);
  for (const json& one : choice.at("knowing"))
    EXPECT_LT(one.at("value").get<double>(), -0.02 * advantage);
  for (const char* table : {"shares.csv", "shares.meta.csv", "knowledge.csv"})
    EXPECT_TRUE(fs::exists(folder_ / "deep" / table)) << table;
}

TEST_F(Sensitivity, MovesParametersOfAPosteriorWithWhatTheyAreTiedTo) {
  scenarios::Posterior posterior = small_posterior::made();
  posterior.parameters[1].sets = {{"exclusion.base_secondary", {}, scenarios::How::plus}};
  posterior.draws.clear();
  for (std::size_t i = 0; i < 200; ++i) {
    const double place = (static_cast<double>(i) - 100) / 100;
    const double other = i % 2 == 0 ? 0.3 : -0.3;
    posterior.draws.push_back({i % 2, 1, {1 + 0.1 * place, place + other}});
  }
  write("posterior.toml", scenarios::posterior_text(posterior));
  write("fitted.toml",
        "extends = \"base.toml\"\nname = \"Fitted\"\n[uncertainty]\nposterior = "
        "\"posterior.toml\"\n");

  const Answer answer = semh(std::string("sensitivity fitted.toml -o fitted") + quick);

  EXPECT_EQ(answer.exit_code, 0) << answer.err;
  EXPECT_THAT(answer.out, HasSubstr("are tied to each other"));
  const std::string table = contents(folder_ / "fitted/assumptions.csv");
  EXPECT_THAT(table, AllOf(HasSubstr("\nfirst-causes,fitted,"), HasSubstr("\nstructure,structure,"),
                           HasSubstr(",secondary-2015,0."), HasSubstr("prices.spot_place,range,")));
}

TEST_F(Sensitivity, RefusesWhatItCannotAnswer) {
  write("certain.toml", certain());
  const auto refused = [&](const std::string& words, const std::string& why) {
    const Answer answer = semh("sensitivity " + words);
    EXPECT_EQ(answer.exit_code, 2) << words;
    EXPECT_THAT(answer.err, HasSubstr(why)) << words;
    EXPECT_EQ(answer.out, "") << words;
  };

  refused("certain.toml", "must have a number with a range");
  refused("base.toml --against base.toml", "must be another scenario than the first");
  refused("base.toml --measure permanent_exclusion", "Did you mean permanent_exclusions?");
  refused("base.toml --years 1999", "must be years in which every measure is reported");
  refused("base.toml --years soon", "must be a year or two");
  refused("missing.toml --trajectories 1", "--trajectories");
  write("there/notes.txt", "");
  fs::create_directory(folder_ / "there");
  write("there/notes.txt", "mine");
  refused("base.toml -o there", "holds files that are not of this analysis");
}

}  // namespace
