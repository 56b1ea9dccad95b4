#include "tools/semh/compare/text_parts.h"

#include "output/number_text.h"

namespace tools {

NumberWriter::NumberWriter(bool is_money, double largest) : is_money_(is_money) {
  if (largest >= 1e6) return;
  pounds_ = largest >= 1e4 ? 1e3 : 1;
  decimals_ = largest >= 1e4 && largest < 1e5 ? 1 : 0;
  name_ = largest >= 1e4 ? "£ thousand" : "£";
}

std::string NumberWriter::number(double value) const {
  return is_money_ ? output::with_commas(value / pounds_, decimals_)
                   : output::with_commas(value, 1);
}

std::string NumberWriter::range(const Spread& spread) const {
  return number(spread.middle) + " (" + number(spread.low) + " to " + number(spread.high) + ")";
}

std::string NumberWriter::change(double value) const {
  const std::string text = number(value);
  const bool is_nothing = text.find_first_of("123456789") == std::string::npos;
  return value > 0 && !is_nothing ? "+" + text : text;
}

std::string NumberWriter::changes(double middle, double low, double high) const {
  return change(middle) + " (" + change(low) + " to " + change(high) + ")";
}

std::string NumberWriter::unit() const {
  return is_money_ ? ", " + money() : "";
}

std::string in_100(double share) {
  if (share > 0 && share < 0.005) return "<1";
  if (share < 1 && share >= 0.995) return ">99";
  return output::whole(100 * share);
}

}  // namespace tools
