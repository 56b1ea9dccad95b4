#include "tools/semh/compare/page.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "output/html.h"
#include "output/number_text.h"
#include "sim/kernel/expects.h"
#include "tools/semh/compare/page_parts.h"
#include "tools/semh/compare/page_words.h"

namespace tools {
namespace {

std::string title_of(const Comparison& comparison) {
  const std::size_t options = comparison.options.size() - 1;
  if (options == 1)
    return comparison.options[1].name + " compared with " + comparison.options[0].name;
  constexpr std::array<const char*, 8> words{"",     "One",  "Two", "Three",
                                             "Four", "Five", "Six", "Seven"};
  const std::string count = options < words.size() ? words[options] : std::to_string(options);
  return count + " options compared with " + comparison.options[0].name;
}

void expects_an_entry_an_option(const Comparison& comparison) {
  const std::size_t options = comparison.options.size();
  sim::expects(options >= 2 && options <= 26, "a comparison has a base and an option");
  for (const ComparedMeasure& measure : comparison.measures)
    for (const ComparedYear& year : measure.years)
      sim::expects(year.levels.size() == options && year.differences.size() == options,
                   "a year has a level and a difference an option");
  for (const ComparedSuccess& success : comparison.success)
    sim::expects(success.met.size() == options, "a target has a chance an option");
  for (const MonthlyRoll& roll : comparison.rolls)
    sim::expects(roll.options.size() == options, "a roll is of every option");
  for (const DisplacementRow& row : comparison.displacement)
    sim::expects(row.pupils.size() == options && row.pounds.size() == options &&
                     row.elsewhere.size() == options && row.mean_pupils.size() == options &&
                     row.mean_pounds.size() == options && row.mean_elsewhere.size() == options,
                 "a reason has pupils and pounds an option");
  for (const RobustMatrix& matrix : comparison.robust)
    sim::expects(matrix.cells.size() == options && matrix.worst_regret.size() == options,
                 "a future has a cell an option");
}

std::vector<std::string> provenance(const Comparison& comparison) {
  return {"DRAFT. Simulated figures, not counts of real children.",
          "Run " + comparison.run_id + ", version " + comparison.version + ", seed " +
              std::to_string(comparison.seed) + ", " +
              output::with_commas(static_cast<std::int64_t>(comparison.precision.futures)) +
              " simulated futures of each option, the same children in each. The same command "
              "gives the same page, byte for byte.",
          "Money is nominal: the prices of each year. Numbers are rounded last, so they may not "
          "sum."};
}

bool has_results(const Comparison& comparison) {
  return std::any_of(
      comparison.measures.begin(), comparison.measures.end(),
      [](const ComparedMeasure& measure) { return year_in_focus(measure) != nullptr; });
}

/// Those parts that have something to say.
std::vector<std::pair<std::string, std::string>> contents_of(const Comparison& comparison,
                                                             bool compares) {
  std::vector<std::pair<std::string, std::string>> entries;
  const auto add = [&](bool is_there, const char* id, const char* name) {
    if (is_there) entries.emplace_back(id, name);
  };
  add(true, "inputs", "What differs in the inputs");
  add(has_results(comparison), "results", "Main results");
  add(!comparison.rolls.empty(), "rolls", "Pupils on roll against places");
  add(compares && !comparison.measures.empty(), "differences", "Differences, year by year");
  add(compares && !comparison.attributions.empty(), "why", "Why they differ");
  add(compares && !comparison.displacement.empty(), "displacement",
      "Places out of the borough, by reason");
  add(compares && !comparison.best.empty(), "best", "Which option is best");
  add(compares && !comparison.robust.empty(), "robust", "How robust that is");
  add(!comparison.success.empty(), "success", "Success, as the strategy defined it");
  add(!comparison.chance.empty(), "chance", "Chance or change");
  add(true, "sure", "How sure, and how it was made");
  return entries;
}

/// What only options that differ have.
void add_what_differs(output::HtmlPage& page, const Comparison& comparison) {
  add_differences(page, comparison);
  add_attributions(page, comparison);
  add_displacement(page, comparison);
  add_best(page, comparison);
  add_robustness(page, comparison);
}

}  // namespace

std::string page_of(const Comparison& comparison) {
  expects_an_entry_an_option(comparison);
  const std::string title = title_of(comparison);
  output::HtmlPage page(title);
  page.heading(1, title);
  const std::string nothing = nothing_to_compare(comparison);
  if (nothing.empty())
    add_headline(page, comparison);
  else
    page.inset({output::Phrase().strong(nothing)});
  add_caveats(page, comparison);
  page.contents(contents_of(comparison, nothing.empty()));
  add_inputs(page, comparison);
  add_results(page, comparison);
  if (nothing.empty()) add_routes(page, comparison);
  add_rolls(page, comparison);
  if (nothing.empty()) add_what_differs(page, comparison);
  add_success(page, comparison);
  add_chance_or_change(page, comparison);
  add_how_sure(page, comparison);
  const std::string whose = comparison.authority.empty() ? "" : comparison.authority + ": ";
  return page.finish(
      whose + "provision for social, emotional and mental health needs, simulated. DRAFT",
      provenance(comparison));
}

}  // namespace tools
