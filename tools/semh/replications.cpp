// What is there of the replications of a run.
#include <algorithm>
#include <cstddef>
#include <iostream>
#include <string>
#include <utility>

#include "scenarios/diagnostic.h"
#include "sim/kernel/expects.h"
#include "tools/semh/simulate.h"

namespace tools {

void warn(const sim::UnusableBatch& batch) {
  std::cerr << "semh: warning: " << scenarios::escaped(batch.file.string()) << " " << batch.reason()
            << (batch.because == sim::UnusableBatch::Because::damaged
                    ? "; its replications are simulated again.\n"
                    : "; it is left alone.\n");
}

Replications::Replications(std::vector<std::uint32_t> asked, std::vector<KeptSizes> sizes)
    : asked_(std::move(asked)), sizes_(std::move(sizes)), results_(asked_.size()) {}

std::size_t Replications::place_of(std::uint64_t replication) const {
  const auto at = std::lower_bound(asked_.begin(), asked_.end(), replication);
  return at != asked_.end() && *at == replication ? static_cast<std::size_t>(at - asked_.begin())
                                                  : asked_.size();
}

void Replications::put(std::uint32_t replication, std::vector<KeptResult> results) {
  const std::size_t place = place_of(replication);
  sim::expects(place < results_.size(), "a replication that is kept has been asked for");
  results_[place] = std::move(results);
  ++found_;
}

bool Replications::take_in(const sim::Piece& piece) {
  const std::size_t place = place_of(piece.number);
  if (place == results_.size() || !results_[place].empty()) return false;
  auto results = unpacked(piece.bytes, sizes_);
  if (!results) return false;  // Somebody made it up.
  put(asked_[place], std::move(*results));
  return true;
}

void Replications::read(sim::Journal& journal) {
  journal.read([&](const sim::Piece& piece) { return take_in(piece); }, warn);
}

std::vector<std::vector<KeptResult>> Replications::first(std::size_t count) const {
  sim::expects(count <= results_.size() && missing(count).empty(),
               "replications that are looked at are there");
  return {results_.begin(), results_.begin() + static_cast<std::ptrdiff_t>(count)};
}

std::vector<std::uint32_t> Replications::missing(std::size_t first) const {
  std::vector<std::uint32_t> numbers;
  for (std::size_t i = 0; i < std::min(first, results_.size()); ++i)
    if (results_[i].empty()) numbers.push_back(asked_[i]);
  return numbers;
}

}  // namespace tools
