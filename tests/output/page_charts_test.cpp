// The charts of a page, in both widths and with names that nobody should have given.
#include <cstddef>
#include <functional>
#include <limits>
#include <regex>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "output/svg_bars.h"
#include "output/svg_bridge.h"
#include "output/svg_chances.h"
#include "output/svg_intervals.h"
#include "output/svg_monthly_fan.h"
#include "sim/kernel/expects.h"
#include "tests/output/german_locale.h"
#include "tests/output/page_marks.h"

namespace {

using output::Room;
using page_marks::expect_harmless;
using page_marks::expect_readable;
using testing::HasSubstr;
using testing::Not;

const std::string hostile = "\"><img src=x onerror=alert(1)><script>alert(2)</script>";
const std::string longest =
    "A name that goes on and on because nobody who wrote it ever had to find room for it on a "
    "page, "
    "withawordthatislongerthananylineofthenarrowchartwouldeverbeabletoholdwithoutbreakingit";

output::MonthlyFanChart fan(std::size_t options, const std::string& name) {
  output::MonthlyFanChart chart{
      .alternative = name, .limit_name = "Places", .months = {}, .fans = {}};
  for (int m = 0; m < 96; ++m)
    chart.months.push_back(
        sim::date(2014 + (m + 8) / 12, static_cast<unsigned>((m + 8) % 12 + 1), 1));
  for (std::size_t o = 0; o < options; ++o) {
    output::MonthlyFan made{name, o, {}, {}, {}, {}, {}, {}};
    for (int m = 0; m < 96; ++m) {
      const double middle = 114 + m % 12 - 10.0 * static_cast<double>(o);
      made.low.push_back(middle - 20);
      made.lower.push_back(middle - 8);
      made.middle.push_back(middle);
      made.upper.push_back(middle + 8);
      made.high.push_back(middle + 30);
      made.limit.push_back(m < 24 ? 114 : 52);
    }
    chart.fans.push_back(made);
  }
  return chart;
}

output::IntervalChart intervals(const std::string& name, double factor) {
  output::IntervalChart chart{
      .alternative = name, .below = "fewer: better", .above = "more: worse", .groups = {}};
  for (std::size_t o = 1; o < 4; ++o) {
    output::IntervalGroup group{name, o, {}};
    for (int year = 2014; year < 2022; ++year)
      group.rows.push_back({std::to_string(year) + "/15", -1'596 * factor, -840 * factor,
                            168 * factor,
                            "\xE2\x88\x92"
                            "840 (\xE2\x88\x92"
                            "1,596 to +168)",
                            "better in more than 99 in 100"});
    chart.groups.push_back(group);
  }
  return chart;
}

output::Bridge bridge(const std::string& name) {
  return {.alternative = name,
          .below = "fewer",
          .above = "more",
          .zero = "as A",
          .option = 1,
          .steps = {{name, 8.2, 3.1, "+8"},
                    {name, -60.3, 9.4,
                     "\xE2\x88\x92"
                     "60"},
                    {"4 other levers together",
                     -171.2,
                     {},
                     "\xE2\x88\x92"
                     "171"}},
          .total_label = "B compared with A",
          .total_said =
              "\xE2\x88\x92"
              "223"};
}

output::ChanceChart chances(const std::string& name) {
  output::ChanceChart chart{.alternative = name, .rows = {}};
  for (int row = 0; row < 3; ++row) {
    output::ChanceTrack track{"A fewer than 1 in 100, B more than 99 in 100", {}};
    for (std::size_t o = 0; o < 8; ++o)
      track.marks.push_back({o, row == 0 ? 0.0 : row == 1 ? 1.0 : 0.02 * static_cast<double>(o)});
    chart.rows.push_back({name, {track}});
  }
  return chart;
}

output::BarChart bars(const std::string& name) {
  output::BarChart chart{.alternative = name, .groups = {}};
  for (int g = 0; g < 3; ++g) {
    output::BarGroup group{name, {}};
    for (std::size_t o = 0; o < 4; ++o)
      group.rows.push_back(
          {output::option_letter(o), o, 10.0 * g, 12.0 * g, 20.0 * g, "1,234.5 (1,000 to 2,000)"});
    chart.groups.push_back(group);
  }
  return chart;
}

std::vector<std::string> all_charts(const std::string& name) {
  std::vector<std::string> charts;
  for (const Room room : {Room::wide, Room::narrow}) {
    for (const std::string& panel : panels_in_page(fan(3, name))) charts.push_back(panel);
    for (const double factor : {1.0, 0.001, 1e6})
      charts.push_back(svg_in_page(intervals(name, factor), room));
    charts.push_back(svg_in_page(bridge(name), room));
    charts.push_back(svg_in_page(chances(name), room));
    charts.push_back(svg_in_page(bars(name), room));
  }
  return charts;
}

TEST(PageCharts, CanBeReadAtBothWidths) {
  for (const std::string& svg : all_charts("Five steps of 2015")) expect_readable(svg);
}

TEST(PageCharts, CanBeReadWithTheLongestNames) {
  for (const std::string& svg : all_charts(longest)) expect_readable(svg);
}

TEST(PageCharts, MakeNoMarkupOfANameAndLoadNothing) {
  for (const std::string& svg : all_charts(hostile)) {
    expect_harmless(svg.substr(0, svg.find("aria-label")));
    EXPECT_THAT(svg, Not(HasSubstr("<script")));
    EXPECT_THAT(svg, Not(HasSubstr("<img")));
    EXPECT_THAT(svg, HasSubstr("&quot;&gt;&lt;img"));
  }
}

TEST(PageCharts, AreTheSameInGermany) {
  const auto before = all_charts("Same");
  const GermanLocale german;
  if (!german.holds()) GTEST_SKIP() << "NOT TESTED: de_DE.UTF-8 is neither installed nor compiled";
  EXPECT_EQ(all_charts("Same"), before);
}

TEST(MonthlyFan, TicksEverySeptemberAndNamesSome) {
  const std::string svg = panels_in_page(fan(1, "A: Base")).front();
  EXPECT_THAT(svg, HasSubstr(">Sep 2014<"));
  EXPECT_THAT(svg, HasSubstr(">Places 52<"));
  EXPECT_THAT(svg, HasSubstr(">Middle 125<"));
  EXPECT_THAT(svg, HasSubstr("stroke-dasharray"));
}

TEST(MonthlyFan, HasOneScaleForAllOptions) {
  output::MonthlyFanChart chart = fan(2, "Two");
  for (auto* line : {&chart.fans[1].low, &chart.fans[1].lower, &chart.fans[1].middle,
                     &chart.fans[1].upper, &chart.fans[1].high})
    for (double& value : *line) value += 1'000;
  std::size_t panels = 0;
  for (const std::string& panel : panels_in_page(chart))
    for (const auto& text : page_marks::texts_of(panel))
      if (text.mark.ends_with(">1,000")) ++panels;
  EXPECT_EQ(panels, 2U);
}

TEST(Intervals, LeaveOutTheSideThatTheyDoNotReach) {
  output::IntervalChart chart = intervals("Only less", 1);
  for (auto& group : chart.groups)
    for (auto& row : group.rows) row.high = -100;
  const std::string svg = svg_in_page(chart, Room::wide);
  EXPECT_THAT(svg, HasSubstr("fewer: better"));
  EXPECT_THAT(svg, Not(HasSubstr("more: worse")));
  EXPECT_THAT(svg, HasSubstr(">no difference<"));
}

TEST(Bridge, AddsUpToItsTotal) {
  const std::string svg = svg_in_page(bridge("Lever"), Room::wide);
  std::vector<std::string> filled;
  const std::regex pattern("<rect [^>]*stroke=[^>]*>");
  for (std::sregex_iterator at(svg.begin(), svg.end(), pattern), end; at != end; ++at)
    filled.push_back(at->str());
  ASSERT_EQ(filled.size(), 4U);
  using page_marks::number_of;
  const double left = number_of(filled[2], "x");
  EXPECT_NEAR(number_of(filled[3], "x"), left, 0.11);
  const double zero = number_of(filled[0], "x");
  EXPECT_NEAR(number_of(filled[3], "x") + number_of(filled[3], "width"), zero, 0.21);
}

TEST(Chances, LayDotsThatMeetInLanes) {
  const std::string svg = svg_in_page(chances("All the same"), Room::narrow);
  std::vector<std::pair<double, double>> dots;
  const std::regex pattern("<circle [^>]*>");
  for (std::sregex_iterator at(svg.begin(), svg.end(), pattern), end; at != end; ++at)
    dots.emplace_back(page_marks::number_of(at->str(), "cx"),
                      page_marks::number_of(at->str(), "cy"));
  ASSERT_EQ(dots.size(), 24U);
  for (std::size_t i = 0; i < dots.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const double x = dots[i].first - dots[j].first;
      const double y = dots[i].second - dots[j].second;
      EXPECT_GE(x * x + y * y, 19.8 * 19.8);
    }
}

TEST(Chances, LaySeveralTracksOneBelowTheOther) {
  const output::ChanceChart chart{
      .alternative = "Two years",
      .rows = {{"A target",
                {{"By its own year: A 20", {{0, 0.2}}, true}, {"In 2020/21: A 80", {{0, 0.8}}}}}}};
  for (const Room room : {Room::wide, Room::narrow}) {
    const std::string svg = svg_in_page(chart, room);
    expect_readable(svg);
    std::vector<std::string> circles;
    const std::regex pattern("<circle [^>]*>");
    for (std::sregex_iterator at(svg.begin(), svg.end(), pattern), end; at != end; ++at)
      circles.push_back(at->str());
    ASSERT_EQ(circles.size(), 3U) << "a ring is a dot with a white one on it";
    using page_marks::number_of;
    EXPECT_EQ(page_marks::attribute_of(circles[1], "fill"), "#ffffff");
    EXPECT_EQ(number_of(circles[1], "cy"), number_of(circles[0], "cy"));
    EXPECT_GE(number_of(circles[2], "cy") - number_of(circles[0], "cy"), 20);
    EXPECT_GT(number_of(circles[2], "cx"), number_of(circles[0], "cx"));
  }
}

TEST(PageCharts, RefuseWhatCannotBeDrawn) {
  output::IntervalChart wrong = intervals("Wrong", 1);
  wrong.groups[0].rows[0].low = 1'000;
  EXPECT_THROW(svg_in_page(wrong, Room::wide), sim::ContractError);
  wrong.groups[0].rows[0].low = -std::numeric_limits<double>::infinity();
  EXPECT_THROW(svg_in_page(wrong, Room::wide), sim::ContractError);
  EXPECT_THROW(svg_in_page(output::BarChart{}, Room::wide), sim::ContractError);
  EXPECT_THROW(svg_in_page(output::ChanceChart{}, Room::wide), sim::ContractError);
  EXPECT_THROW(
      svg_in_page(output::ChanceChart{.alternative = "", .rows = {{"No track", {}}}}, Room::wide),
      sim::ContractError);
  EXPECT_THROW(svg_in_page(output::Bridge{}, Room::wide), sim::ContractError);
  EXPECT_THROW(panels_in_page(output::MonthlyFanChart{}), sim::ContractError);
  output::MonthlyFanChart unequal = fan(1, "Short");
  unequal.fans[0].limit.pop_back();
  EXPECT_THROW(panels_in_page(unequal), sim::ContractError);
}

TEST(Axis, HasRoundTicksThatHoldEverything) {
  for (const double size : {0.004, 0.07, 1.0, 33.0, 1'596.0, 2.4e6}) {
    const output::Axis axis(-0.3 * size, size, 0, 100, 5);
    EXPECT_LE(axis.ticks().front(), -0.3 * size);
    EXPECT_GE(axis.ticks().back(), size * (1 - 1e-9));
    EXPECT_LE(axis.ticks().size(), 8U);
    EXPECT_GE(axis.ticks().size(), 3U);
    EXPECT_NEAR(axis.at(axis.ticks().back()), 100, 1e-9);
  }
  EXPECT_EQ(output::Axis(0, 0, 0, 1, 4).words(0.5), "0.5");
  EXPECT_EQ(output::Axis(0, 2'000, 0, 1, 4).words(1'000), "1,000");
}

}  // namespace
