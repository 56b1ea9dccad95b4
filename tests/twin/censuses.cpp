// What is counted on a day or in a term, as returns count it.
#include <cmath>
#include <string>

#include "tests/twin/town.h"

namespace twin {

/// A decision of September to December, by whether it stood.
void Town::count_in_autumn(int year, int year_group, Instant decided, bool stands) {
  if (sim::month_of(sim::date_of(decided)) < 9) return;
  if (!stands) {
    count_in(year, std::string("exclusions_withdrawn_in_autumn ") +
                       (phase(year_group) == 0 ? "primary" : "secondary"));
    return;
  }
  const char* const ages = year_group < 7     ? "primary"
                           : year_group < 10  ? "years-7-to-9"
                           : year_group == 10 ? "year-10"
                                              : "year-11";
  count_in(year, std::string("permanent_exclusions_in_autumn ") + ages);
}

void Town::count_roll_of_september() {
  for (const Child& child : children_)
    if (child.place.where == Where::unit) count("unit_enrolments");
}

void Town::count_enrolment() {
  const unsigned month = sim::month_of(sim::date_of(now_));
  if (month >= 9 || month < 4) count("unit_enrolments");
}

/// 31 January has ended.
void Town::count_in_january() {
  double dual = 0;
  for (const Child& child : children_) {
    const Where where = child.place.where;
    if (!child.is_here() || where == Where::after_year_11) continue;
    if (child.has_plan) count("ehcp_semh_january");
    if (where == Where::other_authority || where == Where::independent)
      count("out_of_borough_pupils_january");
    if (where == Where::other_authority) count("out_of_borough_pupils_january other-authority");
    if (where == Where::independent) count("out_of_borough_pupils_january independent");
    if (where != Where::unit) continue;
    count("pru_roll_january_all");
    count("pru_roll_january");
    if (child.has_plan) count("pru_roll_january_ehcp");
    if (child.place.dual) ++dual;
  }
  count("pru_roll_january", -std::floor((1 - given_.census.dual_main) * dual + 0.5));
}

}  // namespace twin
