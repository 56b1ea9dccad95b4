// Options against futures that may come: regret, worst case, and futures that change nothing.
#include "tools/semh/compare/robust.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/scenarios/small_posterior.h"
#include "tests/tools/command.h"

namespace {

using scenarios::Scenario;
using testing::ElementsAre;
using testing::HasSubstr;
using tools::RobustCell;
using tools::RobustMatrix;

class Robust : public Command {
 protected:
  Robust() {
    std::filesystem::copy_file(scenarios_folder + "synthetic_borough.toml",
                               folder_ / "synthetic_borough.toml");
    write("futures.toml",
          "[[future]]\nid = \"fewer\"\nwords = \"Many fewer plans\"\nsource = \"[X]\"\n"
          "[future.ends]\n\"plans.requests\" = \"low\"\n"
          "[[future]]\nid = \"ends\"\nwords = \"Funding of posters ends\"\nsource = \"[X]\"\n"
          "[[future.overlay.intervention]]\nid = \"posters\"\nfunding_ends = 2017-08-31\n" +
              structure_);
  }

  std::vector<Scenario> options(const std::string& also = "") const {
    const auto file = write(
        "posters.toml",
        "extends = \"synthetic_borough.toml\"\nname = \"Posters\"\n[[intervention]]\nid = "
        "\"posters\"\nname = \"posters\"\nfirst_year = 0\nlast_year = 11\nfrom = "
        "2014-09-01\nramp_months = { value = 0, unit = \"months\", source = \"[X]\" }\nreach = { "
        "value = 1, unit = \"share\", source = \"[X]\" }\ndecision_effect = { value = 0.5, unit = "
        "\"share\", source = \"[X]\" }\n" +
            also);
    const auto base =
        write("base.toml", "extends = \"synthetic_borough.toml\"\nname = \"Base\"\n" + also);
    return {scenarios::read_scenario(base), scenarios::read_scenario(file)};
  }

  tools::RobustRequest request() const {
    tools::RobustRequest asked;
    asked.futures = folder_ / "futures.toml";
    asked.folder = folder_ / "kept";
    asked.replications = 6;
    asked.run.threads = 2;
    asked.run.quiet = true;
    asked.first_school_year = 2016;
    asked.last_school_year = 2019;
    return asked;
  }

  std::string structure_;
};

TEST_F(Robust, TellsRegretInEveryFuture) {
  const auto matrices = *tools::robust_of(options(), request());
  ASSERT_EQ(matrices.size(), 2U) << "spending has no years";
  const RobustMatrix& matrix = matrices[0];
  EXPECT_EQ(matrix.objective, "Permanent exclusions");
  EXPECT_EQ(matrix.span, "2016/17 to 2019/20");
  EXPECT_THAT(matrix.futures,
              ElementsAre("As assumed", "Many fewer plans", "Funding of posters ends"));
  for (std::size_t column = 0; column < 3; ++column) {
    const RobustCell& base = matrix.cells[0][column];
    const RobustCell& posters = matrix.cells[1][column];
    EXPECT_EQ(posters.regret, 0) << column;
    EXPECT_NEAR(base.regret, base.mean - posters.mean, 1e-12);
    EXPECT_GT(base.regret, 0);
    EXPECT_LE(base.value.low, base.value.middle);
  }
  EXPECT_LT(matrix.cells[0][2].regret, matrix.cells[0][0].regret)
      << "what ends helps for less long";
  EXPECT_EQ(matrix.worst_regret[1], 0);
  EXPECT_EQ(matrix.worst_regret[0], std::max({matrix.cells[0][0].regret, matrix.cells[0][1].regret,
                                              matrix.cells[0][2].regret}));
  EXPECT_EQ(matrix.worst_future[1], 2U);
}

TEST_F(Robust, JudgesByTheObjectivesThatAreAsked) {
  auto asked = request();
  asked.first_financial_year = 2017;
  asked.last_financial_year = 2018;
  asked.objectives = tools::objectives_of({"in_year_balance", "fixed_term_exclusions"});
  const auto matrices = *tools::robust_of(options(), asked);
  ASSERT_EQ(matrices.size(), 2U);
  EXPECT_EQ(matrices[1].objective, "Fixed-term exclusions");
  const RobustMatrix& balance = matrices[0];
  EXPECT_EQ(balance.objective, "In-year balance");
  for (std::size_t column = 0; column < balance.futures.size(); ++column) {
    const double base = balance.cells[0][column].mean;
    const double posters = balance.cells[1][column].mean;
    ASSERT_NE(base, posters) << column;
    EXPECT_EQ(balance.cells[posters > base ? 1 : 0][column].regret, 0) << "more money is better";
    EXPECT_NEAR(balance.cells[posters > base ? 0 : 1][column].regret, std::abs(posters - base),
                1e-6);
    EXPECT_GE(base, balance.cells[0][balance.worst_future[0]].mean);
  }
}

TEST_F(Robust, SaysWhereAFutureChangesNothing) {
  const auto matrices = *tools::robust_of(options(), request());
  EXPECT_TRUE(matrices[0].cells[0][2].is_untouched);
  EXPECT_FALSE(matrices[0].cells[1][2].is_untouched);
  EXPECT_FALSE(matrices[0].cells[0][0].is_untouched);
  EXPECT_FALSE(matrices[0].cells[0][1].is_untouched);
}

TEST_F(Robust, RefusesAFutureThatBreaksARule) {
  write("futures.toml",
        "[[future]]\nid = \"early\"\nwords = \"Too early\"\nsource = \"[X]\"\n"
        "[[future.overlay.intervention]]\nid = \"*\"\nfunding_ends = 2013-10-01\n");
  try {
    tools::robust_of(options(), request());
    FAIL() << "it was taken";
  } catch (const scenarios::ScenarioError& error) {
    EXPECT_THAT(error.what(), HasSubstr("in the future early"));
  }
}

TEST_F(Robust, HasFuturesOfOneAccountOfThePosterior) {
  write("posterior.toml", scenarios::posterior_text(small_posterior::made()));
  const std::string id = small_posterior::made().structures.front().id;
  write("futures.toml",
        "[[future]]\nid = \"one\"\nwords = \"One account\"\nsource = "
        "\"[X]\"\nstructure = \"" +
            id + "\"\n");
  const auto both = options("[uncertainty]\nposterior = \"posterior.toml\"\n");
  EXPECT_EQ((*tools::robust_of(both, request()))[0].futures.size(), 2U);
  auto central = request();
  central.run.central = true;
  const auto without = *tools::robust_of(both, central);
  EXPECT_EQ(without[0].futures.size(), 1U);
  EXPECT_EQ(without[0].left_out, "One account");
}

TEST_F(Robust, FindsTheFuturesBesideAScenario) {
  EXPECT_EQ(*tools::futures_beside(options()[0]), folder_ / "futures.toml");
  std::filesystem::remove(folder_ / "futures.toml");
  EXPECT_FALSE(tools::futures_beside(options()[0]).has_value());
}

}  // namespace
