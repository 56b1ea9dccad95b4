// The headline for people: a table a subject for one scenario, a table a measure for several.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "output/number_text.h"
#include "output/plain_table.h"
#include "tools/semh/cells.h"
#include "tools/semh/commands.h"
#include "tools/semh/results.h"
#include "tools/semh/uncertainty.h"

namespace tools {
namespace {

enum class Cell { range, with_places, chance_below_zero };

struct Block {
  std::string heading;  ///< Of a table of its own.
  std::string name;     ///< Of a column among others.
  std::string measure;
  std::string breakdown;
  Cell cell = Cell::range;
  bool always = true;  ///< Else only where the scenarios have the mechanism: a value that is not 0.
};

struct Group {
  std::string section;
  std::string title;
  std::vector<Block> blocks;
};

Group children() {
  return {"children",
          "CHILDREN, in the academic year",
          {{"Permanent exclusions that stand, in the academic year",
            "Permanent exclusions that stand", "permanent_exclusions", ""},
           {"Children not in full-time education by any route, on average",
            "Children not in full-time education by any route, on average",
            "not_in_full_time_education", "", Cell::range, false},
           {"Fixed-term exclusions, in the academic year", "Fixed-term exclusions",
            "fixed_term_exclusions", ""},
           {"Children who waited past the sixth day because no unit had room",
            "Children who waited past the sixth day", "waited_past_day_six", ""}}};
}

Group places(const models::Borough& borough) {
  Group group{"places", "PLACES, in the academic year", {}};
  for (const models::Unit& unit : borough.units)
    group.blocks.push_back(
        {"Pupils on roll, on average, for the places at the year's end: " + unit.name,
         unit.name + ": on roll for its places", "unit_roll", unit.id, Cell::with_places});
  group.blocks.push_back({"Sessions of 1,000 that pupils of units attended",
                          "Sessions of 1,000 attended at units", "unit_attendance", "", Cell::range,
                          false});
  group.blocks.push_back({"Pupils in alternative provision, on average", "In alternative provision",
                          "in_alternative_provision", "", Cell::range, false});
  group.blocks.push_back({"Pupils waiting for a specialist place, on average",
                          "Waiting for a specialist place", "waiting_for_specialist", ""});
  group.blocks.push_back(
      {"Pupils placed out of borough, on average", "Placed out of borough", "out_of_borough", ""});
  return group;
}

Group money() {
  return {"money",
          "MONEY, in the financial year, £ million",
          {{"Spending on SEMH from the high needs block, financial year, £ million",
            "Spending on SEMH from the high needs block", "semh_spend", ""},
           {"In-year balance of the high needs block, financial year, £ million",
            "In-year balance of the block", "in_year_balance", ""},
           {"Chance that the high needs block ends the financial year in deficit",
            "Chance that the block ends the year in deficit", "in_year_balance", "",
            Cell::chance_below_zero},
           {"Deficit (below 0) or surplus carried forward, financial year, £ million",
            "Deficit (below 0) or surplus carried forward", "balance_carried_forward", "",
            Cell::range, false},
           {"Travel, beside the block: from the general fund, financial year, £ million",
            "Travel, beside the block (general fund)", "money", "travel", Cell::range, false}}};
}

/// Whether any scenario has the mechanism: a value that is there and not 0.
bool is_used(const Yearbook& book, const Block& block) {
  for (const YearlySeries& series : book.series()) {
    if (series.measure->measure.name != block.measure ||
        series.measure->breakdown != block.breakdown)
      continue;
    if (block.always) return true;
    const std::size_t replications = book.results().replications.size();
    for (std::size_t year = 0; year < series.years.size(); ++year) {
      const std::int64_t* column = book.stored(series, year);
      if (std::any_of(column, column + replications,
                      [](std::int64_t value) { return value != 0 && value != sim::not_available; }))
        return true;
    }
  }
  return false;
}

std::string cell_text(const Yearbook& book, const Block& block, const YearlySeries& series,
                      std::size_t year) {
  const auto values = available(book.values(series, year));
  if (values.empty()) return "not available";
  if (block.cell == Cell::chance_below_zero) return output::chance(share_below_zero(values));
  std::string text = range_in_cell(*series.measure, values);
  if (block.cell == Cell::with_places) {  // Places are given: the same in every future.
    const auto* places = book.find(series.scenario, "unit_places", block.breakdown);
    if (places != nullptr) text += " for " + output::whole(book.values(*places, year).front());
  }
  return text;
}

/// The years that are shown of a measure, by the calendar year in which each begins.
std::vector<int> years_shown(const Yearbook& book, const Block& block, const View& view) {
  const YearlySeries& series = *book.find_any(block.measure, block.breakdown);
  std::vector<int> years;
  for (std::size_t year = 0; year < series.years.size(); ++year)
    if (view.shows(book.begins(series, year))) years.push_back(book.begins(series, year));
  return years;
}

output::PlainColumn column_of(const Yearbook& book, const Block& block, std::size_t scenario,
                              std::string heading, const std::vector<int>& years) {
  output::PlainColumn column{
      .heading = std::move(heading), .align = output::Align::right, .cells = {}};
  const YearlySeries* series = book.find(scenario, block.measure, block.breakdown);
  for (const int begins : years) {
    std::string text = series == nullptr ? "none" : "not available";
    for (std::size_t year = 0; series != nullptr && year < series->years.size(); ++year)
      if (book.begins(*series, year) == begins) text = cell_text(book, block, *series, year);
    column.cells.push_back(std::move(text));
  }
  return column;
}

output::PlainColumn years_column(const Yearbook& book, const Block& block,
                                 const std::vector<int>& years) {
  output::PlainColumn column{.heading = "Year", .align = output::Align::left, .cells = {}};
  const auto basis = book.find_any(block.measure, block.breakdown)->measure->basis;
  for (const int begins : years) column.cells.push_back(year_name(basis, begins));
  return column;
}

/// A table of one measure, a column a scenario.
std::string block_text(const Yearbook& book, const Block& block, const View& view) {
  const auto years = years_shown(book, block, view);
  if (years.empty()) return "";
  std::vector<output::PlainColumn> columns{years_column(book, block, years)};
  for (std::size_t s = 0; s < book.scenarios(); ++s)
    columns.push_back(column_of(book, block, s, book.results().scenarios[s].borough.name, years));
  return block.heading + "\n\n" + output::plain_table(columns, view.width) + "\n";
}

/// A table of one scenario, a column a measure.
std::string table_text(const Yearbook& book, const Group& group, const View& view) {
  if (group.blocks.empty()) return "";
  const auto years = years_shown(book, group.blocks.front(), view);
  if (years.empty()) return "";
  std::vector<output::PlainColumn> columns{years_column(book, group.blocks.front(), years)};
  for (const Block& block : group.blocks)
    columns.push_back(column_of(book, block, 0, block.name, years));
  return group.title + "\n\n" + output::plain_table(columns, view.width) + "\n";
}

std::vector<Group> groups_of(const Yearbook& book) {
  std::vector<Group> groups{children(), places(book.results().scenarios.front().borough), money()};
  for (Group& group : groups)
    group.blocks.erase(std::remove_if(group.blocks.begin(), group.blocks.end(),
                                      [&](const Block& block) { return !is_used(book, block); }),
                       group.blocks.end());
  return groups;
}

std::string introduction(const Yearbook& book, const View& view) {
  const std::string futures =
      output::with_commas(static_cast<std::int64_t>(book.results().replications.size())) +
      " simulated futures of each scenario, the same children in each.";
  if (!view.sections.empty()) return futures + "\n\n";
  return futures +
         " A cell gives\n"
         "the middle future and, in brackets, the range of 8 in 10 simulated futures.\n" +
         ranges_in_words(book, view);
}

}  // namespace

const std::vector<std::pair<std::string, std::string>>& headline_measures() {
  static const std::vector<std::pair<std::string, std::string>> measures{
      {"permanent_exclusions", ""},
      {"permanent_exclusions", "primary"},
      {"permanent_exclusions", "secondary"},
      {"not_in_full_time_education", ""},
      {"decisions_to_exclude", ""},
      {"exclusions_withdrawn", ""},
      {"fixed_term_exclusions", ""},
      {"fixed_term_exclusions", "primary"},
      {"fixed_term_exclusions", "secondary"},
      {"waited_past_day_six", ""},
      {"waiting_past_day_six", ""},
      {"in_spot_places", ""},
      {"unit_roll", ""},
      {"unit_attendance", ""},
      {"in_alternative_provision", ""},
      {"plans_at_units", ""},
      {"waiting_for_specialist", ""},
      {"waiting_for_specialist_at_units", ""},
      {"out_of_borough", ""},
      {"in_local_specialist_places", ""},
      {"semh_spend", ""},
      {"in_year_balance", ""},
      {"balance_carried_forward", ""},
      {"money", "travel"},
  };
  return measures;
}

std::vector<std::pair<std::string, std::string>> headline_measures(const Yearbook& book) {
  std::vector<std::pair<std::string, std::string>> found;
  for (const auto& [name, breakdown] : headline_measures())
    if (book.find_any(name, breakdown) != nullptr) found.emplace_back(name, breakdown);
  return found;
}

std::vector<std::string> headline_sections() {
  return {"children", "places", "money", "recharge", "success", "differences", "uncertainty"};
}

bool View::has(const std::string& section) const {
  return sections.empty() || std::find(sections.begin(), sections.end(), section) != sections.end();
}

std::string headline_text(const Yearbook& book, const View& view) {
  std::string text = introduction(book, view);
  for (const Group& group : groups_of(book)) {
    if (!view.has(group.section)) continue;
    if (book.scenarios() == 1) {
      text += table_text(book, group, view);
    } else {
      for (const Block& block : group.blocks) text += block_text(book, block, view);
    }
  }
  if (view.has("recharge")) text += recharge_text(book, view);
  if (view.has("success")) text += success_text(book, view.width);
  if (view.has("differences")) text += differences_text(book, view);
  // By itself alone: the introduction says the most of it.
  if (!view.sections.empty() && view.has("uncertainty")) text += uncertainty_text(book, view);
  return text;
}

}  // namespace tools
