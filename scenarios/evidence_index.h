// The figures of the evidence by series, and the words in which rules say what they found.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/evidence.h"
#include "scenarios/evidence_rules.h"

namespace scenarios {

using Figures = std::vector<const ObservedFigure*>;

class EvidenceIndex {
 public:
  explicit EvidenceIndex(const Evidence& evidence);

  const Evidence& evidence() const { return evidence_; }
  /// In the order in which they first stand.
  const std::vector<std::string>& series() const { return order_; }
  /// SERIES, or SERIES/PHASE. Those with a value only.
  Figures with_value(const std::string& name) const;
  /// Every figure of a series, missing ones too.
  const Figures& all(const std::string& series) const;
  /// The one of that phase and period; `total` and `all` are one. Null when missing.
  const ObservedFigure* find(const std::string& series, const std::string& phase,
                             const std::string& period) const;

 private:
  const Evidence& evidence_;
  std::vector<std::string> order_;
  std::map<std::string, Figures> figures_;
};

bool same_phase(const std::string& a, const std::string& b);

/// 1,234.50; at most 6 decimals.
std::string number_said(double number, int decimals);

/// " (−6, −3.9%)": how `other` differs from `stated`.
std::string difference_said(double stated, double other, int decimals);

/// Appends a disagreement unless it has no instance.
void note_if_any(std::vector<Disagreement>& found, std::string rule, std::string about,
                 std::vector<Instance> instances);

// The rules.
void find_parts(const EvidenceIndex& index, std::vector<Disagreement>& found);
void find_sources(const EvidenceIndex& index, std::vector<Disagreement>& found);
void find_overfull_wholes(const EvidenceIndex& index, std::vector<Disagreement>& found);
void find_rolls_equal_to_places(const EvidenceIndex& index, std::vector<Disagreement>& found);
void find_counted_twice(const EvidenceIndex& index, std::vector<Disagreement>& found);
void find_ranges(const EvidenceIndex& index, std::vector<Disagreement>& found);
void find_quotients(const EvidenceIndex& index, std::vector<Disagreement>& found);
void find_shares_of_unknown(const EvidenceIndex& index, std::vector<Disagreement>& found);
void find_small_shares(const EvidenceIndex& index, std::vector<Disagreement>& found);
void find_one_rate_for_all(const EvidenceIndex& index, std::vector<Disagreement>& found);
void find_trends(const EvidenceIndex& index, std::vector<Disagreement>& found);
void find_credited_to_chance(const EvidenceIndex& index, std::vector<Disagreement>& found);
void find_dates(const EvidenceIndex& index, std::vector<Disagreement>& found);
void find_ages(const EvidenceIndex& index, std::vector<Disagreement>& found);

}  // namespace scenarios
