// `semh compare`: options beside a base, in the same futures.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/experiment/result_table.h"
#include "tools/semh/commands.h"
#include "tools/semh/compare/comparison.h"
#include "tools/semh/results.h"

namespace tools {

struct CompareRequest {
  RunRequest run;  ///< The base, then the options; as many replications as there may be at most.
  std::optional<double> precision;      ///< Half width, as a share of the level [1].
  std::vector<std::string> objectives;  ///< By which options are judged; the usual ones of none.
  bool why = false;                     ///< Attribute differences to levers.
  std::filesystem::path futures;     ///< That may come; futures.toml beside a scenario when empty.
  bool inputs = false;               ///< Print every number that differs.
  bool robust = false;               ///< Set options against futures that may come.
  std::uint32_t deep_futures = 200;  ///< Futures of attribution and robustness.
};

/// Returns 10 if the cap came before the precision that was asked for.
int compare(const CompareRequest& request);

/// Every part of a comparison that has rows.
std::vector<sim::ResultTable> tables_of(const Comparison& comparison);

/// The comparison for people, at most `width` columns wide; with every number that differs, or a
/// line a lever.
std::string text_of(const Comparison& comparison, std::size_t width, bool every_input);

/// The same for programs, schema semh.compare/1.
std::string json_of(const Comparison& comparison);

}  // namespace tools
