// The measures: what a run says, each with its unit and definition, by school or financial year.
//
// One list serves every output. A value is a whole number: pupils, events, pupil-days or pence.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "models/borough.h"
#include "models/ledger.h"
#include "sim/experiment/result_table.h"

namespace models {

class World;

enum class Basis : std::uint8_t { school_year, financial_year };

/// How a value is shown to people.
enum class Shown : std::uint8_t {
  as_counted,  ///< Events or pupils, as they are.
  mean,        ///< Pupil-days, shown as the mean number of pupils over the year.
  money,       ///< Pence, shown in pounds.
};

struct YearlyMeasure {
  sim::Measure measure;
  std::string breakdown;  ///< Whose; empty for everyone's.
  Basis basis = Basis::school_year;
  Shown shown = Shown::as_counted;
  /// The value of a year: the school year counted from the start of the run, or the financial year.
  std::function<std::int64_t(const World&, int)> value;
};

/// The unit in which a measure is shown: "pupils" for a mean of pupil-days, "pounds" for pence.
std::string shown_unit(const YearlyMeasure& measure);
/// A stored value of the year that begins in `year`, in that unit. Requires: it is available.
double shown_value(const YearlyMeasure& measure, std::int64_t stored, int year);

/// Every yearly measure of a borough, in the order of every output.
std::vector<YearlyMeasure> yearly_measures(const Borough& borough);

struct MonthlyMeasure {
  sim::Measure measure;
  std::string breakdown;
  bool is_flow = false;  ///< In the period that ends; else at its end.
  std::function<std::int64_t(const struct Snapshot&)> value;
};

std::vector<MonthlyMeasure> monthly_measures(const Borough& borough);

/// School years that are reported, counted from the start of the run.
std::vector<int> reported_school_years(const Period& period);
/// Financial years that lie wholly in the reported school years.
std::vector<int> reported_financial_years(const Period& period);

/// What the high needs block pays for SEMH provision in a financial year.
sim::Money semh_spend(const Ledger& ledger, int financial_year);
/// The same in a school year, counted from the start of the run.
sim::Money semh_spend_in_school_year(const Ledger& ledger, int school_year);

}  // namespace models
