#include "output/plain_table.h"

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "output/utf8.h"
#include "sim/kernel/expects.h"

namespace {

using output::Align;

std::vector<output::PlainColumn> columns() {
  return {{"Academic year", Align::left, {"2014/15", "2015/16"}},
          {"Scenario", Align::left, {"Arrangements of 2014", "PRU at 55 places (£)"}},
          {"Permanent exclusions", Align::right, {"57", "1,038"}},
          {"In-year balance", Align::right, {"−£700,000", "£0"}}};
}

std::size_t widest_line(const std::string& text) {
  std::istringstream lines(text);
  std::size_t widest = 0;
  for (std::string line; std::getline(lines, line);)
    widest = std::max(widest, output::width_of(line));
  return widest;
}

TEST(PlainTable, PutsNumbersToTheRightAndTextToTheLeft) {
  EXPECT_EQ(output::plain_table(columns(), 100),
            "Academic year  Scenario              Permanent exclusions  In-year balance\n"
            "-------------  --------------------  --------------------  ---------------\n"
            "2014/15        Arrangements of 2014                    57        −£700,000\n"
            "2015/16        PRU at 55 places (£)                 1,038               £0\n");
}

TEST(PlainTable, BreaksHeadingsOfNumbersBeforeTexts) {
  EXPECT_EQ(output::plain_table(columns(), 60),
            "                                      Permanent    In-year\n"
            "Academic year  Scenario              exclusions    balance\n"
            "-------------  --------------------  ----------  ---------\n"
            "2014/15        Arrangements of 2014          57  −£700,000\n"
            "2015/16        PRU at 55 places (£)       1,038         £0\n");
}

TEST(PlainTable, BreaksTextWhenHeadingsDoNotSuffice) {
  EXPECT_EQ(output::plain_table(columns(), 48),
            "Academic                 Permanent    In-year\n"
            "year      Scenario      exclusions    balance\n"
            "--------  ------------  ----------  ---------\n"
            "2014/15   Arrangements          57  −£700,000\n"
            "          of 2014\n"
            "2015/16   PRU at 55          1,038         £0\n"
            "          places (£)\n");
}

TEST(PlainTable, GoesOnBelowWhenItCannotFit) {
  EXPECT_EQ(output::plain_table(columns(), 30),
            "Academic year  Scenario\n"
            "-------------  ---------------\n"
            "2014/15        Arrangements of\n"
            "               2014\n"
            "2015/16        PRU at 55\n"
            "               places (£)\n"
            "\n"
            "                Permanent\n"
            "Academic year  exclusions\n"
            "-------------  ----------\n"
            "2014/15                57\n"
            "2015/16             1,038\n"
            "\n"
            "Academic year  In-year balance\n"
            "-------------  ---------------\n"
            "2014/15              −£700,000\n"
            "2015/16                     £0\n");
}

TEST(PlainTable, KeepsWithinAnyWidthThatItsWordsAllow) {
  constexpr std::size_t least = 8 + 2 + 12;  // "Academic" beside "Arrangements"
  for (std::size_t width = least; width <= 100; ++width)
    EXPECT_LE(widest_line(output::plain_table(columns(), width)), width) << width;
  EXPECT_LE(widest_line(output::plain_table(columns(), 1)), least);
}

TEST(PlainTable, KeepsEachCellOnItsLineAndOffTheTerminal) {
  EXPECT_EQ(output::plain_table({{"Name", Align::left, {"a\nb", "\x1B[2J"}}}, 80),
            "Name\n"
            "----\n"
            "a b\n"
            "\uFFFD[2J\n");
}

TEST(PlainTable, RefusesRaggedColumns) {
  EXPECT_THROW(output::plain_table({}, 80), sim::ContractError);
  EXPECT_THROW(output::plain_table({{"A", Align::left, {"1"}}, {"B", Align::left, {}}}, 80),
               sim::ContractError);
}

}  // namespace
