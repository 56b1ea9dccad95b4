// What money of other years is worth today, and whether a series of costs and savings is worth it.
//
// A cash flow is one amount a year from year 0, which is not discounted; costs are negative. The
// rates are those of public appraisal: 3.5% a year in real terms for thirty years, then less.
// Source: HM Treasury, The Green Book, annex on discounting.
#pragma once

#include <optional>
#include <vector>

namespace sim {

/// A yearly rate that holds from a year on; years rise from 0.
struct DiscountRate {
  int from_year = 1;
  double rate = 0.035;  ///< [per year], above -1
};

/// 3.5% for years 1 to 30, then 3.0% to year 75, then 2.5%.
const std::vector<DiscountRate>& green_book_rates();

/// What one pound of `year` is worth in year 0. Requires: year >= 0 and rates from year 1 or
/// before.
double discount_factor(int year, const std::vector<DiscountRate>& rates);
double discount_factor(int year, double rate);

/// The value in year 0 of `flow`, shape (years).
double present_value(const std::vector<double>& flow, double rate);

/// The rate at which `flow` is worth nothing; none if it does not change sign once between -99% and
/// 1,000% a year.
std::optional<double> internal_rate_of_return(const std::vector<double>& flow);

/// The level amount a year, in years 1 to `years`, of the same present value.
double equivalent_annual(double value, int years, double rate);

/// The first year by which the discounted sum is no longer below nothing; none if it never is.
std::optional<int> discounted_payback(const std::vector<double>& flow, double rate);

}  // namespace sim
