// What the parts of the comparison in a terminal have in common: how a number is written.
#pragma once

#include <cstddef>
#include <string>

#include "tools/semh/compare/comparison.h"

namespace tools {

/// Numbers of one thing: counts to one decimal, money in a unit that suits its size.
class NumberWriter {
 public:
  /// `largest` of the numbers in size [pounds]; of no account where they are not money.
  NumberWriter(bool is_money, double largest);

  /// "38.0", "1.25" in millions.
  std::string number(double value) const;
  std::string range(const Spread& spread) const;
  /// With its sign, unless it rounds to nothing.
  std::string change(double value) const;
  std::string changes(double middle, double low, double high) const;
  /// "£ million".
  std::string money() const { return name_; }
  /// What follows the name of what is counted: ", £ million"; nothing where it is not money.
  std::string unit() const;

 private:
  bool is_money_;
  double pounds_ = 1e6;
  int decimals_ = 2;
  const char* name_ = "£ million";
};

/// "84", "<1", ">99": of 100 futures.
std::string in_100(double share);

/// What to make of it: success, which is best, how robust, and what change is more than chance.
std::string judgement_text(const Comparison& comparison, std::size_t width);

}  // namespace tools
