// The command `semh sensitivity`: which assumptions matter for a scenario, or for the difference
// between two, and which it is worth to know better.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/experiment/result_table.h"
#include "tools/semh/sensitivity/deep.h"
#include "tools/semh/sensitivity/screening.h"

namespace tools {

struct SensitivityRequest {
  std::filesystem::path scenario;
  std::filesystem::path against;      ///< The option, of which `scenario` is the base; or empty.
  std::vector<std::string> measures;  ///< NAME or NAME:BREAKDOWN; the usual ones when empty.
  std::string years;                  ///< "2018" or "2018-2021"; empty for the usual ones.
  std::size_t trajectories = 8;
  std::uint32_t replications = 8;  ///< Futures of each point.
  bool deep = false;
  double worth = 50'000;  ///< Of a permanent exclusion avoided [pounds].
  std::uint64_t seed = 1;
  unsigned threads = 0;  ///< 0: as many as the machine runs at once.
  std::filesystem::path folder;
  bool json = false;
  bool quiet = false;
};
/// Returns the exit code. Throws: ScenarioError, filesystem_error, ContractError.
int sensitivity(const SensitivityRequest& request);

/// All that came out.
struct Sensitivity {
  std::vector<scenarios::Scenario> scenarios;  ///< The base, and the option where there is one.
  const Assumptions* assumptions = nullptr;
  std::vector<Quantity> quantities;
  std::size_t told = 0;  ///< The first so many are asked for; others serve the choice.
  Screening screening;
  std::optional<Deep> deep{};
  std::uint64_t seed = 1;
  std::uint32_t replications = 0;

  bool is_difference() const { return scenarios.size() == 2; }
  /// "five_steps_2015", "five_steps_2015 less arrangements_2014"
  std::string about() const;
};

/// For people, at most `width` columns wide.
std::string sensitivity_text(const Sensitivity& found, std::size_t width);
/// The part of it about shares of the variance and the value of knowing; empty unless deep.
std::string deep_text(const Sensitivity& found, std::size_t width);
/// For programs, schema semh.sensitivity/1.
std::string sensitivity_json(const Sensitivity& found);
/// assumptions, screening, and of a deep analysis shares and knowledge.
std::vector<sim::ResultTable> sensitivity_tables(const Sensitivity& found);
/// A bar as long as `share` is of `greatest`, of `cells` characters at most.
std::string bar_of(double share, double greatest, std::size_t cells);
/// An effect or a level in the unit of the quantity, money in pounds or millions.
std::string number_of(const Quantity& quantity, double value);

}  // namespace tools
