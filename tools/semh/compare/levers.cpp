#include "tools/semh/compare/levers.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "output/number_text.h"
#include "scenarios/diagnostic.h"
#include "scenarios/draw.h"
#include "scenarios/hybrid.h"

namespace tools {
namespace {

using scenarios::Scenario;

/// And one for everything else: a set of them fits a word.
constexpr std::size_t most_levers = 40;

/// What keys are called of which no scenario says it; the first that fits. # is the name of the
/// element, such as that of a unit.
struct Called {
  std::string_view keys;
  std::string_view name;
};
constexpr Called called[] = {
    {"unit[*].reintegration_*", "Reintegration from #"},
    {"unit[*]*", "Places and role of #"},
    {"intervention[*]*", "#"},
    {"specialist[*]*", "#"},
    {"option[*]*", "#"},
    {"group[*]*", "#"},
    {"referral[*]*", "Referrals #"},
    {"quota*", "Quota and charge"},
    {"prices.referral_*", "Who pays for referrals"},
    {"prices*", "Prices"},
    {"devolution*", "Devolved funding"},
    {"fair_access*", "The Fair Access Panel"},
    {"partnerships*", "Partnerships and their panels"},
    {"panel*", "How schools respond"},
    {"exclusion.withdrawn_*", "Challenge to exclusions"},
    {"exclusion*", "Permanent exclusions"},
    {"fixed_term_exclusions*", "Fixed-term exclusions"},
    {"specialist_places*", "What becomes of new places"},
    {"independent*", "Independent places"},
    {"block*", "The block"},
    {"plans*", "Plans"},
    {"travel*", "Travel"},
};

/// An id or the name of a table: as_planned, with spaces.
std::string spaced(std::string id) {
  for (char& each : id)
    if (each == '_' || each == '-') each = ' ';
  return id;
}

std::string with_capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

/// unit[rowan].places: "unit[rowan]", or "" where there is no element.
std::string element_of(const std::string& key) {
  const std::size_t end = key.find(']');
  return end == std::string::npos ? "" : key.substr(0, end + 1);
}

/// By element, such as unit[rowan]: its name.
using Names = std::map<std::string, std::string>;

void note_names(const scenarios::Document& document, Names& names) {
  for (const scenarios::Entry& entry : *document.root.as<scenarios::Table>()) {
    if (!entry.value.is_identified()) continue;
    for (const scenarios::Node& element : *entry.value.as<scenarios::Array>()) {
      const std::string id = *element.find("id")->as<std::string>();
      const scenarios::Node* name = element.find("name");
      const auto* text = name == nullptr ? nullptr : name->as<std::string>();
      names[entry.key + "[" + id + "]"] = text == nullptr ? spaced(id) : *text;
    }
  }
}

/// What a key belongs to where no scenario says it.
std::string usual_name(const std::string& key, const Names& names) {
  for (const Called& one : called) {
    if (!scenarios::fits(one.keys, key)) continue;
    std::string text(one.name);
    const std::size_t at = text.find('#');
    if (at == std::string::npos) return text;
    const auto known = names.find(element_of(key));
    return with_capital(
        text.replace(at, 1, known == names.end() ? element_of(key) : known->second));
  }
  const auto known = names.find(element_of(key));
  return with_capital(known != names.end() ? known->second
                                           : spaced(key.substr(0, key.find_first_of(".["))));
}

bool fits_any(const std::vector<std::string>& patterns, const std::string& key) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return scenarios::fits(pattern, key); });
}

/// How the scenarios of a pair call what they differ in.
class Naming {
 public:
  Naming(const Scenario& base, const Scenario& option) {
    for (const Scenario* scenario : {&base, &option}) {
      const auto document = scenarios::parse(scenario->canonical, scenario->id + ".toml");
      note_names(document, names_);
      for (const scenarios::Lever& lever : scenario->levers) levers_.push_back(lever);
    }
  }

  /// The lever that a scenario says a key belongs to, the option before the base; and those that it
  /// belongs to together with that. Empty if none says anything.
  std::vector<std::string> named(const std::string& key) const {
    std::vector<std::string> owners;
    for (const scenarios::Lever& lever : levers_)
      if (fits_any(lever.keys, key)) owners = {lever.name};
    for (const scenarios::Lever& lever : levers_)
      if (fits_any(lever.together, key) &&
          std::find(owners.begin(), owners.end(), lever.name) == owners.end())
        owners.push_back(lever.name);
    return owners;
  }

