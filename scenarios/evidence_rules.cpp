#include "scenarios/evidence_rules.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "scenarios/evidence_index.h"

namespace scenarios {

EvidenceIndex::EvidenceIndex(const Evidence& evidence) : evidence_(evidence) {
  for (const ObservedFigure& figure : evidence.figures) {
    Figures& figures = figures_[figure.series];
    if (figures.empty()) order_.push_back(figure.series);
    figures.push_back(&figure);
  }
}

const Figures& EvidenceIndex::all(const std::string& series) const {
  static const Figures none;
  const auto found = figures_.find(series);
  return found == figures_.end() ? none : found->second;
}

Figures EvidenceIndex::with_value(const std::string& name) const {
  const std::size_t slash = name.find('/');
  Figures figures;
  for (const ObservedFigure* figure : all(name.substr(0, slash)))
    if (figure->value &&
        (slash == std::string::npos || same_phase(figure->phase, name.substr(slash + 1))))
      figures.push_back(figure);
  return figures;
}

const ObservedFigure* EvidenceIndex::find(const std::string& series, const std::string& phase,
                                          const std::string& period) const {
  for (const ObservedFigure* figure : all(series))
    if (figure->value && figure->period.text == period && same_phase(figure->phase, phase))
      return figure;
  return nullptr;
}

bool same_phase(const std::string& a, const std::string& b) {
  const auto whole = [](const std::string& phase) { return phase == "all" || phase == "total"; };
  return a == b || (whole(a) && whole(b));
}

std::string number_said(double number, int decimals) {
  decimals = std::clamp(decimals, 0, 6);
  double scale = 1;
  for (int i = 0; i < decimals; ++i) scale *= 10;
  if (!(std::abs(number) < 1e12)) return "a number too large to print";
  const auto scaled = static_cast<std::int64_t>(std::llround(std::abs(number) * scale));
  const auto unit = static_cast<std::int64_t>(scale);
  std::string text = grouped(scaled / unit);
  if (decimals > 0) {
    const std::string part = std::to_string(scaled % unit);
    text += "." + std::string(static_cast<std::size_t>(decimals) - part.size(), '0') + part;
  }
  return (number < 0 && scaled > 0 ? "−" : "") + text;
}

std::string difference_said(double stated, double other, int decimals) {
  const auto with_sign = [](double number, int places) {
    const std::string text = number_said(number, places);
    return number > 0 ? "+" + text : text;
  };
  std::string text = " (" + with_sign(other - stated, decimals);
  if (stated != 0) text += ", " + with_sign(100 * (other - stated) / std::abs(stated), 1) + "%";
  return text + ")";
}

void note_if_any(std::vector<Disagreement>& found, std::string rule, std::string about,
                 std::vector<Instance> instances) {
  if (!instances.empty())
    found.push_back({std::move(rule), std::move(about), std::move(instances)});
}

std::vector<Disagreement> disagreements_in(const Evidence& evidence) {
  const EvidenceIndex index(evidence);
  std::vector<Disagreement> found;
  for (const auto rule :
       {find_parts, find_sources, find_overfull_wholes, find_rolls_equal_to_places,
        find_counted_twice, find_ranges, find_quotients, find_shares_of_unknown, find_small_shares,
        find_one_rate_for_all, find_trends, find_credited_to_chance, find_dates, find_ages})
    rule(index, found);
  return found;
}

const EvidenceReading* reading_of(const Evidence& evidence, const Disagreement& disagreement) {
  for (const EvidenceReading& reading : evidence.readings)
    if (reading.rule == disagreement.rule && reading.about == disagreement.about) return &reading;
  return nullptr;
}

std::vector<MissingFigures> missing_in(const Evidence& evidence) {
  std::vector<MissingFigures> missing;
  for (const ObservedFigure& figure : evidence.figures) {
    if (figure.value) continue;
    const auto same = [&](const MissingFigures& each) {
      return each.series == figure.series && each.phase == figure.phase &&
             each.symbol == figure.symbol;
    };
    auto found = std::find_if(missing.begin(), missing.end(), same);
    if (found == missing.end())
      found = missing.insert(found, {figure.series, figure.phase, figure.symbol, {}});
    found->periods.push_back(figure.period.text);
  }
  return missing;
}

std::vector<EvidenceGap> gaps_in(const Evidence& evidence) {
  std::map<std::pair<std::string, std::string>, std::vector<EvidencePeriod>> yearly;
  for (const ObservedFigure& figure : evidence.figures)
    if (figure.period.text.size() == 7 && figure.period.last - figure.period.first == 11)
      yearly[{figure.series, figure.phase}].push_back(figure.period);
  std::vector<EvidenceGap> gaps;
  for (auto& [name, periods] : yearly) {
    std::sort(periods.begin(), periods.end(),
              [](const EvidencePeriod& a, const EvidencePeriod& b) { return a.first < b.first; });
    EvidenceGap gap{name.first, name.second, {}};
    for (std::size_t i = 1; i < periods.size(); ++i)
      for (int month = periods[i - 1].first + 12; month < periods[i].first; month += 12) {
        const std::string ends = std::to_string((month / 12 + 1) % 100);
        gap.periods.push_back(std::to_string(month / 12) + "/" + (ends.size() < 2 ? "0" : "") +
                              ends);
      }
    if (!gap.periods.empty()) gaps.push_back(std::move(gap));
  }
  return gaps;
}

}  // namespace scenarios
