#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "output/number_text.h"
#include "output/plain_table.h"
#include "tools/semh/cells.h"
#include "tools/semh/results.h"

namespace tools {
namespace {

using models::SuccessRule;
using models::SuccessTarget;

/// "at most 51 pupils by 2017/18", "30% lower than in 2014/15 by 2017/18"
std::string aim_of(const Yearbook& book, const SuccessTarget& target) {
  const auto& measure = *book.find_any(target.measure, target.breakdown)->measure;
  const std::string by = " by " + year_name(measure.basis, target.by);
  if (target.rule == SuccessRule::fall_from)
    return output::whole(target.target * 100) + "% lower than in " +
           year_name(measure.basis, target.base_year) + by;
  return (target.rule == SuccessRule::at_most ? "at most " : "at least ") +
         number_in_cell(measure, target.target) + " " + unit_in_cell(measure) + by;
}

std::string chance_of(const Yearbook& book, std::size_t scenario, const std::string& id) {
  const auto met = met_by(book, scenario, id);
  if (!met) return "no target";
  return met->known == 0 ? "not available" : output::chance(met->share());
}

/// The targets of all scenarios, each once, in the order of the steps.
std::vector<SuccessTarget> targets_of(const Yearbook& book) {
  std::vector<SuccessTarget> all;
  for (const auto& scenario : book.results().scenarios)
    for (const SuccessTarget& target : scenario.borough.success)
      if (std::none_of(all.begin(), all.end(),
                       [&](const SuccessTarget& known) { return known.id == target.id; }))
        all.push_back(target);
  std::stable_sort(all.begin(), all.end(),
                   [](const SuccessTarget& a, const SuccessTarget& b) { return a.step < b.step; });
  return all;
}

}  // namespace

std::vector<SuccessAim> success_aims(const Yearbook& book) {
  std::vector<SuccessAim> aims;
  for (const SuccessTarget& target : targets_of(book))
    aims.push_back({target.id, target.step, target.text, aim_of(book, target)});
  return aims;
}

std::optional<Met> met_by(const Yearbook& book, std::size_t scenario, const std::string& id) {
  const auto& targets = book.results().scenarios[scenario].borough.success;
  for (std::size_t i = 0; i < targets.size(); ++i)
    if (targets[i].id == id) return met_of(book.results(), scenario, i);
  return std::nullopt;
}

std::string success_text(const Yearbook& book, std::size_t width) {
  const auto aims = success_aims(book);
  if (aims.empty()) return "";
  std::vector<output::PlainColumn> columns{
      {"Step", output::Align::left, {}},
      {"In the strategy's words; the target is " + std::string("this model's"),
       output::Align::left,
       {}}};
  for (const SuccessAim& each : aims) {
    columns[0].cells.push_back(std::to_string(each.step));
    columns[1].cells.push_back(each.text + ": " + each.aim);
  }
  for (std::size_t s = 0; s < book.scenarios(); ++s) {
    output::PlainColumn column{book.results().scenarios[s].borough.name, output::Align::right, {}};
    for (const SuccessAim& each : aims) column.cells.push_back(chance_of(book, s, each.id));
    columns.push_back(std::move(column));
  }
  return "Success as the strategy itself defined it: chance of meeting each target by its\n"
         "date\n\n" +
         output::plain_table(columns, width) + "\n";
}

}  // namespace tools
