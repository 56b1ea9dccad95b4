#include <algorithm>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "output/plain_table.h"
#include "scenarios/diagnostic.h"
#include "scenarios/document.h"
#include "scenarios/scenario_reader.h"
#include "scenarios/spelling.h"
#include "tools/semh/commands.h"
#include "tools/semh/explained.h"
#include "tools/semh/treatment.h"

namespace tools {
namespace {

using Json = nlohmann::ordered_json;
using scenarios::RegisterRow;
using scenarios::Scenario;

constexpr std::size_t width = 80;
constexpr std::size_t margin = 15;

/// "  Source       The council's own ..."
std::string field(std::string name, const std::string& text) {
  name.resize(margin - 2, ' ');
  return "  " + name + broken(text, width, margin) + "\n";
}

std::vector<std::string> as_texts(std::string_view list) {
  std::vector<std::string> texts;
  for (const std::string_view word : models::words_of(list)) texts.emplace_back(word);
  return texts;
}

/// The keys that move a measure, together with what they do, which several share.
std::vector<std::pair<const models::KeyExplanation*, std::vector<std::string>>> movers(
    const Scenario& scenario, const models::Explanation& explanation) {
  std::vector<std::pair<const models::KeyExplanation*, std::vector<std::string>>> all;
  for (const std::string& key : fitting(keys_of(scenario), explanation.keys)) {
    const auto* what = models::explanation_of_key(key);
    if (all.empty() || all.back().first != what) all.emplace_back(what, std::vector<std::string>{});
    all.back().second.push_back(key);
  }
  return all;
}

std::string measure_text(const Scenario& scenario, const ExplainedMeasure& measure) {
  std::string text = measure.name + "\n\n";
  if (!measure.is_several()) text += "  " + broken(measure.definition, width, 2) + "\n";
  for (std::size_t i = 0; measure.is_several() && i < measure.breakdowns.size(); ++i)
    text +=
        "  " + measure.breakdowns[i] + "\n      " + broken(measure.definitions[i], width, 6) + "\n";
  text += "\n";
  text += field("Unit", measure.unit) + field("Each", listed(measure.frequencies)) +
          (measure.is_several() ? "" : field("Breakdowns", listed(measure.breakdowns)));
  if (measure.explanation == nullptr) return text;
  text += field("Source", std::string(measure.explanation->source));
  if (!measure.explanation->follows.empty())
    text += field("Follows from", listed(as_texts(measure.explanation->follows)));
  const auto moved = movers(scenario, *measure.explanation);
  if (!moved.empty()) text += "\nWhat moves it in a scenario:\n";
  for (const auto& [what, keys] : moved) {
    text += "  " + broken(listed(keys), width, 2) + "\n";
    if (what != nullptr) text += "      " + broken(what->what, width, 6) + "\n";
  }
  return text;
}

Json measure_json(const Scenario& scenario, const ExplainedMeasure& measure) {
  Json json{{"measure", measure.name},
            {"definition", measure.definition},
            {"unit", measure.unit},
            {"each", measure.frequencies},
            {"breakdowns", measure.breakdowns},
            {"definitions", measure.definitions}};
  if (measure.explanation == nullptr) return json;
  json["subject"] = models::title_of(measure.explanation->subject);
  json["source"] = measure.explanation->source;
  json["follows"] = as_texts(measure.explanation->follows);
  json["keys"] = fitting(keys_of(scenario), measure.explanation->keys);
  return json;
}

std::string cut(const std::string& text, std::size_t most) {
  if (text.size() <= most) return text;
  const std::size_t end = text.rfind(' ', most - 3);
  return text.substr(0, end == std::string::npos ? most - 3 : end) + "...";
}

std::string list_text(const Scenario& scenario) {
  constexpr std::size_t name_width = 36;
  std::string text;
  std::string_view subject;
  for (const ExplainedMeasure& measure : explained_measures(scenario)) {
    const std::string_view title = measure.explanation == nullptr
                                       ? std::string_view("Others")
                                       : models::title_of(measure.explanation->subject);
    if (title != subject) text += (text.empty() ? "" : "\n") + std::string(title) + "\n";
    subject = title;
    std::string name = "  " + measure.name + "  ";
    if (name.size() < name_width) name.resize(name_width, ' ');
    text += name + cut(measure.definition, width - std::min(width / 2, name.size())) + "\n";
  }
  return text + "\nsemh explain NAME says more of a measure, or of a key of a scenario.\n";
}

std::string range_of(const RegisterRow& row) {
  if (!row.estimate || !row.ranged) return "";
  return scenarios::number_text(row.estimate->low) + " to " +
         scenarios::number_text(row.estimate->high);
}

std::vector<const RegisterRow*> rows_of(const Scenario& scenario, const std::string& key) {
  std::vector<const RegisterRow*> rows;
  for (const RegisterRow& row : scenario.assumptions.rows)
    if (models::without_ids(row.key) == key) rows.push_back(&row);
  return rows;
}

/// Nothing where the scenario names no posterior.
std::optional<Treatments> treatments_of(const Scenario& scenario) {
  if (scenario.posterior == nullptr) return {};
  return Treatments(scenario);
}

/// "fitted: 0.12 (0.1 to 0.15)"
std::string in_a_run(const Treatments& known, const RegisterRow& row) {
  const Treatment treatment = known.of(row);
  return name_of(treatment) +
         (treatment == Treatment::fitted ? ": " + middle_and_range(known.fitted(row)) : "");
}

void add_treatment(const Treatments& known, const RegisterRow& row, Json& one) {
  const Treatment treatment = known.of(row);
  one["in_a_run"] = name_of(treatment);
  if (treatment != Treatment::fitted) return;
  const scenarios::Estimate fitted = known.fitted(row);
  one["posterior_median"] = scenarios::number_text(fitted.value);
  one["posterior_5"] = scenarios::number_text(fitted.low);
  one["posterior_95"] = scenarios::number_text(fitted.high);
}

std::string key_text(const Scenario& scenario, const std::string& key) {
  const auto rows = rows_of(scenario, key);
  const auto* explained = models::explanation_of_key(key);
  std::string text = key + "\n\n";
  if (explained != nullptr) text += "  " + broken(explained->what, width, 2) + "\n\n";
  if (!rows.front()->unit.empty()) text += field("Unit", rows.front()->unit);
  if (explained != nullptr) text += field("Behaviour", std::string(explained->file));
  if (const auto moved = moved_by(key); !moved.empty()) text += field("Moves", listed(moved));
  text += "\nAs it stands in " + scenario.id + ":\n\n";
  std::vector<output::PlainColumn> columns{{"key", output::Align::left, {}},
                                           {"from", output::Align::left, {}},
                                           {"value", output::Align::right, {}},
                                           {"range", output::Align::left, {}},
                                           {"source", output::Align::left, {}}};
  const auto known = treatments_of(scenario);
  if (known) columns.push_back({"in a run", output::Align::left, {}});
  for (const RegisterRow* row : rows) {
    const std::string note = row->note.empty() ? "" : ": " + row->note;
    const std::string cells[] = {row->key,           row->from ? sim::to_string(*row->from) : "",
                                 row->value_text(),  range_of(*row),
                                 row->source + note, known ? in_a_run(*known, *row) : ""};
    for (std::size_t c = 0; c < columns.size(); ++c) columns[c].cells.push_back(cells[c]);
  }
  return text + output::plain_table(columns, width);
}

Json key_json(const Scenario& scenario, const std::string& key) {
  const auto* explained = models::explanation_of_key(key);
  Json json{{"key", key}, {"moves", moved_by(key)}, {"scenario", scenario.id}};
  if (explained != nullptr) {
    json["definition"] = explained->what;
    json["behaviour"] = explained->file;
  }
  const auto known = treatments_of(scenario);
  for (const RegisterRow* row : rows_of(scenario, key)) {
    Json one{{"key", row->key}, {"value", row->value_text()}, {"unit", row->unit}};
    if (row->from) one["from"] = sim::to_string(*row->from);
    if (row->ranged && row->estimate) {
      one["low"] = scenarios::number_text(row->estimate->low);
      one["high"] = scenarios::number_text(row->estimate->high);
    }
    one["source"] = row->source;
    one["note"] = row->note;
    if (known) add_treatment(*known, *row, one);
    json["rows"].push_back(std::move(one));
  }
  return json;
}

Json with_schema(const Json& json) {
  Json all{{"schema", "semh.explain/1"}};
  all.update(json);
  return all;
}

int print(const Json& json) {
  std::cout << with_schema(json).dump(2) << "\n";
  return 0;
}

int explain_all(const Scenario& scenario, bool as_json) {
  if (!as_json) {
    std::cout << list_text(scenario);
    return 0;
  }
  Json all;
  for (const ExplainedMeasure& measure : explained_measures(scenario))
    all["measures"].push_back(measure_json(scenario, measure));
  return print(all);
}

int complain_unknown(const Scenario& scenario, const std::string& name) {
  std::vector<std::string> known = keys_of(scenario);
  for (const ExplainedMeasure& measure : explained_measures(scenario))
    known.insert(known.begin(), measure.name);
  std::cerr << "semh: " << scenarios::shown(name) << " is neither a measure nor a key of "
            << scenario.id;
  if (const auto meant = scenarios::nearest(name, known))
    std::cerr << "; did you mean " << *meant << "?";
  std::cerr << "\nsemh explain lists the measures.\n";
  return 2;
}

int explain_one(const Scenario& scenario, const std::string& name, bool as_json) {
  for (const ExplainedMeasure& measure : explained_measures(scenario)) {
    if (measure.name != name) continue;
    if (as_json) return print(measure_json(scenario, measure));
    std::cout << measure_text(scenario, measure);
    return 0;
  }
  const std::string key = models::without_ids(name);
  if (rows_of(scenario, key).empty()) return complain_unknown(scenario, name);
  if (as_json) return print(key_json(scenario, key));
  std::cout << key_text(scenario, key);
  return 0;
}

std::vector<Scenario> read_all(const std::vector<std::filesystem::path>& files) {
  std::vector<Scenario> read;
  for (const auto& file : files) read.push_back(scenarios::read_scenario(file));
  if (read.empty())
    read.push_back(scenarios::read_scenario(
        scenarios::parse(every_mechanism(), "the synthetic borough"), "synthetic_borough"));
  return read;
}

bool is_file_of_a_scenario(const std::string& name) {
  return name.size() > 5 && name.compare(name.size() - 5, 5, ".toml") == 0;
}

}  // namespace

int explain(const ExplainRequest& request) {
  std::string name;
  std::vector<std::filesystem::path> files;
  for (const std::string& word : request.words) {
    if (is_file_of_a_scenario(word)) {
      files.emplace_back(word);
    } else if (name.empty()) {
      name = word;
    } else {
      std::cerr << "semh: explain takes one name at a time, and files that end in .toml\n";
      return 2;
    }
  }
  const std::vector<Scenario> read = read_all(files);
  if (request.parameters) {
    std::cout << parameters_in_markdown(read);
    return 0;
  }
  if (request.measures) {
    std::cout << measures_in_markdown(read.front());
    return 0;
  }
  return name.empty() ? explain_all(read.front(), request.json)
                      : explain_one(read.front(), name, request.json);
}

}  // namespace tools
