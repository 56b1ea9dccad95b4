// Why pupils are not in an ordinary mainstream place, and why they are out of borough: by the
// reason that each pupil-day carries, with what it costs.
#include <array>
#include <utility>
#include <vector>

#include "models/apportionment.h"
#include "models/catalogue.h"

namespace models {
namespace {

using Named = std::pair<Reason, const char*>;

constexpr std::array<Named, reasons - 1> all_named{{
    {Reason::excluded, "excluded"},
    {Reason::referred, "referred"},
    {Reason::unit_full, "unit-full"},
    {Reason::no_specialist_place, "no-specialist-place"},
    {Reason::not_open_yet, "not-open-yet"},
    {Reason::need, "need"},
    {Reason::quota_spent, "quota-spent"},
    {Reason::agreed, "agreed"},
    {Reason::warned, "warned"},
    {Reason::chosen, "chosen"},
    {Reason::unwell, "unwell"},
    {Reason::in_care, "in-care"},
}};

/// Those that a place out of borough can have or is asked about: capacity, quota, timing, need, the
/// family's choice, a decision on care. That there are no others, a test holds.
constexpr std::array<Named, 7> away_named{{
    {Reason::unit_full, "unit-full"},
    {Reason::quota_spent, "quota-spent"},
    {Reason::no_specialist_place, "no-specialist-place"},
    {Reason::not_open_yet, "not-open-yet"},
    {Reason::need, "need"},
    {Reason::chosen, "chosen"},
    {Reason::in_care, "in-care"},
}};
constexpr std::size_t need_at = 4;
constexpr std::size_t in_care_at = 6;

/// Pupil-seconds of a school year in a setting, by reason.
std::vector<double> areas(const World& world, int year, Setting setting) {
  std::vector<double> found;
  for (const auto& [reason, name] : away_named)
    found.push_back(static_cast<double>(world.record.area(year, setting, reason)));
  return found;
}

/// Where there was nobody, pence that were due from the year before are said to be for need.
std::int64_t share_of(std::int64_t pence, std::vector<double> weights, std::size_t which) {
  double sum = 0;
  for (const double weight : weights) sum += weight;
  if (sum == 0) weights[need_at] = 1;
  return apportioned(pence, weights)[which];
}

std::int64_t days_away(const World& world, int year, std::size_t which) {
  std::vector<double> sum = areas(world, year, Setting::other_authority);
  const std::vector<double> independent = areas(world, year, Setting::independent);
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += independent[i];
  const std::int64_t seconds = world.record.area(year, Setting::other_authority) +
                               world.record.area(year, Setting::independent);
  const std::int64_t days = (seconds + sim::seconds_per_day / 2) / sim::seconds_per_day;
  return apportioned(days, sum)[which];
}

/// What a line has posted in a school year goes with the pupil-days of that year, whatever they
/// cost in it; placements by a decision on care have a line of their own.
std::int64_t pence_away(const World& world, int year, std::size_t which) {
  const auto posted = [&](std::size_t line) {
    return world.spending.posted_in_school_year(line, year).in_pence();
  };
  std::int64_t elsewhere = 0;
  for (std::size_t provider = 0; provider < world.borough.specialists.size(); ++provider)
    if (world.borough.specialists[provider].kind == SpecialistKind::other_authority)
      elsewhere += posted(world.lines.specialist_top_up[provider]);
  std::vector<double> independent = areas(world, year, Setting::independent);
  independent[in_care_at] = 0;
  return share_of(elsewhere, areas(world, year, Setting::other_authority), which) +
         share_of(posted(world.lines.independent), std::move(independent), which) +
         (which == in_care_at ? posted(world.lines.in_care_by_authority) : 0);
}

}  // namespace

void add_displacement(Catalogue& all) {
  for (const auto& [reason, name] : all_named)
    all.add_mean("displaced", name,
                 "Pupils not simply in mainstream, by the reason that each pupil-day carries.",
                 [why = reason](const World& world, int year) {
                   std::int64_t sum = 0;
                   for (std::size_t s = 0; s < settings; ++s)
                     sum += world.record.area(year, static_cast<Setting>(s), why);
                   return sum;
                 });
  for (std::size_t which = 0; which < away_named.size(); ++which)
    all.add(
        "out_of_borough_by_reason", away_named[which].second, "pupil-days",
        std::string("Pupils out of borough, by the reason that each pupil-day carries: together "
                    "out_of_borough.") +
            pupil_days,
        Basis::school_year, Shown::mean,
        [which](const World& world, int year) { return days_away(world, year, which); });
  for (std::size_t which = 0; which < away_named.size(); ++which)
    all.add(
        "out_of_borough_cost_by_reason", away_named[which].second, std::string(sim::pence_unit),
        "What the block pays out of borough in the school year, shared out by the reasons of its "
        "pupil-days: together top-up at other authorities and independent fees.",
        Basis::school_year, Shown::money,
        [which](const World& world, int year) { return pence_away(world, year, which); });
}

}  // namespace models
