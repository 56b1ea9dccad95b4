// Success as the strategy defined it; what is luck; how sure all of it is.
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "output/chance_words.h"
#include "output/html.h"
#include "output/number_text.h"
#include "output/svg_chances.h"
#include "output/svg_parts.h"
#include "tools/semh/compare/page_parts.h"
#include "tools/semh/compare/page_words.h"
#include "tools/semh/compare/precision.h"

namespace tools {
namespace {

bool is_likely(const Chance& chance) {
  const std::string words = output::likelihood(chance.share());
  return words == "likely" || words == "highly likely" || words == "almost certain";
}

/// Whether it was also asked in the last year.
bool has_end(const Comparison& comparison, const ComparedSuccess& success) {
  return success.met_by_end.size() == comparison.options.size();
}

/// "Of the 10 targets, likely to be met by September 2021: 2 under A, 5 under B"
std::string message_of(const Comparison& comparison) {
  std::vector<std::string> parts;
  const bool by_end =
      std::all_of(comparison.success.begin(), comparison.success.end(),
                  [&](const ComparedSuccess& success) { return has_end(comparison, success); });
  for (std::size_t o = 0; o < comparison.options.size(); ++o) {
    std::size_t likely = 0;
    for (const ComparedSuccess& success : comparison.success) {
      const auto& met = by_end ? success.met_by_end[o] : success.met[o];
      if (met && met->futures > 0 && is_likely(*met)) ++likely;
    }
    parts.push_back((likely == 0 ? "none" : std::to_string(likely)) + " under " +
                    output::option_letter(o));
  }
  const std::size_t targets = comparison.success.size();
  return "Of the " + std::to_string(targets) + (targets == 1 ? " target" : " targets") +
         ", likely to be met" + (by_end ? " by September 2021: " : ": ") + enumerated(parts);
}

std::string met_in_words(const std::optional<Chance>& met) {
  if (!met) return "no target";
  return chance_in_words(*met);
}

/// "By its own year: A under 1, B 36", with its marks.
output::ChanceTrack track_of(const std::string& when,
                             const std::vector<std::optional<Chance>>& chances) {
  const std::string said = in_a_hundred(chances);
  output::ChanceTrack track{when + said.substr(said.find(": ")), {}};
  for (std::size_t o = 0; o < chances.size(); ++o)
    if (chances[o] && chances[o]->futures > 0) track.marks.push_back({o, chances[o]->share()});
  return track;
}

output::ChanceChart chart_of(const Comparison& comparison) {
  output::ChanceChart chart{.alternative =
                                "Chart of the chance of meeting each target by its own year and by "
                                "September 2021, under each option. " +
                                message_of(comparison) + ". The numbers are in the table below.",
                            .rows = {}};
  for (const ComparedSuccess& success : comparison.success) {
    output::ChanceRow row{
        "Step " + std::to_string(success.step) + ": " + success.text + ": " + success.aim,
        {track_of("By its own year", success.met)}};
    row.tracks.front().is_hollow = has_end(comparison, success);
    if (has_end(comparison, success))
      row.tracks.push_back(track_of("In " + success.end, success.met_by_end));
    chart.rows.push_back(std::move(row));
  }
  return chart;
}

output::HtmlTable table_of(const Comparison& comparison) {
  output::HtmlTable table{
      .caption = "Chance of meeting each target by its own year, and beneath by September 2021",
      .columns = {{"In the strategy's words; the target is this model's", false}},
      .rows = {}};
  for (std::size_t o = 0; o < comparison.options.size(); ++o)
    table.columns.push_back({lettered(comparison, o)});
  for (const ComparedSuccess& success : comparison.success) {
    std::vector<output::HtmlCell> row{
        {"Step " + std::to_string(success.step) + ": " + success.text, success.aim}};
    for (std::size_t o = 0; o < success.met.size(); ++o)
      row.emplace_back(met_in_words(success.met[o]),
                       has_end(comparison, success)
                           ? "in " + success.end + ": " + met_in_words(success.met_by_end[o])
                           : "");
    table.rows.push_back(std::move(row));
  }
  return table;
}

output::HtmlTable scale_table() {
  output::HtmlTable table{.caption = "The words for chances on this page",
                          .columns = {{"Words", false}, {"In 100 futures"}},
                          .rows = {}};
  for (const output::LikelihoodWord& word : output::likelihood_scale())
    table.rows.push_back({word.words, word.from == 0   ? "up to " + std::to_string(word.to)
                                      : word.to == 100 ? std::to_string(word.from) + " or more"
                                                       : std::to_string(word.from) + " to " +
                                                             std::to_string(word.to)});
  return table;
}

}  // namespace

void add_success(output::HtmlPage& page, const Comparison& comparison) {
  if (comparison.success.empty()) return;
  page.heading(2, "Success, as the strategy defined it", "success");
  const output::ChanceChart chart = chart_of(comparison);
  page.figure(
      3, {.message = message_of(comparison),
          .measure = "Futures in 100 in which each target is met by its own year (hollow), and by "
                     "September 2021, in the last year that ends by then (filled)",
          .how_to_read = "The words are the strategy's; the number and the date of each "
                         "target are this model's.",
          .of = "chance of meeting each target",
          .pictures = {svg_in_page(chart, output::Room::wide),
                       svg_in_page(chart, output::Room::narrow)},
          .numbers = {table_of(comparison)}});
}

void add_chance_or_change(output::HtmlPage& page, const Comparison& comparison) {
  if (comparison.chance.empty()) return;
  page.heading(2, "Chance or change", "chance");
  page.paragraph(
      "A year's number moves by luck alone. A change from the year before, beside the usual one, "
      "is more than chance only where it is larger than the last number of its row: by luck alone "
      "that would be seen in 1 future in 20.");
  output::HtmlTable table{.caption = "Of what each range is made, under " + lettered(comparison, 0),
                          .columns = {{"Measure", false},
                                      {"Luck", true, "Luck"},
                                      {"Not knowing", true, "Not knowing"},
                                      {"More than chance", true, "More than chance"}},
                          .rows = {},
                          .is_stacked = true};
  for (const ChanceOrChange& row : comparison.chance) {
    if (!varies(row)) continue;
    const Figures figures(row.unit, row.is_money, row.change);
    const std::string change = figures.size(row.change) + (row.is_money ? "" : " " + row.unit);
    const bool is_known = row.luck + row.ignorance > 0;
    const auto share = [&](double part) {
      return is_known ? output::whole(100 * part) + "%" : std::string("not known");
    };
    output::HtmlCell ignorance(share(row.ignorance));
    if (is_known && row.ignorance_high > row.ignorance_low)
      ignorance.below = share(row.ignorance_low) + " to " + share(row.ignorance_high);
    table.rows.push_back({row.label + ", " + row.year, share(row.luck), ignorance,
                          row.change > 0 ? "above " + change : "not known"});
  }
  if (!table.rows.empty()) page.table(table);
  if (const std::string left_out = unvarying_in_words(comparison); !left_out.empty())
    page.paragraph(left_out, "quiet");
}

void add_how_sure(output::HtmlPage& page, const Comparison& comparison) {
  page.heading(2, "How sure, and how it was made", "sure");
  page.paragraph(text_of(comparison.precision));
  page.paragraph(
      "Every option lives through the same futures, child by child: the same draws of what is not "
      "known, the same luck. The variance ratio in the tables says how many times more futures "
      "independent runs would have needed for the same precision; below 1 the pairing did harm.");
  page.paragraph(
      "On paper the charts carry their numbers; long tables are left out unless they are unfolded "
      "on the screen first.");
  page.table(scale_table());
  page.paragraph(
      "A chance between two of them gets the less extreme word. Source: Professional Head of "
      "Intelligence Assessment, Probability "
      "Yardstick, HM Government.",
      "quiet");
}

}  // namespace tools
