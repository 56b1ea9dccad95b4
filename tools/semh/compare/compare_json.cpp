// The comparison for programs.
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "tools/semh/compare/compare.h"
#include "tools/semh/compare/inputs.h"
#include "tools/semh/compare/page_words.h"

namespace tools {
namespace {

using Json = nlohmann::ordered_json;

/// What is not finite is null.
Json number(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json spread(const Spread& one) {
  return {{"median", one.middle}, {"p10", one.low}, {"p90", one.high}};
}

Json chance(const Chance& one) {
  return {{"share", number(one.share())},
          {"low", number(one.interval.lower)},
          {"high", number(one.interval.upper)},
          {"futures", one.futures}};
}

Json year_of(const Comparison& comparison, const ComparedYear& year) {
  Json all{{"year", year.name}, {"options", Json::array()}};
  for (std::size_t option = 0; option < comparison.options.size(); ++option) {
    Json one{{"scenario", comparison.options[option].id}};
    if (year.levels[option]) one["level"] = spread(*year.levels[option]);
    if (const auto& found = year.differences[option]) {
      const sim::Estimate& mean = found->mean.difference;
      one["difference"] = spread(found->futures);
      one["mean"] = {{"value", mean.mean}, {"low", mean.lower()}, {"high", mean.upper()}};
      one["better"] = chance(found->better);
      one["same"] = chance(found->same);
      one["correlation"] = number(found->mean.correlation);
      one["variance_ratio"] = number(found->mean.variance_ratio);
    }
    all["options"].push_back(std::move(one));
  }
  return all;
}

Json best_of(const Comparison& comparison, const BestOption& best) {
  Json options = Json::array();
  for (std::size_t option = 0; option < comparison.options.size(); ++option)
    options.push_back({{"scenario", comparison.options[option].id},
                       {"best", chance(best.is_best[option])},
                       {"behind",
                        {{"value", best.behind[option].mean},
                         {"low", best.behind[option].lower()},
                         {"high", best.behind[option].upper()}}},
                       {"may_be_best", standing_in_words(best.standing[option])}});
  return {{"objective", best.objective + ", " + best.span},
          {"guarantee", best.guarantee},
          {"indifference", best.indifference},
          {"unit", best.unit},
          {"options", options}};
}

Json attribution_of(const Comparison& comparison, const ComparedAttribution& each) {
  Json levers = Json::array();
  for (const AttributedLever& lever : each.levers)
    levers.push_back({{"lever", lever.lever},
                      {"share", lever.share.mean},
                      {"low", lever.share.lower()},
                      {"high", lever.share.upper()}});
  return {{"scenario", comparison.options[each.option].id},
          {"measure", each.measure},
          {"breakdown", each.breakdown},
          {"span", each.span},
          {"exact", each.is_exact},
          {"total", each.total},
          {"total_low", each.whole.lower()},
          {"total_high", each.whole.upper()},
          {"levers", levers}};
}

/// What differs in the inputs.
Json input_of(const Comparison& comparison, const InputDifference& each) {
  return {{"scenario", comparison.options[each.option].id},
          {"lever", each.lever},
          {"key", each.key},
          {"from", each.from ? Json(sim::to_string(*each.from)) : Json(nullptr)},
          {"base", each.base},
          {"value", each.value},
          {"source", source_in_words(each)}};
}

Json source_of(const CitedSource& each) {
  return {{"source", each.key},
          {"what", each.what.empty() ? Json(nullptr) : Json(each.what)},
          {"whence", each.whence.empty() ? Json(nullptr) : Json(each.whence)}};
}

/// An entry an option, with what `show(option)` says of it.
template <class Values, class Shown>
Json by_option(const Comparison& comparison, const Values& values, Shown show) {
  Json all = Json::array();
  for (std::size_t option = 0; option < values.size(); ++option) {
    Json one{{"scenario", comparison.options[option].id}};
    one.update(show(option));
    all.push_back(std::move(one));
  }
  return all;
}

Json route_of(const Comparison& comparison, const RouteRow& row) {
  return {{"route", row.route},
          {"options", by_option(comparison, row.pupils, [&](std::size_t option) {
             return Json{{"pupils", spread(row.pupils[option])}, {"mean", row.mean[option]}};
           })}};
}

Json displacement_of(const Comparison& comparison, const DisplacementRow& row) {
  return {{"reason", row.reason},
          {"options", by_option(comparison, row.pupils, [&](std::size_t option) {
             return Json{{"out_of_borough", spread(row.pupils[option])},
                         {"pounds", spread(row.pounds[option])},
                         {"elsewhere", spread(row.elsewhere[option])},
                         {"mean_out_of_borough", row.mean_pupils[option]},
                         {"mean_pounds", row.mean_pounds[option]},
                         {"mean_elsewhere", row.mean_elsewhere[option]}};
           })}};
}

Json success_of(const Comparison& comparison, const ComparedSuccess& each) {
  const auto met = [](const std::optional<Chance>& one) {
    return one ? chance(*one) : Json(nullptr);
  };
  return {{"step", each.step},
          {"text", each.text},
          {"aim", each.aim},
          {"end", each.end},
          {"options", by_option(comparison, each.met, [&](std::size_t option) {
             return Json{
                 {"met", met(each.met[option])},
                 {"met_by_end",
                  option < each.met_by_end.size() ? met(each.met_by_end[option]) : Json(nullptr)}};
           })}};
}

Json robust_of(const Comparison& comparison, const RobustMatrix& matrix) {
  const auto cells = [&](std::size_t option) {
    Json all = Json::array();
    for (std::size_t future = 0; future < matrix.futures.size(); ++future) {
      const RobustCell& cell = matrix.cells[option][future];
      all.push_back({{"future", matrix.futures[future]},
                     {"value", spread(cell.value)},
                     {"mean", cell.mean},
                     {"regret", cell.regret},
                     {"regret_half_width", cell.regret_half_width},
                     {"untouched", cell.is_untouched}});
    }
    return Json{{"futures", std::move(all)},
                {"worst_regret", matrix.worst_regret[option]},
                {"worst_future", matrix.futures[matrix.worst_future[option]]}};
  };
  return {{"objective", matrix.objective}, {"unit", matrix.unit},
          {"span", matrix.span},           {"simulated", matrix.simulated},
          {"left_out", matrix.left_out},   {"options", by_option(comparison, matrix.cells, cells)}};
}

Json chance_or_change_of(const ChanceOrChange& each) {
  return {{"measure", each.measure},
          {"breakdown", each.breakdown},
          {"unit", each.unit},
          {"year", each.year},
          {"luck", each.luck},
          {"ignorance", each.ignorance},
          {"ignorance_low", each.ignorance_low},
          {"ignorance_high", each.ignorance_high},
          {"change", each.change}};
}

Json roll_of(const Comparison& comparison, const MonthlyRoll& roll) {
  Json months = Json::array();
  for (const sim::Date month : roll.months) months.push_back(sim::to_string(month));
  return {{"unit", roll.label},
          {"months", std::move(months)},
          {"options", by_option(comparison, roll.options, [&](std::size_t option) {
             const MonthlyRoll::Option& of = roll.options[option];
             return Json{{"median", of.middle}, {"p10", of.low},  {"p25", of.lower},
                         {"p75", of.upper},     {"p90", of.high}, {"places", of.places}};
           })}};
}

Json precision_of(const ComparedPrecision& precision) {
  return {{"futures", precision.futures},
          {"cap", precision.cap},
          {"asked", precision.asked ? Json(*precision.asked) : Json(nullptr)},
          {"worst", precision.worst},
          {"worst_of", precision.worst_of},
          {"reached", precision.asked ? Json(precision.reached) : Json(nullptr)}};
}

}  // namespace

std::string json_of(const Comparison& comparison) {
  Json all{{"schema", "semh.compare/1"},
           {"program", comparison.version},
           {"run", comparison.run_id},
           {"seed", comparison.seed},
           {"precision", precision_of(comparison.precision)},
           {"options", Json::array()},
           {"inputs", Json::array()},
           {"sources", Json::array()},
           {"measures", Json::array()},
           {"routes", Json::array()},
           {"displacement", Json::array()},
           {"span", comparison.displacement_span},
           {"rolls_by_month", Json::array()},
           {"success", Json::array()},
           {"best", Json::array()},
           {"attribution", Json::array()},
           {"robust", Json::array()},
           {"chance_or_change", Json::array()}};
  for (const ComparedOption& option : comparison.options)
    all["options"].push_back({{"id", option.id}, {"name", option.name}, {"about", option.about}});
  for (const ComparedMeasure& measure : comparison.measures) {
    Json one{{"measure", measure.measure},
             {"breakdown", measure.breakdown},
             {"label", measure.label},
             {"unit", measure.unit},
             {"years", Json::array()}};
    for (const ComparedYear& year : measure.years)
      one["years"].push_back(year_of(comparison, year));
    if (measure.average) one["average"] = year_of(comparison, *measure.average);
    all["measures"].push_back(std::move(one));
  }
  for (const InputDifference& each : comparison.inputs)
    all["inputs"].push_back(input_of(comparison, each));
  for (const CitedSource& each : comparison.sources) all["sources"].push_back(source_of(each));
  for (const RouteRow& row : comparison.routes) all["routes"].push_back(route_of(comparison, row));
  for (const DisplacementRow& row : comparison.displacement)
    all["displacement"].push_back(displacement_of(comparison, row));
  for (const MonthlyRoll& roll : comparison.rolls)
    all["rolls_by_month"].push_back(roll_of(comparison, roll));
  for (const ComparedSuccess& each : comparison.success)
    all["success"].push_back(success_of(comparison, each));
  for (const RobustMatrix& matrix : comparison.robust)
    all["robust"].push_back(robust_of(comparison, matrix));
  for (const ChanceOrChange& each : comparison.chance)
    all["chance_or_change"].push_back(chance_or_change_of(each));
  for (const BestOption& best : comparison.best) all["best"].push_back(best_of(comparison, best));
  for (const ComparedAttribution& each : comparison.attributions)
    all["attribution"].push_back(attribution_of(comparison, each));
  return all.dump(2) + "\n";
}

}  // namespace tools
