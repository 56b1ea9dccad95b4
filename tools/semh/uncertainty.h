// Of what the range of each headline measure is made: ignorance of parameters, or chance.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/experiment/result_table.h"
#include "sim/statistics/variance_split.h"
#include "tools/semh/results.h"

namespace tools {

/// One measure of one scenario in one year.
struct SplitYear {
  const YearlySeries* series = nullptr;
  std::size_t year = 0;
  sim::VarianceSplit split;
  std::size_t draws = 0;
  std::size_t futures = 0;
};

/// Of one measure of one scenario in one year; nothing at central values, nor where the futures are
/// too few. `series` must outlive it.
std::optional<SplitYear> split_of(const Yearbook& book, const YearlySeries& series,
                                  std::size_t year);

/// Of the headline measures, in their order; none at central values, nor where the futures are too
/// few. `book` must outlive them.
std::vector<SplitYear> splits_of(const Yearbook& book);

/// The 95% interval of the share of each split that is ignorance.
std::vector<sim::ShareInterval> share_intervals(const Yearbook& book,
                                                const std::vector<SplitYear>& splits);

/// A row a scenario, measure and year.
sim::ResultTable uncertainty_table(const Yearbook& book);

/// The shares by measure and year, for people; says so where nothing is known of them.
std::string uncertainty_text(const Yearbook& book, const View& view);

/// What the ranges hold, and what share of it is ignorance, in a few lines.
std::string ranges_in_words(const Yearbook& book, const View& view);

}  // namespace tools
