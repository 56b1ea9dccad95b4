// What a scenario's author is promised about mistakes, promise by promise. Each file that a promise
// is about stands in MANIFEST with all that is said of it; here is what the files have in common.
#include <algorithm>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pthread.h>
#include <sys/stat.h>

#include "tests/hostile/asked.h"
#include "tests/hostile/manifest.h"
#include "tests/sanitized.h"

namespace {

/// Sanitizers keep what was freed, and shadow the rest.
constexpr double sanitizer_megabytes = SEMH_SANITIZED ? 1024 : 0;

/// One file for each test, in a folder of its own.
class Scenario {
 public:
  fs::path write(const std::string& name, const std::string& bytes) const {
    return home_.write(name, bytes);
  }
  fs::path path(const std::string& name) const { return home_.path() / name; }
  Answer check(const fs::path& file) const {
    return hostile::ask(home_.path(), {semh, "check", file});
  }

 private:
  TemporaryFolder home_;
};

/// Everything that MANIFEST says about the files whose names begin so.
std::vector<std::string> said_of(const std::vector<std::string>& beginnings) {
  std::vector<std::string> said;
  for (const auto& [file, verdict] : hostile::manifest())
    for (const std::string& beginning : beginnings)
      if (file.rfind(beginning, 0) == 0) said.insert(said.end(), verdict.begin(), verdict.end());
  return said;
}

void expect_refused_quickly(const Answer& answer) {
  EXPECT_EQ(answer.exit_code, 2) << answer.err;
  EXPECT_TRUE(answer.out.empty()) << answer.out;
  EXPECT_LT(answer.seconds, 10);
  EXPECT_LT(answer.megabytes, 512 + sanitizer_megabytes);
}

// --- 28: no input file crashes, hangs or takes much memory ---------------------------------------

TEST(Promise28NoInputHurts, WhateverKindOfFileIsNamed) {
  const Scenario scenario;
  const Answer folder = scenario.check(fs::path("/tmp"));
  expect_refused_quickly(folder);
  EXPECT_THAT(folder.err,
              HasSubstr("/tmp: error: a folder, not a scenario file: must be a TOML file"));

  const Answer device = scenario.check("/dev/zero");
  expect_refused_quickly(device);
  EXPECT_THAT(device.err, HasSubstr("a device or a pipe, not a scenario file"));

  ASSERT_EQ(mkfifo(scenario.path("pipe.toml").c_str(), 0600), 0);
  const Answer pipe = scenario.check("pipe.toml");
  expect_refused_quickly(pipe);
  EXPECT_THAT(pipe.err, HasSubstr("pipe.toml: error: a device or a pipe"));

  fs::create_symlink("nowhere.toml", scenario.path("dangling.toml"));
  const Answer dangling = scenario.check("dangling.toml");
  EXPECT_EQ(dangling.exit_code, 3);
  EXPECT_THAT(dangling.err, AllOf(HasSubstr("dangling.toml"), HasSubstr("No such file")));
}

TEST(Promise28NoInputHurts, WhenItMayNotBeRead) {
  if (geteuid() == 0 && access("/proc/self/mem", R_OK) == 0) {
    // Root reads everything; a file of the kernel that even root cannot read stands in for it.
    const Scenario scenario;
    const Answer unreadable = scenario.check("/proc/self/mem");
    EXPECT_NE(unreadable.exit_code, 0);
    EXPECT_LT(unreadable.exit_code, 6) << unreadable.err;
    EXPECT_THAT(unreadable.err, HasSubstr("/proc/self/mem"));
    return;
  }
  const Scenario scenario;
  const fs::path file = scenario.write("secret.toml", small_borough::settings);
  fs::permissions(file, fs::perms::none);
  const Answer unreadable = scenario.check("secret.toml");
  EXPECT_EQ(unreadable.exit_code, 3);
  EXPECT_THAT(unreadable.err, AllOf(HasSubstr("secret.toml"), HasSubstr("Permission denied")));
}

TEST(Promise28NoInputHurts, OfAMegabyteOrMore) {
  const Scenario scenario;
  const std::string table =
      "provision,year_group,registration,leaving_year,pupils,low,high,source\n";
  const fs::path start = scenario.write(
      "s.toml", "extends = \"b.toml\"\n[start_state]\ndate = 2018-01-18\nfile = \"s.csv\"\n");
  fs::copy(hostile::synthetic, scenario.path("b.toml"));
  for (const std::string& rows :
       {std::string(990'000, '\n'), std::string(990'000, ','), std::string(990'000, '"'),
        std::string(990'000, '#'), "\"" + std::string(990'000, 'x')}) {
    scenario.write("s.csv", table + rows);
    expect_refused_quickly(scenario.check(start));
  }
  scenario.write("large.toml", std::string(1'000'001, '#'));
  const Answer large = scenario.check("large.toml");
  expect_refused_quickly(large);
  EXPECT_THAT(large.err, HasSubstr("too large for a scenario: must be at most 1,000,000 bytes"));
  fs::resize_file(scenario.path("large.toml"), 1ULL << 40);  // a terabyte with nothing in it
  expect_refused_quickly(scenario.check("large.toml"));
}

TEST(Promise28NoInputHurts, ThatIsAMegabyteOfEvidence) {
  const Scenario scenario;
  const std::string heading = "series,phase,year,value,unit,source,address,confidence,status\n";
  const auto evidence_of = [&](std::size_t rows, bool distinct) {
    std::string text = heading;
    for (std::size_t row = 0; row < rows; ++row)
      text += "p" + (distinct ? std::to_string(row) : "") + ",total,2012/13," +
              std::to_string(row) + ",u,s,,,observed\n";
    scenario.write("evidence/observed.csv", text);
    return hostile::ask(scenario.path("."), {semh, "evidence", "evidence"});
  };
  for (const bool distinct : {false, true}) {
    const Answer all = evidence_of(20'000, distinct);
    expect_refused_quickly(all);
    EXPECT_THAT(all.err, HasSubstr("20,000 rows: must be at most 3,000"));
    const Answer most = evidence_of(sanitizer_megabytes > 0 ? 1'000 : 3'000, distinct);
    EXPECT_EQ(most.exit_code, 0) << most.err;
    EXPECT_LT(most.seconds, 10);
  }
}

/// The corpus, read by a thread whose stack is a megabyte, as on other systems.
void* read_corpus(void*) {
  for (const auto& [file, verdict] : hostile::manifest()) {
    if (file.rfind("corpus/", 0) != 0) continue;
    try {
      small_borough::read(scenarios::load(hostile::folder / file));
    } catch (const scenarios::ScenarioError&) {
    }
  }
  return nullptr;
}

TEST(Promise28NoInputHurts, OnAStackOfAMegabyte) {
  pthread_attr_t attributes;
  ASSERT_EQ(pthread_attr_init(&attributes), 0);
  ASSERT_EQ(pthread_attr_setstacksize(&attributes, 1U << 20), 0);
  pthread_t thread{};
  ASSERT_EQ(pthread_create(&thread, &attributes, read_corpus, nullptr), 0);
  EXPECT_EQ(pthread_join(thread, nullptr), 0);
  pthread_attr_destroy(&attributes);
}

TEST(Promise28NoInputHurts, FromTheCorpusOfAtLeast120Files) {
  const auto verdicts = hostile::manifest();
  EXPECT_GE(verdicts.size(), 120U);
  const auto refused = std::count_if(verdicts.begin(), verdicts.end(),
                                     [](const auto& one) { return one.second.front() != "ok"; });
  EXPECT_GE(refused, 120);
}

// --- 29: Windows files just work -----------------------------------------------------------------

TEST(Promise29WindowsFiles, AreTheSameScenario) {
  const Scenario scenario;
  const std::string unix_ends = hostile::bytes_of(hostile::synthetic);
  std::string windows = "\xEF\xBB\xBF";
  for (const char letter : unix_ends)
    windows += letter == '\n' ? std::string("\r\n") : std::string(1, letter);
  scenario.write("unix.toml", unix_ends);
  scenario.write("windows.toml", windows);

  EXPECT_EQ(scenarios::read_scenario(scenario.path("unix.toml")).canonical,
            scenarios::read_scenario(scenario.path("windows.toml")).canonical);
}

TEST(Promise29WindowsFiles, InAnotherEncodingAreToldWhichAndWhatToDo) {
  for (const std::string& line :
       said_of({"corpus/utf16", "corpus/utf32", "borough/counts-in-utf16"}))
    EXPECT_THAT(line, AllOf(HasSubstr("UTF-"), HasSubstr("Save as"))) << line;
  for (const std::string& line : said_of({"corpus/windows-1252", "borough/counts-in-windows-1252"}))
    EXPECT_THAT(line, AllOf(HasSubstr("(in Windows-1252 it is "), HasSubstr("encoding UTF-8")))
        << line;
}

// --- 30: unknown names get the nearest one -------------------------------------------------------

TEST(Promise30UnknownNames, GetTheNearestOne) {
  const std::vector<std::string> misspelt =
      said_of({"corpus/unknown-key.toml", "corpus/unknown-key-case", "corpus/unknown-key-homoglyph",
               "borough/table-misspelt", "borough/tables-misspelt", "borough/key-",
               "borough/id-unknown", "borough/id-homoglyph", "borough/measure-unknown",
               "borough/counts-at-unknown", "borough/counts-heading-misspelt"});
  EXPECT_GE(misspelt.size(), 11U);
  std::size_t suggested = 0;
  for (const std::string& line : misspelt)
    if (line.find("id you mean") != std::string::npos) ++suggested;
  EXPECT_GE(suggested, 10U) << testing::PrintToString(misspelt);
}

TEST(Promise30UnknownNames, ShowTheCodesOfLettersThatOnlyLookRight) {
  const auto lookalikes =
      said_of({"corpus/unknown-key-homoglyph", "corpus/homoglyph-value", "borough/key-homoglyph",
               "borough/id-homoglyph", "borough/id-with-homoglyph", "borough/counts-at-homoglyph"});
  EXPECT_GE(lookalikes.size(), 6U);
  for (const std::string& line : lookalikes)
    EXPECT_THAT(line, testing::AnyOf(HasSubstr("\\u{4"), HasSubstr("is missing"))) << line;
}

// --- 31: types, units, ranges --------------------------------------------------------------------

TEST(Promise31Numbers, AreToldTheRuleItsLimitsAndAnExample) {
  EXPECT_THAT(said_of({"corpus/price-with-sign.toml"}).front(),
              HasSubstr("Write 18000 without £ or comma."));
  EXPECT_THAT(said_of({"corpus/price-with-sign-bare.toml"}).front(),
              HasSubstr("Write 18000 without £ or comma."));
  EXPECT_THAT(said_of({"borough/deduction-with-sign.toml"}).front(),
              HasSubstr("Write 3000 without £ or comma."));
  EXPECT_THAT(said_of({"borough/withdrawn-percent-text"}).front(), HasSubstr("Write 0.7."));
  EXPECT_THAT(said_of({"borough/withdrawn-percent-number"}).front(),
              HasSubstr("Write 0.7 for 70%."));
  EXPECT_THAT(said_of({"corpus/nan.toml"}).front(), HasSubstr("must be a finite number"));
  EXPECT_THAT(said_of({"borough/deduction-in-dollars"}).front(),
              HasSubstr("must be \"pounds per year\""));
  EXPECT_THAT(said_of({"corpus/good-negative-zero.toml"}).front(), HasSubstr("ok"));
  EXPECT_THAT(said_of({"corpus/integer-overflow.toml"}).front(),
              HasSubstr("9,223,372,036,854,775,807"));
}

TEST(Promise31Numbers, OfAnyKindHaveTheirLimitsInTheMessage) {
  for (const std::string& line :
       said_of({"corpus/pupils-", "corpus/probability-", "borough/days-", "borough/counts-negative",
                "borough/counts-of-a-billion", "borough/counts-not-whole"}))
    EXPECT_THAT(line, testing::ContainsRegex("must (be|not) .*[a-z0-9]")) << line;
}

// --- 32: probabilities are never rescaled --------------------------------------------------------

TEST(Promise32Probabilities, MustSumToOneAndAreNeverRescaled) {
  const auto above = said_of({"corpus/shares-above-one"});
  ASSERT_EQ(above.size(), 1U);
  EXPECT_THAT(above.front(), AllOf(HasSubstr("sums to 1.1 (lines 7, 8, 9)"), HasSubstr("must be 1"),
                                   HasSubstr("Reduce by 0.1.")));
  EXPECT_THAT(said_of({"borough/terms-sum-almost"}).front(), HasSubstr("Reduce by 1e-06"));
  EXPECT_THAT(said_of({"borough/phase-change-short"}).front(), HasSubstr("Add 0.1."));
  EXPECT_THAT(said_of({"borough/weights-do-not-sum"}).front(), HasSubstr("never rescaled"));
}

TEST(Promise32Probabilities, MaySumToOneButForTheLastDigits) {
  const auto shares = [](const std::string& last) {
    return small_borough::complaints(
        small_borough::settings +
        "[routes]\nsource = \"a count\"\nkept = 0.1\nmoved = 0.2\nexcluded = " + last + "\n");
  };
  EXPECT_EQ(shares("0.7"), "");
  EXPECT_EQ(shares("0.7000000005"), "");
  EXPECT_THAT(shares("0.700000002"), HasSubstr("Reduce by 2e-09."));
}

// --- 33: dates -----------------------------------------------------------------------------------

TEST(Promise33Dates, AreRecognisedAndNeverGuessed) {
  for (const std::string& line :
       said_of({"corpus/date-uk", "corpus/date-american", "borough/intake-date-british"}))
    EXPECT_THAT(line, HasSubstr("year first, then the month, then the day")) << line;
  for (const std::string& line :
       said_of({"corpus/date-excel", "borough/intake-date-of-a-spreadsheet"}))
    EXPECT_THAT(line, HasSubstr("looks like a spreadsheet's number for a day")) << line;
}

TEST(Promise33Dates, InTheWrongOrderAreBothNamedWithTheirLines) {
  EXPECT_THAT(
      said_of({"corpus/steps-not-rising"}).front(),
      AllOf(HasSubstr(":10:"), HasSubstr("from = 2008-09-01"), HasSubstr("2008-09-01 in line 9")));
  EXPECT_THAT(said_of({"borough/intake-dates-reversed"}).front(),
              AllOf(HasSubstr("from = 2013-09-01"), HasSubstr("later than 2016-09-01 in line 4")));
  EXPECT_THAT(said_of({"borough/years-reversed"}).front(),
              AllOf(HasSubstr(":4:"), HasSubstr("first_school_year = 2020 in line 3")));
  EXPECT_THAT(
      said_of({"borough/funding-ends-before"}).front(),
      AllOf(HasSubstr("funding_ends = 2015-08-31"), HasSubstr("from = 2016-09-01 in line ")));
}

// --- 34: duplicates and circles ------------------------------------------------------------------

TEST(Promise34Duplicates, NameBothLines) {
  const auto twice =
      said_of({"corpus/duplicate-key", "corpus/duplicate-table", "corpus/duplicate-id",
               "corpus/duplicate-in", "corpus/duplicate-dotted", "corpus/duplicate-value",
               "borough/id-twice", "borough/counts-twice"});
  EXPECT_GE(twice.size(), 8U);
  for (const std::string& line : twice)
    EXPECT_THAT(line, testing::ContainsRegex("lines? [0-9]+( and [0-9]+)?")) << line;
}

TEST(Promise34Duplicates, ShowTheWholeCircle) {
  EXPECT_THAT(said_of({"corpus/circle-a"}).front(),
              HasSubstr("circle-a.toml -> circle-b.toml -> circle-c.toml -> circle-a.toml"));
  EXPECT_THAT(said_of({"corpus/extends-itself"}).front(),
              HasSubstr("extends-itself.toml -> extends-itself.toml"));
}

// --- 35: absurd sizes ----------------------------------------------------------------------------

TEST(Promise35AbsurdSizes, AreRefusedBeforeAnythingIsAllocated) {
  const Scenario scenario;
  fs::copy(hostile::synthetic, scenario.path("synthetic_borough.toml"));
  for (const char* name : {"intake-of-a-billion", "intake-of-all-england", "schools-of-a-million",
                           "years-overflow", "options-of-201", "counts-of-a-billion"}) {
    const fs::path file = hostile::folder / "borough" / (name + std::string(".toml"));
    fs::copy(file, scenario.path("absurd.toml"), fs::copy_options::overwrite_existing);
    if (const fs::path counts = fs::path(file).replace_extension(".csv"); fs::exists(counts))
      fs::copy(counts, scenario.path(counts.filename()));
    const Answer answer =
        hostile::ask(scenario.path("."), {semh, "run", "absurd.toml", "-o", "out"});
    EXPECT_EQ(answer.exit_code, 2) << name << ": " << answer.err;
    EXPECT_FALSE(fs::exists(scenario.path("out"))) << name;
    EXPECT_LT(answer.megabytes, 50 + sanitizer_megabytes) << name;
    EXPECT_LT(answer.seconds, sanitizer_megabytes > 0 ? 5 : 1) << name;
  }
  EXPECT_THAT(said_of({"borough/intake-of-all-england"}).front(),
              HasSubstr("at most 2,000,000 pupils in all years, not 2,9"));
}

TEST(Promise35AbsurdSizes, OfAnExperimentAreRefusedToo) {
  const Scenario scenario;
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"--replications", "1000000001"},
        {"--replications", "-1"},
        {"--threads", "1000000"},
        {"--seed", "99999999999999999999"},
        {"--replications", "1e9"}}) {
    std::vector<std::string> all{semh, "run", hostile::synthetic, "-o", "out"};
    all.insert(all.end(), words.begin(), words.end());
    const Answer answer = hostile::ask(scenario.path("."), all);
    EXPECT_EQ(answer.exit_code, 2) << words[1] << answer.err;
    EXPECT_THAT(answer.err, HasSubstr(words[0])) << words[1];
    EXPECT_FALSE(fs::exists(scenario.path("out"))) << words[1];
  }
}

// --- 36: all mistakes at once --------------------------------------------------------------------

TEST(Promise36AllMistakes, AreToldAtOnceInTheOrderOfTheirLines) {
  const auto twelve = said_of({"borough/twelve-mistakes"});
  EXPECT_EQ(twelve.size(), 12U) << testing::PrintToString(twelve);
  int before = 0;
  for (const std::string& line : twelve) {
    const int number = std::stoi(line.substr(line.find(':') + 1));
    EXPECT_GE(number, before) << line;
    before = number;
  }
  EXPECT_EQ(said_of({"borough/counts-all-wrong"}).size(), 5U);

  const Scenario scenario;
  fs::copy(hostile::synthetic, scenario.path("synthetic_borough.toml"));
  fs::copy(hostile::folder / "borough" / "twelve-mistakes.toml", scenario.path("twelve.toml"));
  const Answer answer = scenario.check("twelve.toml");
  EXPECT_EQ(answer.exit_code, 2);
  std::size_t errors = 0;
  for (std::size_t at = 0; (at = answer.err.find(": error: ", at)) != std::string::npos; ++at)
    ++errors;
  EXPECT_EQ(errors, 12U) << answer.err;
}

}  // namespace
