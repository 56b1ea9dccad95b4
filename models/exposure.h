// Exposure: how many first causes of a fixed-term exclusion a pupil of average propensity would
// meet.
//
// It grows in school time only, at a rate that depends on year group, term, year and school. As
// none of these depends on the pupil, it is tabulated once a replication for each cohort and
// inverted in closed form; a whole school life costs no clock that ticks.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "models/borough.h"
#include "models/school_terms.h"
#include "sim/kernel/instant.h"

namespace models {

/// Rates of a pupil's primary and secondary school, 1 for the average school.
struct SchoolRates {
  double primary = 1;
  double secondary = 1;
};

/// The rates of the two schools of each path, shape (primary schools); the means over paths, and so
/// over pupils, are 1. A path leads from a primary school to the secondary school it feeds.
std::vector<SchoolRates> school_rates(const Schools& schools);

/// The secondary school that the pupils of a primary school go to; both counted from 0.
int secondary_of_path(const Schools& schools, int path);

/// The partnership of each path, shape (primary schools).
std::vector<int> partnership_of_path(const Schools& schools);

class Exposure {
 public:
  explicit Exposure(const SchoolTerms& terms) : terms_(&terms) {}

  /// The same exposure in terms that are the same.
  void stand_on(const SchoolTerms& terms) { terms_ = &terms; }

  /// Tabulates every cohort; `level` [log] by school year.
  void tabulate(const FixedTermExclusions& given, const std::vector<double>& level);

  int cohorts() const { return static_cast<int>(cohorts_); }

  /// Exposure from the start of the run to its end. `cohort` counts years of entering Reception.
  double total(int cohort, const SchoolRates& rates) const;

  double at(int cohort, const SchoolRates& rates, sim::Instant when) const;

  /// When `exposure` is reached; `never` if it is not.
  sim::Instant reached(int cohort, const SchoolRates& rates, double exposure) const;

 private:
  struct Edge {
    double primary = 0;
    double secondary = 0;
  };
  const Edge& edge(int cohort, std::size_t term) const {
    return edges_[static_cast<std::size_t>(cohort) * edges_a_cohort_ + term];
  }

  friend class ExposureCursor;

  const SchoolTerms* terms_;
  std::vector<Edge> edges_;  ///< At the edges of terms, shape (cohorts x terms + 1).
  std::size_t edges_a_cohort_ = 0;
  std::size_t cohorts_ = 0;
};

/// Finds when rising exposures of one pupil are reached, each search going on from the last.
class ExposureCursor {
 public:
  ExposureCursor(const Exposure& exposure, int cohort, const SchoolRates& rates)
      : terms_(exposure.terms_),
        edges_(&exposure.edge(cohort, 0)),
        last_(exposure.edges_a_cohort_ - 1),
        rates_(rates),
        // A cohort that starts school during the run has no exposure before.
        term_(static_cast<std::size_t>(std::max(0, cohort - last_year)) * terms_a_year),
        to_(until(term_)) {}

  /// When `exposure` is reached; `never` if it is not. Requires: not less than the one before.
  sim::Instant reached(double exposure);

 private:
  double until(std::size_t term) const {
    return rates_.primary * edges_[term].primary + rates_.secondary * edges_[term].secondary;
  }

  const SchoolTerms* terms_;
  const Exposure::Edge* edges_;
  std::size_t last_;
  SchoolRates rates_;
  std::size_t term_;  ///< The exposure lies before the edge of this term ...
  double from_ = 0;   ///< ... between these two.
  double to_;
};

}  // namespace models
