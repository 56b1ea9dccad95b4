#include "scenarios/scenario_reader.h"

namespace scenarios {

void read_provision(Section& root, models::Borough& borough) {
  const Period period = step_period(borough.period);
  read_units(root, borough, period);
  read_referrals(root, borough, period);
  Section waiting = root.section("waiting");
  borough.waiting.spot_search_weeks = waiting.assumption("spot_search", 0, 500, "weeks").value;
  borough.waiting.referral_patience_weeks =
      waiting.assumption("referral_patience", 1, 500, "weeks").value;
  waiting.finish();
  read_crowding(root, borough);
  read_census(root, borough);
  read_reintegration(root.section("reintegration"), borough, period);
  read_fair_access(root, borough, period);
  const auto change = root.shares("phase_change", {"mainstream", "unit", "specialist"});
  if (change.size() == 3)
    borough.phase_change = {change[0].value, change[1].value, change[2].value};
  read_specialist_provision(root, borough);
  read_money(root, borough);
  read_out_of_sight(root, borough);
  read_start_state(root, borough);
}

}  // namespace scenarios
