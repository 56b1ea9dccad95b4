// The closed-form answers in verification_cases.json, and how a simulation is held to them.
//
// A Monte Carlo estimate has to lie within four standard errors of the truth, the error estimated
// across independent replications, at least 200 of them: one check in 16,000 fails by chance, and
// none does at the fixed seed. SEMH_NIGHTLY in the environment multiplies the replications.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <ostream>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "sim/statistics/tally.h"

namespace theory {

using nlohmann::json;

/// The case of this id, such as "Q01_MM1".
inline const json& case_of(const std::string& id) {
  static const json all = [] {
    std::ifstream file(SEMH_SOURCE_DIR "/tests/theory/verification_cases.json");
    return json::parse(file);
  }();
  for (const json& found : all.at("cases"))
    if (found.at("id") == id) return found;
  throw std::out_of_range("no verification case " + id);
}

inline double parameter(const std::string& id, const std::string& name) {
  return case_of(id).at("parameters").at(name).get<double>();
}
inline const json& expected(const std::string& id, const std::string& name) {
  return case_of(id).at("expected").at(name);
}

/// Within the relative 1e-9 or absolute 1e-12 of the deterministic cases.
inline bool is_close(double value, double truth) {
  return std::abs(value - truth) <= std::max(1e-12, 1e-9 * std::abs(truth));
}
inline testing::AssertionResult agrees(double value, double truth) {
  if (is_close(value, truth)) return testing::AssertionSuccess();
  return testing::AssertionFailure() << value << " is not " << truth;
}

/// How many replications to run: `usual`, or more at night.
inline std::uint32_t replications(std::uint32_t usual) {
  static const bool nightly = std::getenv("SEMH_NIGHTLY") != nullptr;
  return nightly ? 20 * usual : usual;
}

/// How many standard errors the estimates lie from the truth.
inline double errors_off(const sim::Tally& estimates, double truth) {
  if (estimates.count() < 200) throw std::logic_error("too few replications for a standard error");
  const double error =
      estimates.standard_deviation() / std::sqrt(static_cast<double>(estimates.count()));
  return (estimates.mean() - truth) / error;
}

constexpr double allowed_errors = 4;

inline testing::AssertionResult holds(const sim::Tally& estimates, double truth) {
  const double off = errors_off(estimates, truth);
  if (std::abs(off) <= allowed_errors) return testing::AssertionSuccess();
  return testing::AssertionFailure()
         << "estimate " << estimates.mean() << " lies " << off << " standard errors from " << truth;
}

/// For counts that follow a Poisson law: also variance / mean, whose standard deviation over n
/// observations is sqrt(2 / n).
inline testing::AssertionResult holds_poisson(const sim::Tally& counts, double mean) {
  if (const auto result = holds(counts, mean); !result) return result;
  const double ratio = counts.variance() / mean;
  const double allowed = allowed_errors * std::sqrt(2.0 / static_cast<double>(counts.count()));
  if (std::abs(ratio - 1) <= allowed) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "variance / mean is " << ratio << ", not 1";
}

/// The upper 0.01% point of chi-square with `freedom` degrees.
/// Source: Wilson & Hilferty (1931), PNAS 17(12), within 1% from 3 degrees on.
inline double chi_square_limit(double freedom) {
  const double z = 3.719;
  const double root = 1 - 2 / (9 * freedom) + z * std::sqrt(2 / (9 * freedom));
  return freedom * root * root * root;
}

}  // namespace theory
