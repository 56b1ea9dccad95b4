// Promise 42: text in a scenario, or in a folder of results, chooses no path. The kernel is asked
// which files were opened, made, renamed or removed; nothing outside the scenario's folder may be
// read, and nothing outside the folder of the results may change.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/hostile/asked.h"
#include "tests/hostile/manifest.h"

namespace {

const std::string secret = "the words of a file that is nobody's business";

/// A folder with a scenario in `home`, where results go to `home/out`, and a secret beside it.
class Promise42Paths : public testing::Test {
 protected:
  Promise42Paths() : home_(root_.path() / "home") {
    fs::create_directories(home_);
    fs::copy(hostile::synthetic, home_ / "borough.toml");
    for (const char* name : {"secret.toml", "secret.csv", "secret.txt"})
      hostile::write_bytes(root_.path() / name, secret + "\n");
  }

  fs::path outside(const std::string& name) const { return root_.path() / name; }

  Answer ask(std::vector<std::string> words) const {
    words.insert(words.begin(), semh);
    return hostile::ask(home_, words);
  }

  /// The same, with a line for each file that was touched in `touched`. False: nothing can be
  /// traced.
  bool trace(std::vector<std::string> words, Answer& answer,
             std::vector<std::string>& touched) const {
    const fs::path log = root_.path() / "touched";
    std::vector<std::string> all{
        "strace",
        "-f",
        "-qq",
        "-o",
        log,
        "-e",
        "trace=open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,"
        "unlinkat,rmdir,link,linkat,symlink,symlinkat,truncate,chmod,fchmodat",
        semh};
    all.insert(all.end(), words.begin(), words.end());
    // LeakSanitizer cannot work while the process is traced.
    answer = hostile::ask(home_, all, std::chrono::seconds(60),
                          [] { setenv("ASAN_OPTIONS", "detect_leaks=0", 1); });
    touched.clear();
    std::ifstream lines(log);
    for (std::string line; std::getline(lines, line);) touched.push_back(line);
    return !touched.empty();
  }

  /// The paths that a traced call names, where it names them.
  std::vector<fs::path> paths_in(const std::string& call) const {
    std::vector<fs::path> paths;
    for (std::size_t at = call.find('"'); at != std::string::npos;) {
      const std::size_t end = call.find('"', at + 1);
      const fs::path path = call.substr(at + 1, end - at - 1);
      paths.push_back((path.is_absolute() ? path : home_ / path).lexically_normal());
      at = end == std::string::npos ? end : call.find('"', end + 1);
    }
    return paths;
  }

  static bool lies_in(const fs::path& path, const fs::path& folder) {
    const fs::path inside = path.lexically_relative(folder);
    return !inside.empty() && *inside.begin() != "..";
  }

  /// Reads what every program reads, and the folder of the scenario; changes the folder of results.
  void expect_allowed(const std::string& call) const {
    const bool changes =
        call.find("O_WRONLY") != std::string::npos || call.find("O_RDWR") != std::string::npos ||
        call.find("O_CREAT") != std::string::npos || call.find("open") == std::string::npos;
    for (const fs::path& path : paths_in(call)) {
      const bool system =
          !changes && (lies_in(path, "/lib") || lies_in(path, "/lib64") || lies_in(path, "/usr") ||
                       lies_in(path, "/etc/ld.so.cache") || lies_in(path, "/etc/ld.so.preload") ||
                       lies_in(path, "/etc/localtime") || lies_in(path, "/proc") ||
                       lies_in(path, "/sys") || lies_in(path, "/dev"));
      const bool own = !changes && lies_in(path, home_);
      EXPECT_TRUE(system || own || lies_in(path, home_ / "out") || lies_in(path, "/dev/null"))
          << call;
    }
  }

