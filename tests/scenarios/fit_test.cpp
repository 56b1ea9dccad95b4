#include "scenarios/fit.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "scenarios/diagnostic.h"
#include "scenarios/posterior.h"
#include "sim/random/elementary.h"
#include "tests/scenarios/temporary_folder.h"

namespace {

namespace fs = std::filesystem;
using scenarios::Fit;
using scenarios::How;

const fs::path shipped = fs::path(SEMH_SOURCE_DIR) / "scenarios/rotherham/fit.toml";

const scenarios::FitTarget& target(const Fit& fit, const std::string& id) {
  return *std::find_if(fit.targets.begin(), fit.targets.end(),
                       [&](const auto& each) { return each.id == id; });
}

std::size_t parameter(const Fit& fit, const std::string& id) {
  const auto found = std::find_if(fit.parameters.begin(), fit.parameters.end(),
                                  [&](const auto& each) { return each.id == id; });
  return static_cast<std::size_t>(found - fit.parameters.begin());
}

TEST(Fit, LooksUpWhatWasObserved) {
  const Fit fit = scenarios::read_fit(shipped);
  EXPECT_EQ(target(fit, "permanent-secondary-2014").observed, (std::vector<double>{48, 50}));
  EXPECT_EQ(target(fit, "unit-roll-2013").observed, std::vector<double>{18052.0 / 250});
  EXPECT_EQ(target(fit, "autumn-years-7-to-9-2017").observed, std::vector<double>{6})
      << "20 secondary less 5 and 9";
  for (const scenarios::FitTarget& each : fit.targets)
    EXPECT_EQ(each.source.find("_dfe"), std::string::npos)
        << each.id << ": council and department counts are never in one fit";
}

TEST(Fit, ReadsARangeAsAMedianWithNineInTenBetweenItsEnds) {
  const Fit fit = scenarios::read_fit(shipped);
  std::vector<double> z(fit.dimensions());
  const std::size_t at = parameter(fit, "with-plan");
  EXPECT_DOUBLE_EQ(fit.values_of(z)[at], -0.8);
  z[1 + at] = 1.6448536269514722;
  EXPECT_NEAR(fit.values_of(z)[at], 0, 1e-4);
  z[1 + at] = -1.6448536269514722;
  EXPECT_NEAR(fit.values_of(z)[at], -1.5, 1e-4);
}

TEST(Fit, StepsFromTheYearBeforeByItsOwnDeviation) {
  const Fit fit = scenarios::read_fit(shipped);
  std::vector<double> z(fit.dimensions());
  z[1 + parameter(fit, "fixed-term-level-2013")] = 1;
  z[1 + parameter(fit, "fixed-term-level-2014")] = -2;
  const std::vector<double> values = fit.values_of(z);
  const double deviation = values[parameter(fit, "fixed-term-step")];
  EXPECT_DOUBLE_EQ(deviation, 0.2);
  EXPECT_DOUBLE_EQ(values[parameter(fit, "fixed-term-level-2013")], 0.03 + deviation);
  EXPECT_DOUBLE_EQ(values[parameter(fit, "fixed-term-level-2014")],
                   0.03 + deviation - 2 * deviation);
  EXPECT_DOUBLE_EQ(values[parameter(fit, "fixed-term-level-2015")],
                   values[parameter(fit, "fixed-term-level-2014")]);
}

TEST(Fit, GivesEachStructureTheSameShareOfThePrior) {
  const Fit fit = scenarios::read_fit(shipped);
  ASSERT_EQ(fit.structures.size(), 4U);
  std::vector<double> z(fit.dimensions());
  const double quartile = 0.6744897501960817;
  for (const auto& [luck, structure] : {std::pair{-5.0, 0U},
                                        {-quartile - 1e-6, 0U},
                                        {-quartile + 1e-6, 1U},
                                        {-1e-6, 1U},
                                        {1e-6, 2U},
                                        {quartile - 1e-6, 2U},
                                        {quartile + 1e-6, 3U},
                                        {5.0, 3U}}) {
    z[0] = luck;
    EXPECT_EQ(fit.structure_of(z), structure) << luck;
  }
}

TEST(Fit, KnowsNoLevelAfterTheEvidenceEnds) {
  const Fit fit = scenarios::read_fit(shipped);
  const std::vector<double> values = fit.values_of(std::vector<double>(fit.dimensions()));
  bool frees = false;
  for (const scenarios::Change& change : fit.changes_of(0, values, 2014)) {
    if (change.keys == "*.free_from") {
      frees = true;
      EXPECT_EQ(change.from, sim::date(2015, 9, 1));
    } else if (change.keys.find(".level.known") != std::string::npos) {
      EXPECT_LT(*change.from, sim::date(2015, 9, 1)) << change.keys;
    }
  }
  EXPECT_TRUE(frees);
}

TEST(Fit, ClampsToWhatIsPossible) {
  const Fit fit = scenarios::read_fit(shipped);
  std::vector<double> z(fit.dimensions(), -2.5);
  const std::vector<double> values = fit.values_of(z);
  for (std::size_t i = 0; i < values.size(); ++i)
    if (fit.parameters[i].unit == "share") {
      EXPECT_GE(values[i], 0) << fit.parameters[i].id;
    }
}

/// The shipped fit with `old` replaced, beside the shipped evidence and base.
std::string problem_with(const std::string& old, const std::string& replacement) {
  const TemporaryFolder folder;
  fs::copy(shipped.parent_path(), folder.path() / "r", fs::copy_options::recursive);
  std::ifstream stream(shipped, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  const std::size_t at = text.find(old);
  EXPECT_NE(at, std::string::npos) << old;
  text.replace(at, old.size(), replacement);
  std::ofstream(folder.path() / "r/fit.toml", std::ios::binary) << text;
  try {
    scenarios::read_fit(folder.path() / "r/fit.toml");
  } catch (const scenarios::ScenarioError& error) {
    return error.what();
  }
  return "";
}

TEST(Fit, SaysWhatIsWrongWithIt) {
  EXPECT_NE(problem_with("fixed_term_exclusions_local/total/2012/13",
                         "fixed_term_exclusions_local/total/1912/13")
                .find("must name figures of the evidence"),
            std::string::npos);
  EXPECT_NE(problem_with("step = \"fixed-term-step\"", "step = \"decision-step\"")
                .find("must be the id of a parameter before this one"),
            std::string::npos);
  EXPECT_NE(problem_with("low = 0.6\nvalue = 1\n", "low = 1.1\nvalue = 1\n")
                .find("must lie between low and high"),
            std::string::npos);
  EXPECT_NE(problem_with("base = \"as_planned_2018.toml\"", "base = \"../secret.toml\"")
                .find("must be a path below the folder of this file"),
            std::string::npos);
  EXPECT_NE(problem_with("waves = 3", "waves = 300").find("waves"), std::string::npos);
  EXPECT_NE(problem_with("@2013-09-01", "@2013-09").find("KEY@YEAR-MONTH-DAY"), std::string::npos);
}

TEST(Fit, SaysOnWhatDayItsEvidenceEndsAsItsPosteriorsDo) {
  const Fit fit = scenarios::read_fit(shipped);
  ASSERT_FALSE(fit.posteriors.empty());
  for (const scenarios::FitPosterior& each : fit.posteriors)
    EXPECT_EQ(fit.evidence_ends(each.to),
              scenarios::read_posterior(shipped.parent_path() / (each.id + ".toml")).to)
        << each.id;
}

}  // namespace
