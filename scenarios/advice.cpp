#include "scenarios/advice.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <locale>
#include <sstream>

#include "scenarios/diagnostic.h"
#include "scenarios/register.h"

namespace scenarios {
namespace {

constexpr std::string_view example_date = "2016-09-01 is 1 September 2016";
constexpr std::string_view largest_whole = "9223372036854775807";

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool starts_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// `text` with each `old` as `fresh`.
std::string replaced(std::string_view text, std::string_view old, std::string_view fresh) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const bool here = text.substr(at, old.size()) == old;
    result += here ? fresh : text.substr(at, 1);
    at += here ? old.size() : 1;
  }
  return result;
}

std::string without(std::string_view text, char letter) {
  std::string rest;
  for (const char one : text)
    if (one != letter) rest += one;
  return rest;
}

/// The three numbers of 01/09/2016, 1.9.16 and the like.
bool is_british_date(std::string_view text) {
  std::array<std::size_t, 3> digits{};
  std::size_t part = 0;
  for (const char letter : text) {
    if (is_digit(letter)) {
      ++digits[part];
    } else if ((letter == '/' || letter == '.' || letter == '-') && part < 2) {
      ++part;
    } else {
      return false;
    }
  }
  return part == 2 && digits[0] >= 1 && digits[0] <= 2 && digits[1] >= 1 && digits[1] <= 2 &&
         (digits[2] == 2 || digits[2] == 4);
}

bool has_time(std::string_view text) {
  const bool clock = text.size() >= 5 && all_digits(text.substr(0, 2)) && text[2] == ':' &&
                     all_digits(text.substr(3, 2));
  return clock || (text.size() > 11 && is_written_as_date(text.substr(0, 10)) &&
                   (text[10] == 'T' || text[10] == 't' || text[10] == ' ') && is_digit(text[11]));
}

bool day_exists(std::string_view text) {
  const auto number = [&](std::size_t at, std::size_t size) {
    int value = 0;
    for (const char digit : text.substr(at, size)) value = value * 10 + (digit - '0');
    return value;
  };
  return std::chrono::year_month_day{std::chrono::year{number(0, 4)},
                                     std::chrono::month{static_cast<unsigned>(number(5, 2))},
                                     std::chrono::day{static_cast<unsigned>(number(8, 2))}}
             .ok() &&
         number(0, 4) > 0;
}

/// Digits, with single underscores between them.
bool is_digit_group(std::string_view text) {
  bool after_digit = false;
  for (const char letter : text) {
    if (!is_digit(letter) && !(letter == '_' && after_digit)) return false;
    after_digit = letter != '_';
  }
  return after_digit;
}

bool is_hexadecimal(std::string_view text) {
  return starts_with(text, "0x") && text.size() > 2 && text.size() <= 17 &&
         text.find_first_not_of("0123456789abcdefABCDEF", 2) == std::string_view::npos;
}

Fault not_a_value() {
  return {"must be a number, a date, true, false, or text in quotes",
          "Put text in quotes; write numbers with digits and a point alone."};
}

std::optional<Fault> fault_of_number(std::string_view token) {
  if (token.size() > 60) return Fault{"must be a number of at most 60 characters", "Round it."};
  if (is_hexadecimal(token)) return std::nullopt;
  std::string_view rest = token;
  if (rest[0] == '+' || rest[0] == '-') rest.remove_prefix(1);

  const std::size_t power = rest.find_first_of("eE");
  const std::string_view mantissa = rest.substr(0, power);
  const std::size_t point = mantissa.find('.');
  const std::string_view whole = mantissa.substr(0, point);
  if (!is_digit_group(whole)) return not_a_value();
  if (point != std::string_view::npos && !is_digit_group(mantissa.substr(point + 1)))
    return not_a_value();
  if (whole.size() > 1 && whole[0] == '0')
    return Fault{"must not begin with 0", "Write the number without leading zeros."};

  if (power != std::string_view::npos) {
    std::string_view exponent = rest.substr(power + 1);
    if (!exponent.empty() && (exponent[0] == '+' || exponent[0] == '-')) exponent.remove_prefix(1);
    if (!is_digit_group(exponent)) return not_a_value();
    const std::string digits = without(exponent, '_');
    if (digits.size() > 3 || std::stoi(digits) > 200)
      return Fault{"must be a number below 1e200 in size and not below 1e-200", "Check the power."};
  } else if (point == std::string_view::npos) {
    const std::string digits = without(whole, '_');
    if (digits.size() > largest_whole.size() ||
        (digits.size() == largest_whole.size() && digits > largest_whole))
      return Fault{"must be a whole number up to 9,223,372,036,854,775,807", "Check the digits."};
  }
  return std::nullopt;
}

}  // namespace

std::optional<double> decimal(std::string_view text) {
  if (text.empty() || text.find_first_not_of("+-.0123456789eE") != std::string_view::npos)
    return std::nullopt;
  std::istringstream stream{std::string(text)};
  stream.imbue(std::locale::classic());
  double value = 0;
  stream >> value;
  if (!stream || stream.peek() != std::istringstream::traits_type::eof()) return std::nullopt;
  return value;
}