  TemporaryFolder root_;
  fs::path home_;
};

TEST_F(Promise42Paths, AreNotChosenByNames) {
  std::string text = hostile::bytes_of(home_ / "borough.toml");
  for (const std::string& key :
       {std::string("\nname = \""), std::string("\ntext = \""), std::string("note = \"")})
    for (std::size_t at = 0; (at = text.find(key, at)) != std::string::npos; at += key.size())
      text.insert(at + key.size(), key[0] == 'n' ? "/etc/passwd " : "../../secret.txt ");
  hostile::write_bytes(home_ / "borough.toml", text);

  Answer answer;
  std::vector<std::string> touched;
  const std::vector<std::string> run{"run", "borough.toml", "--replications", "2", "-o", "out"};
  if (!trace(run, answer, touched)) GTEST_SKIP() << "NOT TESTED: strace cannot trace here";
  EXPECT_EQ(answer.exit_code, 0) << answer.err;
  EXPECT_GT(touched.size(), 20U);
  for (const std::string& call : touched) expect_allowed(call);
}

TEST_F(Promise42Paths, OutsideTheFolderAreNeitherReadNorShown) {
  fs::create_symlink("../secret.toml", home_ / "link.toml");
  fs::create_symlink("../secret.csv", home_ / "link.csv");
  fs::create_directory_symlink("..", home_ / "up");
  const std::string state =
      "extends = \"borough.toml\"\n[start_state]\ndate = 2018-01-18\nfile = \"";
  for (const std::string& text :
       {std::string("extends = \"../secret.toml\"\n"),
        "extends = \"" + outside("secret.toml").string() + "\"\n",
        std::string("extends = \"link.toml\"\n"), std::string("extends = \"up/secret.toml\"\n"),
        std::string("extends = [\"borough.toml\", \"../secret.toml\"]\n"),
        std::string("extends = \"/etc/passwd\"\n"), state + "../secret.csv\"\n",
        state + outside("secret.csv").string() + "\"\n", state + "link.csv\"\n",
        state + "up/secret.csv\"\n"}) {
    hostile::write_bytes(home_ / "option.toml", text);
    Answer answer;
    std::vector<std::string> touched;
    const bool traced = trace({"check", "option.toml"}, answer, touched);
    if (!traced) answer = ask({"check", "option.toml"});
    EXPECT_EQ(answer.exit_code, 2) << text << answer.err;
    EXPECT_THAT(answer.out + answer.err, Not(HasSubstr(secret))) << text;
    EXPECT_THAT(answer.err, HasSubstr("in the same folder")) << text;
    for (const std::string& call : touched)
      EXPECT_EQ(call.find("secret."), std::string::npos) << text << call;
  }
}

TEST_F(Promise42Paths, ThatLinksInTheFolderOfResultsLeadToAreNotWritten) {
  const std::vector<std::string> run{"run", "borough.toml", "--replications", "2", "-o", "out",
                                     "-q"};
  ASSERT_EQ(ask(run).exit_code, 0);
  std::vector<fs::path> results;
  for (const auto& entry : fs::recursive_directory_iterator(home_ / "out"))
    if (entry.is_regular_file()) results.push_back(entry.path());
  ASSERT_GT(results.size(), 10U);
  fs::remove_all(home_ / "out");
  for (const fs::path& file : results) {
    fs::create_directories(file.parent_path());
    fs::create_symlink(outside("secret.txt"),
                       file.parent_path() / ("." + file.filename().string() + ".tmp"));
    if (file.extension() == ".csv" || file.extension() == ".h5")
      fs::create_symlink(outside("secret.txt"), file);
  }

  ask(run);

  EXPECT_EQ(hostile::bytes_of(outside("secret.txt")), secret + "\n");
}

TEST_F(Promise42Paths, MayBeALinkWhereTheUserSaysSo) {
  fs::create_directory(outside("disk"));
  fs::create_directory_symlink(outside("disk"), home_ / "out");
  EXPECT_EQ(ask({"run", "borough.toml", "--replications", "2", "-o", "out"}).exit_code, 0);
  EXPECT_TRUE(fs::exists(outside("disk") / "results.h5"));
}

/// A folder of results that somebody else has changed, and what it is asked about it.
class Promise42FolderOfOthers : public Promise42Paths {
 protected:
  Promise42FolderOfOthers() {
    EXPECT_EQ(ask({"run", "borough.toml", "--replications", "2", "-o", "out", "-q"}).exit_code, 0);
  }

  /// `words` asked of it fail as a fault in a folder does, soon, and show nothing of the secret.
  void expect_refused(const std::vector<std::string>& words) const {
    const Answer answer = ask(words);
    EXPECT_THAT(answer.exit_code, testing::AnyOf(2, 3, 5)) << answer.err;
    EXPECT_LT(answer.seconds, 10) << answer.err;
    EXPECT_EQ(answer.err.find('\x1b'), std::string::npos) << answer.err;
    EXPECT_THAT(answer.out + answer.err, Not(HasSubstr(secret)));
    EXPECT_EQ(hostile::bytes_of(outside("secret.txt")), secret + "\n");
  }

  void expect_verify_refuses() const { expect_refused({"verify", "out"}); }

  fs::path in_out(const std::string& name) const { return home_ / "out" / name; }
};

TEST_F(Promise42FolderOfOthers, CannotNameAFileElsewhere) {
  const std::string digest(64, '0');
  for (const std::string& name : {std::string("../../secret.txt"), outside("secret.txt").string(),
                                  std::string(".."), std::string("a\x1b[2J"), std::string()}) {
    hostile::write_bytes(in_out("MANIFEST.sha256"), digest + "  " + name + "\n");
    expect_verify_refuses();
  }
}

TEST_F(Promise42FolderOfOthers, CannotLeadElsewhereByLinksOrPipes) {
  fs::remove(in_out("results.h5"));
  fs::create_symlink("/dev/zero", in_out("results.h5"));
  expect_verify_refuses();
  fs::remove(in_out("results.h5"));
  ASSERT_EQ(mkfifo(in_out("results.h5").c_str(), 0600), 0);
  expect_verify_refuses();
  ASSERT_EQ(mkfifo(in_out("batches/000.batch").c_str(), 0600), 0);
  expect_verify_refuses();
  fs::remove(in_out("run.toml"));
  fs::create_symlink(outside("secret.txt"), in_out("run.toml"));
  expect_refused({"run", "borough.toml", "--replications", "2", "-o", "out"});
  fs::remove(in_out("run.toml"));
  ASSERT_EQ(mkfifo(in_out("run.toml").c_str(), 0600), 0);
  expect_refused({"run", "borough.toml", "--replications", "2", "-o", "out"});
}

TEST_F(Promise42FolderOfOthers, CannotChooseWhatIsReadAsItsScenario) {
  const std::string record = hostile::bytes_of(in_out("run.toml"));
  const std::size_t at = record.find("file = \"");
  ASSERT_NE(at, std::string::npos);
  const std::size_t end = record.find('\n', at);
  for (const std::string& file :
       {std::string("../../secret.toml"), std::string("scenario-/../../../secret.toml"),
        outside("secret.toml").string(), std::string("scenario-\\u001b[2J.toml")}) {
    hostile::write_bytes(in_out("run.toml"),
                         record.substr(0, at) + "file = \"" + file + "\"" + record.substr(end));
    expect_refused({"run", "borough.toml", "--replications", "2", "-o", "out", "--seed", "2"});
  }
}

}  // namespace
