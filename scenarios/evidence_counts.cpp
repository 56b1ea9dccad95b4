// Counts against counts.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <utility>

#include "scenarios/evidence_index.h"

namespace scenarios {
namespace {

/// Rates and averages do not add up.
bool adds_up(const ObservedFigure& figure) {
  return figure.unit.rfind('%', 0) != 0 && figure.unit.find(" per ") == std::string::npos;
}

bool all_known(const Figures& parts) {
  return std::all_of(parts.begin(), parts.end(),
                     [](const ObservedFigure* part) { return part->value.has_value(); });
}

/// A total with the parts that stand beside it: same series, period and source.
struct Split {
  const ObservedFigure* total;
  Figures parts;
};

std::vector<Split> splits_of(const EvidenceIndex& index, const std::string& series) {
  std::vector<Split> splits;
  const Figures& figures = index.all(series);
  for (const ObservedFigure* total : figures) {
    if (!total->is_total() || !total->value || !adds_up(*total)) continue;
    Split split{total, {}};
    for (const ObservedFigure* part : figures)
      if (!part->is_total() && part->period.text == total->period.text &&
          part->source == total->source)
        split.parts.push_back(part);
    if (split.parts.size() >= 2) splits.push_back(std::move(split));
  }
  return splits;
}

int decimals_of(const Figures& figures) {
  int decimals = 0;
  for (const ObservedFigure* figure : figures)
    if (figure->value) decimals = std::max(decimals, figure->value->decimals);
  return decimals;
}

double sum_of(const Figures& figures) {
  double sum = 0;
  for (const ObservedFigure* figure : figures)
    if (figure->value) sum += figure->value->value;
  return sum;
}

/// How far apart two printed figures may lie and still be one: whole numbers not at all.
double rounding_of(const Quantity& a, const Quantity& b) {
  if (a.decimals == 0 && b.decimals == 0) return 0;
  return std::max(a.half_unit(), b.half_unit()) * 1.000001;
}

bool meet(const EvidencePeriod& a, const EvidencePeriod& b) {
  return a.text == b.text || (a.first <= b.first && b.last <= a.last) ||
         (b.first <= a.first && a.last <= b.last);
}

std::vector<Instance> between(const EvidenceIndex& index, const std::string& one,
                              const std::string& other) {
  std::vector<Instance> instances;
  const Figures others = index.with_value(other);
  for (const ObservedFigure* a : index.with_value(one))
    for (const ObservedFigure* b : others) {
      if (!same_phase(a->phase, b->phase) || !meet(a->period, b->period)) continue;
      if (std::abs(a->value->value - b->value->value) <= rounding_of(*a->value, *b->value))
        continue;
      const int decimals = std::max(a->value->decimals, b->value->decimals);
      instances.push_back({a->period.text, a->phase,
                           number_said(a->value->value, a->value->decimals) + " against " +
                               number_said(b->value->value, b->value->decimals) +
                               difference_said(a->value->value, b->value->value, decimals),
                           a->value->value, b->value->value, false});
    }
  return instances;
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i)
    text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
  return text;
}

}  // namespace

void find_parts(const EvidenceIndex& index, std::vector<Disagreement>& found) {
  for (const std::string& series : index.series()) {
    std::vector<Instance> instances;
    for (const Split& split : splits_of(index, series)) {
      const Quantity& total = *split.total->value;
      const double sum = sum_of(split.parts);
      const int decimals = std::max(total.decimals, decimals_of(split.parts));
      const double rounding = decimals == 0 ? 0 : total.half_unit() * 1.000001;
      const bool complete = all_known(split.parts);
      if (complete ? std::abs(sum - total.value) <= rounding : sum <= total.value + rounding)
        continue;
      instances.push_back({split.total->period.text, split.total->phase,
                           "stated " + number_said(total.value, total.decimals) +
                               ", parts sum to " + number_said(sum, decimals) +
                               difference_said(total.value, sum, decimals),
                           total.value, sum, false});
    }
    note_if_any(found, "parts against total", series, std::move(instances));
  }
}

void find_sources(const EvidenceIndex& index, std::vector<Disagreement>& found) {
  for (const Relation& relation : index.evidence().relations) {
    if (relation.rule != "same") continue;
    for (std::size_t i = 0; i < relation.of.size(); ++i)
      for (std::size_t j = i + 1; j < relation.of.size(); ++j)
        note_if_any(found, "source against source", relation.of[i] + " + " + relation.of[j],
                    between(index, relation.of[i], relation.of[j]));
  }
}

