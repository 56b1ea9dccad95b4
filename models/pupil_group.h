// Groups that pupils belong to, and the relative risk of exclusion where a source gives one.
//
// Who belongs is drawn with a pupil's own luck. The risk of the whole borough stays as it was: it
// is only spread differently.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/event.h"
#include "sim/random/stream.h"

namespace models {

struct PupilGroup {
  std::string id;
  std::string name;
  double share = 0;          ///< Of pupils, in [0, 1].
  double relative_risk = 1;  ///< Exposure to fixed-term exclusion against pupils not in the group.
};

/// The groups a pupil belongs to: bit g for the g-th.
using GroupSet = std::uint16_t;
constexpr std::size_t most_groups = 16;

GroupSet groups_of(const sim::Universe& universe, const std::vector<PupilGroup>& groups,
                   PupilId id);

/// Exposure of a pupil of these groups, where that of the average pupil is 1.
double risk_of(const std::vector<PupilGroup>& groups, GroupSet belongs);

/// The most that any pupil may have.
double greatest_risk(const std::vector<PupilGroup>& groups);

/// What happens to the pupils of each group, by school year.
class GroupCounts {
 public:
  enum class What : std::uint8_t { fixed_term, permanent };

  void begin(std::size_t groups, int school_years);
  void count(What what, GroupSet belongs, int school_year);
  std::int64_t counted(What what, std::size_t group, int school_year) const {
    return counts_[place(what, group, school_year)];
  }

 private:
  std::size_t place(What what, std::size_t group, int school_year) const {
    return (static_cast<std::size_t>(what) * groups_ + group) * school_years_ +
           static_cast<std::size_t>(school_year);
  }
  std::size_t groups_ = 0;
  std::size_t school_years_ = 0;
  std::vector<std::int64_t> counts_;  ///< shape (2 x groups x school years)
};

}  // namespace models
