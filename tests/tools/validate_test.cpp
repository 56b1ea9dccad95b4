// The command `semh validate` as a user meets it, on the synthetic borough with made figures.
#include <algorithm>
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/posterior.h"
#include "tests/scenarios/small_posterior.h"
#include "tests/tools/command.h"

namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const std::string head = "series,phase,year,value,unit,source,address,confidence,status\n";

std::string row(const std::string& series, const std::string& year, int value) {
  return series + "," + year + "," + std::to_string(value) + ",PEX,made,none,none,observed\n";
}

class Validate : public Command {
 protected:
  Validate() {
    fs::copy(scenarios_folder + "synthetic_borough.toml", folder_ / "synthetic_borough.toml");
    write("with.toml",
          "extends = \"synthetic_borough.toml\"\nname = \"With\"\nabout = \"Fewer decisions.\"\n"
          "[exclusion]\nbase_secondary = { value = -7, low = -8, high = -6, unit = \"logit\", "
          "source = \"ASSUMED (invented)\" }\n");
    fs::create_directory(folder_ / "evidence");
    write("evidence/observed.csv",
          head + row("pex,secondary", "2012/13", 7) + row("pex,secondary", "2013/14", 9) +
              row("pex,secondary", "2014/15", 10) + row("pex,secondary", "2015/16", 12) +
              row("pex,secondary", "2016/17", 11) + row("pex,secondary", "2017/18", 13) +
              row("fixed,total", "2014/15", 420) + row("fixed,total", "2015/16", 500) +
              row("fixed,total", "2016/17", 480));
    write("protocol.toml", protocol());
  }

  static std::string protocol() {
    return "about = \"A test.\"\nevidence = \"evidence\"\nreplications = 20\nseed = 3\n"
           "[[arm]]\nid = \"a\"\nname = \"as it was\"\nscenario = \"synthetic_borough.toml\"\n"
           "[[arm]]\nid = \"b\"\nname = \"fewer decisions\"\nscenario = \"with.toml\"\n"
           "[[origin]]\nid = \"o\"\nabout = \"The summer of 2016.\"\nto = 2016-08-31\n"
           "years_ahead = 2\nmain = true\ntells_apart = true\n"
           "[[measure]]\nid = \"secondary\"\nname = \"Permanent exclusions, secondary\"\n"
           "group = \"permanent exclusions\"\ncounts = [\"permanent_exclusions/secondary\"]\n"
           "definition = \"made\"\nobserved = [\"pex/secondary\"]\nfirst_year = 2013\n"
           "last_year = 2017\nhalf_terms = true\n"
           "[[measure]]\nid = \"fixed\"\nname = \"Fixed-term exclusions\"\n"
           "group = \"fixed-term exclusions\"\ncounts = [\"fixed_term_exclusions\"]\n"
           "definition = \"made\"\nobserved = [\"fixed/total\"]\nfirst_year = 2013\n"
           "last_year = 2016\nthousands = true\nhalf_terms = true\n";
  }

  std::string result(const std::string& in, const std::string& file) const {
    return contents(folder_ / in / file);
  }
};

TEST_F(Validate, SaysWhoWasCloserInATableAChartAndASentence) {
  const Answer answer = semh("validate protocol.toml -o out");

  ASSERT_EQ(answer.exit_code, 0) << answer.err;
  EXPECT_THAT(answer.out,
              AllOf(HasSubstr("Of permanent exclusions (2 figures)"),
                    HasSubstr("Of fixed-term exclusions (1 figure)"),
                    HasSubstr("Against the best naive forecast, last value (CRPS summed"),
                    HasSubstr("lie in the 90% intervals"),
                    HasSubstr("From o, by Permanent exclusions, secondary: ")));
  const std::string csv = result("out", "validation.csv");
  // Two figures against two arms and four naive forecasts; one, of which two years are known,
  // against two arms and the three that need no trend.
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 1 + 2 * 6 + 5);
  EXPECT_THAT(csv,
              HasSubstr("o,evidence,secondary,permanent_exclusions/secondary,made,2016/17,11"));
  EXPECT_THAT(result("out", "validation.md"),
              AllOf(HasSubstr("# Back-test"), HasSubstr("So few figures prove nothing")));
  EXPECT_THAT(result("out", "validation.svg"), HasSubstr("observed 13"));
  EXPECT_EQ(semh("verify out").exit_code, 0);
}

TEST_F(Validate, ReproducesToTheByte) {
  ASSERT_EQ(semh("validate protocol.toml -o one --threads 1 -q").exit_code, 0);
  ASSERT_EQ(semh("validate protocol.toml -o two --threads 3 -q").exit_code, 0);
  for (const char* file : {"validation.csv", "validation.md", "validation.svg"}) {
    EXPECT_FALSE(result("one", file).empty()) << file;
    EXPECT_EQ(result("one", file), result("two", file)) << file;
  }
}

