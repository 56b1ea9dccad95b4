#include "tools/semh/compare/attribution.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "models/measures.h"
#include "output/number_text.h"
#include "sim/decision/shapley.h"
#include "sim/kernel/expects.h"
#include "sim/kernel/instant.h"
#include "sim/statistics/clustered.h"
#include "tools/semh/compare/levers.h"
#include "tools/semh/compare/variants.h"

namespace tools {
namespace {

constexpr std::uint64_t seed_of_orders = 1;

/// A measure, and where its years are among what is kept of each set of levers.
struct Asked {
  const AttributedMeasure* what = nullptr;
  models::YearlyMeasure measure;
  ComparedSpan span;      ///< An average year of these is told.
  std::size_t first = 0;  ///< Place of the first year.

  std::size_t years() const { return static_cast<std::size_t>(span.last - span.first) + 1; }
};

const models::YearlyMeasure* found(const std::vector<models::YearlyMeasure>& measures,
                                   const AttributedMeasure& what) {
  for (const models::YearlyMeasure& one : measures)
    if (one.measure.name == what.measure && one.breakdown == what.breakdown) return &one;
  return nullptr;
}

std::vector<Asked> all_asked(const models::Borough& base, const models::Borough& option,
                             const AttributionRequest& request, std::vector<Wanted>& wanted) {
  const auto in_base = models::yearly_measures(base);
  const auto in_option = models::yearly_measures(option);
  std::vector<Asked> all;
  for (const AttributedMeasure& what : request.measures) {
    const models::YearlyMeasure* measure = found(in_base, what);
    if (measure == nullptr || found(in_option, what) == nullptr) continue;
    const bool school = measure->basis == models::Basis::school_year;
    const auto& span = school ? request.school_years : request.financial_years;
    if (!span) continue;
    all.push_back({.what = &what, .measure = *measure, .span = *span, .first = wanted.size()});
    for (int year = span->first; year <= span->last; ++year)
      wanted.push_back({what.measure, what.breakdown, year, year});
  }
  return all;
}

/// Whether any future of any year differs between no lever and all of them.
bool anything_differs(const VariantRuns& runs) {
  for (std::size_t which = 0; which < runs.wanted(); ++which)
    if (runs.values(0, which) != runs.values(runs.variants() - 1, which)) return true;
  return false;
}

constexpr std::int64_t usual_days = 365;
constexpr std::int64_t leap_days = 366;

/// As the comparison has it, a mean is taken of the means of years, each over its own days: what a
/// pupil-day weighs, times both lengths of a year.
std::int64_t weight_of(const Asked& asked, std::size_t year) {
  if (asked.measure.shown != models::Shown::mean) return 1;
  const int begins = asked.span.first + static_cast<int>(year);
  const auto days = (sim::date(begins + 1, 9, 1) - sim::date(begins, 9, 1)).count();
  return days == leap_days ? usual_days : leap_days;
}

/// What each set is worth in each future: the years together, as they weigh. Empty where a year is
/// missing.
std::vector<std::vector<std::int64_t>> worth_of(const VariantRuns& runs, const Asked& asked) {
  std::vector<std::vector<std::int64_t>> worth(runs.replications(),
                                               std::vector<std::int64_t>(runs.variants()));
  for (std::size_t future = 0; future < runs.replications(); ++future)
    for (std::size_t set = 0; set < runs.variants(); ++set)
      for (std::size_t year = 0; year < asked.years(); ++year) {
        const std::int64_t value = runs.at(set, future, asked.first + year);
        if (value == sim::not_available) return {};
        worth[future][set] += value * weight_of(asked, year);
      }
  return worth;
}

/// How much of that worth is one of what is shown, in an average year.
std::int64_t worth_of_one(const Asked& asked) {
  const auto years = static_cast<std::int64_t>(asked.years());
  if (asked.measure.shown == models::Shown::money) return 100 * years;  // pence
  if (asked.measure.shown == models::Shown::mean) return usual_days * leap_days * years;
  return years;
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

/// What all levers make of each future, one of what is shown being worth `one`.
sim::Estimate whole_of(const std::vector<std::vector<std::int64_t>>& worth, std::int64_t one,
                       const std::vector<std::size_t>& clusters) {
  std::vector<double> differences;
  for (const std::vector<std::int64_t>& future : worth)
    differences.push_back(static_cast<double>(future.back() - future.front()) /
                          static_cast<double>(one));
  return sim::clustered_estimate(differences, clusters);
}

ComparedAttribution shared_out(const Asked& asked, const Levers& levers,
                               const sim::LeverOrders& orders,
                               const std::vector<std::vector<std::int64_t>>& worth,
                               const AttributionRequest& request) {
  ComparedAttribution made{.measure = asked.what->measure,
                           .breakdown = asked.what->breakdown,
                           .label = asked.what->label,
                           .unit = models::shown_unit(asked.measure),
                           .is_money = asked.measure.shown == models::Shown::money,
                           .span = asked.span.in_words(),
                           .is_exact = orders.is_exact(),
                           .futures = worth.size(),
                           .levers = {}};
  made.decimals = made.is_money ? 2 : 1;
  const Bars bars = bars_of(levers, sim::shared_difference(orders, worth).sums, request.bars);
  const auto clusters =
      deep_clusters_of(request.sampling.get(), request.first_replication, worth.size());
  auto shared = sim::shared_difference(orders, worth, bars.of_lever, clusters);
  const std::int64_t scale = made.is_money ? 100 : 10;
  const std::int64_t one = worth_of_one(asked);
  for (sim::WideWhole& sum : shared.sums) sum *= scale;
  const sim::WideWhole denominator = shared.denominator * one;
  const auto whole = sim::whole_parts(shared.sums, denominator);
  made.total = in_tens(sim::rounded_ratio(shared.total(), denominator), made.decimals);
  for (std::size_t bar = 0; bar < whole.size(); ++bar) {
    const sim::Estimate& part = shared.parts[bar];
    made.levers.push_back({bars.names[bar],
                           {.mean = in_tens(whole[bar], made.decimals),
                            .half_width = part.half_width / static_cast<double>(one),
                            .exact = part.mean / static_cast<double>(one)}});
  }
  made.whole = whole_of(worth, one, clusters);
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
  const std::vector<Asked> all = all_asked(base.borough, option.borough, request, wanted);
  if (all.empty()) return made;
  VariantRuns runs(variants_of(levers, orders, request.sampling), wanted,
                   {.folder = request.folder,
                    .seed = request.seed,
                    .first_replication = request.first_replication,
                    .replications = request.replications,
                    .threads = request.threads,
                    .quiet = request.quiet,
                    .what = "pieces of the attribution of " + option.id});
  if (!runs.simulate()) return std::nullopt;
  if (!anything_differs(runs)) return made;
  for (const Asked& asked : all) {
    const auto worth = worth_of(runs, asked);
    if (worth.empty()) continue;
    made.push_back(shared_out(asked, levers, orders, worth, request));
    made.back().option = number;
  }
  return made;
}

std::string reconciled(const ComparedAttribution& made,
                       const std::vector<ComparedMeasure>& measures, std::size_t futures) {
  if (made.futures == futures) return "";
  for (const ComparedMeasure& each : measures) {
    if (each.measure != made.measure || each.breakdown != made.breakdown || !each.average) continue;
    const auto& difference = each.average->differences[made.option];
    if (!difference) continue;
    const auto counted = [](std::size_t n) {
      return output::with_commas(static_cast<std::int64_t>(n));
    };
    const double mean = difference->mean.difference.mean;
    return "of these " + counted(made.futures) + " futures; the headline's " + counted(futures) +
           " say " + (mean < 0 ? "\xE2\x88\x92" : "+") + (made.is_money ? "£" : "") +
           output::with_commas(std::abs(mean), made.decimals);
  }
  return "";
}

}  // namespace tools
