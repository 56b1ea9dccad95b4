#include "tools/semh/fit_design.h"

#include <cstring>
#include <string_view>
#include <utility>

#include "sim/experiment/digest.h"
#include "sim/experiment/disk.h"
#include "sim/experiment/interrupt.h"
#include "sim/experiment/replicate.h"
#include "sim/kernel/expects.h"
#include "tools/semh/progress.h"
#include "tools/semh/simulate.h"

namespace tools {
namespace {

constexpr std::uint32_t points_a_wave = 10'000;
constexpr std::uint32_t replications_a_point = 1'000;

/// The guess stands before what was said of it: a piece of another guess is no answer.
std::string piece_of(const DesignPoint& point) {
  std::string bytes(point.z.size() * sizeof(double), '\0');
  std::memcpy(bytes.data(), point.z.data(), bytes.size());
  return bytes + packed(point.moments);
}

std::optional<DesignPoint> point_in(std::string_view bytes, const std::vector<double>& z,
                                    std::size_t targets) {
  const std::size_t before = z.size() * sizeof(double);
  if (bytes.size() < before || std::memcmp(bytes.data(), z.data(), before) != 0)
    return std::nullopt;
  const auto moments = moments_in(bytes.substr(before), targets);
  if (!moments) return std::nullopt;
  return DesignPoint{z, *moments};
}

std::uint32_t point_number(const Wave& wave, std::size_t point) {
  sim::expects(point < points_a_wave, "a wave has fewer points than it has numbers");
  return wave.number * points_a_wave + static_cast<std::uint32_t>(point);
}

}  // namespace

std::filesystem::path fit_folder(const FitSimulator& simulator, const std::string& name) {
  return std::filesystem::path("out") / ("fit-" + name + "-" + simulator.identity().substr(0, 8));
}

FitDesign::FitDesign(const FitSimulator& simulator, DesignRequest request)
    : simulator_(simulator), request_(std::move(request)) {
  sim::make_folder(request_.folder);
  lock_.emplace(request_.folder, "semh calibrate");
  journal_.emplace(request_.folder / "guesses", simulator.identity());
  journal_->read(
      [&](sim::Piece piece) { return kept_.emplace(piece.number, std::move(piece.bytes)).second; },
      warn);
}

std::optional<std::vector<DesignPoint>> FitDesign::simulated(
    const Wave& wave, const std::vector<std::vector<double>>& guesses) {
  std::vector<DesignPoint> points(guesses.size());
  std::vector<std::size_t> missing;
  for (std::size_t i = 0; i < guesses.size(); ++i) {
    const auto kept = kept_.find(point_number(wave, i));
    const auto found = kept == kept_.end()
                           ? std::nullopt
                           : point_in(kept->second, guesses[i], simulator_.fit().targets.size());
    if (found)
      points[i] = *found;
    else
      missing.push_back(i);
  }
  Progress progress(!request_.quiet);
  sim::ReplicateOptions options{
      .threads = request_.threads,
      .stop = sim::stop_on_signals(),
      .progress = [&](std::size_t done, std::size_t count) { progress.show(done, count); }};
  const auto make_worker = [&] {
    return [&](std::uint32_t place) {
      const std::size_t i = missing[place];
      const std::uint32_t number = point_number(wave, i);
      DesignPoint point{guesses[i], simulator_.moments(guesses[i], number * replications_a_point,
                                                       wave.replications)};
      journal_->add({number, piece_of(point)});
      return point;
    };
  };
  auto done = sim::replicate(0, missing.size(), make_worker, options);
  journal_->save();
  for (std::size_t i = 0; i < done.results.size(); ++i)
    points[missing[i]] = std::move(done.results[i]);
  if (done.stopped) return std::nullopt;
  return points;
}

}  // namespace tools
