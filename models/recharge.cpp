#include "models/recharge.h"

#include <optional>
#include <string>
#include <vector>

#include "models/quota.h"
#include "models/world.h"

namespace models {
namespace {

bool is_ever_paid(const Dated& share) {
  for (const auto& step : share.steps())
    if (step.second > 0) return true;
  return false;
}

/// One line for each partnership, if any of it is ever recharged.
std::vector<std::size_t> lines_for(World& world, Service service, const Price& price,
                                   const Dated& share, std::uint32_t of) {
  std::vector<std::size_t> lines;
  if (!is_ever_paid(share)) return lines;
  for (std::size_t k = 0; k < world.borough.partnerships.size(); ++k)
    lines.push_back(world.spending.open({partnership_account(static_cast<int>(k)),
                                         Account::high_needs_block, service, &price, &share},
                                        of));
  return lines;
}

const std::vector<std::size_t>* lines_of(const World& world, const Pupil& pupil) {
  const SpendingLines& lines = world.lines;
  switch (pupil.place.setting) {
    case Setting::tuition: return &lines.tuition_recharged;
    case Setting::spot_place: return &lines.spot_recharged;
    case Setting::unit:
      if (pupil.place.claim == Claim::owed) return &lines.excluded_recharged;
      if (pupil.place.claim == Claim::referral) return &lines.referral_recharged;
      return nullptr;
    default: return nullptr;
  }
}

}  // namespace

std::optional<std::size_t> recharge_line(const World& world, const Pupil& pupil) {
  const auto* lines = lines_of(world, pupil);
  if (lines == nullptr || lines->empty()) return std::nullopt;
  return (*lines)[static_cast<std::size_t>(partnership_of(world, pupil))];
}

void open_recharge_lines(World& world) {
  const Prices& prices = world.borough.prices;
  SpendingLines& lines = world.lines;
  lines.referral_recharged = lines_for(world, Service::top_up_recharge, prices.unit_top_up,
                                       prices.referral_paid_by_partnership, 0);
  lines.excluded_recharged = lines_for(world, Service::top_up_recharge, prices.unit_top_up,
                                       prices.excluded_paid_by_partnership, 1);
  lines.tuition_recharged = lines_for(world, Service::alternatives_recharge, prices.tuition,
                                      prices.alternatives_paid_by_partnership, 0);
  lines.spot_recharged = lines_for(world, Service::alternatives_recharge, prices.spot_place,
                                   prices.alternatives_paid_by_partnership, 1);
}

void recharge(World& world, const Pupil& pupil, int by) {
  if (const auto line = recharge_line(world, pupil)) world.spending.change(world.now(), *line, by);
}

void tell_recharge(World& world, const Pupil& pupil) {
  if (world.diary == nullptr || pupil.other_authority_pays) return;
  const auto line = recharge_line(world, pupil);
  if (!line) return;
  const sim::Money cost = world.spending.cost(*line, pupil.since, world.now());
  if (cost == sim::Money{}) return;
  world.tell(pupil, [&] {
    const auto k = static_cast<std::size_t>(partnership_of(world, pupil));
    return in_pounds(cost) + " of that is recharged to " + world.borough.partnerships[k].name +
           " (" + in_pounds(world.spending.price(*line)) + " a year at the end).";
  });
}

}  // namespace models
