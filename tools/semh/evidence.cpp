// Where the evidence contradicts itself: in words for a terminal, or as JSON.
#include "scenarios/evidence.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "output/number_text.h"
#include "output/utf8.h"
#include "scenarios/diagnostic.h"
#include "scenarios/evidence_rules.h"
#include "tools/semh/commands.h"

namespace tools {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using scenarios::Disagreement;
using scenarios::Evidence;
using scenarios::EvidenceReading;

constexpr std::size_t page_width = 80;

/// One finding: what is used, and everything that rules found about it.
struct Finding {
  int number = 0;  ///< 0: no reading decides it.
  std::vector<const EvidenceReading*>
      readings{};  ///< The first has the title, what is used and why.
  std::vector<Disagreement> found{};

  bool is_note() const { return !readings.empty() && readings.front()->rule == "note"; }
};

struct Findings {
  std::map<int, Finding> decided{};
  std::vector<Disagreement> undecided{};
  std::vector<const EvidenceReading*> stale{};  ///< They decide what does not disagree any more.
};

Findings findings_of(const Evidence& evidence) {
  Findings findings;
  for (const EvidenceReading& reading : evidence.readings) {
    Finding& finding = findings.decided[reading.finding];
    finding.number = reading.finding;
    finding.readings.push_back(&reading);
  }
  std::vector<const EvidenceReading*> needed;
  for (Disagreement& found : scenarios::disagreements_in(evidence)) {
    const EvidenceReading* reading = scenarios::reading_of(evidence, found);
    needed.push_back(reading);
    auto& list = reading == nullptr ? findings.undecided : findings.decided[reading->finding].found;
    list.push_back(std::move(found));
  }
  for (const EvidenceReading& reading : evidence.readings)
    if (reading.rule != "note" && std::find(needed.begin(), needed.end(), &reading) == needed.end())
      findings.stale.push_back(&reading);
  for (auto at = findings.decided.begin(); at != findings.decided.end();)
    at = at->second.found.empty() && !at->second.is_note() ? findings.decided.erase(at) : ++at;
  return findings;
}

/// `text` behind `begins`, wrapped at spaces; later lines stand under the first.
std::string paragraph(const std::string& begins, const std::string& text) {
  const std::size_t indent = output::width_of(begins);
  std::string page = begins;
  std::size_t at = indent;
  const std::string safe = output::printable(scenarios::escaped(text));
  for (std::size_t from = 0; from < safe.size();) {
    const std::size_t end = std::min(safe.find(' ', from), safe.size());
    const std::string word = safe.substr(from, end - from);
    from = end + 1;
    if (word.empty()) continue;
    if (at > indent && at + 1 + output::width_of(word) > page_width) {
      page += "\n" + std::string(indent, ' ');
      at = indent;
    }
    if (at > indent) page += ' ';
    page += word;
    at += output::width_of(word) + (at > indent ? 1 : 0);
  }
  return page + "\n";
}

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t used = output::width_of(text);
  return text + std::string(used < width ? width - used : 1, ' ');
}

/// Of this program's model, as readings.csv has it.
std::string present_model() {
  return model_digest().substr(0, 8);
}

/// Whether its effect was simulated with another model, so that it may be another by now.
bool has_aged(const EvidenceReading& reading) {
  return !reading.measured.empty() && reading.measured != present_model();
}

void print_found(const Disagreement& found) {
  std::cout << paragraph("   ", found.rule + ": " + found.about);
  std::size_t widest = 0;
  const auto place_of = [](const scenarios::Instance& each) {
    return scenarios::escaped(each.period + (each.period.empty() ? "" : " ") + each.phase);
  };
  for (const auto& each : found.instances)
    widest = std::max(widest, output::width_of(place_of(each)));
  for (const auto& each : found.instances) {
    const std::string place = widest == 0 ? "     " : "     " + padded(place_of(each), widest + 2);
    std::cout << paragraph(widest > 30 ? "     " : place,
                           widest > 30 ? place_of(each) + ": " + each.said : each.said);
  }
}

