#include "tools/semh/compare/compare_command.h"

#include <cstdint>

#include <CLI/CLI.hpp>

#include "tools/semh/believed_commands.h"

namespace tools {

void CompareCommand::add_to(CLI::App& app) {
  command_ = app.add_subcommand(
      "compare",
      "Set options beside a base, child by child in the same futures: which, how sure, and why");
  request_.run.replications = 1000;
  command_->add_option("BASE OPTION...", request_.run.scenarios, "Scenario files, the base first")
      ->required()
      ->expected(2, 8)
      ->option_text("TEXT, two to eight of them REQUIRED");
  command_
      ->add_option("-n,--replications", request_.run.replications,
                   "Simulated futures of each scenario; with --precision, at most")
      ->check(CLI::Range(100U, 1'000'000U))
      ->capture_default_str();
  command_
      ->add_option(
          "--precision", percent_,
          "Stop when every mean difference is known to this percentage of its level: that of "
          "the base or the option, whichever is more; of spending for the balance")
      ->check(CLI::Range(0.01, 50.0));
  command_->add_flag("--why", request_.why,
                     "Attribute the differences to the levers that differ (simulates more)");
  command_->add_flag("--robust", request_.robust,
                     "Set the options against futures that may come (simulates more)");
  command_->add_option("--deep-futures", request_.deep_futures, "Futures of --why and --robust")
      ->check(CLI::Range(20U, 100'000U))
      ->capture_default_str();
  command_->add_option("--seed", request_.run.seed, "Which universe of chance")
      ->check(whole_seed())
      ->capture_default_str();
  command_
      ->add_option("--threads", request_.run.threads,
                   "Threads; as many as the machine has if left out")
      ->check(CLI::Range(1U, 1024U));
  auto* central = command_->add_flag("--central", request_.run.central,
                                     "At central values, even if the scenarios name a posterior");
  command_
      ->add_option("--structure", request_.run.structure,
                   "Only draws of the posterior that have this structure")
      ->excludes(central);
  command_->add_option("-o,--output", request_.run.folder,
                       "Folder of the comparison; out/compare-NAMES-DIGEST if left out");
  command_->add_flag("--discard", request_.run.discard, "Throw an older run in the folder away");
  command_->add_flag("--force", request_.run.force, "Begin even if the disk seems too small");
  command_
      ->add_option("--years", request_.run.years,
                   "Years compared, by the year they begin: 2016-2018")
      ->check(years_of_run());
  command_->add_flag("--inputs", request_.inputs,
                     "Print every number that differs, with its source, not a line a lever");
  command_->add_option("--futures", request_.futures,
                       "Those that --robust means; futures.toml beside a scenario if left out");
  command_->add_option("--objective", request_.objectives,
                       "Judge which option is best by this measure; by permanent exclusions, "
                       "children not in full-time education and spending if left out");
  command_->add_option("--measure", request_.run.measures,
                       "Compare this measure as well, NAME or NAME:BREAKDOWN (NAME:* for each)");
  command_->add_flag("--json", request_.run.json, "Print the comparison as JSON, for programs");
  command_->add_flag("-q,--quiet", request_.run.quiet, "Print results only");
  command_->footer(
      "Stopped or killed, the same command continues it. The folder holds compare.html, the\n"
      "tables as CSV and HDF5, and all results of the run. Exit code 10: the futures asked for\n"
      "came to an end before the precision was reached.");
}

std::optional<int> CompareCommand::obeyed() {
  if (!command_->parsed()) return std::nullopt;
  if (percent_ > 0) request_.precision = percent_ / 100;
  return compare(request_);
}

}  // namespace tools
