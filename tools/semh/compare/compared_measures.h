// The headline measures of several options, year by year, set side by side future by future.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tools/semh/compare/comparison.h"
#include "tools/semh/results.h"

namespace tools {

/// A measure that options are compared by.
struct ComparedRow {
  std::string label;
  std::string measure;
  std::string breakdown;
  Better better;
};
/// Children not in full-time education first, permanent exclusions beside them.
const std::vector<ComparedRow>& compared_rows();
/// These, and each of `chosen` that is none of them, by its name.
std::vector<ComparedRow> compared_rows(const std::vector<ChosenMeasure>& chosen);
/// The row of a measure; null where options are not compared by it.
const ComparedRow* compared_row(const std::string& measure, const std::string& breakdown = "");

/// The cluster of every future, in their order: futures of one draw share what is not known.
std::vector<std::size_t> clusters_of(const RunResults& results);
/// The same of futures that are simulated beside a run, `sampling` null at central values. Where
/// there is one draw alone each future is a cluster: that draw is all there is to know.
std::vector<std::size_t> deep_clusters_of(const Sampling* sampling, std::uint32_t first_replication,
                                          std::size_t futures);

/// From the first year on in which an option differs from the base in any of the rows to the last
/// one shown. Nothing where none ever does.
struct ComparedSpan {
  models::Basis basis = models::Basis::school_year;
  int first = 0;  ///< Calendar years of first days.
  int last = 0;
  std::string name() const;      ///< "2016/17 to 2021/22"
  std::string in_words() const;  ///< "an average year, 2016/17 to 2021/22"; "2021/22" of one.
};
std::optional<ComparedSpan> span_of(const Yearbook& book, models::Basis basis, const View& view);

/// Mean over the years of a span, one value a future; not a number where a year is not available.
std::vector<double> average_of(const Yearbook& book, const YearlySeries& series,
                               const ComparedSpan& span);

/// One value a future of every option, the base first; empty where an option lacks the measure.
using ByOption = std::vector<std::vector<double>>;

/// Levels and differences of one year, or of an average one.
ComparedYear compared_year(const ByOption& values, std::span<const std::size_t> clusters,
                           Better better);

/// Every one of `rows` that any option has, with the years shown.
std::vector<ComparedMeasure> compared_measures(const Yearbook& book, const View& view,
                                               const std::vector<ComparedRow>& rows);

/// The options as the comparison calls them.
std::vector<ComparedOption> compared_options(const Yearbook& book);

}  // namespace tools
