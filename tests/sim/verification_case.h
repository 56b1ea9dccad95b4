// The closed-form answers of tests/theory/verification_cases.json, by the beginning of their name.
#pragma once

#include <algorithm>
#include <cmath>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

/// The case whose id begins with `id` and an underscore: "S05".
inline nlohmann::json verification_case(std::string_view id) {
  std::ifstream file(SEMH_SOURCE_DIR "/tests/theory/verification_cases.json");
  const nlohmann::json all = nlohmann::json::parse(file);
  for (const nlohmann::json& found : all.at("cases"))
    if (found.at("id").get<std::string>().rfind(std::string(id) + "_", 0) == 0) return found;
  throw std::runtime_error("no verification case " + std::string(id));
}

/// Holds `actual` against `expected` to the tolerance of the case `of`.
inline void expect_agrees(const nlohmann::json& of, double actual, const nlohmann::json& expected,
                          const std::string& what) {
  const double value = expected.get<double>();
  const nlohmann::json& tolerance = of.at("tolerance");
  const double within = std::max(tolerance.at("abs").get<double>(),
                                 tolerance.at("rel").get<double>() * std::abs(value));
  EXPECT_NEAR(actual, value, within) << of.at("id").get<std::string>() << ": " << what;
}
