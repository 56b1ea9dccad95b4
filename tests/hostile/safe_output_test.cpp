// What a reader of results is promised about text that somebody else wrote into a scenario: it
// stays text. Hostile words are planted in every field of a scenario that takes words, every
// command is asked about it, and everything that it says or leaves behind is searched.
#include <algorithm>
#include <cctype>
#include <cstddef>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "output/csv.h"
#include "output/utf8.h"
#include "scenarios/utf8.h"
#include "tests/hostile/asked.h"
#include "tests/hostile/manifest.h"

namespace {

/// Words that a scenario may hold, each of which means something to a spreadsheet, a page, a shell,
/// a path or a format.
const std::vector<std::string> hostile_words{
    "=cmd|' /C calc'!A0",
    "+1+cmd()",
    "-2+3",
    "@SUM(1;2)",
    "\xEF\xBC\x9D"
    "1+1",
    "../../etc/passwd",
    "/etc/passwd",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "$(touch planted) `touch planted` ; touch planted",
    "%s%n%s%n",
    "a,b;c\"d\"e",
    "\xE2\x80\x9CR\xC3\xA9sum\xC3\xA9\xE2\x80\x9D \xF0\x9F\x98\x80",
    std::string(200, 'x'),
};

std::string quoted(const std::string& word) {
  std::string text = "\"";
  for (const char letter : word)
    text += letter == '"' || letter == '\\' ? std::string("\\") + letter : std::string(1, letter);
  return text + "\"";
}

/// The synthetic borough with hostile words for every text; `turn` says with which word to begin.
std::string planted(std::size_t turn) {
  const std::string text = hostile::bytes_of(hostile::synthetic);
  const std::regex field(
      R"re((\b(name|about|authority|text|specialism|note|source) = )"([^"\\]*)")re");
  std::string result;
  auto last = text.cbegin();
  for (std::sregex_iterator at(text.begin(), text.end(), field), none; at != none; ++at, ++turn) {
    result.append(last, (*at)[0].first);
    result += (*at)[1].str() + quoted(hostile_words[turn % hostile_words.size()]);
    last = (*at)[0].second;
  }
  return result.append(last, text.cend());
}

struct Output {
  std::string from;
  std::string bytes;
};

/// The command in a folder of its own, and all that it says and leaves behind.
class Asked {
 public:
  const fs::path& folder() const { return home_.path(); }

  Answer semh(std::vector<std::string> words) {
    words.insert(words.begin(), ::semh);
    Answer answer = hostile::ask(home_.path(), words);
    std::string command;
    for (const std::string& word : words) command += word.substr(word.rfind('/') + 1) + " ";
    outputs_.push_back({command + "(out)", answer.out});
    outputs_.push_back({command + "(err)", answer.err});
    return answer;
  }

  /// With every file below `out`.
  std::vector<Output> all() const {
    std::vector<Output> outputs = outputs_;
    for (const auto& entry : fs::recursive_directory_iterator(home_.path() / "out"))
      if (entry.is_regular_file())
        outputs.push_back({entry.path().string(), hostile::bytes_of(entry.path())});
    return outputs;
  }

 private:
  TemporaryFolder home_;
  std::vector<Output> outputs_;
};

/// Every command about a borough planted with hostile words.
class HostileWords : public testing::Test {
 protected:
  static std::vector<Output> outputs(std::size_t turn) {
    Asked asked;
    hostile::write_bytes(asked.folder() / "borough.toml", planted(turn));
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
             {"run", "borough.toml", "--replications", "2", "-o", "out", "--weekly"},
             {"run", "borough.toml", "--replications", "2", "-o", "out-json", "--json", "-q"},
             {"check", "borough.toml"},
             {"trace", "borough.toml", "--find", "excluded"},
             {"explain", "unit_roll", "borough.toml"},
             {"explain", "exclusion.record", "borough.toml", "--json"}}) {
      const Answer answer = asked.semh(words);
      EXPECT_EQ(answer.exit_code, 0) << words.front() << ": " << answer.err;
    }
    return asked.all();
  }
};

/// Cells as RFC 4180 has them. Requires: nothing of a row is told twice.
std::vector<std::vector<std::string>> cells_of(const std::string& text) {
  std::vector<std::vector<std::string>> rows(1);
  std::string cell;
  bool within = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char letter = text[at];
    if (within && letter == '"' && at + 1 < text.size() && text[at + 1] == '"') {
      cell += text[++at];
    } else if (letter == '"') {
      within = !within;
    } else if (!within && (letter == ',' || letter == '\n')) {
      rows.back().push_back(std::move(cell));
      cell.clear();
      if (letter == '\n') rows.emplace_back();
    } else {
      cell += letter;
    }
  }
  EXPECT_FALSE(within) << "a quote is left open";
  rows.pop_back();
  return rows;
}

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

