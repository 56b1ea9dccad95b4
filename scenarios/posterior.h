// What a fit leaves of the uncertain parameters: equally possible worlds, each a draw.
//
// One TOML file, written by `semh calibrate` once, on the base, and named by scenarios; no option
// is ever fitted again. It says what each parameter sets, how wide its prior was and what the data
// left of it, so that what the data do not move can be shown for what it is: an assumption. A draw
// belongs to one structure: where different mechanisms explain the same evidence, each is one. The
// same posterior is the same bytes; numbers have six significant digits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/diagnostic.h"
#include "scenarios/draw.h"
#include "scenarios/register.h"
#include "sim/kernel/instant.h"

namespace scenarios {

struct Posterior {
  /// Numbers of a scenario that follow from one parameter.
  struct Sets {
    std::string keys;  ///< As in Change.
    std::optional<sim::Date> from{};
    How how = How::set;
  };
  struct Parameter {
    std::string id;
    std::string unit{};  ///< Empty for a pure number.
    std::string meaning;
    std::vector<Sets> sets;
    Estimate prior;          ///< Median, and where nine in ten lie.
    Estimate posterior;      ///< The same, after the fit.
    double contraction = 0;  ///< 1 - variance after / variance before.
    bool moved = false;      ///< By the data; else it is an assumption and no result.
    std::string identified_by;
  };
  struct Structure {
    std::string id;
    std::string meaning;
    std::vector<Change> sets{};  ///< The same in all its draws; may be empty.
  };
  struct Draw {
    std::size_t structure = 0;  ///< Of `structures`.
    double weight = 1;
    std::vector<double> values;  ///< By parameter.
  };

  std::string program;  ///< Name and version.
  std::string command;  ///< The one that makes this file again.
  std::uint64_t seed = 0;
  std::string inputs;  ///< SHA-256 of everything that was fitted to.
  sim::Date to{};      ///< No evidence of a later day was used.
  std::vector<std::string> held{};
  std::vector<Parameter> parameters;
  std::vector<Structure> structures;
  std::vector<Draw> draws;
};

/// As a file. The values of draws and ranges are rounded to six digits.
/// Requires: what read_posterior() requires.
std::string posterior_text(const Posterior& posterior);

/// Throws: ScenarioError with everything that is wrong; filesystem_error.
Posterior read_posterior(const std::filesystem::path& file);
/// The same of a file that has been read. Throws: ScenarioError.
Posterior read_posterior(const std::shared_ptr<const Source>& source);
/// The same of one that a scenario names, whose author may not be its reader's friend: if it is no
/// posterior, nothing of what is in it is shown. Throws: ScenarioError.
Posterior named_posterior(const std::shared_ptr<const Source>& source);
/// The same of text from elsewhere. Throws: ScenarioError.
Posterior parse_posterior(const std::string& text, std::string name);

/// In which order replications take the draws, each as often as its weight asks, as many as there
/// are draws: where weights are equal, the order of the file. Of one structure, or of all.
/// Throws: ContractError if no draw has that structure.
std::vector<std::size_t> order_of(const Posterior& posterior,
                                  std::optional<std::size_t> structure = {});

/// What a scenario is read with in draw `number`; `name` is that of the file, for messages.
Draw draw_of(const Posterior& posterior, std::size_t number,
             std::string_view name = "the posterior");

}  // namespace scenarios
