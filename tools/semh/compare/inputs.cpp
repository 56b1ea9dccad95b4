#include "tools/semh/compare/inputs.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>
#include <set>
#include <tuple>

#include "scenarios/diagnostic.h"
#include "scenarios/register.h"
#include "scenarios/source_list.h"
#include "tools/semh/compare/lever_names.h"

namespace tools {
namespace {

using scenarios::Scenario;

const std::string none = "none";  // What is said where there is no such thing.

/// What a scenario says of a key on a day: its step then, or the last before.
std::optional<scenarios::RegisterRow> in_force(const scenarios::Register& read,
                                               const scenarios::Difference& one) {
  std::optional<scenarios::RegisterRow> last;
  for (const scenarios::RegisterRow& row : read.rows)
    if (row.key == one.key && (!row.from || !one.from || *row.from <= *one.from)) last = row;
  return last;
}

/// What only people read, and what comes with a new thing without being a number of it.
bool is_label(const std::string& key, bool is_new) {
  const std::string last = key.substr(key.find_last_of('.') + 1);
  if (last == "name" || last == "about") return true;
  return is_new && (last == "kind" || last == "announced");
}

/// A number that does what none does: 0 places, or 1 times as much.
bool does_nothing(const scenarios::RegisterRow& row) {
  if (!row.estimate || row.unit.empty()) return false;
  const double nothing = row.unit == "times" ? 1 : 0;
  const bool is_sure =
      !row.ranged || (row.estimate->low == nothing && row.estimate->high == nothing);
  return row.estimate->value == nothing && is_sure;
}

/// Whether the option says something of a key that the base has not: an end of it counts, what
/// never did anything does not.
bool makes_something(const scenarios::Register& option, const scenarios::RegisterRow& row) {
  return std::any_of(option.rows.begin(), option.rows.end(),
                     [&](const scenarios::RegisterRow& each) {
                       return each.key == row.key && !does_nothing(each) &&
                              (!each.from || !row.from || *each.from <= *row.from);
                     });
}

std::string told(const std::optional<scenarios::RegisterRow>& row) {
  if (!row) return none;
  std::string text = row->value_text();
  if (row->ranged && row->estimate)
    text += " (" + scenarios::number_text(row->estimate->low) + " to " +
            scenarios::number_text(row->estimate->high) + ")";
  return row->unit.empty() ? text : text + " " + row->unit;
}

std::string sum_of_names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : " and ") + name;
  return text;
}

/// Of what a key is a part: unit[rowan] of unit[rowan].places, devolution of devolution.rule.
std::string thing_of(const std::string& key) {
  const std::size_t end = key.find_first_of(".]");
  return end == std::string::npos ? key : key.substr(0, end + (key[end] == ']' ? 1 : 0));
}

/// 2016-09-01 in digits; nothing where a register has something else.
std::optional<sim::Date> day_in(const std::string& word) {
  const auto number = [&](std::size_t first, std::size_t count) {
    int value = 0;
    std::from_chars(word.data() + first, word.data() + first + count, value);
    return value;
  };
  if (word.size() != 10 || word[4] != '-' || word[7] != '-' ||
      word.find_first_not_of("0123456789-") != std::string::npos)
    return std::nullopt;
  return sim::date(number(0, 4), static_cast<unsigned>(number(5, 2)),
                   static_cast<unsigned>(number(8, 2)));
}

/// When a thing that only the option has begins: on the day that it names (`from` of an
/// intervention or of fair access, `baseline` of devolution), or else with the first of what it
/// says from after the first day of the run on.
std::optional<sim::Date> beginning(const std::string& thing, const Scenario& option,
                                   sim::Date first_day) {
  std::optional<sim::Date> first;
  for (const scenarios::RegisterRow& row : option.assumptions.rows) {
    if (thing_of(row.key) != thing) continue;
    if (row.key == thing + ".from" || row.key == thing + ".baseline")
      if (const auto named = day_in(row.word)) return named;
    if (row.from && *row.from > first_day && (!first || *row.from < *first)) first = row.from;
  }
  return first;
}

/// From when on a difference counts, or nothing if from the first day of the run.
std::optional<sim::Date> counts_from(const scenarios::Difference& one, const Scenario& base,
                                     const Scenario& option) {
  const sim::Date first_day = sim::date(option.borough.period.first_school_year, 9, 1);
  if (one.from && *one.from > first_day) return one.from;
  const std::string thing = thing_of(one.key);
  const bool is_new =
      std::none_of(base.assumptions.rows.begin(), base.assumptions.rows.end(),
                   [&](const scenarios::RegisterRow& row) { return thing_of(row.key) == thing; });
  return is_new ? beginning(thing, option, first_day) : std::nullopt;
}

