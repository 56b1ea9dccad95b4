// Rates, shares and unit costs against the counts that they are of.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>

#include "scenarios/evidence_index.h"
#include "sim/statistics/proportion.h"

namespace scenarios {
namespace {

bool begins(const std::string& text, const char* with) {
  return text.rfind(with, 0) == 0;
}

/// What one over the other is multiplied by to come in the unit of the result.
double scale_of(const ObservedFigure& result, const ObservedFigure& above) {
  if (begins(result.unit, "%") || result.unit.find(" per 100 ") != std::string::npos) return 100;
  if (begins(result.unit, "GBP per") && begins(above.unit, "GBP million")) return 1e6;
  return 1;
}

/// A rate, and a count and a base that it may be of.
struct Quotient {
  const ObservedFigure* above = nullptr;
  const ObservedFigure* below = nullptr;
  double value = 0;
  double lowest = 0;  ///< With what rounding of the three may hide.
  double highest = 0;
};

bool quotient_of(const ObservedFigure& result, const ObservedFigure* above,
                 const ObservedFigure* below, Quotient& quotient) {
  if (above == nullptr || below == nullptr || !(below->value->value > 0)) return false;
  const double scale = scale_of(result, *above);
  const auto rounding = [](const Quantity& printed) {
    return printed.decimals > 0 ? printed.half_unit() : 0;  // counts are exact
  };
  const Quantity& a = *above->value;
  const Quantity& b = *below->value;
  quotient = {above, below, scale * a.value / b.value, scale * (a.value - rounding(a)) / b.value,
              scale * (a.value + rounding(a)) / b.value};
  return true;
}

/// The latest that had ended when `when` began; null if none had.
const ObservedFigure* latest_before(const Figures& figures, const std::string& phase,
                                    const EvidencePeriod& when) {
  const ObservedFigure* latest = nullptr;
  for (const ObservedFigure* figure : figures)
    if (same_phase(figure->phase, phase) && figure->period.last <= when.first &&
        (latest == nullptr || figure->period.last > latest->period.last))
      latest = figure;
  return latest;
}

std::string of_said(const Quotient& quotient) {
  return number_said(quotient.above->value->value, quotient.above->value->decimals) + " over " +
         number_said(quotient.below->value->value, quotient.below->value->decimals);
}

/// The periods whose count and base give the rate as printed.
std::string fits(const EvidenceIndex& index, const Relation& relation,
                 const ObservedFigure& result) {
  std::string text;
  for (const ObservedFigure* above : index.with_value(relation.of[0])) {
    Quotient quotient;
    if (!same_phase(above->phase, result.phase) ||
        !quotient_of(result, above, index.find(relation.of[1], above->phase, above->period.text),
                     quotient))
      continue;
    if (std::abs(quotient.value - result.value->value) > result.value->half_unit()) continue;
    text += (text.empty() ? "; it fits " : " and ") + above->period.text + " (" +
            of_said(quotient) + ")";
  }
  return text;
}

/// A rate stated on a day is taken for that of the last full year before it.
Instance dated(const EvidenceIndex& index, const Relation& relation, const ObservedFigure& result,
               const Quotient& quotient) {
  const Quantity& stated = *result.value;
  const int decimals = stated.decimals + 1;
  std::string said = "stated " + stated.text + "; " + quotient.above->period.text +
                     ", the last full year by then, gives " +
                     number_said(quotient.value, decimals) + ", " + of_said(quotient) +
                     difference_said(stated.value, quotient.value, decimals);
  said += fits(index, relation, result);
  if (stated.value > 0)
    said += "; with " + number_said(quotient.above->value->value, 0) + " it would need " +
            number_said(quotient.below->value->value * quotient.value / stated.value, 0) +
            " pupils";
  return {result.period.text, result.phase, said, stated.value, quotient.value, false};
}

Instance of_the_same_period(const ObservedFigure& result, const Quotient& quotient) {
  const Quantity& stated = *result.value;
  std::string said = "stated " + number_said(stated.value, stated.decimals) + ", " +
                     of_said(quotient) + " gives " + number_said(quotient.value, stated.decimals) +
                     difference_said(stated.value, quotient.value, stated.decimals);
  const double half = stated.half_unit(true);
  const bool rounding =
      quotient.lowest <= stated.value + half && stated.value - half <= quotient.highest;
  said += rounding ? "; rounding may be all" : "; more than rounding";
  return {result.period.text, result.phase, said, stated.value, quotient.value, rounding};
}

}  // namespace

void find_quotients(const EvidenceIndex& index, std::vector<Disagreement>& found) {
  for (const Relation& relation : index.evidence().relations) {
    if (relation.rule != "quotient") continue;
    std::vector<Instance> instances;
    const Figures counts = index.with_value(relation.of[0]);
    for (const ObservedFigure* result : index.with_value(relation.result)) {
      const auto* above = index.find(relation.of[0], result->phase, result->period.text);
      const bool same_period = above != nullptr;
      if (!same_period) above = latest_before(counts, result->phase, result->period);
      if (above == nullptr) continue;
      Quotient quotient;
      if (!quotient_of(*result, above,
                       index.find(relation.of[1], result->phase, above->period.text), quotient))
        continue;
      const double unit = 2 * result->value->half_unit() * 1.000001;  // rounded or cut off
      if (std::abs(quotient.value - result->value->value) <= unit) continue;
      instances.push_back(same_period ? of_the_same_period(*result, quotient)
                                      : dated(index, relation, *result, quotient));
    }
    note_if_any(found, "rate against count",
                relation.result + " = " + relation.of[0] + " / " + relation.of[1],
                std::move(instances));
  }
}

void find_shares_of_unknown(const EvidenceIndex& index, std::vector<Disagreement>& found) {
  for (const Relation& relation : index.evidence().relations) {
    if (relation.rule != "quotient" || !index.with_value(relation.of[1]).empty()) continue;
    std::vector<Instance> instances;
    const Figures shares = index.with_value(relation.result);
    for (const ObservedFigure* own : shares)
      for (const ObservedFigure* other : shares) {
        const auto* part = index.find(relation.of[0], own->phase, own->period.text);
        if (part == nullptr || own->phase == other->phase || own->value->value <= 0 ||
            own->period.text != other->period.text || own->value->value == other->value->value)
          continue;
        const double whole = part->value->value / own->value->value * scale_of(*own, *part);
        const double at_other = whole * other->value->value / scale_of(*own, *part);
        instances.push_back({own->period.text, own->phase,
                             part->value->text + " is " + own->value->text +
                                 "% of a whole that is not published, " + number_said(whole, 0) +
                                 "; at " + other->value->text + "% (" + other->phase +
                                 ") it would be " + number_said(at_other, 1) +
                                 difference_said(part->value->value, at_other, 1),
                             part->value->value, at_other, false});
      }
    note_if_any(found, "share of an unknown", relation.result, std::move(instances));
  }
}

void find_small_shares(const EvidenceIndex& index, std::vector<Disagreement>& found) {
  for (const Relation& relation : index.evidence().relations) {
    if (relation.rule != "share") continue;
    std::vector<Instance> instances;
    for (const ObservedFigure* count : index.with_value(relation.of[0])) {
      const auto* base = index.find(relation.of[1], "total", count->period.text);
      const auto* wide =
          latest_before(index.with_value(relation.result), count->phase, count->period);
      if (base == nullptr || wide == nullptr) continue;
      const auto hits = static_cast<std::int64_t>(count->value->value);
      const auto trials = static_cast<std::int64_t>(base->value->value);
      if (hits < 0 || trials < 1 || hits > trials) continue;
      const auto interval = sim::clopper_pearson(hits, trials);
      const double share = wide->value->value / 100;
      if (interval.lower <= share && share <= interval.upper) continue;
      const double own = 100 * static_cast<double>(hits) / static_cast<double>(trials);
      instances.push_back({count->period.text, count->phase,
                           std::to_string(hits) + " of " + std::to_string(trials) + " is " +
                               number_said(own, 0) + "% (95% interval " +
                               number_said(100 * interval.lower, 0) + " to " +
                               number_said(100 * interval.upper, 0) + "), against " +
                               wide->value->text + "% in " + wide->period.text,
                           wide->value->value, own, false});
    }
    note_if_any(found, "small share against a wide one", relation.of[0] + " + " + relation.result,
                std::move(instances));
  }
}

void find_one_rate_for_all(const EvidenceIndex& index, std::vector<Disagreement>& found) {
  constexpr double much = 1.5;
  for (const Relation& relation : index.evidence().relations) {
    if (relation.rule != "one rate") continue;
    std::vector<Instance> instances;
    for (const ObservedFigure* whole : index.with_value(relation.result))
      for (const ObservedFigure* phase : index.with_value(relation.of[0])) {
        if (!whole->is_total() || phase->is_total() || phase->period.last > whole->period.first ||
            !(whole->value->value > 0))
          continue;
        const double ratio = phase->value->value / whole->value->value;
        if (ratio < much && ratio > 1 / much) continue;
        instances.push_back({phase->period.text, phase->phase,
                             whole->value->text + " for all phases, " + phase->value->text +
                                 " for " + phase->phase + ", " + number_said(ratio, 1) +
                                 " times as much",
                             whole->value->value, phase->value->value, false});
      }
    note_if_any(found, "one rate for all phases", relation.result + " + " + relation.of[0],
                std::move(instances));
  }
}

}  // namespace scenarios
