// Who lives here: cohorts that enter Reception, arrive, move away and leave after Year 11.
//
// Every pupil of every cohort has a number that no policy can change. One random block a pupil says
// how much exposure it takes until a first fixed-term exclusion and when the family moves away; one
// comparison then shows that most pupils will never come to notice.
#pragma once

#include <cstdint>
#include <vector>

#include "models/borough.h"
#include "models/exposure.h"
#include "models/pupil.h"
#include "sim/random/stream.h"

namespace models {

/// A pupil who will meet a first cause within the run, unless policy or a move prevents it.
struct Candidate {
  PupilId id;
  double first_exposure = 0;  ///< Exposure of the pupil at the first first-cause.
  sim::Instant departs = sim::never;
};

class Population {
 public:
  Population(const Borough& borough, const SchoolTerms& terms);

  /// Draws the cohorts of a replication and finds its candidates, in order of id.
  void draw(const sim::Universe& universe, const Exposure& exposure);

  const std::vector<Candidate>& candidates() const { return candidates_; }

  /// A place in a dense array for each pupil of the replication.
  std::size_t dense(PupilId id) const {
    return bases_[static_cast<std::size_t>(cohort_of(id))] + number_of(id);
  }
  std::size_t size() const { return bases_.back(); }

  static int cohort_of(PupilId id) { return static_cast<int>(id.value >> number_bits); }
  static std::uint32_t number_of(PupilId id) { return id.value & ((1U << number_bits) - 1); }
  static PupilId pupil(int cohort, std::uint32_t number) {
    return {(static_cast<std::uint32_t>(cohort) << number_bits) | number};
  }

  /// The path of schools of a pupil.
  int path_of(PupilId id) const {
    return static_cast<int>(number_of(id) % static_cast<std::uint32_t>(rates_.size()));
  }
  const SchoolRates& rates(int path) const { return rates_[static_cast<std::size_t>(path)]; }

  /// The cohort in `year_group` in the school year counted from the start of the run.
  static int cohort_in(int year_group, int school_year) {
    return school_year + last_year - year_group;
  }
  static int year_group(int cohort, int school_year) { return school_year + last_year - cohort; }

  /// Pupils of `cohort` who have arrived by school year `school_year`.
  std::uint32_t arrived(int cohort, int school_year) const;

  /// When a pupil moves away; `never` if not before the end of Year 11.
  sim::Instant departure(const sim::Universe& universe, PupilId id) const;
  /// Whether the pupil entered with the cohort, or was on roll at the start of the run.
  bool entered_with_cohort(PupilId id) const {
    return number_of(id) < intake_[static_cast<std::size_t>(cohort_of(id))];
  }
  /// When a pupil comes on roll, not before the start of the run.
  sim::Instant arrival(PupilId id) const;

  /// Pupils on roll at the start of school year `school_year`, Reception to Year 11.
  std::int64_t roll(int school_year) const;

  /// What flowed through the roll before the start of `school_year`.
  struct Flows {
    std::int64_t entered = 0;  ///< Reception, the first cohorts included.
    std::int64_t arrived = 0;
    std::int64_t departed = 0;
    std::int64_t left = 0;  ///< After Year 11.
  };
  Flows flows_before(int school_year) const;

  static constexpr unsigned number_bits = 20;

 private:
  void draw_cohort_sizes(const sim::Universe& universe);
  void draw_cohort(const sim::Universe& universe, const Exposure& exposure, int cohort);
  void consider(const Exposure& exposure, int cohort, PupilId id, double uniform,
                sim::Instant arrival, sim::Instant departs);
  void count_departure(int cohort, sim::Instant departs);
  sim::Instant departure_from(int cohort, double uniform, sim::Instant arrival) const;
  sim::Instant school_year_starts(int school_year) const;
  sim::Instant leaves_school(int cohort) const;  ///< The 1 September after Year 11.
  int first_school_year(int cohort) const;       ///< In which the cohort is in the borough.

  const Borough* borough_;
  std::vector<SchoolRates> rates_;
  int school_years_ = 0;
  std::vector<std::uint32_t> intake_;      ///< By cohort.
  std::vector<std::uint32_t> arrived_;     ///< Cumulated, shape (cohorts x school years + 1).
  std::vector<std::size_t> bases_;         ///< First dense place by cohort, and the end.
  std::vector<std::int64_t> departed_in_;  ///< Departures by school year, shape (cohorts x years).
  std::vector<Candidate> candidates_;
  std::vector<std::uint64_t> least_word_;  ///< By path, within a cohort: below it, no first cause.
};

}  // namespace models
