// Everything that is uncertain about scenarios, each as an input that can be moved by itself.
//
// An input is a standard normal: 0 in the middle, 1.645 at the ends between which nine in ten lie.
// Of a number with a stated range, that is its place in the range, the same at all dates and in
// every option, as in a run. Parameters of a posterior are tied to each other by the evidence, so
// each moves with what it is tied to (sim/sensitivity/whitening.h): no world is simulated that the
// evidence has ruled out, and inputs are independent. Which mechanism explains the evidence is one
// of them. What the fit holds stays as it stands.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "models/borough.h"
#include "scenarios/posterior.h"
#include "scenarios/scenario_reader.h"
#include "sim/sensitivity/whitening.h"

namespace tools {

struct Assumption {
  enum class Kind : std::uint8_t {
    ranged,     ///< Numbers of one key, with a stated range.
    fitted,     ///< A parameter of the posterior.
    structure,  ///< Which of the posterior's mechanisms it is.
  };
  std::string id;  ///< The key without its place in a list, or the id of the parameter.
  Kind kind = Kind::ranged;
  std::string meaning;  ///< In a sentence; may be empty.
  std::string unit;
  scenarios::Estimate range;  ///< Middle, and where nine in ten lie; of the first number of a key.
  bool is_assumed = true;     ///< No figure has informed it.
  bool acts = true;           ///< On a number of at least one of the scenarios.
  double own = 1;             ///< How closely it follows its own input: their correlation.
  std::string tied_to;        ///< What it is most correlated with, if by 0.3 or more.
  double tie = 0;             ///< By how much.
};

class Assumptions {
 public:
  /// All scenarios name one posterior, or none does. Throws: ScenarioError.
  explicit Assumptions(const std::vector<scenarios::Scenario>& scenarios);

  std::size_t size() const { return all_.size(); }
  const Assumption& operator[](std::size_t input) const { return all_[input]; }
  const std::vector<Assumption>& all() const { return all_; }

  /// Keys that the fit holds: they are not asked.
  const std::vector<Assumption>& held() const { return held_; }
  bool has_posterior() const { return !posterior_.parameters.empty(); }

  /// Digest of all that stands between a point and a borough, scenario by scenario.
  const std::string& identity(std::size_t scenario) const { return identities_[scenario]; }

  /// The borough of a scenario where the inputs are these standard normals. Any thread may ask.
  /// Throws: ScenarioError if they break a rule.
  models::Borough borough(std::size_t scenario, std::span<const double> inputs) const;

  /// Of those that act: points of one text are one borough.
  std::string text_of(std::span<const double> inputs) const;

 private:
  void add_posterior(const std::vector<scenarios::Scenario>& scenarios);
  void tie(const std::vector<scenarios::Posterior::Draw>& draws);
  void add_ranged(const scenarios::Scenario& scenario);
  void add_held(const scenarios::RegisterRow& row);
  scenarios::Posterior::Draw draw_at(std::span<const double> inputs) const;

  std::vector<Assumption> all_;  ///< Parameters, the structure, keys.
  std::vector<Assumption> held_;
  std::vector<std::string> identities_;
  std::vector<scenarios::Document> documents_;  ///< By scenario.
  scenarios::Posterior posterior_;              ///< Without its draws.
  std::vector<std::size_t> acting_;             ///< Parameters that act, then the structure.
  sim::CorrelatedInputs tied_;                  ///< Those.
  std::vector<std::vector<double>> sorted_;     ///< By parameter: its values, rising.
  std::vector<double> below_;  ///< By structure: share of the draws that have it or one before.
  std::map<std::string, std::size_t> places_;  ///< Of keys among the inputs.
};

}  // namespace tools
