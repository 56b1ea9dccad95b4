// Futures that may come otherwise than assumed: what each does to whatever scenario it meets.
//
// A file of [[future]] tables, each with an id, the words for it and its source, and any of
//
//     structure = "heterogeneity"              only draws of that account of the posterior
//     [future.ends]                            an estimate at an end of its own range
//     "plans.growth" = "high"
//     [future.later]                           dated steps from a day on, so many months later
//     "specialist[*].places" = { months = 12, from = 2018-02-01 }
//     [[future.overlay.intervention]]          a piece of a scenario, laid over as an option is
//     id = "*"                                 ... every element that is there
//     funding_ends = 2020-08-31
//
// An overlay adds no table, no element and no list of steps: what a scenario has not is left alone,
// so a future may change nothing in it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "scenarios/document.h"
#include "scenarios/draw.h"
#include "scenarios/register.h"
#include "sim/kernel/instant.h"

namespace scenarios {

struct Future {
  struct End {
    std::string keys;  ///< As in Change.
    bool high = true;
  };
  struct Later {
    std::string keys;
    int months = 0;
    sim::Date from{};
  };
  std::string id;
  std::string words;  ///< "Plans grow as fast as they may"
  std::string source;
  std::string structure{};  ///< Empty for all.
  std::vector<End> ends{};
  std::vector<Later> later{};
  Node overlay{};
};

/// Throws: ScenarioError with every problem; filesystem_error.
std::vector<Future> read_futures(const std::filesystem::path& file);

/// The scenario as the future makes it, but for `ends`.
Document in_future(const Document& document, const Future& future);

/// What `ends` does to a scenario with this register.
std::vector<Change> changes_in(const Future& future, const Register& assumptions);

}  // namespace scenarios
