// In what two scenarios differ, as levers: keys that belong together, each lever put on by itself.
//
// What a lever is, the scenarios say ([[lever]], scenarios/lever.h); of what they do not say, a
// lever is the smallest thing that works alone: an intervention, a provider, the quota and its
// charge, a unit's places. Two levers of which one breaks a rule without the other are one.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "scenarios/document.h"
#include "scenarios/scenario_reader.h"
#include "sim/decision/shapley.h"

namespace tools {

class Levers {
 public:
  /// Requires: what is comparable. Throws: ScenarioError if the option itself breaks a rule.
  Levers(const scenarios::Scenario& base, const scenarios::Scenario& option);

  std::size_t size() const { return names_.size(); }
  /// By name, so that nothing depends on how scenarios list them.
  const std::vector<std::string>& names() const { return names_; }
  /// The levers in the order in which the scenarios list them.
  std::vector<std::size_t> as_listed() const;

  /// The base with those levers of the option: without any the base, with all the option.
  scenarios::Document hybrid(sim::LeverSet set) const;

 private:
  struct Owned {
    std::string key;
    sim::LeverSet levers;  ///< It is the option's where all of these are on.
  };

  void join(std::size_t one, std::size_t other);
  bool reads(sim::LeverSet set) const;
  bool join_what_breaks_a_rule();

  scenarios::Document base_;
  scenarios::Document option_;
  std::vector<std::string> names_;
  std::vector<std::size_t>
      listed_;  ///< By lever: its place in the list, or that of its first part.
  std::vector<Owned> owned_;
};

}  // namespace tools
