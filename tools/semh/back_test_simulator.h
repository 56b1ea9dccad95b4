// What each arm of a back-test says of every measure, by year and half-term, from each origin.
//
// A piece of its work is one draw of the origin's posterior: two futures of every arm, with the
// same children and the same luck. What is kept is whole numbers, so that a stopped back-test goes
// on with the very same figures.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/model.h"
#include "models/record.h"
#include "scenarios/back_test.h"
#include "scenarios/document.h"
#include "scenarios/posterior.h"
#include "scenarios/scenario_reader.h"
#include "sim/statistics/control_limits.h"

namespace tools {

/// Futures of a draw: ignorance and luck can then be told apart.
inline constexpr std::uint32_t futures_a_draw = 2;

class BackTestSimulator {
 public:
  /// Reads every scenario and posterior. Throws: ScenarioError for what they say, for a measure
  /// that no arm has or that is no count, and for a posterior that knows more than its origin may;
  /// filesystem_error.
  explicit BackTestSimulator(const scenarios::BackTest& test);

  const scenarios::BackTest& test() const { return *test_; }

  /// SHA-256 of all that decides the figures.
  const std::string& key() const { return key_; }

  /// Draws that are simulated from each origin.
  std::uint32_t draws() const { return test_->replications / futures_a_draw; }
  /// School years simulated after the origin.
  int years(std::size_t origin) const;
  /// Days after which half-terms are over, from the origin on; empty where they are not wanted.
  const std::vector<sim::Date>& half_term_ends(std::size_t origin) const {
    return origins_[origin].half_term_ends;
  }

  /// The figures of one draw, with levels of years that begin after the origin left to chance,
  /// shape (futures_a_draw x arms x width(origin)). Called from several threads at once. Throws:
  /// ScenarioError where the reader refuses the draw; ContractError.
  std::vector<std::int64_t> figures(std::size_t origin, std::uint32_t draw) const;
  /// Figures of one future of one arm: years of each measure, then half-terms of each that has
  /// them.
  std::size_t width(std::size_t origin) const;
  /// Where the year of a measure stands in them; the year counts from the origin, from 0.
  std::size_t place_of_year(std::size_t origin, std::size_t measure, int year) const;
  /// Where the first half-term of a measure stands. Requires: it has half-terms.
  std::size_t place_of_half_terms(std::size_t origin, std::size_t measure) const;

 private:
  struct Origin {
    std::optional<scenarios::Posterior> posterior{};
    std::vector<std::size_t> order{};  ///< Of the posterior's draws.
    int last_year = 0;                 ///< Simulated to.
    std::vector<sim::Date> half_term_ends{};
  };

  void read_origin(const scenarios::BackTestOrigin& origin);
  scenarios::Scenario drawn(std::size_t origin, std::size_t arm, std::uint32_t draw) const;
  void run(models::Model& model, std::size_t origin, std::uint32_t replication,
           std::vector<std::int64_t>& figures) const;
  void expect_measures_of(const scenarios::Scenario& scenario) const;

  const scenarios::BackTest* test_;
  std::vector<scenarios::Document> documents_;  ///< By arm.
  std::vector<Origin> origins_;
  std::string key_;
};

/// All futures of a back-test.
class BackTestFutures {
 public:
  explicit BackTestFutures(const BackTestSimulator& simulator);

  /// False if there is no such draw, it is there already, or the bytes are not its figures.
  bool take_in(std::size_t origin, std::uint32_t draw, std::string_view bytes);
  void put(std::size_t origin, std::uint32_t draw, std::vector<std::int64_t> figures);
  bool has(std::size_t origin, std::uint32_t draw) const { return !figures_[origin][draw].empty(); }

  /// One value a future. Requires: every draw of the origin is there, and the year is simulated.
  std::vector<double> values(std::size_t origin, std::size_t arm, std::size_t measure,
                             int year) const;
  /// Counts since the origin at the ends of half-terms.
  sim::Cumulative half_terms(std::size_t origin, std::size_t arm, std::size_t measure) const;

 private:
  const BackTestSimulator* simulator_;
  std::vector<std::vector<std::vector<std::int64_t>>> figures_;  ///< By origin and draw.
};

/// Figures as bytes that take_in() reads back.
std::string packed_figures(const std::vector<std::int64_t>& figures);

}  // namespace tools
