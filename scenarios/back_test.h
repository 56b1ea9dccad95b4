// A back-test as it was registered before anybody looked: from when to predict, what, and by which
// scenarios.
//
// An origin is a day after which nothing may be known; its posterior was fitted to nothing later.
// An arm is a scenario that predicts. A measure names a count of the model, the rows of the
// evidence that it is held against, all of one definition, and what a naive forecast may go by.
// Figures are looked up in the evidence and never typed here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/evidence.h"
#include "scenarios/evidence_index.h"
#include "sim/kernel/instant.h"

namespace scenarios {

struct BackTestArm {
  std::string id{};
  std::string name{};  ///< "no strategy effect": how a table calls it.
  std::filesystem::path scenario{};
};

struct BackTestOrigin {
  std::string id{};
  std::string about{};
  sim::Date to{};                                    ///< The last day of which anything is known.
  std::optional<std::filesystem::path> posterior{};  ///< Without one, only chance is uncertain.
  int years_ahead = 1;
  bool is_main = false;      ///< The one that the verdict and the chart are about.
  bool tells_apart = false;  ///< Says when the arms could be told apart.

  /// In which the last school year begins that is over by then.
  int last_year() const;
};

/// SERIES/PHASE of the evidence.
struct SeriesName {
  std::string series{};
  std::string phase{};
};

/// A yearly measure of the model.
struct ModelCount {
  std::string measure{};
  std::string breakdown{};  ///< Empty for everyone's.
};

struct BackTestMeasure {
  std::string id{};
  std::string name{};                  ///< "Permanent exclusions, secondary".
  std::string group{};                 ///< "permanent exclusions": what it is summed up with.
  std::vector<ModelCount> counts{};    ///< Of the model, summed.
  std::string definition{};            ///< council or dfe: whose way of counting.
  std::vector<SeriesName> observed{};  ///< The first that has the year counts.
  std::vector<SeriesName> plus{};      ///< All of these are added ...
  std::vector<SeriesName> less{};      ///< ... or taken off.
  bool autumn = false;                 ///< Of the autumn term alone.
  int first_year = 0;                  ///< Scored school years, by their beginning ...
  int last_year = 0;                   ///< ... to this one.
  /// The yearly figures whose past naive forecasts go by, in the order of `observed`; may be empty.
  std::vector<SeriesName> naive{};
  double share = 1;         ///< Of such a year that this measure is, in (0, 1].
  bool thousands = false;   ///< Naive forecasts as dispersed as the past compete too.
  bool half_terms = false;  ///< Counted by half-term, to tell the arms apart.
};

struct BackTest {
  std::filesystem::path file{};
  std::filesystem::path evidence{};  ///< Folder.
  std::string about{};
  std::uint64_t seed = 1;
  std::uint32_t replications = 0;  ///< Of each arm and origin; even, two for each draw.
  std::vector<BackTestArm> arms{};
  std::vector<BackTestOrigin> origins{};
  std::vector<BackTestMeasure> measures{};
  std::string canonical{};  ///< All that is written in the file, in one form.

  const BackTestOrigin& main_origin() const;
};

/// Throws: ScenarioError with every problem; filesystem_error.
BackTest read_back_test(const std::filesystem::path& file);

/// What the evidence has of a measure in a school year.
struct FigureFound {
  double value = 0;
  std::vector<std::string> rows{};  ///< SERIES/PHASE/YEAR.
  std::string sum{};                ///< The same with " plus " or " less " between.
};
/// Nothing where a row of it is missing, has no value, or is a plan or a forecast.
std::optional<FigureFound> figure_of(const EvidenceIndex& evidence, const BackTestMeasure& measure,
                                     int year);

/// The figure of the year that naive forecasts go by.
std::optional<FigureFound> naive_figure_of(const EvidenceIndex& evidence,
                                           const BackTestMeasure& measure, int year);

}  // namespace scenarios
