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

std::optional<std::vector<KeptResult>> unpacked(std::string_view bytes, std::size_t scenarios) {
  std::vector<KeptResult> replication;
  for (std::size_t s = 0; s < scenarios; ++s) {
    auto one = taken_from(bytes);
    if (!one) return {};
    replication.push_back(std::move(*one));
  }
  if (!bytes.empty()) return {};
  return replication;
}

}  // namespace tools
