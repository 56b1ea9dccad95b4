#include "tools/semh/believed_commands.h"

#include <cstdint>
#include <string>

#include <CLI/CLI.hpp>

namespace tools {

CLI::Validator whole_seed() {
  return CLI::Validator(
      [](std::string& text) {
        const bool digits =
            !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
        return digits && text.size() <= 18 ? std::string()
                                           : "must be a whole number of up to 18 digits";
      },
      "DIGITS");
}

CLI::Validator years_of_run() {
  return CLI::Validator(
      [](std::string& text) {
        const auto is_year = [](const std::string& word) {
          return word.size() == 4 && word.find_first_not_of("0123456789") == std::string::npos;
        };
        const bool one = is_year(text);
        const bool range = text.size() == 9 && text[4] == '-' && is_year(text.substr(0, 4)) &&
                           is_year(text.substr(5)) && text.substr(0, 4) <= text.substr(5);
        return one || range ? std::string() : "must be a year or two, such as 2016-2018";
      },
      "YEARS");
}

void BelievedCommands::add_to(CLI::App& app) {
  add_calibrate(app);
  add_validate(app);
  add_forecast(app);
}

std::optional<int> BelievedCommands::obeyed() const {
  if (validate_command_->parsed()) return validate(validate_);
  if (calibrate_command_->parsed()) return calibrate(calibrate_);
  if (forecast_command_->parsed()) return forecast(forecast_);
  return std::nullopt;
}

void BelievedCommands::add_validate(CLI::App& app) {
  validate_command_ = app.add_subcommand(
      "validate",
      "Predict what came from what was known before, and say who was closer: the model or a naive "
      "forecast");
  validate_command_->add_option("PROTOCOL", validate_.protocol, "What is predicted, and from when")
      ->capture_default_str();
  validate_command_->add_option("--actuals", validate_.actuals,
                                "Further figures as they arrive, in the form of observed.csv");
  validate_command_->add_option("-o,--output", validate_.folder,
                                "Folder of the results; out/validation-DIGEST if left out");
  validate_command_
      ->add_option("--threads", validate_.threads,
                   "Threads; as many as the machine has if left out")
      ->check(CLI::Range(1U, 1024U));
  validate_command_->add_flag("-q,--quiet", validate_.quiet, "Print results only");
  validate_command_->footer(
      "Stopped or killed, the same command continues it. Every measure also gets the earliest "
      "half-term\nat which the plan and no change could be told apart, and every actual whether "
      "it is more than chance.");
}

void BelievedCommands::add_calibrate(CLI::App& app) {
  calibrate_command_ = app.add_subcommand(
      "calibrate",
      "Fit the parameters to the evidence, once, and say how far the fit may be believed");
  calibrate_command_->add_option("FIT", calibrate_.fit, "What is fitted to what")
      ->capture_default_str();
  calibrate_command_->add_option("-o,--output", calibrate_.output,
                                 "Folder of the posteriors; that of FIT if left out");
  calibrate_command_->add_option("--folder", calibrate_.folder,
                                 "Where simulations are kept; out/fit-NAME-DIGEST if left out");
  calibrate_command_
      ->add_option("--threads", calibrate_.threads,
                   "Threads; as many as the machine has if left out")
      ->check(CLI::Range(1U, 1024U));
  calibrate_command_
      ->add_option("--check", calibrate_.check,
                   "Instead, fit so many sets of figures made with known parameters")
      ->check(CLI::Range(2U, 10'000U));
  calibrate_command_->add_flag("-q,--quiet", calibrate_.quiet, "Say nothing of the progress");
  calibrate_command_->footer(
      "What is simulated is kept: a fit that was stopped or killed goes on from there.");
}

void BelievedCommands::add_forecast(CLI::App& app) {
  forecast_command_ = app.add_subcommand(
      "forecast",
      "Write the forecast of record: quantiles of what each scenario foresees to 2021/22");
  forecast_.run.replications = 1000;
  forecast_command_->add_option(
      "SCENARIO", forecast_.run.scenarios,
      "Scenario files; every one of the folder that extends another if left out");
  forecast_command_->add_option("--from", forecast_.folder, "Folder of scenarios and evidence")
      ->capture_default_str();
  forecast_command_->add_option("-o,--output", forecast_.output,
                                "The file; forecast.csv of that folder if left out");
  forecast_command_->add_option("--folder", forecast_.run.folder,
                                "Folder of the run; out/NAMES-DIGEST if left out");
  forecast_command_
      ->add_option("--replications", forecast_.run.replications,
                   "Simulated futures of each scenario")
      ->check(CLI::Range(2U, 1'000'000U))
      ->capture_default_str();
  forecast_command_->add_option("--seed", forecast_.run.seed, "Which universe of chance")
      ->check(whole_seed())
      ->capture_default_str();
  forecast_command_
      ->add_option("--threads", forecast_.run.threads,
                   "Threads; as many as the machine has if left out")
      ->check(CLI::Range(1U, 1024U));
  forecast_command_->add_flag("--force", forecast_.run.force,
                              "Begin even if the disk seems too small");
  forecast_command_->add_flag("--discard", forecast_.run.discard,
                              "Throw an older run in the folder away");
  forecast_command_->add_flag("-q,--quiet", forecast_.run.quiet,
                              "Print the names of the files only");
}

}  // namespace tools
