#include "sim/inference/emulator.h"

#include <algorithm>
#include <cmath>  // isfinite and abs alone: IEEE 754 fixes their results
#include <numeric>
#include <utility>

#include "sim/kernel/expects.h"

namespace sim {
namespace {

/// Every fifth point is held out when it is asked whether a process helps.
constexpr std::size_t held_out_of = 5;

Training chosen(const Training& all, const std::vector<std::size_t>& points) {
  Training part{.inputs = all.inputs, .at = {}, .values = {}, .noise = {}};
  for (const std::size_t i : points) {
    part.values.push_back(all.values[i]);
    part.noise.push_back(all.noise[i]);
    for (std::size_t j = 0; j < all.inputs; ++j) part.at.push_back(all.at[i * all.inputs + j]);
  }
  return part;
}

/// Points for training and points held out.
std::pair<Training, Training> split(const Training& all) {
  std::vector<std::size_t> kept;
  std::vector<std::size_t> held;
  for (std::size_t i = 0; i < all.values.size(); ++i)
    (i % held_out_of == held_out_of - 1 ? held : kept).push_back(i);
  return {chosen(all, kept), chosen(all, held)};
}

/// At most `most` of `count`, evenly spread.
std::vector<std::size_t> spread(std::size_t count, std::size_t most) {
  std::vector<std::size_t> points(std::min(count, most));
  for (std::size_t i = 0; i < points.size(); ++i) points[i] = i * count / points.size();
  return points;
}

/// The inputs whose linear or squared term stands out of its error, the clearest first counted.
std::vector<std::size_t> active_inputs(const Training& training, const EmulatorSettings& settings) {
  const bool squares = training.values.size() >= 3 * (2 * training.inputs + 1);
  std::vector<TrendTerm> terms{{}};
  for (std::size_t j = 1; j <= training.inputs; ++j) {
    terms.push_back({0, j});
    if (squares) terms.push_back({j, j});
  }
  const PolynomialTrend screen =
      PolynomialTrend::fitted(terms, training.inputs, training.at, training.values, training.noise);
  std::vector<double> clarity(training.inputs);
  for (std::size_t k = 1; k < terms.size(); ++k) {
    double& clearest = clarity[terms[k].second - 1];
    clearest = std::max(clearest, std::abs(screen.t_statistics()[k]));
  }
  std::vector<std::size_t> order(training.inputs);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return clarity[a] > clarity[b]; });
  const auto dull = std::find_if(order.begin(), order.end(), [&](std::size_t j) {
    return clarity[j] <= settings.active_beyond;
  });
  const auto found = static_cast<std::size_t>(dull - order.begin());
  order.resize(std::max<std::size_t>(1, std::min(found, settings.most_active)));
  std::sort(order.begin(), order.end());
  return order;
}

std::vector<TrendTerm> terms_of(Trend trend, std::size_t inputs,
                                const std::vector<std::size_t>& active) {
  std::vector<TrendTerm> terms{{}};
  if (trend == Trend::constant) return terms;
  for (std::size_t j = 1; j <= inputs; ++j) terms.push_back({0, j});
  if (trend == Trend::squares)
    for (std::size_t j = 1; j <= inputs; ++j) terms.push_back({j, j});
  if (trend == Trend::quadratic)
    for (const std::size_t a : active)
      for (const std::size_t b : active)
        if (a <= b) terms.push_back({a + 1, b + 1});
  return terms;
}

/// Squared errors at held-out points: beyond the noise, and in proportion to what was expected.
struct HeldOutError {
  double beyond_noise = 0;
  double weighted = 0;
};

HeldOutError held_out_error(const Emulator& emulator, const Training& held) {
  HeldOutError error;
  const std::size_t points = held.values.size();
  for (std::size_t i = 0; i < points; ++i) {
    const double apart =
        held.values[i] - emulator.mean(std::span(held.at).subspan(i * held.inputs, held.inputs));
    const double expected = emulator.trend().lack_of_fit() + held.noise[i];
    error.beyond_noise += (apart * apart - held.noise[i]) / static_cast<double>(points);
    error.weighted += apart * apart / std::max(expected, 1e-200);
  }
  return error;
}

