// The Fair Access Panel at work: cases in order, and whose turn it is to take a pupil.
//
// A case is a pupil of a unit or spot place who is ready for a school and has none, or a
// hard-to-place newcomer to the borough. Each meeting decides so many, in order of arrival. The
// school with the fewest turns for its size takes the next one, but never the school that the pupil
// comes from. A pupil keeps the place they have until the first day at the new school.
#pragma once

#include <cstdint>
#include <vector>

#include "models/arrivals.h"
#include "models/event.h"
#include "sim/kernel/waiting_list.h"

namespace models {

class World;
struct Pupil;

struct FairAccessPanel {
  struct Case {
    PupilId pupil;  ///< No one's for a newcomer.
    bool newcomer = false;
    int year_group = 0;  ///< On becoming a case.
  };
  sim::Fifo<Case> waiting;
  Arrivals newcomers{};
  int schools = 0;
  std::vector<std::int64_t> turns;          ///< By school: primary, then secondary.
  std::vector<std::int64_t> turns_in_year;  ///< shape (school years x schools)
};

void open_fair_access(World& world);
/// Whether a panel finds school places today.
bool panel_finds_places(const World& world);
/// The pupil is ready for a school: a case for the next meeting.
void bring_case(World& world, Pupil& pupil);
/// The pupil needs no school any more: the case ends without a start at a school.
void end_case(World& world, Pupil& pupil);
/// The first day at the school that the panel has found.
void start_at_found_school(World& world, Pupil& pupil);
/// Times the odds of success of the pupil's trial, which `begins` then.
double support_of_trial(const World& world, const Pupil& pupil, sim::Instant begins);
/// Turns taken in a school year by a school, numbered as in FairAccessPanel.
std::int64_t turns_taken(const World& world, int school_year, int school);

}  // namespace models
