// The comparison for a terminal: first what differs, then what it makes of children, places, money.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "output/number_text.h"
#include "output/plain_table.h"
#include "scenarios/diagnostic.h"
#include "tools/semh/compare/compare.h"
#include "tools/semh/compare/inputs.h"
#include "tools/semh/compare/page_parts.h"
#include "tools/semh/compare/page_words.h"
#include "tools/semh/compare/precision.h"
#include "tools/semh/explained.h"

namespace tools {
namespace {

using output::Align;
using output::PlainColumn;

/// "38", "1.25" in £ million.
std::string number(bool is_money, double value, int decimals = 1) {
  return is_money ? output::with_commas(value / 1e6, 2) : output::with_commas(value, decimals);
}

std::string range(bool is_money, const Spread& spread) {
  return number(is_money, spread.middle) + " (" + number(is_money, spread.low) + " to " +
         number(is_money, spread.high) + ")";
}

/// "84", "<1", ">99": of 100 futures.
std::string in_100(double share) {
  if (share > 0 && share < 0.005) return "<1";
  if (share < 1 && share >= 0.995) return ">99";
  return output::whole(100 * share);
}

/// In which money of one size is written, so that thousands do not read as 0.00.
struct Unit {
  double pounds = 1e6;
  int decimals = 2;
  const char* name = "£ million";
};

/// For amounts of which `largest` is the largest in size [pounds].
Unit unit_for(double largest) {
  if (largest >= 1e6) return {};
  if (largest >= 1e5) return {1e3, 0, "£ thousand"};
  if (largest >= 1e4) return {1e3, 1, "£ thousand"};
  return {1, 0, "£"};
}

/// Numbers of a measure: money in the unit that its levels need, over all years and options.
class Written {
 public:
  explicit Written(const ComparedMeasure& measure) : is_money_(measure.is_money) {
    double largest = 0;
    const auto look = [&](const ComparedYear& year) {
      for (const auto& level : year.levels)
        if (level) largest = std::max({largest, std::abs(level->low), std::abs(level->high)});
    };
    for (const ComparedYear& year : measure.years) look(year);
    if (measure.average) look(*measure.average);
    unit_ = unit_for(largest);
    label_ = measure.label + (is_money_ ? std::string(", ") + unit_.name : "");
  }

  const std::string& label() const { return label_; }
  std::string number(double value) const {
    return is_money_ ? output::with_commas(value / unit_.pounds, unit_.decimals)
                     : output::with_commas(value, 1);
  }
  std::string range(const Spread& spread) const {
    return number(spread.middle) + " (" + number(spread.low) + " to " + number(spread.high) + ")";
  }
  /// With its sign, unless it rounds to nothing.
  std::string change(double value) const {
    const std::string text = number(value);
    const bool is_nothing = text.find_first_of("123456789") == std::string::npos;
    return value > 0 && !is_nothing ? "+" + text : text;
  }
  std::string changes(double middle, double low, double high) const {
    return change(middle) + " (" + change(low) + " to " + change(high) + ")";
  }

