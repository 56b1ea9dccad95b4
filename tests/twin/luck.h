// Chance, as the standard library has it: one engine a replication, asked whenever luck is needed.
//
// The model addresses every random number and turns it into a variate by one inversion. Here there
// is a sequence of numbers and whoever asks next gets the next one.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace twin {

class Luck {
 public:
  explicit Luck(std::uint64_t seed) : engine_(seed) {}

  /// Evenly spread over [0, 1).
  double share() { return std::uniform_real_distribution<double>(0, 1)(engine_); }
  bool happens(double probability) { return share() < probability; }
  double between(double low, double high) { return low + (high - low) * share(); }
  /// 0 to `count` - 1, each as likely. Requires: count > 0.
  std::size_t one_of(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(engine_);
  }
  double exponential(double mean) {
    return std::exponential_distribution<double>(1 / mean)(engine_);
  }
  int poisson(double mean) { return mean > 0 ? std::poisson_distribution<int>(mean)(engine_) : 0; }
  double normal() { return std::normal_distribution<double>(0, 1)(engine_); }
  /// Of mean 1.
  double gamma(double shape) { return std::gamma_distribution<double>(shape, 1 / shape)(engine_); }
  double triangle(double low, double mode, double high) {
    if (low >= high) return mode;
    const double u = share();
    const double below = (mode - low) / (high - low);
    return u < below ? low + std::sqrt(u * (high - low) * (mode - low))
                     : high - std::sqrt((1 - u) * (high - low) * (high - mode));
  }
  /// A place in `weights`, as likely as its weight. Requires: some weight is above 0.
  std::size_t weighted(const std::vector<double>& weights) {
    return std::discrete_distribution<std::size_t>(weights.begin(), weights.end())(engine_);
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace twin
