// The verdict of a back-test in words, and its page.
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "output/number_text.h"
#include "output/utf8.h"
#include "tools/semh/back_test_results.h"

namespace tools {
namespace {

using output::with_commas;

std::string number_of(std::size_t count) {
  return with_commas(static_cast<std::int64_t>(count));
}

std::string figures(std::size_t count) {
  return number_of(count) + (count == 1 ? " figure" : " figures");
}

/// "16% closer with no strategy effect (15.1) and 4% further off with the plan (18.6)"
std::string against(const Total& naive, const GroupTotals& group, std::size_t arms) {
  std::string text;
  for (std::size_t arm = 0; arm < arms; ++arm) {
    const Total& total = group.totals[arm];
    text += arm == 0 ? "" : " and ";
    if (naive.crps > 0)
      text += output::whole(std::abs(100 * (1 - total.crps / naive.crps))) + "% " +
              (total.crps < naive.crps ? "closer" : "further off") + " ";
    text += "with " + total.name + " (" + with_commas(total.crps, 1) + ")";
  }
  return text;
}

const char* winner_of(const GroupTotals& group, std::size_t arms) {
  const std::size_t winners = group.arms_ahead(arms);
  if (winners == arms) return "the model is closer, with either arm";
  return winners == 0 ? "a naive forecast wins" : "the model is closer with one of its arms alone";
}

/// "1 of them with no strategy effect and 3 with the plan"
std::string closer_text(const GroupTotals& group, std::size_t arms) {
  std::string text;
  for (std::size_t arm = 0; arm < arms; ++arm)
    text += (arm == 0 ? "" : " and ") + number_of(group.closer[arm]) +
            (arm == 0 ? " of them with " : " with ") + group.totals[arm].name;
  return text;
}

/// Who was closer over one group, in sentences.
std::string sentence_of(const GroupTotals& group, std::size_t arms) {
  const Total* naive = group.best_naive();
  const std::string of = "Of " + group.group + " (" + figures(group.figures) + ") ";
  if (naive == nullptr) return of + "no naive forecast covers all.";
  return of + winner_of(group, arms) + ". Against the best naive forecast, " + naive->name +
         " (CRPS summed " + with_commas(naive->crps, 1) + "), the model is " +
         against(*naive, group, arms) +
         ". Against the naive forecast that turned out best for each figure, it is closer to " +
         closer_text(group, arms) + ".";
}

/// "9 of 12 figures lie in the model's 90% intervals and 6 in its 50% ones (the plan)."
std::string coverage_of(const BackTestScores& scores, std::size_t arm) {
  const auto all = scores.from(scores.main_origin());
  std::size_t fifty = 0;
  std::size_t ninety = 0;
  for (const ScoredFigure* figure : all) {
    const sim::Scores& of = figure->forecasts[arm].scores;
    fifty += of.fifty.holds(static_cast<double>(figure->observed)) ? 1 : 0;
    ninety += of.ninety.holds(static_cast<double>(figure->observed)) ? 1 : 0;
  }
  return "With " + scores.test->arms[arm].name + ", " + number_of(ninety) + " of " +
         figures(all.size()) + " lie in the 90% intervals and " + number_of(fifty) +
         " in the 50% ones.";
}

/// For a cell of Markdown: nothing in it can be markup.
std::string cell(const std::string& text) {
  std::string safe;
  for (const char c : output::printable(text)) {
    if (c == '\n' || c == '\t') {
      safe += ' ';
      continue;
    }
    if (std::string_view("|\\`*_[]<>#&").find(c) != std::string_view::npos) safe += '\\';
    safe += c;
  }
  return safe;
}

std::string row(const std::vector<std::string>& cells) {
  std::string text = "|";
  for (const std::string& each : cells) text += " " + each + " |";
  return text + "\n";
}

std::string heading_row(const std::vector<std::string>& headings) {
  std::string text = row(headings) + "|";
  for (std::size_t i = 0; i < headings.size(); ++i) text += i == 0 ? " --- |" : " ---: |";
  return text + "\n";
}

std::string forecast_cell(const ScoredForecast& forecast) {
  const sim::Scores& scores = forecast.scores;
  return output::whole(scores.median) + " (" + output::whole(scores.ninety.lower) + " to " +
         output::whole(scores.ninety.upper) + "), " + with_commas(scores.crps, 1);
}

std::string skill_cell(double skill) {
  return std::isnan(skill) ? "-" : output::fixed(skill, 2);
}

/// A row a figure: observed, each arm, the best naive forecast, skill.
std::string figures_markdown(const BackTestScores& scores,
                             const std::vector<const ScoredFigure*>& all) {
  std::vector<std::string> headings{"Figure", "Observed"};
  for (const auto& arm : scores.test->arms) headings.push_back(cell(arm.name));
  headings.insert(headings.end(), {"Best naive forecast"});
  for (const auto& arm : scores.test->arms) headings.push_back("Skill, " + cell(arm.name));
  std::string text = heading_row(headings);
  for (const ScoredFigure* figure : all) {
    const auto& measure = scores.test->measures[figure->measure];
    std::vector<std::string> cells{
        cell(measure.name + ", " + period_in_words(measure, figure->year)),
        with_commas(figure->observed)};
    for (std::size_t arm = 0; arm < scores.test->arms.size(); ++arm)
      cells.push_back(forecast_cell(figure->forecasts[arm]));
    if (figure->best_naive) {
      const ScoredForecast& naive = figure->forecasts[*figure->best_naive];
      cells.push_back(naive.name + ": " + forecast_cell(naive));
    } else {
      cells.push_back("none");
    }
    for (std::size_t arm = 0; arm < scores.test->arms.size(); ++arm)
      cells.push_back(skill_cell(figure->skill(arm)));
    text += row(cells);
  }
  return text;
}

/// Of every origin with figures: the groups, and each forecast's CRPS summed.
std::string origins_markdown(const BackTestScores& scores) {
  std::string text = heading_row({"From", "Figures", "CRPS summed, least first", "In 90%, 50%"});
  for (std::size_t o = 0; o < scores.test->origins.size(); ++o)
    for (const GroupTotals& group : scores.groups(o)) {
      std::vector<Total> order = group.totals;
      std::stable_sort(order.begin(), order.end(),
                       [](const Total& a, const Total& b) { return a.crps < b.crps; });
      std::string list;
      std::string held;
      for (const Total& total : order) {
        const std::string name = total.naive ? total.name : "**" + cell(total.name) + "**";
        list += (list.empty() ? "" : "; ") + name + " " + with_commas(total.crps, 1);
        held += (held.empty() ? "" : "; ") + number_of(total.in_ninety) + ", " +
                number_of(total.in_fifty);
      }
      text += row({cell(scores.test->origins[o].id),
                   cell(group.group) + ", " + number_of(group.figures), list, held});
    }
  return text;
}

std::string bullets(const std::string& lines) {
  std::string text;
  for (std::size_t from = 0; from < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', from), lines.size());
    text += "- " + cell(lines.substr(from, end - from)) + "\n";
    from = end + 1;
  }
  return text;
}

constexpr const char* how_to_read =
    "The model knows nothing after the origin; its futures are simulated, never real children. The "
    "continuous ranked probability score (CRPS) is in the unit of the figure, like a plain error "
    "with credit for honest doubt: lower is better. Skill is 1 less the model's CRPS over that of "
    "the naive forecast that turned out best for the figure, which nobody could have picked "
    "beforehand: above 0 the model was closer even so. Each forecast is its middle (9 in 10), then "
    "its CRPS.\n";

constexpr const char* warnings =
    "- So few figures prove nothing: two good or bad guesses decide who is ahead.\n"
    "- The effect of the plan was fixed in the repository before anything was scored; but the "
    "papers it was chosen beside tell what happened, so that arm is not blind.\n"
    "- Council counts are held against the council's figures, and no series is spliced from two "
    "ways of counting.\n"
    "- In the thousands, a Poisson law is far too sure of itself: there, naive forecasts as "
    "dispersed as the past was compete as well.\n"
    "- Counts of an autumn term have no past: naive forecasts thin those of a year, by the share "
    "that the protocol states.\n"
    "- A linear trend with one degree of freedom has no CRPS and does not compete.\n";

}  // namespace

std::string verdict_of(const BackTestScores& scores) {
  const std::size_t arms = scores.test->arms.size();
  std::string text;
  for (const GroupTotals& group : scores.groups(scores.main_origin()))
    text += (text.empty() ? "" : "\n") + sentence_of(group, arms);
  for (std::size_t arm = 0; arm < arms; ++arm) text += "\n" + coverage_of(scores, arm);
  return text + "\n";
}

std::string told_apart_text(const BackTestScores& scores, const BackTestSimulator& simulator) {
  std::string text;
  for (const ToldApart& one : scores.told_apart) {
    const scenarios::BackTestOrigin& origin = scores.test->origins[one.origin];
    const std::string from =
        "From " + origin.id + ", by " + scores.test->measures[one.measure].name + ": ";
    if (one.half_term) {
      text += from + "told apart by " + half_term_in_words(origin.last_year() + 1, *one.half_term) +
              ", with 80% power.\n";
      continue;
    }
    const auto last = simulator.half_term_ends(one.origin).size() - 1;
    text += from + "not within the horizon (to " +
            half_term_in_words(origin.last_year() + 1, last) + "); the power is at most " +
            output::whole(100 * one.most_power) + "%.\n";
  }
  return text;
}

std::string chance_text(const BackTestScores& scores, bool of_actuals) {
  std::string text;
  for (const ScoredFigure& figure : scores.figures) {
    if (figure.is_actual != of_actuals) continue;
    if (!of_actuals && figure.origin != scores.main_origin()) continue;
    const auto& measure = scores.test->measures[figure.measure];
    text += measure.name + ", " + period_in_words(measure, figure.year) + ": " +
            sim::statement_of(figure.limits, static_cast<double>(figure.observed)) + "\n";
  }
  return text;
}

std::string markdown_of(const BackTestScores& scores, const BackTestSimulator& simulator) {
  const auto& test = *scores.test;
  const std::size_t main = scores.main_origin();
  std::string text =
      "# Back-test: what the model said before, and what came\n\n" + cell(test.about) + "\n\n" +
      bullets(verdict_of(scores)) + "\n![Forecasts and what was observed](validation.svg)\n\n" +
      how_to_read + "\n## From " + cell(test.origins[main].id) + "\n\n" +
      cell(test.origins[main].about) + "\n\n" + figures_markdown(scores, scores.from(main));
  std::vector<const ScoredFigure*> actuals;
  for (const ScoredFigure& figure : scores.figures)
    if (figure.is_actual) actuals.push_back(&figure);
  if (!actuals.empty()) {
    text += "\n## Actuals\n\nEach from the latest origin before it.\n\n" +
            figures_markdown(scores, actuals) + "\n" + bullets(chance_text(scores, true));
    if (!scores.unscored.empty())
      text += "\nNo measure counts these rows, so they are not scored:\n\n";
    for (const std::string& each : scores.unscored) text += "- " + cell(each) + "\n";
  }
  text += "\n## Every origin\n\n";
  for (const auto& origin : test.origins)
    text += "- " + cell(origin.id) + ": " + cell(origin.about) + "\n";
  text += "\nThe model in bold.\n\n" + origins_markdown(scores);
  text += "\n## More than chance?\n\nEach figure against the futures in which nothing changes (" +
          cell(test.arms.front().name) + ").\n\n" + bullets(chance_text(scores, false));
  text +=
      "\n## When could the plan be told from no change?\n\nCounted from the origin on, each "
      "half-term, "
      "by a two-sided test at 5% of the plan's futures against those without it.\n\n" +
      bullets(told_apart_text(scores, simulator));
  return text + "\n## Before this is quoted\n\n" + warnings;
}

}  // namespace tools
