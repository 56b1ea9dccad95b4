#include "tools/semh/compare/attribution.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "models/measures.h"
#include "sim/decision/shapley.h"
#include "sim/kernel/expects.h"
#include "sim/kernel/instant.h"
#include "tools/semh/compare/levers.h"
#include "tools/semh/compare/variants.h"
#include "tools/semh/results.h"

namespace tools {
namespace {

constexpr std::uint64_t seed_of_orders = 1;

/// A measure, and where its years are among what is kept of each set of levers.
struct Asked {
  const AttributedMeasure* what = nullptr;
  models::YearlyMeasure measure;
  std::vector<int> years;   ///< In which they begin.
  std::size_t first = 0;    ///< Place of the first year.
  std::size_t differs = 0;  ///< The first year in which any future does; years.size() if none.
};

const models::YearlyMeasure* found(const std::vector<models::YearlyMeasure>& measures,
                                   const AttributedMeasure& what) {
  for (const models::YearlyMeasure& one : measures)
    if (one.measure.name == what.measure && one.breakdown == what.breakdown) return &one;
  return nullptr;
}

std::vector<Asked> all_asked(const models::Borough& base, const models::Borough& option,
                             const std::vector<AttributedMeasure>& measures,
                             std::vector<Wanted>& wanted) {
  const auto in_base = models::yearly_measures(base);
  const auto in_option = models::yearly_measures(option);
  std::vector<Asked> all;
  for (const AttributedMeasure& what : measures) {
    const models::YearlyMeasure* measure = found(in_base, what);
    if (measure == nullptr || found(in_option, what) == nullptr) continue;
    Asked asked{.what = &what, .measure = *measure, .years = {}, .first = wanted.size()};
    const bool school = measure->basis == models::Basis::school_year;
    asked.years = school ? models::reported_school_years(base.period)
                         : models::reported_financial_years(base.period);
    for (int& year : asked.years) {
      if (school) year += base.period.first_school_year;
      wanted.push_back({what.measure, what.breakdown, year, year});
    }
    all.push_back(std::move(asked));
  }
  return all;
}

/// In which year any future differs between no lever and all of them.
std::size_t first_difference(const VariantRuns& runs, const Asked& asked) {
  for (std::size_t year = 0; year < asked.years.size(); ++year)
    if (runs.values(0, asked.first + year) != runs.values(runs.variants() - 1, asked.first + year))
      return year;
  return asked.years.size();
}

/// From the first year in which any measure of the same basis differs.
void agree_on_years(const VariantRuns& runs, std::vector<Asked>& all) {
  std::map<models::Basis, int> first;
  for (Asked& asked : all) {
    asked.differs = first_difference(runs, asked);
    if (asked.differs == asked.years.size()) continue;
    const auto [known, is_new] = first.emplace(asked.measure.basis, asked.years[asked.differs]);
    if (!is_new) known->second = std::min(known->second, asked.years[asked.differs]);
  }
  for (Asked& asked : all)
    if (const auto known = first.find(asked.measure.basis); known != first.end())
      asked.differs = static_cast<std::size_t>(
          std::find(asked.years.begin(), asked.years.end(), known->second) - asked.years.begin());
}

/// What each set is worth in each future: the years together. Empty where a year is missing.
std::vector<std::vector<std::int64_t>> worth_of(const VariantRuns& runs, const Asked& asked) {
  std::vector<std::vector<std::int64_t>> worth(runs.replications(),
                                               std::vector<std::int64_t>(runs.variants()));
  for (std::size_t future = 0; future < runs.replications(); ++future)
    for (std::size_t set = 0; set < runs.variants(); ++set)
      for (std::size_t year = asked.differs; year < asked.years.size(); ++year) {
        const std::int64_t value = runs.at(set, future, asked.first + year);
        if (value == sim::not_available) return {};
        worth[future][set] += value;
      }
  return worth;
}

/// Stored integers that are one of what is shown: 100 pence are a pound, and so many pupil-days a
/// pupil on average.
std::int64_t stored_in_one(const Asked& asked) {
  if (asked.measure.shown == models::Shown::money) return 100;
  if (asked.measure.shown == models::Shown::as_counted) return 1;
  std::int64_t days = 0;
  for (std::size_t year = asked.differs; year < asked.years.size(); ++year)
    days += (sim::date(asked.years[year] + 1, 9, 1) - sim::date(asked.years[year], 9, 1)).count();
  return days;
}

std::string span_of(const Asked& asked) {
  const auto name = [&](int begins) { return year_name(asked.measure.basis, begins); };
  if (asked.differs + 1 == asked.years.size()) return name(asked.years.back());
  return name(asked.years[asked.differs]) + " to " + name(asked.years.back()) +
         (asked.measure.shown == models::Shown::mean ? " on average" : " together");
}

/// To which bar each lever belongs: the largest have one of their own, in the order in which they
/// are named, and all others the last.
struct Bars {
  std::vector<std::size_t> of_lever;
  std::vector<std::string> names;
};

Bars bars_of(const Levers& levers, const std::vector<sim::WideWhole>& sums, std::size_t most) {
  const std::vector<std::size_t> listed = levers.as_listed();
  std::vector<std::size_t> largest = listed;
  const auto size = [&](std::size_t lever) { return sums[lever] < 0 ? -sums[lever] : sums[lever]; };
  std::stable_sort(largest.begin(), largest.end(),
                   [&](std::size_t a, std::size_t b) { return size(a) > size(b); });
  if (levers.size() > most) largest.resize(most - 1);
  Bars bars{std::vector<std::size_t>(levers.size()), {}};
  for (const std::size_t lever : listed)
    if (std::find(largest.begin(), largest.end(), lever) != largest.end()) {
      bars.of_lever[lever] = bars.names.size();
      bars.names.push_back(levers.names()[lever]);
    }
  const std::size_t rest = bars.names.size();
  for (std::size_t lever = 0; lever < levers.size(); ++lever)
    if (std::find(largest.begin(), largest.end(), lever) == largest.end())
      bars.of_lever[lever] = rest;
  if (rest < levers.size()) bars.names.emplace_back("All other levers");
  return bars;
}

double in_tens(std::int64_t number, int decimals) {
  constexpr std::array<double, 3> tens{1, 10, 100};
  return static_cast<double>(number) / tens[static_cast<std::size_t>(decimals)];
}

ComparedAttribution shared_out(const Asked& asked, const Levers& levers,
                               const sim::LeverOrders& orders,
                               const std::vector<std::vector<std::int64_t>>& worth,
                               std::size_t most_bars) {
  ComparedAttribution made{.measure = asked.what->measure,
                           .breakdown = asked.what->breakdown,
                           .label = asked.what->label,
                           .unit = models::shown_unit(asked.measure),
                           .is_money = asked.measure.shown == models::Shown::money,
                           .span = span_of(asked),
                           .is_exact = orders.is_exact(),
                           .futures = worth.size(),
                           .levers = {}};
  made.decimals = made.is_money ? 2 : 1;
  const Bars bars = bars_of(levers, sim::shared_difference(orders, worth).sums, most_bars);
  auto shared = sim::shared_difference(orders, worth, bars.of_lever);
  const std::int64_t scale = made.is_money ? 100 : 10;
  const std::int64_t one = stored_in_one(asked);
  for (sim::WideWhole& sum : shared.sums) sum *= scale;
  const sim::WideWhole denominator = shared.denominator * one;
  const auto whole = sim::whole_parts(shared.sums, denominator);
  made.total = in_tens(sim::rounded_ratio(shared.total(), denominator), made.decimals);
  for (std::size_t bar = 0; bar < whole.size(); ++bar) {
    sim::Estimate share = shared.parts[bar];
    share.mean = in_tens(whole[bar], made.decimals);
    share.half_width /= static_cast<double>(one);
    made.levers.push_back({bars.names[bar], share});
  }
  return made;
}

std::vector<Variant> variants_of(const Levers& levers, const sim::LeverOrders& orders,
                                 const std::shared_ptr<const Sampling>& sampling) {
  std::vector<Variant> variants;
  for (const sim::LeverSet set : orders.sets) {
    std::string id;
    for (std::size_t lever = 0; lever < levers.size(); ++lever)
      if ((set >> lever & 1) != 0) id += (id.empty() ? "" : " + ") + levers.names()[lever];
    variants.push_back(
        variant_of(id.empty() ? "the base" : std::move(id), levers.hybrid(set), sampling));
  }
  return variants;
}

}  // namespace

std::optional<std::vector<ComparedAttribution>> attributed(const scenarios::Scenario& base,
                                                           const scenarios::Scenario& option,
                                                           std::size_t number,
                                                           const AttributionRequest& request) {
  sim::expects(request.replications >= 2, "an interval needs two futures");
  const Levers levers(base, option);
  std::vector<ComparedAttribution> made;
  if (levers.size() == 0) return made;
  const sim::LeverOrders orders =
      levers.size() <= sim::most_exact_levers
          ? sim::every_order(levers.size())
          : sim::sampled_orders(levers.size(), request.pairs, seed_of_orders);
  std::vector<Wanted> wanted;
  std::vector<Asked> all = all_asked(base.borough, option.borough, request.measures, wanted);
  VariantRuns runs(variants_of(levers, orders, request.sampling), wanted,
                   {.folder = request.folder,
                    .seed = request.seed,
                    .first_replication = request.first_replication,
                    .replications = request.replications,
                    .threads = request.threads,
                    .quiet = request.quiet,
                    .what = "pieces of the attribution of " + option.id});
  if (!runs.simulate()) return std::nullopt;
  agree_on_years(runs, all);
  for (const Asked& asked : all) {
    if (asked.differs == asked.years.size()) continue;
    const auto worth = worth_of(runs, asked);
    if (worth.empty()) continue;
    made.push_back(shared_out(asked, levers, orders, worth, request.bars));
    made.back().option = number;
  }
  return made;
}

}  // namespace tools
