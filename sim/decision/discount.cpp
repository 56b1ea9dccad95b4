#include "sim/decision/discount.h"

#include "sim/kernel/expects.h"

namespace sim {

const std::vector<DiscountRate>& green_book_rates() {
  static const std::vector<DiscountRate> rates{{1, 0.035}, {31, 0.03}, {76, 0.025}};
  return rates;
}

double discount_factor(int year, const std::vector<DiscountRate>& rates) {
  expects(year >= 0, "a year to discount from is not before year 0");
  expects(!rates.empty() && rates.front().from_year <= 1, "there is a rate from the first year on");
  double factor = 1;
  std::size_t at = 0;
  for (int passed = 1; passed <= year; ++passed) {
    while (at + 1 < rates.size() && rates[at + 1].from_year <= passed) ++at;
    factor /= 1 + rates[at].rate;
  }
  return factor;
}

double discount_factor(int year, double rate) {
  return discount_factor(year, std::vector<DiscountRate>{{1, rate}});
}

double present_value(const std::vector<double>& flow, double rate) {
  expects(rate > -1, "a discount rate is above -1");
  double value = 0;
  double factor = 1;
  for (const double amount : flow) {
    value += factor * amount;
    factor /= 1 + rate;
  }
  return value;
}

std::optional<double> internal_rate_of_return(const std::vector<double>& flow) {
  double low = -0.99;
  double high = 10;
  const bool rises = present_value(flow, low) < 0;
  if (rises == (present_value(flow, high) < 0)) return std::nullopt;
  while (high - low > 1e-14) {  // Halving: always ends, whatever the flow.
    const double middle = low + (high - low) / 2;
    if (middle == low || middle == high) break;
    ((present_value(flow, middle) < 0) == rises ? low : high) = middle;
  }
  return low + (high - low) / 2;
}

double equivalent_annual(double value, int years, double rate) {
  expects(years > 0, "a level amount is paid in at least one year");
  double annuity = 0;
  for (int year = 1; year <= years; ++year) annuity += discount_factor(year, rate);
  return value / annuity;
}

std::optional<int> discounted_payback(const std::vector<double>& flow, double rate) {
  double sum = 0;
  for (std::size_t year = 0; year < flow.size(); ++year) {
    sum += flow[year] * discount_factor(static_cast<int>(year), rate);
    if (sum >= 0) return static_cast<int>(year);
  }
  return std::nullopt;
}

}  // namespace sim