  std::string usual(const std::string& key) const { return usual_name(key, names_); }

  /// In one lever that a scenario names there may be several things; where they are all that
  /// differs, each is told by itself.
  std::vector<std::string> owners(const std::string& key, bool by_scenario) const {
    auto owners = by_scenario ? named(key) : std::vector<std::string>{};
    if (owners.empty()) owners.push_back(usual(key));
    return owners;
  }

  /// Names that scenarios give, in their order.
  std::vector<std::string> in_order() const {
    std::vector<std::string> names;
    for (const scenarios::Lever& lever : levers_)
      if (std::find(names.begin(), names.end(), lever.name) == names.end())
        names.push_back(lever.name);
    return names;
  }

 private:
  std::vector<scenarios::Lever> levers_;
  Names names_;
};

/// A target is what an outcome is judged by: it makes none.
bool makes_outcomes(const std::string& key) {
  return !key.starts_with("success[") && !key.starts_with("uncertainty");
}

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
  const double none = row.unit == "times" ? 1 : 0;
  const bool is_sure = !row.ranged || (row.estimate->low == none && row.estimate->high == none);
  return row.estimate->value == none && is_sure;
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

/// What a new thing says from before the run began has no date of its own.
std::optional<sim::Date> told_date(const std::optional<sim::Date>& from, bool is_new,
                                   const models::Period& period) {
  if (is_new && from && *from <= sim::date(period.first_school_year, 9, 1)) return std::nullopt;
  return from;
}

std::string told(const std::optional<scenarios::RegisterRow>& row) {
  if (!row) return "none";
  std::string text = row->value_text();
  if (row->ranged && row->estimate)
    text += " (" + scenarios::number_text(row->estimate->low) + " to " +
            scenarios::number_text(row->estimate->high) + ")";
  return row->unit.empty() ? text : text + " " + row->unit;
}

/// Sets of some levers, small ones first, so that a lever that needs another is found by itself. Of
/// many levers only those of one lever, or of all but one, are tried.
std::vector<sim::LeverSet> sets_to_try(std::size_t levers) {
  const sim::LeverSet all = (sim::LeverSet{1} << levers) - 1;
  std::vector<sim::LeverSet> sets;
  if (levers <= sim::most_exact_levers) {
    for (sim::LeverSet set = 1; set < all; ++set) sets.push_back(set);
  } else {
    for (std::size_t lever = 0; lever < levers; ++lever) {
      sets.push_back(sim::LeverSet{1} << lever);
      sets.push_back(all & ~(sim::LeverSet{1} << lever));
    }
  }
  const auto levers_in = [](sim::LeverSet set) {
    int count = 0;
    for (; set != 0; set &= set - 1) ++count;
    return count;
  };
  std::stable_sort(sets.begin(), sets.end(),
                   [&](sim::LeverSet a, sim::LeverSet b) { return levers_in(a) < levers_in(b); });
  return sets;
}

std::string sum_of_names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : " and ") + name;
  return text;
}

}  // namespace

std::vector<InputDifference> input_differences(const Scenario& base, const Scenario& option,
                                               std::size_t number) {
  const Naming naming(base, option);
  std::vector<InputDifference> rows;
  for (const scenarios::Difference& one :
       scenarios::differences(base.assumptions, option.assumptions)) {
    const auto before = in_force(base.assumptions, one);
    const auto after = in_force(option.assumptions, one);
    if (is_label(one.key, !before) || told(before) == told(after)) continue;
    if (!before && !makes_something(option.assumptions, *after)) continue;
    const auto& source = after ? after : before;
    rows.push_back({.option = number,
                    .lever = sum_of_names(naming.owners(one.key, true)),
                    .key = one.key,
                    .from = told_date(one.from, !before, option.borough.period),
                    .base = told(before),
                    .value = told(after),
                    .source = source->source});
  }
  return rows;
}

