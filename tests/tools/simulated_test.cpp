// Whatever a run leaves behind says that its children are not real.
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/tools/command.h"

namespace {

using testing::HasSubstr;

class Promise51WhatIsSimulated : public Command {};

TEST_F(Promise51WhatIsSimulated, SaysSoInEveryTableAndAnswer) {
  const Answer answer =
      semh("run " + scenarios_folder + "synthetic_borough.toml --replications 2 -o results");
  ASSERT_EQ(answer.exit_code, 0) << answer.err;
  EXPECT_THAT(answer.out, HasSubstr("2 simulated futures"));

  int tables = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder_ / "results")) {
    const std::string name = entry.path().filename().string();
    if (name.find(".meta.csv") == std::string::npos || name == "assumptions.meta.csv")
      continue;  // Assumptions are what was given, not what came of it.
    ++tables;
    EXPECT_THAT(contents(entry.path()), HasSubstr("simulated")) << name;
  }
  EXPECT_GT(tables, 3);
  EXPECT_THAT(contents(folder_ / "results/results.h5"), HasSubstr("simulated, not real children"));
  EXPECT_THAT(semh("run " + scenarios_folder +
                   "synthetic_borough.toml --replications 2 -q --json -o results")
                  .out,
              HasSubstr("\"simulated\": \"not real children\""));
}

}  // namespace
