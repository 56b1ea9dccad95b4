// Early intervention and support: what is offered to which pupils, from when, with what effect and
// at whose cost.
//
// A pupil is reached when the share of pupils reached passes the pupil's own number, which no
// policy changes: a later, wider reach finds the same children first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "models/ledger.h"
#include "sim/kernel/instant.h"
#include "sim/kernel/money.h"
#include "sim/kernel/step_function.h"

namespace models {

class World;
struct Pupil;
struct Schools;
struct SupportLeft;

/// What an intervention may lessen for the pupils it reaches.
enum class Effect : std::uint8_t {
  fixed_term,  ///< Exposure to fixed-term exclusion.
  decision,    ///< Odds that a head decides to exclude for good.
  withdrawal,  ///< Decisions that stand.
  otherwise,   ///< Length of education otherwise than at school.
};
constexpr std::size_t effects = 4;

struct Intervention {
  std::string id;
  std::string name;
  int first_year = 0;
  int last_year = 11;
  std::vector<int> schools;               ///< Of the phase, counted from 0; all of them if empty.
  sim::Instant from{};                    ///< The first pupils are reached after it.
  double ramp_months = 0;                 ///< From each step of reach to the whole of it.
  sim::StepFunction<double> reach = 0.0;  ///< Share of pupils, in [0, 1], never falling.
  double effect[effects] = {};            ///< Share less while reached, in [0, 1].
  sim::Instant funding_ends = sim::never;
  double decay_months = 0;             ///< Over which it then lets go of the pupils it has reached.
  sim::StepFunction<sim::Money> cost;  ///< Until funding ends [£ per year].
  Account paid_by = Account::high_needs_block;
  sim::StepFunction<double> traded = 0.0;  ///< Share of the cost that schools pay.

  double effect_on(Effect what) const { return effect[static_cast<std::size_t>(what)]; }
};

/// The share of pupils that an intervention has reached, as it rises: a ramp after each step.
class Reach {
 public:
  explicit Reach(const Intervention& given);

  double at(sim::Instant when) const;
  /// When the share passes `number` in (0, 1); `never` if it does not.
  sim::Instant passes(double number) const;

 private:
  struct Rise {
    sim::Instant from;
    sim::Instant until;
    double by;
  };
  std::vector<Rise> rises_;
  std::vector<sim::Instant> edges_;  ///< Between which the share is a straight line.
  std::vector<double> shares_;       ///< At the edges.
  bool ramps_;                       ///< Else it jumps at the edges.
};

/// What follows from the interventions of a scenario alone.
struct Support {
  Support(const std::vector<Intervention>& given, const Schools& schools);

  /// The interventions with an effect on `what`.
  const std::vector<std::size_t>& with(Effect what) const {
    return with_effect[static_cast<std::size_t>(what)];
  }

  std::vector<Reach> reach;               ///< By intervention.
  std::vector<std::uint32_t> episode;     ///< In the address of its luck, by its id.
  std::vector<std::vector<char>> serves;  ///< Shape (interventions x paths).
  std::vector<std::size_t> with_effect[effects];
  std::vector<sim::StepFunction<sim::Money>> cost;  ///< While it is funded, and 0 otherwise.
};

/// From when to when an intervention reaches a pupil; the same instant twice if never.
struct Reached {
  sim::Instant from{};
  sim::Instant until{};
  bool at(sim::Instant when) const { return from <= when && when < until; }
};

Reached reached_by(const World& world, const Pupil& pupil, std::size_t intervention);

/// What is left of `what` for the pupil at `when`, in [0, 1]: 1 if no intervention bears on it.
double intervention_factor(const World& world, const Pupil& pupil, Effect what, sim::Instant when);
double intervention_factor(const World& world, const Pupil& pupil, Effect what);

/// What support leaves of the pupil's exposure now, and when that next changes; `never` if it does
/// not. Remembered with the pupil, as it is asked for at every turn and seldom changes.
const SupportLeft& support_left(const World& world, const Pupil& pupil);
/// ... and no longer, as the pupil's schools are other ones.
void forget_support(Pupil& pupil);

/// What is left of the pupil's exposure from an instant on.
using SupportStep = std::pair<sim::Instant, double>;

/// Appends to `steps`, emptied first, each change after `from` at the pupil's present schools.
void support_steps(const World& world, const Pupil& pupil, sim::Instant from,
                   std::vector<SupportStep>& steps);

/// Pupils of the borough that the reach of an intervention amounts to at `when`.
double pupils_reached(const World& world, std::size_t intervention, sim::Instant when);

}  // namespace models
