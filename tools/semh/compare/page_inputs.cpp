// The options, and the exact list of what differs in their inputs.
#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "output/html.h"
#include "output/svg_parts.h"
#include "tools/semh/compare/inputs.h"
#include "tools/semh/compare/page_parts.h"
#include "tools/semh/compare/page_words.h"
#include "tools/semh/explained.h"

namespace tools {
namespace {

constexpr std::size_t shown_at_once = 12;  // longer lists are folded, below a list of their levers
const std::string start = "the start";

std::vector<const InputDifference*> inputs_of(const Comparison& comparison, std::size_t option) {
  std::vector<const InputDifference*> inputs;
  for (const InputDifference& input : comparison.inputs)
    if (input.option == option) inputs.push_back(&input);
  return inputs;
}

output::HtmlTable table_of(const Comparison& comparison, std::size_t option,
                           const std::vector<const InputDifference*>& inputs) {
  output::HtmlTable table{
      .caption = "Inputs of " + lettered(comparison, option) + " that are not those of " +
                 lettered(comparison, 0),
      .columns = {{"Lever and input", false},
                  {"From", false, "From"},
                  {comparison.options[0].name, false, "A"},
                  {comparison.options[option].name, false, output::option_letter(option)},
                  {"Source", false, "Source"}},
      .rows = {}};
  for (const InputDifference* input : inputs)
    table.rows.push_back({output::HtmlCell(input->lever, input->key),
                          input->from ? day_in_words(*input->from) : start, input->base,
                          input->value, input->source.empty() ? "a choice" : input->source});
  return table;
}

/// "Step 5: fair access: from 1 September 2016; 12 inputs, 11 of them assumed; sources [P4]", by
/// date.
std::vector<output::Phrase> levers_of(const Comparison& comparison, std::size_t option) {
  std::vector<output::Phrase> phrases;
  for (const LeverLine& line : lever_lines(comparison.inputs, option)) {
    std::string text = line.lever + ": from " + (line.from ? day_in_words(*line.from) : start) +
                       "; " + std::to_string(line.inputs) +
                       (line.inputs == 1 ? " input" : " inputs");
    if (line.assumed > 0) text += ", " + std::to_string(line.assumed) + " of them assumed";
    if (!line.sources.empty()) text += "; sources " + listed(line.sources);
    phrases.emplace_back(text);
  }
  return phrases;
}

}  // namespace

void add_inputs(output::HtmlPage& page, const Comparison& comparison) {
  page.heading(2, "What differs in the inputs", "inputs");
  output::HtmlTable options{.caption = "The options, and the letters they have on this page",
                            .columns = {{"Option", false}, {"What it is", false}},
                            .rows = {}};
  for (std::size_t o = 0; o < comparison.options.size(); ++o)
    options.rows.push_back(
        {lettered(comparison, o),
         output::HtmlCell(comparison.options[o].about.empty() ? "No description is given."
                                                              : comparison.options[o].about,
                          o == 0 ? "The base: the others are compared with it." : "")});
  page.table(options);
  for (std::size_t o = 1; o < comparison.options.size(); ++o) {
    const auto inputs = inputs_of(comparison, o);
    page.heading(3, lettered(comparison, o));
    if (comparison.inputs.empty()) {
      page.paragraph("The inputs that differ are not listed in this comparison.");
      continue;
    }
    if (inputs.empty()) {
      page.paragraph("No input differs from the base.");
      continue;
    }
    if (inputs.size() <= shown_at_once) {
      output::HtmlTable table = table_of(comparison, o, inputs);
      table.is_stacked = true;  // Only here: to say it of hundreds of rows would double their size.
      page.table(table);
      continue;
    }
    page.paragraph(std::to_string(inputs.size()) +
                   " inputs differ from the base. By date, they belong to:");
    page.list(levers_of(comparison, o));
    page.folded(
        "Show all " + std::to_string(inputs.size()) + " inputs of " + comparison.options[o].name,
        {table_of(comparison, o, inputs)});
  }
}

}  // namespace tools