double mean_variance(const Emulator& emulator, const Training& where) {
  double sum = 0;
  for (std::size_t i = 0; i < where.values.size(); ++i)
    sum += emulator.at(std::span(where.at).subspan(i * where.inputs, where.inputs)).variance;
  return sum / static_cast<double>(where.values.size());
}

void expects_training(const Training& training) {
  const std::size_t points = training.values.size();
  expects(points >= 10 && training.inputs >= 1, "an emulator learns from ten points or more");
  expects(training.at.size() == points * training.inputs && training.noise.size() == points,
          "every point has all inputs and a noise");
  for (const double value : training.values)
    expects(std::isfinite(value), "what an emulator learns is finite");
  for (const double at : training.at) expects(std::isfinite(at), "an input is finite");
}

}  // namespace

void Emulator::learn_trend(const Training& training, Trend trend) {
  process_.reset();
  trend_ = PolynomialTrend::fitted(terms_of(trend, inputs_, active_), inputs_, training.at,
                                   training.values, training.noise);
}

/// The kernel of what the trend leaves over, from at most `most` points.
SquaredExponential Emulator::kernel_of(const Training& training, std::size_t most) const {
  Observations seen;
  for (const std::size_t i : spread(training.values.size(), most)) {
    seen.values.push_back(trend_.residuals()[i]);
    seen.noise.push_back(training.noise[i]);
    for (const std::size_t j : active_) seen.at.push_back(training.at[i * inputs_ + j]);
  }
  return most_likely_kernel(seen, active_.size());
}

void Emulator::learn_process(const Training& training, const SquaredExponential& kernel,
                             std::size_t most) {
  Observations seen;
  for (const std::size_t i : spread(training.values.size(), most)) {
    const auto at = std::span(training.at).subspan(i * inputs_, inputs_);
    seen.values.push_back(training.values[i] - trend_.mean(at));
    seen.noise.push_back(training.noise[i]);
    for (const std::size_t j : active_) seen.at.push_back(at[j]);
  }
  process_.emplace(seen, kernel);
}

/// Fits four points in five and asks the fifth: the kernel, where a process is to be had.
std::optional<SquaredExponential> Emulator::tried(const Training& training,
                                                  const EmulatorSettings& settings) {
  const auto [kept, held] = split(training);
  learn_trend(kept, settings.trend);
  const HeldOutError error = held_out_error(*this, held);
  typical_variance_ = std::max(error.beyond_noise, mean_variance(*this, held));
  // A trend without error, beyond what rounding leaves, needs no process.
  if (settings.process == Process::never || trend_.lack_of_fit() == 0) return std::nullopt;

  const SquaredExponential kernel = kernel_of(kept, settings.kernel_points);
  learn_process(kept, kernel, settings.process_points);
  const HeldOutError with = held_out_error(*this, held);
  const bool better = with.weighted < (1 - settings.worthwhile) * error.weighted;
  if (!better && settings.process == Process::where_better) return std::nullopt;
  typical_variance_ = std::max(with.beyond_noise, mean_variance(*this, held));
  return kernel;
}

Emulator Emulator::fitted(const Training& training, const EmulatorSettings& settings) {
  expects_training(training);
  Emulator emulator;
  emulator.inputs_ = training.inputs;
  emulator.active_ = active_inputs(training, settings);
  const std::optional<SquaredExponential> kernel = emulator.tried(training, settings);
  emulator.learn_trend(training, settings.trend);
  if (kernel) emulator.learn_process(training, *kernel, settings.process_points);
  return emulator;
}

std::vector<double> Emulator::active_of(std::span<const double> at) const {
  std::vector<double> own(active_.size());
  for (std::size_t k = 0; k < own.size(); ++k) own[k] = at[active_[k]];
  return own;
}

double Emulator::mean(std::span<const double> at) const {
  expects(at.size() == inputs_, "a point has all inputs");
  return trend_.mean(at) + (process_ ? process_->mean(active_of(at)) : 0);
}

Prediction Emulator::at(std::span<const double> at) const {
  expects(at.size() == inputs_, "a point has all inputs");
  const double of_trend = trend_.variance(at);
  if (!process_) return {trend_.mean(at), of_trend + trend_.lack_of_fit()};
  const Prediction beyond = process_->at(active_of(at));
  return {trend_.mean(at) + beyond.mean, of_trend + beyond.variance};
}

}  // namespace sim
