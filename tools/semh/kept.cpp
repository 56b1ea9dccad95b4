// What is kept of a replication, as the bytes of a piece of the journal, and back.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "tools/semh/results.h"

namespace tools {
namespace {

/// Takes a result off the front; nothing if there is none.
std::optional<KeptResult> taken_from(std::string_view& bytes) {
  KeptResult one;
  sim::PackedRow met;
  for (sim::PackedRow* row : {&one.yearly, &one.monthly, &one.weekly, &met}) {
    auto read = sim::PackedRow::taken_from(bytes);
    if (!read) return {};
    *row = std::move(*read);
  }
  for (const std::int64_t target : met.values())
    one.met.push_back(static_cast<std::int8_t>(target));
  return one;
}

}  // namespace

std::string packed(const std::vector<KeptResult>& replication) {
  std::string bytes;
  for (const KeptResult& one : replication) {
    for (const sim::PackedRow* row : {&one.yearly, &one.monthly, &one.weekly})
      row->append_to(bytes);
    sim::PackedRow({one.met.begin(), one.met.end()}).append_to(bytes);
  }
  return bytes;
}

KeptSizes sizes_of(const models::Borough& borough, std::size_t months, std::size_t weeks) {
  KeptSizes sizes;
  for (const models::YearlyMeasure& measure : models::yearly_measures(borough))
    sizes.yearly += measure.basis == models::Basis::school_year
                        ? models::reported_school_years(borough.period).size()
                        : models::reported_financial_years(borough.period).size();
  const std::size_t measures = models::monthly_measures(borough).size();
  sizes.monthly = measures * months;
  sizes.weekly = measures * weeks;
  sizes.met = borough.success.size();
  return sizes;
}

std::optional<std::vector<KeptResult>> unpacked(std::string_view bytes,
                                                const std::vector<KeptSizes>& sizes) {
  std::vector<KeptResult> replication;
  for (const KeptSizes& size : sizes) {
    auto one = taken_from(bytes);
    if (!one || one->yearly.size() != size.yearly || one->monthly.size() != size.monthly ||
        one->weekly.size() != size.weekly || one->met.size() != size.met)
      return {};
    replication.push_back(std::move(*one));
  }
  if (!bytes.empty()) return {};
  return replication;
}

}  // namespace tools