 private:
  bool is_money_;
  Unit unit_;
  std::string label_;
};

/// A number that may be infinite: no luck is left in the difference.
std::string times(double ratio) {
  return std::isinf(ratio) || ratio >= 1000 ? "over 1,000" : output::with_commas(ratio, 1);
}

std::string day(const std::optional<sim::Date>& from) {
  return from ? sim::to_string(*from) : "the start";
}

/// Every number and choice, with what it is in base and option.
std::string every_input_text(const Comparison& comparison, std::size_t option) {
  constexpr std::size_t wide = 110;
  std::vector<PlainColumn> columns{{"Key", Align::left, {}},
                                   {"from", Align::left, {}},
                                   {"base", Align::left, {}},
                                   {"here", Align::left, {}},
                                   {"source", Align::left, {}}};
  for (const InputDifference& each : comparison.inputs) {
    if (each.option != option) continue;
    const std::string cells[] = {each.key, day(each.from), each.base, each.value,
                                 source_in_words(each)};
    for (std::size_t c = 0; c < columns.size(); ++c)
      columns[c].cells.push_back(scenarios::escaped(cells[c]));
  }
  return output::plain_table(columns, wide) + "\n";
}

std::string inputs_text(const Comparison& comparison, std::size_t option, bool every,
                        std::size_t width) {
  const auto lines = lever_lines(comparison.inputs, option);
  if (lines.empty()) return "Nothing differs in the inputs.\n\n";
  std::vector<PlainColumn> columns{{"What differs in the inputs", Align::left, {}},
                                   {"From", Align::left, {}},
                                   {"Inputs", Align::right, {}},
                                   {"ASSUMED", Align::right, {}},
                                   {"Choices", Align::right, {}},
                                   {"From sources", Align::left, {}}};
  const auto count = [](std::size_t number) {
    return output::with_commas(static_cast<std::int64_t>(number));
  };
  for (const LeverLine& line : lines) {
    const std::string cells[] = {
        line.lever,
        day(line.from),
        count(line.inputs),
        count(line.assumed),
        count(line.choices),
        count(line.sourced()) + (line.sources.empty() ? "" : ": " + listed(line.sources))};
    for (std::size_t c = 0; c < columns.size(); ++c)
      columns[c].cells.push_back(scenarios::escaped(cells[c]));
  }
  return output::plain_table(columns, width) +
         (every ? "\n" + every_input_text(comparison, option)
                : "Each number, its base and its source: inputs-that-differ.csv, or --inputs.\n\n");
}

/// What the keys stand for that are cited in what is shown of the inputs.
std::string sources_text(const Comparison& comparison, bool every, std::size_t width) {
  std::set<std::string> shown;
  for (std::size_t option = 1; option < comparison.options.size(); ++option)
    for (const LeverLine& line : lever_lines(comparison.inputs, option))
      shown.insert(line.sources.begin(), line.sources.end());
  std::string text;
  for (const CitedSource& source : comparison.sources)
    if (every || shown.count(source.key) > 0)
      text += broken(scenarios::escaped(source.key + " " +
                                        (source.what.empty()
                                             ? "Not in the list of sources beside the scenarios"
                                             : source.what) +
                                        "."),
                     width, 5) +
              "\n";
  const std::string choice = broken(
      "A choice is a setting (a date, a rule or whom it is for) and needs no source.", width, 0);
  if (comparison.inputs.empty()) return text;
  return choice + "\n" + text + "\n";
}

/// "2015/16 to 2021/22, money 2015-16 to 2021-22": the years of the average one.
std::string spans_of(const Comparison& comparison) {
  std::string spans;
  for (const ComparedMeasure& measure : comparison.measures) {
    if (!measure.average) continue;
    const std::string span = measure.average->name.substr(measure.average->name.find(", ") + 2);
    if (spans.find(span) == std::string::npos) spans += (spans.empty() ? "" : ", money ") + span;
  }
  return spans;
}

/// Where sharing luck has gained little, and what that is a sign of; empty where nowhere.
std::string spoilt_text(const Comparison& comparison, std::size_t option, std::size_t width) {
  constexpr double little = 2;
  std::string names;
  for (const ComparedMeasure& measure : comparison.measures) {
    if (!measure.average || !measure.average->differences[option]) continue;
    const sim::PairedDifference& found = measure.average->differences[option]->mean;
    if (found.standard_deviation > 0 && found.variance_ratio < little)
      names += (names.empty() ? "" : "; ") + measure.label;
  }
  if (names.empty()) return names;
  return broken("Pairing gains little for: " + names +
                    ". There the option goes its own way, or full places turn small differences "
                    "into other lives.",
                width, 0) +
         "\n";
}

/// The average year: what an option comes to beside the base, and how surely that is known.
std::string average_text(const Comparison& comparison, std::size_t option, std::size_t width) {
  std::vector<PlainColumn> columns{{"In an average year", Align::left, {}},
                                   {"Base", Align::right, {}},
                                   {"Difference (8 in 10)", Align::right, {}},
                                   {"Better in 100", Align::right, {}},
                                   {"Same in 100", Align::right, {}}};
  std::vector<PlainColumn> known{{"How surely", Align::left, {}},
                                 {"Mean difference (95%)", Align::right, {}},
                                 {"Correlation with the base", Align::right, {}},
                                 {"Variance lessened by pairing", Align::right, {}}};
  for (const ComparedMeasure& measure : comparison.measures) {
    if (!measure.average || !measure.average->differences[option] || measure.is_nothing) continue;
    const OptionDifference& found = *measure.average->differences[option];
    const sim::Estimate& mean = found.mean.difference;
    const Written written(measure);
    columns[0].cells.push_back(written.label());
    columns[1].cells.push_back(written.number(measure.average->levels.front()->middle));
    columns[2].cells.push_back(
        written.changes(found.futures.middle, found.futures.low, found.futures.high));
    columns[3].cells.push_back(measure.better == Better::neither ? "-"
                                                                 : in_100(found.better.share()));
    columns[4].cells.push_back(in_100(found.same.share()));
    known[0].cells.push_back(written.label());
    known[1].cells.push_back(written.changes(mean.mean, mean.lower(), mean.upper()));
    known[2].cells.push_back(
        found.mean.standard_deviation > 0 ? output::with_commas(found.mean.correlation, 2) : "-");
    known[3].cells.push_back(
        found.mean.standard_deviation > 0 ? times(found.mean.variance_ratio) + " times" : "-");
  }
  if (columns[0].cells.empty())
    return "Nothing to compare: no measure differs in the years shown.\n\n";
  const std::string left_out = left_out_in_words(comparison);
  return output::plain_table(columns, width) + "Years: " + spans_of(comparison) +
         ". Middle of the differences, future by future,\n"
         "which is not the difference of the middles.\n" +
         (left_out.empty() ? "" : broken(left_out, width, 0) + "\n") + "\n" +
         output::plain_table(known, width) + "Interval: Monte Carlo error, by draws.\n" +
         spoilt_text(comparison, option, width) + "\n";
}

std::string years_text(const ComparedMeasure& measure, const Comparison& comparison,
                       std::size_t width) {
  const Written written(measure);
  std::vector<PlainColumn> columns{{written.label(), Align::left, {}}};
  for (std::size_t option = 0; option < comparison.options.size(); ++option)
    columns.push_back({comparison.options[option].name, Align::right, {}});
  for (const ComparedYear& year : measure.years) {
    columns[0].cells.push_back(year.name);
    for (std::size_t option = 0; option < year.levels.size(); ++option)
      columns[option + 1].cells.push_back(year.levels[option] ? written.range(*year.levels[option])
                                                              : "not available");
  }
  return output::plain_table(columns, width) + "\n";
}

/// To the last decimal to which the shares add up.
std::string share(const ComparedAttribution& of, double value) {
  const std::string text = output::with_commas(value, of.decimals);
  return value > 0 && text.find_first_of("123456789") != std::string::npos ? "+" + text : text;
}

/// Whether any lever does anything.
bool says_something(const ComparedAttribution& each) {
  return each.total != 0 || std::any_of(each.levers.begin(), each.levers.end(),
                                        [](const auto& lever) { return lever.share.mean != 0; });
}

std::string attribution_text(const ComparedAttribution& each, std::size_t width) {
  std::vector<PlainColumn> columns{{each.label + (each.is_money ? ", £" : ""), Align::left, {}},
                                   {"of the difference", Align::right, {}},
                                   {"95%: Monte Carlo error", Align::right, {}}};
  for (const AttributedLever& lever : each.levers) {
    columns[0].cells.push_back(scenarios::escaped(lever.lever));
    columns[1].cells.push_back(share(each, lever.share.mean));
    columns[2].cells.push_back(share(each, lever.share.lower()) + " to " +
                               share(each, lever.share.upper()));
  }
  columns[0].cells.push_back("all, " + each.span);
  columns[1].cells.push_back(share(each, each.total));
  columns[2].cells.push_back(share(each, each.whole.lower()) + " to " +
                             share(each, each.whole.upper()));
  return output::plain_table(columns, width) +
         (each.reconciled.empty() ? "" : scenarios::escaped(each.reconciled) + "\n") + "\n";
}

std::string why_text(const Comparison& comparison, std::size_t width) {
  std::string text;
  std::size_t option = 0;
  for (const ComparedAttribution& each : comparison.attributions) {
    if (!says_something(each)) continue;
    if (each.option != option)
      text += "WHY " + comparison.options[each.option].name + " differs: " +
              (each.is_exact ? "averaged over every order of levers"
                             : "averaged over orders of levers that were sampled") +
              ", " + output::with_commas(static_cast<std::int64_t>(each.futures)) + " futures\n\n";
    option = each.option;
    text += attribution_text(each, width);
  }
  return text;
}

/// Where those children are of whom a fall in exclusions makes no pupils in full-time education.
std::string routes_text(const Comparison& comparison, std::size_t width) {
  if (comparison.routes.empty()) return "";
  std::vector<PlainColumn> columns{{"Not in full-time education", Align::left, {}}};
  for (const RouteRow& row : comparison.routes) columns[0].cells.push_back(row.route);
  columns[0].cells.emplace_back("together");
  for (std::size_t option = 0; option < comparison.options.size(); ++option) {
    PlainColumn column{comparison.options[option].name, Align::right, {}};
    double all = 0;
    for (const RouteRow& row : comparison.routes) {
      column.cells.push_back(number(false, row.mean[option]));
      all += row.mean[option];
    }
    column.cells.push_back(number(false, all));
    columns.push_back(std::move(column));
  }
  return "WHERE CHILDREN ARE who are not in full-time education, the mean of all futures,\n" +
         comparison.displacement_span + "\n\n" + output::plain_table(columns, width) + "\n";
}

/// A row a reason, a column an option, and the sum.
std::string by_reason(const Comparison& comparison, const std::string& title, bool is_money,
                      std::vector<double> DisplacementRow::*means, std::size_t width) {
  std::vector<PlainColumn> columns{{title, Align::left, {}}};
  for (const DisplacementRow& row : comparison.displacement) columns[0].cells.push_back(row.reason);
  columns[0].cells.emplace_back("together");
  for (std::size_t option = 0; option < comparison.options.size(); ++option) {
    PlainColumn column{comparison.options[option].name, Align::right, {}};
    double all = 0;
    for (const DisplacementRow& row : comparison.displacement) {
      column.cells.push_back(number(is_money, (row.*means)[option]));
      all += (row.*means)[option];
    }
    column.cells.push_back(number(is_money, all));
    columns.push_back(std::move(column));
  }
  return output::plain_table(columns, width) + "\n";
}

std::string displacement_text(const Comparison& comparison, std::size_t width) {
  if (comparison.displacement.empty()) return "";
  return "DISPLACEMENT: placed out of borough, what that costs, and who is displaced within it: "
         "on\n"
         "tuition, at a unit, waiting at school; the mean of all futures, " +
         comparison.displacement_span + "\n\n" +
         by_reason(comparison, "Pupils out of borough, because of", false,
                   &DisplacementRow::mean_pupils, width) +
         by_reason(comparison, "£ million a year, because of", true, &DisplacementRow::mean_pounds,
                   width) +
         by_reason(comparison, "Pupils within the borough, because of", false,
                   &DisplacementRow::mean_elsewhere, width);
}

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
  return "SUCCESS, as the strategy itself defined it: chances in 100 of meeting each target by "
         "its\n"
         "own year / by September 2021 (in " +
         comparison.success.front().end + ")\n\n" + output::plain_table(columns, width) + "\n";
}

std::string best_text(const Comparison& comparison, std::size_t width) {
  std::string text;
  for (const BestOption& best : comparison.best) {
    std::vector<PlainColumn> columns{{"Option", Align::left, {}},
                                     {"Middle (8 in 10 futures)", Align::right, {}},
                                     {"Best in 100", Align::right, {}},
                                     {"Mean behind (95%)", Align::right, {}},
                                     {"May be best", Align::right, {}}};
    const bool money = best.unit == "pounds";
    for (std::size_t option = 0; option < comparison.options.size(); ++option) {
      columns[0].cells.push_back(comparison.options[option].name);
      columns[1].cells.push_back(range(money, best.values[option]));
      columns[2].cells.push_back(in_100(best.is_best[option].share()));
      const sim::Estimate& behind = best.behind[option];
      columns[3].cells.push_back(number(money, behind.mean) + " (" + number(money, behind.lower()) +
                                 " to " + number(money, behind.upper()) + ")");
      columns[4].cells.push_back(standing_in_words(best.standing[option]));
    }
    text += best.objective + ", " + best.span + (money ? ", £ million\n\n" : "\n\n") +
            output::plain_table(columns, width) + broken(best.guarantee, width, 0) + "\n\n";
  }
  return text.empty() ? text : "WHICH IS BEST\n\n" + text;
}

/// The mean in the future that is worst for the option, of those that are told.
std::string worst_of(const RobustMatrix& matrix, std::size_t option) {
  if (matrix.worst_future.empty()) return "-";
  return number(matrix.is_money, matrix.cells[option][matrix.worst_future[option]].mean);
}

std::string robust_text(const Comparison& comparison, std::size_t width) {
  std::string text;
  for (const RobustMatrix& matrix : comparison.robust) {
    std::vector<PlainColumn> columns{
        {matrix.objective + (matrix.is_money ? ", £ million" : ""), Align::left, {}}};
    for (const std::string& future : matrix.futures) columns[0].cells.push_back(future);
    columns[0].cells.emplace_back("Worst case");
    columns[0].cells.emplace_back("Worst regret");
    for (std::size_t option = 0; option < comparison.options.size(); ++option) {
      PlainColumn column{comparison.options[option].name, Align::right, {}};
      for (const RobustCell& cell : matrix.cells[option])
        column.cells.push_back(number(matrix.is_money, cell.mean) + " (regret " +
                               number(matrix.is_money, cell.regret) + " ± " +
                               number(matrix.is_money, cell.regret_half_width) + ")" +
                               (cell.is_untouched ? " *" : ""));
      column.cells.push_back(worst_of(matrix, option));
      column.cells.push_back(number(matrix.is_money, matrix.worst_regret[option]));
      columns.push_back(std::move(column));
    }
    text +=
        output::plain_table(columns, width) + "An average year, " + matrix.span + "." +
        (matrix.left_out.empty()
             ? ""
             : " Left out, for want of a posterior: " + scenarios::escaped(matrix.left_out) + ".") +
        "\n\n";
  }
  if (text.empty()) return text;
  return "HOW ROBUST: each row is what may come otherwise, simulated " +
         output::with_commas(static_cast<std::int64_t>(comparison.robust.front().simulated)) +
         " times: the mean, and how\n"
         "far it is behind that of the best option in the row (with its 95% interval: Monte Carlo\n"
         "error; * what comes changes nothing in this option)\n\n" +
         text;
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
    const Unit unit = unit_for(each.change);
    const bool is_known = each.luck + each.ignorance > 0;
    const auto share = [&](double part) {
      return is_known ? output::whole(100 * part) + "%" : std::string("not known");
    };
    const std::string cells[] = {
        each.label + (each.is_money ? std::string(", ") + unit.name : ""), each.year,
        share(each.luck),
        is_known ? share(each.ignorance) + " (" + output::whole(100 * each.ignorance_low) + " to " +
                       output::whole(100 * each.ignorance_high) + ")"
                 : share(each.ignorance),
        each.is_money ? output::with_commas(each.change / unit.pounds, unit.decimals)
                      : number(false, each.change)};
    for (std::size_t c = 0; c < columns.size(); ++c) columns[c].cells.push_back(cells[c]);
  }
  const std::string left_out = unvarying_in_words(comparison);
  return "CHANCE OR CHANGE: of what the range is made (luck, or ignorance of parameters), and\n"
         "the change from the year before, beside the usual one, that is more than luck\n"
         "(luck alone exceeds it in 1 future of 20)\n\n" +
         output::plain_table(columns, width) +
         (left_out.empty() ? "" : broken(left_out, width, 0) + "\n") + "\n";
}

}  // namespace

