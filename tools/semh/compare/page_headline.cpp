// What to take away, and what to know before using it.
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "output/chance_words.h"
#include "output/html.h"
#include "output/number_text.h"
#include "output/svg_parts.h"
#include "tools/semh/compare/page_parts.h"
#include "tools/semh/compare/page_words.h"
#include "tools/semh/compare/precision.h"

namespace tools {
namespace {

using output::Phrase;

/// Shown beside each other, whatever else is: a fall in the first is no gain where the second
/// rises.
struct Beside {
  const ComparedMeasure* exclusions = nullptr;
  const ComparedMeasure* out_of_education = nullptr;
};

Beside beside_of(const Comparison& comparison) {
  Beside beside{measure_of(comparison, "permanent_exclusions"),
                measure_of(comparison, "not_in_full_time_education")};
  for (const ComparedMeasure& measure : comparison.measures)
    if (beside.exclusions == nullptr && &measure != beside.out_of_education)
      beside.exclusions = &measure;
  return beside;
}

/// "51 fewer in the middle future (8 in 10 futures: 118 fewer to 23 fewer)"
std::string how_much(const ComparedMeasure& measure, const OptionDifference& difference) {
  const Figures figures = figures_of_differences(measure);
  const auto words = [&](double value) { return more_or_fewer(figures, measure.is_money, value); };
  return words(difference.futures.middle) +
         " in the middle future (8 in 10 futures: " + words(difference.futures.low) + " to " +
         words(difference.futures.high) + ")";
}

/// Goes on a sentence: "it is highly likely (86 in 100 futures) that there are fewer permanent
/// exclusions: ..."
std::string finding(const ComparedMeasure& measure, const OptionDifference& difference) {
  const std::string what = uncapitalised(measure.label);
  const Judgement judgement = judgement_of(measure, difference);
  if (judgement.verdict == Verdict::same)
    return "there is no difference in " + what + " in any future";
  // Where that is so in nearly all futures, the middle one and the range say nothing.
  if (10 * difference.same.hits > 9 * difference.same.futures)
    return "there is no difference in " + what + " (the same in " +
           chance_in_words(difference.same) + " futures)";
  if (judgement.verdict == Verdict::unclear)
    return "there is no clear difference in " + what + ": " + how_much(measure, difference);
  const bool is_lower = judgement.verdict == Verdict::lower;
  const std::string sure = judgement.chance ? output::likelihood_that(*judgement.chance) + " " : "";
  const std::string verdict = measure.is_money
                                  ? what + (is_lower ? " is lower" : " is higher")
                                  : (is_lower ? "there are fewer " : "there are more ") + what;
  return sure + verdict + ": " + how_much(measure, difference);
}

const OptionDifference* difference_of(const ComparedYear* year, std::size_t option) {
  if (year == nullptr || !year->differences[option]) return nullptr;
  return &*year->differences[option];
}

Phrase headline_of(const Comparison& comparison, const Beside& beside, std::size_t option) {
  Phrase text;
  text.plain("Under ").strong(comparison.options[option].name).plain(", compared with ");
  text.plain(comparison.options[0].name + ", ");
  std::string said;
  for (const ComparedMeasure* measure : {beside.exclusions, beside.out_of_education}) {
    if (measure == nullptr) continue;
    const ComparedYear* year = year_in_focus(*measure);
    const OptionDifference* difference = difference_of(year, option);
    if (difference == nullptr) continue;
    text.plain(said.empty() ? "" : ". At the same time, ");
    if (said != year->name) text.plain("in " + year->name + ", ");
    text.plain(finding(*measure, *difference));
    said = year->name;
  }
  return text.plain(said.empty() ? "nothing can be compared in the years shown." : ".");
}

/// Of the inputs that differ, the settings: they are chosen, and need no source.
std::size_t chosen_inputs(const Comparison& comparison) {
  return static_cast<std::size_t>(
      std::count_if(comparison.inputs.begin(), comparison.inputs.end(),
                    [](const auto& input) { return input.source.empty(); }));
}

/// Of the inputs that differ, those whose source is an assumption.
std::size_t assumed_inputs(const Comparison& comparison) {
  return static_cast<std::size_t>(std::count_if(
      comparison.inputs.begin(), comparison.inputs.end(),
      [](const auto& input) { return input.source.find("ASSUMED") != std::string::npos; }));
}

}  // namespace

Phrase headline_of(const Comparison& comparison, std::size_t option) {
  return headline_of(comparison, beside_of(comparison), option);
}

void add_headline(output::HtmlPage& page, const Comparison& comparison) {
  std::vector<Phrase> paragraphs;
  for (std::size_t o = 1; o < comparison.options.size(); ++o)
    paragraphs.push_back(headline_of(comparison, o));
  page.inset(paragraphs);
}

void add_caveats(output::HtmlPage& page, const Comparison& comparison) {
  page.heading(2, "Before you use these figures");
  std::vector<Phrase> caveats;
  const ComparedPrecision& precision = comparison.precision;
  if (!precision.reached)
    caveats.push_back(Phrase()
                          .strong("The precision that was asked for is not reached. ")
                          .plain(text_of(precision)));
  const std::size_t assumed = assumed_inputs(comparison);
  const std::size_t chosen = chosen_inputs(comparison);
  if (assumed > 0)
    caveats.push_back(
        Phrase()
            .strong("Much rests on assumptions. ")
            .plain("Of the " + std::to_string(comparison.inputs.size()) + " inputs that differ, " +
                   std::to_string(assumed) +
                   " are numbers that nobody has measured, marked ASSUMED below" +
                   (chosen > 0 ? ", and " + std::to_string(chosen) +
                                     " are choices: dates, rules and what they apply to."
                               : ".")));
  caveats.push_back(Phrase()
                        .strong("A range is not a promise. ")
                        .plain("\"8 in 10 futures\" means that 1 future in 10 lies below and 1 in "
                               "10 above. ")
                        .plain(comparison.what_the_range_holds));
  caveats.push_back(
      Phrase()
          .strong("No range holds what the model leaves out: ")
          .plain("mechanisms that it does not have, and decisions that are taken later."));
  page.list(caveats);
}

}  // namespace tools
