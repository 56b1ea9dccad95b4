// Section: settings, which are bare values, and the judging of one value.
#include <algorithm>
#include <cmath>
#include <utility>

#include "scenarios/advice.h"
#include "scenarios/limits.h"
#include "scenarios/section.h"
#include "scenarios/spelling.h"
#include "scenarios/utf8.h"

namespace scenarios {
namespace {

std::string in_words(double number) {
  const bool whole = std::abs(number) < 9e15 && number == std::floor(number);
  if (whole && number >= 1900 && number <= 2200) return number_text(number);  // most often a year
  return whole ? grouped(static_cast<std::int64_t>(number)) : number_text(number);
}

std::string listed(const std::vector<std::string>& words) {
  constexpr std::size_t most = 12;
  std::string text;
  for (std::size_t i = 0; i < words.size() && i < most; ++i)
    text += (i > 0 ? ", " : "") + (words[i].empty() ? "\"\"" : words[i]);
  return text + (words.size() > most ? ", ..." : "");
}

std::string period_rule(Period period) {
  return "must be a date from " + sim::to_string(period.first) + " to " +
         sim::to_string(period.last);
}

}  // namespace

std::string Section::Limits::range() const {
  const std::string text =
      most >= 9e15 ? in_words(least) + " or more" : in_words(least) + " to " + in_words(most);
  if (kind == Kind::pounds) return text + " pounds";
  return text + (unit.empty() ? "" : " " + std::string(unit));
}

std::string Section::Limits::rule() const {
  switch (kind) {
    case Kind::probability: return "must be a probability, 0 to 1";
    case Kind::whole: return "must be a whole number, " + range();
    case Kind::pounds: return "must be an amount of " + range();
    case Kind::real: break;
  }
  return "must be a number, " + range();
}

std::optional<double> Section::number(const Node& at, std::string_view key, const Limits& limits) {
  const auto* whole = at.as<std::int64_t>();
  const auto* real = at.as<double>();
  const bool whole_only = limits.kind == Limits::Kind::whole;
  if (whole == nullptr && (real == nullptr || whole_only)) {
    std::string action;
    const auto* text = at.as<std::string>();
    const bool percent = text != nullptr && text->find('%') != std::string::npos;
    if (text != nullptr && !(percent && whole_only)) action = number_advice(*text);
    if (real != nullptr) action = "Round it, and leave out the point.";
    if (at.is_estimate()) action = "This is a setting: write the number alone.";
    complain_at(at, key, limits.rule(), action.empty() ? "Write a number." : action);
    return std::nullopt;
  }
  const double value = whole != nullptr ? static_cast<double>(*whole) : *real;
  const bool inside = whole_only ? *whole >= limits.whole_least && *whole <= limits.whole_most
                                 : value >= limits.least && value <= limits.most;
  if (!inside) {
    const bool probability = limits.kind == Limits::Kind::probability;
    const bool percent = limits.least == 0 && limits.most == 1 && value >= 2 && value <= 100;
    complain_at(at, key, probability ? limits.rule() : "must be " + limits.range(),
                percent ? "Write " + number_text(value / 100) + " for " + number_text(value) + "%."
                        : "Write a number in this range.");
    return std::nullopt;
  }
  if (limits.kind == Limits::Kind::pounds &&
      std::abs(value * 100 - std::round(value * 100)) > 1e-6 * std::max(1.0, std::abs(value))) {
    complain_at(at, key, "must be in whole pence", "Write at most two digits after the point.");
    return std::nullopt;
  }
  return value;
}

std::optional<double> Section::setting(std::string_view key, const Limits& limits) {
  const Node* at = require(key, limits);
  if (at == nullptr) return std::nullopt;
  const auto value = number(*at, key, limits);
  if (value) {
    RegisterRow row = row_of(*at, key);
    row.estimate = Estimate{*value, *value, *value};
    row.unit = limits.kind == Limits::Kind::pounds ? "pounds" : std::string(limits.unit);
    enter(std::move(row));
  }
  return value;
}

std::int64_t Section::whole_number(std::string_view key, std::int64_t least, std::int64_t most) {
  const bool good = setting(key, Limits::of_whole(least, most, {})).has_value();
  return good ? *table_->find(key)->as<std::int64_t>() : least;
}

double Section::real(std::string_view key, double least, double most, std::string_view unit) {
  return setting(key, Limits::of_real(least, most, unit)).value_or(least);
}

double Section::probability(std::string_view key) {
  return setting(key, Limits::of_probability()).value_or(0);
}

sim::Money Section::money(std::string_view key, std::int64_t least_pounds,
                          std::int64_t most_pounds) {
  const auto pounds = setting(key, Limits::of_pounds(least_pounds, most_pounds, {}));
  return pounds ? sim::Money::pence(std::llround(*pounds * 100)) : sim::Money::pounds(least_pounds);
}

std::optional<std::string> Section::words(const Node& at, std::string_view key,
                                          std::size_t longest) {
  const auto* text = at.as<std::string>();
  if (text == nullptr) {
    complain_at(at, key, "must be text", "Put it in quotes.");
  } else if (text->find_first_not_of(" \t\n") == std::string::npos) {
    complain_at(at, key, "must not be empty", "Write something, or leave the key out.");
  } else if (const std::size_t length = length_in_characters(*text); length > longest) {
    complain_at(at, key,
                "must be at most " + grouped(static_cast<std::int64_t>(longest)) +
                    " characters, not " + grouped(static_cast<std::int64_t>(length)),
                "Shorten it.");
  } else {
    return *text;
  }
  return std::nullopt;
}

std::string Section::text(std::string_view key) {
  const Node* at = require(key, "must be text");
  if (at == nullptr) return {};
  const auto value = words(*at, key, longest_text);
  if (value && value->find_first_of("\t\n") != std::string::npos) {
    complain_at(*at, key, "must be on one line, without tabs", "Write it in one line.");
    return {};
  }
  if (value) enter_word(*at, key, *value);
  return value.value_or(std::string{});
}

std::optional<sim::Date> Section::day(const Node& at, std::string_view key, Period period) {
  const auto* date = at.as<sim::Date>();
  if (date != nullptr && *date >= period.first && *date <= period.last) return *date;
  if (date != nullptr) {
    complain_at(at, key, period_rule(period), "Write a date in this period.");
    return std::nullopt;
  }
  std::string action;
  if (const auto* text = at.as<std::string>()) action = date_advice(*text);
  if (const auto* whole = at.as<std::int64_t>()) action = date_advice(std::to_string(*whole));
  complain_at(at, key, "must be a date such as 2016-09-01",
              action.empty() ? "Write year, month and day, without quotes." : action);
  return std::nullopt;
}

sim::Date Section::date(std::string_view key, sim::Date first, sim::Date last) {
  const Node* at = require(key, period_rule({first, last}));
  if (at == nullptr) return first;
  const auto value = day(*at, key, {first, last});
  if (value) enter_word(*at, key, sim::to_string(*value));
  return value.value_or(first);
}

std::optional<bool> Section::truth(const Node& at, std::string_view key) {
  if (const auto* value = at.as<bool>()) return *value;
  complain_at(at, key, "must be true or false", "Write true or false, without quotes.");
  return std::nullopt;
}

bool Section::boolean(std::string_view key) {
  const Node* at = require(key, "must be true or false");
  if (at == nullptr) return false;
  const auto value = truth(*at, key);
  if (value) enter_word(*at, key, *value ? "true" : "false");
  return value.value_or(false);
}

std::optional<std::size_t> Section::index(const Node& at, std::string_view key,
                                          const std::vector<std::string>& allowed) {
  const auto* text = at.as<std::string>();
  for (std::size_t i = 0; text != nullptr && i < allowed.size(); ++i)
    if (allowed[i] == *text) return i;

  const std::string where = place_in_words();
  const auto near = text != nullptr ? nearest(*text, allowed) : std::nullopt;
  const std::string value = text != nullptr ? "\"" + spelled(*text) + "\"" : shown(at);
  note_problem(at.place(), path_of(key),
               spelled(key) + " = " + value + (where.empty() ? "" : " in " + where),
               allowed.empty() ? "must be left out: there is nothing to choose from"
                               : "must be one of " + listed(allowed),
               near ? "Did you mean \"" + *near + "\"?" : "Write one of these, in quotes.");
  return std::nullopt;
}

std::size_t Section::choice(std::string_view key, const std::vector<std::string>& allowed) {
  const Node* at = require(key, "must be one of " + listed(allowed));
  if (at == nullptr) return 0;
  const auto found = index(*at, key, allowed);
  if (found) enter_word(*at, key, allowed[*found]);
  return found.value_or(0);
}

std::vector<std::string> Section::texts(std::string_view key) {
  std::vector<std::string> found;
  const Node* at = require(key, "must be a list of texts");
  const Array* elements = at == nullptr ? nullptr : array(*at, key, "a list of texts");
  if (elements == nullptr) return found;
  std::string all;
  for (const Node& element : *elements)
    if (auto text = words(element, key, longest_text)) {
      all += (all.empty() ? "" : ", ") + *text;
      found.push_back(std::move(*text));
    }
  enter_word(*at, key, std::move(all));
  return found;
}

std::vector<std::size_t> Section::choices(std::string_view key,
                                          const std::vector<std::string>& allowed) {
  std::vector<std::size_t> found;
  const Node* at = require(key, "must be a list of " + listed(allowed));
  const Array* elements = at == nullptr ? nullptr : array(*at, key, "a list of " + listed(allowed));
  if (elements == nullptr) return found;
  std::string all;
  for (const Node& element : *elements) {
    const auto one = index(element, key, allowed);
    if (!one) continue;
    bool twice = false;
    for (const std::size_t other : found) twice = twice || other == *one;
    if (twice) {
      complain_at(element, key, "must be named once", "Delete one of the two.");
      continue;
    }
    all += (all.empty() ? "" : ", ") + allowed[*one];
    found.push_back(*one);
  }
  enter_word(*at, key, std::move(all));
  return found;
}

RegisterRow Section::row_of(const Node& at, std::string_view key) const {
  return {.key = path_of(key), .file = at.place().file(), .line = at.place().line};
}

void Section::enter(RegisterRow row) {
  reading_->assumptions.rows.push_back(std::move(row));
}

void Section::enter_word(const Node& at, std::string_view key, std::string word) {
  RegisterRow row = row_of(at, key);
  row.word = std::move(word);
  enter(std::move(row));
}

}  // namespace scenarios
