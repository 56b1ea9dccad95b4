// What to make of a comparison, in a terminal: success, the best, how robust it is, and chance.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "output/number_text.h"
#include "output/plain_table.h"
#include "scenarios/diagnostic.h"
#include "tools/semh/compare/page_words.h"
#include "tools/semh/compare/text_parts.h"
#include "tools/semh/explained.h"

namespace tools {
namespace {

using output::Align;
using output::PlainColumn;

std::string success_text(const Comparison& comparison, std::size_t width) {
  if (comparison.success.empty()) return "";
  std::vector<PlainColumn> columns{
      {"Step", Align::left, {}},
      {"In the strategy's words; targets are this model's", Align::left, {}}};
  for (const ComparedOption& option : comparison.options)
    columns.push_back({option.name, Align::right, {}});
  const auto in_cell = [](const std::optional<Chance>& chance) {
    if (!chance) return std::string("no target");
    return chance->futures == 0 ? std::string("not available") : in_100(chance->share());
  };
  for (const ComparedSuccess& each : comparison.success) {
    columns[0].cells.push_back(std::to_string(each.step));
    columns[1].cells.push_back(each.text + ": " + each.aim);
    for (std::size_t option = 0; option < each.met.size(); ++option)
      columns[option + 2].cells.push_back(in_cell(each.met[option]) + " / " +
                                          in_cell(each.met_by_end[option]));
  }
  return broken(
             "SUCCESS, as the strategy itself defined it: chances in 100 of meeting each target by "
             "its own year / by September 2021 (in " +
                 comparison.success.front().end + ")",
             width, 0) +
         "\n\n" + output::plain_table(columns, width) + "\n";
}

std::string best_text(const Comparison& comparison, std::size_t width) {
  std::string text;
  for (const BestOption& best : comparison.best) {
    std::vector<PlainColumn> columns{{"Option", Align::left, {}},
                                     {"Middle (8 in 10 futures)", Align::right, {}},
                                     {"Best in 100", Align::right, {}},
                                     {"Mean behind (95%)", Align::right, {}},
                                     {"May be best", Align::right, {}}};
    double largest = 0;
    for (const Spread& value : best.values)
      largest = std::max({largest, std::abs(value.low), std::abs(value.high)});
    const NumberWriter writer(best.unit == "pounds", largest);
    for (std::size_t option = 0; option < comparison.options.size(); ++option) {
      columns[0].cells.push_back(comparison.options[option].name);
      columns[1].cells.push_back(writer.range(best.values[option]));
      columns[2].cells.push_back(in_100(best.is_best[option].share()));
      const sim::Estimate& behind = best.behind[option];
      columns[3].cells.push_back(
          writer.range({.middle = behind.mean, .low = behind.lower(), .high = behind.upper()}));
      columns[4].cells.push_back(standing_in_words(best.standing[option]));
    }
    text += best.objective + ", " + best.span + writer.unit() + "\n\n" +
            output::plain_table(columns, width) + broken(best.guarantee, width, 0) + "\n\n";
  }
  return text.empty() ? text : "WHICH IS BEST\n\n" + text;
}

/// The mean in the future that is worst for the option, of those that are told.
std::string worst_of(const RobustMatrix& matrix, const NumberWriter& writer, std::size_t option) {
  if (matrix.worst_future.empty()) return "-";
  return writer.number(matrix.cells[option][matrix.worst_future[option]].mean);
}

std::string robust_text(const Comparison& comparison, std::size_t width) {
  std::string text;
  for (const RobustMatrix& matrix : comparison.robust) {
    double largest = 0;
    for (const auto& cells : matrix.cells)
      for (const RobustCell& cell : cells) largest = std::max(largest, std::abs(cell.mean));
    const NumberWriter writer(matrix.is_money, largest);
    std::vector<PlainColumn> columns{{matrix.objective + writer.unit(), Align::left, {}}};
    for (const std::string& future : matrix.futures) columns[0].cells.push_back(future);
    columns[0].cells.emplace_back("Worst case");
    columns[0].cells.emplace_back("Worst regret");
    for (std::size_t option = 0; option < comparison.options.size(); ++option) {
      PlainColumn column{comparison.options[option].name, Align::right, {}};
      for (const RobustCell& cell : matrix.cells[option])
        column.cells.push_back(writer.number(cell.mean) + " (regret " + writer.number(cell.regret) +
                               " ± " + writer.number(cell.regret_half_width) + ")" +
                               (cell.is_untouched ? " *" : ""));
      column.cells.push_back(worst_of(matrix, writer, option));
      column.cells.push_back(writer.number(matrix.worst_regret[option]));
      columns.push_back(std::move(column));
    }
    const std::string left_out =
        matrix.left_out.empty()
            ? ""
            : " Left out, for want of a posterior: " + scenarios::escaped(matrix.left_out) + ".";
    text += output::plain_table(columns, width) +
            broken("An average year, " + matrix.span + "." + left_out, width, 0) + "\n\n";
  }
  if (text.empty()) return text;
  return broken(
             "HOW ROBUST: each row is what may come otherwise, simulated " +
                 output::with_commas(
                     static_cast<std::int64_t>(comparison.robust.front().simulated)) +
                 " times: the mean, and how far it is behind that of the best option in the row "
                 "(with its 95% interval: Monte Carlo error; * what comes changes nothing in this "
                 "option)",
             width, 0) +
         "\n\n" + text;
}

std::string chance_text(const Comparison& comparison, std::size_t width) {
  if (comparison.chance.empty()) return "";
  std::vector<PlainColumn> columns{{"In the base", Align::left, {}},
                                   {"Year", Align::left, {}},
                                   {"Luck", Align::right, {}},
                                   {"Ignorance", Align::right, {}},
                                   {"Change", Align::right, {}}};
  for (const ChanceOrChange& each : comparison.chance) {
    if (!varies(each)) continue;
    const NumberWriter writer(each.is_money, std::abs(each.change));
    const bool is_known = each.luck + each.ignorance > 0;
    const auto share = [&](double part) {
      return is_known ? output::whole(100 * part) + "%" : std::string("not known");
    };
    const std::string cells[] = {each.label + writer.unit(), each.year, share(each.luck),
                                 is_known ? share(each.ignorance) + " (" +
                                                output::whole(100 * each.ignorance_low) + " to " +
                                                output::whole(100 * each.ignorance_high) + ")"
                                          : share(each.ignorance),
                                 writer.number(each.change)};
    for (std::size_t c = 0; c < columns.size(); ++c) columns[c].cells.push_back(cells[c]);
  }
  const std::string left_out = unvarying_in_words(comparison);
  return broken(
             "CHANCE OR CHANGE: of what the range is made (luck, or ignorance of parameters), and "
             "the change from the year before, beside the usual one, that is more than luck "
             "(luck alone exceeds it in 1 future of 20)",
             width, 0) +
         "\n\n" + output::plain_table(columns, width) +
         (left_out.empty() ? "" : broken(left_out, width, 0) + "\n") + "\n";
}

}  // namespace

std::string judgement_text(const Comparison& comparison, std::size_t width) {
  return success_text(comparison, width) + best_text(comparison, width) +
         robust_text(comparison, width) + chance_text(comparison, width);
}

}  // namespace tools
