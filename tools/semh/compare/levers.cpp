#include "tools/semh/compare/levers.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string_view>
#include <utility>

#include "scenarios/diagnostic.h"
#include "scenarios/hybrid.h"
#include "tools/semh/compare/lever_names.h"

namespace tools {
namespace {

using scenarios::Scenario;

/// And one for everything else: a set of them fits a word.
constexpr std::size_t most_levers = 40;

/// A target is what an outcome is judged by: it makes none.
bool makes_outcomes(const std::string& key) {
  return !key.starts_with("success[") && !key.starts_with("uncertainty");
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

}  // namespace

Levers::Levers(const Scenario& base, const Scenario& option)
    : base_(scenarios::parse(base.canonical, base.id + ".toml")),
      option_(scenarios::parse(option.canonical, option.id + ".toml")) {
  const LeverNames naming(base, option);
  std::vector<std::string> keys;
  for (const std::string& key : scenarios::changed_keys(base_, option_))
    if (makes_outcomes(key)) keys.push_back(key);

  std::set<std::string> distinct;
  for (const std::string& key : keys)
    for (const std::string& name : naming.of(key, true)) distinct.insert(name);
  const bool by_scenario = distinct.size() > 1;

  std::vector<std::string> order = naming.in_order();
  for (const std::string& key : keys)
    for (std::string& name : naming.of(key, by_scenario)) order.push_back(std::move(name));
  std::map<std::string, std::size_t> place;
  for (const std::string& key : keys)
    for (const std::string& name : naming.of(key, by_scenario)) place[name] = 0;
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
    for (const std::string& name : naming.of(key, by_scenario))
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
