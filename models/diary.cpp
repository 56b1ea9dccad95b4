#include "models/diary.h"

#include <cmath>
#include <cstdint>

#include "sim/kernel/expects.h"

namespace models {
namespace {

std::string with_commas(std::int64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t left = digits.size(); left > 3;) {
    left -= 3;
    digits.insert(left, ",");
  }
  return digits;
}

}  // namespace

std::vector<DiaryEntry> Diary::entries_of(PupilId pupil) const {
  std::vector<DiaryEntry> own;
  for (const DiaryEntry& entry : entries_)
    if (entry.pupil == pupil) own.push_back(entry);
  return own;
}

std::string in_100(double probability) {
  sim::expects(probability >= 0 && probability <= 1, "a probability lies in [0, 1]");
  const auto tenths = std::llround(probability * 1000);
  if (probability > 0 && tenths == 0) return "less than 0.1 in 100";
  std::string text = std::to_string(tenths / 10);
  if (tenths % 10 != 0) text += "." + std::to_string(tenths % 10);
  return text + " in 100";
}

std::string in_pounds(sim::Money amount) {
  const std::int64_t pounds = (amount.in_pence() + 50) / 100;
  return "£" + with_commas(pounds);
}

std::string ordinal(std::uint32_t number) {
  const std::uint32_t last_two = number % 100;
  const std::uint32_t last = number % 10;
  const bool teen = last_two >= 11 && last_two <= 13;
  const char* ending = teen ? "th" : last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th";
  return std::to_string(number) + ending;
}

std::string days_between(sim::Instant from, sim::Instant to) {
  const auto days = (to - from).count() / sim::seconds_per_day;
  return days == 1 ? "1 day" : with_commas(days) + " days";
}

}  // namespace models
