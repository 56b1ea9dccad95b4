#include "tools/semh/explained.h"

#include <algorithm>
#include <utility>

#include "models/measures.h"

namespace tools {
namespace {

const char* name_of(models::Basis basis) {
  return basis == models::Basis::school_year ? "academic year" : "financial year";
}

void add_once(std::vector<std::string>& words, const std::string& word) {
  if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
}

ExplainedMeasure& measure_named(std::vector<ExplainedMeasure>& all, const std::string& name) {
  for (ExplainedMeasure& each : all)
    if (each.name == name) return each;
  ExplainedMeasure made;
  made.name = name;
  made.explanation = models::explanation_of(name);
  return all.emplace_back(std::move(made));
}

void add(ExplainedMeasure& to, const std::string& definition, std::string unit,
         const char* frequency, const std::string& breakdown) {
  if (to.definition.empty()) {
    to.definition = definition;
    to.unit = std::move(unit);
  }
  add_once(to.frequencies, frequency);
  const std::string whose = breakdown.empty() ? "all" : breakdown;
  if (std::find(to.breakdowns.begin(), to.breakdowns.end(), whose) != to.breakdowns.end()) return;
  to.breakdowns.push_back(whose);
  to.definitions.push_back(definition);
}

/// Where the measure stands among the explanations; those without one come last.
std::ptrdiff_t rank(const ExplainedMeasure& measure) {
  const auto all = models::explanations();
  return measure.explanation == nullptr ? static_cast<std::ptrdiff_t>(all.size())
                                        : measure.explanation - all.data();
}

}  // namespace

bool ExplainedMeasure::is_several() const {
  return std::any_of(definitions.begin(), definitions.end(),
                     [this](const std::string& each) { return each != definition; });
}

std::vector<ExplainedMeasure> explained_measures(const scenarios::Scenario& scenario) {
  std::vector<ExplainedMeasure> all;
  for (const auto& each : models::yearly_measures(scenario.borough))
    add(measure_named(all, each.measure.name), models::shown_definition(each),
        models::shown_unit(each), name_of(each.basis), each.breakdown);
  for (const auto& each : models::monthly_measures(scenario.borough))
    add(measure_named(all, each.measure.name), each.measure.definition, each.measure.unit, "month",
        each.breakdown);
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return all;
}

std::vector<std::string> keys_of(const scenarios::Scenario& scenario) {
  std::vector<std::string> keys;
  for (const auto& row : scenario.assumptions.rows) add_once(keys, models::without_ids(row.key));
  return keys;
}

std::vector<std::string> fitting(const std::vector<std::string>& keys, std::string_view patterns) {
  std::vector<std::string> found;
  for (const std::string_view pattern : models::words_of(patterns))
    for (const std::string& key : keys)
      if (models::fits(pattern, key)) add_once(found, key);
  return found;
}

std::vector<std::string> moved_by(std::string_view key) {
  std::vector<std::string> measures;
  for (const models::Explanation& each : models::explanations())
    for (const std::string_view pattern : models::words_of(each.keys))
      if (models::fits(pattern, key)) add_once(measures, std::string(each.measure));
  return measures;
}

std::string broken(std::string_view text, std::size_t width, std::size_t margin) {
  std::string lines;
  std::size_t column = 0;
  for (const std::string_view word : models::words_of(text)) {
    if (column > 0 && margin + column + 1 + word.size() > width) {
      lines += "\n" + std::string(margin, ' ');
      column = 0;
    } else if (column > 0) {
      lines += " ";
      ++column;
    }
    lines += word;
    column += word.size();
  }
  return lines;
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

}  // namespace tools
