// The exposures at which a pupil's first causes fall, one after another: the thresholds, whatever
// the dates on which they are reached.
#pragma once

#include <cstdint>

#include "models/world.h"
#include "sim/random/stream.h"
#include "sim/random/variate.h"

namespace models {

/// The first threshold has its own random block (population.h); from there on two share one.
class FirstCauses {
 public:
  /// Begins at the n-th, which falls at `exposure`.
  FirstCauses(const World& world, PupilId id, int n, double exposure)
      : universe_(&world.universe),
        shape_(world.borough.fixed_term.shape),
        id_(id),
        n_(static_cast<std::uint32_t>(n)),
        exposure_(exposure) {}

  double exposure() const { return exposure_; }

  void advance() {
    ++n_;
    if (n_ % 2 == 0 || !drawn_) words_ = block(*universe_, id_, n_ / 2);
    drawn_ = true;
    const double u =
        sim::unit_interval(n_ % 2 == 0 ? sim::low_word(words_) : sim::high_word(words_));
    exposure_ = sim::next_exposure(u, shape_, static_cast<int>(n_) - 1, exposure_);
  }

  static sim::Block block(const sim::Universe& universe, PupilId id, std::uint32_t episode) {
    return universe.words({static_cast<std::uint32_t>(Purpose::first_cause), id.value, episode});
  }

 private:
  const sim::Universe* universe_;
  double shape_;
  PupilId id_;
  std::uint32_t n_;
  double exposure_;
  sim::Block words_{};
  bool drawn_ = false;
};

}  // namespace models
