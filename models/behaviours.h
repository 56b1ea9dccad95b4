// What the behaviours call of one another, file by file, and the handler of every event.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/event.h"
#include "models/menu.h"
#include "models/partnership.h"
#include "models/pupil.h"
#include "models/record.h"

namespace models {

class World;
struct Borough;

// setting.cpp -------------------------------------------------------------------------------------

/// Moves the pupil from one setting to another: the only place where stocks, spending and exposure
/// change hands. A place that is left is free from the next stage of this instant on.
/// A place at a unit or specialist provider must already be held for the pupil.
void move_to(World& world, Pupil& pupil, const Place& place);

/// The same setting, for another reason.
void change_reason(World& world, Pupil& pupil, Reason reason);

/// The pupil waits for a specialist place from now on, or no longer.
void wait_for_specialist(World& world, Pupil& pupil, bool waits);

/// A plan is held from now on.
void hold_plan(World& world, Pupil& pupil);

// own_exposure.cpp --------------------------------------------------------------------------------

/// The share of what the pupil's cohort meets that the pupil meets as things stand: none away from
/// school.
double exposure_share(const World& world, const Pupil& pupil);
double exposure_share(const World& world, const Pupil& pupil, sim::Instant when);
/// From now on the pupil meets `share` of the exposure of their cohort.
void share_exposure(World& world, Pupil& pupil, double share);
/// Something that bears on `exposure_share` has changed: the next first cause keeps its threshold
/// and is mapped to a new date.
void refresh_exposure(World& world, Pupil& pupil);
/// From now on the pupil goes the path of schools `path`: exposure grows at the rates of its
/// schools, and what was met before stays as it is. The place must be changed by whoever calls.
void change_school(World& world, Pupil& pupil, int path);
/// What a placement leaves behind: from now on the pupil meets the share `effect` in [0, 1] less at
/// school, fading in equal steps to nothing at the end of `window`. Replaces an earlier one.
void relieve(World& world, Pupil& pupil, double effect, sim::Seconds window);
/// The next first cause falls where the pupil's own exposure reaches its threshold.
void schedule_first_cause(World& world, Pupil& pupil);

void on(World& world, const ReliefFades& event);
void on(World& world, const ReachChanges& event);

// fixed_term_exclusion.cpp ------------------------------------------------------------------------

/// Fills the timetable with every first cause that will happen if nothing changes.
void draw_first_causes(World& world);

void on(World& world, const FixedTermExclusion& event);
void on(World& world, const RepeatedExclusion& event);

// exclusion.cpp, challenge.cpp, sixth_day.cpp -----------------------------------------------------

/// P(the head decides to exclude for good) after a fixed-term exclusion, with `record` of them in
/// the last year, this one included.
double probability_of_decision(const World& world, const Pupil& pupil, int record);
/// Whether the head decides so, with `luck` in (0, 1).
bool head_decides(const World& world, const Pupil& pupil, int record, double luck);
/// The head decides today to exclude for good.
void decide_to_exclude(World& world, Pupil& pupil);
void open_one_off_exclusions(World& world);

/// Decides every review still pending when the run ends, so that its last year is counted whole.
void settle_reviews(World& world);

void on(World& world, const OneOffExclusion& event);
void on(World& world, const ExclusionReviewed& event);
void on(World& world, const SixthDay& event);
void on(World& world, const SpotPlaceFound& event);

// pupil_referral_unit.cpp, stay.cpp, referral.cpp, reintegration.cpp ------------------------------

void open_units(World& world);
/// The unit for excluded pupils of this age.
std::uint8_t unit_of_age(const World& world, const Pupil& pupil);
/// Puts the pupil on the list of the unit of their age; the admissions stage of this instant
/// decides. A pupil who is owed education and is left without a place then gets tuition.
void ask_for_unit(World& world, Pupil& pupil, Claim claim);
void ask_for_unit(World& world, Pupil& pupil, Claim claim, std::uint8_t unit, bool dual);
/// The pupil is no longer referred, and stays at school if there.
void end_referral(World& world, Pupil& pupil);
/// Takes the pupil off the waiting list of a unit, if on one.
void leave_waiting_list(World& world, Pupil& pupil);
/// A place at `unit` may have become free: offers it in the admissions stage of this instant.
void offer_unit_places(World& world, std::uint8_t unit);

/// Begins a stay at a unit or spot place: draws what competes to end it.
void begin_stay(World& world, Pupil& pupil);
/// Maps the stay's clocks anew after a change of year group or standing.
void remap_stay(World& world, Pupil& pupil);

void open_referrals(World& world);
/// The pupil is ready for a school or college: reintegration begins as soon as there is a place.
void agree_reintegration(World& world, Pupil& pupil);
/// The pupil has been ready and has not begun, and will not now.
void end_readiness(World& world, Pupil& pupil);
void begin_trial(World& world, Pupil& pupil);

void on(World& world, const UnitPlacesChange& event);
void on(World& world, const UnitAdmits& event);
void on(World& world, const StayMoves& event);
void on(World& world, const ReferralMade& event);
void on(World& world, const ReferralLapses& event);
void on(World& world, const TrialEnds& event);
void on(World& world, const ReintegrationBegins& event);
void on(World& world, const FairAccessMeets& event);
void on(World& world, const NewcomerNeedsSchool& event);

// plan.cpp, specialist_place.cpp ------------------------------------------------------------------

void open_plans(World& world);
/// Asks for a plan, unless the pupil has or awaits one.
void request_plan(World& world, Pupil& pupil);
void open_specialists(World& world);
/// The plan names special provision: placed at once if a place is free, else waits where they are.
void name_specialist(World& world, Pupil& pupil);
/// The first provider, in the order of the scenario, with a place for this year group.
std::optional<std::size_t> free_provider(const World& world, int year_group);
/// Why a pupil who is named for a specialist place does not have one.
Reason reason_for_waiting(const World& world, const Pupil& pupil);
/// Why a pupil in mainstream is not simply there.
Reason reason_in_mainstream(const World& world, const Pupil& pupil);
/// The pupil no longer waits for a specialist place.
void stop_waiting_for_specialist(World& world, Pupil& pupil);
/// Places a pupil who holds a plan when the run begins, if there is a place.
void place_at_start(World& world, Pupil& pupil);
/// Specialist places may have become free: offers them in the admissions stage of this instant.
void offer_specialist_places(World& world);

void on(World& world, const PlanRequested& event);
void on(World& world, const PlanDecided& event);
void on(World& world, const SpecialistPlacesChange& event);
void on(World& world, const SpecialistAdmits& event);
void on(World& world, const IndependentPlaceFound& event);

// partnership.cpp, panel.cpp, panel_diary.cpp, menu.cpp -------------------------------------------

void open_panel_lists(World& world);
/// Every partnership's panel meets from now on, when schools are open.
void begin_meetings(World& world);
/// Panels meet no more; the cases that wait are dropped.
void end_meetings(World& world);
/// The panel of the pupil's partnership is to hear the pupil, unless it is already or cannot; the
/// unit that was asked for, if any, stands for those on the menu.
/// Whether the panel hears the pupil before a head's decision to exclude, which then waits for it.
bool panel_hears_decision(World& world, Pupil& pupil);
void bring_to_panel(World& world, Pupil& pupil, std::uint8_t unit = nowhere, bool dual = false);
/// The decision in a sentence: what was open and what was not and why, costs and odds.
std::string words_of_decision(const World& world, const Pupil& pupil,
                              const std::vector<Offer>& menu, const Offer& wish,
                              std::optional<std::size_t> winner);

void on(World& world, const PartnershipsChange& event);
void on(World& world, const PanelMeets& event);
void on(World& world, const SupportEnds& event);
void on(World& world, const OptionPlacesChange& event);

// managed_move.cpp, alternative_provision.cpp, option_stream.cpp ----------------------------------

/// The school that would take the pupil for a managed move; none if none has room.
std::optional<int> host_school(const World& world, const Pupil& pupil, std::size_t option);
/// Requires: a host school.
void begin_managed_move(World& world, Pupil& pupil, std::size_t option,
                        Reason reason = Reason::agreed);
/// The pupil leaves the host school of a managed move, wherever to.
void leave_host_school(World& world, const Pupil& pupil);

/// The pupil goes to a short break, alternative provision or a partnership's place.
/// Requires: a free place.
void begin_provision(World& world, Pupil& pupil, std::size_t option,
                     Reason reason = Reason::agreed);
/// The lasting effect of an option on exposure begins.
void leave_effect(World& world, Pupil& pupil, const Option& option);
/// So many weeks of five school days on; `never` beyond the last term.
sim::Instant after_school_weeks(const World& world, double weeks);
/// In a new school year: back to school from an option that is only for younger pupils.
void outgrow_option(World& world, Pupil& pupil);

void open_option_streams(World& world);

void on(World& world, const ManagedMoveEnds& event);
void on(World& world, const ProvisionEnds& event);
void on(World& world, const OptionArranged& event);
// education_otherwise.cpp, looked_after.cpp, backfill.cpp -----------------------------------------

void open_education_otherwise(World& world);
void open_looked_after(World& world);
/// Requires: there is a unit of this id.
std::uint8_t unit_of_id(const Borough& borough, const std::string& id);

void on(World& world, const FallsIll& event);
void on(World& world, const OtherwiseEnds& event);
void on(World& world, const CareDecided& event);
void on(World& world, const CareEnds& event);
void on(World& world, const BackfillRequested& event);

/// Schedules the date from which the counts of a start state hold, if there is one.
void open_start_state(World& world);

// out_of_sight.cpp, part_time.cpp, home_education.cpp, missing_education.cpp ----------------------

void open_out_of_sight(World& world);

void on(World& world, const StartStateHolds& event);
void on(World& world, const LeavesAsRecorded& event);
void on(World& world, const OutOfSightBegins& event);
void on(World& world, const PartTimeEnds& event);
void on(World& world, const HomeEducationEnds& event);
void on(World& world, const TracedAgain& event);

// school_year.cpp ---------------------------------------------------------------------------------

void open_school_years(World& world);
/// Ends everything that is pending for the pupil and takes them off every list and roll.
void leave_borough(World& world, Pupil& pupil);

void on(World& world, const SchoolYearBegins& event);
void on(World& world, const MovesAway& event);
void on(World& world, const PostSixteenEnds& event);

// quota.cpp: what others call is in quota.h
// ---------------------------------------------------------

void on(World& world, const QuotasChange& event);

// spending.cpp, census.cpp ------------------------------------------------------------------------

void open_the_books(World& world);
/// Once every line is open: the first date on which any of their prices changes.
void open_prices(World& world);
/// What the interventions cost (intervention.cpp).
void open_support_lines(World& world);
void open_census(World& world);
/// Posts what is due and takes the snapshot of the month that ends now.
void close_month(World& world);

void on(World& world, const PricesChange& event);
void on(World& world, const MonthEnds& event);
void on(World& world, const WeekEnds& event);

}  // namespace models
