#include "scenarios/scenario_reader.h"

namespace scenarios {
namespace {

constexpr std::string_view pupils_a_year = "pupils per year";

std::array<models::Dated, models::phases> rates(Section& section, const std::string& key,
                                                Period period) {
  return {dated(section.steps(key + "_primary", 0, 10'000, pupils_a_year, period)),
          dated(section.steps(key + "_secondary", 0, 10'000, pupils_a_year, period))};
}

/// Whether two shares of the same thing ever sum to more than 1.
bool exceed_one(const Steps<Estimate>& one, const Steps<Estimate>& other) {
  const auto ever = [](const Steps<Estimate>& steps, const models::Dated& beside) {
    for (const auto& step : steps)
      if (step.value.value + beside.at(step.from) > 1 + 1e-9) return true;
    return false;
  };
  return ever(one, dated(other)) || ever(other, dated(one));
}

models::OutOfSight read_routes(Section section, Period period) {
  models::OutOfSight read;
  read.part_time = rates(section, "part_time", period);
  read.part_time_weeks = section.assumption("part_time_weeks", 0.1, 500, "weeks").value;
  read.part_time_exposure = section.assumption("part_time_exposure", 0, 1, "share").value;
  read.home_education = rates(section, "home_education", period);
  read.home_education_return =
      section.assumption("home_education_return", 0, 100, "per year").value;
  read.missing = rates(section, "missing", period);
  read.missing_return = section.assumption("missing_return", 0, 100, "per year").value;
  const auto part_time = section.steps("part_time_after_withdrawal", 0, 1, "share", period);
  const auto at_home = section.steps("home_education_after_withdrawal", 0, 1, "share", period);
  if (exceed_one(part_time, at_home))
    section.complain("home_education_after_withdrawal",
                     "must not sum to more than 1 with part_time_after_withdrawal",
                     "Both are shares of the exclusions that are withdrawn.");
  read.part_time_after_withdrawal = dated(part_time);
  read.home_education_after_withdrawal = dated(at_home);
  section.finish();
  return read;
}

models::EducationOtherwise read_otherwise(Section section, const models::Borough& borough,
                                          Period period) {
  models::EducationOtherwise read;
  const auto rate = section.assumptions("rate", models::year_groups, 0, 1000, pupils_a_year);
  for (std::size_t group = 0; group < rate.size(); ++group) read.rate[group] = rate[group].value;
  read.weeks = section.assumption("weeks", 0.1, 500, "weeks").value;
  read.full_time = section.boolean("full_time");
  read.price =
      dated(section.money_steps("price", 0, 1'000'000, "pounds per pupil per year", period));
  if (section.has("unit")) {
    read.unit = unit_chosen(section, borough);
    read.by_unit = section.assumption("by_unit", 0, 1, "share").value;
  }
  section.finish();
  return read;
}

}  // namespace

void read_out_of_sight(Section& root, models::Borough& borough) {
  if (auto section = root.optional_section("out_of_sight"))
    borough.out_of_sight = read_routes(std::move(*section), step_period(borough.period));
  if (auto section = root.optional_section("education_otherwise"))
    borough.education_otherwise =
        read_otherwise(std::move(*section), borough, step_period(borough.period));
}

}  // namespace scenarios
