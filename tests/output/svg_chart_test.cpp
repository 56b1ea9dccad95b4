#include "output/svg_chart.h"

#include <algorithm>
#include <cstddef>
#include <regex>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "output/svg.h"
#include "sim/kernel/expects.h"
#include "tests/output/german_locale.h"

namespace {

using testing::HasSubstr;
using testing::Not;

output::FanChart chart() {
  output::FanChart chart{.title = "A naive forecast was closer than the model in both years",
                         .about =
                             "How to read it, in a sentence that is long enough to need more "
                             "than one line of the page, as such sentences are.",
                         .panels = {},
                         .foot = "Not real children."};
  for (const double observed : {43.0, 3'610.0}) {
    output::FanPanel panel{.heading = "Exclusions", .observed = observed, .fans = {}};
    for (const char* label : {"strategy, prior effect", "last value", "last value, dispersed"})
      panel.fans.push_back({.label = label,
                            .emphasised = panel.fans.empty(),
                            .low = 0.5 * observed,
                            .lower = 0.8 * observed,
                            .middle = 0.95 * observed,
                            .upper = 1.2 * observed,
                            .high = 1.7 * observed});
    panel.fans.back().low = -observed;
    panel.fans.back().high = 9 * observed;
    chart.panels.push_back(panel);
  }
  return chart;
}

double number_of(const std::string& mark, const std::string& name) {
  const std::size_t at = mark.find(" " + name + "=\"");
  return at == std::string::npos ? 0 : std::stod(mark.substr(at + name.size() + 3));
}

std::vector<std::string> marks_of(const std::string& svg, const std::string& element) {
  std::vector<std::string> marks;
  const std::regex pattern("<" + element + " [^>]*>([^<]*)");
  for (std::sregex_iterator at(svg.begin(), svg.end(), pattern), end; at != end; ++at)
    marks.push_back(at->str());
  return marks;
}

struct Box {
  double left, right, top, bottom;
};

/// Where a text stands at most.
Box box_of(const std::string& text) {
  const double size = number_of(text, "font-size");
  const double width = output::text_width(text.substr(text.find('>') + 1), size);
  const double x = number_of(text, "x");
  const double y = number_of(text, "y");
  const bool middle = text.find("\"middle\"") != std::string::npos;
  const bool end = text.find("\"end\"") != std::string::npos;
  const double left = end ? x - width : middle ? x - width / 2 : x;
  return {left, left + width, y - 0.75 * size, y + 0.2 * size};
}

TEST(FanChart, HasNoTextOverAnother) {
  const auto texts = marks_of(output::svg_text(chart()), "text");
  ASSERT_GT(texts.size(), 12U);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const Box a = box_of(texts[i]);
    EXPECT_GE(a.left, 0) << texts[i];
    EXPECT_LE(a.right, 600) << texts[i];
    EXPECT_GE(number_of(texts[i], "font-size"), 12) << texts[i];
    for (std::size_t j = 0; j < i; ++j) {
      const Box b = box_of(texts[j]);
      const bool apart =
          a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
      EXPECT_TRUE(apart) << texts[i] << " over " << texts[j];
    }
  }
}

TEST(FanChart, KeepsItsBarsInThePlot) {
  for (const std::string& bar : marks_of(output::svg_text(chart()), "rect")) {
    if (number_of(bar, "width") == 600) continue;  // the page
    EXPECT_GE(number_of(bar, "x"), 176) << bar;
    EXPECT_LE(number_of(bar, "x") + number_of(bar, "width"), 412.1) << bar;
  }
  // What goes on beyond the plot has an arrow, on both sides.
  EXPECT_EQ(marks_of(output::svg_text(chart()), "polygon").size(), 4U);
}

TEST(FanChart, SaysItsMessageAndEveryNumberInWords) {
  const std::string svg = output::svg_text(chart());
  EXPECT_THAT(svg, HasSubstr("<title>A naive forecast was closer"));
  EXPECT_THAT(svg, HasSubstr("last value 41 (22 to 73)"));
  EXPECT_THAT(svg, HasSubstr(">observed 3,610<"));
  EXPECT_THAT(svg, HasSubstr("role=\"img\""));
}

TEST(FanChart, CutsALabelThatHasNoRoom) {
  output::FanChart wordy = chart();
  wordy.panels[0].fans[0].label = "a label with many more words than there is room for";
  const std::string svg = output::svg_text(wordy);
  EXPECT_THAT(svg, HasSubstr(">a label with many ...<"));
}

TEST(FanChart, MakesNoMarkupOfWhatItIsGiven) {
  output::FanChart hostile = chart();
  hostile.title = "</title><script>alert(1)</script>";
  hostile.panels[0].heading = "<image href=\"http://x\"/> & 'more'";
  hostile.panels[0].fans[0].label = "\x1b[2J\"/><rect";
  const std::string svg = output::svg_text(hostile);
  EXPECT_THAT(svg, Not(HasSubstr("<script")));
  EXPECT_THAT(svg, Not(HasSubstr("<image")));
  EXPECT_THAT(svg, Not(HasSubstr("\x1b")));
  EXPECT_THAT(svg, HasSubstr("&lt;image href=&quot;http://x&quot;/&gt; &amp; &#39;more&#39;"));
}

TEST(FanChart, IsTheSameInGermany) {
  const std::string before = output::svg_text(chart());
  const GermanLocale german;
  if (!german.holds()) GTEST_SKIP() << "NOT TESTED: de_DE.UTF-8 is neither installed nor compiled";
  EXPECT_EQ(output::svg_text(chart()), before);
}

TEST(FanChart, RefusesAFanOutOfOrder) {
  output::FanChart wrong = chart();
  wrong.panels[0].fans[0].low = 1'000;
  EXPECT_THROW(output::svg_text(wrong), sim::ContractError);
  EXPECT_THROW(output::svg_text({.title = "No panel", .about = "", .panels = {}, .foot = ""}),
               sim::ContractError);
}

}  // namespace
