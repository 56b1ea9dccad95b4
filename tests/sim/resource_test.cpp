#include "sim/kernel/resource.h"

#include <gtest/gtest.h>

namespace {

using sim::Claim;
using sim::Resource;

TEST(Resource, GivesPlacesUpToItsPlaces) {
  Resource unit(2, 2);
  unit.admit(Claim::within_places);
  EXPECT_TRUE(unit.has_room(Claim::within_places));
  unit.admit(Claim::within_places);

  EXPECT_EQ(unit.held(), 2);
  EXPECT_FALSE(unit.has_room(Claim::within_places));
  EXPECT_THROW(unit.admit(Claim::within_places), sim::ContractError);
}

TEST(Resource, AdmitsWhoCannotBeRefusedUpToItsLimit) {
  Resource unit(1, 2);
  unit.admit(Claim::within_places);
  EXPECT_FALSE(unit.has_room(Claim::within_places));

  unit.admit(Claim::within_limit);

  EXPECT_EQ(unit.held(), 2);
  EXPECT_FALSE(unit.has_room(Claim::within_limit));
  EXPECT_THROW(unit.admit(Claim::within_limit), sim::ContractError);
}

TEST(Resource, RemovesNobodyWhenItIsCut) {
  Resource unit(3, 3);
  for (int i = 0; i < 3; ++i) unit.admit(Claim::within_places);

  unit.change(1, 1);

  EXPECT_EQ(unit.held(), 3);
  unit.release();
  unit.release();
  EXPECT_FALSE(unit.has_room(Claim::within_places)) << "two left, and one place is what is left";
  unit.release();
  EXPECT_TRUE(unit.has_room(Claim::within_places));
}

TEST(Resource, HasRoomAtOnceWhenItGrows) {
  Resource unit(0, 0);
  EXPECT_FALSE(unit.has_room(Claim::within_limit));
  unit.change(1, 1);
  EXPECT_TRUE(unit.has_room(Claim::within_places));
}

TEST(Resource, KeepsItsContracts) {
  Resource unit(1, 1);
  EXPECT_THROW(unit.release(), sim::ContractError);
  EXPECT_THROW(unit.change(-1, 1), sim::ContractError);
  EXPECT_THROW(unit.change(2, 1), sim::ContractError);
}

}  // namespace
