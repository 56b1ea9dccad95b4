// A pupil's own exposure as a function of that of the cohort: a straight line that bends where what
// support leaves of it changes. Dates follow from it in closed form, without a clock that ticks.
#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include "models/intervention.h"
#include "models/world.h"

namespace models {

class OwnExposure {
 public:
  /// From the pupil's arrival on, at the pupil's schools. Keeps a reference to `steps`.
  OwnExposure(const World& world, const Pupil& pupil, const std::vector<SupportStep>& steps)
      : world_(&world),
        pupil_(&pupil),
        steps_(&steps),
        share_(pupil.share),
        lost_(pupil.lost_exposure),
        bends_(next_bend()) {}

  /// Exposure of the cohort when the pupil's own reaches `own`; infinite if it never does.
  /// Requires: not less than the one before.
  double of_cohort(double own) {
    while (true) {
      const double cohort = share_ > 0 ? (lost_ + own) / share_ : infinite;
      if (cohort < bends_ || next_ == steps_->size()) return cohort;
      bend();
    }
  }

  /// Takes every step up to and including `now`.
  void pass(sim::Instant now) {
    while (next_ < steps_->size() && (*steps_)[next_].first <= now) bend();
  }
  double share() const { return share_; }
  double lost() const { return lost_; }

 private:
  static constexpr double infinite = std::numeric_limits<double>::infinity();

  double next_bend() const {
    if (next_ == steps_->size()) return infinite;
    return world_->exposure.at(pupil_->reception, world_->rates(*pupil_), (*steps_)[next_].first);
  }
  void bend() {
    const double had = share_ * bends_ - lost_;
    share_ = pupil_->risk * (*steps_)[next_].second;
    lost_ = share_ * bends_ - had;
    ++next_;
    bends_ = next_bend();
  }

  const World* world_;
  const Pupil* pupil_;
  const std::vector<SupportStep>* steps_;
  std::size_t next_ = 0;
  double share_;
  double lost_;
  double bends_;  ///< Exposure of the cohort at the next step.
};

}  // namespace models
