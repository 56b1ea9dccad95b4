// Last words: what the command says when a fault of its own ends it.
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/sanitized.h"

namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string contents(const fs::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

class Promise56LastWords : public testing::TestWithParam<int> {
 protected:
  Promise56LastWords() {
    std::string name = (fs::temp_directory_path() / "semh-crash-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~Promise56LastWords() override { fs::remove_all(folder_); }

  /// A long run on one thread in `folder_`, its talk in the file "said".
  pid_t start() const {
    const pid_t child = fork();
    if (child != 0) return child;
    if (chdir(folder_.c_str()) != 0) _exit(99);
    const int said = open("said", O_CREAT | O_WRONLY, 0600);
    dup2(said, STDERR_FILENO);
    dup2(said, STDOUT_FILENO);
    execl(SEMH_BINARY, "semh", "run", SEMH_SOURCE_DIR "/scenarios/synthetic_borough.toml",
          "--replications", "1000000", "--threads", "1", "--batch", "1", "-o", "results", nullptr);
    _exit(99);
  }

  fs::path folder_;
};

TEST_P(Promise56LastWords, SayWhatRanAndHowToRepeatIt) {
  if (SEMH_SANITIZED) GTEST_SKIP() << "NOT TESTED: the sanitizer has last words of its own";
  const pid_t child = start();
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!fs::exists(folder_ / "results" / "batches") &&
         std::chrono::steady_clock::now() < patience)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  ASSERT_EQ(kill(child, GetParam()), 0);
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status)) << "exit " << WEXITSTATUS(status);
  EXPECT_EQ(WTERMSIG(status), GetParam());
  EXPECT_FALSE(WCOREDUMP(status)) << "a core file holds whatever the program held";

  const std::string said = contents(folder_ / "said");
  EXPECT_THAT(said, HasSubstr("fault of its own, signal " + std::to_string(GetParam()) +
                              ", in replication "));
  EXPECT_THAT(said, HasSubstr("semh 0."));
  EXPECT_THAT(said, HasSubstr("seed 1; synthetic_borough "));

  // The command that is given runs, and begins with that very replication.
  const auto at = said.find("semh run /");
  ASSERT_NE(at, std::string::npos) << said;
  const std::string words = said.substr(at + 4, said.find('\n', at) - at - 4);
  const std::string again =
      "cd '" + folder_.string() + "' && '" SEMH_BINARY "'" + words + " -o again >said_again 2>&1";
  EXPECT_EQ(std::system(again.c_str()), 0) << words << "\n" << contents(folder_ / "said_again");
}

INSTANTIATE_TEST_SUITE_P(OfACrash, Promise56LastWords, testing::Values(SIGSEGV, SIGABRT, SIGFPE),
                         [](const auto& each) { return std::string(sigabbrev_np(each.param)); });

}  // namespace