Levers::Levers(const Scenario& base, const Scenario& option)
    : base_(scenarios::parse(base.canonical, base.id + ".toml")),
      option_(scenarios::parse(option.canonical, option.id + ".toml")) {
  const Naming naming(base, option);
  std::vector<std::string> keys;
  for (const std::string& key : scenarios::changed_keys(base_, option_))
    if (makes_outcomes(key)) keys.push_back(key);

  std::set<std::string> distinct;
  for (const std::string& key : keys)
    for (const std::string& name : naming.owners(key, true)) distinct.insert(name);
  const bool by_scenario = distinct.size() > 1;

  std::vector<std::string> order = naming.in_order();
  for (const std::string& key : keys)
    for (std::string& name : naming.owners(key, by_scenario)) order.push_back(std::move(name));
  std::map<std::string, std::size_t> place;
  for (const std::string& key : keys)
    for (const std::string& name : naming.owners(key, by_scenario)) place[name] = 0;
  std::vector<std::string> listed;
  for (const std::string& name : order) {
    const bool is_new = std::find(listed.begin(), listed.end(), name) == listed.end();
    if (place.count(name) > 0 && is_new && listed.size() < most_levers) listed.push_back(name);
  }
  if (place.size() > most_levers) listed.emplace_back("Everything else");
  names_ = listed;
  std::sort(names_.begin(), names_.end());
  for (const std::string& name : names_)
    listed_.push_back(
        static_cast<std::size_t>(std::find(listed.begin(), listed.end(), name) - listed.begin()));
  for (auto& [name, lever] : place) {
    const auto known = std::find(names_.begin(), names_.end(), name);
    lever = static_cast<std::size_t>(
        (known != names_.end() ? known : std::find(names_.begin(), names_.end(), listed.back())) -
        names_.begin());
  }
  for (const std::string& key : keys) {
    owned_.push_back({key, 0});
    for (const std::string& name : naming.owners(key, by_scenario))
      owned_.back().levers |= sim::LeverSet{1} << place[name];
  }
  while (join_what_breaks_a_rule()) {
  }
}

scenarios::Document Levers::hybrid(sim::LeverSet set) const {
  if (set == 0) return base_;
  if (set == (sim::LeverSet{1} << size()) - 1) return option_;
  std::map<std::string, sim::LeverSet> needs;
  for (const Owned& owned : owned_) needs[owned.key] = owned.levers;
  return scenarios::hybrid(base_, option_, [&](const std::string& key) {
    const auto known = needs.find(key);
    return known != needs.end() && (known->second & set) == known->second;
  });
}

bool Levers::reads(sim::LeverSet set) const {
  try {
    static_cast<void>(scenarios::read_borough(hybrid(set), {}));
    return true;
  } catch (const scenarios::ScenarioError&) {
    return false;
  }
}

std::vector<std::size_t> Levers::as_listed() const {
  std::vector<std::size_t> levers(size());
  std::iota(levers.begin(), levers.end(), std::size_t{0});
  std::sort(levers.begin(), levers.end(),
            [&](std::size_t a, std::size_t b) { return listed_[a] < listed_[b]; });
  return levers;
}

/// They become one, in the place of the first.
void Levers::join(std::size_t one, std::size_t other) {
  const bool in_order = listed_[one] < listed_[other];
  names_[one] =
      in_order ? names_[one] + ", with " + names_[other] : names_[other] + ", with " + names_[one];
  listed_[one] = std::min(listed_[one], listed_[other]);
  names_.erase(names_.begin() + static_cast<std::ptrdiff_t>(other));
  listed_.erase(listed_.begin() + static_cast<std::ptrdiff_t>(other));
  for (Owned& owned : owned_) {
    sim::LeverSet levers = 0;
    for (std::size_t lever = 0; lever <= size(); ++lever) {
      if ((owned.levers >> lever & 1) == 0) continue;
      const std::size_t now = lever == other ? one : lever;
      levers |= sim::LeverSet{1} << (now > other ? now - 1 : now);
    }
    owned.levers = levers;
  }
}

/// False if every set reads.
bool Levers::join_what_breaks_a_rule() {
  const std::size_t levers = size();
  for (const sim::LeverSet set : sets_to_try(levers)) {
    if (reads(set)) continue;
    std::size_t in = 0;
    while ((set >> in & 1) == 0) ++in;
    std::vector<std::size_t> out;
    for (std::size_t lever = 0; lever < levers; ++lever)
      if ((set >> lever & 1) == 0) out.push_back(lever);
    const auto needed = std::find_if(out.begin(), out.end(), [&](std::size_t lever) {
      return reads(set | sim::LeverSet{1} << lever);
    });
    const std::size_t other = needed == out.end() ? out.front() : *needed;
    join(std::min(in, other), std::max(in, other));
    return true;
  }
  return false;
}

}  // namespace tools
