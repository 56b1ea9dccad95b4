// The chart of a back-test.
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "output/svg_chart.h"
#include "tools/semh/back_test_results.h"

namespace tools {
namespace {

output::Fan fan_of(const ScoredForecast& forecast) {
  const sim::Scores& scores = forecast.scores;
  return {.label = forecast.name,
          .emphasised = !forecast.naive,
          .low = scores.ninety.lower,
          .lower = scores.fifty.lower,
          .middle = scores.median,
          .upper = scores.fifty.upper,
          .high = scores.ninety.upper};
}

/// "a, b and c"
std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i)
    text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
  return text;
}

/// "Closer to what came: the model for permanent exclusions; a naive forecast for ..."
std::string message(const BackTestScores& scores) {
  std::vector<std::string> won;
  std::vector<std::string> divided;
  std::vector<std::string> lost;
  for (const GroupTotals& group : scores.groups(scores.main_origin())) {
    if (group.best_naive() == nullptr) continue;
    const std::size_t ahead = group.arms_ahead(scores.test->arms.size());
    (ahead == 0 ? lost : ahead == scores.test->arms.size() ? won : divided).push_back(group.group);
  }
  std::string text;
  const auto add = [&](const char* who, const std::vector<std::string>& groups) {
    if (groups.empty()) return;
    text += text.empty() ? "Closer to what came: " : "; ";
    text += who + listed(groups);
  };
  add("the model for ", won);
  add("one arm of the model for ", divided);
  add("a naive forecast for ", lost);
  return text.empty() ? "What the model said before, and what came" : text;
}

}  // namespace

std::string chart_of(const BackTestScores& scores) {
  output::FanChart chart{
      .title = message(scores),
      .about = "Forecasts from " + scores.test->main_origin().id +
               ". A thin bar should hold what comes 9 times in 10, the thick one 5 in 10; the dot "
               "is the middle. The model is blue and bold, naive forecasts grey. The line is what "
               "was observed. An arrow: the bar goes on.",
      .panels = {},
      .foot =
          "Bars are simulated or computed, not real children. Observed: counts as the "
          "protocol defines them. Each "
          "panel has its own scale, from 0."};
  for (const ScoredFigure* figure : scores.from(scores.main_origin())) {
    const auto& measure = scores.test->measures[figure->measure];
    output::FanPanel panel{.heading = measure.name + ", " + period_in_words(measure, figure->year),
                           .observed = static_cast<double>(figure->observed),
                           .fans = {}};
    for (const ScoredForecast& forecast : figure->forecasts) panel.fans.push_back(fan_of(forecast));
    chart.panels.push_back(std::move(panel));
  }
  return svg_text(chart);
}

}  // namespace tools
