#include "models/catalogue.h"

namespace models {
namespace {

std::int64_t at_home_after_warning(const World& world, int year) {
  return world.record.area(year, Setting::home_education) -
         world.record.area(year, Setting::home_education, Reason::chosen);
}

std::int64_t otherwise_below(const World& world, int year) {
  return world.borough.education_otherwise.full_time ? 0
                                                     : world.record.area(year, Setting::otherwise);
}

/// The headline beside every fall in exclusions, so that nobody is moved out of the count.
void add_not_in_full_time_education(Catalogue& all) {
  const std::string name = "not_in_full_time_education";
  const std::string definition =
      "Children not in full-time education by any route, on average: on a part-time timetable, at "
      "home after a panel or a warning of exclusion, waiting past day six on tuition, not traced, "
      "or educated otherwise than at school below full time. The first five days of an exclusion "
      "and home education by the family's choice alone are no part of it.";
  const auto stock = [&](std::string breakdown, auto area) {
    all.add_mean(name, std::move(breakdown), definition, area);
  };
  const auto in_phase = [](Phase phase) {
    return [phase](const World& world, int year) {
      return world.record.area(year, below_full_time(phase));
    };
  };
  stock("", [](const World& world, int year) {
    return world.record.area(year, Stock::below_full_time_primary) +
           world.record.area(year, Stock::below_full_time_secondary);
  });
  stock("primary", in_phase(Phase::primary));
  stock("secondary", in_phase(Phase::secondary));
  const auto in = [](Setting setting) {
    return [setting](const World& world, int year) { return world.record.area(year, setting); };
  };
  stock("part-time", in(Setting::part_time));
  stock("at-home-after-warning", at_home_after_warning);
  stock("waiting-past-day-six", in(Setting::tuition));
  stock("not-traced", in(Setting::missing));
  stock("otherwise", otherwise_below);
}

void add_places(Catalogue& all) {
  all.add_mean(
      "educated_otherwise", "",
      "Pupils too ill or too anxious for school who have tuition, on average.",
      [](const World& world, int year) { return world.record.area(year, Setting::otherwise); });
  all.add_mean(
      "local_places_taken_by_others", "",
      "Local specialist places that other authorities' pupils take, on average.",
      [](const World& world, int year) { return world.record.area(year, Stock::imported); });
  all.add_counts("education_otherwise_begun", Count::otherwise_begun, "pupils",
                 "Pupils too ill or too anxious for school whose tuition begins.");
  all.add_counts("local_places_refused", Count::local_refused, "offers",
                 "Offers of a local specialist place refused, by preference or at a tribunal.");
  all.add_counts("requests_from_new_places", Count::backfill_requests, "requests",
                 "Requests for a plan that an additional specialist place led to.");
  all.add_counts("returned_to_the_borough", Count::returned_home, "pupils",
                 "Pupils brought back from out of the borough to a local place.");
  all.add_counts(
      "placed_in_care", Count::placed_in_care, "pupils",
      "Children placed away from home, and at a school elsewhere, by a decision on care.");
}

}  // namespace

void add_children(Catalogue& all) {
  add_places(all);
  add_not_in_full_time_education(all);
  all.add_mean("in_home_education", "",
               "Children educated at home, for whatever reason, on average.",
               [](const World& world, int year) {
                 return world.record.area(year, Setting::home_education);
               });
  all.add_counts("part_time_timetables", Count::part_time_begun, "pupils",
                 "Part-time timetables begun.");
  all.add_counts("home_education_begun", Count::home_education_begun, "pupils",
                 "Pupils taken off roll to be educated at home.");
  all.add_counts("lost_from_view", Count::missing_begun, "pupils",
                 "Pupils who come off every roll and are not traced.");
}

}  // namespace models
