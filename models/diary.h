// What happened to each child, in plain sentences, for whoever wants to follow one.
//
// Kept only when asked for: without a diary no sentence is ever made.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "models/event.h"
#include "sim/kernel/instant.h"
#include "sim/kernel/money.h"

namespace models {

struct DiaryEntry {
  sim::Instant at{};
  PupilId pupil;
  std::string text;
};

class Diary {
 public:
  void write(sim::Instant at, PupilId pupil, std::string text) {
    entries_.push_back({at, pupil, std::move(text)});
  }
  /// In order of time.
  const std::vector<DiaryEntry>& entries() const { return entries_; }
  std::vector<DiaryEntry> entries_of(PupilId pupil) const;

 private:
  std::vector<DiaryEntry> entries_;
};

/// "2.1 in 100": a probability in [0, 1] for people.
std::string in_100(double probability);
/// "GBP 9,544" with the pound sign, whole pounds.
std::string in_pounds(sim::Money amount);
/// "1st", "2nd", "3rd", "4th" ...
std::string ordinal(std::uint32_t number);
/// "212 days", "1 day".
std::string days_between(sim::Instant from, sim::Instant to);

}  // namespace models
