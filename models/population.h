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
  GroupSet groups = 0;
};

class Population {
 public:
  Population(const Borough& borough, const SchoolTerms& terms);

  /// The same pupils in a borough of which everything they follow from is the same.
  void stand_on(const Borough& borough) { borough_ = &borough; }

  /// Draws the cohorts of a replication and finds its candidates, in order of id.
  void draw(const sim::Universe& universe, const Exposure& exposure);

  const std::vector<Candidate>& candidates() const { return candidates_; }

  /// A place in a dense array for each pupil of the replication.
  std::size_t dense(PupilId id) const {
    return bases_[static_cast<std::size_t>(cohort_of(id))] + order_of(id);
  }
  std::size_t size() const { return bases_.back(); }

  static int cohort_of(PupilId id) { return static_cast<int>(id.value >> number_bits); }
  static std::uint32_t number_of(PupilId id) { return id.value & ((1U << number_bits) - 1); }
  static PupilId pupil(int cohort, std::uint32_t number) {
    return {(static_cast<std::uint32_t>(cohort) << number_bits) | number};
  }

  /// The `order`-th pupil of a cohort in order of number, from 0. Requires: fewer than ever arrive.
  PupilId pupil_in_order(int cohort, std::uint32_t order) const;
  /// The same among the `size` who have arrived, those who came after the intake first.
  PupilId from_the_last(int cohort, std::uint32_t size, std::uint32_t order) const {
    const std::uint32_t later = size - intake_[static_cast<std::size_t>(cohort)];
    return pupil_in_order(cohort, order < later ? size - later + order : order - later);
  }
  /// Whether a pupil of this number ever comes on roll.
  bool exists(PupilId id) const;

  /// The path of schools on which a pupil begins.
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
  static bool entered_with_cohort(PupilId id) { return number_of(id) < first_late; }
  /// When a pupil comes on roll, not before the start of the run.
  sim::Instant arrival(PupilId id) const;

  /// Pupils on roll at the start of school year `school_year`, Reception to Year 11.
  std::int64_t roll(int school_year) const;
  /// Those of one year group among them.
  std::int64_t roll(int school_year, int year_group) const;

  /// What flowed through the roll before the start of `school_year`.
  struct Flows {
    std::int64_t entered = 0;  ///< Reception, the first cohorts included.
    std::int64_t arrived = 0;
    std::int64_t departed = 0;
    std::int64_t left = 0;  ///< After Year 11.
  };
  Flows flows_before(int school_year) const;

  static constexpr unsigned number_bits = 20;
  /// Whoever comes after the intake has a number from here on, so that a larger intake shifts no
  /// one: those who arrive n school years after it count from first_late + n * late_a_year.
  static constexpr std::uint32_t first_late = 1U << 19;
  static constexpr std::uint32_t late_a_year = 1U << 15;

 private:
  /// Years from the cohort's first school year in the borough to the pupil's arrival.
  static int years_late(PupilId id) {
    return entered_with_cohort(id) ? 0
                                   : static_cast<int>((number_of(id) - first_late) / late_a_year);
  }
  static std::uint32_t first_number(int years_late) {
    return years_late == 0 ? 0 : first_late + static_cast<std::uint32_t>(years_late) * late_a_year;
  }
  /// Pupils of the cohort who arrived before those who are `years_late`.
  std::uint32_t arrived_before(int cohort, int years_late) const {
    return years_late == 0 ? 0 : arrived(cohort, first_school_year(cohort) + years_late - 1);
  }
  std::uint32_t order_of(PupilId id) const {
    const int late = years_late(id);
    return arrived_before(cohort_of(id), late) + number_of(id) - first_number(late);
  }
  void draw_cohort_sizes(const sim::Universe& universe);
  void draw_cohort(const sim::Universe& universe, const Exposure& exposure, int cohort);
  void find_least_words(const Exposure& exposure, int cohort);
  void consider(const sim::Universe& universe, const Exposure& exposure, Candidate pupil,
                sim::Instant arrival);
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
