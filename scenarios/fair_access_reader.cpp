#include "scenarios/scenario_reader.h"

namespace scenarios {

void read_fair_access(Section& root, models::Borough& borough, const Period& period) {
  auto section = root.optional_section("fair_access");
  if (!section) return;
  models::FairAccess given;
  given.from = section->date("from", period.first, period.last);
  given.meeting_weeks =
      static_cast<int>(section->whole_assumption("meeting_weeks", 1, 52, "weeks").value);
  given.most_cases =
      static_cast<int>(section->whole_assumption("most_cases", 1, 10'000, "cases").value);
  given.competing = dated(section->steps("competing", 0, 10'000, "cases per year", period));
  given.days_to_place =
      dated_whole(section->whole_steps("days_to_place", 0, 400, "school days", period));
  given.support = dated(section->steps("support", 0, 100, "times the odds", period));
  section->finish();
  borough.fair_access = given;
}

}  // namespace scenarios
