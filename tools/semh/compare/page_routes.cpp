// Children not in full-time education by route, so that a fall in exclusions is shown with where
// those children are.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "output/html.h"
#include "tools/semh/compare/page_parts.h"
#include "tools/semh/compare/page_words.h"

namespace tools {
namespace {

std::string sentence_case(std::string words) {
  words.front() = static_cast<char>(words.front() - 'a' + 'A');  // Routes begin with a letter.
  return words;
}

double sum_of(const Comparison& comparison, std::size_t option) {
  double sum = 0;
  for (const RouteRow& row : comparison.routes) sum += row.mean[option];
  return sum;
}

Figures figures_of(const Comparison& comparison) {
  double largest = 0;
  for (std::size_t o = 0; o < comparison.options.size(); ++o)
    largest = std::max(largest, sum_of(comparison, o));
  return Figures::of_means("pupils", false, largest);
}

std::vector<output::HtmlCell> cells_of(const Comparison& comparison, const std::string& what,
                                       double (*mean)(const Comparison&, std::size_t row,
                                                      std::size_t option),
                                       std::size_t row) {
  const Figures figures = figures_of(comparison);
  std::vector<output::HtmlCell> cells{what};
  for (std::size_t o = 0; o < comparison.options.size(); ++o) {
    const double here = mean(comparison, row, o);
    const double change = here - mean(comparison, row, 0);
    cells.emplace_back(figures.number(here),
                       o == 0 ? "" : figures.signed_number(change) + " beside A");
  }
  return cells;
}

output::HtmlTable table_of(const Comparison& comparison) {
  output::HtmlTable table{
      .caption = "Pupils by route, the mean of all futures in an average year, " +
                 comparison.displacement_span,
      .columns = {{"Route", false}},
      .rows = {},
      .is_stacked = true};
  add_option_columns(table, comparison);
  for (std::size_t r = 0; r < comparison.routes.size(); ++r)
    table.rows.push_back(cells_of(
        comparison, sentence_case(comparison.routes[r].route),
        [](const Comparison& all, std::size_t row, std::size_t option) {
          return all.routes[row].mean[option];
        },
        r));
  table.rows.push_back(cells_of(
      comparison, "Together",
      [](const Comparison& all, std::size_t, std::size_t option) { return sum_of(all, option); },
      0));
  return table;
}

/// The route on which an option changes most.
std::string message_of(const Comparison& comparison, std::size_t option) {
  const auto change = [&](const RouteRow& row) { return row.mean[option] - row.mean[0]; };
  const auto most = std::max_element(comparison.routes.begin(), comparison.routes.end(),
                                     [&](const RouteRow& a, const RouteRow& b) {
                                       return std::abs(change(a)) < std::abs(change(b));
                                     });
  const Figures figures = figures_of(comparison);
  const std::string size = figures.size(change(*most));
  if (size.find_first_of("123456789") == std::string::npos)
    return "Under " + lettered(comparison, option) + " no route takes more or fewer children.";
  return "Under " + lettered(comparison, option) + " the route that changes most is " +
         most->route + ": " + size + (change(*most) < 0 ? " fewer." : " more.");
}

}  // namespace

void add_routes(output::HtmlPage& page, const Comparison& comparison) {
  if (comparison.routes.empty()) return;
  page.heading(3, "Where children are who are not in full-time education");
  std::vector<output::Phrase> messages;
  for (std::size_t o = 1; o < comparison.options.size(); ++o)
    messages.emplace_back(message_of(comparison, o));
  page.list(messages);
  page.table(table_of(comparison));
}

}  // namespace tools
