#include "output/html.h"

#include <cmath>
#include <cstddef>
#include <regex>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "output/svg_parts.h"
#include "sim/kernel/expects.h"
#include "tests/output/page_marks.h"

namespace {

using testing::HasSubstr;
using testing::Not;

/// Of light, as WCAG 2.2 defines it, of "#12436d".
double luminance(std::string_view colour) {
  double sum = 0;
  const double weights[] = {0.2126, 0.7152, 0.0722};
  for (std::size_t i = 0; i < 3; ++i) {
    const double part = std::stoi(std::string(colour.substr(1 + 2 * i, 2)), nullptr, 16) / 255.0;
    sum += weights[i] * (part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4));
  }
  return sum;
}

double contrast(std::string_view a, std::string_view b) {
  const double light = std::max(luminance(a), luminance(b));
  const double dark = std::min(luminance(a), luminance(b));
  return (light + 0.05) / (dark + 0.05);
}

std::string page_with_table(std::size_t columns) {
  output::HtmlPage page("A title");
  page.heading(1, "A title");
  output::HtmlTable table{
      .caption = "Numbers", .columns = {{"Year", false}}, .rows = {{"2016/17"}}};
  for (std::size_t c = 1; c < columns; ++c) {
    table.columns.push_back({"Option"});
    table.rows[0].push_back({"52", "43 to 63\nbetter in 12 in 100"});
  }
  page.table(table);
  return page.finish("Banner", {"Foot"});
}

TEST(Contrast, IsThatOfTheStandard) {
  EXPECT_NEAR(contrast("#000000", "#ffffff"), 21, 1e-9);
  EXPECT_NEAR(contrast("#12436d", "#ffffff"), 10.25, 0.01);
}

TEST(Palette, ShowsOnWhite) {
  for (std::size_t option = 0; option < 8; ++option) {
    const output::OptionColour& colour = output::option_colour(option);
    EXPECT_GE(contrast(colour.strong, "#ffffff"), 3) << colour.strong;
    EXPECT_GE(contrast(colour.on, colour.strong), 4.5) << colour.strong;
    EXPECT_GE(contrast(output::ink, colour.middle), 4.5);  // the middle line on its band
    EXPECT_GE(contrast(output::limit_ink, colour.middle), 3);
  }
  EXPECT_GE(contrast(output::quiet_ink, "#ffffff"), 4.5);
  EXPECT_EQ(output::option_colour(8).strong, output::option_colour(0).strong);
}

TEST(PageStyle, HasReadableColours) {
  const std::string style(output::page_style());
  const std::regex shade("\\.s[1-4]\\{background:(#[0-9a-f]{6})\\}");
  std::size_t shades = 0;
  for (std::sregex_iterator at(style.begin(), style.end(), shade), end; at != end; ++at, ++shades)
    EXPECT_GE(contrast(output::ink, (*at)[1].str()), 4.5) << at->str();
  EXPECT_EQ(shades, 4U);
  const std::regex words("[;{]color:(#[0-9a-f]{6})");
  for (std::sregex_iterator at(style.begin(), style.end(), words), end; at != end; ++at)
    EXPECT_GE(contrast((*at)[1].str(), "#ffffff"), 4.5) << at->str();
}

TEST(PageStyle, LoadsNothingAndCarriesNobodysMark) {
  page_marks::expect_harmless(std::string(output::page_style()));
  EXPECT_THAT(std::string(output::page_style()), Not(HasSubstr("font-face")));
  EXPECT_THAT(std::string(output::page_style()), Not(HasSubstr("GDS")));
}

TEST(HtmlPage, ForbidsEverythingFromOutside) {
  const std::string page = page_with_table(2);
  EXPECT_THAT(page, HasSubstr("content=\"default-src 'none'; style-src 'unsafe-inline'; "
                              "base-uri 'none'; form-action 'none'\""));
  page_marks::expect_harmless(page);
}

TEST(HtmlPage, SaysItsLanguageTitleAndLandmarks) {
  const std::string page = page_with_table(2);
  for (const char* part : {"<!DOCTYPE html>\n<html lang=\"en-GB\">", "<meta charset=\"utf-8\">",
                           "<title>A title</title>", "<header>", "<main id=\"main\"", "<footer>",
                           "width=device-width, initial-scale=1", "href=\"#main\""})
    EXPECT_THAT(page, HasSubstr(part));
}

TEST(HtmlPage, GivesEachCellItsHeaders) {
  const std::string page = page_with_table(3);
  EXPECT_THAT(page, HasSubstr("<caption id=\"table-1\"><span>Numbers</span></caption>"));
  EXPECT_THAT(page, HasSubstr("<th scope=\"col\">Year</th>"));
  EXPECT_THAT(page, HasSubstr("<table class=\"numbers\">"));
  EXPECT_THAT(page, HasSubstr("<th scope=\"row\">2016/17</th>"));
  EXPECT_THAT(page, HasSubstr("<td>52 <span class=\"below\">43 to 63</span> "
                              "<span class=\"below\">better in 12 in 100</span></td>"));
}

