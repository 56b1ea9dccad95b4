// Rules find what disagrees, and fall silent when it no longer does.
#include "scenarios/evidence.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/evidence_rules.h"
#include "tests/scenarios/temporary_folder.h"

namespace {

namespace fs = std::filesystem;
using scenarios::Disagreement;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

/// A row of observed.csv: "pupils,total,2014/15,154".
std::string figure(const std::string& begins, const std::string& unit = "pupils",
                   const std::string& source = "a paper") {
  return begins + "," + unit + "," + source + ",[P4],medium,observed\n";
}

/// Tables in a folder of their own.
class Tables {
 public:
  Tables& observed(const std::string& rows) {
    return write("observed.csv", "series,phase,year,value,unit,source,address,confidence,status\n",
                 rows);
  }
  Tables& relations(const std::string& rows) {
    return write("relations.csv", "rule,result,of,note\n", rows);
  }
  Tables& stated(const std::string& rows) {
    return write("stated.csv", "kind,subject,from,to,value,after,statement,source,address\n", rows);
  }
  Tables& readings(const std::string& rows) {
    return write("readings.csv", "finding,rule,about,title,used,key,effect,measured\n", rows);
  }
  Tables& parameters(const std::string& rows) {
    return write("parameters.csv",
                 "parameter,central,low,high,unit,source,address,note,knowable_on\n", rows);
  }

  scenarios::Evidence read() const { return scenarios::read_evidence(folder_.path()); }

  std::vector<Disagreement> found() const { return scenarios::disagreements_in(read()); }

  /// "RULE, ABOUT: PERIOD PHASE: SAID" a line.
  std::string said() const {
    std::string text;
    for (const Disagreement& each : found())
      for (const auto& instance : each.instances)
        text += each.rule + ", " + each.about + ": " + instance.period + " " + instance.phase +
                ": " + instance.said + "\n";
    return text;
  }

  std::string complaints() const {
    try {
      read();
    } catch (const scenarios::ScenarioError& error) {
      return error.what();
    }
    return "none";
  }

 private:
  Tables& write(const std::string& name, const std::string& heading, const std::string& rows) {
    std::ofstream(folder_.path() / name) << heading << rows;
    return *this;
  }

