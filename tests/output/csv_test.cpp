#include "output/csv.h"

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <gtest/gtest.h>

#include "sim/kernel/expects.h"
#include "tests/output/german_locale.h"
#include "tests/output/temporary_folder.h"

namespace {

using Row = std::vector<std::string>;

/// Reads what RFC 4180 says, with \n between lines. Knows nothing of the writer.
std::vector<Row> rows_in(std::string_view text) {
  std::vector<Row> rows;
  Row row{""};
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      row.back() += text[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == ',') {
      row.emplace_back();
    } else if (!quoted && c == '\n') {
      rows.push_back(row);
      row = {""};
    } else {
      row.back() += c;
    }
  }
  EXPECT_FALSE(quoted) << "a quote is left open";
  EXPECT_EQ(row, Row{""}) << "the last line has no end";
  return rows;
}

sim::ResultTable texts(std::vector<std::string> cells) {
  return {.name = "Texts",
          .definition = "Some texts.",
          .columns = {{{"text", "", "A text."}, std::move(cells)}}};
}

sim::ResultTable a_table() {
  return {
      .name = "Yearly headline",
      .definition = "What happens, by year.",
      .columns = {{{"scenario", "", "Name of the scenario."}, std::vector<std::string>{"a", "b"}},
                  {{"balance", "pence", "Income less spend, so \"below 0\" is a deficit."},
                   std::vector<std::int64_t>{-123456, sim::not_available}},
                  {{"rate", "per year", "How often."}, std::vector<double>{1.5, NAN}}}};
}

TEST(Csv, HasOneLineForTheColumnsAndOneARow) {
  EXPECT_EQ(output::csv_text(a_table()), "scenario,balance,rate\na,-123456,1.5\nb,x,x\n");
}

TEST(Csv, HasASidecarThatSaysWhatEachColumnMeans) {
  EXPECT_EQ(
      rows_in(output::csv_meta_text(a_table())),
      (std::vector<Row>{{"column", "unit", "definition"},
                        {"*", "", "What happens, by year."},
                        {"scenario", "", "Name of the scenario."},
                        {"balance", "pence", "Income less spend, so \"below 0\" is a deficit."},
                        {"rate", "per year", "How often."}}));
}

TEST(Csv, ReadsBackWhateverTheTextHolds) {
  const std::vector<std::string> cells{
      "plain",        "",         "comma, here", "\"quoted\"", "two\nlines",
      "two\r\nlines", " spaces ", "£ – 学校",    "a'b",        "\""};
  const std::vector<Row> rows = rows_in(output::csv_text(texts(cells)));

  ASSERT_EQ(rows.size(), cells.size() + 1);
  for (std::size_t i = 0; i < cells.size(); ++i) EXPECT_EQ(rows[i + 1], Row{cells[i]});
}

TEST(Csv, DisarmsTextThatASpreadsheetWouldRun) {
  const std::vector<std::string> formulas{"=1+1",
                                          "+1",
                                          "-1",
                                          "@SUM(A1)",
                                          "\t=1",
                                          "\r=1",
                                          "\n=1",
                                          "=cmd|' /C calc'!A0",
                                          "=HYPERLINK(\"x\",\"y\")"};
  const std::vector<Row> rows = rows_in(output::csv_text(texts(formulas)));
  for (std::size_t i = 0; i < formulas.size(); ++i) EXPECT_EQ(rows[i + 1], Row{"'" + formulas[i]});

  sim::ResultTable table = texts({"a"});
  table.definition = "=1+1";
  table.columns[0].measure.definition = "@x";
  EXPECT_EQ(rows_in(output::csv_meta_text(table))[1][2], "'=1+1");
  EXPECT_EQ(rows_in(output::csv_meta_text(table))[2][2], "'@x");
}

TEST(Csv, IsValidTextWhateverTheScenarioSays) {
  EXPECT_EQ(output::csv_text(texts({std::string("a\0\x1B\xFF", 4)})),
            "text\na\uFFFD\uFFFD\uFFFD\n");
}

TEST(Csv, OfNoRowsStillNamesItsColumns) {
  EXPECT_EQ(output::csv_text(texts({})), "text\n");
}

TEST(Csv, RefusesATableThatIsNotWellFormed) {
  sim::ResultTable table = a_table();
  table.columns[1].values = std::vector<double>{1};
  EXPECT_THROW(output::csv_text(table), sim::ContractError);
}

TEST(Csv, IsTheSameUnderAGermanLocale) {
  sim::ResultTable table = a_table();
  table.columns[1].values = std::vector<std::int64_t>{1'234'567, -7};
  table.columns[2].values = std::vector<double>{1234567.25, 1e-9};
  const std::string plain = output::csv_text(table);

  const GermanLocale german;
  if (!german.holds()) GTEST_SKIP() << "NOT TESTED: de_DE.UTF-8 is neither installed nor compiled";
  EXPECT_EQ(output::csv_text(table), plain);
}

TEST(CsvFile, IsNamedAfterItsTable) {
  EXPECT_EQ(output::file_name_of("Yearly headline"), "yearly-headline");
  EXPECT_EQ(output::file_name_of("../../etc/passwd"), "etc-passwd");
  EXPECT_EQ(output::file_name_of("  Spend_by (£) year! "), "spend-by-year");
  EXPECT_EQ(output::file_name_of(std::string(80, 'n')).size(), 50U);
  EXPECT_EQ(output::file_name_of(std::string(49, 'n') + " x"), std::string(49, 'n'));
  EXPECT_THROW(output::file_name_of("../.."), sim::ContractError);
}

TEST(CsvFile, IsWrittenWithItsSidecarAndTheSameEachTime) {
  const TemporaryFolder once;
  const TemporaryFolder again;

  const auto files = output::write_csv(a_table(), once.path());
  output::write_csv(a_table(), again.path());

  ASSERT_EQ(once.names(), (Row{"yearly-headline.csv", "yearly-headline.meta.csv"}));
  EXPECT_EQ(files[0], once.path() / "yearly-headline.csv");
  EXPECT_EQ(files[1], once.path() / "yearly-headline.meta.csv");
  EXPECT_EQ(bytes_of(files[0]), output::csv_text(a_table()));
  EXPECT_EQ(bytes_of(files[1]), output::csv_meta_text(a_table()));
  for (const std::string& name : once.names())
    EXPECT_EQ(bytes_of(once.path() / name), bytes_of(again.path() / name));
}

TEST(CsvFile, NeedsItsFolder) {
  const TemporaryFolder folder;
  EXPECT_THROW(output::write_csv(a_table(), folder.path() / "missing"), std::system_error);
}

}  // namespace
