// Of the closer look, for people: shares of the variance, and what it is worth to know.
#include <algorithm>
#include <cmath>
#include <cstddef>

#include "output/number_text.h"
#include "output/plain_table.h"
#include "scenarios/diagnostic.h"
#include "tools/semh/explained.h"
#include "tools/semh/sensitivity/sensitivity.h"

namespace tools {
namespace {

using output::Align;
using output::PlainColumn;

constexpr std::size_t rows_a_measure = 6;

std::string id_of(const Sensitivity& found, std::size_t place) {
  return scenarios::escaped((*found.assumptions)[found.deep->assumptions[place]].id);
}

std::string percent(double share) {
  return output::whole(100 * std::clamp(share, 0.0, 1.0)) + "%";
}

std::string percent(double share, double lower, double upper) {
  return percent(share) + " (" + percent(lower) + " to " + percent(upper) + ")";
}

/// Places of the assumptions by total share, the greatest first.
std::vector<std::size_t> by_total(const DeepQuantity& one) {
  std::vector<std::size_t> order(one.shares.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return one.shares[a].total > one.shares[b].total;
  });
  return order;
}

std::string how_good(const DeepQuantity& one) {
  if (one.explained >= 0.95) return "The emulator may be believed: it";
  if (one.explained >= 0.8) return "The emulator is fair: it";
  return "The emulator is poor, and shares are no more than a hint: it";
}

std::string shares_text(const Sensitivity& found, std::size_t quantity, std::size_t width) {
  const Quantity& about = found.quantities[quantity];
  const DeepQuantity& one = found.deep->quantities[quantity];
  if (one.variance <= 0) return about.label + ": nothing moves it.\n\n";
  double first = 0;
  for (const sim::VarianceShare& share : one.shares) first += share.first;
  std::string text = broken(about.label + ": what they leave open has a standard deviation of " +
                                number_of(about, std::sqrt(one.variance)) +
                                (about.is_money() ? " thousand pounds" : " " + about.unit) + "; " +
                                percent(first) +
                                " of its variance is due to single assumptions, the rest to how "
                                "they meet. " +
                                how_good(one) + " explains " + percent(one.explained) +
                                " of what differs at points that it has not seen.",
                            width, 0) +
                     "\n\n";
  std::vector<PlainColumn> columns{{"assumption", Align::left, {}},
                                   {"by itself (95% interval)", Align::right, {}},
                                   {"with all that it meets", Align::right, {}}};
  const auto order = by_total(one);
  for (std::size_t k = 0; k < std::min(rows_a_measure, order.size()); ++k) {
    const sim::VarianceShare& share = one.shares[order[k]];
    columns[0].cells.push_back(id_of(found, order[k]));
    columns[1].cells.push_back(percent(share.first, share.first_lower, share.first_upper));
    columns[2].cells.push_back(percent(share.total, share.total_lower, share.total_upper));
  }
  return text + output::plain_table(columns, width) + "\n";
}

/// "£12,300 a year", "0.4 pupils a year"
std::string amount(const Choice& choice, double value) {
  if (choice.is_money) return (value < 0 ? "-£" : "£") + output::with_commas(std::abs(value), 0);
  return output::with_commas(value, 2);
}

std::string unit_after(const Choice& choice) {
  return choice.is_money ? " a year" : " " + choice.unit;
}

/// More than a two-hundredth of what there is to gain, and more than 0 as it is shown.
bool is_worth_telling(const Choice& choice, double value) {
  return value > std::abs(choice.advantage) / 200 &&
         amount(choice, value).find_first_of("123456789") != std::string::npos;
}

std::string everything_in_words(const Sensitivity& found, const Choice& choice) {
  const std::size_t all = found.deep->assumptions.size();
  const std::string what = all == 1 ? "To know it" : "To know all " + std::to_string(all);
  return what + " before choosing is worth " +
         (is_worth_telling(choice, choice.everything.value)
              ? amount(choice, choice.everything.value) + unit_after(choice)
              : std::string("nothing to speak of")) +
         ".";
}

std::string groups_in_words(const Choice& choice) {
  std::string text;
  for (const KnownTogether& group : choice.together)
    if (is_worth_telling(choice, group.value.value))
      text += (text.empty() ? " To know " : ", ") + group.name + " " +
              amount(choice, group.value.value) + " (" + amount(choice, group.value.lower) +
              " to " + amount(choice, group.value.upper) + ")";
  return text.empty() ? text : text + ".";
}

std::string choice_in_words(const Sensitivity& found, const Choice& choice) {
  const bool second = choice.advantage > 0;
  const std::string& best = found.scenarios[second ? 1 : 0].id;
  const std::string& other = found.scenarios[second ? 0 : 1].id;
  return "For " + choice.objective + ", " + best + " is better than " + other + " by " +
         amount(choice, std::abs(choice.advantage)) + unit_after(choice) +
         " on average, and better in " +
         output::chance(second ? choice.likely : 1 - choice.likely) + " of the worlds asked. " +
         everything_in_words(found, choice) + groups_in_words(choice);
}

std::string knowledge_table(const Sensitivity& found, const Choice& choice, std::size_t rows,
                            std::size_t width) {
  std::vector<PlainColumn> columns{
      {"what to find out", Align::left, {}},
      {"worth " + (choice.is_money ? std::string("£ a year") : choice.unit) + " (95% interval)",
       Align::right,
       {}},
      {"", Align::left, {}}};
  const double greatest = choice.knowing[choice.order.front()].value;
  for (std::size_t k = 0; k < std::min(rows, choice.order.size()); ++k) {
    const sim::PartialInformation& one = choice.knowing[choice.order[k]];
    if (!is_worth_telling(choice, one.value)) break;
    columns[0].cells.push_back(id_of(found, choice.order[k]));
    columns[1].cells.push_back(amount(choice, one.value) + " (" + amount(choice, one.lower) +
                               " to " + amount(choice, one.upper) + ")");
    columns[2].cells.push_back(bar_of(one.value, greatest, 10));
  }
  if (columns[0].cells.empty()) return "No single one of them would change the choice.\n\n";
  const std::size_t rest = choice.knowing.size() - columns[0].cells.size();
  return output::plain_table(columns, width) +
         (rest > 0 && columns[0].cells.size() < rows
              ? "The other " + std::to_string(rest) + " would not change the choice.\n"
              : "") +
         "\n";
}

std::string knowledge_text(const Sensitivity& found, std::size_t width) {
  const Deep& deep = *found.deep;
  std::string text = broken("WHAT IT IS WORTH TO KNOW before choosing between " +
                                found.scenarios[0].id + " and " + found.scenarios[1].id,
                            width, 0) +
                     "\n\n";
  const std::size_t priced = deep.assumptions.size();
  const std::size_t all = found.assumptions->all().size();
  if (all > priced)
    text += broken("Only the " + std::to_string(priced) +
                       " assumptions that came out of the screening are priced; the other " +
                       std::to_string(all - priced) +
                       " moved nothing that could be told from chance, or little.",
                   width, 0) +
            "\n\n";
  for (std::size_t c = 0; c < deep.choices.size(); ++c) {
    std::string words = choice_in_words(found, deep.choices[c]);
    if (c == 0 && deep.breaks_even)
      words += " The two are level where a permanent exclusion avoided is worth £" +
               output::with_commas(*deep.breaks_even, 0) +
               ". What it is worth is ASSUMED (--worth), anything from £0 to £200,000.";
    text += broken(words, width, 0) + "\n\n" +
            knowledge_table(found, deep.choices[c], c == 0 ? deep.assumptions.size() : 3, width);
  }
  return text;
}

std::string varied_in_words(std::size_t assumptions) {
  return assumptions == 1 ? "One assumption was"
                          : std::to_string(assumptions) + " assumptions were";
}

}  // namespace

std::string deep_text(const Sensitivity& found, std::size_t width) {
  if (!found.deep) return {};
  std::string text =
      "SHARES OF THE VARIANCE\n\n" +
      broken(varied_in_words(found.deep->assumptions.size()) + " varied together at " +
                 std::to_string(found.deep->points) +
                 " points, the others held in the middle. Intervals hold the emulator's own error.",
             width, 0) +
      "\n\n";
  for (std::size_t q = 0; q < found.told; ++q) text += shares_text(found, q, width);
  if (!found.deep->choices.empty()) text += knowledge_text(found, width);
  return text;
}

}  // namespace tools
