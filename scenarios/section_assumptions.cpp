// Section: numbers that are estimates, with their range, unit and source.
#include <cmath>
#include <utility>

#include "scenarios/advice.h"
#include "scenarios/limits.h"
#include "scenarios/section.h"
#include "scenarios/spelling.h"

namespace scenarios {
namespace {

constexpr double sum_tolerance = 1e-9;

bool is_assumed(const RegisterRow& row) {
  return row.source.rfind("ASSUMED", 0) == 0;
}

/// A sum and its distance from 1, without the last binary digits.
std::string rounded(double number) {
  return number_text(std::round(number * 1e12) / 1e12);
}

std::string unit_rule(std::string_view unit) {
  return unit.empty() ? "must be left out: this is a pure number"
                      : "must be \"" + std::string(unit) + "\"";
}

std::string example(const std::string& value, std::string_view unit) {
  const std::string in_unit = unit.empty() ? "" : "unit = \"" + std::string(unit) + "\", ";
  return "{ value = " + value + ", " + in_unit + "source = \"...\" }";
}

MoneyEstimate in_money(const Estimate& pounds) {
  const auto money = [](double amount) { return sim::Money::pence(std::llround(amount * 100)); };
  return {money(pounds.value), money(pounds.low), money(pounds.high)};
}

}  // namespace

void Section::complain_unlabelled(const Node& at, std::string_view key, const Limits& limits) {
  const bool bare = at.as<double>() != nullptr || at.as<std::int64_t>() != nullptr;
  if (!bare) {
    std::string action;
    if (const auto* text = at.as<std::string>()) action = number_advice(*text);
    complain_at(at, key, "must be an estimate, " + limits.range(),
                action.empty() ? "Write " + example("...", limits.unit) + "." : action);
    return;
  }
  complain_at(at, key, "unlabelled number", "Write " + example(shown(at), limits.unit) + ".");
}

void Section::read_labels(RegisterRow& row, const Limits& limits, Labels labels) {
  if (reading_->numbers_alone) {
    for (const std::string_view key : {"unit", "source", "note"}) look(key);
    return;
  }
  row.unit = limits.unit;
  if (const Node* unit = look("unit")) {
    const auto* text = unit->as<std::string>();
    if (text == nullptr || *text != limits.unit)
      complain_at(*unit, "unit", unit_rule(limits.unit), "Convert the number, or mend the unit.");
  } else if (labels == Labels::required && !limits.unit.empty()) {
    complain_missing("unit", unit_rule(limits.unit),
                     "Write unit = \"" + std::string(limits.unit) + "\".");
  }

  const std::string rule = "must say where the number comes from, or ASSUMED";
  if (const Node* source = look("source")) {
    row.source = words(*source, "source", longest_note).value_or(row.source);
  } else if (row.source.empty()) {
    complain_missing("source", rule, "Write source = \"...\".");
  }
  if (const Node* note = look("note"))
    row.note = words(*note, "note", longest_note).value_or(std::string{});
}

Estimate Section::ranged(RegisterRow& row, const Limits& limits, double value) {
  const Node* low = look("low");
  const Node* high = look("high");
  const bool needed = is_assumed(row) || low != nullptr || high != nullptr;
  if (needed && (low == nullptr || high == nullptr))
    complain_missing(low == nullptr ? "low" : "high",
                     is_assumed(row)
                         ? "both ends of the range must be given where source is ASSUMED"
                         : "both ends of a range must be given, or neither",
                     "Write low = and high =.");
  if (low == nullptr || high == nullptr) return {value, value, value};

  const auto least = number(*low, "low", limits);
  const auto most = number(*high, "high", limits);
  if (!least || !most) return {value, value, value};
  row.ranged = true;
  if (*least > value)
    complain_at(*low, "low", "must be at most value, " + number_text(value),
                "Put low, value and high in order.");
  if (*most < value)
    complain_at(*high, "high", "must be at least value, " + number_text(value),
                "Put low, value and high in order.");
  return {value, *least, *most};
}

Estimate Section::labelled(RegisterRow& row, const Limits& limits, Labels labels) {
  const Node* at = require("value", limits);
  const auto value = at == nullptr ? std::nullopt : number(*at, "value", limits);
  read_labels(row, limits, labels);
  if (!value) {
    look("low");
    look("high");
    return {limits.least, limits.least, limits.least};
  }
  row.estimate = ranged(row, limits, *value);
  const Estimate found = labels == Labels::share ? *row.estimate : drawn(row, limits);
  enter(std::move(row));
  return found;
}

std::optional<Estimate> Section::estimate(std::string_view key, const Limits& limits) {
  const Node* at = look(key);
  if (at == nullptr) {
    require(key, "must be an estimate, " + limits.range());
    return std::nullopt;
  }
  if (at->as<Table>() == nullptr) {
    complain_unlabelled(*at, key, limits);
    return std::nullopt;
  }
  RegisterRow row = row_of(*at, key);
  Section table = below(*at, key);
  const Estimate found = table.labelled(row, limits, Labels::required);
  table.finish();
  return found;
}

Estimate Section::assumption(std::string_view key, double least, double most,
                             std::string_view unit) {
  return estimate(key, Limits::of_real(least, most, unit)).value_or(Estimate{least, least, least});
}

Estimate Section::whole_assumption(std::string_view key, std::int64_t least, std::int64_t most,
                                   std::string_view unit) {
  const auto floor = static_cast<double>(least);
  return estimate(key, Limits::of_whole(least, most, unit)).value_or(Estimate{floor, floor, floor});
}

MoneyEstimate Section::money_assumption(std::string_view key, std::int64_t least_pounds,
                                        std::int64_t most_pounds, std::string_view unit) {
  const auto pounds = estimate(key, Limits::of_pounds(least_pounds, most_pounds, unit));
  const auto floor = static_cast<double>(least_pounds);
  return in_money(pounds.value_or(Estimate{floor, floor, floor}));
}

Steps<MoneyEstimate> Section::money_steps(std::string_view key, std::int64_t least_pounds,
                                          std::int64_t most_pounds, std::string_view unit,
                                          Period period) {
  Steps<MoneyEstimate> steps;
  const Limits limits = Limits::of_pounds(least_pounds, most_pounds, unit);
  for (const auto& step : estimate_steps(key, limits, period))
    steps.push_back({step.from, in_money(step.value)});
  return steps;
}

std::vector<double> Section::numbers(std::string_view key, std::size_t count, const Limits& limits,
                                     bool required) {
  const std::string kind = "a list of " + std::to_string(count) + " numbers";
  const std::string rule = "must be " + kind;
  const Node* at = required ? require(key, rule) : look(key);
  if (at == nullptr) return {};
  const Array* elements = array(*at, key, kind);
  if (elements == nullptr) return {};
  if (elements->size() != count) {
    complain_at(*at, key, rule + ", not of " + std::to_string(elements->size()),
                "Write one number for each.");
    return {};
  }
  std::vector<double> found;
  for (const Node& element : *elements)
    if (const auto one = number(element, key, limits)) found.push_back(*one);
  if (found.size() != count) found.clear();
  return found;
}

std::vector<double> Section::reals(std::string_view key, std::size_t count, double least,
                                   double most) {
  return numbers(key, count, Limits::of_real(least, most, {}), true);
}

std::vector<Estimate> Section::assumptions(std::string_view key, std::size_t count, double least,
                                           double most, std::string_view unit) {
  std::vector<Estimate> found(count, {least, least, least});
  const Limits limits = Limits::of_real(least, most, unit);
  const Node* at = require(key, "must be a list of " + std::to_string(count) + " estimates");
  if (at == nullptr) return found;
  if (at->as<Table>() == nullptr) {
    complain_at(
        *at, key, "must be a list with its source",
        "Write { values = [...], unit = \"" + std::string(unit) + "\", source = \"...\" }.");
    return found;
  }
  RegisterRow row = row_of(*at, key);
  Section table = below(*at, key);
  const auto values = table.numbers("values", count, limits, true);
  table.read_labels(row, limits, Labels::required);
  const bool ranged = is_assumed(row) || table.has("low") || table.has("high");
  const auto low = table.numbers("low", count, limits, ranged);
  const auto high = table.numbers("high", count, limits, ranged);
  table.finish();
  row.ranged = low.size() == count && high.size() == count;
  if (values.size() != count) return found;
  for (std::size_t i = 0; i < count; ++i) {
    found[i] = row.ranged ? Estimate{values[i], low[i], high[i]}
                          : Estimate{values[i], values[i], values[i]};
    if (found[i].low > found[i].value || found[i].high < found[i].value)
      table.complain(
          "values",
          "must lie between low and high, and number " + std::to_string(i + 1) + " does not",
          "Put low, value and high in order.");
    RegisterRow one = row;
    one.key += "[" + std::to_string(i + 1) + "]";
    one.estimate = found[i];
    found[i] = drawn(one, limits);
    enter(std::move(one));
  }
  return found;
}

Estimate Section::share(const Node& part, std::string_view name, const RegisterRow& common) {
  const Limits limits = Limits::of_probability();
  RegisterRow row = common;
  row.key = path_of(name);
  row.line = part.place().line;
  row.file = part.place().file();
  if (part.as<Table>() != nullptr) {
    Section table = below(part, name);
    const Estimate found = table.labelled(row, limits, Labels::share);
    table.finish();
    return found;
  }
  const auto value = number(part, name, limits);
  if (!value) return {};
  if (row.source.empty()) {
    complain_at(part, name, "unlabelled number",
                "Write source = \"...\" in this table, or " + example(shown(part), {}) + ".");
  } else if (is_assumed(row)) {
    complain_at(part, name, "must have low and high where source is ASSUMED",
                "Write { value = " + shown(part) + ", low = ..., high = ... }.");
  }
  row.estimate = Estimate{*value, *value, *value};
  enter(std::move(row));
  return {*value, *value, *value};
}

void Section::judge_sum(const Node& table, std::string_view key,
                        const std::vector<std::string>& names, const std::vector<Estimate>& found) {
  double sum = 0;
  for (const Estimate& part : found) sum += part.value;
  if (std::abs(sum - 1) <= sum_tolerance) return;

  std::string lines;
  std::uint32_t last = 0;
  for (const std::string& name : names) {
    const std::uint32_t line = table.find(name)->place().line;
    if (line != last) lines += (lines.empty() ? "" : ", ") + std::to_string(line);
    last = line;
  }
  const std::string plural = lines.find(',') == std::string::npos ? "line " : "lines ";
  const std::string where = place_in_words();
  note_problem(table.place(), path_of(key),
               spelled(key) + (where.empty() ? "" : " in " + where) + " sums to " + rounded(sum) +
                   " (" + plural + lines + ")",
               "must be 1", (sum > 1 ? "Reduce by " : "Add ") + rounded(std::abs(sum - 1)) + ".");
}

std::vector<Estimate> Section::shares(std::string_view key, const std::vector<std::string>& names) {
  const double equal = 1 / static_cast<double>(names.size());
  std::vector<Estimate> harmless(names.size(), {equal, equal, equal});
  const Node* at = require(key, "must be a table of probabilities that sum to 1");
  if (at == nullptr) return harmless;
  if (at->as<Table>() == nullptr) {
    complain_at(*at, key, "must be a table of probabilities that sum to 1",
                "Write { " + names.front() + " = ..., source = \"...\" }.");
    return harmless;
  }
  Section table = below(*at, key);
  RegisterRow common = row_of(*at, key);
  if (const Node* source = table.look("source"))
    common.source = table.words(*source, "source", longest_note).value_or("?");
  if (const Node* note = table.look("note"))
    common.note = table.words(*note, "note", longest_note).value_or(std::string{});

  const std::size_t problems = reading_->problems.size();
  std::vector<Estimate> found;
  for (const std::string& name : names)
    if (const Node* part = table.require(name, "must be a probability, 0 to 1"))
      found.push_back(table.share(*part, name, common));
  const bool whole = reading_->problems.size() == problems;
  table.finish();
  if (!whole) return harmless;
  judge_sum(*at, key, names, found);
  draw_shares(key, found);
  return found;
}

}  // namespace scenarios
