// What must be said about each hostile file: MANIFEST, one line a complaint, its parts between
// tabs.
//
//   FOLDER/FILE <tab> FILE:LINE:COLUMN <tab> what <tab> the rule it breaks <tab> what to do
//   FOLDER/FILE <tab> ok
//
// All complaints about a file are listed, in their order, up to the number that is shown. Files in
// `corpus` are whole small scenarios; those in `borough` are differences over the synthetic
// borough; each in `evidence` takes the place of the table that its name begins with; those in
// `posterior` are posteriors; those in `validation` are protocols of a back-test and, as tables,
// figures for --actuals.
#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "scenarios/back_test.h"
#include "scenarios/evidence.h"
#include "scenarios/evidence_rules.h"
#include "scenarios/posterior.h"
#include "scenarios/scenario_reader.h"
#include "tests/scenarios/small_borough.h"
#include "tests/scenarios/temporary_folder.h"

namespace hostile {

namespace fs = std::filesystem;

inline const fs::path folder = fs::path(SEMH_SOURCE_DIR) / "tests" / "hostile";
inline const fs::path synthetic =
    fs::path(SEMH_SOURCE_DIR) / "scenarios" / "synthetic_borough.toml";

/// Lines of MANIFEST without the file they are about.
using Verdict = std::vector<std::string>;

inline std::map<std::string, Verdict> manifest() {
  std::map<std::string, Verdict> verdicts;
  std::ifstream lines(folder / "MANIFEST");
  for (std::string line; std::getline(lines, line);) {
    const std::size_t tab = line.find('\t');
    if (tab != std::string::npos) verdicts[line.substr(0, tab)].push_back(line.substr(tab + 1));
  }
  return verdicts;
}

/// The hostile differences, in a folder of their own beside the borough that they extend.
class Boroughs {
 public:
  Boroughs() {
    fs::copy(folder / "borough", copies_.path());
    fs::copy(synthetic, copies_.path() / synthetic.filename());
  }
  fs::path file(const std::string& name) const { return copies_.path() / name; }

 private:
  TemporaryFolder copies_;
};

/// The evidence of Rotherham, with the hostile table `name` in the place of its own.
class Evidence {
 public:
  explicit Evidence(const std::string& name) {
    fs::copy(fs::path(SEMH_SOURCE_DIR) / "scenarios" / "rotherham" / "evidence", copies_.path());
    const std::string table = name.substr(0, name.find('-')) + ".csv";
    fs::copy(folder / "evidence" / name, copies_.path() / table,
             fs::copy_options::overwrite_existing);
    if (table != "observed.csv") return;
    for (const char* other : {"relations.csv", "stated.csv", "readings.csv", "parameters.csv"})
      fs::remove(copies_.path() / other);  // They are about other series.
  }
  const fs::path& path() const { return copies_.path(); }

 private:
  TemporaryFolder copies_;
};

inline std::string place_of(const scenarios::Place& place) {
  std::string text = fs::path(place.file()).filename().string();
  if (place.line > 0) text += ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
  return text;
}

inline Verdict verdict_of(const scenarios::ScenarioError& error) {
  Verdict verdict;
  for (const scenarios::Diagnostic& one : error.diagnostics()) {
    if (verdict.size() == scenarios::ScenarioError::most_shown) break;
    verdict.push_back(place_of(one.place) + "\t" + one.what + "\t" + one.rule + "\t" + one.action);
  }
  if (verdict.size() < error.diagnostics().size())
    verdict.push_back("and " + std::to_string(error.diagnostics().size() - verdict.size()) +
                      " more");
  return verdict;
}

/// What is said about `name`, such as corpus/nan.toml.
inline Verdict verdict_of(const Boroughs& boroughs, const std::string& name) {
  const fs::path file(name);
  try {
    if (*file.begin() == "borough")
      scenarios::read_scenario(boroughs.file(file.filename().string()));
    else if (*file.begin() == "evidence")
      scenarios::disagreements_in(
          scenarios::read_evidence(Evidence(file.filename().string()).path()));
    else if (*file.begin() == "posterior")
      scenarios::read_posterior(folder / name);
    else if (*file.begin() == "validation" && file.extension() == ".csv")
      scenarios::read_figures(folder / name);
    else if (*file.begin() == "validation")
      scenarios::read_back_test(folder / name);
    else
      small_borough::read(scenarios::load(folder / name));
    return {"ok"};
  } catch (const scenarios::ScenarioError& error) {
    return verdict_of(error);
  }
}

/// The verdict as MANIFEST writes it, to be compared or, once it is read and found good, kept.
inline std::string in_manifest(const std::string& name, const Verdict& verdict) {
  std::string text;
  for (const std::string& line : verdict) text += name + "\t" + line + "\n";
  return text;
}

}  // namespace hostile