std::string text_of(const Comparison& comparison, std::size_t width, bool every_input) {
  std::string text;
  for (std::size_t option = 1; option < comparison.options.size(); ++option)
    text += broken(headline_of(comparison, option).words(), width, 0) + "\n\n";
  const std::string base = comparison.options.front().name;
  for (std::size_t option = 1; option < comparison.options.size(); ++option)
    text += "INPUTS of " + comparison.options[option].name + " that are not those of " + base +
            "\n\n" + inputs_text(comparison, option, every_input, width);
  text += sources_text(comparison, every_input, width);
  for (std::size_t option = 1; option < comparison.options.size(); ++option)
    text += "RESULTS of " + comparison.options[option].name + " beside " + base + "\n\n" +
            average_text(comparison, option, width);
  for (std::size_t first = 0; first < std::min<std::size_t>(2, comparison.measures.size()); ++first)
    text += years_text(comparison.measures[first], comparison, width);
  text += routes_text(comparison, width) + why_text(comparison, width) +
          displacement_text(comparison, width) + success_text(comparison, width) +
          best_text(comparison, width) + robust_text(comparison, width) +
          chance_text(comparison, width);
  return text +
         broken(text_of(comparison.precision) + " " + comparison.what_the_range_holds, width, 0) +
         "\n";
}

}  // namespace tools
