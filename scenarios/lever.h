// [[lever]]: what a scenario calls the things in it that can be put on one by one.
//
//     [[lever]]
//     id = "step-1"
//     name = "Step 1: role of the PRU"
//     keys = ["unit[aspire-secondary].places", "unit[rowan]*"]
//
// It changes no number: a comparison of two scenarios says by it which lever has made which part of
// their difference. Levers of one name are one, so that a scenario adds to those of its base. A key
// belongs to the last lever that names it; one that is named in `together` as well is there only
// where both levers are.
#pragma once

#include <string>
#include <vector>

#include "scenarios/register.h"
#include "scenarios/section.h"

namespace scenarios {

struct Lever {
  std::string id;
  std::string name;
  std::vector<std::string> keys{};      ///< Of the register; * stands for anything (draw.h).
  std::vector<std::string> together{};  ///< That another lever has too, and neither alone.
};

/// Requires: everything else has been read. A pattern that fits no key of `judge_by` is a problem,
/// unless that is null.
std::vector<Lever> read_levers(Section& root, const Register* judge_by);

}  // namespace scenarios
