#include "scenarios/register.h"

#include <locale>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/scenarios/small_borough.h"

namespace {

using scenarios::Register;
using testing::SizeIs;

Register assumptions(const std::string& more) {
  return small_borough::read_text(small_borough::settings + more).assumptions;
}

std::string provider(const std::string& places) {
  return "[[provider]]\nid = \"aspire\"\nname = \"Aspire\"\nkind = \"pru\"\nplaces = " + places +
         "\n";
}

std::string stay(const std::string& fields) {
  return "[pru.stay]\nmean = { unit = \"years\", " + fields + " }\n";
}

TEST(Register, ShowsEveryAssumptionAndNoSetting) {
  EXPECT_EQ(assumptions(stay("value = 1.0, low = 0.7, high = 1.4, source = \"ASSUMED\", note = "
                             "\"fitted jointly with inflow\"") +
                        provider("[ { from = 2008-09-01, value = 90, source = \"5 Steps s.3\" } ]"))
                .assumptions_text(),
            "setting                  from        value  range       unit    source\n"
            "-----------------------  ----------  -----  ----------  ------  -------------------\n"
            "pru.stay.mean                        1      0.7 to 1.4  years   ASSUMED: fitted\n"
            "                                                                jointly with inflow\n"
            "provider[aspire].places  2008-09-01  90                 pupils  5 Steps s.3\n");
}

TEST(Register, IsNeverWiderThanAPage) {
  const std::string wordy = std::string(300, 'x') + " " + std::string(300, 'y');
  const Register rows = assumptions(stay("value = 1.0, source = \"" + wordy + "\""));
  std::istringstream lines(rows.assumptions_text() +
                           differences_text(differences({}, rows), "base", std::string(200, 'z')));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 110U);
}

TEST(Differences, AreExactlyWhatDiffersByKeyAndDate) {
  const Register base =
      assumptions(stay("value = 1.0, source = \"A\"") +
                  provider("[ { from = 2008-09-01, value = 90, source = \"5 Steps\" }, { from = "
                           "2018-09-01, value = 80, source = \"5 Steps\" } ]"));
  const Register option =
      assumptions(stay("value = 1.0, source = \"A\", note = \"said again\"") +
                  provider("[ { from = 2008-09-01, value = 90, source = \"5 Steps\" }, { from = "
                           "2016-09-01, value = 53, low = 50, high = 55, source = \"minute\" } ]"));
  const auto found = differences(base, option);
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].from, sim::date(2016, 9, 1));
  EXPECT_FALSE(found[0].base.has_value());
  EXPECT_EQ(found[0].option->estimate->value, 53);
  EXPECT_EQ(found[1].from, sim::date(2018, 9, 1));
  EXPECT_FALSE(found[1].option.has_value());
  EXPECT_EQ(differences_text(found, "history", "pru_at_55"),
            "setting                  from        history      source   pru_at_55      source\n"
            "-----------------------  ----------  -----------  -------  -------------  ------\n"
            "provider[aspire].places  2016-09-01  (not given)           53 (50 to 55)  minute\n"
            "                                                           pupils\n"
            "provider[aspire].places  2018-09-01  80 pupils    5 Steps  (not given)\n");
}

TEST(Differences, CountSettingsRangesAndSources) {
  const auto one = [](const std::string& before, const std::string& after) {
    return differences(assumptions(before), assumptions(after)).size();
  };
  const std::string plain = stay("value = 1, source = \"A\"");
  EXPECT_EQ(one(plain, plain), 0U);
  EXPECT_EQ(one(plain, stay("value = 2, source = \"A\"")), 1U);
  EXPECT_EQ(one(plain, stay("value = 1, source = \"B\"")), 1U);
  EXPECT_EQ(one(plain, stay("value = 1, low = 1, high = 1, source = \"A\"")), 1U);

  Register other = assumptions(plain);
  ASSERT_EQ(other.rows[1].key, "first_day");
  other.rows[1].word = "2015-09-01";
  const auto found = differences(assumptions(plain), other);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].base->value_text(), "2014-09-01");
}

/// A comma for a point, as a German host program may set for everybody.
class GermanNumbers : public std::numpunct<char> {
 protected:
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
};

TEST(NumberText, IsTheShortestThatReadsBackInAnyLocale) {
  const std::locale before =
      std::locale::global(std::locale(std::locale::classic(), new GermanNumbers));
  EXPECT_EQ(scenarios::number_text(0.1), "0.1");
  EXPECT_EQ(scenarios::number_text(1.0 / 3), "0.3333333333333333");
  EXPECT_EQ(scenarios::number_text(18'000'000), "18000000");
  EXPECT_EQ(scenarios::number_text(1e-9), "1e-09");
  EXPECT_EQ(small_borough::read_text(small_borough::settings).withdrawn, 0.15);
  EXPECT_EQ(small_borough::complaints(small_borough::settings + "routes = 70%\n"),
            "test.toml:5:10: error: 70% outside quotes: must be a number.\n"
            "  5 | routes = 70%\n"
            "    |          ^^^  Write 0.7.\n");
  std::locale::global(before);
}

}  // namespace
