// Partnerships of schools as a regime, live from a date: schools refer to the panel of their
// partnership, which moderates what they ask of the units.
#pragma once

#include "models/pupil.h"

namespace models {

class World;

void open_partnerships(World& world);

/// P(the school refers the pupil) after a fixed-term exclusion that led to no decision, with
/// `record` of them in the last year, this one included; 0 while partnerships are not live.
double probability_of_referral(const World& world, const Pupil& pupil, int record);
/// The school refers the pupil with that probability.
void consider_referral(World& world, Pupil& pupil, int record);

}  // namespace models
