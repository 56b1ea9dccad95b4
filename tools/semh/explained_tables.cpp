// The lists of measures and parameters as tables of Markdown.
#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>

#include "scenarios/register.h"
#include "tools/semh/explained.h"
#include "tools/semh/treatment.h"

namespace tools {
namespace {

/// Everything that several scenarios say under one key, ids and dates put aside.
struct Parameter {
  std::string key;
  std::string unit;
  std::vector<std::string> values;
  std::vector<std::string> sources;
  std::vector<std::string> known{};       ///< What a run does with it.
  std::vector<std::string> identified{};  ///< By what, where it is fitted.
  double least = 0;
  double most = 0;
};

void add_once(std::vector<std::string>& words, const std::string& word) {
  if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end())
    words.push_back(word);
}

std::string value_of(const scenarios::RegisterRow& row) {
  using scenarios::number_text;
  if (!row.estimate || !row.ranged) return row.value_text();
  return row.value_text() + " (" + number_text(row.estimate->low) + " to " +
         number_text(row.estimate->high) + ")";
}

/// The first words of a source: ASSUMED, or the key of the list of sources.
std::string short_source(const std::string& source) {
  if (source.rfind("ASSUMED", 0) == 0) return "ASSUMED";
  const std::size_t open = source.find('[');
  const std::size_t close = source.find(']', open);
  return open == 0 && close != std::string::npos ? source.substr(0, close + 1) : source;
}

void add(Parameter& to, const scenarios::RegisterRow& row) {
  const double low = row.estimate->low;
  const double high = row.estimate->high;
  to.least = to.values.empty() ? low : std::min(to.least, low);
  to.most = to.values.empty() ? high : std::max(to.most, high);
  if (to.unit.empty()) to.unit = row.unit;
  add_once(to.values, value_of(row));
  add_once(to.sources, short_source(row.source));
}

/// What a run does with the number, and what would tell its value.
void add_treatment(Parameter& to, const scenarios::RegisterRow& row, const Treatments& treatments) {
  const Treatment treatment = treatments.of(row);
  if (treatment != Treatment::fitted) return add_once(to.known, name_of(treatment));
  for (const std::size_t number : treatments.parameters_of(row)) {
    const auto& parameter = treatments.posterior().parameters[number];
    add_once(to.known, "fitted by " + parameter.id);
    add_once(to.identified, parameter.identified_by);
  }
  if (to.known.empty()) to.known.push_back("fitted: by structure");
}

std::vector<Parameter> parameters_of(const std::vector<scenarios::Scenario>& read) {
  std::vector<Parameter> all;
  std::optional<Treatments> treatments;  // of the posterior last seen, most often that of all
  std::string posterior;
  for (const scenarios::Scenario& scenario : read) {
    if (scenario.posterior == nullptr) {
      treatments.reset();
    } else if (!treatments || scenario.posterior->text != posterior) {
      treatments.emplace(scenario);
      posterior = scenario.posterior->text;
    }
    std::set<std::string> known;  // What an earlier scenario has said is shown as it says it.
    for (const Parameter& parameter : all) known.insert(parameter.key);
    for (const auto& row : scenario.assumptions.rows) {
      const std::string key = models::without_ids(row.key);
      if (!row.estimate || known.count(key) != 0) continue;
      auto found = std::find_if(all.begin(), all.end(),
                                [&](const Parameter& parameter) { return parameter.key == key; });
      if (found == all.end())
        found = all.insert(all.end(), {.key = key, .unit = {}, .values = {}, .sources = {}});
      add(*found, row);
      if (treatments) add_treatment(*found, row, *treatments);
    }
  }
  return all;
}

std::string values_of(const Parameter& parameter) {
  constexpr std::size_t most_shown = 3;
  if (parameter.values.size() <= most_shown) {
    std::string text;
    for (const std::string& value : parameter.values) text += (text.empty() ? "" : "; ") + value;
    return text;
  }
  return std::to_string(parameter.values.size()) + " values, all between " +
         scenarios::number_text(parameter.least) + " and " + scenarios::number_text(parameter.most);
}

std::string in_cell(std::string text) {
  std::replace(text.begin(), text.end(), '|', '/');
  return text;
}

/// The posterior of the first scenario that names one; nothing where none does.
std::string fitted_in_markdown(const std::vector<scenarios::Scenario>& read) {
  for (const scenarios::Scenario& scenario : read)
    if (scenario.posterior != nullptr)
      return posterior_in_markdown(scenarios::named_posterior(scenario.posterior)) + "\n";
  return {};
}

}  // namespace

std::string measures_in_markdown(const scenarios::Scenario& scenario) {
  std::string text = "| measure | unit | by | definition |\n|---|---|---|---|\n";
  for (const ExplainedMeasure& measure : explained_measures(scenario))
    text += "| `" + measure.name + "` | " + measure.unit + " | " + listed(measure.frequencies) +
            " | " + in_cell(measure.definition) + " |\n";
  return text;
}

std::string parameters_in_markdown(const std::vector<scenarios::Scenario>& read) {
  const bool sampled = std::any_of(
      read.begin(), read.end(), [](const auto& scenario) { return scenario.posterior != nullptr; });
  std::string text =
      sampled ? "| key | unit | value and range | in a run | identified by | source | behaviour "
                "|\n|---|---|---|---|---|---|---|\n"
              : "| key | unit | value and range | source | behaviour |\n|---|---|---|---|---|\n";
  for (const Parameter& parameter : parameters_of(read)) {
    const auto* explained = models::explanation_of_key(parameter.key);
    text += "| `" + parameter.key + "` | " + parameter.unit + " | " +
            in_cell(values_of(parameter)) + " | " +
            (sampled ? in_cell(listed(parameter.known)) + " | " +
                           in_cell(listed(parameter.identified)) + " | "
                     : "") +
            in_cell(listed(parameter.sources)) + " | " +
            (explained == nullptr ? "" : "`" + std::string(explained->file) + "`") + " |\n";
  }
  return fitted_in_markdown(read) + text;
}

}  // namespace tools
