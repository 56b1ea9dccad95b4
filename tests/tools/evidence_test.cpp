// The command `semh evidence` as a user meets it.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/wait.h>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

struct Answer {
  int exit_code = -1;
  std::string out;
  std::string err;
};

class EvidenceCommand : public testing::Test {
 protected:
  EvidenceCommand() {
    std::string name = (fs::temp_directory_path() / "semh-evidence-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~EvidenceCommand() override { fs::remove_all(folder_); }

  Answer evidence(const std::string& words, const fs::path& from) const {
    const auto contents = [](const fs::path& file) {
      std::ifstream stream(file, std::ios::binary);
      return std::string{std::istreambuf_iterator<char>(stream), {}};
    };
    const std::string out = (folder_ / "stdout").string();
    const std::string err = (folder_ / "stderr").string();
    const std::string command = "cd '" + from.string() + "' && '" SEMH_BINARY "' evidence " +
                                words + " >'" + out + "' 2>'" + err + "' </dev/null";
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, contents(out), contents(err)};
  }

  fs::path folder_;
};

TEST_F(EvidenceCommand, FindsItsFolderInTheProject) {
  const Answer answer = evidence("", SEMH_SOURCE_DIR);

  EXPECT_EQ(answer.exit_code, 0);
  EXPECT_EQ(answer.err, "");
  EXPECT_THAT(
      answer.out,
      AllOf(HasSubstr("stated 154, parts sum to 148 (−6, −3.9%)"),
            HasSubstr("Used: totals over pupils"), HasSubstr("Key: specialist["),
            HasSubstr("Effect of the other: printed averages"),
            HasSubstr("MISSING FIGURES, NONE OF THEM ZERO"), Not(HasSubstr("NOT DECIDED"))));
  for (int finding = 1; finding <= 19; ++finding)
    EXPECT_THAT(answer.out, HasSubstr("\n" + std::to_string(finding) + ". "));
}

TEST_F(EvidenceCommand, StaysWithinEightyColumns) {
  std::istringstream lines(evidence("", SEMH_SOURCE_DIR).out);
  for (std::string line; std::getline(lines, line);) {
    const auto columns = std::count_if(line.begin(), line.end(), [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    });
    EXPECT_LE(columns, 80) << line;
  }
}

TEST_F(EvidenceCommand, PrintsJsonForPrograms) {
  const auto all = nlohmann::json::parse(evidence("--json", SEMH_SOURCE_DIR).out);

  EXPECT_EQ(all["schema"], "semh.evidence/1");
  EXPECT_TRUE(all["not_decided"].empty());
  EXPECT_TRUE(all["stale_readings"].empty());
  EXPECT_EQ(all["findings"][6]["number"], 7);
  const auto& parts = all["findings"][6]["found"][0];
  EXPECT_EQ(parts["rule"], "parts against total");
  EXPECT_EQ(parts["instances"][0]["stated"], 154);
  EXPECT_EQ(parts["instances"][0]["other"], 148);
  EXPECT_EQ(all["missing"][0]["symbol"], "c");
}

TEST_F(EvidenceCommand, PrintsOneFindingWhenAsked) {
  const Answer answer = evidence("--finding 7", SEMH_SOURCE_DIR);
  EXPECT_EQ(answer.exit_code, 0);
  EXPECT_EQ(answer.out.rfind("7. The table of provision", 0), 0U) << answer.out;
  EXPECT_THAT(answer.out, Not(HasSubstr("8.")));

  const Answer none = evidence("--finding 9999", SEMH_SOURCE_DIR);
  EXPECT_EQ(none.exit_code, 2);
  EXPECT_THAT(none.err, HasSubstr("no finding 9999"));
}

TEST_F(EvidenceCommand, SaysWhatToDoWithoutEvidence) {
  const Answer answer = evidence("", folder_);

  EXPECT_EQ(answer.exit_code, 3);
  EXPECT_EQ(answer.out, "");
  EXPECT_THAT(answer.err, AllOf(HasSubstr("there is no evidence in scenarios/rotherham/evidence"),
                                HasSubstr("semh evidence FOLDER")));
}

TEST_F(EvidenceCommand, ShowsWhatNobodyDecidedAndWhatNoLongerDisagrees) {
  std::ofstream(folder_ / "observed.csv")
      << "series,phase,year,value,unit,source,address,confidence,status\n"
         "p\x1b[31m,a,2014/15,1,pupils,s,,,observed\np\x1b[31m,b,2014/15,1,pupils,s,,,observed\n";
  const Answer refused = evidence(".", folder_);
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("observed.csv:2:2: error: control character \\u{1b}"),
                                 Not(HasSubstr("\x1b"))));

  std::ofstream(folder_ / "observed.csv")
      << "series,phase,year,value,unit,source,address,confidence,status\n"
         "p,a,2014/15,1,pupils,s,,,observed\np,b,2014/15,1,pupils,s,,,observed\n"
         "p,total,2014/15,3,pupils,s,,,observed\n";
  std::ofstream(folder_ / "readings.csv") << "finding,rule,about,title,used,key,effect,measured\n"
                                             "1,parts against total,q,Q,the parts,,none,\n";
  const Answer answer = evidence(".", folder_);
  EXPECT_EQ(answer.exit_code, 0);
  EXPECT_THAT(answer.out,
              AllOf(HasSubstr("NOT DECIDED YET"), HasSubstr("stated 3, parts sum to 2 (−1"),
                    HasSubstr("readings.csv:2: nothing disagrees about q")));
}

TEST_F(EvidenceCommand, SaysWhichEffectsWereMeasuredWithAnotherModel) {
  std::ofstream(folder_ / "observed.csv")
      << "series,phase,year,value,unit,source,address,confidence,status\n"
         "p,a,2014/15,1,pupils,s,,,observed\np,b,2014/15,1,pupils,s,,,observed\n"
         "p,total,2014/15,3,pupils,s,,,observed\n";
  const auto measured_with = [&](const std::string& model) {
    std::ofstream(folder_ / "readings.csv") << "finding,rule,about,title,used,key,effect,measured\n"
                                               "1,parts against total,p,P,the parts,,two more," +
                                                   model + "\n";
    return evidence(".", folder_).out;
  };
  const std::string aged = measured_with("00000000");
  EXPECT_THAT(aged, AllOf(HasSubstr("Measured: with the model 00000000; this program's is "),
                          HasSubstr("findings 1. tools/effects measures them anew.")));
  EXPECT_TRUE(
      nlohmann::json::parse(evidence("--json .", folder_).out)["findings"][0]["measured"]["aged"]);

  const std::string words = "this program's is ";
  const std::string present = aged.substr(aged.find(words) + words.size(), 8);
  EXPECT_THAT(measured_with(present), AllOf(HasSubstr("two more"), Not(HasSubstr("Measured:")),
                                            Not(HasSubstr("tools/effects"))));
  EXPECT_THAT(measured_with(""), Not(HasSubstr("tools/effects")));
}

}  // namespace
