// Section: values that change on a date.
#include <utility>

#include "scenarios/advice.h"
#include "scenarios/limits.h"
#include "scenarios/section.h"

namespace scenarios {
namespace {

constexpr const char* numbers_by_date = "[ { from = 2008-09-01, value = ..., source = \"...\" } ]";

}  // namespace

/// When a step begins, always later than the step before. `this` is the step; the first may leave
/// it to the period.
sim::Date Section::start_of(Period period, const Place& before, std::optional<sim::Date> previous) {
  const sim::Date harmless = previous ? *previous + sim::Days{1} : period.first;
  const Node* from = look("from");
  if (from == nullptr) {
    if (previous) complain_missing("from", "must be a date such as 2016-09-01", "Write from =.");
    return harmless;
  }
  const auto date = day(*from, "from", period);
  if (!date) return harmless;
  if (!previous || *date > *previous) return *date;
  complain_at(*from, "from",
              "must be later than " + sim::to_string(*previous) + in_line(before, from->place()),
              "Put the steps in order of date.");
  return harmless;
}

/// Hands each step, as a section whose `from` is read, to `read`.
template <class Read>
void Section::each_step(std::string_view key, Period period, const std::string& example,
                        Read read) {
  const Node* at = require(key, "must be steps by date");
  if (at == nullptr) return;
  if (at->as<Table>() != nullptr) {
    Section only = step(*at, key, 0);
    const sim::Date from = only.start_of(period, at->place(), {});
    return read(std::move(only), *at, from);
  }
  if (at->as<Array>() == nullptr) {
    const bool number = at->as<double>() != nullptr || at->as<std::int64_t>() != nullptr;
    const auto* text = at->as<std::string>();
    const std::string advice = text != nullptr ? number_advice(*text) : std::string{};
    return complain_at(*at, key, number ? "unlabelled number" : "must be steps by date",
                       advice.empty() ? "Write " + example + "." : advice);
  }
  const Array* elements = array(*at, key, "steps by date");
  if (elements == nullptr) return;
  if (elements->empty())
    complain_at(*at, key, "must have at least one step", "Write " + example + ".");

  std::optional<sim::Date> previous;
  for (std::size_t i = 0; i < elements->size(); ++i) {
    const Node& element = (*elements)[i];
    if (element.as<Table>() == nullptr) {
      complain_at(element, key, "must be a step", "Write " + example + ".");
      continue;
    }
    Section one = step(element, key, i);
    previous = one.start_of(period, (*elements)[i > 0 ? i - 1 : 0].place(), previous);
    read(std::move(one), element, *previous);
  }
}

/// Where a word or a truth comes from, which it may say.
void Section::read_origin(RegisterRow& row) {
  if (reading_->numbers_alone) {
    for (const std::string_view key : {"source", "note"}) look(key);
    return;
  }
  if (const Node* source = look("source"))
    row.source = words(*source, "source", longest_note).value_or(std::string{});
  if (const Node* note = look("note"))
    row.note = words(*note, "note", longest_note).value_or(std::string{});
}

Steps<Estimate> Section::estimate_steps(std::string_view key, const Limits& limits, Period period) {
  Steps<Estimate> found;
  each_step(key, period, numbers_by_date, [&](Section one, const Node& at, sim::Date from) {
    RegisterRow row = row_of(at, key);
    row.from = from;
    found.push_back({from, one.labelled(row, limits, Labels::step)});
    one.finish();
  });
  if (found.empty()) found.push_back({period.first, {limits.least, limits.least, limits.least}});
  return found;
}

Steps<Estimate> Section::steps(std::string_view key, double least, double most,
                               std::string_view unit, Period period) {
  return estimate_steps(key, Limits::of_real(least, most, unit), period);
}

Steps<Estimate> Section::whole_steps(std::string_view key, std::int64_t least, std::int64_t most,
                                     std::string_view unit, Period period) {
  return estimate_steps(key, Limits::of_whole(least, most, unit), period);
}

Steps<bool> Section::boolean_steps(std::string_view key, Period period) {
  if (const Node* at = table_->find(key); at != nullptr && at->as<bool>() != nullptr)
    return {{period.first, boolean(key)}};
  Steps<bool> found;
  const std::string example = "[ { from = 2016-09-01, value = true } ]";
  each_step(key, period, example, [&](Section one, const Node& at, sim::Date from) {
    RegisterRow row = row_of(at, key);
    row.from = from;
    const Node* value = one.require("value", "must be true or false");
    const auto truth = value == nullptr ? std::nullopt : one.truth(*value, "value");
    one.read_origin(row);
    one.finish();
    if (!truth) return;
    found.push_back({from, *truth});
    row.word = *truth ? "true" : "false";
    enter(std::move(row));
  });
  if (found.empty()) found.push_back({period.first, false});
  return found;
}

Steps<std::size_t> Section::choice_steps(std::string_view key,
                                         const std::vector<std::string>& allowed, Period period) {
  if (const Node* at = table_->find(key); at != nullptr && at->as<std::string>() != nullptr)
    return {{period.first, choice(key, allowed)}};
  Steps<std::size_t> found;
  const std::string example = "[ { from = 2016-09-01, value = \"...\" } ]";
  each_step(key, period, example, [&](Section one, const Node& at, sim::Date from) {
    RegisterRow row = row_of(at, key);
    row.from = from;
    const Node* value = one.require("value", "must be one of the words allowed");
    const auto word = value == nullptr ? std::nullopt : one.index(*value, "value", allowed);
    one.read_origin(row);
    one.finish();
    if (!word) return;
    found.push_back({from, *word});
    row.word = allowed[*word];
    enter(std::move(row));
  });
  if (found.empty()) found.push_back({period.first, 0});
  return found;
}

Steps<Section> Section::section_steps(std::string_view key, Period period) {
  Steps<Section> found;
  each_step(key, period, "[ { from = 2016-09-01, ... } ]",
            [&](Section one, const Node&, sim::Date from) {
              found.push_back({from, std::move(one)});
            });
  return found;
}

}  // namespace scenarios