bool is_number(const std::string& cell) {
  static const std::regex number(R"(-?[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?)");
  return std::regex_match(cell, number);
}

// --- 39: no text becomes a formula ---------------------------------------------------------------

class Promise39NoFormula : public HostileWords {};

TEST_F(Promise39NoFormula, InAnyCellOfAnyTable) {
  std::size_t tables = 0;
  std::size_t disarmed = 0;
  for (const Output& output : outputs(0)) {
    if (!ends_with(output.from, ".csv")) continue;
    ++tables;
    const auto rows = cells_of(output.bytes);
    for (const auto& row : rows) {
      EXPECT_EQ(row.size(), rows.front().size()) << output.from;
      for (const std::string& cell : row) {
        if (cell.empty() || is_number(cell)) continue;
        EXPECT_EQ(std::string("=+-@\t\r\n").find(cell.front()), std::string::npos)
            << output.from << ": " << cell;
        EXPECT_NE(cell.substr(0, 3), "\xEF\xBC\x9D") << output.from << ": " << cell;
        if (cell.front() == '\'') ++disarmed;
      }
    }
  }
  EXPECT_GE(tables, 12U);
  EXPECT_GE(disarmed, 10U) << "the words were planted in vain";
}

TEST_F(Promise39NoFormula, AndNumbersStayNumbers) {
  sim::ResultTable table;
  table.name = "table";
  table.definition = "A table.";
  table.columns = {{{"text", "", "Text."}, std::vector<std::string>{"-5", "=1"}},
                   {{"number", "", "A number."}, std::vector<double>{-5, 1.5}}};
  EXPECT_EQ(output::csv_text(table), "text,number\n'-5,-5\n'=1,1.5\n");
}

TEST_F(Promise39NoFormula, WhereCellsArePartedByOtherMarks) {
  for (const Output& output : outputs(3)) {
    if (!ends_with(output.from, ".csv")) continue;
    bool within = false;
    for (const char letter : output.bytes) {
      if (letter == '"') within = !within;
      if (!within && (letter == ';' || letter == '\t')) {
        ADD_FAILURE() << output.from << ": a bare mark that parts cells elsewhere";
        break;
      }
    }
  }
}

// --- 40: outputs open whatever the names ---------------------------------------------------------

class Promise40OutputsOpen : public HostileWords {};

TEST_F(Promise40OutputsOpen, AsTextThatIsUtf8) {
  for (const Output& output : outputs(5)) {
    if (ends_with(output.from, ".h5") || ends_with(output.from, ".batch")) continue;
    for (std::size_t at = 0; at < output.bytes.size();) {
      const scenarios::Character character = scenarios::character_at(output.bytes, at);
      ASSERT_TRUE(character.valid) << output.from << " at byte " << at;
      at += character.bytes;
    }
  }
}

TEST_F(Promise40OutputsOpen, AsJson) {
  std::size_t answers = 0;
  for (const Output& output : outputs(2))
    if (output.from.find("--json") != std::string::npos && ends_with(output.from, "(out)")) {
      ++answers;
      EXPECT_TRUE(nlohmann::json::accept(output.bytes)) << output.from;
    }
  EXPECT_GE(answers, 2U);
}

