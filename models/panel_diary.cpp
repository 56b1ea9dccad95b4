// What a panel's decision reads like in a pupil's diary: what was open, what was not and why, what
// it would cost whom, and the odds.
#include "models/behaviours.h"
#include "models/choice.h"
#include "models/world.h"

namespace models {
namespace {

const char* words_of(Closed closed) {
  switch (closed) {
    case Closed::open: return "open";
    case Closed::full: return "full";
    case Closed::quota_spent: return "refused, as the quota is spent";
    case Closed::no_school: return "no school has room";
    case Closed::has_plan: return "there is or will be one";
  }
  return "";
}

const char* words_of(OptionPayer payer) {
  switch (payer) {
    case OptionPayer::authority: return "the authority";
    case OptionPayer::school: return "the school";
    case OptionPayer::partnership: return "the partnership";
  }
  return "";
}

/// What is left of the quota, and what is charged above it.
std::string words_of_quota(const World& world, const Pupil& pupil) {
  const Phase phase = world.phase(pupil);
  if (!has_quota(world, phase) || !takes_part(world, pupil)) return "";
  const int partnership = partnership_of(world, pupil);
  const sim::Money charge = charge_if_admitted(world, partnership, phase);
  return ", " + std::to_string(quota_remaining(world, partnership, phase)) +
         " left of a quota of " + std::to_string(quota_of(world, partnership, phase)) +
         (charge > sim::Money{} ? " and " + in_pounds(charge) + " a year charged above it" : "");
}

/// What the option costs a year, and whom.
std::string words_of_cost(const World& world, const Pupil& pupil, const Option& option) {
  if (option.kind == OptionKind::unit) return words_of_quota(world, pupil);
  const sim::Money price = option.price.at(world.now());
  return price > sim::Money{}
             ? ", " + in_pounds(price) + " a year paid by " + words_of(option.paid_by)
             : "";
}

}  // namespace

std::string words_of_decision(const World& world, const Pupil& pupil,
                              const std::vector<Offer>& menu, const Offer& wish,
                              std::optional<std::size_t> winner) {
  std::vector<Alternative> all;
  for (const Offer& offer : menu) all.push_back({offer.utility, offer.closed == Closed::open});
  const std::vector<double> odds =
      winner ? choice_probabilities(all) : std::vector<double>(menu.size(), 0.0);
  std::string text =
      "The panel of " +
      world.borough.partnerships[static_cast<std::size_t>(partnership_of(world, pupil))].name +
      " meets. ";
  for (std::size_t i = 0; i < menu.size(); ++i) {
    const Option& option = world.borough.options[menu[i].option];
    text += (i == 0 ? "" : "; ") + option.name + ": " +
            (menu[i].closed == Closed::open ? in_100(odds[i]) : words_of(menu[i].closed)) +
            words_of_cost(world, pupil, option);
  }
  const std::string& wished = world.borough.options[wish.option].name;
  if (!winner) return text + ". Nothing is open: the case waits for the next meeting.";
  text += ". Chosen: " + world.borough.options[menu[*winner].option].name;
  if (&menu[*winner] != &wish) text += ", instead of " + wished;
  return text + ".";
}

}  // namespace models
