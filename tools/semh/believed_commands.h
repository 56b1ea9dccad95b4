// The part of the command line by which numbers are believed or not: fits, back-tests, forecasts.
#pragma once

#include <optional>

#include "tools/semh/commands.h"

namespace CLI {  // NOLINT(readability-identifier-naming): the name is the library's
class App;
class Validator;
}  // namespace CLI

namespace tools {

/// CLI11 reads -1 and what is too great as some large number; a seed is digits, as they stand.
CLI::Validator whole_seed();
/// 2016 or 2016-2018.
CLI::Validator years_of_run();

class BelievedCommands {
 public:
  /// `app` must outlive it.
  void add_to(CLI::App& app);

  /// The exit code of what was asked for; nothing if it was none of these.
  std::optional<int> obeyed() const;

 private:
  void add_validate(CLI::App& app);
  void add_calibrate(CLI::App& app);
  void add_forecast(CLI::App& app);

  ValidateRequest validate_;
  CalibrateRequest calibrate_;
  ForecastRequest forecast_;
  CLI::App* validate_command_ = nullptr;
  CLI::App* calibrate_command_ = nullptr;
  CLI::App* forecast_command_ = nullptr;
};

}  // namespace tools
