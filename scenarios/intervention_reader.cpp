#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/scenario_reader.h"

namespace scenarios {
namespace {

constexpr Word<models::Account> payers[] = {
    {"high-needs-block", models::Account::high_needs_block},
    {"general-fund", models::Account::general_fund},
    {"health", models::Account::health},
    {"schools", models::Account::schools},
};

constexpr std::array<std::string_view, models::effects> effect_keys{
    "fixed_term_effect", "decision_effect", "withdrawal_effect", "otherwise_effect"};

/// The numbers of the schools of a phase, from 1, as a scenario writes them.
std::vector<std::string> school_numbers(const models::Schools& schools, models::Phase phase) {
  const int with_pupils = phase == models::Phase::primary ? schools.primary : schools.secondary;
  const int all = with_pupils + schools.without_pupils[static_cast<std::size_t>(index(phase))];
  std::vector<std::string> numbers;
  for (int number = 1; number <= all; ++number) numbers.push_back(std::to_string(number));
  return numbers;
}

void read_whom(Section& section, models::Intervention& given, const models::Schools& schools) {
  given.first_year = static_cast<int>(section.whole_number("first_year", 0, models::last_year));
  given.last_year = static_cast<int>(section.whole_number("last_year", 0, models::last_year));
  if (given.first_year > given.last_year)
    section.complain("last_year", "must not be before " + section.told("first_year", "last_year"),
                     "Put the younger year group first.");
  if (!section.has("schools")) return;
  const models::Phase phase = models::phase_of(given.first_year);
  for (const std::size_t named : section.choices("schools", school_numbers(schools, phase)))
    given.schools.push_back(static_cast<int>(named));
  if (phase != models::phase_of(given.last_year))
    section.complain("schools", "must not be named for an intervention in both phases",
                     "Write one intervention for each phase.");
}

void read_reach(Section& section, models::Intervention& given, const Period& period) {
  given.from = section.date("from", period.first, period.last);
  given.ramp_months = section.assumption("ramp_months", 0, 240, "months").value;
  const auto reach = section.steps("reach", 0, 1, "share", period);
  for (std::size_t step = 1; step < reach.size(); ++step)
    if (reach[step].value.value < reach[step - 1].value.value) {
      section.complain("reach", "must not fall",
                       "Whoever is reached stays so: end it with funding_ends and decay_months.");
      return;
    }
  given.reach = dated(reach);
}

void read_end(Section& section, models::Intervention& given, const Period& period) {
  if (const auto ends = section.optional_date("funding_ends", period.first, period.last)) {
    given.funding_ends = *ends;
    if (given.funding_ends <= given.from)
      section.complain("funding_ends", "must be after " + section.told("from", "funding_ends"),
                       "Write a later date, or leave it out.");
  }
  if (const auto decay = section.optional_assumption("decay_months", 0, 240, "months")) {
    given.decay_months = decay->value;
    if (given.funding_ends == sim::never)
      section.complain("decay_months", "must come with a funding_ends after which it begins",
                       "Write funding_ends, or leave this out.");
  }
}

models::Intervention read_intervention(Section& section, const models::Borough& borough) {
  const Period period = step_period(borough.period);
  models::Intervention given;
  given.id = section.id();
  given.name = section.text("name");
  read_whom(section, given, borough.schools);
  read_reach(section, given, period);
  for (std::size_t what = 0; what < models::effects; ++what)
    if (const auto effect = section.optional_assumption(effect_keys[what], 0, 1, "share"))
      given.effect[what] = effect->value;
  read_end(section, given, period);
  if (section.has("cost")) {
    given.cost = dated(section.money_steps("cost", 0, 100'000'000, "pounds per year", period));
    given.paid_by = section.choice("paid_by", payers);
  }
  if (section.has("traded_income"))
    given.traded = dated(section.steps("traded_income", 0, 1, "share", period));
  section.finish();
  return given;
}

}  // namespace

void read_interventions(Section& root, models::Borough& borough) {
  for (Section& section : root.sections("intervention"))
    borough.interventions.push_back(read_intervention(section, borough));
}

void read_groups(Section& root, models::Borough& borough) {
  std::vector<Section> sections = root.sections("group");
  if (sections.size() > models::most_groups)
    root.complain("group", "must be at most 16 tables, not " + std::to_string(sections.size()),
                  "Merge some of them.");
  for (Section& section : sections) {
    models::PupilGroup group;
    group.id = section.id();
    group.name = section.text("name");
    group.share = section.assumption("share", 0, 1, "share").value;
    group.relative_risk = section.assumption("relative_risk", 0.01, 100, "times").value;
    section.finish();
    borough.groups.push_back(std::move(group));
  }
}

}  // namespace scenarios
