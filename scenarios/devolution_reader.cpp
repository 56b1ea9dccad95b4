// [devolution] and [travel].
#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include "scenarios/scenario_reader.h"

namespace scenarios {
namespace {

using models::Devolution;

constexpr Word<Devolution::Rule> rules[] = {{"released", Devolution::Rule::released},
                                            {"amount", Devolution::Rule::amount}};
constexpr Word<Devolution::Split> splits[] = {{"headcount", Devolution::Split::headcount},
                                              {"history", Devolution::Split::history}};

sim::Date read_baseline(Section& section, const models::Period& run) {
  const sim::Date first = sim::date(run.first_school_year + 1, 9, 1);
  const sim::Date baseline = section.date("baseline", sim::date(1980, 1, 1), sim::date(2150, 1, 1));
  if (std::chrono::year_month_day{baseline}.day() != std::chrono::day{1})
    section.complain("baseline", "must be the first day of a month",
                     "Write the first of that month or of the next.");
  else if (baseline < first)
    section.complain("baseline", "must be " + sim::to_string(first) + " or later",
                     "The twelve months before it are what releases are measured against.");
  return baseline;
}

void read_buys(Section section, const Period& period, Devolution& read) {
  read.most_places =
      static_cast<int>(section.whole_assumption("most", 0, 10'000, "places per partnership").value);
  read.place_price =
      dated(section.money_steps("price", 1, 1'000'000, "pounds per place per year", period));
  section.finish();
}

}  // namespace

models::Devolution read_devolution(Section section, const models::Period& run) {
  const Period period = step_period(run);
  Devolution read;
  read.baseline = read_baseline(section, run);
  read.fixed_share = section.assumption("fixed_share", 0, 1, "share").value;
  read.lag_months = static_cast<int>(section.whole_assumption("lag_months", 0, 24, "months").value);
  if (section.has("rule")) read.rule = section.choice("rule", rules);
  if (read.rule == Devolution::Rule::released)
    read.share = dated(section.steps("share", 0, 1, "share", period));
  else
    read.amount = dated(section.money_steps("amount", 0, 1'000'000'000, "pounds per year", period));
  if (section.has("split")) read.split = section.choice("split", splits);
  if (auto buys = section.optional_section("buys")) read_buys(std::move(*buys), period, read);
  section.finish();
  return read;
}

models::Travel read_travel(Section section, const models::Period& run) {
  const Period period = step_period(run);
  models::Travel read;
  for (std::size_t kind = 0; kind < models::journeys; ++kind) {
    auto given = section.optional_section(models::to_string(static_cast<models::Journey>(kind)));
    if (!given) continue;
    read.kinds[kind].share = dated(given->steps("share", 0, 1, "share of pupils", period));
    read.kinds[kind].cost =
        dated(given->money_steps("cost", 0, 1'000'000, "pounds per pupil per year", period));
    given->finish();
  }
  section.finish();
  return read;
}

}  // namespace scenarios
