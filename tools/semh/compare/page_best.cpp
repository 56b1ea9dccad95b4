// Which option is best on an objective, and whether it stays so in other futures.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
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

namespace tools {
namespace {

/// Those that are best in the most futures.
std::vector<std::size_t> most_often_best(const BestOption& best) {
  std::int64_t most = 0;
  for (const Chance& chance : best.is_best) most = std::max(most, chance.hits);
  std::vector<std::size_t> options;
  for (std::size_t o = 0; o < best.is_best.size(); ++o)
    if (best.is_best[o].hits == most) options.push_back(o);
  return options;
}

/// With its years.
std::string in_full(const BestOption& best) {
  return best.objective + ", " + best.span;
}

/// "Most often best: B for the fewest permanent exclusions; A for ..."
std::string best_message(const Comparison& comparison) {
  std::string text;
  for (const BestOption& best : comparison.best) {
    std::vector<std::string> letters;
    for (const std::size_t option : most_often_best(best))
      letters.push_back(output::option_letter(option));
    const bool all = letters.size() == best.is_best.size();
    const std::string who = all ? "every option" : enumerated(letters);
    if (text.empty())
      text = "Most often best: " + who + " for the " + uncapitalised(best.objective);
    else
      text += "; " + who + " for the " + uncapitalised(best.objective);
  }
  return text;
}

/// "May be the best: B. As good: C."
std::string standings_in_words(const BestOption& best) {
  std::string text;
  for (const auto& [standing, words] :
       {std::pair{sim::Standing::may_be_best, "May be the best: "},
        std::pair{sim::Standing::as_good, "As good: "},
        std::pair{sim::Standing::perhaps_as_good, "Perhaps as good: "}}) {
    std::vector<std::string> letters;
    for (std::size_t o = 0; o < best.standing.size(); ++o)
      if (best.standing[o] == standing) letters.push_back(output::option_letter(o));
    if (letters.empty()) continue;
    const bool all = letters.size() == best.standing.size();
    text +=
        (text.empty() ? "" : " ") + (words + (all ? "every option" : enumerated(letters))) + ".";
  }
  return text;
}

double largest_value(const BestOption& best) {
  double largest = 0;
  for (const Spread& value : best.values)
    largest = std::max({largest, std::abs(value.low), std::abs(value.high)});
  return largest;
}

/// "1.2" with its interval beneath; nothing to tell of the option that is best by its mean.
output::HtmlCell behind_in_words(const sim::Estimate& behind, const Figures& figures) {
  if (behind.mean == 0 && behind.half_width == 0) return {"0"};
  return {figures.number(behind.mean),
          figures.range({behind.mean, behind.lower(), behind.upper()})};
}

output::HtmlTable best_table(const Comparison& comparison, const BestOption& best) {
  const bool is_money = best.unit == "pounds";
  const Figures figures(best.unit, is_money, largest_value(best));
  const Figures means = Figures::of_means(best.unit, is_money, largest_value(best));
  output::HtmlTable table{.caption = "Best option: " + in_full(best) + ", " + figures.unit(),
                          .columns = {{"Option", false},
                                      {"Best in", true, "Best in"},
                                      {"Middle future (8 in 10)", true, "Middle"},
                                      {"Mean behind the best (95%)", true, "Mean behind"},
                                      {"May be best", true, "May be best:"}},
                          .rows = {},
                          .is_stacked = true};
  for (std::size_t o = 0; o < best.is_best.size(); ++o)
    table.rows.push_back(
        {lettered(comparison, o), chance_in_words(best.is_best[o]),
         output::HtmlCell(figures.number(best.values[o].middle), figures.range(best.values[o])),
         behind_in_words(best.behind[o], means), standing_in_words(best.standing[o])});
  return table;
}

Figures regret_figures(const RobustMatrix& matrix) {
  double largest = 0;
  for (const auto& row : matrix.cells)
    for (const RobustCell& cell : row) largest = std::max(largest, std::abs(cell.mean));
  return Figures::of_means(matrix.unit, matrix.is_money, largest);
}

/// Whether it is behind the best by more than its interval.
bool is_behind(const RobustCell& cell) {
  return cell.regret > cell.regret_half_width;
}

bool is_ever_behind(const std::vector<RobustCell>& cells) {
  return std::any_of(cells.begin(), cells.end(), is_behind);
}

/// Options for which `is` so, of their place.
template <class Is>
std::vector<std::string> letters_of(const RobustMatrix& matrix, Is is) {
  std::vector<std::string> letters;
  for (std::size_t o = 0; o < matrix.cells.size(); ++o)
    if (is(o)) letters.push_back(output::option_letter(o));
  return letters;
}

/// In how many futures an option that is not the best cannot be told from the one that is.
std::size_t futures_unsure(const RobustMatrix& matrix) {
  std::size_t unsure = 0;
  for (std::size_t f = 0; f < matrix.futures.size(); ++f)
    if (std::any_of(matrix.cells.begin(), matrix.cells.end(),
                    [f](const auto& row) { return row[f].regret > 0 && !is_behind(row[f]); }))
      ++unsure;
  return unsure;
}

/// "Permanent exclusions: B has the least to regret, at most 1.2 exclusions behind the best option
/// in any of the 8 futures"
std::string robust_message(const RobustMatrix& matrix) {
  const std::string what = matrix.objective + ": ";
  const std::string futures = std::to_string(matrix.futures.size()) + " futures";
  const auto verb = [](const std::vector<std::string>& letters, const char* one, const char* more) {
    return enumerated(letters) + (letters.size() == 1 ? one : more);
  };
  const auto never =
      letters_of(matrix, [&](std::size_t o) { return !is_ever_behind(matrix.cells[o]); });
  if (never.size() == matrix.cells.size())
    return what + "no option can be told from the best in any of the " + futures;
  const auto best = letters_of(matrix, [&](std::size_t o) { return matrix.worst_regret[o] <= 0; });
  if (!best.empty())
    return what + verb(best, " is", " are") + " the best in each of the " + futures +
           (futures_unsure(matrix) == 0 ? ""
                                        : ", though another cannot be told from it in " +
                                              std::to_string(futures_unsure(matrix)));
  if (!never.empty())
    return what + verb(never, " is", " are") +
           " the best, or cannot be told from it, in each of the " + futures;
  const double least = *std::min_element(matrix.worst_regret.begin(), matrix.worst_regret.end());
  const auto fewest =
      letters_of(matrix, [&](std::size_t o) { return matrix.worst_regret[o] <= least; });
  const Figures figures = regret_figures(matrix);
  return what + verb(fewest, " has", " have") + " the least to regret, at most " +
         figures.size(least) + (matrix.is_money ? "" : " " + figures.unit()) +
         " behind the best option in any of the " + futures;
}

/// From none to the strongest shade, in quarters of the largest regret of all.
int shade_of(double regret, double largest) {
  if (largest <= 0 || regret <= 0) return 0;
  return std::clamp(static_cast<int>(std::ceil(4 * regret / largest)), 1, 4);
}

std::string robust_caption(const RobustMatrix& matrix, const Figures& figures) {
  const std::string each = output::with_commas(static_cast<std::int64_t>(matrix.simulated));
  return matrix.objective + ", " + figures.unit() + " in an average year" +
         (matrix.span.empty() ? "" : " of " + matrix.span) +
         (matrix.simulated > 0 ? ", mean of " + each + " futures each" : ", mean") +
         "; beneath, how far that is behind the best option (regret), with its 95% interval";
}

/// Why "as assumed" is not what the headline says.
std::string means_in_words(const Comparison& comparison) {
  return "These are means, over " +
         output::with_commas(static_cast<std::int64_t>(comparison.robust.front().simulated)) +
         " simulated futures in each cell. The headline tells the middle one of " +
         output::with_commas(static_cast<std::int64_t>(comparison.precision.futures)) +
         " futures, so its numbers differ from those of the row as assumed.";
}

/// Beneath a mean: the regret, and whether the future does anything at all.
std::string regret_in_words(const RobustCell& cell, const Figures& figures) {
  std::string words = "best";
  if (cell.regret > 0)
    words = figures.number(cell.regret) + " behind (\xC2\xB1 " +
            figures.number(cell.regret_half_width) + ")";
  if (cell.regret > 0 && !is_behind(cell)) words += ": cannot be told from the best";
  return words + (cell.is_untouched ? "\nthis future changes nothing here" : "");
}

void add_worst_rows(output::HtmlTable& table, const RobustMatrix& matrix, const Figures& figures) {
  if (matrix.worst_future.size() == matrix.cells.size()) {
    std::vector<output::HtmlCell> row{"The worst of these for each option"};
    for (std::size_t o = 0; o < matrix.cells.size(); ++o)
      row.emplace_back(figures.number(matrix.cells[o][matrix.worst_future[o]].mean),
                       matrix.futures[matrix.worst_future[o]]);
    table.rows.push_back(std::move(row));
  }
  std::vector<output::HtmlCell> row{"The largest regret of each option"};
  for (std::size_t o = 0; o < matrix.cells.size(); ++o) {
    const double regret = matrix.worst_regret[o];
    row.emplace_back(
        regret > 0 ? figures.number(regret) : "none: always best",
        regret > 0 && !is_ever_behind(matrix.cells[o]) ? "cannot be told from none" : "");
  }
  table.rows.push_back(std::move(row));
}

output::HtmlTable robust_table(const Comparison& comparison, const RobustMatrix& matrix) {
  const Figures figures = regret_figures(matrix);
  output::HtmlTable table{.caption = robust_caption(matrix, figures),
                          .columns = {{"Should the future be", false}},
                          .rows = {},
                          .is_stacked = true};
  add_option_columns(table, comparison);
  const double largest = *std::max_element(matrix.worst_regret.begin(), matrix.worst_regret.end());
  for (std::size_t f = 0; f < matrix.futures.size(); ++f) {
    std::vector<output::HtmlCell> row{matrix.futures[f]};
    for (const auto& cells : matrix.cells) {
      output::HtmlCell shown(figures.number(cells[f].mean), regret_in_words(cells[f], figures));
      shown.strong = cells[f].regret <= 0;
      shown.shade = is_behind(cells[f]) ? shade_of(cells[f].regret, largest) : 0;
      row.push_back(std::move(shown));
    }
    table.rows.push_back(std::move(row));
  }
  add_worst_rows(table, matrix, figures);
  return table;
}

}  // namespace

void add_best(output::HtmlPage& page, const Comparison& comparison) {
  if (comparison.best.empty()) return;
  page.heading(2, "Which option is best", "best");
  page.paragraph(
      "In how many of 100 futures each option is the best. Where several are equally good in a "
      "future, each of them counts.");
  output::ChanceChart chart{.alternative = "Chart of how often each option is best. " +
                                           best_message(comparison) +
                                           ". The numbers are in the table below.",
                            .rows = {}};
  std::vector<output::HtmlTable> tables;
  for (const BestOption& best : comparison.best) {
    output::ChanceTrack track{in_a_hundred({best.is_best.begin(), best.is_best.end()}), {}};
    for (std::size_t o = 0; o < best.is_best.size(); ++o)
      if (best.is_best[o].futures > 0) track.marks.push_back({o, best.is_best[o].share()});
    chart.rows.push_back({in_full(best), {std::move(track)}});
    tables.push_back(best_table(comparison, best));
  }
  page.figure(3, {.message = best_message(comparison),
                  .measure = "Futures in 100 in which each option is the best",
                  .how_to_read = "",
                  .of = "how often each option is best",
                  .pictures = {svg_in_page(chart, output::Room::wide),
                               svg_in_page(chart, output::Room::narrow)},
                  .numbers = tables});
  std::vector<output::Phrase> guarantees;
  for (const BestOption& best : comparison.best)
    guarantees.push_back(output::Phrase()
                             .plain(best.objective + ": ")
                             .strong(standings_in_words(best))
                             .plain(" " + best.guarantee));
  page.list(guarantees);
  page.paragraph(
      "Means are compared, future by future, and an option is dropped as soon as it falls behind "
      "further than chance explains. One that was dropped is as good if its mean, over all "
      "futures, "
      "is behind by no more than the difference worth telling. The middle future, which the table "
      "shows, can rank options otherwise.",
      "quiet");
}

void add_robustness(output::HtmlPage& page, const Comparison& comparison) {
  if (comparison.robust.empty()) return;
  page.heading(2, "How robust that is", "robust");
  page.paragraph(
      "Each row is a future that may come instead of the one that is assumed. The further an "
      "option is behind the best in that future, the darker its cell. One that is behind by no "
      "more than its 95% interval cannot be told from the best.");
  page.paragraph(means_in_words(comparison));
  for (const RobustMatrix& matrix : comparison.robust) {
    if (matrix.futures.empty() || matrix.worst_regret.empty()) continue;
    page.heading(3, robust_message(matrix));
    page.table(robust_table(comparison, matrix));
  }
  if (const std::string& left_out = comparison.robust.front().left_out; !left_out.empty())
    page.paragraph("Left out, for want of a posterior: " + left_out + ".");
}

}  // namespace tools
