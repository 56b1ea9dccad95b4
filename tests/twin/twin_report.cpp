// Prints the z scores of the model against its twin:  twin_report SCENARIO [REPLICATIONS] [years]
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>

#include "scenarios/scenario_reader.h"
#include "tests/twin/compare.h"

int main(int count, char** words) {
  if (count < 2) {
    std::fprintf(stderr, "twin_report SCENARIO.toml [REPLICATIONS] [years]\n");
    return 2;
  }
  try {
    const auto scenario = scenarios::read_scenario(words[1]);
    twin::Sizes sizes;
    if (count > 2) sizes.replications = static_cast<std::uint32_t>(std::atoi(words[2]));
    const auto found = twin::compare(scenario.borough, twin::run_model(scenario.borough, sizes),
                                     twin::run_twin(scenario.borough, sizes));
    std::fputs(table(count > 3 ? found.by_year : found.rows).c_str(), stdout);
    for (const std::string& name : found.missing) std::printf("not compared: %s\n", name.c_str());
    std::printf("%zu measures, spread of z %.3f; by year %zu, %.3f\n", found.rows.size(),
                spread_of_z(found.rows), found.by_year.size(), spread_of_z(found.by_year));
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "%s\n", problem.what());
    return 1;
  }
}
