// A running summary of observations: how many, their mean and their spread, without keeping them.
//
// One pass, and two tallies merge into the tally of both. Moments are kept about the mean and never
// as raw sums of squares, which lose every digit when the mean is large beside the spread.
// Source: Welford (1962), Technometrics 4(3); Chan, Golub & LeVeque (1983), American Statistician
// 37(3); Pebay (2008), Sandia report SAND2008-6212, for the third and fourth moments.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "sim/kernel/expects.h"

namespace sim {

class Tally {
 public:
  /// Requires: `value` is finite.
  void add(double value) {
    expects(std::isfinite(value), "an observation is finite");
    smallest_ = count_ == 0 ? value : std::min(smallest_, value);
    largest_ = count_ == 0 ? value : std::max(largest_, value);
    const double n = static_cast<double>(++count_);
    const double step = value - mean_;
    const double part = step / n;
    const double square = step * part * (n - 1);
    mean_ += part;
    fourth_ +=
        square * part * part * (n * n - 3 * n + 3) + 6 * part * part * second_ - 4 * part * third_;
    third_ += square * part * (n - 2) - 3 * part * second_;
    second_ += square;
  }

  /// Takes in everything `other` has seen. The last bits depend on the order of merging, so merge
  /// in an order that does not depend on threads.
  void merge(const Tally& other) {
    if (other.count_ == 0) return;
    if (count_ == 0) {
      *this = other;
      return;
    }
    const double a = static_cast<double>(count_);
    const double b = static_cast<double>(other.count_);
    const double n = a + b;
    const double apart = other.mean_ - mean_;
    const double part = apart / n;
    const double square = apart * part * a * b;
    fourth_ += other.fourth_ + square * part * part * (a * a - a * b + b * b) +
               6 * part * part * (a * a * other.second_ + b * b * second_) +
               4 * part * (a * other.third_ - b * third_);
    third_ += other.third_ + square * part * (a - b) + 3 * part * (a * other.second_ - b * second_);
    second_ += other.second_ + square;
    mean_ += b * part;
    count_ += other.count_;
    smallest_ = std::min(smallest_, other.smallest_);
    largest_ = std::max(largest_, other.largest_);
  }

  std::int64_t count() const { return count_; }

  /// Requires: at least one observation. So do smallest() and largest().
  double mean() const { return after_one(mean_); }
  double smallest() const { return after_one(smallest_); }
  double largest() const { return after_one(largest_); }

  /// Unbiased: divided by count - 1. Requires: at least two observations.
  double variance() const {
    expects(count_ >= 2, "a variance needs two observations");
    return second_ / static_cast<double>(count_ - 1);
  }
  double standard_deviation() const { return std::sqrt(variance()); }

  /// Sums of the second, third and fourth powers of the distances from the mean.
  double second_moment_sum() const { return second_; }
  double third_moment_sum() const { return third_; }
  double fourth_moment_sum() const { return fourth_; }

  /// g1, the skewness of the sample itself. Requires: the observations differ.
  double skewness() const {
    expects(second_ > 0, "the observations differ");
    return std::sqrt(static_cast<double>(count_)) * third_ / (second_ * std::sqrt(second_));
  }

  /// g2, 0 for a normal law. Requires: the observations differ.
  double excess_kurtosis() const {
    expects(second_ > 0, "the observations differ");
    return static_cast<double>(count_) * fourth_ / (second_ * second_) - 3;
  }

 private:
  double after_one(double value) const {
    expects(count_ >= 1, "something has been observed");
    return value;
  }

  std::int64_t count_ = 0;
  double mean_ = 0;
  double second_ = 0;
  double third_ = 0;
  double fourth_ = 0;
  double smallest_ = 0;
  double largest_ = 0;
};

}  // namespace sim
