// The shipped posteriors are of the fit, the base and the evidence that are shipped with them.
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "scenarios/fit.h"
#include "scenarios/posterior.h"
#include "tools/semh/fit_simulator.h"

namespace {

/// Whoever changes one of these fits again (semh calibrate), or ships numbers that nobody can
/// reproduce.
TEST(ShippedPosterior, IsOfTheInputsThatAreShipped) {
  const std::filesystem::path folder = SEMH_SOURCE_DIR "/scenarios/rotherham";
  const scenarios::Fit fit = scenarios::read_fit(folder / "fit.toml");
  const std::string inputs = tools::FitSimulator(fit).inputs();
  ASSERT_FALSE(fit.posteriors.empty());
  for (const scenarios::FitPosterior& each : fit.posteriors)
    EXPECT_EQ(scenarios::read_posterior(folder / (each.id + ".toml")).inputs, inputs) << each.id;
}

}  // namespace
