// Where evidence contradicts itself, found by rule.
//
// Each rule looks at every figure: parts against their total, source against source, rates against
// counts, unit costs against cost and count, words against figures, dates against dates. What a
// rule finds says both sides; which of them is used is for readings.csv to say. A missing figure is
// never taken for zero: a rule that would need it is silent, and the figure is listed as missing.
#pragma once

#include <string>
#include <vector>

#include "scenarios/evidence.h"

namespace scenarios {

/// One place where two things do not agree.
struct Instance {
  std::string period{};
  std::string phase{};
  std::string said{};  ///< In words and figures: "stated 154, parts sum to 148 (−6, −3.9%)".
  double stated = 0;
  double other = 0;       ///< 0 and `stated` 0: nothing to count.
  bool rounding = false;  ///< Rounding of what was printed may be all there is to it.
};

struct Disagreement {
  std::string rule{};   ///< Such as "parts against total".
  std::string about{};  ///< Series or subjects, as readings.csv names them.
  std::vector<Instance> instances{};
};

/// In the order of the rules, then of the tables.
std::vector<Disagreement> disagreements_in(const Evidence& evidence);

/// The reading that decides a disagreement; null when there is none.
const EvidenceReading* reading_of(const Evidence& evidence, const Disagreement& disagreement);

/// Figures that are missing, for one reason, in one series and phase.
struct MissingFigures {
  std::string series{};
  std::string phase{};
  std::string symbol{};
  std::vector<std::string> periods{};
};
std::vector<MissingFigures> missing_in(const Evidence& evidence);

/// Years that a yearly series leaps over.
struct EvidenceGap {
  std::string series{};
  std::string phase{};
  std::vector<std::string> periods{};
};
std::vector<EvidenceGap> gaps_in(const Evidence& evidence);

}  // namespace scenarios
