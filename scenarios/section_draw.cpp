// Section: numbers as a draw has them, once they have been read and judged as they were written.
#include <algorithm>
#include <cmath>
#include <cstddef>

#include "scenarios/limits.h"
#include "scenarios/section.h"
#include "sim/random/variate.h"

namespace scenarios {

double Section::Limits::nearest(double value) const {
  if (kind == Kind::whole) value = std::round(value);
  if (kind == Kind::pounds) value = std::round(value * 100) / 100;
  return std::clamp(value, least, most);
}

/// The number that the draw uses instead of the one in `row`; low and high stay as stated there.
Estimate Section::drawn(RegisterRow& row, const Limits& limits) const {
  Estimate& stated = *row.estimate;
  const bool whole = limits.kind == Limits::Kind::whole;
  row.may_vary = row.ranged && !whole;
  const Draw* draw = reading_->draw;
  if (draw == nullptr) return stated;
  if (const auto fitted = draw->changed(row.key, row.from, stated.value)) {
    stated.value = limits.nearest(*fitted);
  } else if (row.may_vary && draw->samples(row.key)) {
    const bool ordered = stated.low <= stated.value && stated.value <= stated.high;
    if (!ordered) return stated;  // which is a problem already
    const double z = draw->luck(without_index(row.key));
    stated.value = limits.nearest(sim::two_piece_normal(z, stated.low, stated.value, stated.high));
  } else {
    return stated;
  }
  return {stated.value, stated.value, stated.value};
}

/// Parts that the draw changes; the others keep their proportions in what is left of 1. Their rows
/// are the last of the register.
void Section::draw_shares(std::string_view key, std::vector<Estimate>& found) {
  if (reading_->draw == nullptr) return;
  std::vector<RegisterRow>& rows = reading_->assumptions.rows;
  const std::size_t first = rows.size() - found.size();
  std::vector<bool> fitted(found.size(), false);
  double given = 0;
  double others = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto value = reading_->draw->changed(rows[first + i].key, {}, found[i].value);
    fitted[i] = value.has_value();
    if (value) found[i].value = std::clamp(*value, 0.0, 1.0);
    (fitted[i] ? given : others) += found[i].value;
  }
  if (std::none_of(fitted.begin(), fitted.end(), [](bool is) { return is; })) return;
  if (given > 1 || (others == 0 && given < 1 - 1e-9))
    return complain(key,
                    "must sum to 1, and the parts that are fitted sum to " + number_text(given),
                    "Let the fit change fewer parts, or keep their sum below 1.");
  for (std::size_t i = 0; i < found.size(); ++i) {
    const double value = fitted[i] ? found[i].value : found[i].value * ((1 - given) / others);
    found[i] = {value, value, value};
    rows[first + i].estimate->value = value;
  }
}

Steps<Estimate> Section::steps_added(std::string_view key, sim::Date last, double least,
                                     double most, std::string_view unit, Period period) {
  Steps<Estimate> added;
  if (reading_->draw == nullptr || !is_good(key)) return added;
  const Node* found = table_->find(key);
  if (found == nullptr) return added;
  const Node& at = *found;
  const Node& step = at.as<Array>() != nullptr ? at.as<Array>()->back() : at;
  const Node& number = *step.find("value");
  const auto* whole = number.as<std::int64_t>();
  const double stated = whole != nullptr ? static_cast<double>(*whole) : *number.as<double>();
  const Limits limits = Limits::of_real(least, most, unit);
  const std::string path = path_of(key);
  for (const sim::Date day : reading_->draw->days_after(path, last)) {
    if (day > period.last) break;
    const double value =
        limits.nearest(reading_->draw->changed(path, day, stated).value_or(stated));
    added.push_back({day, {value, value, value}});
    RegisterRow row = row_of(at, key);
    row.from = day;
    row.estimate = added.back().value;
    row.unit = unit;
    row.source = reading_->draw->name;
    enter(std::move(row));
  }
  return added;
}

std::optional<sim::Date> Section::date_drawn(std::string_view key) const {
  return reading_->draw == nullptr ? std::nullopt : reading_->draw->day_of(path_of(key));
}

void Section::move_date(std::string_view key, sim::Date date) {
  const std::string path = path_of(key);
  for (RegisterRow& row : reading_->assumptions.rows)
    if (row.key == path) row.word = sim::to_string(date);
}

}  // namespace scenarios