TEST_F(Promise40OutputsOpen, AsHdf5) {
  Asked asked;
  hostile::write_bytes(asked.folder() / "borough.toml", planted(3));
  ASSERT_EQ(asked.semh({"run", "borough.toml", "--replications", "2", "-o", "out"}).exit_code, 0);
  const Answer dump = hostile::ask(asked.folder(), {"h5dump", "-A", "out/results.h5"});
  if (dump.exit_code == 127) GTEST_SKIP() << "NOT TESTED: h5dump is not installed (hdf5-tools)";
  EXPECT_EQ(dump.exit_code, 0) << dump.err;
  EXPECT_EQ(dump.err, "");
  EXPECT_THAT(dump.out, AllOf(HasSubstr("borough"), Not(HasSubstr("\x1b"))));
  const Answer list = hostile::ask(asked.folder(), {"h5ls", "-r", "out/results.h5"});
  EXPECT_EQ(list.exit_code, 0) << list.err;
  std::istringstream lines(list.out);
  static const std::regex plain(R"(/[A-Za-z0-9_/.\- ()]*\s.*)");
  for (std::string line; std::getline(lines, line);)
    EXPECT_TRUE(std::regex_match(line, plain)) << line;
}

TEST_F(Promise40OutputsOpen, WhateverTheFileOfTheScenarioIsCalled) {
  Asked asked;
  for (const std::string& name :
       {std::string("Option 2 (final).toml"), std::string("\xC3\xA9t\xC3\xA9.toml"),
        std::string("..toml"), std::string("...toml"), std::string("=1+1.toml"),
        std::string("@x.toml"), std::string("+1.toml"), std::string("<b>.toml"),
        std::string("a\"b.toml"), std::string("a\x1b[2J.toml"), std::string("a\nb.toml"),
        std::string("a\xE2\x80\xAE"
                    "b.toml"),
        std::string("a\xFF.toml"), std::string("$(touch planted).toml"),
        std::string(120, 'x') + ".toml"}) {
    fs::copy(hostile::synthetic, asked.folder() / name);
    const bool good = name[0] == 'O';
    const Answer answer =
        asked.semh({"run", "./" + name, "--replications", "2", "-q", "--section", "places"});
    EXPECT_EQ(answer.exit_code, good ? 0 : 2) << name << answer.err;
    EXPECT_EQ(answer.err.find("Rename the file") == std::string::npos, good) << name;
    EXPECT_EQ(answer.err, output::printable(answer.err)) << name;
  }
  for (const auto& entry : fs::directory_iterator(asked.folder() / "out"))
    EXPECT_TRUE(std::regex_match(entry.path().filename().string(), std::regex("[a-z0-9-]+")))
        << entry.path();
  EXPECT_FALSE(fs::exists(asked.folder() / "planted"));
}

TEST_F(Promise40OutputsOpen, ThoughTwoNamesDifferInSignsAlone) {
  Asked asked;
  fs::copy(hostile::synthetic, asked.folder() / "a b.toml");
  fs::copy(hostile::synthetic, asked.folder() / "A-b.toml");
  const Answer answer =
      asked.semh({"run", "a b.toml", "A-b.toml", "--replications", "2", "-o", "out"});
  EXPECT_EQ(answer.exit_code, 0) << answer.err;
  std::size_t frozen = 0;
  for (const auto& entry : fs::directory_iterator(asked.folder() / "out"))
    if (entry.path().filename().string().rfind("scenario-", 0) == 0) ++frozen;
  EXPECT_EQ(frozen, 2U);
}

// --- 41: no text becomes markup ------------------------------------------------------------------

class Promise41NoMarkup : public HostileWords {};

TEST_F(Promise41NoMarkup, BecauseNoOutputIsAPage) {
  for (const Output& output : outputs(7)) {
    EXPECT_FALSE(ends_with(output.from, ".html")) << output.from << ": search it for markup";
    EXPECT_FALSE(ends_with(output.from, ".svg")) << output.from << ": search it for markup";
    EXPECT_FALSE(ends_with(output.from, ".xml")) << output.from << ": search it for markup";
    EXPECT_NE(output.bytes.substr(0, 1), "<") << output.from << ": browsers guess at such a file";
  }
}

