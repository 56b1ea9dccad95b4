#include "models/catalogue.h"
#include "models/world.h"

namespace models {
namespace {

void add_choices(Catalogue& all, const Borough& borough) {
  for (std::size_t k = 0; k < option_kinds; ++k) {
    const auto kind = static_cast<OptionKind>(k);
    all.add("panel_choices", std::string(to_string(kind)), "decisions",
            "Decisions of the partnerships' panels, by the kind of option chosen.",
            Basis::school_year, Shown::as_counted, [kind](const World& world, int year) {
              std::int64_t sum = 0;
              for (int p = 0; p < static_cast<int>(world.borough.partnerships.size()); ++p)
                sum += world.panels.chosen(year, p, kind);
              return sum;
            });
  }
  const auto decided = [](const World& world, int year, int partnership, bool kept_only) {
    std::int64_t sum = 0;
    for (std::size_t k = 0; k < option_kinds; ++k)
      if (!kept_only || keeps_learner(static_cast<OptionKind>(k)))
        sum += world.panels.chosen(year, partnership, static_cast<OptionKind>(k));
    return sum;
  };
  all.add("learners_kept_in_100", "", "decisions in 100",
          "Of 100 decisions of panels, those by which the pupil stays in a school or place of the "
          "partnership; not available without a decision.",
          Basis::school_year, Shown::as_counted, [decided](const World& world, int year) {
            std::int64_t kept = 0;
            std::int64_t sum = 0;
            for (int p = 0; p < static_cast<int>(world.borough.partnerships.size()); ++p) {
              kept += decided(world, year, p, true);
              sum += decided(world, year, p, false);
            }
            return sum > 0 ? (100 * kept + sum / 2) / sum : sim::not_available;
          });
  for (int p = 0; p < static_cast<int>(borough.partnerships.size()); ++p) {
    const std::string& id = borough.partnerships[static_cast<std::size_t>(p)].id;
    all.add("learners_decided", id, "decisions", "Decisions of the partnership's panel.",
            Basis::school_year, Shown::as_counted,
            [p, decided](const World& world, int year) { return decided(world, year, p, false); });
    all.add("learners_kept", id, "decisions",
            "... by which the pupil stays in a school or place of the partnership: support, a "
            "managed move, its own provision.",
            Basis::school_year, Shown::as_counted,
            [p, decided](const World& world, int year) { return decided(world, year, p, true); });
  }
}

void add_settings(Catalogue& all) {
  const auto add = [&](const char* name, Setting setting, const char* definition) {
    all.add_mean(name, "", definition, [setting](const World& world, int year) {
      return world.record.area(year, setting);
    });
  };
  add("in_managed_moves", Setting::managed_move, "Pupils on trial at another school, on average.");
  add("in_short_breaks", Setting::short_break, "Pupils in turnaround placements, on average.");
  add("in_alternative_provision", Setting::alternative,
      "Pupils in alternative provision for a limited time, on average.");
  add("in_school_provision", Setting::school_provision,
      "Pupils in alternative provision that schools run themselves, on average.");
  add("in_partnership_places", Setting::partnership_place,
      "Pupils in places of the partnerships' own, on average.");
}

}  // namespace

void add_panel_measures(Catalogue& all, const Borough& borough) {
  all.add_counts("panel_cases", Count::panel_cases, "cases",
                 "Cases brought to the panels of the partnerships.");
  all.add_counts("panel_cases_dropped", Count::panel_cases_dropped, "cases",
                 "... of which dropped, as the pupil was elsewhere when the panel met.");
  all.add_counts("refused_for_quota", Count::refused_for_quota, "cases",
                 "Cases in which a panel would have chosen a unit and the quota was spent.");
  add_choices(all, borough);
  add_settings(all);
  all.add_counts("managed_moves_begun", Count::managed_moves, "moves", "Managed moves begun.");
  all.add_counts("managed_moves_succeeded", Count::managed_moves_succeeded, "moves",
                 "Managed moves that succeeded: the pupil stays at the new school.");
  all.add_counts("managed_moves_failed", Count::managed_moves_failed, "moves",
                 "Managed moves that failed: the pupil goes back.");
  all.add("alternative_providers", "", "providers",
          "Providers of alternative provision at the end of the school year.", Basis::school_year,
          Shown::as_counted, [](const World& world, int year) {
            std::int64_t sum = 0;
            for (const Option& option : world.borough.options)
              sum += option.providers.at(
                  sim::date(world.borough.period.first_school_year + year + 1, 8, 31));
            return sum;
          });
}

}  // namespace models
