#include "tools/semh/sensitivity/sensitivity_command.h"

#include <CLI/CLI.hpp>

#include "tools/semh/believed_commands.h"

namespace tools {
std::optional<int> SensitivityCommand::obeyed() const {
  if (!command_->parsed()) return std::nullopt;
  return sensitivity(request_);
}

void SensitivityCommand::add_to(CLI::App& app) {
  command_ = app.add_subcommand(
      "sensitivity",
      "Say which assumptions matter and which do not, and which are worth knowing better");
  CLI::App& command = *command_;
  command.add_option("SCENARIO", request_.scenario, "Scenario file")->required();
  command.add_option("--against", request_.against,
                     "An option: what matters for the difference, option less SCENARIO");
  command.add_option("--measure", request_.measures,
                     "What is asked about, NAME or NAME:BREAKDOWN; may be given several times");
  command
      .add_option("--years", request_.years,
                  "Years to average over, by the year they begin: 2018-2021")
      ->check(years_of_run());
  command
      .add_option("--trajectories", request_.trajectories,
                  "Walks through all assumptions: more make intervals narrower")
      ->check(CLI::Range(2U, 10'000U))
      ->capture_default_str();
  command
      .add_option("--replications", request_.replications,
                  "Futures that each point is lived through: more make the floor lower")
      ->check(CLI::Range(2U, 10'000U))
      ->capture_default_str();
  command.add_flag("--deep", request_.deep,
                   "Shares of the variance too and, with --against, the value of knowing");
  command
      .add_option("--worth", request_.worth,
                  "Of a permanent exclusion avoided, in pounds; ASSUMED, 0 to 200000")
      ->check(CLI::Range(0.0, 1e7))
      ->capture_default_str();
  command.add_option("--seed", request_.seed, "Which universe of chance")
      ->check(whole_seed())
      ->capture_default_str();
  command
      .add_option("--threads", request_.threads, "Threads; as many as the machine has if left out")
      ->check(CLI::Range(1U, 1024U));
  command.add_option("-o,--output", request_.folder,
                     "Folder of the results; out/sensitivity-NAMES-DIGEST if left out");
  command.add_flag("--json", request_.json, "Print JSON, for programs");
  command.add_flag("-q,--quiet", request_.quiet, "Print results only");
  command.footer(
      "Every assumption is moved through its range, from 5% to 95%, with the same children at all\n"
      "points; what the fit has tied together moves together. Stopped or killed, the same command\n"
      "continues it.\n"
      "\nExamples:\n"
      "  semh sensitivity scenarios/rotherham/as_planned_2018.toml\n"
      "  semh sensitivity scenarios/rotherham/arrangements_2014.toml \\\n"
      "    --against scenarios/rotherham/five_steps_2015.toml --deep");
}

}  // namespace tools
