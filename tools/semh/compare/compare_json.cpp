// The comparison for programs.
#include <cmath>
#include <cstddef>
#include <string>

#include <nlohmann/json.hpp>

#include "tools/semh/compare/compare.h"

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
          {"low", one.interval.lower},
          {"high", one.interval.upper},
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
                       {"may_be_best", static_cast<bool>(best.survives[option])}});
  return {{"objective", best.objective}, {"guarantee", best.guarantee}, {"options", options}};
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

Json precision_of(const ComparedPrecision& precision) {
  return {{"futures", precision.futures},
          {"cap", precision.cap},
          {"asked", precision.asked ? Json(*precision.asked) : Json(nullptr)},
          {"worst", precision.worst},
          {"worst_of", precision.worst_of},
          {"reached", precision.reached}};
}

}  // namespace

std::string json_of(const Comparison& comparison) {
  Json all{{"schema", "semh.compare/1"},
           {"program", comparison.version},
           {"run", comparison.run_id},
           {"seed", comparison.seed},
           {"precision", precision_of(comparison.precision)},
           {"options", Json::array()},
           {"measures", Json::array()},
           {"best", Json::array()},
           {"attribution", Json::array()}};
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
  for (const BestOption& best : comparison.best) all["best"].push_back(best_of(comparison, best));
  for (const ComparedAttribution& each : comparison.attributions)
    all["attribution"].push_back(attribution_of(comparison, each));
  return all.dump(2) + "\n";
}

}  // namespace tools
