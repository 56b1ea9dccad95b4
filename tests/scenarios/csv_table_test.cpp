#include "scenarios/csv_table.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/source_file.h"

namespace {

using scenarios::csv_rows;
using scenarios::csv_table;
using testing::AllOf;
using testing::HasSubstr;
using Texts = std::vector<std::vector<std::string>>;

Texts texts_of(const std::string& bytes) {
  Texts texts;
  for (const auto& row : csv_rows(scenarios::source_from(bytes, "t.csv"))) {
    texts.emplace_back();
    for (const auto& cell : row) texts.back().push_back(cell.text);
  }
  return texts;
}

std::string complaints_of(const std::string& bytes) {
  try {
    csv_rows(scenarios::source_from(bytes, "t.csv"));
  } catch (const scenarios::ScenarioError& error) {
    return error.what();
  }
  return "none";
}

std::string complaints_of_table(const std::string& bytes) {
  try {
    csv_table(scenarios::source_from(bytes, "t.csv"), {"year", "value"});
  } catch (const scenarios::ScenarioError& error) {
    return error.what();
  }
  return "none";
}

TEST(CsvTable, ReadsCellsAsRfc4180HasThem) {
  EXPECT_EQ(texts_of("a,b,c\n1,,3\n"), (Texts{{"a", "b", "c"}, {"1", "", "3"}}));
  EXPECT_EQ(texts_of("\"a,b\",\"say \"\"c\"\"\",\"two\nlines\"\r\nd,,"),
            (Texts{{"a,b", "say \"c\"", "two\nlines"}, {"d", "", ""}}));
}

TEST(CsvTable, LeavesOutWhatIsForPeople) {
  EXPECT_EQ(texts_of("# about\n\na,1\n,,,\n#b,2\n\"#c\",3"), (Texts{{"a", "1"}, {"#c", "3"}}));
  EXPECT_EQ(texts_of(""), Texts{});
}

TEST(CsvTable, KnowsWhereEachCellStands) {
  const auto rows = csv_rows(scenarios::source_from("é,\"x\ny\",z\nlast\n", "t.csv"));

  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0][1].place.column, 3U);
  EXPECT_EQ(rows[0][2].place.line, 2U);
  EXPECT_EQ(rows[0][2].place.column, 4U);
  EXPECT_EQ(rows[1][0].place.line, 3U);
  EXPECT_EQ(rows[1][0].place.width, 4U);
}

TEST(CsvTable, NeverGuessesAtAQuote) {
  EXPECT_THAT(complaints_of("a,b\"c,d\n"), HasSubstr("t.csv:1:4: error: a quote inside a cell"));
  EXPECT_THAT(complaints_of("a,\"b\"c,d\n"), HasSubstr("t.csv:1:6: error: text after the quote"));
  EXPECT_THAT(complaints_of("a\n1,\"b,c\nd\n"),
              HasSubstr("t.csv:2:3: error: a cell in double quotes: must end with a double quote"));
  EXPECT_THAT(complaints_of("a\"\nb\"\n"), AllOf(HasSubstr("t.csv:1:2"), HasSubstr("t.csv:2:2")));
}

TEST(CsvTable, RefusesAbsurdSizes) {
  EXPECT_THAT(complaints_of(std::string(900'000, ',')), HasSubstr("must have at most 200"));
  std::string rows;
  for (int row = 0; row < 60'000; ++row) rows += "1\n";
  EXPECT_THAT(complaints_of(rows), HasSubstr("t.csv:50001:1: error: a table of more rows"));
}

TEST(CsvTable, WantsItsHeadingAndFullRows) {
  EXPECT_EQ(complaints_of_table("# for people\nyear,value\n2015,1\n"), "none");
  EXPECT_THAT(complaints_of_table("value,year\n1,2015\n"),
              HasSubstr("t.csv:1:1: error: column 1 = \"value\": must be year"));
  EXPECT_THAT(complaints_of_table("year;value\n2015;1\n"),
              HasSubstr("must be separated by commas"));
  EXPECT_THAT(complaints_of_table("\n"), HasSubstr("t.csv: error: no heading"));
  EXPECT_THAT(complaints_of_table("year,value\n2015\n2016,1,2\n"),
              AllOf(HasSubstr("t.csv:2:1: error: a row of 1 cells: must have 2"),
                    HasSubstr("t.csv:3:1: error: a row of 3 cells")));
}

}  // namespace
