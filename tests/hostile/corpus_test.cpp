// Files that nobody should have to fear: each is read, and refused with the message in MANIFEST or
// accepted where MANIFEST says ok. A file that ever broke the reader stays here under its symptom.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "sim/random/philox.h"
#include "tests/hostile/manifest.h"

namespace {

using hostile::folder;
using hostile::fs::path;

std::string contents(const path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST(HostileFile, GetsTheVerdictInTheManifest) {
  const hostile::Boroughs boroughs;
  const auto verdicts = hostile::manifest();
  ASSERT_GE(verdicts.size(), 300U);
  for (const auto& [file, expected] : verdicts)
    EXPECT_EQ(hostile::in_manifest(file, hostile::verdict_of(boroughs, file)),
              hostile::in_manifest(file, expected));
}

TEST(HostileFile, IsListedInTheManifest) {
  const auto verdicts = hostile::manifest();
  for (const char* within : {"corpus", "borough", "evidence", "posterior", "validation"})
    for (const auto& entry : hostile::fs::directory_iterator(folder / within)) {
      if (entry.is_directory()) continue;
      // A table of a start state is met in the scenario of its name.
      if (entry.path().extension() != ".toml" && within == std::string("borough")) continue;
      EXPECT_EQ(verdicts.count(within + ("/" + entry.path().filename().string())), 1U)
          << entry.path();
    }
}

TEST(HostileFile, IsToldWhereWhatWhyAndWhatToDo) {
  for (const auto& [file, verdict] : hostile::manifest())
    for (const std::string& line : verdict) {
      if (line == "ok" || line.substr(0, 4) == "and ") continue;
      EXPECT_EQ(std::count(line.begin(), line.end(), '\t'), 3) << file;
      const bool suggests = line.find("did you mean") != std::string::npos;
      EXPECT_TRUE(suggests || line.find("\t\t") == std::string::npos) << file << ": " << line;
      EXPECT_NE(line.back(), '\t') << file << ": nothing to do";
      EXPECT_LE(line.size(), 600U) << file;
    }
}

/// Anything but an accepted scenario or a ScenarioError ends the test.
void read_anyhow(const std::string& bytes) {
  try {
    const scenarios::Document document = scenarios::parse(bytes, "mutant.toml");
    const std::string canonical = document.canonical_text();
    ASSERT_EQ(scenarios::parse(canonical, "canonical.toml").canonical_text(), canonical);
    small_borough::read(document).assumptions.assumptions_text();
  } catch (const scenarios::ScenarioError& error) {
    ASSERT_FALSE(error.diagnostics().empty());
  }
}

/// A piece of `text` deleted, doubled, overwritten, or moved in from `other`.
std::string mutated(std::string text, const std::string& other, sim::Block random) {
  if (text.empty()) return other;
  const std::size_t at = random[0] % text.size();
  const std::size_t size = 1 + random[1] % 8;
  const std::string marks = "[]{}\"'=.,#\\\n\t -0e£\x80\xff";
  switch (random[2] % 4) {
    case 0: return text.erase(at, size);
    case 1: return text.insert(at, text.substr(at, size * 4));
    case 2: text[at] = marks[random[3] % marks.size()]; return text;
    default: return text.insert(at, other.substr(random[3] % (other.size() + 1), size * 8));
  }
}

TEST(HostileFile, NeverEscapesAsAnythingButAScenarioError) {
  std::vector<std::string> seeds;
  for (const auto& [file, verdict] : hostile::manifest()) {
    std::string text = contents(folder / file);
    if (text.size() < 2'000) seeds.push_back(std::move(text));
  }
  ASSERT_FALSE(seeds.empty());
  for (std::uint32_t trial = 0; trial < 4'000; ++trial) {
    const sim::Block pick = sim::philox({trial, 0, 0, 0}, {2018, 0});
    std::string text = seeds[pick[0] % seeds.size()];
    const std::string& other = seeds[pick[1] % seeds.size()];
    for (std::uint32_t change = 0; change <= pick[2] % 4; ++change)
      text = mutated(std::move(text), other, sim::philox({trial, change, 1, 0}, {2018, 0}));
    ASSERT_NO_THROW(read_anyhow(text)) << "trial " << trial << "\n" << text;
  }
}

TEST(HostileFile, OfAMegabyteIsJudgedInSeconds) {
  const auto repeated = [](const std::string& piece) {
    std::string text;
    while (text.size() + piece.size() < 900'000) text += piece;
    return text;
  };
  std::string distinct;
  for (int i = 0; distinct.size() < 900'000; ++i)
    distinct += "[t" + std::to_string(i) + "]\nx=" + std::to_string(i) + "\n";
  for (const std::string& text :
       {"x = [" + repeated("1,") + "1]\n", "x = [" + repeated("{},") + "]\n", repeated("[[p]]\n"),
        repeated("a = 1\n"), repeated("=\n"), "[" + repeated("a.") + "a]\n", distinct,
        "x = \"" + repeated("\\u0041") + "\"\n", "# " + repeated("£") + "\n",
        "\"" + repeated("a") + "\" = 1\n", "x = 1" + repeated("0") + "\n",
        "x = \"\"\"" + repeated("a\n") + "\"\"\"\n"}) {
    const auto start = std::chrono::steady_clock::now();
    ASSERT_NO_THROW(read_anyhow(text)) << text.substr(0, 40);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    EXPECT_LT(taken.count(), 10) << text.substr(0, 40);
  }
}

}  // namespace
