#include "scenarios/register.h"

#include <locale>
#include <map>
#include <sstream>
#include <utility>

#include "scenarios/text_table.h"

namespace scenarios {
namespace {

using Address = std::pair<std::string, std::optional<sim::Date>>;

Address address_of(const RegisterRow& row) {
  return {row.key, row.from};
}

bool same_estimate(const RegisterRow& a, const RegisterRow& b) {
  if (a.estimate.has_value() != b.estimate.has_value() || a.ranged != b.ranged) return false;
  return !a.estimate ||
         (a.estimate->value == b.estimate->value && a.estimate->low == b.estimate->low &&
          a.estimate->high == b.estimate->high);
}

/// What things are called by moves nothing.
bool is_name_only(const RegisterRow& row) {
  return row.key.starts_with("lever[");
}

bool same(const RegisterRow& a, const RegisterRow& b) {
  return same_estimate(a, b) && a.word == b.word && a.unit == b.unit && a.source == b.source;
}

std::string date_text(const std::optional<sim::Date>& from) {
  return from ? sim::to_string(*from) : std::string{};
}

std::string range_text(const RegisterRow& row) {
  if (!row.ranged || !row.estimate) return {};
  return number_text(row.estimate->low) + " to " + number_text(row.estimate->high);
}

std::string with_range(const std::optional<RegisterRow>& row) {
  if (!row) return "(not given)";
  const std::string range = range_text(*row);
  return row->value_text() + (range.empty() ? "" : " (" + range + ")") +
         (row->unit.empty() ? "" : " " + row->unit);
}

std::string source_text(const std::optional<RegisterRow>& row) {
  return row ? row->source : std::string{};
}

std::map<Address, const RegisterRow*> by_address(const Register& rows) {
  std::map<Address, const RegisterRow*> found;
  for (const RegisterRow& row : rows.rows) found.try_emplace(address_of(row), &row);
  return found;
}

}  // namespace

std::string RegisterRow::value_text() const {
  return estimate ? number_text(estimate->value) : word;
}

std::string Register::assumptions_text() const {
  std::vector<std::vector<std::string>> cells;
  for (const RegisterRow& row : rows) {
    if (row.source.empty()) continue;
    const std::string note = row.note.empty() ? "" : ": " + row.note;
    cells.push_back({row.key, date_text(row.from), row.value_text(), range_text(row), row.unit,
                     row.source + note});
  }
  return text_table(
      {{"setting", 32}, {"from", 10}, {"value", 10}, {"range", 14}, {"unit", 12}, {"source", 22}},
      cells);
}

std::vector<Difference> differences(const Register& base, const Register& option) {
  std::vector<Difference> found;
  const auto in_base = by_address(base);
  const auto in_option = by_address(option);
  for (const RegisterRow& row : option.rows) {
    if (in_option.at(address_of(row)) != &row || is_name_only(row)) continue;  // or a second time
    const auto known = in_base.find(address_of(row));
    if (known == in_base.end()) {
      found.push_back({.key = row.key, .from = row.from, .base = {}, .option = row});
    } else if (!same(*known->second, row)) {
      found.push_back({.key = row.key, .from = row.from, .base = *known->second, .option = row});
    }
  }
  for (const RegisterRow& row : base.rows)
    if (in_base.at(address_of(row)) == &row && !is_name_only(row) &&
        in_option.count(address_of(row)) == 0)
      found.push_back({.key = row.key, .from = row.from, .base = row, .option = {}});
  return found;
}

std::string differences_text(const std::vector<Difference>& differences,
                             const std::string& base_name, const std::string& option_name) {
  std::vector<std::vector<std::string>> cells;
  for (const Difference& one : differences)
    cells.push_back({one.key, date_text(one.from), with_range(one.base), source_text(one.base),
                     with_range(one.option), source_text(one.option)});
  return text_table({{"setting", 24},
                     {"from", 10},
                     {base_name, 16},
                     {"source", 17},
                     {option_name, 16},
                     {"source", 17}},
                    cells);
}

std::string number_text(double number) {
  std::string text;
  for (const int digits : {15, 16, 17}) {
    std::ostringstream out;
    out.imbue(std::locale::classic());
    out.precision(digits);
    out << number;
    text = out.str();
    std::istringstream in(text);
    in.imbue(std::locale::classic());
    double again = 0;
    if (in >> again && again == number) break;
  }
  return text;
}

}  // namespace scenarios
