#include "scenarios/back_test.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/scenarios/temporary_folder.h"

namespace {

using scenarios::BackTest;
using scenarios::BackTestMeasure;
using scenarios::EvidenceIndex;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string shipped = std::string(SEMH_SOURCE_DIR) + "/scenarios/rotherham/";

const BackTestMeasure& measure_of(const BackTest& test, const std::string& id) {
  for (const BackTestMeasure& measure : test.measures)
    if (measure.id == id) return measure;
  throw std::runtime_error("no measure " + id);
}

TEST(ShippedBackTest, HoldsTheModelAgainstTheCouncilsFigures) {
  const BackTest test = scenarios::read_back_test(shipped + "validation.toml");
  const auto evidence = scenarios::read_evidence(test.evidence);
  const EvidenceIndex index(evidence);
  const auto value = [&](const char* id, int year) {
    return figure_of(index, measure_of(test, id), year).value().value;
  };

  EXPECT_EQ(value("permanent-secondary", 2015), 43);
  EXPECT_EQ(value("permanent-secondary", 2016), 31);
  EXPECT_EQ(value("permanent-primary", 2015), 9);
  EXPECT_EQ(value("fixed-term", 2016), 3610);
  EXPECT_EQ(value("autumn-years-7-to-9", 2017), 6);
  EXPECT_EQ(value("autumn-gross", 2017), 34);
  EXPECT_EQ(value("autumn-withdrawn-secondary", 2017), 10);
}

TEST(ShippedBackTest, LetsNaiveForecastsGoByTheSameFigures) {
  const BackTest test = scenarios::read_back_test(shipped + "validation.toml");
  const auto evidence = scenarios::read_evidence(test.evidence);
  const EvidenceIndex index(evidence);
  std::vector<double> secondary;
  for (int year = 2008; year <= test.main_origin().last_year(); ++year)
    if (const auto found = naive_figure_of(index, measure_of(test, "permanent-secondary"), year))
      secondary.push_back(found->value);

  EXPECT_THAT(secondary, ElementsAre(13, 13, 10, 24, 48));  // as case D08 has them
  EXPECT_TRUE(measure_of(test, "autumn-withdrawn-primary").naive.empty());
}

TEST(ShippedBackTest, LooksForwardFromTheRegisteredDay) {
  const BackTest test = scenarios::read_back_test(shipped + "validation.toml");

  EXPECT_EQ(test.main_origin().to, sim::date(2015, 8, 31));
  EXPECT_EQ(test.main_origin().last_year(), 2014);
  EXPECT_EQ(test.origins.back().to, sim::date(2018, 1, 31));
  EXPECT_EQ(test.origins.back().last_year(), 2016);
  EXPECT_EQ(test.arms.size(), 2U);
}

const std::string head = "series,phase,year,value,unit,source,address,confidence,status\n";
const std::string rows =
    "pex,primary,2014/15,5,PEX,S,A,high,observed\n"
    "pex,secondary,2014/15,20,PEX,S,A,high,observed\n"
    "pex,secondary,2015/16,c,PEX,S,A,high,observed\n"
    "pex,secondary,2016/17,30,PEX,S,A,high,plan\n"
    "withdrawn,total,2014/15,4,PEX,S,A,high,observed\n";
const std::string protocol =
    "about = \"A test.\"\nevidence = \"evidence\"\nreplications = 20\nseed = 1\n"
    "[[arm]]\nid = \"a\"\nname = \"without\"\nscenario = \"a.toml\"\n"
    "[[arm]]\nid = \"b\"\nname = \"with\"\nscenario = \"b.toml\"\n"
    "[[origin]]\nid = \"o\"\nabout = \"The only one.\"\nto = 2014-08-31\nyears_ahead = 2\n"
    "main = true\n";
const std::string measure =
    "[[measure]]\nid = \"m\"\nname = \"Exclusions\"\ngroup = \"exclusions\"\n"
    "counts = [\"permanent_exclusions/secondary\"]\ndefinition = \"council\"\n"
    "first_year = 2014\nlast_year = 2016\n";

class ABackTest : public testing::Test {
 protected:
  BackTest read(const std::string& text) const {
    folder_.write("evidence/observed.csv", head + rows);
    return scenarios::read_back_test(folder_.write("protocol.toml", text));
  }
  std::string complaint(const std::string& text) const {
    try {
      read(text);
      return {};
    } catch (const scenarios::ScenarioError& error) {
      return error.what();
    }
  }
  TemporaryFolder folder_;
};

TEST_F(ABackTest, AddsAndTakesOffRowsOfTheEvidence) {
  const BackTest test = read(protocol + measure +
                             "observed = [\"pex/secondary\"]\nplus = [\"pex/primary\"]\n"
                             "less = [\"withdrawn/total\"]\n");
  const auto evidence = scenarios::read_evidence(test.evidence);
  const auto found = figure_of(EvidenceIndex(evidence), test.measures[0], 2014);

  ASSERT_TRUE(found);
  EXPECT_EQ(found->value, 21);
  EXPECT_EQ(found->sum,
            "pex/secondary/2014/15 plus pex/primary/2014/15 less withdrawn/total/2014/15");
  EXPECT_TRUE(test.measures[0].naive.empty());
}

TEST_F(ABackTest, TakesNoFigureThatWasNotObserved) {
  const BackTest test = read(protocol + measure + "observed = [\"pex/secondary\"]\n");
  const auto evidence = scenarios::read_evidence(test.evidence);
  const EvidenceIndex index(evidence);

  EXPECT_TRUE(figure_of(index, test.measures[0], 2014));
  EXPECT_FALSE(figure_of(index, test.measures[0], 2015));  // withheld
  EXPECT_FALSE(figure_of(index, test.measures[0], 2016));  // planned
  EXPECT_FALSE(figure_of(index, test.measures[0], 2013));
}

TEST_F(ABackTest, NamesTheSeriesThatWasProbablyMeant) {
  EXPECT_THAT(complaint(protocol + measure + "observed = [\"pexx/secondary\"]\n"),
              HasSubstr("Did you mean pex?"));
  EXPECT_THAT(complaint(protocol + measure + "observed = [\"pex/tertiary\"]\n"),
              HasSubstr("must name a phase that the series has"));
}

TEST_F(ABackTest, HasOneMainOriginAndTwoArms) {
  const std::string second =
      "[[origin]]\nid = \"p\"\nabout = \"Another.\"\nto = 2015-08-31\nyears_ahead = 1\n"
      "main = true\n";
  const std::string observed = "observed = [\"pex/secondary\"]\n";
  EXPECT_THAT(complaint(protocol + second + measure + observed), HasSubstr("the main one"));
  EXPECT_THAT(complaint(protocol + "[[arm]]\nid = \"c\"\nname = \"c\"\nscenario = \"c.toml\"\n" +
                        measure + observed),
              HasSubstr("must be there twice"));
}

TEST_F(ABackTest, StaysInItsFolder) {
  for (const char* name : {"../a.toml", "/etc/a.toml", "", "b/../../a.toml"}) {
    std::string text = protocol;
    text.replace(text.find("a.toml"), 6, name);
    EXPECT_THAT(complaint(text + measure + "observed = [\"pex/secondary\"]\n"),
                HasSubstr("scenario"))
        << name;
  }
}

TEST(Actuals, MayLeaveOutTheStatus) {
  const TemporaryFolder folder;
  const auto file = folder.write("actuals.csv",
                                 "series,phase,year,value,unit,source,address,confidence\n"
                                 "pex,primary,2018/19,5,PEX,S,A,high\n");
  const auto figures = scenarios::read_figures(file);
  ASSERT_EQ(figures.size(), 1U);
  EXPECT_EQ(figures[0].status, "observed");
  EXPECT_EQ(figures[0].value->value, 5);
}

}  // namespace
