// What partnerships pay for places, as the authority recharges it to them.
//
// The block pays a provider the whole price first and recharges a partnership its dated share: of
// the top-up of referrals, of the top-up of excluded pupils, of tuition and spot-purchased places.
#pragma once

#include <cstddef>
#include <optional>

namespace models {

class World;
struct Pupil;

void open_recharge_lines(World& world);
/// The line on which the pupil's place is recharged; none where it never is.
std::optional<std::size_t> recharge_line(const World& world, const Pupil& pupil);
/// The pupil takes up a place (+1) or gives it up (-1): the share of the partnership goes with it.
void recharge(World& world, const Pupil& pupil, int by);
/// Writes in the diary what the place that ends now has cost the partnership.
void tell_recharge(World& world, const Pupil& pupil);

}  // namespace models
