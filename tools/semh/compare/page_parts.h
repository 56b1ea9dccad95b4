// The parts of the page of a comparison, in the order in which it is read. A part without numbers
// adds nothing.
#pragma once

#include <cstddef>

#include "output/html.h"
#include "tools/semh/compare/comparison.h"

namespace tools {

/// What to take away of an option: permanent exclusions beside children not in full-time education,
/// with chance in words and number.
output::Phrase headline_of(const Comparison& comparison, std::size_t option);

void add_headline(output::HtmlPage& page, const Comparison& comparison);
void add_caveats(output::HtmlPage& page, const Comparison& comparison);
void add_inputs(output::HtmlPage& page, const Comparison& comparison);
void add_results(output::HtmlPage& page, const Comparison& comparison);
void add_routes(output::HtmlPage& page, const Comparison& comparison);
void add_rolls(output::HtmlPage& page, const Comparison& comparison);
void add_differences(output::HtmlPage& page, const Comparison& comparison);
void add_attributions(output::HtmlPage& page, const Comparison& comparison);
void add_displacement(output::HtmlPage& page, const Comparison& comparison);
void add_best(output::HtmlPage& page, const Comparison& comparison);
void add_robustness(output::HtmlPage& page, const Comparison& comparison);
void add_success(output::HtmlPage& page, const Comparison& comparison);
void add_chance_or_change(output::HtmlPage& page, const Comparison& comparison);
void add_how_sure(output::HtmlPage& page, const Comparison& comparison);

}  // namespace tools
