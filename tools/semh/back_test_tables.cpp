// The scores of a back-test as a table for programs and as one for a terminal.
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "output/number_text.h"
#include "output/plain_table.h"
#include "tools/semh/back_test_results.h"
#include "tools/semh/filling.h"

namespace tools {
namespace {

using output::Align;

void add_figure(Filling& all, const scenarios::BackTest& test, const ScoredFigure& figure) {
  const scenarios::BackTestMeasure& measure = test.measures[figure.measure];
  all.text("origin", "From when is predicted.", test.origins[figure.origin].id);
  all.text("figure", "Where what was observed comes from: the evidence, or a file of actuals.",
           figure.is_actual ? "actual" : "evidence");
  std::string counts;
  for (const scenarios::ModelCount& count : measure.counts)
    counts += (counts.empty() ? "" : " + ") + count.measure +
              (count.breakdown.empty() ? "" : "/" + count.breakdown);
  all.text("id", "What is predicted, as the protocol calls it.", measure.id);
  all.text("measure", "The model's measure, or the sum of several.", counts);
  all.text("definition", "Whose way of counting.", measure.definition);
  all.text("period", "School year, or its autumn term.", period_in_words(measure, figure.year));
  all.count("observed", "What was observed.", figure.observed);
  all.text("rows", "The rows of what was observed.", figure.rows);
}

void add_scores(Filling& all, const ScoredFigure& figure, std::size_t which) {
  const ScoredForecast& one = figure.forecasts[which];
  const sim::Scores& scores = one.scores;
  const auto observed = static_cast<double>(figure.observed);
  const std::string unit = "count";
  all.text("forecast", "Whose forecast.", one.name);
  all.text("kind", "The model, or a naive forecast.", one.naive ? "naive" : "model");
  all.number("mean", unit, "Expected.", scores.mean);
  all.number("median", unit, "The middle future.", scores.median);
  all.number("lower_50", unit, "5 times in 10 the figure lies from here ...", scores.fifty.lower);
  all.number("upper_50", unit, "... to here.", scores.fifty.upper);
  all.number("lower_90", unit, "9 times in 10 the figure lies from here ...", scores.ninety.lower);
  all.number("upper_90", unit, "... to here.", scores.ninety.upper);
  all.count("in_50", "1 if it does, 5 times in 10.", scores.fifty.holds(observed) ? 1 : 0);
  all.count("in_90", "1 if it does, 9 times in 10.", scores.ninety.holds(observed) ? 1 : 0);
  all.number("crps", unit, "Continuous ranked probability score; lower is better.", scores.crps);
  all.number("interval_score_50", unit, "Interval score; lower is better.",
             scores.interval_score_fifty);
  all.number("interval_score_90", unit, "Interval score; lower is better.",
             scores.interval_score_ninety);
  all.number("log_score", "log", "-log P(figure); lower is better.", scores.log_score);
  all.number("below", "share", "P(less than the figure).", scores.integral.lower);
  all.number("up_to", "share", "P(at most the figure).", scores.integral.upper);
  all.number("skill", "share", "1 - CRPS / CRPS of the best naive forecast of this figure.",
             one.naive ? std::numeric_limits<double>::quiet_NaN() : figure.skill(which));
  all.count("best_naive", "1 for the naive forecast of least CRPS, known afterwards.",
            figure.best_naive == which ? 1 : 0);
}

/// The figures as rows: observed, each arm's middle and CRPS, the best naive one.
std::string figures_table(const BackTestScores& scores,
                          const std::vector<const ScoredFigure*>& figures, std::size_t width) {
  const scenarios::BackTest& test = *scores.test;
  std::vector<output::PlainColumn> columns{{"Figure", Align::left, {}},
                                           {"Observed", Align::right, {}}};
  for (const scenarios::BackTestArm& arm : test.arms) {
    columns.push_back({arm.name, Align::right, {}});
    columns.push_back({"CRPS", Align::right, {}});
  }
  columns.push_back({"Best naive forecast, known afterwards", Align::left, {}});
  columns.push_back({"CRPS", Align::right, {}});
  for (const ScoredFigure* figure : figures) {
    std::size_t at = 0;
    const auto cell = [&](std::string text) { columns[at++].cells.push_back(std::move(text)); };
    const scenarios::BackTestMeasure& measure = test.measures[figure->measure];
    cell(measure.name + ", " + period_in_words(measure, figure->year));
    cell(output::with_commas(figure->observed));
    for (std::size_t arm = 0; arm < test.arms.size(); ++arm) {
      cell(output::whole(figure->forecasts[arm].scores.median));
      cell(output::with_commas(figure->forecasts[arm].scores.crps, 1));
    }
    const ScoredForecast* naive =
        figure->best_naive ? &figure->forecasts[*figure->best_naive] : nullptr;
    cell(naive == nullptr ? "none" : naive->name + ": " + output::whole(naive->scores.median));
    cell(naive == nullptr ? "-" : output::with_commas(naive->scores.crps, 1));
  }
  return output::plain_table(columns, width);
}

}  // namespace

sim::ResultTable table_of(const BackTestScores& scores) {
  Filling all;
  for (const ScoredFigure& figure : scores.figures)
    for (std::size_t i = 0; i < figure.forecasts.size(); ++i) {
      all.next_row();
      add_figure(all, *scores.test, figure);
      add_scores(all, figure, i);
    }
  return {.name = "validation",
          .definition =
              "Forecasts of figures that were not known to them, and how good they were. "
              "Simulated, but for what was observed.",
          .columns = all.take()};
}

std::string tables_text(const BackTestScores& scores, std::size_t width) {
  const std::size_t main = scores.main_origin();
  std::string text = "Forecasts from " + scores.test->origins[main].id + ": " +
                     scores.test->origins[main].about +
                     "\nThe middle of each forecast; validation.csv has the ranges.\n\n" +
                     figures_table(scores, scores.from(main), width);
  std::vector<const ScoredFigure*> actuals;
  for (const ScoredFigure& figure : scores.figures)
    if (figure.is_actual) actuals.push_back(&figure);
  if (!actuals.empty())
    text += "\nActuals, each from the latest origin before it\n\n" +
            figures_table(scores, actuals, width);
  return text;
}

}  // namespace tools
