// What matters, for people: the answer in a sentence, the ranked list, and how it was found.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>

#include "output/number_text.h"
#include "output/plain_table.h"
#include "scenarios/diagnostic.h"
#include "tools/semh/explained.h"
#include "tools/semh/sensitivity/sensitivity.h"

namespace tools {
namespace {

using output::Align;
using output::PlainColumn;

constexpr std::size_t most_named = 5;
constexpr std::size_t rows_a_measure = 6;
constexpr std::size_t bar_cells = 20;

std::string counted(std::size_t number) {
  return scenarios::grouped(static_cast<std::int64_t>(number));
}

/// "one", ..., "ten", "11"
std::string in_words(std::size_t number) {
  static const char* const words[] = {"none", "one",   "two",   "three", "four", "five",
                                      "six",  "seven", "eight", "nine",  "ten"};
  return number <= 10 ? words[number] : counted(number);
}

std::string in_100(double share) {
  return output::whole(100 * share) + " in 100";
}

std::string id_of(const Sensitivity& found, std::size_t assumption) {
  return scenarios::escaped((*found.assumptions)[assumption].id);
}

/// "a, b and c"
std::string named(const Sensitivity& found, const std::vector<std::size_t>& which) {
  std::string text;
  for (std::size_t i = 0; i < which.size(); ++i)
    text += (i == 0 ? "" : i + 1 == which.size() ? " and " : ", ") + id_of(found, which[i]);
  return text;
}

/// How many there are of those that are not said to matter.
struct Rest {
  std::size_t small = 0;   ///< Can be told from chance, but do too little.
  std::size_t untold = 0;  ///< Cannot be told from chance: they may matter or not.
  std::size_t inert = 0;   ///< Move nothing at all.
};

Rest rest_of(const Sensitivity& found) {
  Rest rest;
  const auto& matter = found.screening.matter;
  for (std::size_t i = 0; i < found.assumptions->size(); ++i) {
    if (std::find(matter.begin(), matter.end(), i) != matter.end()) continue;
    const auto& all = found.screening.quantities;
    const bool moves = std::any_of(all.begin(), all.end(), [&](const ScreenedQuantity& one) {
      return one.effects[i].mu_star > 0;
    });
    ++(!moves ? rest.inert : found.screening.shares[i] > 0 ? rest.small : rest.untold);
  }
  return rest;
}

std::string counted(std::size_t number, const char* one, const char* more) {
  return counted(number) + (number == 1 ? one : more);
}

/// " 70 do not: 41 do too little, 29 move nothing here. Of 43 this cannot be told from chance."
std::string in_words(const Rest& rest) {
  std::vector<std::string> reasons;
  if (rest.small > 0) reasons.push_back(counted(rest.small, " does too little", " do too little"));
  if (rest.inert > 0)
    reasons.push_back(counted(rest.inert, " moves nothing here", " move nothing here"));
  std::string text;
  if (!reasons.empty())
    text +=
        " " + counted(rest.small + rest.inert, " does not: ", " do not: ") + listed(reasons) + ".";
  if (rest.untold > 0)
    text += " " +
            counted(rest.untold, " cannot be told from chance: it",
                    " cannot be told from chance: they") +
            " may matter or not, and more futures (--replications) would tell.";
  return text;
}

/// "Of 133 assumptions, 20 matter ...": those that matter, do not, and cannot be told, in all as
/// many as there are.
std::string answer_of(const Sensitivity& found) {
  const auto& matter = found.screening.matter;
  const Rest rest = rest_of(found);
  if (matter.empty())
    return "Of " + counted(found.assumptions->size(), " assumption, none", " assumptions, none") +
           " is seen to matter." + in_words(rest);
  std::string text = "Of " + counted(found.assumptions->size()) +
                     (found.assumptions->size() == 1 ? " assumption, " : " assumptions, ") +
                     in_words(matter.size()) + (matter.size() == 1 ? " matters" : " matter");
  if (matter.size() <= most_named) {
    text += ": " + named(found, matter) + ".";
  } else {
    const std::vector<std::size_t> first(matter.begin(), matter.begin() + most_named);
    double share = 0;
    for (const std::size_t i : first) share += found.screening.shares[i];
    text += "; most of all " + named(found, first) + ", which make up " + in_100(share) + ".";
  }
  return text + in_words(rest);
}

std::string range_of(const Assumption& one) {
  if (one.kind == Assumption::Kind::structure) return one.meaning;
  return output::text_of(one.range.low, 3) + " to " + output::text_of(one.range.high, 3) +
         (one.unit.empty() ? "" : " " + one.unit);
}

std::string ranked_list(const Sensitivity& found, std::size_t width) {
  const auto& screening = found.screening;
  std::vector<PlainColumn> columns{{"assumption", Align::left, {}},
                                   {"between", Align::left, {}},
                                   {"in 100", Align::right, {}},
                                   {"", Align::left, {}}};
  const double greatest = screening.shares[screening.matter.front()];
  for (const std::size_t i : screening.matter) {
    columns[0].cells.push_back(id_of(found, i));
    columns[1].cells.push_back(scenarios::escaped(range_of((*found.assumptions)[i])));
    columns[2].cells.push_back(output::with_commas(100 * screening.shares[i], 1));
    columns[3].cells.push_back(bar_of(screening.shares[i], greatest, bar_cells));
  }
  return output::plain_table(columns, width);
}

std::string direction_of(const sim::MorrisEffect& effect) {
  constexpr double mostly = 0.9;
  if (effect.mu > mostly * effect.mu_star) return "more";
  return effect.mu < -mostly * effect.mu_star ? "less" : "either way";
}

std::string unit_of(const Quantity& quantity) {
  return quantity.is_money() ? "£ thousand" : quantity.unit;
}

/// "eight matter, the first six of them below"
std::string how_many(std::size_t matter, std::size_t shown) {
  if (matter == 0) return "no assumption is seen to move it";
  const std::string text = in_words(matter) + (matter == 1 ? " matters" : " matter");
  return shown == matter ? text : text + ", the first " + in_words(shown) + " of them below";
}

bool has_intervals(const Sensitivity& found) {
  return found.screening.trajectories >= walks_of_an_interval;
}

std::string one_measure(const Sensitivity& found, std::size_t quantity, std::size_t width) {
  const Quantity& about = found.quantities[quantity];
  const ScreenedQuantity& one = found.screening.quantities[quantity];
  const std::size_t rows =
      found.told == 1 ? one.matter.size() : std::min(rows_a_measure, one.matter.size());
  std::string text = broken(about.label + ", " + about.span() + ", " + unit_of(about) + ": " +
                                number_of(about, one.mean) + " on average over the points asked; " +
                                how_many(one.matter.size(), rows) + ".",
                            width, 0) +
                     "\n\n";
  if (one.matter.empty()) return text;
  std::vector<PlainColumn> columns{
      {"assumption", Align::left, {}},
      {has_intervals(found) ? "moves it by (95% interval)" : "moves it by", Align::right, {}},
      {"to", Align::left, {}},
      {"chance alone", Align::right, {}}};
  for (std::size_t k = 0; k < rows; ++k) {
    const sim::MorrisEffect& effect = one.effects[one.matter[k]];
    columns[0].cells.push_back(id_of(found, one.matter[k]));
    columns[1].cells.push_back(
        number_of(about, effect.mu_star) +
        (has_intervals(found)
             ? " (" + number_of(about, effect.lower) + " to " + number_of(about, effect.upper) + ")"
             : ""));
    columns[2].cells.push_back(direction_of(effect));
    columns[3].cells.push_back(number_of(about, effect.floor));
  }
  return text + output::plain_table(columns, width) + "\n";
}

std::string about_ties(const Assumptions& assumptions) {
  std::size_t fitted = 0;
  std::size_t tied = 0;
  const Assumption* tightest = nullptr;
  for (const Assumption& one : assumptions.all()) {
    fitted += one.kind == Assumption::Kind::ranged ? 0U : 1U;
    if (one.tied_to.empty()) continue;
    ++tied;
    if (tightest == nullptr || std::abs(one.tie) > std::abs(tightest->tie)) tightest = &one;
  }
  if (tightest == nullptr) return {};
  return " Of " + counted(fitted) + " that were fitted, " + counted(tied) +
         " are tied to each other by the evidence (correlations of 0.3 or more, such as " +
         scenarios::escaped(tightest->id) + " and " + scenarios::escaped(tightest->tied_to) + ", " +
         output::fixed(tightest->tie, 2) +
         "): each moves with what it is tied to, so that no world is asked that the evidence "
         "rules out.";
}

std::string how_it_was_asked(const Sensitivity& found, std::size_t width) {
  const auto& screening = found.screening;
  const auto& runs = screening.simulated;
  std::string text =
      "How it was asked: " + counted(screening.trajectories) +
      " walks moved each assumption once, by two thirds of its range, with the same " +
      counted(found.replications) + " futures at all " + counted(runs.points) +
      " points. An effect is that of the whole range, from 5% to 95%, whatever the others are. An "
      "assumption matters if the interval of its effect lies above what chance alone makes of it, "
      "and if it is one of those that make up nine tenths of the squared effects (effects of "
      "independent assumptions add up in squares); in 100 is its share of them, the mean over the "
      "measures.";
  if (!has_intervals(found))
    text += " So few walks give no 95% interval: that needs " + in_words(walks_of_an_interval) +
            " or more (--trajectories). An effect was held to lie above chance if the smallest of "
            "its walks does.";
  text += about_ties(*found.assumptions);
  const std::size_t held = found.assumptions->held().size();
  if (held > 0)
    text += " " + counted(held) +
            " settings that the fit holds were not asked (assumptions.csv names them).";
  return broken(text, width, 0) + "\n";
}

}  // namespace

std::string bar_of(double share, double greatest, std::size_t cells) {
  if (greatest <= 0) return {};
  const auto filled = std::llround(share / greatest * static_cast<double>(cells));
  return std::string(static_cast<std::size_t>(std::max(1LL, filled)), '#');
}

std::string number_of(const Quantity& quantity, double value) {
  if (quantity.is_money()) return output::with_commas(value / 1000, 0);
  return output::with_commas(value, std::abs(value) < 100 ? 1 : 0);
}

std::string sensitivity_text(const Sensitivity& found, std::size_t width) {
  std::string text =
      "WHAT MATTERS for " + found.about() + "\n\n" + broken(answer_of(found), width, 0) + "\n\n";
  if (!found.screening.matter.empty()) text += ranked_list(found, width) + "\n";
  for (std::size_t q = 0; q < found.told; ++q) text += one_measure(found, q, width);
  return text + deep_text(found, width) + how_it_was_asked(found, width);
}

}  // namespace tools
