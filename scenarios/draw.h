// One guess at everything that is uncertain in a scenario, from a posterior or from stated ranges.
//
// A scenario's numbers are read with a draw: those that a fit has informed take the values that the
// draw gives them, those that the fit held stay central, and every other estimate with a range lies
// in it by its own luck. Luck belongs to the key alone, without date or place in a list, so an
// assumption is the same guess at all dates and in every option. What is a choice, must be whole or
// must sum to 1 is never sampled.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/kernel/instant.h"

namespace scenarios {

enum class How { set, times, plus };

/// What a draw does to the numbers whose keys fit.
struct Change {
  std::string keys;                 ///< Of the register; * stands for anything, also for nothing.
  std::optional<sim::Date> from{};  ///< The step that begins on this day alone; else every step.
  How how = How::set;
  double value = 0;
};

struct Draw {
  std::string name{};  ///< For messages, such as "draw 17 of posterior.toml".
  std::vector<Change> changes{};
  std::vector<std::string> held{};  ///< Patterns of keys that stay at their central values.
  /// The standard normal of a key; empty: what is not changed stays central.
  std::function<double(const std::string& key)> luck{};

  /// `value` after every change that fits `key` and `from`, in their order; nothing when none does.
  std::optional<double> changed(const std::string& key, std::optional<sim::Date> from,
                                double value) const;
  /// The days after `last` on which changes of `key` begin, rising.
  std::vector<sim::Date> days_after(const std::string& key, sim::Date last) const;
  /// The day that a change of `key` carries, for a key that is a date; nothing when none does.
  std::optional<sim::Date> day_of(const std::string& key) const;
  /// Whether an estimate under `key` that nothing changes is sampled from its range.
  bool samples(const std::string& key) const;
};

/// Whether `key` is what `pattern` describes: by itself, or without its place in a list.
bool fits(std::string_view pattern, std::string_view key);

/// fixed_term_exclusions.rate[3] as fixed_term_exclusions.rate.
std::string without_index(const std::string& key);

/// Keys that no draw samples, because of a rule between keys or of what the key is.
struct Unsampled {
  std::string_view keys;
  std::string_view why;
};
const std::vector<Unsampled>& never_sampled();

/// The luck of every key in one draw: `seed` is that of the posterior.
std::function<double(const std::string& key)> luck_of(std::uint64_t seed, std::uint32_t draw);

/// The entity that stands for `key` in the address of its luck. Source: Fowler, Noll & Vo, FNV-1a.
std::uint32_t entity_of(std::string_view key);

}  // namespace scenarios