void find_overfull_wholes(const EvidenceIndex& index, std::vector<Disagreement>& found) {
  for (const Relation& relation : index.evidence().relations) {
    if (relation.rule != "within") continue;
    std::vector<Instance> instances;
    for (const ObservedFigure* whole : index.with_value(relation.result)) {
      Figures parts;
      for (const std::string& name : relation.of)
        if (const auto* part = index.find(name, whole->phase, whole->period.text))
          parts.push_back(part);
      const double excess = sum_of(parts) - whole->value->value;
      if (parts.empty() || excess <= 0) continue;
      const int decimals = std::max(whole->value->decimals, decimals_of(parts));
      std::string said = "the whole is " + number_said(whole->value->value, decimals) +
                         ", parts sum to " + number_said(sum_of(parts), decimals) +
                         difference_said(whole->value->value, sum_of(parts), decimals);
      instances.push_back({whole->period.text, whole->phase, std::move(said), whole->value->value,
                           sum_of(parts), false});
    }
    note_if_any(found, "parts beyond the whole", relation.result, std::move(instances));
  }
}

void find_rolls_equal_to_places(const EvidenceIndex& index, std::vector<Disagreement>& found) {
  for (const Relation& relation : index.evidence().relations) {
    if (relation.rule != "capacity") continue;
    std::vector<Instance> instances;
    for (const ObservedFigure* roll : index.with_value(relation.result)) {
      Figures places;
      for (const ObservedFigure* each : index.with_value(relation.of.front()))
        if (each->period.text == roll->period.text) places.push_back(each);
      if (places.empty() || sum_of(places) > roll->value->value) continue;
      std::string said = number_said(roll->value->value, 0) + " " + roll->unit + " against ";
      for (const ObservedFigure* each : places)
        said += (each == places.front() ? "" : " + ") + number_said(each->value->value, 0);
      said += " " + places.front()->unit;
      if (sum_of(places) == roll->value->value) said += ": a roll that is its places to the pupil";
      instances.push_back({roll->period.text, roll->phase, std::move(said), 0, 0, false});
    }
    note_if_any(found, "roll against places", relation.result + " + " + relation.of.front(),
                std::move(instances));
  }
}

void find_counted_twice(const EvidenceIndex& index, std::vector<Disagreement>& found) {
  for (const std::string& small : index.series())
    for (const std::string& large : index.series()) {
      if (small == large) continue;
      std::vector<Instance> instances;
      for (const Split& inner : splits_of(index, small)) {
        std::vector<std::string> names;
        for (const ObservedFigure* part : inner.parts) {
          const auto* other = index.find(large, part->phase, part->period.text);
          if (other != nullptr && part->value && other->source == part->source &&
              other->unit == part->unit && other->value->value == part->value->value)
            names.push_back(number_said(part->value->value, part->value->decimals) + " " +
                            part->phase);
        }
        const Figures& all = index.all(large);
        const auto parts = std::count_if(all.begin(), all.end(), [&](const ObservedFigure* each) {
          return !each->is_total() && each->period.text == inner.total->period.text;
        });
        const bool larger = static_cast<std::size_t>(parts) > inner.parts.size();
        if (names.size() != inner.parts.size() || !larger) continue;
        instances.push_back({inner.total->period.text, inner.total->phase,
                             number_said(inner.total->value->value, 0) + " is " + listed(names) +
                                 ", which " + large + " has as well: never add them",
                             inner.total->value->value, 2 * inner.total->value->value, false});
      }
      std::string where = small;
      where.append(" in ").append(large);
      note_if_any(found, "counted twice", std::move(where), std::move(instances));
    }
}

void find_ranges(const EvidenceIndex& index, std::vector<Disagreement>& found) {
  for (const ParameterRow& row : index.evidence().parameters) {
    if (!row.central) continue;
    const bool below = row.low && row.low->value > row.central->value;
    const bool above = row.high && row.high->value < row.central->value;
    if (!below && !above) continue;
    const Quantity& bound = below ? *row.low : *row.high;
    note_if_any(
        found, "value outside its range", row.name,
        {{"", "", "central " + row.central->text + (below ? ", low " : ", high ") + bound.text,
          row.central->value, bound.value, false}});
  }
}

}  // namespace scenarios
