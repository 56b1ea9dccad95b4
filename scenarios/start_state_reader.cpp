#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "scenarios/scenario_reader.h"

namespace scenarios {
namespace {

using models::StartRow;

constexpr Word<StartRow::Registration> registrations[] = {
    {"single", StartRow::Registration::single},
    {"dual-main", StartRow::Registration::dual_main},
    {"dual-subsidiary", StartRow::Registration::dual_subsidiary},
};

struct Named {
  std::string id;
  StartRow::Provision provision;
  std::size_t number;
  int first_year;
  int last_year;
};

/// Every provision that may be counted, by id.
std::vector<Named> provisions(const models::Borough& borough) {
  using Provision = StartRow::Provision;
  std::vector<Named> all;
  for (const models::Unit& unit : borough.units)
    all.push_back({unit.id, Provision::unit, all.size(), unit.first_year, unit.last_year});
  std::size_t number = 0;
  for (const models::Specialist& given : borough.specialists)
    all.push_back({given.id, Provision::specialist, number++, given.first_year, given.last_year});
  all.push_back({"independent", Provision::independent, 0, 0, models::last_year});
  all.push_back({"tuition", Provision::tuition, 0, 0, models::last_year});
  all.push_back({"spot-place", Provision::spot_place, 0, 0, models::last_year});
  return all;
}

/// The first summer that ends on or after `date`.
int next_summer(sim::Date date) {
  return sim::year_of(date) + (sim::month_of(date) >= 9 ? 1 : 0);
}

StartRow read_row(Section& section, const std::vector<Named>& all, std::optional<sim::Date> date) {
  std::vector<std::string> ids;
  for (const Named& each : all) ids.push_back(each.id);
  const Named& named = all[std::min(section.choice("provision", ids), all.size() - 1)];
  StartRow row;
  row.provision = named.provision;
  row.number = static_cast<std::uint8_t>(named.number);
  row.year_group = static_cast<int>(section.whole_number("year_group", 0, models::last_year));
  row.registration = section.choice("registration", registrations);
  row.leaving_year = static_cast<int>(section.whole_number("leaving_year", 1980, 2150));
  row.pupils = static_cast<int>(section.whole_assumption("pupils", 0, 10'000, "pupils").value);
  const bool within = row.year_group >= named.first_year && row.year_group <= named.last_year;
  if (!within && section.is_good("provision"))
    section.complain("year_group",
                     "must be one that " + named.id + " takes, " +
                         std::to_string(named.first_year) + " to " +
                         std::to_string(named.last_year),
                     "Change the year group or the provision of this row.");
  if (!date) {  // Without a day no summer can be judged.
    section.finish();
    return row;
  }
  const int summer = next_summer(*date);
  const int last_summer = summer + models::last_year - row.year_group;
  if (row.leaving_year < summer || row.leaving_year > last_summer)
    section.complain("leaving_year",
                     "must be " + std::to_string(summer) + " to " + std::to_string(last_summer) +
                         ", the summers until Year 11 ends",
                     "Write the summer in which these pupils leave.");
  section.finish();
  return row;
}

/// What fits at most on the date.
int room(const models::Borough& borough, const Named& named, sim::Date date) {
  if (named.provision == StartRow::Provision::unit) {
    const models::Unit& unit = borough.units[named.number];
    return static_cast<int>(unit.places.at(date) * unit.limit.at(date) + 1e-9);
  }
  if (named.provision == StartRow::Provision::specialist)
    return borough.specialists[named.number].places.at(date);
  return 100'000;
}

/// Pupils alike in all four columns are counted in one row.
void check_rows_differ(std::vector<Section>& sections, const std::vector<StartRow>& rows) {
  using Alike = std::tuple<StartRow::Provision, int, int, StartRow::Registration, int>;
  std::map<Alike, std::uint32_t> lines;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const StartRow& row = rows[i];
    const Alike alike{row.provision, row.number, row.year_group, row.registration,
                      row.leaving_year};
    const auto [first, fresh] = lines.try_emplace(alike, sections[i].line());
    if (!fresh)
      sections[i].complain("provision",
                           "must not repeat the pupils of line " + std::to_string(first->second),
                           "Add their number to that row, or delete one of the two.");
  }
}

void check_room(Section& section, const models::Borough& borough, const std::vector<Named>& all,
                sim::Date date) {
  for (const Named& named : all) {
    int pupils = 0;
    for (const StartRow& row : borough.start_state.rows)
      if (row.provision == named.provision && row.number == named.number) pupils += row.pupils;
    if (pupils > room(borough, named, date))
      section.complain("row",
                       "must fit: " + std::to_string(pupils) + " pupils at " + named.id +
                           ", which has room for " + std::to_string(room(borough, named, date)) +
                           " on " + sim::to_string(date),
                       "Correct the counts, or the places on that date.");
  }
}

}  // namespace

void read_start_state(Section& root, models::Borough& borough) {
  auto section = root.optional_section("start_state");
  if (!section) return;
  const sim::Date first = sim::date(borough.period.first_school_year, 9, 2);
  const sim::Date last = sim::date(borough.period.last_school_year + 1, 8, 30);
  const sim::Date date = section->date("date", first, last);
  const std::vector<Named> all = provisions(borough);
  borough.start_state.date = date;
  std::vector<Section> rows = section->sections("row");
  const auto known = section->is_good("date") ? std::optional(date) : std::nullopt;
  for (Section& row : rows) borough.start_state.rows.push_back(read_row(row, all, known));
  if (!section->is_good("row")) return section->finish();
  check_rows_differ(rows, borough.start_state.rows);
  check_room(*section, borough, all, date);
  section->finish();
}

}  // namespace scenarios
