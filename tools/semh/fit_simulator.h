// What a fit asks of the model: the figures of its targets at one guess at the parameters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/document.h"
#include "scenarios/fit.h"
#include "scenarios/scenario_reader.h"

namespace tools {

/// Mean and variance of each target's figure over the replications of a point, in their order.
struct Moments {
  std::vector<double> mean;
  std::vector<double> variance;
};

/// Moments as bytes that moments_in() reads back.
std::string packed(const Moments& moments);
/// Nothing if the bytes are not those of `targets` targets.
std::optional<Moments> moments_in(std::string_view bytes, std::size_t targets);

/// The base of a fit, simulated with whatever it is asked to change. Const use from many threads.
class FitSimulator {
 public:
  /// Throws: ScenarioError, also for a target that names no measure of the base; filesystem_error.
  explicit FitSimulator(const scenarios::Fit& fit);

  const scenarios::Fit& fit() const { return *fit_; }

  /// The figures of every target in one replication; replications of a fit are in universes of
  /// their own, so that a forecast never meets the luck that it was fitted with.
  /// Requires: z has fit().dimensions() numbers. Throws: ScenarioError for a guess that the reader
  /// refuses.
  /// shape (replications x targets)
  std::vector<std::vector<double>> figures(std::span<const double> z, std::uint32_t first,
                                           std::size_t replications) const;

  /// The same, summed up. Requires: at least two replications.
  Moments moments(std::span<const double> z, std::uint32_t first, std::size_t replications) const;

  /// SHA-256 of the fit, its base and the evidence ...
  const std::string& inputs() const { return inputs_; }
  /// ... and, with the source of the model, of all that decides a figure.
  const std::string& identity() const { return identity_; }

 private:
  scenarios::Scenario drawn(std::span<const double> z) const;

  const scenarios::Fit* fit_;
  scenarios::Document document_;
  std::string id_;
  std::string inputs_;
  std::string identity_;
};

}  // namespace tools
