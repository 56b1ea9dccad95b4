// What several options do, set side by side: all that the tables, the terminal and the page show.
//
// Every option lives through the same futures, child by child, so a difference is taken future by
// future. A range is over simulated futures (8 in 10 of them); an interval is Monte Carlo error.
// The first option is the base that the others are compared with.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/measures.h"
#include "sim/decision/selection.h"
#include "sim/kernel/instant.h"
#include "sim/statistics/estimate.h"
#include "sim/statistics/proportion.h"

namespace tools {

struct ComparedOption {
  std::string id;  ///< As outputs call it.
  std::string name;
  std::string about;  ///< In a sentence.
};

/// 8 in 10 futures lie from low to high.
struct Spread {
  double middle = 0;
  double low = 0;
  double high = 0;
};

enum class Better : std::uint8_t { lower, higher, neither };

/// How often something was so, with its 95% interval (Monte Carlo error). Of 0 futures where it is
/// not available.
struct Chance {
  std::int64_t hits = 0;
  std::int64_t futures = 0;
  sim::ProportionInterval interval{};
  /// Not a number of 0 futures.
  double share() const { return static_cast<double>(hits) / static_cast<double>(futures); }
};

/// An option less the base in one year.
struct OptionDifference {
  Spread futures;              ///< Of the differences, future by future.
  sim::PairedDifference mean;  ///< With what sharing their luck has gained.
  Chance better;               ///< Futures in which the option is better than the base.
  Chance same;                 ///< Futures in which it is the same.
};

struct ComparedYear {
  int begins = 0;                                            ///< Calendar year of its first day.
  std::string name;                                          ///< "2016/17" or "2016-17".
  std::vector<std::optional<Spread>> levels;                 ///< By option.
  std::vector<std::optional<OptionDifference>> differences;  ///< By option; the base has none.
};

/// Values are as people read them: pupils, events, pounds.
struct ComparedMeasure {
  std::string measure;
  std::string breakdown;
  std::string label;  ///< "Permanent exclusions"
  std::string unit;   ///< "pupils", "pounds"
  models::Basis basis = models::Basis::school_year;
  bool is_money = false;
  Better better = Better::lower;
  std::vector<ComparedYear> years;
  /// The mean of the years from the first on in which any option differs in any measure; named
  /// "an average year, 2016/17 to 2021/22". Nothing where no option ever differs.
  std::optional<ComparedYear> average;
  bool is_nothing = false;  ///< 0 under every option, in every year shown and every future.
};

/// One number or choice that an option has otherwise than the base.
struct InputDifference {
  std::size_t option = 1;
  std::string lever;  ///< Of which it is a part, in words.
  std::string key;    ///< As `semh explain` knows it.
  std::optional<sim::Date> from;
  std::string base;  ///< On that day, with range and unit; "none" where it has no such thing.
  std::string value;
  std::string source;  ///< Of the option's; empty of a choice, which needs none.
};

/// What a key stands for that inputs cite as their source.
struct CitedSource {
  std::string key;     ///< "[P4]"
  std::string what;    ///< Empty where no list beside a scenario says so.
  std::string whence;  ///< By whom, when and where; may be empty.
};

/// What one lever makes of the difference, averaged over every order in which levers are put on.
struct LeverShare {
  double mean = 0;        ///< Rounded to `decimals`, so that what is printed adds up.
  double half_width = 0;  ///< 95% interval over futures, and over orders where they are sampled.
  double exact = 0;       ///< The mean as it is: the interval lies about it.
  double lower() const { return exact - half_width; }
  double upper() const { return exact + half_width; }
};

struct AttributedLever {
  std::string lever;
  LeverShare share;
};

/// Why an option differs from the base in one measure.
struct ComparedAttribution {
  std::size_t option = 1;
  std::string measure;
  std::string breakdown;
  std::string label;
  std::string unit;
  bool is_money = false;
  std::string span;      ///< "an average year, 2016/17 to 2021/22", as the headline's
  bool is_exact = true;  ///< Every set of levers was simulated; else orders were sampled.
  std::size_t futures = 0;
  double total = 0;  ///< Mean difference, rounded to `decimals`: the sum of the levers' shares.
  std::vector<AttributedLever> levers;  ///< In the order of the strategy.
  int decimals = 1;  ///< To which the means add up: 1 of pupils and events, 2 of pounds.
  /// Beside the total where the headline is of other futures: "of these 200 futures; the headline's
  /// 1,000 say −16.6". Else empty.
  std::string reconciled{};
  sim::Estimate whole{};  ///< The mean difference as it is, with its 95% interval by draws.
};

/// Out-of-borough places by the reason that each pupil-day carries.
struct DisplacementRow {
  std::string reason;          ///< In words: "no specialist place"
  std::vector<Spread> pupils;  ///< By option, out of borough, mean number over the years.
  std::vector<Spread> pounds;  ///< By option, out of borough, a year.
  /// By option, displaced for this reason and not out of borough: on tuition, at a unit, waiting at
  /// school; mean number over the years.
  std::vector<Spread> elsewhere{};
  std::vector<double> mean_pupils{};     ///< By option: these add up to all out of borough.
  std::vector<double> mean_pounds{};     ///< By option: and these to what is paid for them.
  std::vector<double> mean_elsewhere{};  ///< By option.
};

/// By which route children are not in full-time education.
struct RouteRow {
  std::string route;           ///< In words: "on a part-time timetable"
  std::vector<Spread> pupils;  ///< By option, mean number over the years.
  std::vector<double> mean;    ///< By option: these add up to all of them.
};

struct ComparedSuccess {
  int step = 1;
  std::string text;                        ///< In the words of the strategy.
  std::string aim;                         ///< "at most 51 pupils by 2017/18"
  std::vector<std::optional<Chance>> met;  ///< By option; nothing where it has no such target.
  std::vector<std::optional<Chance>> met_by_end{};  ///< The same in the year of `end`.
  std::string end{};  ///< "2020/21": the last year that ends by September 2021.
};

/// Roll against places, month by month.
struct MonthlyRoll {
  std::string label;  ///< "On roll at Aspire"
  std::vector<sim::Date> months;
  struct Option {
    std::vector<double> low;    ///< 10 in 100 futures are below.
    std::vector<double> lower;  ///< 25 in 100.
    std::vector<double> middle;
    std::vector<double> upper;   ///< 75 in 100.
    std::vector<double> high;    ///< 90 in 100.
    std::vector<double> places;  ///< Commissioned.
  };
  std::vector<Option> options;
};

/// Which option is best on an objective.
struct BestOption {
  std::string objective;        ///< In words: "Fewest permanent exclusions".
  std::string span;             ///< "an average year, 2016/17 to 2021/22"
  std::vector<Chance> is_best;  ///< By option; a future in which several are best counts for each.
  std::vector<Spread> values;   ///< By option.
  std::vector<sim::Standing> standing;  ///< By option.
  std::vector<sim::Estimate> behind;    ///< By option: its mean behind the best mean, by draws.
  double indifference = 0;  ///< The smallest difference worth telling [unit of the objective].
  std::string unit;
  std::string guarantee;  ///< In words.
};

/// One option in one future that may come.
struct RobustCell {
  Spread value;
  double regret = 0;  ///< Mean distance to the option that is best, by its mean, in that future.
  double mean = 0;    ///< Of the value.
  double regret_half_width = 0;  ///< 95% interval of it, paired and by draws; 0 of the best.
  bool is_untouched = false;     ///< That future changes nothing in this option.
};
struct RobustMatrix {
  std::string objective;
  std::string unit;
  bool is_money = false;
  std::vector<std::string> futures;            ///< In words; the first is as assumed.
  std::vector<std::vector<RobustCell>> cells;  ///< By option, then future.
  std::vector<double> worst_regret;            ///< By option.
  std::vector<std::size_t> worst_future{};     ///< By option: in which its mean is worst.
  std::string span{};         ///< "2018/19 to 2021/22": values are of an average year of it.
  std::size_t simulated = 0;  ///< Times that each future was simulated under each option.
  std::string left_out{};     ///< Futures that only draws of a posterior have, at central values.
};

/// Of what the range of a measure is made, and what change would be more than chance.
struct ChanceOrChange {
  std::string measure;
  std::string breakdown;
  std::string label;
  std::string unit;
  bool is_money = false;
  std::string year;
  double luck = 0;       ///< Share of the variance [1]; of an option at central values both are 0.
  double ignorance = 0;  ///< The rest ...
  double ignorance_low = 0;  ///< ... with its 95% interval over draws.
  double ignorance_high = 0;
  double change = 0;  ///< From one year to the next: seen by chance in one future of twenty.
};

/// How far the asked precision is reached.
struct ComparedPrecision {
  std::size_t futures = 0;
  std::size_t cap = 0;          ///< Futures that were asked for at most.
  std::optional<double> asked;  ///< Half width, as a share of the level [1].
  double worst = 0;             ///< The largest half width there is, as a share of that level.
  std::string worst_of{};       ///< Of which measure and option.
  bool reached = true;
};

struct Comparison {
  std::vector<ComparedOption> options;  ///< The base first.
  std::vector<InputDifference> inputs;
  std::vector<CitedSource> sources;       ///< That the inputs cite, by their keys.
  std::vector<ComparedMeasure> measures;  ///< Children not in full-time education first.
  std::vector<MonthlyRoll> rolls;
  std::vector<ComparedAttribution> attributions;
  std::vector<RouteRow> routes;
  std::vector<DisplacementRow> displacement;
  std::string displacement_span;  ///< Of routes too.
  std::vector<ComparedSuccess> success;
  std::vector<BestOption> best;
  std::vector<RobustMatrix> robust;
  std::vector<ChanceOrChange> chance;
  ComparedPrecision precision;
  std::string authority;  ///< May be empty.
  std::uint64_t seed = 1;
  std::string run_id;                ///< Eight hexadecimal digits.
  std::string version;               ///< Of the program.
  std::string what_the_range_holds;  ///< In words.
};

}  // namespace tools
