#include "output/number_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <string_view>

#include "sim/kernel/expects.h"

namespace output {
namespace {

constexpr const char* minus = "\xE2\x88\x92";  // U+2212
constexpr const char* pound = "\xC2\xA3";

/// What snprintf makes of a finite `number`, with a point for the locale's decimal mark, whatever
/// that is and however many bytes it has. `style` is 'e' or 'f'.
std::string printed(double number, char style, int decimals) {
  std::array<char, 400> buffer{};  // the largest double has 309 digits before the point
  const int size = style == 'e'
                       ? std::snprintf(buffer.data(), buffer.size(), "%.*e", decimals, number)
                       : std::snprintf(buffer.data(), buffer.size(), "%.*f", decimals, number);
  sim::expects(size > 0 && size < static_cast<int>(buffer.size()), "a number fits its buffer");
  std::string text;
  for (const char c : std::string_view(buffer.data(), static_cast<std::size_t>(size))) {
    const bool plain = (c >= '0' && c <= '9') || c == '-' || c == '+' || c == 'e';
    if (plain)
      text += c;
    else if (text.back() != '.')
      text += '.';
  }
  return text;
}

/// A minus before nothing but zeros is rounding, not news.
std::string without_negative_zero(std::string text) {
  const bool zero = text.find_first_of("123456789") == std::string::npos;
  return zero && !text.empty() && text.front() == '-' ? text.substr(1) : text;
}

/// The digits of a whole number, in groups of three.
std::string grouped(std::string_view digits) {
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

std::uint64_t magnitude(std::int64_t number) {
  const auto bits = static_cast<std::uint64_t>(number);
  return number < 0 ? ~bits + 1 : bits;
}

/// `number` over `unit`, to the nearest whole, halves away from zero; both positive.
std::uint64_t rounded_quotient(std::uint64_t number, std::uint64_t unit) {
  return number / unit + (number % unit >= unit - unit / 2 ? 1 : 0);
}

/// Tenths of something as 3.8.
std::string with_one_decimal(std::uint64_t tenths) {
  return grouped(std::to_string(tenths / 10)) + "." + std::to_string(tenths % 10);
}

}  // namespace

std::string text_of(std::int64_t number) {
  return std::to_string(number);
}

std::string text_of(double number, int significant) {
  sim::expects(significant >= 1 && significant <= 17, "a double has 1 to 17 significant digits");
  if (!std::isfinite(number)) return "x";
  if (number == 0) return "0";
  const std::string all = printed(std::abs(number), 'e', significant - 1);  // 1.234500000e+06
  const std::size_t mark = all.find('e');
  const int exponent = std::stoi(all.substr(mark + 1));
  std::string digits = all.substr(0, mark);
  digits.erase(std::remove(digits.begin(), digits.end(), '.'), digits.end());
  digits.erase(digits.find_last_not_of('0') + 1);

  const std::string sign = number < 0 ? "-" : "";
  const auto count = static_cast<int>(digits.size());
  if (exponent < -5 || exponent > 14) {
    if (count > 1) digits.insert(1, ".");
    return sign + digits + "e" + std::to_string(exponent);
  }
  if (exponent < 0)
    return sign + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
  if (exponent >= count - 1)
    return sign + digits + std::string(static_cast<std::size_t>(exponent - count + 1), '0');
  return sign + digits.insert(static_cast<std::size_t>(exponent) + 1, ".");
}

std::string fixed(double number, int decimals) {
  sim::expects(decimals >= 0 && decimals <= 15, "a number has 0 to 15 decimals");
  if (!std::isfinite(number)) return "x";
  return without_negative_zero(printed(number, 'f', decimals));
}

std::string with_commas(std::int64_t number) {
  return (number < 0 ? minus : "") + grouped(std::to_string(magnitude(number)));
}

std::string with_commas(double number, int decimals) {
  if (!std::isfinite(number)) return "not available";
  std::string text = fixed(number, decimals);
  const bool negative = text.front() == '-';
  if (negative) text.erase(0, 1);
  const std::size_t point = std::min(text.find('.'), text.size());
  return (negative ? minus : "") + grouped(text.substr(0, point)) + text.substr(point);
}

std::string whole(double number) {
  return with_commas(std::isfinite(number) ? std::round(number) : number, 0);
}

std::string chance(double chance) {
  sim::expects(chance >= 0 && chance <= 1, "a chance lies in [0, 1]");
  const long hundredths = std::lround(chance * 100);
  if (hundredths == 0) return "fewer than 1 in 100";
  if (hundredths == 100) return "more than 99 in 100";
  return std::to_string(hundredths) + " in 100";
}

std::string pounds(std::int64_t pence) {
  const std::uint64_t whole_pounds = rounded_quotient(magnitude(pence), 100);
  const bool negative = pence < 0 && whole_pounds > 0;
  return (negative ? minus : "") + (pound + grouped(std::to_string(whole_pounds)));
}

std::string pounds_in_words(std::int64_t pence) {
  constexpr std::uint64_t tenth_of_a_million = 10'000'000;  // [pence]
  constexpr std::uint64_t tenth_of_a_billion = 10'000'000'000;
  if (rounded_quotient(magnitude(pence), 100) < 1'000'000) return pounds(pence);
  const std::string sign = pence < 0 ? minus : "";
  const std::uint64_t tenths = rounded_quotient(magnitude(pence), tenth_of_a_million);
  if (tenths < 10'000) return sign + pound + with_one_decimal(tenths) + " million";
  return sign + pound + with_one_decimal(rounded_quotient(magnitude(pence), tenth_of_a_billion)) +
         " billion";
}

std::string pounds_in_millions(std::int64_t pence, int decimals) {
  sim::expects(decimals >= 0 && decimals <= 6, "millions of pounds have 0 to 6 decimals");
  std::uint64_t unit = 100'000'000;  // [pence]
  for (int i = 0; i < decimals; ++i) unit /= 10;
  const std::uint64_t units = rounded_quotient(magnitude(pence), unit);
  std::string digits = std::to_string(units);
  const auto after = static_cast<std::size_t>(decimals);
  if (digits.size() <= after) digits.insert(0, after + 1 - digits.size(), '0');
  std::string text = grouped(std::string_view(digits).substr(0, digits.size() - after));
  if (after > 0) text += "." + digits.substr(digits.size() - after);
  return (pence < 0 && units > 0 ? minus : "") + (pound + text);
}

}  // namespace output
