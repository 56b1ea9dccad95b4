// Words against figures, and dates against dates.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "scenarios/evidence_index.h"
#include "sim/statistics/proportion.h"

namespace scenarios {
namespace {

/// The series that count `subject`, in the relation of that name.
std::vector<std::string> series_of(const EvidenceIndex& index, const std::string& subject) {
  for (const Relation& relation : index.evidence().relations)
    if (relation.rule == "same" && relation.result == subject) return relation.of;
  return {};
}

/// The yearly totals of a series from one year to another, in order.
Figures totals_between(const EvidenceIndex& index, const std::string& series,
                       const Statement& statement) {
  const auto from = period_of(statement.from);
  const auto to = period_of(statement.to);
  Figures totals;
  if (!from || !to) return totals;
  for (const ObservedFigure* figure : index.with_value(series))
    if (figure->is_total() && figure->period.last - figure->period.first == 11 &&
        figure->period.first >= from->first && figure->period.last <= to->last)
      totals.push_back(figure);
  std::stable_sort(totals.begin(), totals.end(),
                   [](const ObservedFigure* a, const ObservedFigure* b) {
                     return a->period.first < b->period.first;
                   });
  return totals;
}

std::string about(const Statement& statement) {
  return statement.subject + ", " + statement.from + " to " + statement.to;
}

std::string said_of(const ObservedFigure& figure) {
  return number_said(figure.value->value, figure.value->decimals) + " in " + figure.period.text;
}

std::string month_said(int month) {
  static const char* const names[] = {"January",   "February", "March",    "April",
                                      "May",       "June",     "July",     "August",
                                      "September", "October",  "November", "December"};
  return std::string(names[month % 12]) + " " + std::to_string(month / 12);
}

std::string months_said(int months) {
  return std::to_string(months) + (months == 1 ? " month" : " months");
}

}  // namespace

void find_trends(const EvidenceIndex& index, std::vector<Disagreement>& found) {
  for (const Statement& statement : index.evidence().statements) {
    if (statement.kind != "rises") continue;
    std::vector<Instance> instances;
    for (const std::string& series : series_of(index, statement.subject)) {
      const Figures totals = totals_between(index, series, statement);
      for (std::size_t i = 1; i < totals.size(); ++i) {
        const double before = totals[i - 1]->value->value;
        const double after = totals[i]->value->value;
        if (after > before) continue;
        instances.push_back({totals[i]->period.text, series,
                             "said to rise; " + said_of(*totals[i - 1]) + ", " +
                                 said_of(*totals[i]) +
                                 difference_said(before, after, totals[i]->value->decimals),
                             before, after, false});
      }
    }
    note_if_any(found, "words against series", about(statement), std::move(instances));
  }
}

/// Two counts differ by more than chance when the interval of their ratio leaves out 1. Given their
/// sum, the second is binomial: Przyborowski and Wilenski, Biometrika 31, 1940.
void find_credited_to_chance(const EvidenceIndex& index, std::vector<Disagreement>& found) {
  for (const Statement& statement : index.evidence().statements) {
    if (statement.kind != "credited") continue;
    const std::size_t slash = statement.subject.find('/');
    const std::string series = statement.subject.substr(0, slash);
    const std::string phase =
        slash == std::string::npos ? "total" : statement.subject.substr(slash + 1);
    const auto* before = index.find(series, phase, statement.from);
    const auto* after = index.find(series, phase, statement.to);
    if (before == nullptr || after == nullptr || before->value->decimals > 0 ||
        after->value->decimals > 0 || before->value->value <= 0 || after->value->value < 0)
      continue;
    const auto second = static_cast<std::int64_t>(after->value->value);
    const auto both = second + static_cast<std::int64_t>(before->value->value);
    const auto share = sim::clopper_pearson(second, both);
    const double lower = share.lower / (1 - share.lower);
    const double upper = share.upper < 1 ? share.upper / (1 - share.upper) : 1e9;
    if (lower > 1 || upper < 1) continue;
    note_if_any(
        found, "change within chance", about(statement),
        {{statement.to, phase,
          "credited to " + statement.value + "; " + said_of(*before) + ", " + said_of(*after) +
              ": a ratio of " + number_said(after->value->value / before->value->value, 2) +
              ", 95% interval " + number_said(lower, 2) + " to " + number_said(upper, 2) +
              ": chance is not excluded",
          before->value->value, after->value->value, false}});
  }
}

void find_dates(const EvidenceIndex& index, std::vector<Disagreement>& found) {
  const auto& statements = index.evidence().statements;
  for (const Statement& statement : statements) {
    const auto when = period_of(statement.from);
    if (statement.kind != "date" || !when) continue;
    std::vector<Instance> instances;
    for (const Statement& earlier : statements) {
      const bool needed =
          earlier.kind == "date" && std::find(statement.after.begin(), statement.after.end(),
                                              earlier.subject) != statement.after.end();
      const auto first = period_of(earlier.from);
      if (!needed || !first || when->last >= first->first) continue;
      instances.push_back(
          {statement.from, "",
           month_said(when->first) + " is " + months_said(first->first - when->last) + " before " +
               month_said(first->first) + ", " + earlier.subject + ", which it follows from",
           0, 0, false});
    }
    note_if_any(found, "date against date", statement.subject, std::move(instances));
  }
}

/// Children of Year N are N + 4 on its first day and N + 5 on its last.
void find_ages(const EvidenceIndex& index, std::vector<Disagreement>& found) {
  for (const Statement& statement : index.evidence().statements) {
    if (statement.kind != "ages") continue;
    const std::size_t dash = statement.value.find('-');
    const auto from = quantity_of(statement.from);
    const auto to = quantity_of(statement.to);
    const auto youngest = quantity_of(statement.value.substr(0, dash));
    const auto oldest = quantity_of(statement.value.substr(dash + 1));
    if (!from || !to || !youngest || !oldest) continue;
    const double first = from->value + 4;
    const double last = to->value + 5;
    if (youngest->value == first && oldest->value == last) continue;
    note_if_any(found, "ages against year groups", statement.subject,
                {{"", "",
                  "said to be " + youngest->text + " to " + oldest->text + "; they are " +
                      number_said(first, 0) + " to " + number_said(last, 0),
                  0, 0, false}});
  }
}

}  // namespace scenarios