TEST_F(Promise41NoMarkup, AndNamesThatOutputsRepeatHoldNone) {
  for (const Output& output : outputs(1))
    EXPECT_EQ(fs::path(output.from).filename().string().find('<'), std::string::npos)
        << output.from;
}

// --- 45: no text moves a terminal's cursor -------------------------------------------------------

class Promise45Terminal : public HostileWords {};

TEST_F(Promise45Terminal, IsSentNothingButCharactersThatShow) {
  for (const Output& output : outputs(4)) {
    if (ends_with(output.from, ".h5") || ends_with(output.from, ".batch")) continue;
    EXPECT_EQ(output.bytes.find('\x1b'), std::string::npos) << output.from;
    EXPECT_EQ(output.bytes, output::printable(output.bytes)) << output.from;
    EXPECT_EQ(output.bytes.find('\r'), std::string::npos) << output.from;
  }
}

TEST_F(Promise45Terminal, IsNotSentTheWordsOfARefusedScenario) {
  Asked asked;
  const std::string rest = "\nabout = \"x\"\n";
  for (const std::string& word :
       {std::string("\"a\tb\""), std::string("\"\\tb\""), std::string("\"a\rb\""),
        std::string("\"a\\rb\""), std::string("\"\x1b[2Jx\""), std::string("\"\\u001b[2Jx\""),
        std::string("\"a\xE2\x80\xAE"
                    "b\""),
        std::string("\"a\\u202eb\""), std::string("\"a\\u0000b\""), std::string("\"a\0b\"", 5),
        std::string("\"a\xFF"
                    "b\""),
        std::string("\"a\\u0085b\""),
        std::string("\"a\xC2\x9B"
                    "2Jb\""),
        std::string("\"") + std::string(40'000, 'x') + "\"",
        std::string("\"\"\"a\nsemh: all is well\"\"\"")}) {
    hostile::write_bytes(asked.folder() / "borough.toml", "name = " + word + rest);
    const Answer answer = asked.semh({"check", "borough.toml"});
    EXPECT_EQ(answer.exit_code, 2) << word.substr(0, 40);
    EXPECT_EQ(answer.out, "");
    EXPECT_EQ(answer.err, output::printable(answer.err));
    EXPECT_EQ(answer.err.find_first_of("\t\r\x1b"), std::string::npos) << answer.err;
    EXPECT_LT(answer.err.size(), 10'000U);
    EXPECT_THAT(answer.err, Not(HasSubstr("\nsemh: all is well")));
  }
}

TEST_F(Promise45Terminal, IsNotSentTheWordsOfTheCommandLine) {
  Asked asked;
  const std::string word = "\x1b[2J\xE2\x80\xAE";
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {word},
           {"--" + word},
           {"run", word + ".toml"},
           {"run", hostile::synthetic.string(), "--measure", word},
           {"run", hostile::synthetic.string(), "--section", word},
           {"run", hostile::synthetic.string(), "--replications", word},
           {"run", hostile::synthetic.string(), "-o", "/dev/null/" + word},
           {"check", word},
           {"trace", hostile::synthetic.string(), "--find", word},
           {"trace", hostile::synthetic.string(), "--words", word},
           {"trace", hostile::synthetic.string(), "--provider", word},
           {"explain", word}}) {
    const Answer answer = asked.semh(words);
    EXPECT_NE(answer.exit_code, 1) << words[0];
    for (const std::string& said : {answer.out, answer.err}) {
      EXPECT_EQ(said.find('\x1b'), std::string::npos) << words[0] << ": " << said;
      EXPECT_EQ(said, output::printable(said)) << words[0];
    }
  }
}

TEST_F(Promise45Terminal, IsSentNoFormatThatAScenarioChose) {
  for (const Output& output : outputs(6))
    EXPECT_THAT(output.bytes.find("(nil)"), std::string::npos) << output.from;
}

}  // namespace
