// The menu: what a partnership's panel may choose for a pupil, and the places there are of it.
//
// A kind of provision is a value here, not a class: what differs between a turnaround placement and
// alternative provision are numbers. How many of ten referrals choose each option is given; the
// constants of the choice follow from these shares.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/given.h"
#include "sim/kernel/instant.h"
#include "sim/kernel/money.h"
#include "sim/kernel/resource.h"

namespace models {

class World;
struct Pupil;

/// Part of the address of a panel's luck: never reorder, at most 16.
enum class OptionKind : std::uint8_t {
  support_in_school,
  managed_move,           ///< A trial at another school.
  short_break,            ///< A turnaround placement of some weeks.
  alternative_provision,  ///< For a limited time, bought from a provider.
  school_provision,       ///< Alternative provision that schools run themselves.
  partnership_place,      ///< Run by a partnership.
  unit,                   ///< A referral to a pupil referral unit.
  exclude,
  plan_request,
  part_time,
  home_education,
};
constexpr std::size_t option_kinds = 11;

std::string_view to_string(OptionKind kind);

/// Away from the pupil's own class for some weeks, in a place or on trial.
constexpr bool has_stay(OptionKind kind) {
  return kind == OptionKind::managed_move || kind == OptionKind::short_break ||
         kind == OptionKind::alternative_provision || kind == OptionKind::school_provision ||
         kind == OptionKind::partnership_place;
}

/// The pupil stays with the schools of the partnership.
constexpr bool keeps_learner(OptionKind kind) {
  return kind == OptionKind::support_in_school || kind == OptionKind::managed_move ||
         kind == OptionKind::school_provision || kind == OptionKind::partnership_place;
}

enum class OptionPayer : std::uint8_t { authority, school, partnership };

struct Option {
  std::string id;
  std::string name;
  OptionKind kind = OptionKind::support_in_school;
  int first_year = 0;
  int last_year = 11;
  /// Of 10 referrals, when every option is open and nothing is charged; 0: not on the menu.
  Dated share = 0.0;
  Dated before_panels = 0.0;             ///< Begun without a panel [per year].
  StepFunction<int> places = 1'000'000;  ///< [pupils]; of a managed move, at a time a school.
  bool each_partnership = false;         ///< So many places for each partnership.
  double weeks = 0;                      ///< Length [school weeks].
  Dated effect = 0.0;                    ///< Share by which exposure falls after it, in [0, 1].
  double effect_weeks = 0;               ///< Over which that fades [weeks].
  double exposure_share = 0;             ///< Of the usual exposure meanwhile, in [0, 1].
  Dated distance = 0.0;                  ///< From home [miles].
  double success = 1;                    ///< P(a managed move succeeds).
  double failed_excluded = 0;            ///< P(the head then excludes) after one that fails.
  double back_to_panel = 0;              ///< P(the panel hears the pupil again) at its end.
  bool dual = false;                     ///< At a unit: on the roll of a school as well.
  std::uint8_t host = 255;               ///< The unit at whose site it is; 255: at none.
  Price price;                           ///< [£ per pupil per year]
  OptionPayer paid_by = OptionPayer::authority;
  StepFunction<int> providers = 0;  ///< How many offer it: reported, no effect.
  Price quality_assurance;          ///< [£ per year], paid by the authority.
};

/// How panels meet and what moves their choice.
struct PanelRules {
  double meeting_weeks = 4;       ///< From one meeting to the next [weeks].
  int most_cases = 1'000'000;     ///< Heard at one meeting.
  double weight_effect = 0;       ///< For the whole of a pupil's exposure [utility].
  double weight_distance = 0;     ///< [utility per mile]
  Dated response = 1.0;           ///< To quota and charge, times what follows; 0 is off.
  double diverted_by_charge = 0;  ///< Share of who would choose the unit, by `reference_charge`.
  double diverted_by_quota = 0;   ///< The same when nothing of the quota is left, in [0, 1).
  sim::Money reference_charge = sim::Money::pounds(10'000);  ///< [£ per year]
};

/// Partnerships of schools as a regime: moderation, and referral to the panel.
struct PartnershipRegime {
  StepFunction<bool> live = false;
  ByPhase<double> refer{};  ///< After a fixed-term exclusion [logit].
  /// Share of the decisions of heads that the panel hears before they are made, in [0, 1].
  Dated hears_decisions = 0.0;
  double refer_record = 0;  ///< For each unit of log(1 + exclusions in the last year) [logit].
};

/// An option in operation.
struct OptionInUse {
  std::vector<sim::Resource> places;  ///< One, or one a partnership.
  std::uint8_t number = 0;            ///< Among the options of its kind.
  /// Spending lines by partnership, all the same where another pays; none where it is free.
  std::vector<std::size_t> lines;
};

/// Why an option cannot be chosen.
enum class Closed : std::uint8_t { open, full, quota_spent, no_school, has_plan };

/// What bears on the choice of a unit for one pupil.
struct UnitTerms {
  double left = 1;    ///< Share of the quota that is left.
  sim::Money charge;  ///< [£ per year]
  bool refused = false;
};

/// One option of the menu as a panel sees it for one pupil.
struct Offer {
  std::size_t option = 0;
  double utility = 0;
  Closed closed = Closed::open;
};

// menu.cpp ----------------------------------------------------------------------------------------

void open_menu(World& world);
/// After the books are open: the lines that pay for options.
void open_option_lines(World& world);
/// What is on the menu for the pupil, with the unit `unit` where the case names one.
std::vector<Offer> menu_for(const World& world, const Pupil& pupil, std::uint8_t unit);
UnitTerms unit_terms(const World& world, const Pupil& pupil);

/// Whether the pupil could begin the option now, `unit` being the one that the case names.
Closed closed_for(const World& world, const Pupil& pupil, std::size_t option, std::uint8_t unit);
/// A place of the option is held for the pupil from now on. Requires: one is free.
void hold_option_place(World& world, const Pupil& pupil, std::size_t option);
/// The pupil, who is in it, gives up the place of the option.
void release_option_place(World& world, const Pupil& pupil);
/// The spending line of the option that the pupil is in, if it has a price.
std::optional<std::size_t> option_line(const World& world, const Pupil& pupil);

/// From now on the partnership has bought `places` places beside those of the menu, at the first
/// option of that kind. Requires: there is one.
void change_partnership_places(World& world, int partnership, int places);

}  // namespace models