TEST(HtmlPage, ScrollsAWideTableByKeyboard) {
  EXPECT_THAT(page_with_table(3), Not(HasSubstr("role=\"region\"")));
  EXPECT_THAT(page_with_table(4),
              HasSubstr("role=\"region\" tabindex=\"0\" aria-labelledby=\"table-1\""));
}

TEST(HtmlPage, StacksATableThatMustNotScroll) {
  output::HtmlPage page("A title");
  page.heading(1, "A title");
  page.table({.caption = "Numbers",
              .columns = {{"Year", false}, {"A: Base", true, "A"}, {"B"}, {"C"}},
              .rows = {{"2016/17", "52", "50", "48"}},
              .is_stacked = true});
  const std::string text = page.finish("Banner", {"Foot"});
  EXPECT_THAT(text, Not(HasSubstr("role=\"region\"")));
  EXPECT_THAT(text, HasSubstr("<table role=\"table\" class=\"numbers stacked\">"));
  EXPECT_THAT(text, HasSubstr("<td role=\"cell\" data-brief=\"A\">52</td>"));
}

TEST(HtmlPage, UnfoldsOnPaperOnlyWhatIsShort) {
  output::HtmlPage page("A title");
  page.heading(1, "A title");
  output::HtmlTable table{.caption = "Few", .columns = {{"Year"}, {"Number"}}, .rows = {}};
  table.rows.assign(12, {"2016/17", "52"});
  page.folded("Few", {table});
  page.folded("Screen", {table}, false);
  page.folded("Many", {table, table});
  const std::string text = page.finish("Banner", {"Foot"});
  EXPECT_THAT(text, HasSubstr("<details class=\"short\">\n<summary>Few</summary>"));
  EXPECT_THAT(text, HasSubstr("<details>\n<summary>Screen</summary>"));
  EXPECT_THAT(text, HasSubstr("<details>\n<summary>Many</summary>"));
  EXPECT_THAT(text, HasSubstr("details:not(.short):not([open]){display:none}"));
}

TEST(HtmlPage, SetsANoteBeneathAPicture) {
  output::HtmlPage page("A title");
  page.heading(1, "A title");
  page.figure(2, {.message = "Message",
                  .measure = "",
                  .how_to_read = "",
                  .of = "",
                  .pictures = {"<svg></svg>"},
                  .numbers = {},
                  .note = "A & note"});
  EXPECT_THAT(page.finish("Banner", {"Foot"}),
              HasSubstr("</div>\n<p class=\"quiet\">A &amp; note</p>\n</figure>"));
}

TEST(HtmlPage, MakesNoMarkupOfWhatItIsGiven) {
  const std::string hostile = "\"><img src=x onerror=alert(1)><script>alert(2)</script>";
  output::HtmlPage page(hostile);
  page.heading(1, hostile, hostile);
  page.paragraph(output::Phrase(hostile).strong(hostile).link(hostile, hostile));
  page.list({hostile});
  page.inset({hostile});
  page.contents({{hostile, hostile}});
  page.table({.caption = hostile, .columns = {{hostile}}, .rows = {{hostile}}});
  page.figure(2, {.message = hostile,
                  .measure = hostile,
                  .how_to_read = hostile,
                  .of = hostile,
                  .pictures = {""},
                  .numbers = {{.caption = hostile, .columns = {{hostile}}, .rows = {}}}});
  const std::string text = page.finish(hostile, {hostile});
  EXPECT_THAT(text, Not(HasSubstr("<script")));
  EXPECT_THAT(text, Not(HasSubstr("<img")));
  EXPECT_FALSE(std::regex_search(text, std::regex("<[a-z][^<>\"]* onerror=")));
}

TEST(HtmlPage, RefusesHeadingsOutOfOrder) {
  output::HtmlPage page("Title");
  EXPECT_THROW(page.heading(2, "Too early"), sim::ContractError);
  page.heading(1, "Title");
  EXPECT_THROW(page.heading(1, "Another"), sim::ContractError);
  EXPECT_THROW(page.heading(3, "Too deep"), sim::ContractError);
  EXPECT_THROW(page.table({}), sim::ContractError);
  EXPECT_THROW(page.table({.caption = "Uneven", .columns = {{"A"}}, .rows = {{"1", "2"}}}),
               sim::ContractError);
  EXPECT_THROW(page.figure(2, {}), sim::ContractError);
}

}  // namespace
