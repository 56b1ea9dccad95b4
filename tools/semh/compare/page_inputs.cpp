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
                          input->value, source_in_words(*input)});
  return table;
}

/// "12 inputs: 9 assumed, 1 choice, 2 from [P4]"
std::string counts_of(const LeverLine& line) {
  std::string text = std::to_string(line.inputs) + (line.inputs == 1 ? " input: " : " inputs: ");
  std::vector<std::string> parts;
  if (line.assumed > 0) parts.push_back(std::to_string(line.assumed) + " assumed");
  if (line.choices > 0)
    parts.push_back(std::to_string(line.choices) + (line.choices == 1 ? " choice" : " choices"));
  if (line.sourced() > 0)
    parts.push_back(std::to_string(line.sourced()) + " from " +
                    (line.sources.empty() ? "sources named with each" : enumerated(line.sources)));
  for (std::size_t i = 0; i < parts.size(); ++i) text += (i == 0 ? "" : ", ") + parts[i];
  return text;
}

/// "Step 5: fair access: from 1 September 2016; 12 inputs: 11 assumed, 1 choice", by date.
std::vector<output::Phrase> levers_of(const Comparison& comparison, std::size_t option) {
  std::vector<output::Phrase> phrases;
  for (const LeverLine& line : lever_lines(comparison.inputs, option)) {
    phrases.emplace_back(line.lever + ": from " + (line.from ? day_in_words(*line.from) : start) +
                         "; " + counts_of(line));
  }
  return phrases;
}

/// What the keys stand for that the tables cite, and what the two words there mean.
void add_sources(output::HtmlPage& page, const Comparison& comparison) {
  if (comparison.inputs.empty()) return;
  page.heading(3, "What the sources are");
  std::vector<output::Phrase> phrases{
      output::Phrase().strong("ASSUMED").plain(" A number that nobody has measured."),
      output::Phrase()
          .strong(word_of_choice)
          .plain(" A setting: a date, a rule or whom it is for. It needs no source.")};
  for (const CitedSource& source : comparison.sources) {
    const std::string whence = source.whence.empty() ? "" : " (" + source.whence + ")";
    phrases.push_back(output::Phrase()
                          .strong(source.key)
                          .plain(source.what.empty()
                                     ? " Not in the list of sources beside the scenarios."
                                     : " " + source.what + whence + "."));
  }
  page.list(phrases, "sources");
  if (!comparison.sources.empty())
    page.paragraph("So listed in sources.md beside the scenarios, which says where papers are.",
                   "quiet");
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
  add_sources(page, comparison);
}

}  // namespace tools