TEST_F(Validate, GoesOnWithWhatIsThere) {
  ASSERT_EQ(semh("validate protocol.toml -o out -q").exit_code, 0);
  const std::string whole = result("out", "validation.csv");
  fs::remove(folder_ / "out" / "validation.csv");
  fs::remove(folder_ / "out" / "MANIFEST.sha256");

  const Answer again = semh("validate protocol.toml -o out");

  EXPECT_EQ(again.exit_code, 0) << again.err;
  EXPECT_EQ(result("out", "validation.csv"), whole);
}

TEST_F(Validate, TellsOfActualsWhetherTheyAreMoreThanChance) {
  write("actuals.csv", head + row("pex,secondary", "2018/19", 12) +
                           row("pex,secondary", "2019/20", 900) + row("pex,primary", "2018/19", 3));
  const Answer answer = semh("validate protocol.toml -o out -q --actuals actuals.csv");

  ASSERT_EQ(answer.exit_code, 0) << answer.err;
  EXPECT_THAT(
      answer.out,
      AllOf(HasSubstr("Permanent exclusions, secondary, 2018/19: 12 lies inside"),
            HasSubstr("2019/20: 900 lies outside the 99.8% limits"), HasSubstr("more than chance."),
            HasSubstr("no measure counts it: pex/primary/2018/19")));
  EXPECT_THAT(result("out", "validation.csv"), HasSubstr("o,actual,secondary"));
}

TEST_F(Validate, RefusesActualsOfNothingThatIsPredicted) {
  write("actuals.csv", head + row("pex,tertiary", "2018/19", 12));
  const Answer answer = semh("validate protocol.toml -o out -q --actuals actuals.csv");
  EXPECT_EQ(answer.exit_code, 2);
  EXPECT_THAT(answer.err, AllOf(HasSubstr("actuals.csv:2:1"), HasSubstr("as observed.csv does")));
  write("actuals.csv", head + row("pex,secondary", "2018/19", -12));
  EXPECT_EQ(semh("validate protocol.toml -o out -q --actuals actuals.csv").exit_code, 2);
  EXPECT_EQ(semh("validate protocol.toml -o out -q --actuals absent.csv").exit_code, 3);
}

TEST_F(Validate, RefusesToKnowWhatCameLater) {
  std::string early = protocol();
  early.replace(early.find("2016-08-31"), 10, "2015-08-31");
  write("protocol.toml", early);

  const Answer answer = semh("validate protocol.toml -o out");

  EXPECT_EQ(answer.exit_code, 2);
  EXPECT_THAT(answer.err, HasSubstr("must know nothing after 2015-08-31"));
  EXPECT_THAT(left_behind(), Not(testing::Contains("out")));
}

TEST_F(Validate, PredictsFromAPosteriorThatKnowsNoMore) {
  write("posterior.toml", posterior_text(small_posterior::made()));  // to January 2018
  std::string text = protocol();
  text.insert(text.find("years_ahead"), "posterior = \"posterior.toml\"\n");
  write("protocol.toml", text);
  const Answer early = semh("validate protocol.toml -o out");
  EXPECT_EQ(early.exit_code, 2);
  EXPECT_THAT(early.err, HasSubstr("its posterior was fitted to evidence up to 2018-01-31"));

  text.replace(text.find("2016-08-31"), 10, "2018-01-31");
  write("protocol.toml", text);
  ASSERT_EQ(semh("validate protocol.toml -o out -q").exit_code, 0);
  const std::string certain = result("out", "validation.csv");
  text.erase(text.find("posterior = "), std::string("posterior = \"posterior.toml\"\n").size());
  write("protocol.toml", text);
  ASSERT_EQ(semh("validate protocol.toml -o central -q").exit_code, 0);
  EXPECT_NE(certain, result("central", "validation.csv"));
}

TEST_F(Validate, RefusesAMeasureThatTheModelHasNot) {
  for (const std::string wrong : {"permanent_exclusion/secondary", "unit_roll", "semh_spend"}) {
    std::string text = protocol();
    text.replace(text.find("permanent_exclusions/secondary"), 30, wrong);
    write("protocol.toml", text);
    const Answer answer = semh("validate protocol.toml -o out");
    EXPECT_EQ(answer.exit_code, 2) << wrong;
    EXPECT_THAT(answer.err, HasSubstr("semh explain lists the measures")) << wrong;
  }
}

TEST_F(Validate, LeavesOtherFoldersAlone) {
  fs::create_directory(folder_ / "mine");
  write("mine/validation.toml", "x");
  const Answer answer = semh("validate protocol.toml -o mine");
  EXPECT_EQ(answer.exit_code, 2);
  EXPECT_THAT(answer.err, HasSubstr("holds files that are not of a back-test"));
  EXPECT_EQ(semh("validate absent.toml").exit_code, 3);
}

}  // namespace
