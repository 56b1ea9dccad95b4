// What schools arrange among themselves before there are panels: managed moves, alternative
// provision.
#include <utility>
#include <vector>

#include "models/behaviours.h"
#include "models/fork.h"
#include "models/world.h"

namespace models {
namespace {

/// By kind and the number within it, so that an option added to another kind shifts nobody's luck,
/// nor whose turn it is in an instant at which several arrive.
std::uint32_t stream_of(const World& world, std::size_t option) {
  return static_cast<std::uint32_t>(world.borough.options[option].kind) << 8 |
         world.panels.options[option].number;
}

std::size_t option_of(const World& world, std::uint32_t stream) {
  std::size_t option = 0;
  while (world.option_streams[option].number != stream) ++option;
  return option;
}

void begin_option(World& world, Pupil& pupil, std::size_t option) {
  if (world.borough.options[option].kind == OptionKind::managed_move)
    begin_managed_move(world, pupil, option);
  else
    begin_provision(world, pupil, option);
}

}  // namespace

void open_option_streams(World& world) {
  world.option_streams.clear();
  for (std::size_t option = 0; option < world.borough.options.size(); ++option) {
    world.option_streams.push_back({Purpose::option_stream, stream_of(world, option),
                                    world.borough.options[option].before_panels});
    if (has_stay(world.borough.options[option].kind))
      schedule_next<OptionArranged>(world, world.option_streams.back());
  }
}

void continue_option_streams(World& world, Appointments& appointments) {
  std::vector<Arrivals> streams;
  for (std::size_t option = 0; option < world.borough.options.size(); ++option)
    streams.push_back({.purpose = Purpose::option_stream,
                       .number = stream_of(world, option),
                       .rate = world.borough.options[option].before_panels,
                       .ordinal = has_stay(world.borough.options[option].kind) ? 1U : 0U,
                       .since = world.borough.period.start()});
  appointments.streams<OptionArranged>(world.option_streams, std::move(streams),
                                       World::first_sequence(World::Opening::option_streams));
}

void on(World& world, const OptionArranged& event) {
  const std::size_t option = option_of(world, event.number);
  Arrivals& arrivals = world.option_streams[option];
  const Option& given = world.borough.options[option];
  sim::Stream luck = luck_of_arrival(world, arrivals);
  const int group = pick_year_group(world.borough.fixed_term.rate, given.first_year,
                                    given.last_year, luck.uniform());
  Pupil* pupil =
      world.panels.live ? nullptr : pick_from_mainstream(world, group, luck.uniform(), false);
  if (pupil != nullptr) {
    if (closed_for(world, *pupil, option, nowhere) == Closed::open)
      begin_option(world, *pupil, option);
    else
      world.record.count(Count::options_full, world.school_year(), group);
  }
  schedule_next<OptionArranged>(world, arrivals);
}

}  // namespace models