  TemporaryFolder folder_;
};

TEST(Promise38InputsAreReconciled, PartsAgainstTheirTotal) {
  const std::string parts = figure("provision,other,2014/15,5") +
                            figure("provision,aspire,2014/15,114") +
                            figure("provision,independent,2014/15,29");

  EXPECT_EQ(Tables().observed(parts + figure("provision,total,2014/15,154")).said(),
            "parts against total, provision: 2014/15 total: stated 154, parts sum to 148 (−6, "
            "−3.9%)\n");
  EXPECT_EQ(Tables().observed(parts + figure("provision,total,2014/15,148")).said(), "");
}

TEST(Promise38InputsAreReconciled, RoundedPartsMayAddUpToARoundedTotal) {
  const std::string parts = figure("cost,a,2014/15,0.052", "GBP million") +
                            figure("cost,b,2014/15,2.00", "GBP million") +
                            figure("cost,c,2014/15,1.73", "GBP million");

  EXPECT_EQ(Tables().observed(parts + figure("cost,total,2014/15,3.78", "GBP million")).said(), "");
  EXPECT_THAT(Tables().observed(parts + figure("cost,total,2014/15,3.80", "GBP million")).said(),
              HasSubstr("stated 3.80, parts sum to 3.782 (−0.018, −0.5%)"));
}

TEST(Promise38InputsAreReconciled, RatesAndOtherSourcesAreNoParts) {
  EXPECT_EQ(Tables()
                .observed(figure("rate,a,2014/15,3", "% of pupils") +
                          figure("rate,b,2014/15,4", "% of pupils") +
                          figure("rate,total,2014/15,3.5", "% of pupils") +
                          figure("count,a,2014/15,3", "pupils", "one") +
                          figure("count,b,2014/15,4", "pupils", "one") +
                          figure("count,total,2014/15,9", "pupils", "another"))
                .said(),
            "");
}

TEST(Promise38InputsAreReconciled, SourceAgainstSource) {
  const std::string council =
      figure("council,total,2014/15,55") + figure("council,total,2015/16,52");
  const std::string same = "same,exclusions,council|department,\n";

  EXPECT_EQ(Tables()
                .observed(council + figure("department,all,2014/15,57") +
                          figure("department,total,2015/16,52"))
                .relations(same)
                .said(),
            "source against source, council + department: 2014/15 total: 55 against 57 (+2, "
            "+3.6%)\n");
  EXPECT_EQ(
      Tables().observed(council + figure("department,total,2014/15,55")).relations(same).said(),
      "");
}

TEST(Promise38InputsAreReconciled, ACensusIsOfTheYearItIsTakenIn) {
  const std::string same = "same,roll,a|b,\n";
  const std::string year = figure("a,total,2015/16,43975");

  EXPECT_THAT(Tables().observed(year + figure("b,total,2016-01,43882")).relations(same).said(),
              HasSubstr("43,975 against 43,882"));
  EXPECT_EQ(Tables().observed(year + figure("b,total,2016-10,43882")).relations(same).said(), "");
}

TEST(Promise38InputsAreReconciled, RateAgainstCountAndRoll) {
  const std::string base = figure("count,total,2015/16,51") + figure("roll,total,2015/16,43975") +
                           figure("count,total,2016/17,38") + figure("roll,total,2016/17,44135");
  const std::string quotient = "quotient,rate,count|roll,\n";

  EXPECT_THAT(Tables()
                  .observed(base + figure("rate,total,2016/17,0.12", "% of pupils"))
                  .relations(quotient)
                  .said(),
              HasSubstr("stated 0.12, 38 over 44,135 gives 0.09 (−0.03, −28.3%)"));
  EXPECT_THAT(Tables()
                  .observed(base + figure("rate,total,2017-12,0.12", "% of pupils"))
                  .relations(quotient)
                  .said(),
              AllOf(HasSubstr("2016/17, the last full year by then, gives 0.086"),
                    HasSubstr("it fits 2015/16 (51 over 43,975)"),
                    HasSubstr("with 38 it would need 31,667 pupils")));
  EXPECT_EQ(Tables()
                .observed(base + figure("rate,total,2015/16,0.12", "% of pupils") +
                          figure("rate,total,2017-12,0.09", "% of pupils"))
                .relations(quotient)
                .said(),
            "");
}

TEST(Promise38InputsAreReconciled, UnitCostAgainstCostAndCount) {
  const std::string base =
      figure("cost,a,2014/15,0.052", "GBP million") + figure("pupils,a,2014/15,5") +
      figure("cost,b,2014/15,2.00", "GBP million") + figure("pupils,b,2014/15,114");
  const std::string quotient = "quotient,unit,cost|pupils,\n";

  EXPECT_THAT(Tables()
                  .observed(base + figure("unit,a,2014/15,10600", "GBP per place") +
                            figure("unit,b,2014/15,18000", "GBP per place"))
                  .relations(quotient)
                  .said(),
              AllOf(HasSubstr("stated 10,600, 0.052 over 5 gives 10,400 (−200, −1.9%); more than "
                              "rounding"),
                    HasSubstr("gives 17,544 (−456, −2.5%); rounding may be all")));
  EXPECT_EQ(Tables()
                .observed(base + figure("unit,a,2014/15,10400", "GBP per place") +
                          figure("unit,b,2014/15,17544", "GBP per place"))
                .relations(quotient)
                .said(),
            "");
}

TEST(Promise38InputsAreReconciled, ShareOfAWholeThatNobodyPublished) {
  const std::string part = figure("block,here,2014/15,22.0", "GBP million");
  const std::string here = figure("share,here,2014/15,9", "% of grant");
  const std::string quotient = "quotient,share,block|grant,\n";
  const std::string unknown = figure("grant,here,2014/15,x", "GBP million");

  EXPECT_THAT(
      Tables()
          .observed(part + here + unknown + figure("share,england,2014/15,13", "% of grant"))
          .relations(quotient)
          .said(),
      AllOf(HasSubstr("22.0 is 9% of a whole that is not published, 244"),
            HasSubstr("at 13% (england) it would be 31.8 (+9.8, +44.4%)")));
  EXPECT_EQ(Tables()
                .observed(part + here + unknown + figure("share,england,2014/15,9", "% of grant"))
                .relations(quotient)
                .said(),
            "");
}

TEST(Promise38InputsAreReconciled, PartsThatExceedAWholeAreNotApart) {
  const std::string relation = "within,plans,mainstream|special|independent,\n";
  const std::string base = figure("plans,0-25,2015-01,1061") +
                           figure("mainstream,0-25,2015-01,437") +
                           figure("special,0-25,2015-01,599");

  EXPECT_THAT(
      Tables().observed(base + figure("independent,0-25,2015-01,63")).relations(relation).said(),
      HasSubstr("the whole is 1,061, parts sum to 1,099 (+38, +3.6%)"));
  EXPECT_EQ(
      Tables().observed(base + figure("independent,0-25,2015-01,25")).relations(relation).said(),
      "");
}

TEST(Promise38InputsAreReconciled, ARollThatIsItsPlacesToThePupil) {
  const std::string places = figure("places,primary,2014/15,24", "places") +
                             figure("places,secondary,2014/15,90", "places");
  const std::string relation = "capacity,roll/aspire,places,\n";

  EXPECT_THAT(
      Tables().observed(places + figure("roll,aspire,2014/15,114")).relations(relation).said(),
      HasSubstr("114 pupils against 24 + 90 places: a roll that is its places"));
  EXPECT_EQ(
      Tables().observed(places + figure("roll,aspire,2014/15,101")).relations(relation).said(), "");
}

TEST(Promise38InputsAreReconciled, PartsThatStandInTwoTotals) {
  const std::string outside = figure("outside,total,2014/15,34") +
                              figure("outside,other,2014/15,5") +
                              figure("outside,independent,2014/15,29");
  const std::string others = figure("all,independent,2014/15,29") + figure("all,unit,2014/15,114");

  EXPECT_THAT(Tables().observed(outside + others + figure("all,other,2014/15,5")).said(),
              AllOf(HasSubstr("counted twice, outside in all"),
                    HasSubstr("34 is 5 other and 29 independent, which all has as well")));
  EXPECT_EQ(Tables().observed(outside + others + figure("all,other,2014/15,6")).said(), "");
}

TEST(Promise38InputsAreReconciled, ASmallShareAgainstAWideOne) {
  const std::string wide = figure("england,year-11,2016/17,13.2", "% of exclusions") +
                           figure("all,total,2017/18 autumn,21");
  const std::string relation = "share,england,here|all,\n";

  EXPECT_THAT(
      Tables().observed(wide + figure("here,year-11,2017/18 autumn,9")).relations(relation).said(),
      HasSubstr("9 of 21 is 43% (95% interval 22 to 66), against 13.2% in 2016/17"));
  EXPECT_EQ(
      Tables().observed(wide + figure("here,year-11,2017/18 autumn,4")).relations(relation).said(),
      "");
}

TEST(Promise38InputsAreReconciled, OneRateForAllPhases) {
  const std::string stated = figure("paper,total,2017-12,0.08", "% of pupils");
  const std::string relation = "one rate,paper,phases,\n";

  EXPECT_THAT(Tables()
                  .observed(stated + figure("phases,secondary,2016/17,0.198", "% of pupils"))
                  .relations(relation)
                  .said(),
              HasSubstr("0.08 for all phases, 0.198 for secondary, 2.5 times as much"));
  EXPECT_EQ(Tables()
                .observed(stated + figure("phases,secondary,2016/17,0.09", "% of pupils"))
                .relations(relation)
                .said(),
            "");
}

TEST(Promise38InputsAreReconciled, WordsAgainstTheSeries) {
  const std::string same = "same,exclusions,a|b,\n";
  const std::string rises = "rises,exclusions,2014/15,2016/17,,,rising,a paper,[P0]\n";
  const std::string base =
      figure("a,total,2014/15,10") + figure("a,total,2015/16,12") + figure("b,total,2015/16,12");

  EXPECT_EQ(
      Tables().observed(base + figure("a,total,2016/17,11")).relations(same).stated(rises).said(),
      "words against series, exclusions, 2014/15 to 2016/17: 2016/17 a: said to rise; 12 in "
      "2015/16, 11 in 2016/17 (−1, −8.3%)\n");
  EXPECT_EQ(
      Tables().observed(base + figure("a,total,2016/17,13")).relations(same).stated(rises).said(),
      "");
}

TEST(Promise38InputsAreReconciled, AChangeThatChanceMayExplain) {
  const std::string credited = "credited,a/total,2014/15,2016/17,the strategy,,a fall,paper,[P0]\n";
  const std::string before = figure("a,total,2014/15,55");

  EXPECT_THAT(Tables().observed(before + figure("a,total,2016/17,38")).stated(credited).said(),
              HasSubstr("a ratio of 0.69, 95% interval 0.44 to 1.06: chance is not excluded"));
  EXPECT_EQ(Tables().observed(before + figure("a,total,2016/17,25")).stated(credited).said(), "");
}

TEST(Promise38InputsAreReconciled, DatesAgainstDates) {
  const std::string review = "date,review,2015-05,,,,begun,paper,[P4]\n";
  const std::string one = figure("a,total,2014/15,1");

  EXPECT_THAT(Tables()
                  .observed(one)
                  .stated(review + "date,funding,2015-04,,,review,devolved,paper,[P4]\n")
                  .said(),
              HasSubstr("date against date, funding: 2015-04 : April 2015 is 1 month before May "
                        "2015, review, which it follows from"));
  EXPECT_EQ(Tables()
                .observed(one)
                .stated(review + "date,funding,2015-05,,,review,devolved,paper,[P4]\n")
                .said(),
            "");
}

TEST(Promise38InputsAreReconciled, AgesAgainstYearGroups) {
  const std::string one = figure("a,total,2014/15,1");

  EXPECT_THAT(Tables().observed(one).stated("ages,Years 1 and 2,1,2,4-6,,said,paper,[P0]\n").said(),
              HasSubstr("said to be 4 to 6; they are 5 to 7"));
  EXPECT_EQ(Tables().observed(one).stated("ages,Year 11,11,11,15-16,,said,paper,[P0]\n").said(),
            "");
}

TEST(Promise38InputsAreReconciled, AValueOutsideItsRange) {
  const std::string one = figure("a,total,2014/15,1");

  EXPECT_THAT(Tables().observed(one).parameters("stay,5,6,9,weeks,paper,[P4],,by 2018-01\n").said(),
              HasSubstr("central 5, low 6"));
  EXPECT_EQ(Tables().observed(one).parameters("stay,7,6,9,weeks,paper,[P4],,by 2018-01\n").said(),
            "");
}

TEST(Promise38InputsAreReconciled, AReadingSaysWhichIsUsed) {
  Tables tables;
  tables.observed(figure("p,a,2014/15,1") + figure("p,b,2014/15,1") + figure("p,total,2014/15,3"))
      .readings("1,parts against total,p,Title,the parts,places,none,0123abcd\n");
  const auto evidence = tables.read();
  const auto found = tables.found();

  ASSERT_EQ(found.size(), 1U);
  const auto* reading = scenarios::reading_of(evidence, found[0]);
  ASSERT_NE(reading, nullptr);
  EXPECT_EQ(reading->used, "the parts");
}

TEST(Promise37MissingIsNotZero, AMissingPartIsNoZero) {
  const std::string rows = figure("exclusions,primary,2009/10,c") +
                           figure("exclusions,secondary,2009/10,5") +
                           figure("exclusions,special,2009/10,");

  EXPECT_EQ(Tables().observed(rows + figure("exclusions,total,2009/10,8")).said(), "");
  EXPECT_THAT(Tables().observed(rows + figure("exclusions,total,2009/10,4")).said(),
              HasSubstr("stated 4, parts sum to 5"));
}

TEST(Promise37MissingIsNotZero, ARateOfAMissingCountIsNotJudged) {
  EXPECT_EQ(Tables()
                .observed(figure("count,total,2015/16,c") + figure("roll,total,2015/16,1000") +
                          figure("rate,total,2015/16,0.12", "% of pupils"))
                .relations("quotient,rate,count|roll,\n")
                .said(),
            "");
}

TEST(Promise37MissingIsNotZero, SymbolsAndGapsAreNamed) {
  const auto evidence =
      Tables()
          .observed(figure("a,primary,2009/10,c") + figure("a,primary,2010/11,c") +
                    figure("b,all,2011/12,low") + figure("c,all,2012/13,") +
                    figure("d,all,2012/13,0") + figure("d,all,2015/16,2"))
          .read();
  const auto missing = scenarios::missing_in(evidence);
  const auto gaps = scenarios::gaps_in(evidence);

  ASSERT_EQ(missing.size(), 3U);
  EXPECT_EQ(missing[0].symbol, "c");
  EXPECT_THAT(missing[0].periods, ElementsAre("2009/10", "2010/11"));
  EXPECT_EQ(missing[1].symbol, "low");
  EXPECT_EQ(missing[2].symbol, "-");
  ASSERT_EQ(gaps.size(), 1U);
  EXPECT_EQ(gaps[0].series, "d");
  EXPECT_THAT(gaps[0].periods, ElementsAre("2013/14", "2014/15"));
  for (const char* symbol : {"c", "k", "low", "u", "x", "z", "-"})
    EXPECT_NE(scenarios::meaning_of_symbol(symbol), "") << symbol;
}

TEST(Evidence, SaysWhereATableIsWrong) {
  EXPECT_THAT(Tables().observed(figure("a,total,2014-15,1")).complaints(),
              AllOf(HasSubstr("observed.csv:2:9: error: year 2014-15: must be 2012/13")));
  EXPECT_THAT(Tables().observed(figure("a,total,2014/15,\"1,538\"")).complaints(),
              HasSubstr("observed.csv:2:17: error: value 1,538: must be a number"));
  EXPECT_THAT(Tables().observed("a,total,2014/15,1,pupils,paper,[P4],high,observd\n").complaints(),
              HasSubstr("Did you mean observed?"));
  EXPECT_THAT(Tables()
                  .observed(figure("council,total,2014/15,1"))
                  .relations("same,x,council|councl,\n")
                  .complaints(),
              AllOf(HasSubstr("relations.csv:2:8"), HasSubstr("Did you mean council?")));
  EXPECT_THAT(Tables()
                  .observed(figure("a,total,2014/15,1"))
                  .stated("ages,Years 1 and 2,1,,4to6,,said,paper,[P0]\nrise,x,,,,,said,paper,\n")
                  .complaints(),
              AllOf(HasSubstr("must be a year group"), HasSubstr("must be two ages"),
                    HasSubstr("Did you mean rises?")));
  EXPECT_THAT(
      Tables().observed(figure("a,total,2014/15,1")).readings("one,r,a,,,,,\n").complaints(),
      HasSubstr("must be a whole number from 1"));
}

TEST(Evidence, KnowsPeriodsAndNumbersByTheirForm) {
  for (const char* text : {"2012/13", "1999/00", "2017", "2017-01", "2017-11-10",
                           "2018/19 to 2021/22", "2017/18 autumn"})
    EXPECT_TRUE(scenarios::period_of(text)) << text;
  for (const char* text : {"", "2012/14", "2012/13?", "17", "2017-13", "2017-1", "2017-01-32",
                           "2018/19 to 2017/18", "2017 (Jan)", "20x7", "2017/18 winter"})
    EXPECT_FALSE(scenarios::period_of(text)) << text;
  EXPECT_EQ(scenarios::period_of("2012/13")->first, 2012 * 12 + 8);
  EXPECT_EQ(scenarios::period_of("2012/13")->last, 2013 * 12 + 7);

  EXPECT_EQ(scenarios::quantity_of("0.12")->decimals, 2);
  EXPECT_EQ(scenarios::quantity_of("-5")->value, -5);
  for (const char* text :
       {"", "-", ".", "1.", ".5", "1,000", "1e5", "nan", "inf", "0x10", " 1", "1234567890123456"})
    EXPECT_FALSE(scenarios::quantity_of(text)) << text;
}

TEST(Evidence, NeedsItsObservedFigures) {
  const TemporaryFolder empty;
  EXPECT_THROW(scenarios::read_evidence(empty.path()), fs::filesystem_error);
}

}  // namespace
