// [[success]]: what the strategy said it would be judged by, with target and date.
#include <algorithm>
#include <string>
#include <vector>

#include "models/measures.h"
#include "scenarios/scenario_reader.h"

namespace scenarios {
namespace {

using models::SuccessRule;
using models::SuccessTarget;
using models::YearlyMeasure;

constexpr Word<SuccessRule> rules[] = {
    {"at-most", SuccessRule::at_most},
    {"at-least", SuccessRule::at_least},
    {"fall-from", SuccessRule::fall_from},
};

constexpr double most = 1e10;

/// What a target can be about. The names are listed once for all targets, as every draw reads them.
struct Known {
  explicit Known(const models::Borough& borough) : measures(models::yearly_measures(borough)) {
    for (const YearlyMeasure& each : measures)
      if (std::find(names.begin(), names.end(), each.measure.name) == names.end())
        names.push_back(each.measure.name);
  }

  std::vector<YearlyMeasure> measures;
  std::vector<std::string> names{};  ///< Of the measures, each once.
};

std::vector<std::string> breakdowns_of(const std::vector<YearlyMeasure>& measures,
                                       const std::string& name) {
  std::vector<std::string> names;
  for (const YearlyMeasure& each : measures)
    if (each.measure.name == name) names.push_back(each.breakdown);
  return names;
}

/// The measure that a target is about: a name, and a breakdown where everyone's is not meant.
const YearlyMeasure* read_measure(Section& section, const Known& known) {
  const std::string& name = known.names[section.choice("measure", known.names)];
  const auto breakdowns = breakdowns_of(known.measures, name);
  std::string whose;
  if (const auto chosen = section.optional_choice("breakdown", breakdowns))
    whose = breakdowns[*chosen];
  for (const YearlyMeasure& each : known.measures)
    if (each.measure.name == name && each.breakdown == whose) return &each;
  section.complain("measure", "is reported by breakdown only",
                   "Say whose, such as breakdown = \"" + breakdowns.front() + "\".");
  return &known.measures.front();
}

SuccessTarget read_target(Section& section, const models::Period& period, const Known& known) {
  SuccessTarget read;
  read.id = section.id();
  read.step = static_cast<int>(section.whole_number("step", 1, 5));
  read.text = section.text("text");
  const YearlyMeasure& measure = *read_measure(section, known);
  if (!section.is_good("measure") || !section.is_good("breakdown")) return read;
  read.measure = measure.measure.name;
  read.breakdown = measure.breakdown;
  read.rule = section.choice("rule", rules);
  const bool school = measure.basis == models::Basis::school_year;
  const int first = school ? period.report_from : period.report_from + 1;
  const auto year = [&](std::string_view key) {
    return static_cast<int>(section.whole_number(key, first, period.last_school_year));
  };
  if (read.rule == SuccessRule::fall_from) {
    read.base_year = year("base_year");
    read.target = section.assumption("target", -1, 1, "share").value;
  } else {
    read.target = section.assumption("target", -most, most, models::shown_unit(measure)).value;
  }
  read.by = year("by");
  section.finish();
  return read;
}

/// One that was read and judged before: without a list of all measures.
SuccessTarget read_target_again(Section& section, const models::Period& period) {
  SuccessTarget read;
  read.id = section.id();
  read.step = static_cast<int>(section.whole_number("step", 1, 5));
  read.text = section.text("text");
  read.measure = section.text("measure");
  read.breakdown = section.optional_text("breakdown").value_or("");
  read.rule = section.choice("rule", rules);
  const auto year = [&](std::string_view key) {
    return static_cast<int>(section.whole_number(key, period.report_from, period.last_school_year));
  };
  const bool falls = read.rule == SuccessRule::fall_from;
  if (falls) read.base_year = year("base_year");
  read.target = section.assumption("target", falls ? -1 : -most, falls ? 1 : most, "").value;
  read.by = year("by");
  section.finish();
  return read;
}

}  // namespace

void read_success(Section& root, models::Borough& borough) {
  std::vector<Section> sections = root.sections("success");
  if (sections.empty()) return;
  if (root.is_of_numbers_alone()) {
    for (Section& section : sections)
      borough.success.push_back(read_target_again(section, borough.period));
    return;
  }
  const Known known(borough);
  for (Section& section : sections)
    borough.success.push_back(read_target(section, borough.period, known));
}

}  // namespace scenarios
