#include "sim/inference/emulator.h"

#include <algorithm>
#include <cmath>  // sqrt, isfinite and abs alone: IEEE 754 fixes their results
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

/// The inputs whose linear or squared term stands out of its error, at least one, the clearest
/// first.
std::vector<std::size_t> clear_inputs(const Training& training, const EmulatorSettings& settings) {
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

/// What held-out points say of an emulator.
struct HeldOutErrors {
  double weighted = 0;          ///< Squares, in proportion to `lack` and noise.
  double typical_variance = 0;  ///< Of the latent mean.
};

HeldOutErrors held_out_errors(const Emulator& emulator, const Training& held, double lack) {
  const auto points = static_cast<double>(held.values.size());
  HeldOutErrors errors;
  double claimed = 0;
  double beyond_noise = 0;
  double standardised = 0;
  for (std::size_t i = 0; i < held.values.size(); ++i) {
    const Prediction predicted =
        emulator.at(std::span(held.at).subspan(i * held.inputs, held.inputs));
    const double square = (held.values[i] - predicted.mean) * (held.values[i] - predicted.mean);
    errors.weighted += square / std::max(lack + held.noise[i], 1e-200);
    claimed += predicted.variance / points;
    beyond_noise += (square - held.noise[i]) / points;
    standardised += square / std::max(predicted.variance + held.noise[i], 1e-200) / points;
  }
  const bool too_sure = standardised > 1 + 2 * std::sqrt(2 / points);  // by more than chance
  errors.typical_variance = too_sure ? std::max(claimed, beyond_noise) : claimed;
  return errors;
}

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
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
  trend_blur_ = 1;
  trend_ = PolynomialTrend::fitted(terms_of(trend, inputs_, active_), inputs_, training.at,
                                   training.values, training.noise);
}

/// The kernel of what the trend leaves over, from at most `most` points.
SquaredExponential Emulator::kernel_of(const Training& training, std::size_t most) const {
  Observations seen;
  for (const std::size_t i : spread(training.values.size(), most)) {
    seen.values.push_back(trend_.residuals()[i]);
    seen.noise.push_back(training.noise[i]);
    const std::vector<double> at =
        process_inputs_of(std::span(training.at).subspan(i * inputs_, inputs_));
    seen.at.insert(seen.at.end(), at.begin(), at.end());
  }
  return most_likely_kernel(seen, process_inputs_);
}

void Emulator::learn_process(const Training& training, const SquaredExponential& kernel,
                             std::size_t most) {
  Observations seen;
  for (const std::size_t i : spread(training.values.size(), most)) {
    const auto at = std::span(training.at).subspan(i * inputs_, inputs_);
    seen.values.push_back(training.values[i] - trend_.mean(at));
    seen.noise.push_back(training.noise[i]);
    const std::vector<double> own = process_inputs_of(at);
    seen.at.insert(seen.at.end(), own.begin(), own.end());
  }
  process_.emplace(seen, kernel);
  // The trend took what the process now explains for noise, which blurred its coefficients.
  const double noise = mean_of(training.noise);
  const double blurred_by = trend_.lack_of_fit() + noise;
  trend_blur_ = blurred_by > 0 ? std::min(1.0, (kernel.roughness + noise) / blurred_by) : 1;
}

/// Fewer active inputs than stand out, where more do not predict the held-out points better.
void Emulator::choose_active(const Training& kept, const Training& held,
                             const EmulatorSettings& settings) {
  const std::vector<std::size_t> clear = active_;
  std::vector<std::size_t> best;
  double least = 0;
  double lack = 0;
  for (std::size_t count = std::min<std::size_t>(8, clear.size());;
       count = std::min(count + 8, clear.size())) {
    active_.assign(clear.begin(), clear.begin() + static_cast<std::ptrdiff_t>(count));
    learn_trend(kept, settings.trend);
    if (best.empty()) lack = trend_.lack_of_fit();
    const double error = held_out_errors(*this, held, lack).weighted;
    if (best.empty() || error < (1 - settings.worthwhile) * least) {
      best = active_;
      least = error;
    }
    if (count == clear.size() || settings.trend != Trend::quadratic) break;
  }
  active_ = best;
  process_inputs_ = std::min(active_.size(), settings.process_inputs);
}

/// Fits `kept` and asks `held`: the kernel, where a process is to be had.
std::optional<SquaredExponential> Emulator::tried(const Training& kept, const Training& held,
                                                  const EmulatorSettings& settings) {
  learn_trend(kept, settings.trend);
  const double lack = trend_.lack_of_fit();
  const HeldOutErrors errors = held_out_errors(*this, held, lack);
  typical_variance_ = errors.typical_variance;
  // A trend without error, beyond what rounding leaves, needs no process.
  if (settings.process == Process::left_out || lack == 0) return std::nullopt;

  const SquaredExponential kernel = kernel_of(kept, settings.kernel_points);
  learn_process(kept, kernel, settings.process_points);
  const HeldOutErrors with = held_out_errors(*this, held, lack);
  const bool better = with.weighted < (1 - settings.worthwhile) * errors.weighted;
  if (!better && settings.process == Process::where_better) return std::nullopt;
  typical_variance_ = with.typical_variance;
  return kernel;
}

Emulator Emulator::fitted(const Training& training, const EmulatorSettings& settings) {
  expects_training(training);
  expects(settings.most_active >= 1 && settings.process_inputs >= 1 &&
              settings.kernel_points >= 2 && settings.process_points >= 2,
          "an emulator has an active input, and a process points");
  const auto [kept, held] = split(training);
  Emulator emulator;
  emulator.inputs_ = training.inputs;
  emulator.active_ = clear_inputs(training, settings);
  emulator.choose_active(kept, held, settings);
  const std::optional<SquaredExponential> kernel = emulator.tried(kept, held, settings);
  emulator.learn_trend(training, settings.trend);
  if (kernel) emulator.learn_process(training, *kernel, settings.process_points);
  return emulator;
}

std::vector<double> Emulator::process_inputs_of(std::span<const double> at) const {
  std::vector<double> own(process_inputs_);
  for (std::size_t k = 0; k < own.size(); ++k) own[k] = at[active_[k]];
  return own;
}

double Emulator::mean(std::span<const double> at) const {
  expects(at.size() == inputs_, "a point has all inputs");
  return trend_.mean(at) + (process_ ? process_->mean(process_inputs_of(at)) : 0);
}

Prediction Emulator::at(std::span<const double> at) const {
  expects(at.size() == inputs_, "a point has all inputs");
  const double of_trend = trend_blur_ * trend_.variance(at);
  if (!process_) return {trend_.mean(at), of_trend + trend_.lack_of_fit()};
  const Prediction beyond = process_->at(process_inputs_of(at));
  return {trend_.mean(at) + beyond.mean, of_trend + beyond.variance};
}

}  // namespace sim
