#include "scenarios/draw.h"

#include <algorithm>
#include <cstddef>

#include "sim/random/stream.h"
#include "sim/random/variate.h"

namespace scenarios {
namespace {

/// Whether `key` is what `pattern` describes. Runs in steps of their lengths' product at most.
bool matches(std::string_view pattern, std::string_view key) {
  constexpr std::size_t none = std::string_view::npos;
  std::size_t p = 0;
  std::size_t k = 0;
  std::size_t star = none;
  std::size_t resume = 0;
  while (k < key.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = k;
    } else if (p < pattern.size() && pattern[p] == key[k]) {
      ++p;
      ++k;
    } else if (star != none) {
      p = star + 1;
      k = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == none;
}

std::string_view stem_of(std::string_view key) {
  return key.ends_with(']') ? key.substr(0, key.rfind('[')) : key;
}

double after(How how, double value, double by) {
  switch (how) {
    case How::times: return value * by;
    case How::plus: return value + by;
    case How::set: break;
  }
  return by;
}

}  // namespace

bool fits(std::string_view pattern, std::string_view key) {
  return matches(pattern, key) || (key.ends_with(']') && matches(pattern, stem_of(key)));
}

std::string without_index(const std::string& key) {
  return std::string(stem_of(key));
}

std::optional<double> Draw::changed(const std::string& key, std::optional<sim::Date> from,
                                    double value) const {
  bool any = false;
  for (const Change& change : changes) {
    if ((change.from && change.from != from) || !fits(change.keys, key)) continue;
    value = after(change.how, value, change.value);
    any = true;
  }
  return any ? std::optional(value) : std::nullopt;
}

std::vector<sim::Date> Draw::days_after(const std::string& key, sim::Date last) const {
  std::vector<sim::Date> days;
  for (const Change& change : changes)
    if (change.from && *change.from > last && fits(change.keys, key)) days.push_back(*change.from);
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

std::optional<sim::Date> Draw::day_of(const std::string& key) const {
  std::optional<sim::Date> day;
  for (const Change& change : changes)
    if (change.from && fits(change.keys, key)) day = change.from;
  return day;
}

bool Draw::samples(const std::string& key) const {
  const auto fits_key = [&](const std::string& pattern) { return fits(pattern, key); };
  const auto spares_key = [&](const Unsampled& one) { return fits(one.keys, key); };
  return luck && std::none_of(held.begin(), held.end(), fits_key) &&
         std::none_of(never_sampled().begin(), never_sampled().end(), spares_key);
}

const std::vector<Unsampled>& never_sampled() {
  static const std::vector<Unsampled> keys{
      {"block.rest_growth", "the model draws it from its range in every replication"},
      {"option[*].failed_move_excluded", "with back_to_panel it may be at most 1"},
      {"plans.soonest_weeks", "it may not be more than limit_weeks"},
      {"plans.weight", "the year groups' shares sum to 1"},
      {"success[*].target", "a target is what is judged by, not a guess"},
  };
  return keys;
}

std::uint32_t entity_of(std::string_view key) {
  std::uint32_t hash = 0x811C9DC5;
  for (const char letter : key) hash = (hash ^ static_cast<unsigned char>(letter)) * 0x01000193;
  return hash;
}

std::function<double(const std::string& key)> luck_of(std::uint64_t seed, std::uint32_t draw) {
  constexpr std::uint32_t place_in_range = 1;
  const sim::Universe universe(seed, sim::Domain::assumption, draw);
  return [universe](const std::string& key) {
    return sim::normal(
        universe.uniform({.purpose = place_in_range, .entity = entity_of(key), .episode = 0}));
  };
}

}  // namespace scenarios