bool is_written_as_date(std::string_view text) {
  return text.size() == 10 && all_digits(text.substr(0, 4)) && text[4] == '-' &&
         all_digits(text.substr(5, 2)) && text[7] == '-' && all_digits(text.substr(8));
}

namespace {

/// 1,234 or 12,345,678.50; not 0,15.
bool is_grouped_in_thousands(std::string_view text) {
  const std::string_view whole = text.substr(0, text.find('.'));
  for (std::size_t comma = whole.find(','); comma != std::string_view::npos;
       comma = whole.find(',', comma + 1)) {
    const std::size_t next = std::min(whole.find(',', comma + 1), whole.size());
    if (comma == 0 || next - comma != 4) return false;
  }
  return !whole.empty() && whole.front() != '0' &&
         text.find(',', whole.size()) == std::string_view::npos;
}

/// Signs that office programs put in the place of the plain ones.
std::string typographic_advice(std::string_view text) {
  std::string commas(text);
  for (const std::string_view space : {" ", "\u00A0", "\u2009", "\u202F"})
    commas = replaced(commas, space, ",");
  for (const std::string_view minus : {"\u2212", "\u2013"}) commas = replaced(commas, minus, "-");
  const std::string plain = without(commas, ',');
  if (decimal(plain) && (plain == commas || is_grouped_in_thousands(commas)))
    return "Write " + plain + " with plain signs and no spaces.";
  for (const std::string_view quote : {"\u201C", "\u201D", "\u2018", "\u2019"})
    if (text.find(quote) != std::string_view::npos)
      return "Put text in straight quotes, \" before and after it.";
  return {};
}

}  // namespace

std::string number_advice(std::string_view text) {
  constexpr std::array<std::string_view, 8> unavailable{"c",   "x",   "z",   "u",
                                                        "low", "n/a", "N/A", "-"};
  text = trimmed(text);
  if (std::find(unavailable.begin(), unavailable.end(), text) != unavailable.end())
    return "A figure that is not available is not zero: write an estimate with its range, or leave "
           "the key out.";
  if (ends_with(text, "%")) {
    const auto percent = decimal(trimmed(text.substr(0, text.size() - 1)));
    return percent ? "Write " + number_text(*percent / 100) + "." : std::string{};
  }

  bool signed_or_grouped = text.find(',') != std::string_view::npos;
  for (const std::string_view mark : {"£", "GBP"})
    if (starts_with(text, mark)) {
      text = trimmed(text.substr(mark.size()));
      signed_or_grouped = true;
    }
  double times = 1;
  if (ends_with(text, "k")) times = 1e3;
  if (ends_with(text, "m")) times = 1e6;
  if (times > 1) text.remove_suffix(1);
  const auto number = decimal(without(text, ','));
  if (!number) return typographic_advice(text);
  if (text.find(',') != std::string_view::npos && !is_grouped_in_thousands(text))
    return "Write a point before decimals and no comma between thousands, such as 1234.5.";
  const std::string plain = number_text(*number * times);
  if (signed_or_grouped) return "Write " + plain + " without £ or comma.";
  return "Write " + plain + (times > 1 ? " in full." : " without quotes.");
}

std::string date_advice(std::string_view text) {
  text = trimmed(text);
  if (is_written_as_date(text)) return "Write " + std::string(text) + " without quotes.";
  if (has_time(text)) return "Write the date alone: " + std::string(example_date) + ".";
  if (is_british_date(text))
    return "Write the year first, then the month, then the day: " + std::string(example_date) + ".";
  if (all_digits(text) && text.size() == 5)
    return "This looks like a spreadsheet's number for a day: write year, month and day; " +
           std::string(example_date) + ".";
  return {};
}

std::optional<Fault> fault_of(std::string_view token) {
  if (token == "true" || token == "false") return std::nullopt;
  if (is_written_as_date(token)) {
    if (day_exists(token)) return std::nullopt;
    return Fault{"must be a day that exists", "Check the month and the day."};
  }
  if (has_time(token) || is_british_date(token))
    return Fault{"must be a date such as 2016-09-01", date_advice(token)};

  std::string bare{token};
  if (!bare.empty() && (bare[0] == '+' || bare[0] == '-')) bare.erase(0, 1);
  if (bare == "nan" || bare == "inf")
    return Fault{"must be a finite number", "Write a number, or leave the key out."};
  const bool numeric = !bare.empty() && is_digit(bare[0]);
  if (numeric && token.find_first_not_of("+-._0123456789abcdefABCDEFx") == std::string_view::npos)
    return fault_of_number(token);

  Fault fault = not_a_value();
  if (const std::string advice = number_advice(token); !advice.empty()) {
    if (advice.find("quotes,") == std::string::npos) fault.rule = "must be a number";
    fault.action = advice;
  }
  return fault;
}

}  // namespace scenarios
