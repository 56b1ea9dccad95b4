#include "tools/semh/sensitivity/emulated.h"

#include <algorithm>

namespace tools {
namespace {

/// Points over which the other inputs are averaged.
constexpr std::size_t others = 32;

/// Fewer points than a fit has: an emulator a quantity and fold is needed.
sim::EmulatorSettings frugal() {
  return {.process_inputs = 6, .kernel_points = 120, .process_points = 200};
}

/// All points but every so manieth.
sim::Training without_fold(const sim::Training& all, std::size_t fold) {
  sim::Training kept{.inputs = all.inputs, .at = {}, .values = {}, .noise = {}};
  for (std::size_t p = 0; p < all.values.size(); ++p) {
    if (p % Emulated::folds == fold) continue;
    const auto own = std::span(all.at).subspan(p * all.inputs, all.inputs);
    kept.at.insert(kept.at.end(), own.begin(), own.end());
    kept.values.push_back(all.values[p]);
    kept.noise.push_back(all.noise[p]);
  }
  return kept;
}

}  // namespace

Emulated::Emulated(const sim::Training& training)
    : training_(training), whole_(sim::Emulator::fitted(training, frugal())) {
  sim::EmulatorSettings same = frugal();
  same.process = whole_.has_process() ? sim::Process::always : sim::Process::left_out;
  for (std::size_t fold = 0; fold < folds; ++fold)
    without_.push_back(sim::Emulator::fitted(without_fold(training, fold), same));
}

double Emulated::explained() const {
  const auto size = static_cast<double>(points());
  double mean = 0;
  for (const double value : training_.values) mean += value / size;
  double all = 0;
  double left = 0;
  double noise = 0;
  for (std::size_t p = 0; p < points(); ++p) {
    const double apart = training_.values[p] - without_[p % folds].mean(at(p));
    all += (training_.values[p] - mean) * (training_.values[p] - mean);
    left += apart * apart;
    noise += training_.noise[p];
  }
  if (all <= noise) return 0;
  return 1 - std::max(0.0, left - noise) / (all - noise);
}

std::vector<double> Emulated::due_to(const std::vector<std::size_t>& of,
                                     std::span<const double> elsewhere) const {
  const std::size_t averaged = std::min(others, elsewhere.size() / inputs());
  std::vector<double> left;
  for (std::size_t p = 0; p < points(); ++p) {
    const sim::Emulator& unseen = without_[p % folds];
    double average = 0;
    for (std::size_t k = 0; k < averaged; ++k) {
      const auto other = elsewhere.subspan(k * inputs(), inputs());
      std::vector<double> there(other.begin(), other.end());
      for (const std::size_t input : of) there[input] = at(p)[input];
      average += unseen.mean(there) / static_cast<double>(averaged);
    }
    left.push_back(training_.values[p] - unseen.mean(at(p)) + average);
  }
  return left;
}

}  // namespace tools
