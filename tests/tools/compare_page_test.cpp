// compare.html, of a comparison made by hand: what it says, and that everybody can read it.
#include <algorithm>
#include <cstddef>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/kernel/expects.h"
#include "tests/output/german_locale.h"
#include "tests/output/page_marks.h"
#include "tests/tools/sample_comparison.h"
#include "tools/semh/compare/page.h"
#include "tools/semh/compare/page_words.h"

namespace {

using testing::HasSubstr;
using testing::Not;

const std::string& sample_page() {
  static const std::string page = tools::page_of(sample::comparison());
  return page;
}

std::vector<std::string> matches(const std::string& text, const std::string& pattern) {
  std::vector<std::string> found;
  const std::regex wanted(pattern);
  for (std::sregex_iterator at(text.begin(), text.end(), wanted), end; at != end; ++at)
    found.push_back((*at)[at->size() > 1 ? 1 : 0].str());
  return found;
}

/// The words between two headings, without markup.
std::string words_of(const std::string& page) {
  return page_marks::plain(std::regex_replace(page, std::regex("<[^>]*>"), ""));
}

tools::ComparedMeasure one_year(tools::Better better, const tools::OptionDifference& difference) {
  tools::ComparedMeasure measure;
  measure.measure = "permanent_exclusions";
  measure.label = "Permanent exclusions";
  measure.unit = "exclusions";
  measure.better = better;
  measure.years.push_back({2016,
                           "2016/17",
                           {tools::Spread{52, 43, 63}, tools::Spread{40, 30, 52}},
                           {std::nullopt, difference}});
  return measure;
}

TEST(ComparePage, IsSmallAndNeedsNothingElse) {
  EXPECT_LT(sample_page().size(), 600'000U);
  page_marks::expect_harmless(sample_page());
  EXPECT_THAT(sample_page(), HasSubstr("default-src 'none'"));
}

TEST(ComparePage, IsTheSameEveryTimeAndEverywhere) {
  EXPECT_EQ(tools::page_of(sample::comparison()), sample_page());
  const GermanLocale german;
  if (!german.holds()) GTEST_SKIP() << "NOT TESTED: de_DE.UTF-8 is neither installed nor compiled";
  EXPECT_EQ(tools::page_of(sample::comparison()), sample_page());
}

TEST(ComparePage, HasItsHeadingsInOrder) {
  int before = 0;
  std::size_t first = 0;
  for (const std::string& level : matches(sample_page(), "<h([1-6])[ >]")) {
    EXPECT_LE(std::stoi(level), before + 1);
    before = std::stoi(level);
    if (before == 1) ++first;
  }
  EXPECT_EQ(first, 1U);
}

TEST(ComparePage, NamesEachThingOnce) {
  const auto ids = matches(sample_page(), " id=\"([^\"]*)\"");
  const std::set<std::string> unique(ids.begin(), ids.end());
  EXPECT_EQ(unique.size(), ids.size());
  for (const std::string& target : matches(sample_page(), "href=\"#([^\"]*)\""))
    EXPECT_TRUE(unique.contains(target)) << target;
  for (const std::string& target : matches(sample_page(), "aria-labelledby=\"([^\"]*)\""))
    EXPECT_TRUE(unique.contains(target)) << target;
}

TEST(ComparePage, GivesEveryPictureItsWordsAndItsNumbers) {
  const auto pictures = matches(sample_page(), "<svg [^>]*>");
  EXPECT_GE(pictures.size(), 20U);
  for (const std::string& picture : pictures) {
    EXPECT_THAT(picture, HasSubstr("role=\"img\""));
    EXPECT_GE(page_marks::attribute_of(picture, "aria-label").size(), 40U) << picture;
  }
  const auto count = [](const std::string& pattern) {
    return matches(sample_page(), pattern).size();
  };
  EXPECT_EQ(count("class=\"wide\""), count("class=\"narrow\""));
  EXPECT_EQ(2 * count("class=\"wide\"") + count("class=\"panel\""), pictures.size());
  EXPECT_GE(count("<details"), count("<figure>"));
}

TEST(ComparePage, GivesEveryTableACaptionOfItsOwn) {
  const auto captions = matches(sample_page(), "<caption[^>]*><span>([^<]*)");
  EXPECT_EQ(captions.size(), matches(sample_page(), "<table[ >]").size());
  EXPECT_EQ(std::set<std::string>(captions.begin(), captions.end()).size(), captions.size());
  for (const std::string& header : matches(sample_page(), "<th[ >][^>]*>"))
    EXPECT_THAT(header, HasSubstr("scope=\"")) << header;
  EXPECT_TRUE(matches(sample_page(), "<td[^>]*></td>").empty()) << "a cell is never empty";
}

TEST(ComparePage, CutsNoTableThatIsNotFoldedWhereItIsNarrow) {
  std::string unfolded = sample_page();
  for (std::size_t at = 0; (at = unfolded.find("<details", at)) != std::string::npos;)
    unfolded.erase(at, unfolded.find("</details>", at) - at);
  const auto scrolled =
      matches(unfolded, "<div class=\"scroll\"[^>]*><table[^>]*>\\s*<caption[^>]*><span>([^<]*)");
  EXPECT_THAT(scrolled, testing::IsEmpty());
  EXPECT_GE(matches(unfolded, "(<table role=\"table\" class=\"[^\"]*stacked\">)").size(), 5U);
}

TEST(ComparePage, PutsChildrenNotInEducationBesideAFallInExclusions) {
  const std::string words = words_of(sample_page());
  EXPECT_THAT(
      words,
      HasSubstr("Under Five steps of 2015, compared with Arrangements of 2014, in an average "
                "year, 2016/17 to 2021/22, it is highly likely (93 in 100 futures) that "
                "there are fewer permanent exclusions: 51 fewer in the middle future (8 in 10 "
                "futures: 97 fewer to 10 fewer). At the same time, it is likely (77 in 100 "
                "futures) that there are more children not in full-time education: 4.2 more"));
  EXPECT_THAT(words, HasSubstr("there is no clear difference in children not in full-time"));
}

TEST(ComparePage, ShowsWhatDiffersBeforeAnyResult) {
  const std::size_t inputs = sample_page().find("id=\"inputs\"");
  ASSERT_NE(inputs, std::string::npos);
  EXPECT_LT(inputs, sample_page().find("id=\"results\""));
  EXPECT_LT(inputs, sample_page().find("<figure>"));
  const std::string words = words_of(sample_page());
  EXPECT_THAT(words, HasSubstr("1 September 2016"));
  EXPECT_THAT(words, HasSubstr("[S5 s.1] about 50 to 55"));
  EXPECT_THAT(words, HasSubstr("Of the 19 inputs that differ, 8 are numbers that nobody has"));
}

TEST(ComparePage, SaysWhatItsSourcesAre) {
  const std::string words = words_of(sample_page());
  EXPECT_THAT(words, HasSubstr("[P0] A briefing of January 2018 (The council; meeting of 23"));
  EXPECT_THAT(words, HasSubstr("[P4] A strategy <of 2015>."));
  EXPECT_THAT(words, HasSubstr("[S5] Not in the list of sources beside the scenarios."));
  EXPECT_LT(sample_page().find("What the sources are"), sample_page().find("id=\"results\""));
}

TEST(ComparePage, CountsChoicesApartFromNumbers) {
  tools::Comparison comparison = sample::comparison();
  for (int i = 0; i < 10; ++i) comparison.inputs[static_cast<std::size_t>(5 + i)].source = "";
  const std::string words = words_of(tools::page_of(comparison));
  EXPECT_THAT(words, HasSubstr("Early intervention: from the start; 8 inputs: 8 choices"));
  EXPECT_THAT(words, HasSubstr("6 inputs: 2 assumed, 2 choices, 2 from [P4]"));
  EXPECT_THAT(words, HasSubstr("intervention.0.reachthe startnone0.2 of pupilschoice"));
}

TEST(ComparePage, LeavesOutWhatIsNothingAndSaysSo) {
  tools::Comparison comparison = sample::comparison();
  for (int i = 0; i < 5; ++i) {
    comparison.measures.push_back(comparison.measures.back());
    comparison.measures.back().label = "Recharge " + std::to_string(i);
    comparison.measures.back().is_nothing = true;
  }
  const std::string words = words_of(tools::page_of(comparison));
  EXPECT_THAT(words, Not(HasSubstr("Recharge 0")));
  EXPECT_THAT(words, HasSubstr("Left out: 5 measures are 0 under every option, in every year"));
}

TEST(ComparePage, SaysWhenThePrecisionIsNotReached) {
  tools::Comparison comparison = sample::comparison();
  EXPECT_THAT(sample_page(), Not(HasSubstr("is not reached")));
  comparison.precision = {4'000, 4'000, 0.01, 0.031, "Permanent exclusions", false};
  const std::string words = words_of(tools::page_of(comparison));
  EXPECT_THAT(words, HasSubstr("The precision that was asked for is not reached. After 4,000"));
  EXPECT_THAT(words, HasSubstr("the cap of 4,000 futures came first"));
}

TEST(ComparePage, SaysWhereItIsFrom) {
  const std::string words = words_of(sample_page());
  for (const char* part : {"Run 7f3a21c9, version 0.1.0, seed 20140901, 1,000 simulated futures",
                           "DRAFT", "nominal", "Rotherham: provision"})
    EXPECT_THAT(words, HasSubstr(part));
}

TEST(ComparePage, MakesNoMarkupOfNames) {
  tools::Comparison comparison = sample::comparison();
  const std::string hostile = "\"><img src=x onerror=alert(1)><script>alert(2)</script>";
  for (tools::ComparedOption& option : comparison.options) option = {hostile, hostile, hostile};
  for (tools::InputDifference& input : comparison.inputs)
    input.lever = input.key = input.base = input.value = input.source = hostile;
  for (tools::ComparedMeasure& measure : comparison.measures) measure.label = hostile;
  for (tools::ComparedAttribution& attribution : comparison.attributions)
    for (tools::AttributedLever& lever : attribution.levers) lever.lever = hostile;
  for (tools::DisplacementRow& row : comparison.displacement) row.reason = hostile;
  for (tools::ComparedSuccess& success : comparison.success) success.text = success.aim = hostile;
  comparison.rolls[0].label = comparison.robust[0].futures[0] = hostile;
  comparison.authority = comparison.run_id = comparison.version = hostile;
  comparison.best[0].objective = comparison.best[0].guarantee = hostile;
  const std::string page = tools::page_of(comparison);
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_FALSE(std::regex_search(page, std::regex("<[a-z][^<>\"]* onerror=")));
}

TEST(ComparePage, LeavesOutWhatIsNotThere) {
  tools::Comparison comparison;
  comparison.options = {{"a", "Base", ""}, {"b", "Option", ""}};
  const std::string page = tools::page_of(comparison);
  EXPECT_THAT(page, Not(HasSubstr("<figure>")));
  EXPECT_THAT(page, HasSubstr("<h1>Option compared with Base</h1>"));
  EXPECT_THAT(words_of(page), HasSubstr("are not listed in this comparison"));
  for (const std::string& target : matches(page, "href=\"#([^\"]*)\""))
    EXPECT_THAT(page, HasSubstr("id=\"" + target + "\""));
}

TEST(ComparePage, SaysWhatAFutureDoesToEachOption) {
  const std::string words = words_of(sample_page());
  EXPECT_THAT(words, HasSubstr("Permanent exclusions, exclusions in an average year of 2016/17 to "
                               "2021/22, mean of 200 futures each"));
  EXPECT_THAT(words, HasSubstr("612.0 247.0 behind (\xC2\xB1 6.4)"));
  EXPECT_THAT(words,
              HasSubstr("612.0 92.0 behind (\xC2\xB1 6.4) this future changes nothing here"));
  EXPECT_THAT(words, HasSubstr("The worst of these for each option612.0 As assumed"
                               "560.0 Nobody responds to charges520.0 As assumed"));
  EXPECT_THAT(words, HasSubstr("The largest regret of each option247.040.0155.0"));
  EXPECT_THAT(words, HasSubstr("Left out, for want of a posterior: Exclusions run in families"));
}

TEST(ComparePage, SaysWhatCannotBeToldFromTheBest) {
  tools::Comparison comparison = sample::comparison();
  EXPECT_THAT(words_of(sample_page()),
              HasSubstr("B has the least to regret, at most 40.0 exclusions behind the best option "
                        "in any of the 7 futures"));
  for (tools::RobustCell& cell : comparison.robust[0].cells[1]) cell.regret_half_width = 41;
  const std::string words = words_of(tools::page_of(comparison));
  EXPECT_THAT(words, HasSubstr("Permanent exclusions: B is the best, or cannot be told from it, in "
                               "each of the 7 futures"));
  EXPECT_THAT(words, HasSubstr("40.0 behind (\xC2\xB1 41.0): cannot be told from the best"));
  EXPECT_THAT(words, HasSubstr("40.0 cannot be told from none"));
  EXPECT_THAT(words, HasSubstr("These are means, over 200 simulated futures in each cell. The "
                               "headline tells the middle one of 1,000 futures"));
  for (auto& cells : comparison.robust[0].cells)
    for (tools::RobustCell& cell : cells) cell.regret_half_width = 300;
  EXPECT_THAT(words_of(tools::page_of(comparison)),
              HasSubstr("no option can be told from the best in any of the 7 futures"));
}

TEST(ComparePage, SaysWhereTheBestInEachFutureIsNotAlone) {
  tools::Comparison comparison = sample::comparison();
  tools::RobustMatrix& matrix = comparison.robust[0];
  matrix.worst_regret[1] = 0;
  for (tools::RobustCell& cell : matrix.cells[1]) cell.regret = 0;
  for (const std::size_t option : {std::size_t{0}, std::size_t{2}})
    for (tools::RobustCell& cell : matrix.cells[option]) cell.regret = 50;
  const std::string alone = words_of(tools::page_of(comparison));
  EXPECT_THAT(alone, HasSubstr("B is the best in each of the 7 futures"));
  EXPECT_THAT(alone, testing::Not(HasSubstr("though another cannot be told")));
  matrix.cells[2][3].regret_half_width = 60;
  EXPECT_THAT(words_of(tools::page_of(comparison)),
              HasSubstr("B is the best in each of the 7 futures, though another cannot be told "
                        "from it in 1"));
}

TEST(ComparePage, SaysWhichOptionsMayBeBest) {
  const std::string words = words_of(sample_page());
  EXPECT_THAT(words, HasSubstr("May be the best: B."));
  EXPECT_THAT(words, HasSubstr("May be the best: A. As good: C."));
  EXPECT_THAT(words, HasSubstr("86 in 100365 275 to 5050yes"));
  EXPECT_THAT(words, HasSubstr("12 in 100520 390 to 730155.0 141.0 to 169.0no"));
  EXPECT_THAT(words, HasSubstr("0.4 0.1 to 0.7as good"));
}

TEST(ComparePage, DrawsTheChanceByTheOwnYearAndBySeptember2021) {
  const std::string words = words_of(sample_page());
  EXPECT_THAT(words, HasSubstr("Of the 6 targets, likely to be met by September 2021: none "
                               "under A, 4 under B and 2 under C"));
  EXPECT_THAT(sample_page(), HasSubstr(">By its own year: A 56, B 98, C 55<"));
  EXPECT_THAT(sample_page(), HasSubstr(">In 2020/21: A 50, B 88, C 50<"));
}

TEST(ComparePage, CountsTheDisplacedWithinTheBoroughToo) {
  const std::string words = words_of(sample_page());
  EXPECT_THAT(words, HasSubstr("Quota spent0.00.005.8"));
  EXPECT_THAT(words, HasSubstr("All reasons42.12.4323.7"));
}

TEST(ComparePage, SaysWhereChildrenAreAndAddsThemUp) {
  const std::string words = words_of(sample_page());
  EXPECT_THAT(words, HasSubstr("the route that changes most is at home after a warning"));
  EXPECT_THAT(words, HasSubstr("Waiting past the sixth day"));
  EXPECT_THAT(words, HasSubstr("28.7"));  // 21.0 + 1.7 + 6.0
}

TEST(ComparePage, TellsInASentenceWhatOneLeverMakesAlone) {
  tools::Comparison comparison = sample::comparison();
  tools::ComparedAttribution& first = comparison.attributions.front();
  first.levers = {{"Role of the units", {0, 0, 0}}, {"Quota and charge", {8.3, 1.1, 8.34}}};
  first.total = 8.3;
  first.whole = {8.34, 1.1, 200};
  const std::string page = tools::page_of(comparison);
  EXPECT_THAT(words_of(page), HasSubstr("Quota and charge makes all of the 8.3 more exclusions. "
                                        "Over these 200 futures the mean difference is +8.3 "
                                        "(95% interval +7.2 to +9.4)."));
  EXPECT_EQ(matches(page, "<figure>").size() + 1, matches(sample_page(), "<figure>").size());
}

TEST(ComparePage, SetsTheSumOfSharesBesideTheHeadline) {
  const std::string minus = "\xE2\x88\x92";
  const std::string words = words_of(sample_page());
  EXPECT_THAT(words, HasSubstr("B compared with A: 247.4 fewer, of which Quota and charge makes "
                               "171.2 fewer"));
  EXPECT_THAT(
      words, HasSubstr("Over these 200 futures the mean difference is " + minus +
                       "247.4 (95% interval " + minus + "272.1 to " + minus +
                       "222.7). Over the 1,000 futures of the headline it is " + minus + "51.0 (" +
                       minus + "55.1 to " + minus +
                       "46.9). The headline tells the middle future, which is " + minus + "51.0."));
}

TEST(ComparePage, CallsNoDifferenceClearThatItsFuturesCannotTell) {
  tools::Comparison comparison = sample::comparison();
  comparison.attributions[0].whole.half_width = 250;
  comparison.attributions[2].levers.resize(1);
  comparison.attributions[2].whole.half_width = 100;
  const std::string words = words_of(tools::page_of(comparison));
  EXPECT_THAT(words, HasSubstr("Permanent exclusions, B compared with A: no clear difference, "
                               "although Quota and charge makes 171.2 fewer"));
  EXPECT_THAT(words, HasSubstr("no clear difference, and all of what there is comes from"));
}

TEST(ComparePage, SaysPlainlyThatOtherLeversTakeSomeBack) {
  tools::Comparison comparison = sample::comparison();
  comparison.attributions[0].levers = {{"Role of the units", {5.2, 1, 5.2}},
                                       {"Quota and charge", {-0.4, 0.1, -0.4}}};
  comparison.attributions[0].whole = {4.8, 1, 200};
  EXPECT_THAT(words_of(tools::page_of(comparison)),
              HasSubstr("Role of the units makes 5.2 more; with the other levers 4.8 more remain"));
  comparison.attributions[0].levers.back().share = {0, 0, 0};
  comparison.attributions[0].levers.push_back({"Workforce", {0.1, 0.2, 0.1}});
  comparison.attributions[0].levers.push_back({"Early help", {-0.1, 0.2, -0.1}});
  EXPECT_THAT(words_of(tools::page_of(comparison)),
              HasSubstr("5.2 more, as many as Role of the units makes by itself"));
}

/// Of a share, its interval lies about what it is and not about how it is written.
TEST(ComparePage, KeepsIntervalsWhereTheyAre) {
  tools::Comparison comparison = sample::comparison();
  comparison.attributions[1].levers[2].share = {-94'000, 60'000, -94'600};
  EXPECT_THAT(words_of(tools::page_of(comparison)), HasSubstr("Locality partnerships\xE2\x88\x92"
                                                              "94\xE2\x88\x92"
                                                              "155 to \xE2\x88\x92"
                                                              "35"));
}

TEST(ComparePage, SaysThatThereIsNothingToCompare) {
  tools::Comparison comparison = sample::comparison();
  for (tools::ComparedMeasure& measure : comparison.measures) {
    for (tools::ComparedYear& year : measure.years)
      for (auto& difference : year.differences)
        if (difference) *difference = sample::difference({0, 0, 0}, 0, 0, 0, 1);
    measure.average.reset();
  }
  std::string page = tools::page_of(comparison);
  EXPECT_THAT(page, HasSubstr("Nothing to compare: every option gives the same"));
  EXPECT_THAT(page, HasSubstr("id=\"results\""));
  for (const char* part : {"differences", "why", "displacement", "best", "robust"})
    EXPECT_THAT(page, Not(HasSubstr("#" + std::string(part) + "\"")));
  comparison.measures.clear();
  page = tools::page_of(comparison);
  EXPECT_THAT(page, HasSubstr("Nothing to compare: in no year shown"));
  EXPECT_THAT(page, Not(HasSubstr("href=\"#results\"")));
}

TEST(ComparePage, NamesTheMeasureOfEachDifferenceAloud) {
  EXPECT_THAT(sample_page(), HasSubstr("<span class=\"unseen\"> in permanent exclusions</span>"));
  EXPECT_THAT(sample_page(), HasSubstr("class=\"numbers stacked\""));
  EXPECT_THAT(sample_page(), HasSubstr(" data-brief=\"B\""));
}

TEST(AddingUp, GivesTheLargestRemaindersTheRest) {
  EXPECT_THAT(tools::adding_up({0.4, 0.4, 0.4}, 1), testing::ElementsAre(1, 0, 0));
  EXPECT_THAT(tools::adding_up({-171'499, 8'200, -21'400}, 1'000),
              testing::ElementsAre(-172'000, 8'000, -21'000));
  EXPECT_THAT(tools::adding_up({}, 1), testing::IsEmpty());
}

TEST(ComparePage, RefusesListsThatAreNotOneAnOption) {
  tools::Comparison comparison = sample::comparison();
  comparison.options.pop_back();
  EXPECT_THROW(tools::page_of(comparison), sim::ContractError);
  comparison.options.resize(1);
  EXPECT_THROW(tools::page_of(comparison), sim::ContractError);
}

TEST(Verdicts, FollowSizeSideAndCertainty) {
  using tools::Better;
  const auto words = [](Better better, const tools::OptionDifference& difference) {
    const tools::ComparedMeasure measure = one_year(better, difference);
    return tools::verdicts_in_words(measure, measure.years[0]);
  };
  const tools::Spread less{-12, -20, -3};
  const tools::Spread more{12, 3, 20};
  const tools::Spread both{-1, -9, 8};
  EXPECT_EQ(words(Better::lower, sample::difference(less, -12, 1, 0.97, 0)),
            "almost certain to be lower under B");
  EXPECT_EQ(words(Better::lower, sample::difference(less, -12, 1, 0.62, 0.2)),
            "likely to be lower under B");
  EXPECT_EQ(words(Better::higher, sample::difference(less, -12, 1, 0.14, 0)),
            "highly likely to be lower under B");
  EXPECT_EQ(words(Better::lower, sample::difference(more, 12, 1, 0.1, 0)),
            "highly likely to be higher under B");
  EXPECT_EQ(words(Better::lower, sample::difference(both, -1, 1.2, 0.6, 0)),
            "no clear difference under B");
  // Sure of the mean, but as many futures on the other side.
  EXPECT_EQ(words(Better::lower, sample::difference(both, -1, 0.5, 0.52, 0)),
            "no clear difference under B");
  EXPECT_EQ(words(Better::lower, sample::difference(less, -1, 0.5, 0.3, 0.65)),
            "may be lower under B");
  EXPECT_EQ(words(Better::lower, sample::difference({0, 0, 0}, 0, 0, 0, 1)),
            "the same in every future under B");
  EXPECT_EQ(words(Better::neither, sample::difference(less, -12, 1, 0, 0)),
            "lower in at least 90 in 100 futures under B");
  EXPECT_EQ(words(Better::neither, sample::difference({-12, -20, 1}, -12, 1, 0, 0)),
            "no clear difference under B");
}

TEST(Figures, AreWrittenAsTheyAreRead) {
  const std::string minus = "\xE2\x88\x92";
  const std::string pound = "\xC2\xA3";
  const tools::Figures pupils("pupils", false, 120);
  EXPECT_EQ(pupils.signed_number(-51.4), minus + "51");
  EXPECT_EQ(pupils.signed_number(0.2), "0");
  EXPECT_EQ(tools::more_or_fewer(pupils, false, -51.4), "51 fewer");
  EXPECT_EQ(tools::more_or_fewer(pupils, false, 0.2), "no difference");
  EXPECT_EQ(tools::Figures("pupils", false, 4.2).signed_number(4.2), "+4.2");

  const tools::Figures millions("pounds", true, 2.4e6);
  EXPECT_EQ(millions.unit(), pound + " million");
  EXPECT_EQ(millions.signed_number(-2'134'000), minus + "2.13");
  EXPECT_EQ(tools::more_or_fewer(millions, true, -2'134'000), pound + "2.1 million less");
  EXPECT_EQ(tools::more_or_fewer(millions, true, 449'600), pound + "450,000 more");
  EXPECT_EQ(tools::Figures("pounds", true, 855'000).unit(), pound + " thousand");
}

}  // namespace