/// Whether a later step of the same key holds by the day from which a difference counts: of what is
/// only there from then on, the step before never was.
bool is_superseded(const scenarios::Register& read, const scenarios::Difference& one,
                   const std::optional<sim::Date>& counts) {
  return counts &&
         std::any_of(read.rows.begin(), read.rows.end(), [&](const scenarios::RegisterRow& row) {
           return row.key == one.key && row.from && *row.from <= *counts &&
                  (!one.from || *one.from < *row.from);
         });
}

/// What is no list is none; a failure of the machine is told, as its answer would lack the titles.
std::vector<scenarios::ListedSource> listed_in(const std::filesystem::path& folder) {
  try {
    return scenarios::read_source_list(folder);
  } catch (const scenarios::ScenarioError&) {
    return {};
  }
}

/// By the date of their lever, then by their own; else in the order of the register.
void put_in_order(std::vector<InputDifference>& rows, std::size_t option) {
  std::vector<std::string> order;
  for (const LeverLine& line : lever_lines(rows, option)) order.push_back(line.lever);
  const auto place = [&](const InputDifference& row) {
    return std::tuple(std::find(order.begin(), order.end(), row.lever) - order.begin(),
                      row.from.has_value(), row.from.value_or(sim::Date{}));
  };
  std::stable_sort(
      rows.begin(), rows.end(),
      [&](const InputDifference& a, const InputDifference& b) { return place(a) < place(b); });
}

}  // namespace

std::vector<InputDifference> input_differences(const Scenario& base, const Scenario& option,
                                               std::size_t number) {
  const LeverNames names(base, option);
  std::vector<InputDifference> rows;
  for (const scenarios::Difference& one :
       scenarios::differences(base.assumptions, option.assumptions)) {
    const auto before = in_force(base.assumptions, one);
    const auto after = in_force(option.assumptions, one);
    if (is_label(one.key, !before) || told(before) == told(after)) continue;
    if (!before && !makes_something(option.assumptions, *after)) continue;
    const auto from = counts_from(one, base, option);
    if (is_superseded(option.assumptions, one, from)) continue;
    const auto& source = after ? after : before;
    rows.push_back({.option = number,
                    .lever = sum_of_names(names.of(one.key, true)),
                    .key = one.key,
                    .from = from,
                    .base = told(before),
                    .value = told(after),
                    .source = source->source});
  }
  put_in_order(rows, number);
  return rows;
}

bool is_choice(const InputDifference& input) {
  return input.source.empty();
}

bool is_assumed(const InputDifference& input) {
  return input.source.find("ASSUMED") != std::string::npos;
}

std::string source_in_words(const InputDifference& input) {
  return is_choice(input) ? word_of_choice : input.source;
}

std::vector<CitedSource> sources_cited(const std::vector<InputDifference>& inputs,
                                       const std::vector<Scenario>& scenarios) {
  std::set<std::filesystem::path> folders;
  for (const Scenario& scenario : scenarios)
    for (const scenarios::RegisterRow& row : scenario.assumptions.rows)
      folders.insert(std::filesystem::path(row.file).parent_path());
  std::map<std::string, CitedSource> cited;
  for (const InputDifference& input : inputs)
    for (const std::string& key : scenarios::keys_cited_in(input.source))
      cited.insert({key, {key, "", ""}});
  for (const std::filesystem::path& folder : folders)
    for (const scenarios::ListedSource& listed : listed_in(folder)) {
      const auto at = cited.find(listed.key);
      if (at != cited.end() && at->second.what.empty())
        at->second = {listed.key, listed.what, listed.whence};
    }
  std::vector<CitedSource> all;
  for (const auto& [key, source] : cited) all.push_back(source);
  return all;
}

std::vector<LeverLine> lever_lines(const std::vector<InputDifference>& inputs, std::size_t option) {
  std::vector<LeverLine> lines;
  std::set<std::string> from_the_start;
  for (const InputDifference& each : inputs) {
    if (each.option != option) continue;
    auto line = std::find_if(lines.begin(), lines.end(),
                             [&](const LeverLine& one) { return one.lever == each.lever; });
    if (line == lines.end())
      line = lines.insert(lines.end(), {each.lever, std::nullopt, 0, 0, 0, {}});
    ++line->inputs;
    if (each.from && (!line->from || *each.from < *line->from)) line->from = each.from;
    if (!each.from && each.base != none) from_the_start.insert(each.lever);
    line->assumed += is_assumed(each) ? 1 : 0;
    line->choices += is_choice(each) ? 1 : 0;
    if (is_assumed(each)) continue;
    for (const std::string& key : scenarios::keys_cited_in(each.source))
      if (std::find(line->sources.begin(), line->sources.end(), key) == line->sources.end())
        line->sources.push_back(key);
  }
  for (LeverLine& line : lines)
    if (from_the_start.count(line.lever) > 0) line.from.reset();
  std::stable_sort(lines.begin(), lines.end(), [](const LeverLine& a, const LeverLine& b) {
    return std::tie(a.from, a.lever) < std::tie(b.from, b.lever);
  });
  return lines;
}

}  // namespace tools
