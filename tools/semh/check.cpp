#include <filesystem>
#include <iostream>
#include <optional>
#include <string>

#include "scenarios/diagnostic.h"
#include "scenarios/posterior.h"
#include "scenarios/scenario_reader.h"
#include "scenarios/source_file.h"
#include "scenarios/toml_parser.h"
#include "tools/semh/commands.h"
#include "tools/semh/treatment.h"

namespace tools {
namespace {

void print_register(const scenarios::Scenario& scenario) {
  std::size_t assumed = 0;
  std::size_t sourced = 0;
  for (const auto& row : scenario.assumptions.rows) {
    if (row.source.empty()) continue;
    ++sourced;
    if (row.source.rfind("ASSUMED", 0) == 0) ++assumed;
  }
  std::cout << "The assumption register: " << sourced << " numbers with a source, " << assumed
            << " of them ASSUMED.\n\n"
            << scenario.assumptions.assumptions_text() << "\n";
}

void print_differences(const scenarios::Scenario& scenario) {
  if (scenario.files.size() < 2) {
    std::cout << "It extends no other scenario.\n\n";
    return;
  }
  const scenarios::Scenario base = scenarios::read_scenario(scenario.files[1]);
  std::cout << "What differs from its base, " << base.id << ":\n\n"
            << scenarios::differences_text(
                   scenarios::differences(base.assumptions, scenario.assumptions), base.id,
                   scenario.id)
            << "\n";
}

/// The posterior that a file is; nothing if it is anything else.
std::optional<scenarios::Posterior> posterior_in(const std::filesystem::path& file) {
  const auto source = scenarios::read_source(file);
  const scenarios::Node root = scenarios::parse_toml(source);
  if (root.find("fit") == nullptr || root.find("draws") == nullptr) return {};
  return scenarios::read_posterior(source);
}

}  // namespace

int check(const CheckRequest& request) {
  int exit_code = 0;
  for (const auto& file : request.scenarios) {
    try {
      if (const auto posterior = posterior_in(file)) {
        std::cout << scenarios::escaped(file.filename().string()) << ": no mistake was found.\n"
                  << posterior_text_for_people(*posterior);
        continue;
      }
      const scenarios::Scenario scenario = scenarios::read_scenario(file);
      std::cout << scenario.id << ": " << scenarios::escaped(scenario.borough.name) << ". "
                << scenarios::escaped(scenario.about) << "\nNo mistake was found.\n\n";
      print_register(scenario);
      std::cout << treatments_text(scenario);
      print_differences(scenario);
    } catch (const scenarios::ScenarioError& error) {
      std::cerr << error.what() << "\n";
      if (exit_code == 0) exit_code = 2;
    } catch (const std::filesystem::filesystem_error&
                 error) {  // The other files are judged all the same.
      std::cerr << "semh: " << scenarios::escaped(error.what()) << "\n";
      exit_code = 3;
    }
  }
  return exit_code;
}

}  // namespace tools