void print_finding(const Finding& finding) {
  const EvidenceReading& reading = *finding.readings.front();
  std::cout << paragraph(padded(std::to_string(finding.number) + ".", 3), reading.title);
  if (finding.is_note()) std::cout << paragraph("   ", "a note: " + reading.about);
  for (const Disagreement& found : finding.found) print_found(found);
  std::cout << paragraph("   Used: ", reading.used);
  if (!reading.key.empty()) std::cout << paragraph("   Key: ", reading.key);
  std::cout << paragraph("   Effect of the other: ", reading.effect);
  if (has_aged(reading))
    std::cout << paragraph("   Measured: ", "with the model " + reading.measured +
                                                "; this program's is " + present_model() +
                                                ", so it may have aged");
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

void print_aged(const Findings& findings) {
  std::vector<std::string> aged;
  for (const auto& [number, finding] : findings.decided)
    if (has_aged(*finding.readings.front())) aged.push_back(std::to_string(number));
  if (!aged.empty())
    std::cout << "\n"
              << paragraph("",
                           "Effects that were measured with another model than this program's (" +
                               present_model() + "): of findings " + joined(aged) +
                               ". tools/effects measures them anew.");
}

void print_missing(const Evidence& evidence) {
  std::cout << "\nMISSING FIGURES, NONE OF THEM ZERO\n\n";
  for (const auto& each : scenarios::missing_in(evidence))
    std::cout << paragraph("- ", each.series + ", " + each.phase + ", " + joined(each.periods) +
                                     ": " + each.symbol + ", " +
                                     scenarios::meaning_of_symbol(each.symbol));
  for (const auto& gap : scenarios::gaps_in(evidence))
    std::cout << paragraph("- ",
                           gap.series + ", " + gap.phase + ": a gap at " + joined(gap.periods));
  std::vector<std::string> unknown;
  for (const auto& row : evidence.parameters)
    if (!row.central) unknown.push_back(row.name);
  if (!unknown.empty())
    std::cout << paragraph("- ", "no value is published for " + joined(unknown) +
                                     ": a scenario ASSUMES one, with a wide range");
}

std::size_t count_of(const Findings& findings) {
  std::size_t count = findings.undecided.size();
  for (const auto& [number, finding] : findings.decided) count += finding.found.size();
  return count;
}

void print_text(const Evidence& evidence) {
  const Findings findings = findings_of(evidence);
  std::cout << paragraph(
      "", "The evidence in " + evidence.folder.string() + ": " +
              output::with_commas(static_cast<std::int64_t>(evidence.figures.size())) +
              " figures, " + output::with_commas(static_cast<std::int64_t>(count_of(findings))) +
              " disagreements in " +
              output::with_commas(
                  static_cast<std::int64_t>(findings.decided.size() + findings.undecided.size())) +
              " findings. Each says both sides, which of them is used, and what the other would "
              "do. These are published figures; nothing here is simulated but the effects.");
  if (fs::exists(evidence.folder / ".." / "sources.md"))
    std::cout << "What the sources are, and how effects were worked out, stands in sources.md.\n";
  for (const auto& [number, finding] : findings.decided) {
    std::cout << "\n";
    print_finding(finding);
  }
  if (!findings.undecided.empty()) {
    std::cout << "\nNOT DECIDED YET: readings.csv says of none of these what is used\n\n";
    for (const Disagreement& found : findings.undecided) print_found(found);
  }
  for (const EvidenceReading* reading : findings.stale)
    std::cout << "\n"
              << paragraph("", reading->place.file() + ":" + std::to_string(reading->place.line) +
                                   ": nothing disagrees about " + reading->about + " by the rule " +
                                   reading->rule + "; take the row out, or see what changed");
  print_aged(findings);
  print_missing(evidence);
}

Json json_of(const Disagreement& found) {
  Json one{{"rule", found.rule}, {"about", found.about}, {"instances", Json::array()}};
  for (const auto& each : found.instances) {
    Json instance{{"period", each.period}, {"phase", each.phase}, {"said", each.said}};
    if (each.stated != 0 || each.other != 0) {
      instance["stated"] = Json::parse(output::text_of(each.stated));
      instance["other"] = Json::parse(output::text_of(each.other));
      if (each.stated != 0)
        instance["percent"] =
            Json::parse(output::text_of(100 * (each.other - each.stated) / each.stated));
    }
    if (each.rounding) instance["rounding_may_be_all"] = true;
    one["instances"].push_back(std::move(instance));
  }
  return one;
}

Json missing_json(const Evidence& evidence) {
  Json all = Json::array();
  for (const auto& each : scenarios::missing_in(evidence))
    all.push_back({{"series", each.series},
                   {"phase", each.phase},
                   {"symbol", each.symbol},
                   {"meaning", scenarios::meaning_of_symbol(each.symbol)},
                   {"periods", each.periods}});
  return all;
}

void print_json(const Evidence& evidence) {
  const Findings findings = findings_of(evidence);
  Json all{{"schema", "semh.evidence/1"},        {"folder", evidence.folder.string()},
           {"figures", evidence.figures.size()}, {"findings", Json::array()},
           {"not_decided", Json::array()},       {"stale_readings", Json::array()}};
  for (const auto& [number, finding] : findings.decided) {
    const EvidenceReading& reading = *finding.readings.front();
    Json one{{"number", number},   {"title", reading.title},   {"used", reading.used},
             {"key", reading.key}, {"effect", reading.effect}, {"found", Json::array()}};
    if (!reading.measured.empty())
      one["measured"] = {{"model", reading.measured}, {"aged", has_aged(reading)}};
    if (finding.is_note()) one["note"] = reading.about;
    for (const Disagreement& found : finding.found) one["found"].push_back(json_of(found));
    all["findings"].push_back(std::move(one));
  }
  for (const Disagreement& found : findings.undecided) all["not_decided"].push_back(json_of(found));
  for (const EvidenceReading* reading : findings.stale)
    all["stale_readings"].push_back({{"rule", reading->rule}, {"about", reading->about}});
  all["missing"] = missing_json(evidence);
  all["gaps"] = Json::array();
  for (const auto& gap : scenarios::gaps_in(evidence))
    all["gaps"].push_back({{"series", gap.series}, {"phase", gap.phase}, {"periods", gap.periods}});
  for (const auto& row : evidence.parameters)
    if (!row.central) all["not_published"].push_back(row.name);
  std::cout << all.dump(2) << "\n";
}

int print_one(const Evidence& evidence, int number) {
  const Findings findings = findings_of(evidence);
  const auto found = findings.decided.find(number);
  if (found == findings.decided.end()) {
    std::cerr << "semh: the evidence has no finding " << number << "; semh evidence lists them.\n";
    return 2;
  }
  print_finding(found->second);
  return 0;
}

}  // namespace

int evidence(const EvidenceRequest& request) {
  if (!fs::exists(request.folder / "observed.csv")) {
    std::cerr << "semh: there is no evidence in " << scenarios::escaped(request.folder.string())
              << ": it has no observed.csv.\n  Run the command in the project's folder, or name a "
                 "folder: semh evidence FOLDER\n";
    return 3;
  }
  const Evidence evidence = scenarios::read_evidence(request.folder);
  if (request.finding > 0) return print_one(evidence, request.finding);
  if (request.json)
    print_json(evidence);
  else
    print_text(evidence);
  return 0;
}

}  // namespace tools
