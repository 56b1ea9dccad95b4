#include "models/record.h"

namespace models {

void Record::begin(sim::Instant start, int school_years, std::size_t units, int partnerships) {
  units_ = units;
  partnerships_ = partnerships;
  permanent_.assign(static_cast<std::size_t>(school_years * partnerships), 0);
  school_years_ = static_cast<std::size_t>(school_years);
  counts_.assign(models::counts * school_years_ * year_groups, 0);
  totals_.fill(0);
  held_.fill(0);
  stocks_.assign(first_roll + 3 * units, sim::TimeWeighted(start));
  areas_.clear();
  most_.clear();
}

std::int64_t Record::counted(Count what, int school_year, Phase phase) const {
  std::int64_t sum = 0;
  for (int group = 0; group < year_groups; ++group)
    if (phase_of(group) == phase) sum += counted(what, school_year, group);
  return sum;
}

std::int64_t Record::counted(Count what, int school_year) const {
  return counted(what, school_year, Phase::primary) + counted(what, school_year, Phase::secondary);
}

std::int64_t Record::area(int school_year, Setting setting) const {
  std::int64_t sum = 0;
  for (std::size_t reason = 0; reason < reasons; ++reason)
    sum += area(school_year, setting, static_cast<Reason>(reason));
  return sum;
}

void Record::close_year(sim::Instant now) {
  std::vector<std::int64_t> areas;
  std::vector<std::int64_t> most;
  for (std::size_t i = 0; i < stocks_.size(); ++i) {
    areas.push_back(stocks_[i].area_through(now));
    if (i >= first_roll && i < first_roll + units_) most.push_back(stocks_[i].largest_through(now));
    stocks_[i].open_window(now);
  }
  areas_.push_back(std::move(areas));
  most_.push_back(std::move(most));
}

}  // namespace models
