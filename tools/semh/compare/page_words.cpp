#include "tools/semh/compare/page_words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

#include "output/chance_words.h"
#include "output/number_text.h"
#include "output/svg_parts.h"
#include "sim/kernel/expects.h"

namespace tools {
namespace {

constexpr const char* plus = "+";
constexpr const char* pound = "\xC2\xA3";

double largest_of(const Spread& spread) {
  return std::max({std::abs(spread.low), std::abs(spread.middle), std::abs(spread.high)});
}

bool rounds_to_zero(const std::string& text) {
  return text.find_first_of("123456789") == std::string::npos;
}

/// "almost certain to be lower"; rarer than likely, where most futures are the same: "may be
/// lower".
std::string said(const Judgement& judgement) {
  if (judgement.verdict == Verdict::same) return "the same in every future";
  if (judgement.verdict == Verdict::unclear) return "no clear difference";
  const std::string side = judgement.verdict == Verdict::lower ? "lower" : "higher";
  if (!judgement.chance) return side + " in at least 90 in 100 futures";
  const std::string words = output::likelihood(*judgement.chance);
  return words.ends_with("likely") && !words.ends_with("unlikely") ? words + " to be " + side
         : words == "almost certain"                               ? words + " to be " + side
                                                                   : "may be " + side;
}

}  // namespace

Judgement judgement_of(const ComparedMeasure& measure, const OptionDifference& difference) {
  if (difference.same.hits == difference.same.futures) return {Verdict::same, std::nullopt};
  const sim::Estimate& mean = difference.mean.difference;
  if (mean.lower() <= 0 && mean.upper() >= 0) return {Verdict::unclear, std::nullopt};
  const Verdict side = mean.mean < 0 ? Verdict::lower : Verdict::higher;
  if (measure.better == Better::neither) {
    const bool clear =
        side == Verdict::lower ? difference.futures.high < 0 : difference.futures.low > 0;
    return {clear ? side : Verdict::unclear, std::nullopt};
  }
  const bool is_better = (side == Verdict::lower) == (measure.better == Better::lower);
  const double better = difference.better.share();
  const double worse = std::max(0.0, 1 - better - difference.same.share());
  const double on_side = is_better ? better : worse;
  const double on_other = is_better ? worse : better;
  // Where the yardstick says "likely" it is said, and so is a clear side where much is the same.
  constexpr double likely = 0.55;
  if (on_side < likely && (on_side < 0.25 || on_side < 2 * on_other))
    return {Verdict::unclear, std::nullopt};
  return {side, on_side};
}

Figures::Figures(const std::string& unit, bool is_money, double largest)
    : unit_(unit), is_money_(is_money) {
  if (!is_money) {
    decimals_ = largest < 20 ? 1 : 0;
    return;
  }
  if (largest >= 1e6) {
    unit_ = std::string(pound) + " million";
    divisor_ = 1e6;
    decimals_ = largest < 1e7 ? 2 : 1;
  } else if (largest >= 1e4) {
    unit_ = std::string(pound) + " thousand";
    divisor_ = 1e3;
  } else {
    unit_ = pound;
  }
}

Figures Figures::of_means(const std::string& unit, bool is_money, double largest) {
  Figures figures(unit, is_money, largest);
  if (!is_money && largest < 1'000) figures.decimals_ = 1;
  return figures;
}

Figures Figures::in_thousands(const std::string& unit, bool is_money, double largest) {
  return {unit, is_money, is_money ? std::clamp(largest, 1e4, 9e5) : largest};
}

double Figures::step() const {
  return divisor_ / (decimals_ == 2 ? 100 : decimals_ == 1 ? 10 : 1);
}

std::string Figures::number(double value) const {
  return output::with_commas(value / divisor_, decimals_);
}

std::string Figures::signed_number(double value) const {
  const std::string text = number(value);
  return value > 0 && !rounds_to_zero(text) ? plus + text : text;
}

std::string Figures::size(double value) const {
  const double magnitude = std::abs(value);
  if (!is_money_) return number(magnitude);
  const double step = magnitude < 1e4 ? 1 : 1e3;  // [pounds] no finer than chance allows
  const double rounded = std::round(magnitude / step) * step;
  return output::pounds_in_words(std::llround(rounded * 100));
}

std::string Figures::range(const Spread& spread) const {
  return number(spread.low) + " to " + number(spread.high);
}

std::string Figures::signed_range(const Spread& spread) const {
  return signed_number(spread.low) + " to " + signed_number(spread.high);
}

std::vector<double> adding_up(const std::vector<double>& parts, double step) {
  sim::expects(step > 0, "a step has a size");
  std::vector<double> steps;
  std::vector<std::pair<double, std::size_t>> remainders;
  double sum = 0;
  double whole = 0;
  for (const double part : parts) {
    steps.push_back(std::floor(part / step));
    remainders.emplace_back(steps.back() - part / step, remainders.size());
    sum += part;
    whole += steps.back();
  }
  std::sort(remainders.begin(), remainders.end());  // the largest remainder first
  const double missing = std::round(sum / step) - whole;
  for (std::size_t i = 0; i < parts.size() && static_cast<double>(i) < missing; ++i)
    steps[remainders[i].second] += 1;
  for (double& part : steps) part *= step;
  return steps;
}

Figures figures_of_levels(const ComparedMeasure& measure) {
  double largest = 0;
  for (const ComparedYear& year : measure.years)
    for (const auto& level : year.levels)
      if (level) largest = std::max(largest, largest_of(*level));
  return {measure.unit, measure.is_money, largest};
}

Figures figures_of_differences(const ComparedMeasure& measure) {
  double largest = 0;
  for (const ComparedYear& year : measure.years)
    for (const auto& difference : year.differences)
      if (difference) largest = std::max(largest, largest_of(difference->futures));
  return {measure.unit, measure.is_money, largest};
}

std::string more_or_fewer(const Figures& figures, bool is_money, double value) {
  if (rounds_to_zero(figures.number(value))) return "no difference";
  const char* less = is_money ? " less" : " fewer";
  return figures.size(value) + (value < 0 ? less : " more");
}

std::string nothing_to_compare(const Comparison& comparison) {
  bool any = false;
  for (const ComparedMeasure& measure : comparison.measures)
    for (const ComparedYear& year : measure.years)
      for (const auto& difference : year.differences) {
        if (!difference) continue;
        if (difference->same.hits < difference->same.futures) return "";
        any = true;
      }
  return any ? "Nothing to compare: every option gives the same as " +
                   comparison.options.front().name + ", in every measure, year and future shown."
             : "Nothing to compare: in no year shown is there a measure that both " +
                   comparison.options.front().name + " and another option have.";
}

bool varies(const ChanceOrChange& measure) {
  return measure.luck + measure.ignorance > 0 || measure.change > 0;
}

std::string unvarying_in_words(const Comparison& comparison) {
  const auto still = std::count_if(comparison.chance.begin(), comparison.chance.end(),
                                   [](const ChanceOrChange& one) { return !varies(one); });
  if (still == 0) return "";
  return "Left out: " + std::to_string(still) +
         (still == 1 ? " measure that does not vary there." : " measures that do not vary there.");
}

std::string left_out_in_words(const Comparison& comparison) {
  constexpr std::size_t most_named = 4;
  std::vector<std::string> names;
  for (const ComparedMeasure& measure : comparison.measures)
    if (measure.is_nothing) names.push_back(measure.label);
  if (names.empty()) return "";
  const std::string said = names.size() == 1
                               ? "1 measure is 0 under every option, in every year and future"
                               : std::to_string(names.size()) +
                                     " measures are 0 under every option, in every year and future";
  return "Left out: " + said + (names.size() <= most_named ? " (" + enumerated(names) + ")" : "") +
         ".";
}

void add_option_columns(output::HtmlTable& table, const Comparison& comparison) {
  for (std::size_t o = 0; o < comparison.options.size(); ++o)
    table.columns.push_back({lettered(comparison, o), true, output::option_letter(o)});
}

std::string lettered(const Comparison& comparison, std::size_t option) {
  return output::option_letter(option) + ": " + comparison.options[option].name;
}

std::string enumerated(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i)
    text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
  return text;
}

std::string day_in_words(sim::Date day) {
  constexpr std::array<const char*, 12> months{"January",   "February", "March",    "April",
                                               "May",       "June",     "July",     "August",
                                               "September", "October",  "November", "December"};
  const std::chrono::year_month_day date(day);
  return std::to_string(static_cast<unsigned>(date.day())) + " " + months[sim::month_of(day) - 1] +
         " " + std::to_string(sim::year_of(day));
}

std::string standing_in_words(sim::Standing standing) {
  switch (standing) {
    case sim::Standing::may_be_best: return "yes";
    case sim::Standing::as_good: return "as good";
    case sim::Standing::perhaps_as_good: return "perhaps as good";
    case sim::Standing::worse: break;
  }
  return "no";
}

std::string chance_in_words(const Chance& chance) {
  if (chance.futures == 0) return "not available";
  return output::chance(chance.share());
}

std::string in_a_hundred(const std::vector<std::optional<Chance>>& chances) {
  std::string text;
  for (std::size_t o = 0; o < chances.size(); ++o) {
    const auto& chance = chances[o];
    std::string words = "no target";
    if (chance && chance->futures == 0) words = "not available";
    if (chance && chance->futures > 0) {
      const long hundredths = std::lround(100 * chance->share());
      words = hundredths == 0     ? "under 1"
              : hundredths == 100 ? "over 99"
                                  : std::to_string(hundredths);
    }
    text += (o == 0 ? "In 100 futures: " : ", ") + output::option_letter(o) + " " + words;
  }
  return text;
}

std::string kind_of_year(const ComparedMeasure& measure) {
  return measure.basis == models::Basis::school_year ? "academic year" : "financial year";
}

std::string uncapitalised(const std::string& text) {
  if (text.size() < 2 || (text[1] >= 'A' && text[1] <= 'Z')) return text;
  std::string small = text;
  if (small[0] >= 'A' && small[0] <= 'Z') small[0] = static_cast<char>(small[0] - 'A' + 'a');
  return small;
}

const ComparedYear* year_in_focus(const ComparedMeasure& measure) {
  if (measure.average) return &*measure.average;
  for (std::size_t y = measure.years.size(); y-- > 0;) {
    const auto& differences = measure.years[y].differences;
    if (std::any_of(differences.begin(), differences.end(),
                    [](const auto& difference) { return difference.has_value(); }))
      return &measure.years[y];
  }
  return nullptr;
}

const ComparedMeasure* measure_of(const Comparison& comparison, const std::string& measure) {
  for (const ComparedMeasure& compared : comparison.measures)
    if (compared.measure == measure && compared.breakdown.empty()) return &compared;
  return nullptr;
}

std::string verdicts_in_words(const ComparedMeasure& measure, const ComparedYear& year) {
  std::vector<std::pair<std::string, std::vector<std::string>>> groups;
  for (std::size_t o = 1; o < year.differences.size(); ++o) {
    if (!year.differences[o]) continue;
    const std::string words = said(judgement_of(measure, *year.differences[o]));
    auto group = std::find_if(groups.begin(), groups.end(),
                              [&](const auto& known) { return known.first == words; });
    if (group == groups.end()) group = groups.insert(group, {words, {}});
    group->second.push_back(output::option_letter(o));
  }
  std::string text;
  for (const auto& [words, letters] : groups)
    text += (text.empty() ? "" : "; ") + words + " under " + enumerated(letters);
  return text;
}

}  // namespace tools
