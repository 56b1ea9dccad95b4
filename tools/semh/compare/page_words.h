// Numbers and judgements of a comparison as words, the same in every part of its page.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "output/html.h"
#include "sim/kernel/instant.h"
#include "tools/semh/compare/comparison.h"

namespace tools {

/// What may be said of a difference. Lower and higher only where the mean's 95% interval leaves out
/// nothing at all and futures on that side are at least twice as many as on the other.
enum class Verdict : std::uint8_t { same, unclear, lower, higher };

struct Judgement {
  Verdict verdict = Verdict::unclear;
  std::optional<double> chance;  ///< Of being on that side; unknown where neither side is better.
};

Judgement judgement_of(const ComparedMeasure& measure, const OptionDifference& difference);

/// How numbers of one kind and size are written: in pounds, thousands or millions; whole, or with
/// as many decimals as tell them apart.
class Figures {
 public:
  /// `largest` in size of those that are written beside each other.
  Figures(const std::string& unit, bool is_money, double largest);
  /// Of means, which are known more finely than a future is: to a tenth of a pupil.
  static Figures of_means(const std::string& unit, bool is_money, double largest);
  /// In whole thousands of pounds where it is money.
  static Figures in_thousands(const std::string& unit, bool is_money, double largest);

  const std::string& unit() const { return unit_; }  ///< "pupils", "£ million"
  double scaled(double value) const { return value / divisor_; }
  double step() const;  ///< The smallest difference that is written, in what is given.
  std::string number(double value) const;         ///< 1,234.5
  std::string signed_number(double value) const;  ///< +1,234.5
  std::string size(double value) const;           ///< Without a sign: "£1.2 million", "51".
  std::string range(const Spread& spread) const;
  std::string signed_range(const Spread& spread) const;

 private:
  std::string unit_;
  bool is_money_;
  double divisor_ = 1;
  int decimals_ = 0;
};

/// `parts` rounded to whole steps, so that they add up to their sum rounded so: the largest
/// remainders are rounded up. Requires: step > 0.
std::vector<double> adding_up(const std::vector<double>& parts, double step);

/// For the levels of a measure, over all years and options; for its differences.
Figures figures_of_levels(const ComparedMeasure& measure);
Figures figures_of_differences(const ComparedMeasure& measure);

/// "51 fewer", "£450,000 less", "no difference".
std::string more_or_fewer(const Figures& figures, bool is_money, double value);

/// Why there is nothing to compare, in a sentence; empty where there is.
std::string nothing_to_compare(const Comparison& comparison);

/// Whether there is anything to tell: neither luck nor ignorance moves what is always 0.
bool varies(const ChanceOrChange& measure);
/// How many do not, in a sentence; empty where all do.
std::string unvarying_in_words(const Comparison& comparison);
/// Which measures are left out for being 0 under every option, in every year and future, in a
/// sentence; empty where none is.
std::string left_out_in_words(const Comparison& comparison);

/// A column an option, with its name, and its letter where there is little room.
void add_option_columns(output::HtmlTable& table, const Comparison& comparison);

/// "B: Five steps of 2015"
std::string lettered(const Comparison& comparison, std::size_t option);
/// "a, b and c"
std::string enumerated(const std::vector<std::string>& words);
/// "1 September 2016"
std::string day_in_words(sim::Date day);
/// Whether an option may be the best: "yes", "as good", "perhaps as good", "no".
std::string standing_in_words(sim::Standing standing);
/// "86 in 100", or "all 1,000 futures".
std::string chance_in_words(const Chance& chance);
/// "In 100 futures: A under 1, B 36, C no target", by option.
std::string in_a_hundred(const std::vector<std::optional<Chance>>& chances);
/// "school year", "financial year"
std::string kind_of_year(const ComparedMeasure& measure);
/// With a small first letter, unless the word is a name in capitals.
std::string uncapitalised(const std::string& text);

/// The average year if there is one, else the last in which any option can be compared; none where
/// no year can.
const ComparedYear* year_in_focus(const ComparedMeasure& measure);
const ComparedMeasure* measure_of(const Comparison& comparison, const std::string& measure);

/// "almost certain to be lower under B and C; no clear difference under D"
std::string verdicts_in_words(const ComparedMeasure& measure, const ComparedYear& year);

}  // namespace tools
