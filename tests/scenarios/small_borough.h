// A small scenario with one key of every kind, to read with: the tests of what is on disk must not
// depend on what the borough happens to need.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/document.h"
#include "scenarios/section.h"

namespace small_borough {

struct Provider {
  std::string id;
  std::string name;
  bool special = false;
  scenarios::Steps<scenarios::Estimate> places;
  std::optional<scenarios::MoneyEstimate> price;
  scenarios::Steps<bool> open;
};

struct Scenario {
  std::string name;
  sim::Date first_day;
  std::int64_t pupils = 0;
  double withdrawn = 0;
  scenarios::Estimate stay;
  std::vector<scenarios::Estimate> routes;
  std::vector<Provider> providers;
  scenarios::Register assumptions;
};

constexpr scenarios::Period period{sim::date(2008, 9, 1), sim::date(2022, 8, 31)};

inline Provider read_provider(scenarios::Section provider) {
  static constexpr scenarios::Word<bool> kinds[] = {{"pru", false}, {"special", true}};
  Provider found{.id = provider.id(),
                 .name = provider.text("name"),
                 .special = provider.choice("kind", kinds),
                 .places = provider.whole_steps("places", 0, 100'000, "pupils", period),
                 .price = provider.optional_money_assumption("price", 0, 1'000'000,
                                                             "pounds per place per year"),
                 .open = {}};
  if (provider.has("open")) found.open = provider.boolean_steps("open", period);
  provider.finish();
  return found;
}

/// Throws: ScenarioError with everything that is wrong.
inline Scenario read(const scenarios::Document& document) {
  scenarios::Reading reading;
  scenarios::Section root(document.root, reading);
  Scenario scenario;
  scenario.name = root.text("name");
  scenario.first_day = root.date("first_day", period.first, period.last);
  scenario.pupils = root.whole_number("pupils", 0, 2'000'000);
  scenario.withdrawn = root.probability("withdrawn");
  if (auto pru = root.optional_section("pru")) {
    scenarios::Section stay = pru->section("stay");
    scenario.stay = stay.assumption("mean", 0.01, 10, "years");
    stay.finish();
    pru->finish();
  }
  if (root.has("routes")) scenario.routes = root.shares("routes", {"kept", "moved", "excluded"});
  for (scenarios::Section& provider : root.sections("provider"))
    scenario.providers.push_back(read_provider(std::move(provider)));
  root.finish();
  reading.judge();
  scenario.assumptions = std::move(reading.assumptions);
  return scenario;
}

/// The same, from text.
inline Scenario read_text(const std::string& text) {
  return read(scenarios::parse(text, "test.toml"));
}

/// What the author of `text` is told; empty when nothing is wrong.
inline std::string complaints(const std::string& text) {
  try {
    read_text(text);
    return {};
  } catch (const scenarios::ScenarioError& error) {
    return error.what();
  }
}

/// Four settings that every scenario has, on four lines.
inline const std::string settings =
    "name = \"Small\"\nfirst_day = 2014-09-01\npupils = 44_000\nwithdrawn = 0.15\n";

}  // namespace small_borough
