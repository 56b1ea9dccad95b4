#include "models/event.h"

#include <set>
#include <type_traits>

#include <gtest/gtest.h>

namespace {

using models::AnyEvent;
using models::Pending;

TEST(Event, HasACodeOfItsOwn) {
  const std::set<std::uint32_t> codes{
      AnyEvent::code<models::FixedTermExclusion>(), AnyEvent::code<models::StayMoves>(),
      AnyEvent::code<models::TrialEnds>(), AnyEvent::code<models::MonthEnds>(),
      AnyEvent::code<models::WeekEnds>()};
  EXPECT_EQ(codes.size(), 5U);
  EXPECT_EQ(AnyEvent::code<models::FixedTermExclusion>(), 0U);
}

TEST(Event, ComesBackFromItsSlot) {
  const sim::Slot slot(sim::date(2010, 9, 1), 2, 12'345, 1,
                       AnyEvent::code<models::SixthDay>() | 77U << 8);
  int handled = 0;
  AnyEvent::dispatch(slot, [&](const auto& event) {
    ++handled;
    if constexpr (std::is_same_v<std::decay_t<decltype(event)>, models::SixthDay>)
      EXPECT_EQ(event.pupil.value, 12'345U);
    else
      ADD_FAILURE() << "another kind of event";
  });
  EXPECT_EQ(handled, 1);
}

TEST(Event, OfAPupilSupersedesThePendingOneOfItsKind) {
  EXPECT_EQ(models::pending_of(AnyEvent{}, AnyEvent::code<models::SixthDay>()), Pending::sixth_day);
  EXPECT_EQ(models::pending_of(AnyEvent{}, AnyEvent::code<models::TrialEnds>()), Pending::stay);
  EXPECT_EQ(models::pending_of(AnyEvent{}, AnyEvent::code<models::RepeatedExclusion>()),
            Pending::unlimited);
  EXPECT_EQ(models::pending_of(AnyEvent{}, AnyEvent::code<models::MonthEnds>()),
            Pending::unlimited);
}

TEST(Event, ClosesTheMonthThenFreesPlacesThenOffersThemThenExcludes) {
  EXPECT_LT(models::MonthEnds::stage, models::SchoolYearBegins::stage);
  EXPECT_LT(models::SchoolYearBegins::stage, models::UnitPlacesChange::stage);
  EXPECT_LT(models::StayMoves::stage, models::SixthDay::stage);
  EXPECT_LT(models::SixthDay::stage, models::SpecialistAdmits::stage);
  EXPECT_LT(models::SpecialistAdmits::stage, models::UnitAdmits::stage);
  EXPECT_LT(models::UnitAdmits::stage, models::FixedTermExclusion::stage);
}

}  // namespace
