// The comparison as tables: the same numbers as its page and its text, for programs.
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "tools/semh/compare/compare.h"
#include "tools/semh/compare/inputs.h"
#include "tools/semh/compare/page_words.h"
#include "tools/semh/rows.h"

namespace tools {
namespace {

using sim::ResultTable;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr const char* over_futures = "Over simulated futures.";
constexpr const char* monte_carlo = "95% interval of the mean: Monte Carlo error, by draws.";

std::string whose(const std::string& breakdown) {
  return breakdown.empty() ? "all" : breakdown;
}

std::string year_of(const ComparedYear& year, bool is_average) {
  return is_average ? "average" : year.name;
}

void add_rows(Rows& rows, const Comparison& comparison, const ComparedMeasure& measure,
              const ComparedYear& year, bool is_average) {
  for (std::size_t option = 0; option < comparison.options.size(); ++option) {
    if (!year.levels[option]) continue;
    const Spread level = *year.levels[option];
    const auto& found = year.differences[option];
    const auto of = [&](auto value) { return found ? value(*found) : unknown; };
    using Difference = const OptionDifference&;
    rows.add(comparison.options[option].id, measure.measure, whose(measure.breakdown), measure.unit,
             year_of(year, is_average),
             std::string(measure.basis == models::Basis::school_year ? "Academic year"
                                                                     : "Financial year"),
             level.middle, level.low, level.high, of([](Difference d) { return d.futures.middle; }),
             of([](Difference d) { return d.futures.low; }),
             of([](Difference d) { return d.futures.high; }),
             of([](Difference d) { return d.mean.difference.mean; }),
             of([](Difference d) { return d.mean.difference.lower(); }),
             of([](Difference d) { return d.mean.difference.upper(); }),
             of([](Difference d) { return d.better.share(); }),
             of([](Difference d) { return d.better.interval.lower; }),
             of([](Difference d) { return d.better.interval.upper; }),
             of([](Difference d) { return d.same.share(); }),
             of([](Difference d) { return d.mean.correlation; }),
             of([](Difference d) { return d.mean.variance_ratio; }));
  }
}

ResultTable differences_table(const Comparison& comparison) {
  Rows rows({{"scenario", "", "Name of the option's file; the first is the base."},
             {"measure", "", "Name of the measure."},
             {"breakdown", "", "Whose; all when everyone's."},
             {"unit", "", "Unit of levels and differences."},
             {"year", "", "2014/15 of schools, 2014-15 of money; or an average one."},
             {"time_identifier", "", "Academic year (from September) or Financial year (April)."},
             {"level_median", "as the unit", over_futures},
             {"level_p10", "as the unit", over_futures},
             {"level_p90", "as the unit", over_futures},
             {"difference_median", "as the unit", "Option less base, future by future."},
             {"difference_p10", "as the unit", "Option less base, future by future."},
             {"difference_p90", "as the unit", "Option less base, future by future."},
             {"difference_mean", "as the unit", "Option less base."},
             {"difference_mean_low", "as the unit", monte_carlo},
             {"difference_mean_high", "as the unit", monte_carlo},
             {"better_share", "share",
              "Of futures in which the option is better; lower where "
              "neither is."},
             {"better_share_low", "share", "95% interval (Wilson, by draws): Monte Carlo error."},
             {"better_share_high", "share", "95% interval (Wilson, by draws): Monte Carlo error."},
             {"same_share", "share", "Of futures in which the option is the same as the base."},
             {"correlation", "", "Of option and base over futures."},
             {"variance_ratio", "times",
              "By which sharing luck has lessened the variance of the "
              "difference."}});
  for (const ComparedMeasure& measure : comparison.measures) {
    for (const ComparedYear& year : measure.years) add_rows(rows, comparison, measure, year, false);
    if (measure.average) add_rows(rows, comparison, measure, *measure.average, true);
  }
  return {"comparison", "Options beside the base, in the same futures, child by child; simulated.",
          rows.take()};
}

ResultTable inputs_table(const Comparison& comparison) {
  Rows rows({{"scenario", "", "Name of the option's file."},
             {"lever", "", "What it is a part of."},
             {"key", "", "Where it stands in the scenario."},
             {"from", "", "Date from which it holds; always when it has none."},
             {"base", "", "In the base."},
             {"value", "", "In the option."},
             {"source", "",
              "Of the option's; ASSUMED if nobody has measured it; choice of a setting (a date, a "
              "rule or whom it is for), which needs none."}});
  for (const InputDifference& each : comparison.inputs)
    rows.add(comparison.options[each.option].id, each.lever, each.key,
             each.from ? sim::to_string(*each.from) : std::string("always"), each.base, each.value,
             source_in_words(each));
  return {"inputs-that-differ", "Every number and choice that an option has otherwise.",
          rows.take()};
}

ResultTable attribution_table(const Comparison& comparison) {
  Rows rows({{"scenario", "", "Name of the option's file."},
             {"measure", "", "Name of the measure."},
             {"breakdown", "", "Whose; all when everyone's."},
             {"unit", "", "Unit of the numbers."},
             {"span", "", "The years together."},
             {"lever", "", "What is switched on."},
             {"share", "as the unit", "Of the mean difference, averaged over every order."},
             {"share_low", "as the unit", "95% interval: Monte Carlo error."},
             {"share_high", "as the unit", "95% interval: Monte Carlo error."},
             {"total", "as the unit", "The mean difference: the sum of its shares."},
             {"total_low", "as the unit", "95% interval, by draws: Monte Carlo error."},
             {"total_high", "as the unit", "95% interval, by draws: Monte Carlo error."},
             {"exact", "", "Yes where every set of levers was simulated."},
             {"futures", "", "Simulated futures."}});
  for (const ComparedAttribution& each : comparison.attributions)
    for (const AttributedLever& lever : each.levers)
      rows.add(comparison.options[each.option].id, each.measure, whose(each.breakdown), each.unit,
               each.span, lever.lever, lever.share.mean, lever.share.lower(), lever.share.upper(),
               each.total, each.whole.lower(), each.whole.upper(),
               std::string(each.is_exact ? "yes" : "no"), static_cast<std::int64_t>(each.futures));
  return {"attribution", "What each lever makes of the difference from the base; simulated.",
          rows.take()};
}

ResultTable displacement_table(const Comparison& comparison) {
  Rows rows({{"scenario", "", "Name of the scenario's file."},
             {"reason", "", "That each out-of-borough pupil-day carries."},
             {"years", "", "Over which it is averaged."},
             {"pupils_mean", "pupils", "These add up to all out of borough."},
             {"pupils_median", "pupils", over_futures},
             {"pupils_p10", "pupils", over_futures},
             {"pupils_p90", "pupils", over_futures},
             {"pounds_mean", "pounds a year", "These add up to what is paid for them."},
             {"pounds_median", "pounds a year", over_futures},
             {"pounds_p10", "pounds a year", over_futures},
             {"pounds_p90", "pounds a year", over_futures},
             {"elsewhere_mean", "pupils",
              "Displaced for this reason and not out of borough: on tuition, at a unit, waiting at "
              "school."},
             {"elsewhere_median", "pupils", over_futures},
             {"elsewhere_p10", "pupils", over_futures},
             {"elsewhere_p90", "pupils", over_futures}});
  for (const DisplacementRow& each : comparison.displacement)
    for (std::size_t option = 0; option < comparison.options.size(); ++option)
      rows.add(comparison.options[option].id, each.reason, comparison.displacement_span,
               each.mean_pupils[option], each.pupils[option].middle, each.pupils[option].low,
               each.pupils[option].high, each.mean_pounds[option], each.pounds[option].middle,
               each.pounds[option].low, each.pounds[option].high, each.mean_elsewhere[option],
               each.elsewhere[option].middle, each.elsewhere[option].low,
               each.elsewhere[option].high);
  return {"displacement",
          "Pupils displaced, out of borough and within it, by the reason for it; simulated.",
          rows.take()};
}

ResultTable routes_table(const Comparison& comparison) {
  Rows rows({{"scenario", "", "Name of the scenario's file."},
             {"route", "", "By which children are not in full-time education."},
             {"years", "", "Over which it is averaged."},
             {"pupils_mean", "pupils", "These add up to all of them."},
             {"pupils_median", "pupils", over_futures},
             {"pupils_p10", "pupils", over_futures},
             {"pupils_p90", "pupils", over_futures}});
  for (const RouteRow& each : comparison.routes)
    for (std::size_t option = 0; option < comparison.options.size(); ++option)
      rows.add(comparison.options[option].id, each.route, comparison.displacement_span,
               each.mean[option], each.pupils[option].middle, each.pupils[option].low,
               each.pupils[option].high);
  return {"not-in-full-time-education", "Children not in full-time education by route; simulated.",
          rows.take()};
}

ResultTable success_table(const Comparison& comparison) {
  Rows rows({{"scenario", "", "Name of the scenario's file."},
             {"step", "", "Of the five steps."},
             {"text", "", "In the words of the strategy."},
             {"aim", "", "The target and its year; ASSUMED where the strategy gives no number."},
             {"met_share", "share", "Of futures in which it is met by its own year."},
             {"met_share_low", "share", "95% interval (Wilson, by draws): Monte Carlo error."},
             {"met_share_high", "share", "95% interval (Wilson, by draws): Monte Carlo error."},
             {"end", "", "The last year that ends by September 2021."},
             {"end_share", "share", "Of futures in which it is met in that year."},
             {"end_share_low", "share", "95% interval (Wilson, by draws): Monte Carlo error."},
             {"end_share_high", "share", "95% interval (Wilson, by draws): Monte Carlo error."}});
  for (const ComparedSuccess& each : comparison.success)
    for (std::size_t option = 0; option < comparison.options.size(); ++option) {
      const auto& met = each.met[option];
      const auto& end = each.met_by_end[option];
      rows.add(comparison.options[option].id, std::int64_t{each.step}, each.text, each.aim,
               met ? met->share() : unknown, met ? met->interval.lower : unknown,
               met ? met->interval.upper : unknown, each.end, end ? end->share() : unknown,
               end ? end->interval.lower : unknown, end ? end->interval.upper : unknown);
    }
  return {"success-compared", "How likely each target of the strategy is to be met; simulated.",
          rows.take()};
}

ResultTable rolls_table(const Comparison& comparison) {
  Rows rows({{"scenario", "", "Name of the scenario's file."},
             {"unit", "", "Of pupils on roll."},
             {"month", "", "First day of the month; the roll is that at its end."},
             {"roll_median", "pupils", over_futures},
             {"roll_p10", "pupils", over_futures},
             {"roll_p25", "pupils", over_futures},
             {"roll_p75", "pupils", over_futures},
             {"roll_p90", "pupils", over_futures},
             {"places", "places", "Commissioned, at central values."}});
  for (const MonthlyRoll& roll : comparison.rolls)
    for (std::size_t option = 0; option < roll.options.size(); ++option)
      for (std::size_t month = 0; month < roll.months.size(); ++month) {
        const MonthlyRoll::Option& of = roll.options[option];
        const sim::Date day = roll.months[month];
        rows.add(comparison.options[option].id, roll.label,
                 sim::to_string(sim::date(sim::year_of(day), sim::month_of(day), 1)),
                 of.middle[month], of.low[month], of.lower[month], of.upper[month], of.high[month],
                 of.places[month]);
      }
  return {"rolls-by-month", "Roll against places, month by month; simulated.", rows.take()};
}

ResultTable best_table(const Comparison& comparison) {
  Rows rows(
      {{"scenario", "", "Name of the scenario's file."},
       {"objective", "", "By which it is judged."},
       {"unit", "", "Unit of the values."},
       {"value_median", "as the unit", over_futures},
       {"value_p10", "as the unit", over_futures},
       {"value_p90", "as the unit", over_futures},
       {"best_share", "share", "Of futures in which no option is better."},
       {"best_share_low", "share", "95% interval (Wilson, by draws): Monte Carlo error."},
       {"best_share_high", "share", "95% interval (Wilson, by draws): Monte Carlo error."},
       {"behind_mean", "as the unit", "Mean distance to the option that is best by its mean."},
       {"behind_low", "as the unit", "95% interval (by draws): Monte Carlo error."},
       {"behind_high", "as the unit", "95% interval (by draws): Monte Carlo error."},
       {"may_be_best", "",
        "Yes unless the selection has dropped it; then as good if it is behind by no more than "
        "`indifference`, perhaps as good if the interval holds that, else no."},
       {"indifference", "as the unit", "The smallest difference worth telling; ASSUMED."}});
  for (const BestOption& each : comparison.best)
    for (std::size_t option = 0; option < comparison.options.size(); ++option)
      rows.add(comparison.options[option].id, each.objective + ", " + each.span, each.unit,
               each.values[option].middle, each.values[option].low, each.values[option].high,
               each.is_best[option].share(), each.is_best[option].interval.lower,
               each.is_best[option].interval.upper, each.behind[option].mean,
               each.behind[option].lower(), each.behind[option].upper(),
               standing_in_words(each.standing[option]), each.indifference);
  return {"best-option", "How likely each option is the best, and which may be; simulated.",
          rows.take()};
}

ResultTable robust_table(const Comparison& comparison) {
  Rows rows({{"scenario", "", "Name of the scenario's file."},
             {"objective", "", "By which it is judged."},
             {"unit", "", "Unit of the values."},
             {"future", "", "What comes otherwise than assumed."},
             {"value_median", "as the unit", over_futures},
             {"value_p10", "as the unit", over_futures},
             {"value_p90", "as the unit", over_futures},
             {"value_mean", "as the unit", "Over simulated futures."},
             {"regret", "as the unit", "Mean distance to the option that is best in that future."},
             {"regret_half_width", "as the unit", "Of its 95% interval: Monte Carlo error."},
             {"untouched", "", "Yes where that future changes nothing in this option."},
             {"worst_regret", "as the unit", "Largest of the option over these futures."}});
  for (const RobustMatrix& matrix : comparison.robust)
    for (std::size_t option = 0; option < comparison.options.size(); ++option)
      for (std::size_t future = 0; future < matrix.futures.size(); ++future) {
        const RobustCell& cell = matrix.cells[option][future];
        rows.add(comparison.options[option].id, matrix.objective, matrix.unit,
                 matrix.futures[future], cell.value.middle, cell.value.low, cell.value.high,
                 cell.mean, cell.regret, cell.regret_half_width,
                 std::string(cell.is_untouched ? "yes" : "no"), matrix.worst_regret[option]);
      }
  return {"robustness", "Options against futures that may come; simulated.", rows.take()};
}

ResultTable change_table(const Comparison& comparison) {
  Rows rows({{"measure", "", "Name of the measure, in the base."},
             {"breakdown", "", "Whose; all when everyone's."},
             {"unit", "", "Unit of the change."},
             {"year", "", "The year it is about."},
             {"luck_share", "share", "Of the variance between futures: chance."},
             {"ignorance_share", "share", "Of that variance: what is not known of parameters."},
             {"ignorance_share_low", "share", "95% interval over draws: Monte Carlo error."},
             {"ignorance_share_high", "share", "95% interval over draws: Monte Carlo error."},
             {"change", "as the unit",
              "From the year before, beside the usual change: exceeded by luck alone in one future "
              "of twenty; taken between the two futures of each draw."}});
  for (const ChanceOrChange& each : comparison.chance) {
    const bool is_known = each.luck + each.ignorance > 0;
    rows.add(each.measure, whose(each.breakdown), each.unit, each.year,
             is_known ? each.luck : unknown, is_known ? each.ignorance : unknown,
             is_known ? each.ignorance_low : unknown, is_known ? each.ignorance_high : unknown,
             each.change);
  }
  return {"chance-or-change", "Of what ranges are made, and what change is more than chance.",
          rows.take()};
}

}  // namespace

std::vector<ResultTable> tables_of(const Comparison& comparison) {
  std::vector<ResultTable> tables{differences_table(comparison)};
  const auto add = [&](bool has_rows, auto make) {
    if (has_rows) tables.push_back(make(comparison));
  };
  add(!comparison.inputs.empty(), inputs_table);
  add(!comparison.attributions.empty(), attribution_table);
  add(!comparison.routes.empty(), routes_table);
  add(!comparison.displacement.empty(), displacement_table);
  add(!comparison.success.empty(), success_table);
  add(!comparison.rolls.empty(), rolls_table);
  add(!comparison.best.empty(), best_table);
  add(!comparison.robust.empty(), robust_table);
  add(!comparison.chance.empty(), change_table);
  for (ResultTable& table : tables)
    table.definition += " " + comparison.version + ", seed " + std::to_string(comparison.seed) +
                        ", run " + comparison.run_id + ", money in cash, DRAFT.";
  return tables;
}

}  // namespace tools
