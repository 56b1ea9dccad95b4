// What that in which two scenarios differ is called: as a scenario says ([[lever]]), or else by the
// thing that a key is of.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "scenarios/lever.h"
#include "scenarios/scenario_reader.h"

namespace tools {

class LeverNames {
 public:
  LeverNames(const scenarios::Scenario& base, const scenarios::Scenario& option);

  /// The levers that a key belongs to, at least one: those that scenarios name, if `by_scenario`
  /// and they name any, or else the usual one. (In one lever that a scenario names there may be
  /// several things; where they are all that differs, each is told by itself.)
  std::vector<std::string> of(const std::string& key, bool by_scenario) const;

  /// Names that scenarios give, in their order.
  std::vector<std::string> in_order() const;

 private:
  std::vector<std::string> named(const std::string& key) const;

  std::vector<scenarios::Lever> levers_;
  std::map<std::string, std::string> elements_;  ///< By element, such as unit[rowan]: its name.
};

}  // namespace tools
